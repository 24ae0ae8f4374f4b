//! The panel: what needs attention comes first, and everything that staff can do is a tap away.

use jiff::SignedDuration;
use pledge_bot::domain::campaign::{Pause, Stage};
use pledge_bot::domain::{Lang, StaffCommand};

use super::{confirms, owner_in, readers, report_title, sends_unsure, writes};
use crate::support::chat::Act::{Says, Taps};
use crate::support::chat::{english, say};
use crate::support::snapshots::Screens;
use crate::support::test_bot::TestBot;

#[tokio::test]
async fn the_panel_is_reached_from_home_from_help_and_by_its_command() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    let panel = owner.says("/panel").await;
    panel.opens_with(say.panel_title()).sees(say.panel_calm()).has_button(say.button_home());
    for command in ["/start", "/help", "/campaigns", "/deadlines", "/record", "/broadcast", "/export"] {
        owner.says(command).await;
        assert!(
            owner.taps(say.button_panel()).await.text().starts_with(&say.panel_title().plain()),
            "{command}"
        );
    }
    let help = owner.says("/help").await;
    help.sees(say.help_staff());
    for command in StaffCommand::ALL {
        help.sees(format!("/{} ", command.name()));
    }

    let aigul = bot.reader("Aigul").await;
    aigul.says("/help").await.does_not_see("/panel").has_no_button(say.button_panel());
    aigul.says("/start").await.has_no_button(say.button_panel());
    assert_eq!(aigul.says("/panel").await.shown(), aigul.says("/nosuchthing").await.shown());
    for data in ["d:panel", "d:export", "d:export:file"] {
        aigul.presses_data(data).await.is_short(say.help_stale());
    }
    let group = bot.group(&[&owner]).await;
    group.says(&owner, "/panel@pledge_test_bot").await.is_silent();
}

#[tokio::test]
async fn what_needs_attention_comes_first_and_leads_to_its_report() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 3, Lang::En).await;
    for text in ["Planned", "Paused"] {
        writes(&owner, text).await;
        owner.taps(say.campaign_button_time()).await;
        owner.says("2026-12-01 10:00").await;
        confirms(&owner, 3).await;
    }
    owner.presses_data("d:order:2:pause:0").await;
    writes(&owner, "Not yet sent").await;
    let panel = owner.says("/panel").await;
    let (paused, planned) =
        (report_title(2, Stage::Paused(Pause::Author)), report_title(1, Stage::Scheduled));
    panel
        .sees(paused.clone())
        .sees(say.panel_pause_author())
        .sees(planned.clone())
        .sees("1 December 2026, 10:00");
    panel.sees(say.campaign_title()).sees("Not yet sent").does_not_see(say.panel_calm());
    let (first, second) = (panel.text().find(&paused.plain()), panel.text().find(&planned.plain()));
    assert!(first < second, "{}", panel.text());
    assert_eq!(panel.buttons()[..2], [say.campaign_button_campaign(2), say.campaign_button_campaign(1)]);
    owner.taps(say.campaign_button_campaign(2)).await.opens_with(paused);
    owner.taps(say.button_panel()).await;
    owner.taps(say.button_panel_draft()).await.opens_with(say.campaign_title()).sees("Not yet sent");
}

#[tokio::test]
async fn a_form_under_way_is_named_and_goes_on_from_the_panel() {
    let say = english();
    let (_bot, owner) = TestBot::with_owner().await;
    owner.says("/deadlines").await;
    owner.taps(say.button_deadline_new()).await;
    // A form that was only opened is not under way.
    owner.says("/panel").await.sees(say.panel_calm()).has_no_button(say.button_panel_deadline());
    owner.says("/deadlines").await;
    owner.taps(say.button_deadline_new()).await;
    owner.says("01.03.2027").await.sees(say.staff_deadline_time());
    let panel = owner.says("/panel").await;
    panel.sees(say.panel_form_deadline()).does_not_see(say.panel_calm());
    owner.taps(say.button_panel_deadline()).await.has_no_button(say.button_export());
}

#[tokio::test]
async fn of_many_campaigns_five_are_named_and_the_rest_is_in_the_list() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 3, Lang::En).await;
    for nth in 0..6 {
        writes(&owner, &format!("Text {nth}")).await;
        confirms(&owner, 3).await;
    }
    let panel = owner.says("/panel").await;
    panel.sees(say.panel_more(&say.campaign_button_campaigns(), &say.button_deadlines()));
    for code in 1..=5 {
        panel.has_button(say.campaign_button_campaign(code));
    }
    panel.has_no_button(say.campaign_button_campaign(6));
}

#[tokio::test]
async fn unsure_deliveries_are_named_for_two_days() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    sends_unsure(&bot, &owner, "Hello", 3).await;
    let panel = owner.says("/panel").await;
    panel.sees(report_title(1, Stage::Done)).sees(say.campaign_count_unsure(1));
    bot.clock.advance(SignedDuration::from_hours(49));
    owner.says("/panel").await.sees(say.panel_calm());
}

/// The panel when nothing is under way and when something is, and the screens that only it has.
async fn walk(lang: Lang) {
    let (bot, owner) = owner_in(lang).await;
    readers(&bot, 5000, 3, lang).await;
    let say = say(lang);
    let mut screens = Screens::of("panel", lang);
    let calm = [
        ("home", Says("/start".into())),
        ("calm", Taps(say.button_panel())),
        ("export", Taps(say.button_export())),
    ];
    screens.walk(&owner, calm).await;
    screens.walk(&owner, [("help", Says("/help".into()))]).await;
    owner.says("/broadcast").await;
    owner.says("Meeting at 18:00.").await;
    screens.walk(&owner, [("busy", Says("/panel".into()))]).await;
    screens.finish();
}

#[tokio::test]
async fn the_panel_in_kyrgyz() {
    walk(Lang::Ky).await;
}

#[tokio::test]
async fn the_panel_in_russian() {
    walk(Lang::Ru).await;
}

#[tokio::test]
async fn the_panel_in_english() {
    walk(Lang::En).await;
}
