//! One person alone on staff waits too, can change their mind, and can go on working.

use pledge_bot::domain::Region;
use pledge_bot::domain::hold::HoldState;

use super::{READERS, got, minutes, sends, staff, state, ten_minutes, tomorrow_at};
use crate::scenarios::staff::{becomes_supporter, begins};
use crate::support::chat::english;

#[tokio::test]
async fn a_person_alone_waits_out_the_hold_and_can_take_it_back() {
    let say = english();
    let (bot, people) = staff(ten_minutes(), &["Olga"]).await;
    let olga = &people[0];
    sends(olga, "Hello").await.sees(say.hold_begun_alone());
    minutes(&bot, 9).await;
    olga.taps(say.button_hold_undo()).await.opens_with(say.hold_undo_answer());
    minutes(&bot, 9).await;
    assert_eq!((got(&bot, "Hello"), state(&bot, 1).await), (0, HoldState::Undone));
    olga.says("/broadcast").await;
    olga.taps(say.campaign_button_confirm()).await;
    olga.taps(say.campaign_button_send(READERS)).await;
    bot.restart().await;
    minutes(&bot, 10).await;
    assert_eq!(got(&bot, "Hello"), usize::try_from(READERS).expect("a few"));
}

#[tokio::test]
async fn what_is_urgent_goes_out_at_night_and_the_rest_in_the_morning() {
    let say = english();
    let (bot, people) = staff(ten_minutes(), &["Olga"]).await;
    let olga = &people[0];
    tomorrow_at(&bot, 3, 0);
    sends(olga, "Calm").await;
    begins(olga).await;
    olga.says("Urgent").await;
    olga.taps(say.campaign_button_options()).await;
    olga.taps(say.campaign_button_urgent()).await;
    olga.taps(say.campaign_button_draft()).await;
    olga.taps(say.campaign_button_confirm()).await;
    olga.taps(say.campaign_button_send(READERS)).await;
    minutes(&bot, 10).await;
    let all = usize::try_from(READERS).expect("a few");
    assert_eq!((got(&bot, "Calm"), got(&bot, "Urgent")), (0, all));
    bot.restart().await;
    minutes(&bot, 5 * 60).await;
    assert_eq!(got(&bot, "Calm"), all, "ten minutes after eight");
}

#[tokio::test]
async fn few_recipients_need_the_operator_where_there_is_nobody_else() {
    let say = english();
    let (bot, people) = staff(ten_minutes(), &["Olga"]).await;
    let olga = &people[0];
    becomes_supporter(&bot, 5000, Region::Naryn).await;
    begins(olga).await;
    olga.says("Hello").await;
    olga.taps(say.campaign_button_audience()).await;
    olga.taps(say.campaign_button_supporters()).await;
    olga.taps(say.campaign_button_draft()).await;
    olga.taps(say.campaign_button_confirm()).await;
    let begun = olga.taps(say.campaign_button_send_few()).await;
    begun.sees(say.hold_begun_second()).sees(say.hold_why_few()).sees(say.hold_second_nobody());
    minutes(&bot, 60).await;
    assert_eq!(state(&bot, 1).await, HoldState::Waiting);
}
