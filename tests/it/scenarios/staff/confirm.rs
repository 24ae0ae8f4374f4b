//! Exactly the confirmed message goes out, once.

use jiff::SignedDuration;
use jiff::civil::date;
use pledge_bot::domain::campaign::{CampaignKind, Stage};
use pledge_bot::domain::{Lang, Region, Topic};
use pledge_bot::telegram::RateLimits;

use super::{
    becomes_supporter, campaigns, confirms, first_question, has, media, readers, rewrites, two_owners, writes,
};
use crate::support::chat::{english, say};
use crate::support::test_bot::{OWNER, Setup, TestBot};

#[tokio::test]
async fn a_double_tap_sends_once() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 3, Lang::En).await;
    writes(&owner, "Hello").await;
    owner.taps(say.campaign_button_confirm()).await;
    let press = owner.first_button();
    bot.emulator().press(owner.id, &press).expect("a press");
    owner.presses(&press).await.is_noted(say.campaign_on_its_way_toast());
    owner.presses(&press).await.is_silent();
    let campaigns = campaigns(&bot).await;
    assert_eq!(campaigns.len(), 1);
    let campaign = &campaigns[0];
    assert_eq!(
        (campaign.author, campaign.kind.clone(), campaign.stage),
        (Some(bot.stored(owner.id)), CampaignKind::Send, Stage::Scheduled)
    );
    assert_eq!(
        (campaign.due, campaign.urgent, campaign.trial, campaign.paid),
        (bot.clock.now(), false, false, false)
    );
    // The draft is gone.
    owner.says("/broadcast").await.sees(first_question());
}

#[tokio::test]
async fn the_button_expires_after_a_quarter_of_an_hour() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 3, Lang::En).await;
    writes(&owner, "Hello").await;
    owner.taps(say.campaign_button_confirm()).await.sees(say.campaign_expires(15));
    bot.clock.advance(SignedDuration::from_secs(15 * 60 + 1));
    let late = owner.taps(say.campaign_button_send(3)).await;
    late.opens_with(say.campaign_confirm_title()).closes_with(say.campaign_expired());
    assert!(campaigns(&bot).await.is_empty());
    bot.clock.advance(SignedDuration::from_mins(15));
    owner.taps(say.campaign_button_send(3)).await.opens_with(say.campaign_launched());
}

#[tokio::test]
async fn the_button_is_bound_to_content_number_audience_and_time() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 3, Lang::En).await;
    becomes_supporter(&bot, 5000, Region::Naryn).await;
    writes(&owner, "Hello").await;
    owner.taps(say.campaign_button_confirm()).await;
    let press = owner.first_button();
    readers(&bot, 5003, 1, Lang::En).await;
    owner.presses(&press).await.closes_with(say.campaign_changed());

    for change in ["audience", "content", "time", "urgent"] {
        owner.says("/broadcast").await;
        owner.taps(say.campaign_button_confirm()).await;
        let press = owner.first_button();
        owner.taps(say.campaign_button_draft()).await;
        match change {
            "audience" => {
                owner.taps(say.campaign_button_audience()).await;
                owner.taps(say.language_name()).await;
            }
            "content" => drop(rewrites(&owner, "Hello!").await),
            "time" => {
                owner.taps(say.campaign_button_time()).await;
                owner.says("2026-11-25 12:00").await;
            }
            _ => {
                owner.taps(say.campaign_button_options()).await;
                owner.taps(say.campaign_button_urgent()).await;
            }
        }
        let heard = owner.presses(&press).await;
        assert!(heard.text().ends_with(&say.campaign_changed().plain()), "{change}: {}", heard.shown());
    }
    assert!(campaigns(&bot).await.is_empty());
}

#[tokio::test]
async fn a_button_of_an_earlier_draft_does_nothing_to_a_new_one() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 3, Lang::En).await;
    writes(&owner, "Hello").await;
    owner.taps(say.campaign_button_discard()).await;
    let discard = owner.first_button();
    owner.taps(say.campaign_button_discard_yes()).await.opens_with(say.campaign_discarded());
    bot.clock.advance(SignedDuration::from_secs(1));
    writes(&owner, "Hello again").await;
    owner.presses(&discard).await.is_noted(say.campaign_gone_toast());
    owner.says("/broadcast").await.sees(say.campaign_line_quote("Hello again"));
}

#[tokio::test]
async fn a_text_that_was_sent_lately_gets_a_warning() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 3, Lang::En).await;
    writes(&owner, "Tomorrow at ten we hand the pledge in").await;
    confirms(&owner, 3).await;
    bot.delivers().await;
    bot.clock.advance(SignedDuration::from_hours(24 * 6));
    writes(&owner, "TOMORROW at ten, we hand the pledge in!").await;
    let warning = || say.campaign_warn_like(1, &say.date(date(2026, 11, 25)));
    owner.taps(say.campaign_button_confirm()).await.sees(warning());
    owner.taps(say.campaign_button_draft()).await;
    rewrites(&owner, "Something else").await;
    owner.taps(say.campaign_button_confirm()).await.does_not_see(warning());
    owner.taps(say.campaign_button_draft()).await;
    rewrites(&owner, "Tomorrow at ten we hand the pledge in").await;
    bot.clock.advance(SignedDuration::from_hours(25));
    // A week is over.
    owner.taps(say.campaign_button_confirm()).await.does_not_see(warning());
}

#[tokio::test]
async fn a_text_that_another_owner_sent_after_the_confirmation_is_warned_about_before_it_goes_out() {
    let say = english();
    let (bot, olga, bakyt) = two_owners().await;
    readers(&bot, 5000, 3, Lang::En).await;
    writes(&olga, "Tomorrow at ten we hand the pledge in").await;
    olga.taps(say.campaign_button_confirm()).await;
    writes(&bakyt, "Tomorrow at ten we hand the pledge in").await;
    confirms(&bakyt, 3).await;
    bot.delivers().await;
    let warning = say.campaign_warn_like(1, &say.date(date(2026, 11, 25)));
    olga.taps(say.campaign_button_send(3)).await.closes_with(say.campaign_changed()).sees(warning);
    assert_eq!(campaigns(&bot).await.len(), 1);
    // It is not forbidden.
    olga.taps(say.campaign_button_send(3)).await.opens_with(say.campaign_launched());
}

#[tokio::test]
async fn a_text_that_was_planned_long_ago_and_sent_lately_gets_a_warning() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    let reader = bot.reader("Bakyt").await;
    reader.switches_on(Topic::News).await;
    writes(&owner, "Tomorrow at ten we hand the pledge in").await;
    owner.taps(say.campaign_button_time()).await;
    owner.says("2026-12-04 10:00").await;
    confirms(&owner, 1).await;
    bot.clock.advance(SignedDuration::from_hours(24 * 9));
    bot.delivers().await;
    bot.clock.advance(SignedDuration::from_hours(24));
    writes(&owner, "Tomorrow at ten we hand the pledge in").await;
    let sent = say.date(date(2026, 12, 4));
    owner.taps(say.campaign_button_confirm()).await.sees(say.campaign_warn_like(1, &sent));
}

#[tokio::test]
async fn what_nobody_got_gets_no_warning_and_what_is_planned_gets_one_of_its_own() {
    for lang in Lang::ALL {
        let say = say(lang);
        let bot = TestBot::with(Setup { owners: vec![OWNER], ..Setup::default() }).await;
        let owner = bot.person("Olga", "en");
        owner.starts(lang).await;
        readers(&bot, 5000, 2, lang).await;
        let write = async || {
            owner.says("/broadcast").await;
            owner.says("Tomorrow at ten we hand the pledge in").await;
        };
        let went_out = say.campaign_warn_like(1, &say.date(date(2026, 11, 25)));
        let at = say.date_time(&say.date(date(2026, 12, 1)), "10:00");
        let planned = say.campaign_warn_planned(1, &say.campaign_moment(&at));
        write().await;
        owner.taps(say.campaign_button_time()).await;
        owner.says("2026-12-01 10:00").await;
        owner.taps(say.campaign_button_confirm()).await;
        owner.taps(say.campaign_button_send(2)).await;
        write().await;
        owner.taps(say.campaign_button_confirm()).await.sees(&planned).does_not_see(&went_out);
        owner.presses_data("d:order:1:cancel:0").await;
        bot.delivers().await;
        owner.says("/broadcast").await;
        let confirmation = owner.taps(say.campaign_button_confirm()).await;
        confirmation.opens_with(say.campaign_confirm_title()).does_not_see("⚠️");
    }
}

#[tokio::test]
async fn more_than_five_hundred_get_a_trial_unless_it_is_switched_off() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 501, Lang::En).await;
    for (switch_off, trial) in [(false, true), (true, false)] {
        writes(&owner, "Hello").await;
        if switch_off {
            owner.taps(say.campaign_button_options()).await;
            owner.taps(say.campaign_button_no_trial()).await;
            owner.taps(say.campaign_button_draft()).await;
        }
        confirms(&owner, 501).await;
        assert_eq!(campaigns(&bot).await[0].trial, trial);
        bot.clock.advance(SignedDuration::from_secs(1));
    }
}

#[tokio::test]
async fn a_time_is_typed_in_bishkek_and_nonsense_is_told() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 1, Lang::En).await;
    writes(&owner, "Hello").await;
    owner.taps(say.campaign_button_time()).await.sees(say.campaign_time_ask("02.12.2026 10:00"));
    owner.says("tomorrow").await.closes_with(say.campaign_time_shape());
    owner.says("2026-11-25 11:00").await.closes_with(say.campaign_time_past());
    owner.says("2031-01-01 10:00").await.closes_with(say.campaign_time_far());
    owner.sends_message(&media("photo", "")).await.closes_with(say.campaign_time_shape());
    owner.says("2026-11-25 11:30").await;
    bot.clock.advance(SignedDuration::from_mins(31));
    owner.taps(say.campaign_button_confirm()).await.closes_with(say.campaign_time_past());
    owner.taps(say.campaign_button_now()).await;
    confirms(&owner, 1).await;
    assert_eq!(campaigns(&bot).await[0].due, bot.clock.now());
}

#[tokio::test]
async fn nothing_goes_out_without_a_version_or_to_nobody() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    writes(&owner, "Hello").await;
    owner.taps(say.campaign_button_confirm()).await.closes_with(say.campaign_nobody());
    owner.taps(say.campaign_button_draft()).await;
    owner.taps(has(Lang::En)).await;
    let gone = owner.taps(say.campaign_button_remove()).await;
    gone.sees(first_question()).has_no_button(say.campaign_button_confirm());
    let confirm = format!("d:s:{}:confirm", bot.clock.now().as_second());
    owner.presses_data(&confirm).await.is_noted(say.campaign_nothing_toast());
    assert!(campaigns(&bot).await.is_empty());
}

#[tokio::test]
async fn what_costs_money_says_so_before_and_after() {
    let say = english();
    let limits = RateLimits { paid: Some(1000), ..RateLimits::default() };
    let bot = TestBot::with(Setup { owners: vec![OWNER], limits, ..Setup::default() }).await;
    let owner = bot.reader("Olga").await;
    readers(&bot, 5000, 25, Lang::En).await;
    writes(&owner, "Hello").await;
    owner.taps(say.campaign_button_preview()).await.sees(say.campaign_line_paid(3));
    owner.taps(say.campaign_button_confirm()).await.sees(say.campaign_line_paid(3));
    owner.taps(say.campaign_button_send(25)).await;
    assert!(campaigns(&bot).await[0].paid);
    bot.delivers().await;
    let report = owner.transcript();
    assert!(report.contains(&say.campaign_report_paid(3).plain()), "{report}");
}
