//! The first owner comes by a link that counts for an hour, once, and only while there is no owner. Whoever has the machine
//! confirms them.

use jiff::SignedDuration;
use pledge_bot::control::{ControlAnswer, ControlRequest, FirstOwner, carry_out};
use pledge_bot::domain::staff_change::StaffChangeError;
use pledge_bot::domain::{Lang, Role};

use crate::support::chat::english;
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
        person.says(&opens).await.opens_with(say(lang).people_first_wait());
        is(&bot, FirstOwner::Opened(person.id, None)).await;
        // To open it again changes nothing.
        person.says(&opens).await.opens_with(say(lang).people_first_wait());
    }
    let olga = bot.reader("Olga").await;
    let opens = link(&bot).await;
    olga.says(&opens).await.opens_with(english().people_first_wait());
    olga.says("/panel").await.opens_with(english().home_hint());
    let confirmed = order(&bot, ControlRequest::StaffConfirm(olga.id)).await;
    assert_eq!(confirmed, ControlAnswer::Joined(olga.id, Role::Owner, Some(Lang::En)));
    is(&bot, FirstOwner::There).await;
    olga.says("/panel").await.opens_with(english().panel_title());
    // The link is used up.
    refused(&olga.says(&opens).await);
}

#[tokio::test]
async fn the_second_who_opens_it_learns_nothing() {
    let bot = TestBot::new().await;
    let opens = link(&bot).await;
    let (olga, aida) = (bot.reader("Olga").await, bot.reader("Aida").await);
    olga.says(&opens).await.opens_with(english().people_first_wait());
    refused(&aida.says(&opens).await);
    is(&bot, FirstOwner::Opened(olga.id, None)).await;
    let confirmed = order(&bot, ControlRequest::StaffConfirm(aida.id)).await;
    assert_eq!(confirmed, ControlAnswer::Refused(StaffChangeError::NothingToDo));
}

#[tokio::test]
async fn the_link_ends_after_an_hour_also_for_who_has_opened_it() {
    let bot = TestBot::new().await;
    let (opens, late) = (link(&bot).await, bot.reader("Aida").await);
    bot.clock.advance(SignedDuration::from_mins(59));
    let olga = bot.reader("Olga").await;
    olga.says(&opens).await.opens_with(english().people_first_wait());
    bot.clock.advance(SignedDuration::from_mins(1));
    is(&bot, FirstOwner::Uninvited).await;
    refused(&olga.says(&opens).await);
    refused(&late.says(&opens).await);
    let confirmed = order(&bot, ControlRequest::StaffConfirm(olga.id)).await;
    assert_eq!(confirmed, ControlAnswer::Refused(StaffChangeError::NoInvitation));
}

#[tokio::test]
async fn the_link_counts_only_while_there_is_no_owner() {
    let bot = TestBot::new().await;
    let opens = link(&bot).await;
    let (olga, aida) = (bot.reader("Olga").await, bot.reader("Aida").await);
    olga.says(&opens).await.opens_with(english().people_first_wait());
    bot.employs(9999, Role::Owner).await;
    is(&bot, FirstOwner::There).await;
    let again = order(&bot, ControlRequest::InviteFirst).await;
    assert_eq!(again, ControlAnswer::Refused(StaffChangeError::HasOwner));
    refused(&olga.says(&opens).await);
    refused(&aida.says(&opens).await);
    let confirmed = order(&bot, ControlRequest::StaffConfirm(olga.id)).await;
    assert_eq!(confirmed, ControlAnswer::Refused(StaffChangeError::NoInvitation));
    // Editors alone are no owners.
    bot.dismisses(9999).await;
    bot.employs(8888, Role::Editor).await;
    is(&bot, FirstOwner::Opened(olga.id, None)).await;
}

#[tokio::test]
async fn a_link_that_another_person_has_opened_is_ended_or_replaced() {
    let bot = TestBot::new().await;
    let first = link(&bot).await;
    let (stranger, olga) = (bot.reader("Stranger").await, bot.reader("Olga").await);
    stranger.says(&first).await.opens_with(english().people_first_wait());
    assert_eq!(order(&bot, ControlRequest::RefuseFirst).await, ControlAnswer::Done);
    is(&bot, FirstOwner::Uninvited).await;
    refused(&stranger.says(&first).await);
    let (second, third) = (link(&bot).await, link(&bot).await);
    refused(&olga.says(&second).await);
    olga.says(&third).await.opens_with(english().people_first_wait());
    let confirmed = order(&bot, ControlRequest::StaffConfirm(stranger.id)).await;
    assert_eq!(confirmed, ControlAnswer::Refused(StaffChangeError::NothingToDo));
}
