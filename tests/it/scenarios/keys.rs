//! The coalition's keys: whose they are is seen, and nobody exchanges them unnoticed.

use pledge_bot::config::Settings;
use pledge_bot::crypto::{Fingerprints, Recipients, generate};
use pledge_bot::domain::Lang;
use pledge_bot::service::ServiceError;
use pledge_bot::store::{StoreError, accept_keys};
use pledge_bot::texts::Html;

use crate::support::chat::{english, say};
use crate::support::test_bot::{OWNER, PUBLIC, Setup, TestBot};

fn fingerprints(keys: &str) -> Fingerprints {
    Recipients::parse(keys).expect("keys").fingerprints()
}

/// What people read of these keys.
fn codes(lang: Lang, keys: &str) -> Html {
    Html::lines(fingerprints(keys).iter().map(|key| say(lang).key_code(&Html::code(&key.to_string()))))
}

/// The settings with other keys.
fn with(bot: &TestBot, recipients: Option<&str>) -> Settings {
    Settings { recipients: recipients.map(str::to_owned), ..bot.settings.clone() }
}

/// Why the bot does not start with other keys.
async fn refusal(bot: &TestBot, recipients: Option<&str>) -> String {
    match bot.starts_with(&with(bot, recipients)).await.expect_err("refused") {
        ServiceError::Store(error @ StoreError::Keys(_)) => error.to_string(),
        other => panic!("{other}"),
    }
}

async fn accepts(bot: &TestBot, keys: &Fingerprints) {
    accept_keys(&bot.settings.folders.data, keys).await.expect("accepted");
}

/// Owners are told what is to be told.
async fn tells(bot: &TestBot) {
    bot.service(async |service| service.notices().tell_of_keys().await).await;
}

#[tokio::test]
async fn everybody_and_staff_see_the_codes_of_the_keys() {
    for lang in Lang::ALL {
        let bot = TestBot::with(Setup { owners: vec![OWNER], ..Setup::default() }).await;
        let owner = bot.person("Olga", "en");
        owner.starts(lang).await;
        let say = say(lang);
        let code = codes(lang, PUBLIC);
        assert!(code.plain().contains('\n'), "the code has a line of its own");
        owner.says("/privacy").await.sees(&code).sees(say.key_code_about());
        owner.says("/panel").await.sees(&code).closes_with(say.panel_key_code());

        let two = format!("{} {PUBLIC}", generate().0);
        bot.ends().await;
        accepts(&bot, &fingerprints(&two)).await;
        bot.starts_with(&with(&bot, Some(&two))).await.expect("accepted");
        owner.says("/privacy").await.sees(codes(lang, &two));
    }
}

#[tokio::test]
async fn without_a_key_there_is_no_code() {
    let say = english();
    let bot = TestBot::with(Setup { owners: vec![OWNER], key: false, ..Setup::default() }).await;
    let owner = bot.reader("Olga").await;
    owner.says("/privacy").await.does_not_see(say.key_code_about());
    owner.says("/panel").await.does_not_see(say.panel_key_code());
}

#[tokio::test]
async fn other_keys_are_refused_until_they_are_accepted_and_owners_are_told_once() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    bot.restart().await;
    tells(&bot).await;
    let (other, old) = (generate().0, fingerprints(PUBLIC));
    bot.ends().await;
    let told = refusal(&bot, Some(&other)).await;
    let new = fingerprints(&other);
    assert!(told.contains(&format!("{new} is new, {old} is missing")), "{told}");
    assert!(told.ends_with(&format!("pledge-bot accept-keys {new}")), "{told}");
    // The refusal has not accepted anything.
    refusal(&bot, Some(&other)).await;
    bot.starts_with(&bot.settings).await.expect("the old keys are accepted");

    bot.ends().await;
    accepts(&bot, &new).await;
    refusal(&bot, Some(PUBLIC)).await;
    bot.starts_with(&with(&bot, Some(&other))).await.expect("accepted");
    let seq = bot.emulator().seq();
    tells(&bot).await;
    bot.tells(seq, owner.id, say.staff_notice_keys(&codes(Lang::En, &other))).await;
    let seq = bot.emulator().seq();
    tells(&bot).await;
    assert_eq!(bot.heard(owner.id, seq, Lang::En).texts(), [""; 0]);
}

#[tokio::test]
async fn no_keys_are_a_change_too_and_so_are_keys_after_none() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    bot.ends().await;
    let told = refusal(&bot, None).await;
    assert!(told.ends_with("pledge-bot accept-keys none"), "{told}");
    accepts(&bot, &Fingerprints::default()).await;
    bot.starts_with(&with(&bot, None)).await.expect("accepted");
    let seq = bot.emulator().seq();
    tells(&bot).await;
    bot.tells(seq, owner.id, say.staff_notice_no_keys()).await;
    bot.ends().await;
    refusal(&bot, Some(PUBLIC)).await;
}

#[tokio::test]
async fn order_and_repetition_of_the_keys_are_no_change() {
    let (one, two) = (generate().0, generate().0);
    let bot = TestBot::without_key().await;
    bot.ends().await;
    bot.starts_with(&with(&bot, Some(&format!("{one} {two}")))).await.expect("the first keys are accepted");
    bot.ends().await;
    bot.starts_with(&with(&bot, Some(&format!("{two},{one} {two}")))).await.expect("the same keys");
    bot.ends().await;
    let told = refusal(&bot, Some(&two)).await;
    assert!(told.contains(&format!("changed: {} is missing.", fingerprints(&one))), "{told}");
}

#[tokio::test]
async fn owners_who_cannot_be_told_are_told_at_a_later_start() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    let other = generate().0;
    bot.ends().await;
    accepts(&bot, &fingerprints(&other)).await;
    let changed = with(&bot, Some(&other));
    bot.emulator().block(owner.id).expect("blocked");
    bot.starts_with(&changed).await.expect("accepted");
    tells(&bot).await;
    bot.ends().await;
    bot.emulator().unblock(owner.id).expect("unblocked");
    bot.starts_with(&changed).await.expect("accepted");
    let seq = bot.emulator().seq();
    tells(&bot).await;
    bot.tells(seq, owner.id, say.staff_notice_keys(&codes(Lang::En, &other))).await;
}

#[tokio::test]
async fn first_keys_after_a_time_without_any_are_told_to_owners() {
    let say = english();
    let bot = TestBot::with(Setup { owners: vec![OWNER], key: false, ..Setup::default() }).await;
    let owner = bot.reader("Olga").await;
    bot.ends().await;
    let first = with(&bot, Some(PUBLIC));
    bot.starts_with(&first).await.expect("the first keys are accepted");
    let seq = bot.emulator().seq();
    tells(&bot).await;
    bot.tells(seq, owner.id, say.staff_notice_keys(&codes(Lang::En, PUBLIC))).await;
    bot.ends().await;
    bot.starts_with(&first).await.expect("the same keys");
    let seq = bot.emulator().seq();
    tells(&bot).await;
    assert_eq!(bot.heard(owner.id, seq, Lang::En).texts(), [""; 0]);
}

#[tokio::test]
async fn keys_that_are_there_from_the_beginning_are_no_news() {
    let (bot, owner) = TestBot::with_owner().await;
    let seq = bot.emulator().seq();
    tells(&bot).await;
    assert_eq!(bot.heard(owner.id, seq, Lang::En).texts(), [""; 0]);
}
