//! What is confirmed is what goes out, once.

use jiff::SignedDuration;
use pledge_bot::domain::campaign::{CampaignKind, Stage};
use pledge_bot::domain::{ChatId, Lang};
use pledge_bot::emulator::Press;
use pledge_bot::telegram::RateLimits;

use super::{campaigns, media, owned, readers, signs, writes};
use crate::support::test_bot::{Setup, TestBot};

/// The press on the first button of the newest message.
fn first_button(bot: &TestBot, chat: i64) -> Press {
    let message = bot.emulator().messages(chat).last().cloned().expect("a message");
    Press {
        message_id: message["message_id"].as_i64().and_then(|id| i32::try_from(id).ok()),
        data: message["reply_markup"]["inline_keyboard"][0][0]["callback_data"].as_str().map(str::to_owned),
        ..Press::default()
    }
}

#[tokio::test]
async fn a_double_tap_sends_once() {
    let (bot, owner) = owned().await;
    readers(&bot, 5000, 3, Lang::En).await;
    writes(&owner, "Hello").await;
    owner.taps("Send…").await;
    let press = first_button(&bot, owner.id);
    bot.emulator().press(owner.id, &press).expect("a press");
    let heard = owner.presses(&press).await;
    assert_eq!(heard.toast().as_deref(), Some("It is on its way already."));
    assert!(owner.presses(&press).await.texts().is_empty());
    let campaigns = campaigns(&bot).await;
    assert_eq!(campaigns.len(), 1);
    let campaign = &campaigns[0];
    assert_eq!(
        (campaign.author, campaign.kind.clone(), campaign.stage),
        (ChatId(owner.id), CampaignKind::Send, Stage::Scheduled)
    );
    assert_eq!(
        (campaign.due, campaign.urgent, campaign.trial, campaign.paid),
        (bot.clock.now(), false, false, false)
    );
    assert!(owner.says("/broadcast").await.text().contains("English: missing"), "the draft is gone");
}

#[tokio::test]
async fn the_button_expires_after_a_quarter_of_an_hour() {
    let (bot, owner) = owned().await;
    readers(&bot, 5000, 3, Lang::En).await;
    writes(&owner, "Hello").await;
    assert!(owner.taps("Send…").await.text().ends_with("The button works for 15 minutes."));
    bot.clock.advance(SignedDuration::from_secs(15 * 60 + 1));
    let late = owner.taps("Send to 3").await.text();
    assert!(
        late.starts_with("Too much time has passed since. Please look at it once more.\n\nSend this?"),
        "{late}"
    );
    assert!(campaigns(&bot).await.is_empty());
    bot.clock.advance(SignedDuration::from_mins(15));
    assert!(owner.taps("Send to 3").await.text().starts_with("It is on its way."));
}

#[tokio::test]
async fn the_button_is_bound_to_content_number_audience_and_time() {
    let (bot, owner) = owned().await;
    readers(&bot, 5000, 3, Lang::En).await;
    signs(&bot, 5000, pledge_bot::domain::Region::Naryn).await;
    writes(&owner, "Hello").await;
    owner.taps("Send…").await;
    let press = first_button(&bot, owner.id);
    readers(&bot, 5003, 1, Lang::En).await;
    let more = owner.presses(&press).await;
    assert!(more.text().starts_with("Something has changed since"), "{}", more.shown());

    for change in ["audience", "content", "time", "urgent"] {
        owner.says("/broadcast").await;
        owner.taps("Send…").await;
        let press = first_button(&bot, owner.id);
        owner.taps("‹ Draft").await;
        match change {
            "audience" => {
                owner.taps("To whom").await;
                owner.taps("English").await;
            }
            "content" => {
                owner.taps("✓ English").await;
                owner.taps("Send another").await;
                owner.says("Hello!").await;
            }
            "time" => {
                owner.taps("When").await;
                owner.says("2026-11-25 12:00").await;
            }
            _ => drop(owner.taps("Urgent: at night too").await),
        }
        let text = owner.presses(&press).await.text();
        assert!(text.starts_with("Something has changed since"), "{change}: {text}");
    }
    assert!(campaigns(&bot).await.is_empty());
}

#[tokio::test]
async fn a_button_of_an_earlier_draft_does_nothing_to_a_new_one() {
    let (bot, owner) = owned().await;
    readers(&bot, 5000, 3, Lang::En).await;
    writes(&owner, "Hello").await;
    owner.taps("Discard").await;
    let discard = first_button(&bot, owner.id);
    assert!(owner.taps("Yes, discard").await.text().starts_with("The draft is discarded"));
    bot.clock.advance(SignedDuration::from_secs(1));
    writes(&owner, "Hello again").await;
    assert_eq!(owner.presses(&discard).await.toast().as_deref(), Some("This draft is no longer there."));
    assert!(owner.says("/broadcast").await.text().contains("“Hello again”"));
}

#[tokio::test]
async fn a_text_that_was_sent_lately_gets_a_warning() {
    let (bot, owner) = owned().await;
    readers(&bot, 5000, 3, Lang::En).await;
    writes(&owner, "Tomorrow at ten we hand the pledge in").await;
    owner.taps("Send…").await;
    owner.taps("Send to 3").await;
    bot.clock.advance(SignedDuration::from_hours(24 * 6));
    writes(&owner, "TOMORROW at ten, we hand the pledge in!").await;
    let warned = owner.taps("Send…").await.text();
    assert!(warned.contains("⚠️ A text like this went out already: №1, 25 November 2026."), "{warned}");
    owner.taps("‹ Draft").await;
    owner.taps("✓ English").await;
    owner.taps("Send another").await;
    owner.says("Something else").await;
    owner.taps("‹ Draft").await;
    assert!(!owner.taps("Send…").await.text().contains("went out already"));
    owner.taps("‹ Draft").await;
    owner.taps("✓ English").await;
    owner.taps("Send another").await;
    owner.says("Tomorrow at ten we hand the pledge in").await;
    bot.clock.advance(SignedDuration::from_hours(25));
    owner.taps("‹ Draft").await;
    assert!(!owner.taps("Send…").await.text().contains("went out already"), "a week is over");
}

#[tokio::test]
async fn a_text_that_was_planned_long_ago_and_sent_lately_gets_a_warning() {
    let (bot, owner) = owned().await;
    let reader = bot.person("Bakyt", "en");
    reader.starts(Lang::En).await;
    reader.says("/updates").await;
    reader.taps("News: off").await;
    writes(&owner, "Tomorrow at ten we hand the pledge in").await;
    owner.taps("When").await;
    owner.says("2026-12-04 10:00").await;
    owner.taps("Send…").await;
    owner.taps("Send to 1").await;
    bot.clock.advance(SignedDuration::from_hours(24 * 9));
    bot.delivers().await;
    bot.clock.advance(SignedDuration::from_hours(24));
    writes(&owner, "Tomorrow at ten we hand the pledge in").await;
    assert!(owner.taps("Send…").await.text().contains("A text like this went out already: №1"));
}

#[tokio::test]
async fn more_than_five_hundred_get_a_trial_unless_it_is_switched_off() {
    let (bot, owner) = owned().await;
    readers(&bot, 5000, 501, Lang::En).await;
    for (switch_off, trial) in [(false, true), (true, false)] {
        writes(&owner, "Hello").await;
        if switch_off {
            owner.taps("Without a trial").await;
        }
        owner.taps("Send…").await;
        owner.taps("Send to 501").await;
        assert_eq!(campaigns(&bot).await[0].trial, trial);
        bot.clock.advance(SignedDuration::from_secs(1));
    }
}

#[tokio::test]
async fn a_time_is_typed_in_bishkek_and_nonsense_is_told() {
    let (bot, owner) = owned().await;
    readers(&bot, 5000, 1, Lang::En).await;
    writes(&owner, "Hello").await;
    let ask = owner.taps("When").await.text();
    assert!(ask.contains("Type date and time in Bishkek like this: 2026-12-02 10:00"), "{ask}");
    for (typed, why) in [
        ("tomorrow", "This is no date and time."),
        ("2026-11-25 11:00", "This time has passed already."),
        ("2031-01-01 10:00", "This is more than a year away."),
    ] {
        let text = owner.says(typed).await.text();
        assert!(text.starts_with(why), "{typed}: {text}");
    }
    assert!(owner.posts(&media("photo", "")).await.text().starts_with("This is no date and time."));
    owner.says("2026-11-25 11:30").await;
    bot.clock.advance(SignedDuration::from_mins(31));
    assert!(owner.taps("Send…").await.text().starts_with("This time has passed already."));
    owner.taps("When").await;
    owner.taps("At once").await;
    owner.taps("Send…").await;
    owner.taps("Send to 1").await;
    assert_eq!(campaigns(&bot).await[0].due, bot.clock.now());
}

#[tokio::test]
async fn nothing_goes_out_without_a_version_or_to_nobody() {
    let (bot, owner) = owned().await;
    writes(&owner, "Hello").await;
    let nobody = owner.taps("Send…").await.text();
    assert!(nobody.starts_with("Nobody fits this choice now."), "{nobody}");
    owner.taps("✓ English").await;
    let gone = owner.taps("Remove this version").await;
    assert!(gone.text().contains("English: missing") && !gone.shown().contains("[Send…]"));
    let at = bot.clock.now().as_second();
    let press = Press { data: Some(format!("d:s:{at}:confirm")), ..Press::default() };
    assert_eq!(owner.presses(&press).await.toast().as_deref(), Some("Write at least one version first."));
    assert!(campaigns(&bot).await.is_empty());
}

#[tokio::test]
async fn what_costs_money_says_so_before_and_after() {
    let limits = RateLimits { paid: Some(1000), ..RateLimits::default() };
    let bot = TestBot::with(Setup { owners: vec![1001], limits, ..Setup::default() }).await;
    let owner = bot.person("Olga", "en");
    owner.starts(Lang::En).await;
    readers(&bot, 5000, 25, Lang::En).await;
    bot.emulator().crowd(5000, 25, "en").expect("people");
    writes(&owner, "Hello").await;
    let cost = "Cost: paid broadcast, Telegram charges the bot up to 3 of its Stars";
    let preview = owner.taps("Preview").await.shown();
    assert!(preview.contains(cost), "{preview}");
    assert!(owner.taps("Send…").await.text().contains(cost));
    owner.taps("Send to 25").await;
    assert!(campaigns(&bot).await[0].paid);
    bot.delivers().await;
    assert!(owner.transcript().contains("Cost so far: up to 3 of the bot's Stars"));
}
