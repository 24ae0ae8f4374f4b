//! The first owner comes by a link that counts for an hour, once, and only while there is no owner. Whoever has the machine
//! confirms them.

use jiff::SignedDuration;
use pledge_bot::control::{ControlAnswer, ControlRequest, FirstOwner, Opener, carry_out};
use pledge_bot::domain::staff_change::StaffChangeError;
use pledge_bot::domain::{Lang, PersonCode, Role};
use pledge_bot::emulator::{FaultKind, InjectedFault};

use crate::support::chat::{Person, english};
use crate::support::heard::Heard;
use crate::support::test_bot::TestBot;
use crate::support::words::say;

/// Whoever has the machine gives the bot an order.
async fn order(bot: &TestBot, request: ControlRequest) -> ControlAnswer {
    let now = bot.clock.now();
    bot.service(async |service| carry_out(&service.app().store, &request, now).await).await
}

/// The message by which somebody opens a new link for the first owner.
async fn link(bot: &TestBot) -> String {
    match order(bot, ControlRequest::InviteFirst).await {
        ControlAnswer::Invited(payload, name, until) => {
            assert_eq!(name.as_deref(), Some("pledge_test_bot"));
            assert_eq!(until, bot.clock.now() + SignedDuration::from_hours(1));
            format!("/start {payload}")
        }
        other => panic!("{other:?}"),
    }
}

async fn is(bot: &TestBot, expected: FirstOwner) {
    assert_eq!(order(bot, ControlRequest::FirstOwner).await, ControlAnswer::FirstOwner(expected));
}

/// This person has opened the link, has heard to wait, and sees the code that whoever has the machine sees.
async fn waits(bot: &TestBot, person: &Person, heard: &Heard, lang: Lang) -> PersonCode {
    let ControlAnswer::FirstOwner(FirstOwner::Opened(opener)) = order(bot, ControlRequest::FirstOwner).await
    else {
        panic!("nobody has opened the link");
    };
    assert_eq!(opener, Opener { code: bot.code(person.id), name: None });
    heard.opens_with(say(lang).people_code_wait(opener.code.as_str()));
    opener.code
}

fn refused(heard: &Heard) {
    heard.opens_with(english().home_broken_link());
}

#[tokio::test]
async fn who_opens_the_link_waits_in_their_language_and_becomes_the_owner_once_confirmed() {
    let bot = TestBot::new().await;
    is(&bot, FirstOwner::Uninvited).await;
    let opens = link(&bot).await;
    is(&bot, FirstOwner::Unopened).await;
    let people = [("Olga", "en", Lang::En), ("Ольга", "ru", Lang::Ru), ("Айгүл", "ky", Lang::Ky)];
    for (name, client, lang) in people {
        let person = bot.person(name, client);
        let opens = if lang == Lang::En { opens.clone() } else { link(&bot).await };
        let code = waits(&bot, &person, &person.says(&opens).await, lang).await;
        // To open it again changes nothing.
        assert_eq!(waits(&bot, &person, &person.says(&opens).await, lang).await, code);
    }
    let olga = bot.reader("Olga").await;
    let opens = link(&bot).await;
    waits(&bot, &olga, &olga.says(&opens).await, Lang::En).await;
    olga.says("/panel").await.opens_with(english().home_hint());
    let confirmed = order(&bot, ControlRequest::StaffConfirm(bot.code(olga.id))).await;
    assert_eq!(confirmed, ControlAnswer::Joined(olga.id, Role::Owner, Some(Lang::En)));
    is(&bot, FirstOwner::There).await;
    olga.says("/panel").await.opens_with(english().panel_title());
    // The link is used up.
    refused(&olga.says(&opens).await);
}

/// The bot tells of changes to the staff what is to be told.
async fn tells(bot: &TestBot) {
    bot.service(async |service| service.notices().tell_of_staff().await).await;
}

#[tokio::test]
async fn who_was_confirmed_is_welcomed_once_also_if_the_bot_or_telegram_was_away() {
    let say = english();
    let bot = TestBot::new().await;
    let opens = link(&bot).await;
    let olga = bot.person("Olga", "en");
    waits(&bot, &olga, &olga.says(&opens).await, Lang::En).await;
    let confirmed = order(&bot, ControlRequest::StaffConfirm(bot.code(olga.id))).await;
    assert_eq!(confirmed, ControlAnswer::Joined(olga.id, Role::Owner, Some(Lang::En)));
    // The bot was killed right after it.
    bot.restart().await;
    let seq = bot.emulator().seq();
    let _ = bot.emulator().fault(InjectedFault::new(FaultKind::Reset).method("sendMessage").times(99));
    tells(&bot).await;
    bot.emulator().clear_faults();
    bot.heard(olga.id, seq, Lang::En).is_silent();
    tells(&bot).await;
    bot.heard(olga.id, seq, Lang::En).sees(say.people_welcome("owner"));
    let seq = bot.emulator().seq();
    tells(&bot).await;
    bot.heard(olga.id, seq, Lang::En).is_silent();
}

#[tokio::test]
async fn the_second_who_opens_it_learns_nothing() {
    let bot = TestBot::new().await;
    let opens = link(&bot).await;
    let (olga, aida) = (bot.reader("Olga").await, bot.reader("Aida").await);
    let code = waits(&bot, &olga, &olga.says(&opens).await, Lang::En).await;
    refused(&aida.says(&opens).await);
    assert_eq!(waits(&bot, &olga, &olga.says(&opens).await, Lang::En).await, code);
    let confirmed = order(&bot, ControlRequest::StaffConfirm(bot.code(aida.id))).await;
    assert_eq!(confirmed, ControlAnswer::Refused(StaffChangeError::NothingToDo));
}

#[tokio::test]
async fn the_link_ends_after_an_hour_also_for_who_has_opened_it() {
    let bot = TestBot::new().await;
    let (opens, late) = (link(&bot).await, bot.reader("Aida").await);
    bot.clock.advance(SignedDuration::from_mins(59));
    let olga = bot.reader("Olga").await;
    waits(&bot, &olga, &olga.says(&opens).await, Lang::En).await;
    bot.clock.advance(SignedDuration::from_mins(1));
    is(&bot, FirstOwner::Uninvited).await;
    refused(&olga.says(&opens).await);
    refused(&late.says(&opens).await);
    let confirmed = order(&bot, ControlRequest::StaffConfirm(bot.code(olga.id))).await;
    assert_eq!(confirmed, ControlAnswer::Refused(StaffChangeError::NoInvitation));
}

#[tokio::test]
async fn the_link_counts_only_while_there_is_no_owner() {
    let bot = TestBot::new().await;
    let opens = link(&bot).await;
    let (olga, aida) = (bot.reader("Olga").await, bot.reader("Aida").await);
    waits(&bot, &olga, &olga.says(&opens).await, Lang::En).await;
    bot.employs(9999, Role::Owner).await;
    is(&bot, FirstOwner::There).await;
    let again = order(&bot, ControlRequest::InviteFirst).await;
    assert_eq!(again, ControlAnswer::Refused(StaffChangeError::HasOwner));
    refused(&olga.says(&opens).await);
    refused(&aida.says(&opens).await);
    let confirmed = order(&bot, ControlRequest::StaffConfirm(bot.code(olga.id))).await;
    assert_eq!(confirmed, ControlAnswer::Refused(StaffChangeError::NoInvitation));
    // Editors alone are no owners.
    bot.dismisses(9999).await;
    bot.employs(8888, Role::Editor).await;
    assert!(matches!(
        order(&bot, ControlRequest::FirstOwner).await,
        ControlAnswer::FirstOwner(FirstOwner::Opened(opener)) if opener.code == bot.code(olga.id)
    ));
}

#[tokio::test]
async fn a_link_that_another_person_has_opened_is_ended_or_replaced() {
    let bot = TestBot::new().await;
    let first = link(&bot).await;
    let (stranger, olga) = (bot.reader("Stranger").await, bot.reader("Olga").await);
    waits(&bot, &stranger, &stranger.says(&first).await, Lang::En).await;
    assert_eq!(order(&bot, ControlRequest::RefuseFirst).await, ControlAnswer::Done);
    is(&bot, FirstOwner::Uninvited).await;
    refused(&stranger.says(&first).await);
    let (second, third) = (link(&bot).await, link(&bot).await);
    refused(&olga.says(&second).await);
    waits(&bot, &olga, &olga.says(&third).await, Lang::En).await;
    let confirmed = order(&bot, ControlRequest::StaffConfirm(bot.code(stranger.id))).await;
    assert_eq!(confirmed, ControlAnswer::Refused(StaffChangeError::NothingToDo));
}
