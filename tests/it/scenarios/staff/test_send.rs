//! A test goes to one colleague, who is named as Telegram names them at that moment.

use pledge_bot::domain::{ChatId, Lang};
use pledge_bot::emulator::{FaultKind, InjectedFault};
use pledge_bot::store::Change;

use super::{campaigns, commit, two_owners, writes};
use crate::support::chat::{self, english};
use crate::support::test_bot::{OWNER, Setup, TestBot};

#[tokio::test]
async fn a_test_goes_to_the_chosen_colleague_alone() {
    let say = english();
    let setup = Setup { owners: vec![OWNER, OWNER + 1, OWNER + 2], ..Setup::default() };
    let bot = TestBot::with(setup).await;
    let (olga, bakyt) = (bot.reader("Olga").await, bot.person("Bakyt", "ru"));
    bakyt.starts(Lang::Ru).await;
    // The third has never written to the bot.
    let aida = bot.person("Aida", "ky");
    writes(&olga, "Meeting at 18:00").await.has_no_button(say.campaign_button_test());
    olga.taps(say.campaign_button_preview()).await;
    let asked = olga.taps(say.campaign_button_test()).await;
    asked.sees(say.campaign_test_ask()).sees(say.campaign_test_missing()).has_button("Bakyt");
    asked.has_no_button("Aida").has_no_button("Olga");
    bot.restart().await;
    let seq = bot.emulator().seq();
    olga.taps("Bakyt").await.sees(say.campaign_test_sent("Bakyt"));
    let got = bot.heard(bakyt.id, seq, Lang::Ru).texts();
    let version = format!("Meeting at 18:00\n\n{}", say.campaign_footer(1));
    assert_eq!(got, [chat::say(Lang::Ru).campaign_test_line().plain(), version]);
    assert!(bot.heard(aida.id, seq, Lang::Ky).texts().is_empty());
    assert!(campaigns(&bot).await.is_empty(), "it is no broadcast");
    // The colleague's own screen stays theirs.
    bakyt.taps(chat::say(Lang::Ru).button_help()).await.sees(chat::say(Lang::Ru).help_text());
    // The draft is there as before, and can be sent.
    olga.newest_has(say.campaign_line_quote("Meeting at 18:00"));
}

#[tokio::test]
async fn what_telegram_refuses_is_told_to_the_author() {
    let say = english();
    let (bot, olga, bakyt) = two_owners().await;
    writes(&olga, "Meeting at 18:00").await;
    let fault = InjectedFault::new(FaultKind::BadRequest).description("Bad Request: BUTTON_URL_INVALID");
    olga.taps(say.campaign_button_preview()).await;
    olga.taps(say.campaign_button_test()).await;
    let _ = bot.emulator().fault(fault.chat(bakyt.id).method("sendMessage"));
    let told = olga.taps("Bakyt").await;
    told.sees(say.campaign_test_failed("Bakyt")).does_not_see(say.campaign_test_sent("Bakyt"));
    bot.emulator().block(bakyt.id).expect("blocked");
    bot.settle().await;
    // The bot knows, and does not offer them any more.
    olga.taps(say.campaign_button_test()).await.has_no_button("Bakyt").sees(say.campaign_test_missing());
    // It may not know yet when the author taps.
    commit(&bot, bakyt.id, vec![Change::Meet(pledge_bot::domain::ChatKind::Private)]).await;
    let data = format!("d:s:{}:test:{}", bot.clock.now().as_second(), bakyt.id);
    olga.presses_data(&data).await.sees(say.campaign_test_failed("Bakyt"));
    let read = bot
        .service(async |service| service.app().store.snapshot(ChatId::new(olga.id)).await.expect("read"))
        .await;
    assert!(read.chat.expect("known").active, "the author can be written to");
}

#[tokio::test]
async fn a_refused_version_is_named() {
    let say = english();
    let (bot, olga, bakyt) = two_owners().await;
    super::begins(&olga).await;
    olga.sends_message(&super::media("photo", "Look")).await;
    olga.taps(say.campaign_button_preview()).await;
    olga.taps(say.campaign_button_test()).await;
    let fault = InjectedFault::new(FaultKind::BadRequest).description("Bad Request: wrong file identifier");
    let _ = bot.emulator().fault(fault.chat(bakyt.id).method("sendPhoto"));
    let told = olga.taps("Bakyt").await;
    told.sees(say.campaign_preview_refused(&say.language_name())).sees(say.campaign_test_failed("Bakyt"));
    bakyt.newest_has(say.campaign_test_line());
}

#[tokio::test]
async fn nobody_else_on_the_staff_no_button() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    let reader = bot.reader("Bakyt").await;
    writes(&owner, "Meeting at 18:00").await;
    owner.taps(say.campaign_button_preview()).await.has_no_button(say.campaign_button_test());
    // No button sends anything to somebody who is not on the staff.
    let (seq, second) = (bot.emulator().seq(), bot.clock.now().as_second());
    for data in [format!("d:s:{second}:test"), format!("d:s:{second}:test:{}", reader.id)] {
        owner.presses_data(&data).await;
        owner.newest_has(say.campaign_title());
    }
    assert!(bot.heard(reader.id, seq, Lang::En).texts().is_empty());
}
