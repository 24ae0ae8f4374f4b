//! Orders to a campaign: pause, resume, cancel, send again, take back, correct.

use jiff::SignedDuration;
use pledge_bot::domain::campaign::{CampaignKind, Pause, Reason, Stage};
use pledge_bot::domain::message::{LinkButton, MessageBody};
use pledge_bot::domain::{Campaign, Lang};
use pledge_bot::texts::Html;

use super::{
    begins, campaigns, confirms, confirms_correction, content, corrects, first_question, media, opens,
    readers, report_title, sends_unsure, two_owners, writes,
};
use crate::support::chat::{self, Person, english};
use crate::support::test_bot::TestBot;

/// A campaign with this text that every reader got.
async fn got_by_all(bot: &TestBot, owner: &Person, text: &str) -> Campaign {
    readers(bot, 5000, 3, Lang::En).await;
    writes(owner, text).await;
    confirms(owner, 3).await;
    bot.delivers().await;
    campaigns(bot).await.remove(0)
}

async fn stage(bot: &TestBot) -> Stage {
    campaigns(bot).await[0].stage
}

#[tokio::test]
async fn a_campaign_is_paused_goes_on_and_is_called_off() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    owner.says("/campaigns").await.sees(say.campaign_list_none());
    readers(&bot, 5000, 3, Lang::En).await;
    writes(&owner, "Hello").await;
    confirms(&owner, 3).await;
    let waits = say.campaign_stage(Stage::Scheduled);
    let entry = say.campaign_list_entry(1, &say.moment(bot.clock.now()), &waits);
    owner.says("/campaigns").await.has_line(entry);
    owner.taps(say.campaign_button_broadcast(1, "Hello")).await;
    let paused = Stage::Paused(Pause::Author);
    owner.taps(say.campaign_button_pause()).await.opens_with(report_title(1, paused));
    assert_eq!(stage(&bot).await, paused);
    bot.restart().await;
    owner.taps(say.campaign_button_resume()).await.opens_with(report_title(1, Stage::Running));
    assert_eq!(stage(&bot).await, Stage::Scheduled, "delivery takes it from here");
    owner.taps(say.campaign_button_call_off()).await.opens_with(say.campaign_call_off_ask(1));
    assert_ne!(stage(&bot).await, Stage::Cancelled, "it asks first");
    owner.taps(say.campaign_button_report()).await;
    owner.taps(say.campaign_button_call_off()).await;
    bot.restart().await;
    owner.taps(say.campaign_button_call_off_yes()).await.opens_with(report_title(1, Stage::Cancelled));
    assert_eq!(stage(&bot).await, Stage::Cancelled);
    owner.presses_data("d:order:1:resume:0").await;
    assert_eq!(stage(&bot).await, Stage::Cancelled, "nothing brings it back");
}

#[tokio::test]
async fn the_unsure_get_it_again_only_when_asked_for_and_once() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    sends_unsure(&bot, &owner, "Hello", 3).await;
    let unsure = [
        say.campaign_count_sent(2, 3),
        say.campaign_count_unsure(1),
        say.campaign_count_reason(&say.campaign_reason(Reason::Connection), 1),
    ];
    opens(&owner, 1).await.sees(Html::lines(unsure));
    owner.taps(say.campaign_button_repeat()).await.opens_with(say.campaign_repeat_ask(1));
    owner.taps(say.campaign_button_repeat()).await.opens_with(report_title(1, Stage::Running));
    assert_eq!(stage(&bot).await, Stage::Running);
    bot.delivers().await;
    opens(&owner, 1).await.sees(say.campaign_count_sent(3, 3)).has_no_button(say.campaign_button_repeat());
}

#[tokio::test]
async fn what_was_sent_is_taken_back_after_a_question_and_once() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    let campaign = got_by_all(&bot, &owner, "Hello").await;
    writes(&owner, "A draft of something else").await;
    opens(&owner, 1).await;
    owner.taps(say.campaign_button_take_back()).await.opens_with(say.campaign_take_back_ask(1, 3));
    let press = owner.first_button();
    owner.presses(&press).await.opens_with(say.campaign_launched_take_back());
    owner.presses(&press).await.is_noted(say.campaign_on_its_way_toast());
    let all = campaigns(&bot).await;
    assert_eq!((all.len(), all[0].kind.clone()), (2, CampaignKind::Delete(campaign.id)));
    assert!(all[0].urgent && !all[0].trial);
    // The draft stays.
    owner.says("/broadcast").await.sees(say.campaign_line_quote("A draft of something else"));
    let waits = say.campaign_stage(Stage::Scheduled);
    opens(&owner, 2).await.opens_with(say.campaign_report_take_back(2, 1, &waits));
}

#[tokio::test]
async fn taking_back_expires_with_its_button_and_after_two_days() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    got_by_all(&bot, &owner, "Hello").await;
    opens(&owner, 1).await;
    owner.taps(say.campaign_button_take_back()).await;
    bot.clock.advance(SignedDuration::from_mins(16));
    owner.taps(say.campaign_button_take_back_yes()).await.closes_with(say.campaign_expired());
    bot.restart().await;
    owner.taps(say.campaign_button_take_back_yes()).await.closes_with(say.campaign_changed());
    owner.taps(say.campaign_button_report()).await;
    bot.clock.advance(SignedDuration::from_hours(48));
    owner.taps(say.campaign_button_take_back()).await.opens_with(say.campaign_take_back_late());
    assert_eq!(campaigns(&bot).await.len(), 1);
}

#[tokio::test]
async fn what_was_sent_is_corrected_and_keeps_its_buttons() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 3, Lang::En).await;
    begins(&owner).await;
    owner.sends_message(&media("photo", "Meeting at 18:00")).await;
    owner.taps(say.campaign_button_links()).await;
    owner.says("Join - https://example.org/join").await;
    confirms(&owner, 3).await;
    let first = campaigns(&bot).await.remove(0);
    bot.delivers().await;

    opens(&owner, 1).await;
    let asked = owner.taps(say.campaign_button_correct()).await;
    // The text of now is there to be copied.
    asked.has_line("Meeting at 18:00").closes_with(say.campaign_ask_text(&say.language_name()));
    let draft = owner.taps(say.campaign_button_draft()).await;
    draft.opens_with(say.campaign_title_correction(1)).has_no_button(say.campaign_button_audience());
    draft.does_not_see(chat::say(Lang::Ky).language_name());
    let unchanged = [say.campaign_unchanged(), say.campaign_ask_text(&say.language_name())];
    owner.taps(say.campaign_button_confirm()).await.closes_with(Html::sentences(unchanged));
    owner.sends_message(&media("photo", "x")).await.closes_with(say.campaign_text_only());
    bot.restart().await;
    let confirmation = owner.says("Meeting at 19:00").await;
    confirmation.has_line(say.campaign_line_was("Meeting at 18:00"));
    confirmation.has_line(say.campaign_line_becomes("Meeting at 19:00")).has_line(say.campaign_line_count(3));
    owner.taps(say.campaign_button_draft()).await;
    let preview = owner.taps(say.campaign_button_preview()).await;
    preview.sees(format!("Meeting at 19:00\n\n{}", say.campaign_footer(1)));
    confirms_correction(&owner, 1, 3).await.opens_with(say.campaign_launched_correction());

    let all = campaigns(&bot).await;
    assert_eq!((all.len(), all[0].kind.clone()), (2, CampaignKind::Replace(first.id)));
    let post = content(&bot, &all[0]).await.by_lang[&Lang::En].clone();
    let MessageBody::Media(media) = &post.body else { panic!("{post:?}") };
    assert_eq!(media.caption.text, "Meeting at 19:00");
    let url = "https://example.org/join".parse().expect("an address");
    assert_eq!(post.links, [LinkButton { label: "Join".into(), url }]);

    opens(&owner, 1).await;
    // A second correction starts from the first.
    owner.taps(say.campaign_button_correct()).await.has_line("Meeting at 19:00");
}

#[tokio::test]
async fn a_correction_waits_for_the_draft_under_way() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    got_by_all(&bot, &owner, "Hello").await;
    writes(&owner, "Something else").await;
    opens(&owner, 1).await;
    let busy = owner.taps(say.campaign_button_correct()).await;
    busy.sees(say.campaign_line_quote("Something else")).closes_with(say.campaign_busy());
}

#[tokio::test]
async fn a_draft_without_a_version_holds_up_no_correction() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    got_by_all(&bot, &owner, "Hello").await;
    owner.says("/broadcast").await.sees(first_question());
    opens(&owner, 1).await;
    owner.taps(say.campaign_button_correct()).await.has_line("Hello").does_not_see(say.campaign_busy());
}

#[tokio::test]
async fn another_owner_sees_and_stops_it_too() {
    let say = english();
    let (bot, olga, bakyt) = two_owners().await;
    readers(&bot, 5000, 3, Lang::En).await;
    writes(&olga, "Hello").await;
    // Drafts are one's own.
    bakyt.says("/broadcast").await.sees(first_question());
    confirms(&olga, 3).await;
    opens(&bakyt, 1).await;
    bakyt.taps(say.campaign_button_pause()).await;
    assert_eq!(stage(&bot).await, Stage::Paused(Pause::Author));
}

#[tokio::test]
async fn a_correction_that_was_called_off_may_be_sent_again() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    got_by_all(&bot, &owner, "Meeting at 18:00").await;
    for correction in 2..=3 {
        opens(&owner, 1).await;
        corrects(&owner, "Meeting at 19:00", 3).await.opens_with(say.campaign_launched_correction());
        opens(&owner, correction).await;
        owner.taps(say.campaign_button_call_off()).await;
        owner.taps(say.campaign_button_call_off_yes()).await;
    }
}

#[tokio::test]
async fn what_nobody_knows_the_recipients_of_any_more_can_not_be_changed() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    got_by_all(&bot, &owner, "Meeting at 18:00").await;
    opens(&owner, 1).await.has_button(say.campaign_button_correct());
    let keep = pledge_bot::domain::Retention::default();
    let later = bot.clock.now() + keep.deliveries + jiff::SignedDuration::from_hours(1);
    bot.service(async |service| {
        let store = &service.app().store;
        store.set_progress(pledge_bot::domain::CampaignId(1), None, true).await.expect("stored");
        // The first sweep removes the deliveries, the second notes that none is left.
        for _ in 0..2 {
            store.sweep(later, &keep).await.expect("swept");
        }
    })
    .await;
    opens(&owner, 1).await.sees(say.campaign_count_sent(3, 3)).has_no_button(say.campaign_button_correct());
}
