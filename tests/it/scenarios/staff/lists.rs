//! The list of broadcasts and their reports: the first words of each, its time, the number of those who got it, and its
//! changes.

use jiff::SignedDuration;
use pledge_bot::domain::campaign::{Audience, CampaignKind, Launch, Reason, Stage};
use pledge_bot::domain::{ChatId, Lang, Topic};
use pledge_bot::store::Change;
use pledge_bot::texts::Html;

use super::{begins, commit, confirms, lacks, media, opens, readers, report_title, writes};
use crate::support::campaign::content;
use crate::support::chat::{Person, english};
use crate::support::test_bot::TestBot;

const TEXT: &str = "Tomorrow at ten in the morning we hand the pledge in at the parliament";
const FIRST_WORDS: &str = "Tomorrow at ten in the morning we hand…";

/// The state of a campaign, as the list has it.
fn state(stage: Stage, count: i64, total: i64) -> String {
    english().campaign_list_state(&english().campaign_stage(stage), count, total)
}

/// Sends this text to so many readers.
async fn sends(bot: &TestBot, owner: &Person, text: &str, count: i64) {
    writes(owner, text).await;
    confirms(owner, count).await;
    bot.delivers().await;
    bot.clock.advance(SignedDuration::from_secs(1));
}

#[tokio::test]
async fn the_list_tells_broadcasts_apart_and_puts_changes_below_them() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 3, Lang::En).await;
    let at = say.moment(bot.clock.now());
    sends(&bot, &owner, TEXT, 3).await;
    opens(&owner, 1).await;
    owner.taps(say.campaign_button_correct()).await;
    owner.says("Tomorrow at eleven").await;
    owner.taps(say.campaign_button_correct_yes()).await;
    bot.delivers().await;
    opens(&owner, 1).await;
    owner.taps(say.campaign_button_take_back()).await;
    owner.taps(say.campaign_button_take_back_yes()).await;
    bot.delivers().await;
    let changes = || {
        let done = state(Stage::Done, 3, 3);
        Html::lines([say.campaign_list_correction(2, &done), say.campaign_list_deletion(3, &done)])
    };
    let list = owner.says("/campaigns").await;
    let entry = say.campaign_list_entry(1, &at, &state(Stage::Done, 3, 3));
    list.sees(Html::lines([entry, say.campaign_line_quote(FIRST_WORDS), changes()]));
    list.does_not_see(say.campaign_list_entry(2, &at, &state(Stage::Done, 3, 3)));
    let report = owner.taps(say.campaign_button_broadcast(1, "Tomorrow at ten in the morning…")).await;
    report.opens_with(Html::paragraphs([report_title(1, Stage::Done), say.campaign_line_quote(FIRST_WORDS)]));
    report.sees(changes());
    // A deletion quotes the text that it deleted.
    let deletion = owner.taps(say.campaign_button_campaign(3)).await;
    deletion.sees(say.campaign_line_quote(FIRST_WORDS)).sees(say.campaign_count_deleted(3, 3));
    let correction = owner.presses_data("d:report:2").await;
    correction.sees(say.campaign_line_quote("Tomorrow at eleven"));
    correction.has_line(say.campaign_line_when(&say.campaign_moment(&at)));
    owner.taps(say.campaign_button_campaign(1)).await.opens_with(report_title(1, Stage::Done));
}

#[tokio::test]
async fn first_words_come_in_the_language_of_the_reader_if_there_is_such_a_version() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 1, Lang::Ru).await;
    owner.says("/broadcast").await;
    owner.taps(lacks(Lang::Ru)).await;
    owner.says("Завтра в десять").await;
    owner.taps(say.campaign_button_confirm()).await;
    owner.presses(&owner.first_button()).await.opens_with(say.campaign_launched());
    bot.delivers().await;
    owner.says("/campaigns").await.sees(say.campaign_line_quote("Завтра в десять"));
    bot.clock.advance(SignedDuration::from_secs(1));
    readers(&bot, 6000, 1, Lang::En).await;
    begins(&owner).await;
    owner.sends_message(&media("photo", "")).await;
    owner.taps(say.campaign_button_confirm()).await;
    owner.presses(&owner.first_button()).await.opens_with(say.campaign_launched());
    bot.delivers().await;
    owner.says("/campaigns").await.sees(say.campaign_line_quote(&say.campaign_post("photo")));
}

#[tokio::test]
async fn the_list_has_pages() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 1, Lang::En).await;
    for nth in 1..=7 {
        sends(&bot, &owner, &format!("Text {nth}"), 1).await;
    }
    let label = |nth: i64| say.campaign_button_broadcast(nth, &format!("Text {nth}"));
    let newest = owner.says("/campaigns").await;
    newest
        .has_button(label(7))
        .has_button(label(3))
        .has_no_button(label(2))
        .has_no_button(say.campaign_button_newer());
    let oldest = owner.taps(say.campaign_button_older()).await;
    oldest.has_button(label(2)).has_button(label(1)).has_no_button(say.campaign_button_older());
    let newest = owner.taps(say.campaign_button_newer()).await;
    newest.has_button(label(7)).has_button(label(3)).has_no_button(say.campaign_button_newer());
}

#[tokio::test]
async fn the_bar_of_what_was_called_off_or_paused_shows_what_was_sent() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 2, Lang::En).await;
    writes(&owner, "Hello").await;
    confirms(&owner, 2).await;
    owner.presses_data("d:order:1:cancel:0").await;
    bot.delivers().await;
    let cancelled = opens(&owner, 1).await;
    cancelled.has_line(say.campaign_bar(&"░".repeat(12), 0)).has_line(say.campaign_count_sent(0, 2));
    let reason = say.campaign_reason(Reason::Cancelled);
    cancelled.has_line(say.campaign_count_reason(&reason, 2));
    owner.says("/campaigns").await.sees(state(Stage::Cancelled, 0, 2));
}

#[tokio::test]
async fn a_broadcast_that_was_called_off_does_not_tell_how_few_share_a_language() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 2, Lang::En).await;
    let now = bot.clock.now();
    let launch = Launch {
        author: Some(ChatId::new(owner.id)),
        kind: CampaignKind::Send,
        audience: Audience { lang: Some(Lang::En), ..Audience::of(Topic::News) },
        content: content(&[(Lang::En, "Hello")]),
        due: now,
        urgent: false,
        trial: false,
        paid: false,
    };
    commit(&bot, owner.id, vec![Change::Launch(Box::new(launch), now)]).await;
    owner.presses_data("d:order:1:cancel:0").await;
    bot.delivers().await;
    let cancelled = opens(&owner, 1).await;
    cancelled.opens_with(report_title(1, Stage::Cancelled)).does_not_see(say.campaign_count_sent(0, 2));
    cancelled.does_not_see(say.campaign_count_skipped(2)).has_line(say.campaign_count_few());
    let list = owner.says("/campaigns").await;
    let stage = say.campaign_stage(Stage::Cancelled);
    list.sees(say.campaign_list_state_few(&stage)).does_not_see(state(Stage::Cancelled, 0, 2));
}

#[tokio::test]
async fn a_text_that_cant_be_read_any_more_is_said_to_be_so() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 1, Lang::En).await;
    sends(&bot, &owner, "Hello", 1).await;
    let mut database = bot.database().await;
    sqlx::query("UPDATE campaigns SET sealed = x'00'").execute(&mut database).await.expect("changed");
    owner.says("/campaigns").await.sees(say.campaign_list_unreadable());
    owner.taps(say.campaign_button_campaign(1)).await.sees(say.campaign_list_unreadable());
}
