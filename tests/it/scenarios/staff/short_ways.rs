//! Drafts and corrections as people write them: a text that comes at once is taken, and few taps lead to the effect, also for
//! somebody who makes mistakes, goes back, and is interrupted.

use std::sync::Arc;

use pledge_bot::domain::Lang;
use pledge_bot::domain::message::{LinkButton, MessageVersions};
use pledge_bot::emulator::NewMessage;
use pledge_bot::texts::Html;
use serde_json::json;

use super::{campaigns, confirms, content, has, lacks, media, opens, readers, text_of, writes};
use crate::support::chat::{Heard, Person, english, say};
use crate::support::test_bot::{OWNER, Setup, TestBot};

/// The most characters of a page that staff use while they write.
const LONGEST: usize = 1200;

/// A bot with an owner who reads this language, and two readers of each.
async fn newsroom(lang: Lang) -> (Arc<TestBot>, Person) {
    let bot = TestBot::with(Setup { owners: vec![OWNER], ..Setup::default() }).await;
    let owner = bot.person("Olga", lang.code());
    owner.starts(lang).await;
    for (first, lang) in (5..).map(|thousand| thousand * 1000).zip(Lang::ALL) {
        readers(&bot, first, 2, lang).await;
    }
    (bot, owner)
}

/// What is written in a language, and what stands on the button below.
fn written(lang: Lang) -> (&'static str, &'static str) {
    match lang {
        Lang::Ky => ("Жума күнү жолугабыз", "Келем"),
        Lang::Ru => ("Встречаемся в пятницу", "Приду"),
        Lang::En => ("We meet on Friday", "I will come"),
    }
}

const TYPED: &str = "example.org/come";
const ADDRESS: &str = "https://example.org/come";

/// The other two languages.
fn others(lang: Lang) -> impl Iterator<Item = Lang> {
    Lang::ALL.into_iter().filter(move |other| *other != lang)
}

/// The number of rows of buttons below the newest message.
fn rows(heard: &Heard) -> usize {
    heard.events.iter().rev().map(|event| event.buttons().len()).find(|rows| *rows > 0).unwrap_or_default()
}

/// The page fits a phone.
#[track_caller]
fn fits(heard: &Heard) {
    let length = heard.text().encode_utf16().count();
    assert!(length <= LONGEST && rows(heard) <= 8, "{length} characters:\n{}", heard.shown());
}

/// An answer is refused in a new message, and the error is in sight above the buttons.
#[track_caller]
fn is_refused(heard: &Heard, error: impl crate::support::chat::Words) {
    heard.closes_with(error);
    assert!(rows(heard) <= 5, "{}", heard.shown());
    assert!(heard.events.iter().any(|event| event.kind == "sent"), "no new message: {}", heard.shown());
}

/// The versions of the newest campaign have the texts and the buttons of all languages.
async fn all_is_sent(bot: &TestBot) {
    let campaign = campaigns(bot).await.remove(0);
    let MessageVersions { by_lang, .. } = content(bot, &campaign).await;
    for lang in Lang::ALL {
        let (text, label) = written(lang);
        let links = [LinkButton { label: label.to_owned(), url: ADDRESS.to_owned() }];
        assert_eq!(by_lang[&lang].body.text().map(|it| it.text.as_str()), Some(text));
        assert_eq!(by_lang[&lang].links, links);
    }
}

#[tokio::test]
async fn a_text_right_after_the_command_is_the_version_in_its_authors_language() {
    for lang in Lang::ALL {
        let (bot, owner) = newsroom(lang).await;
        let say = say(lang);
        owner.says("/broadcast").await.sees(say.campaign_ask_first(&say.language_name()));
        owner.says("10.12, 18:00").await.sees(say.campaign_line_quote("10.12, 18:00"));
        owner.taps(say.campaign_button_confirm()).await;
        owner.taps(say.campaign_button_send_few()).await.opens_with(say.campaign_launched());
        let campaign = campaigns(&bot).await.remove(0);
        assert_eq!(content(&bot, &campaign).await.by_lang.into_keys().collect::<Vec<_>>(), [lang]);
    }
}

#[tokio::test]
async fn a_broadcast_in_three_languages_with_a_link_takes_at_most_twelve_taps() {
    for lang in Lang::ALL {
        let (bot, owner) = newsroom(lang).await;
        let say = say(lang);
        let name = |lang: Lang| crate::support::chat::say(lang).language_name();
        owner.counts_taps();
        owner.says("/panel").await;
        owner.taps(say.campaign_button_new()).await;
        fits(&owner.says(written(lang).0).await);
        for other in others(lang) {
            owner.taps(say.campaign_button_lacks(&name(other))).await;
            fits(&owner.says(written(other).0).await);
        }
        owner.taps(say.campaign_button_links()).await;
        owner.says(written(Lang::Ky).1).await;
        owner.says(TYPED).await.has_line(say.campaign_line_link(written(Lang::Ky).1, ADDRESS));
        for other in others(Lang::Ky) {
            owner.taps(say.campaign_button_link_in(&name(other))).await;
            owner.says(written(other).1).await;
            owner.taps(ADDRESS).await;
        }
        owner.taps(say.campaign_button_preview()).await;
        owner.taps(say.campaign_button_confirm()).await;
        owner.taps(say.campaign_button_send(6)).await.opens_with(say.campaign_launched());
        owner.has_tapped_at_most(12);
        all_is_sent(&bot).await;
    }
}

#[tokio::test]
async fn mistakes_restarts_and_ways_back_cost_a_broadcast_nothing() {
    for lang in Lang::ALL {
        let (bot, owner) = newsroom(lang).await;
        let say = say(lang);
        let name = |lang: Lang| crate::support::chat::say(lang).language_name();
        owner.says("/broadcast").await;
        is_refused(&owner.sends("sticker").await, say.campaign_refused(&say.campaign_unfit("sticker")));
        bot.restart().await;
        owner.says(written(lang).0).await;
        for other in others(lang) {
            owner.taps(say.campaign_button_lacks(&name(other))).await;
            let too_long = owner.says(&"a".repeat(4096)).await;
            is_refused(&too_long, "4096");
            owner.taps(say.campaign_button_draft()).await;
            bot.restart().await;
            owner.taps(say.campaign_button_lacks(&name(other))).await;
            bot.restart().await;
            owner.says(written(other).0).await;
        }
        owner.taps(say.campaign_button_links()).await;
        for lang in Lang::ALL {
            let label = written(lang).1;
            is_refused(&owner.says(ADDRESS).await, say.campaign_link_error_order());
            is_refused(&owner.says(&"a".repeat(65)).await, say.campaign_link_error_label(64));
            is_refused(&owner.sends("photo").await, say.sign_up_need_text());
            // The wrong text on the button is put right by the way back.
            owner.says("Oops").await.sees(say.campaign_link_ask_address("Oops"));
            owner.taps(say.button_back()).await;
            bot.restart().await;
            owner.says(label).await;
            let refused = owner.says("see example..org").await;
            is_refused(&refused, say.campaign_link_error_address());
            // Neither the text on the button nor what was typed is lost.
            refused.sees(say.campaign_link_ask_address(label)).has_line("see example..org");
            is_refused(&owner.says("example.org/come,").await, say.campaign_link_error_mark(","));
            bot.restart().await;
            owner.says(TYPED).await;
            if let Some(next) = others(Lang::Ky).find(|next| *next > lang) {
                owner.taps(say.campaign_button_link_in(&name(next))).await;
            }
        }
        owner.taps(say.campaign_button_confirm()).await;
        bot.restart().await;
        // A restart does not revive the button, and shows everything once more.
        owner.taps(say.campaign_button_send(6)).await.closes_with(say.campaign_changed());
        owner.taps(say.campaign_button_send(6)).await.opens_with(say.campaign_launched());
        all_is_sent(&bot).await;
    }
}

/// Sends a broadcast in all languages.
async fn sends_all(bot: &TestBot, owner: &Person, lang: Lang) {
    let say = say(lang);
    owner.says("/broadcast").await;
    owner.says(written(lang).0).await;
    for other in others(lang) {
        let name = crate::support::chat::say(other).language_name();
        owner.taps(say.campaign_button_lacks(&name)).await;
        owner.says(written(other).0).await;
    }
    owner.taps(say.campaign_button_confirm()).await;
    owner.taps(say.campaign_button_send(6)).await.opens_with(say.campaign_launched());
    bot.delivers().await;
}

/// The Russian text of the newest campaign.
async fn russian(bot: &TestBot) -> String {
    let campaign = campaigns(bot).await.remove(0);
    let versions = content(bot, &campaign).await;
    versions.by_lang[&Lang::Ru].body.text().expect("a text").text.clone()
}

#[tokio::test]
async fn a_correction_takes_at_most_five_taps() {
    for lang in Lang::ALL {
        let (bot, owner) = newsroom(lang).await;
        let say = say(lang);
        sends_all(&bot, &owner, lang).await;
        owner.counts_taps();
        owner.says("/panel").await;
        owner.taps(say.campaign_button_campaigns()).await;
        owner.taps(say.campaign_button_broadcast(1, written(lang).0)).await;
        owner.taps(say.campaign_button_correct()).await;
        owner.taps(say.campaign_button_has("Русский")).await.has_line(written(Lang::Ru).0);
        let confirmation = owner.says("Встречаемся в субботу").await;
        confirmation.has_line(say.campaign_line_was(written(Lang::Ru).0));
        confirmation.has_line(say.campaign_line_becomes("Встречаемся в субботу"));
        confirmation.opens_with(say.campaign_confirm_correction(1));
        confirmation.has_line(say.campaign_line_count(6)).does_not_see(written(Lang::Ky).0);
        owner.taps(say.campaign_button_correct_yes()).await.opens_with(say.campaign_launched_correction());
        owner.has_tapped_at_most(5);
        assert_eq!(russian(&bot).await, "Встречаемся в субботу");
    }
}

#[tokio::test]
async fn mistakes_restarts_and_ways_back_cost_a_correction_nothing() {
    for lang in Lang::ALL {
        let (bot, owner) = newsroom(lang).await;
        let say = say(lang);
        sends_all(&bot, &owner, lang).await;
        owner.says("/campaigns").await;
        owner.taps(say.campaign_button_broadcast(1, written(lang).0)).await;
        owner.taps(say.campaign_button_correct()).await.closes_with(say.campaign_correct());
        owner.taps(say.campaign_button_has("Русский")).await;
        is_refused(&owner.sends_message(&media("photo", "x")).await, say.campaign_text_only());
        is_refused(&owner.sends("sticker").await, say.campaign_text_only());
        // What it says already is asked for again at once.
        is_refused(&owner.says(written(Lang::Ru).0).await, say.campaign_unchanged());
        owner.taps(say.campaign_button_draft()).await;
        let unchanged = [say.campaign_unchanged(), say.campaign_correct()];
        owner.taps(say.campaign_button_confirm()).await.closes_with(Html::sentences(unchanged));
        bot.restart().await;
        owner.taps(say.campaign_button_has("Русский")).await;
        bot.restart().await;
        owner.says("Встречаемся в субботу").await;
        // A slip that is noticed only now is put right by an edit.
        owner
            .edits("Встречаемся в воскресенье")
            .await
            .has_line(say.campaign_line_becomes("Встречаемся в воскресенье"));
        bot.restart().await;
        owner.taps(say.campaign_button_correct_yes()).await.closes_with(say.campaign_changed());
        owner.taps(say.campaign_button_correct_yes()).await.opens_with(say.campaign_launched_correction());
        assert_eq!(russian(&bot).await, "Встречаемся в воскресенье");
    }
}

#[tokio::test]
async fn a_correction_takes_the_text_that_follows_a_tap_on_its_version() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 1, Lang::En).await;
    writes(&owner, "We meet on Friday").await;
    confirms(&owner, 1).await;
    bot.delivers().await;
    opens(&owner, 1).await;
    // There is one version, so its text is asked for at once, and by a tap on it too.
    owner.taps(say.campaign_button_correct()).await.has_line("We meet on Friday");
    owner.taps(say.campaign_button_draft()).await;
    owner.taps(has(Lang::En)).await.has_line("We meet on Friday");
    let confirmation = owner.says("We meet on Saturday").await;
    confirmation.has_line(say.campaign_line_was("We meet on Friday"));
    confirmation.has_line(say.campaign_line_becomes("We meet on Saturday"));
    owner.taps(say.campaign_button_correct_yes()).await.opens_with(say.campaign_launched_correction());
}

#[tokio::test]
async fn a_second_text_may_be_the_version_in_another_language() {
    let say = english();
    let (_bot, owner) = TestBot::with_owner().await;
    writes(&owner, "We meet on Friday").await;
    let asked = owner.says("Встречаемся в пятницу").await;
    asked.sees(say.campaign_more_ask(&say.language_name())).sees(say.campaign_more_other());
    let draft = owner.taps(lacks(Lang::Ru)).await;
    draft.sees(say.campaign_line_quote("We meet on Friday"));
    draft.sees(say.campaign_line_quote("Встречаемся в пятницу"));
}

#[tokio::test]
async fn a_version_can_be_copied_and_what_is_lost_is_said() {
    let say = english();
    let (_bot, owner) = TestBot::with_owner().await;
    owner.says("/broadcast").await;
    let bold = json!({"type": "bold", "offset": 0, "length": 2});
    owner.sends_message(&NewMessage { entities: vec![bold], ..NewMessage::text("We meet") }).await;
    let asked = owner.taps(has(Lang::En)).await;
    asked.has_line("We meet").sees(say.campaign_unformatted()).closes_with(say.campaign_ask_instead());
    owner.says(&"a".repeat(4000)).await.sees(text_of(4000));
    let asked = owner.taps(has(Lang::En)).await;
    asked.sees(say.campaign_says_more()).does_not_see(say.campaign_unformatted());
    assert!(asked.text().encode_utf16().count() <= 4096);
}

#[tokio::test]
async fn a_button_with_the_same_text_gets_the_new_address() {
    let say = english();
    let (_bot, owner) = TestBot::with_owner().await;
    writes(&owner, "Hello").await;
    owner.taps(say.campaign_button_links()).await;
    owner.says("Read - https://example.org/a\nJoin - https://example.org/b").await;
    owner.taps(say.campaign_button_link_another()).await;
    owner.says("Read").await;
    let buttons = owner.says("https://example.org/c").await;
    buttons.has_line(say.campaign_line_link("Read", "https://example.org/c"));
    buttons.has_line(say.campaign_line_link("Join", "https://example.org/b")).does_not_see("example.org/a");
    let typed = (1..=9).map(|n| format!("{n} - https://example.org/{n}")).collect::<Vec<_>>().join("\n");
    owner.taps(say.campaign_button_link_another()).await;
    owner.says(&typed).await.closes_with(say.campaign_link_many(10));
    owner.taps(say.campaign_button_draft()).await.sees(say.campaign_about_links(&text_of(5), 2));
    owner.taps(say.campaign_button_links()).await;
    owner
        .taps(say.campaign_button_no_links())
        .await
        .has_line(say.campaign_line_version(&say.language_name(), &text_of(5)));
}
