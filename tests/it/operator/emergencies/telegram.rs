//! The token, or the bot itself, is not the coalition's any more.

use pledge_bot::emulator::Emulator;
use serde_json::Value;

use super::scene::{Scene, hears, knows, people, says, telegram};
use crate::support::chat::english;
use crate::support::token::TOKEN;

/// Telegram's answer to getMe with this token.
async fn code(emulator: &Emulator, token: &str) -> i64 {
    let answer = reqwest::get(format!("{}/bot{token}/getMe", emulator.url())).await.expect("an answer");
    let answer: Value = answer.json().await.expect("JSON");
    answer["error_code"].as_i64().unwrap_or(200)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_token_leaked() {
    let emulator = telegram().await;
    let people = people(&emulator);
    let mut scene = Scene::begins("token-leaked", &emulator, &people).await;
    // `/revoke` at BotFather.
    let new = format!("{}:{}", TOKEN.split_once(':').expect("a token").0, "n".repeat(35));
    emulator.accept_only(&new);
    assert_eq!((code(&emulator, TOKEN).await, code(&emulator, &new).await), (401, 200));
    people.aigul.writes("/help");
    says(&scene.server, 0, "Telegram does not accept BOT_TOKEN").await;
    scene.server.token = Some(new);
    scene.follows("sudo pledge-bot setup", &[]).await;
    let log = scene.follows("sudo journalctl -u pledge-bot -n 20", &[]).await;
    assert!(log.contains(" runs; "), "{log}");
    knows(&emulator, &people.aigul).await;
    scene.ends();
}

#[tokio::test(flavor = "multi_thread")]
async fn telegram_deleted_the_bot() {
    let emulator = telegram().await;
    let people = people(&emulator);
    let mut scene = Scene::begins("bot-deleted", &emulator, &people).await;
    let new = format!("7000000099:{}", "n".repeat(35));
    emulator.accept_only(&new);
    scene.follows("sudo systemctl stop pledge-bot", &[]).await;
    scene.follows("sudo pledge-bot backup /var/lib/pledge-bot/before-the-new-bot.age", &[]).await;
    scene.follows("sudo pledge-bot freeze", &[]).await;
    scene.server.token = Some(new);
    scene.follows("sudo pledge-bot setup", &[]).await;
    // Staff and supporters are known to the new bot once they have started it.
    people.olga.says("/start").await;
    hears(&emulator, &people.olga, "/panel", english().panel_title()).await;
    people.aigul.says("/start").await;
    knows(&emulator, &people.aigul).await;
    scene.does(&scene.server, "sudo pledge-bot freeze --lift").await;
    scene.ends();
}
