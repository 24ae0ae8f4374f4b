//! Becoming a supporter, and everything that can go wrong on the way.

use jiff::SignedDuration;
use pledge_bot::domain::Lang;

use crate::support::test_bot::{Person, TestBot};

/// Goes through the sign-up up to the confirmation.
async fn fill_in(person: &Person) {
    person.says("/sign").await;
    for label in ["I agree", "A person"] {
        person.taps(label).await;
    }
    person.says("Aigul <3 & Co").await;
    person.taps("Naryn").await;
    person.says("aigul@example.org").await;
    person.taps("No").await;
}

#[tokio::test]
async fn what_was_typed_is_shown_once_more_and_then_only_as_sealed() {
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    aigul.starts(Lang::En).await;
    fill_in(&aigul).await;
    let shown = aigul.transcript();
    assert!(
        shown.contains("Name: Aigul <3 & Co\n") && shown.contains("Contact: aigul@example.org"),
        "{shown}"
    );
    assert!(aigul.taps("Confirm").await.text().starts_with("Thank you!"));

    let again = aigul.says("/sign").await.text();
    assert!(again.contains("Region: Naryn") && again.contains("kept, sealed"), "{again}");
    assert!(again.contains("25 November 2026 (consent text, version 1)"), "{again}");
    assert!(!again.contains("Aigul <3"), "{again}");
}

#[tokio::test]
async fn a_restart_in_the_middle_goes_on_where_it_was() {
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    aigul.starts(Lang::En).await;
    aigul.says("/sign").await;
    aigul.taps("I agree").await;
    aigul.taps("A person").await;
    bot.restart().await;
    assert!(aigul.says("Aigul").await.text().starts_with("Step 4 of 6"));
    bot.restart().await;
    assert!(aigul.taps("Naryn").await.text().starts_with("Step 5 of 6"));
}

#[tokio::test]
async fn wrong_input_says_what_is_wanted_and_keeps_the_step() {
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    aigul.starts(Lang::En).await;
    aigul.says("/sign").await;
    assert!(aigul.says("hello").await.text().starts_with("Please choose one of the buttons.\n\nStep 1 of 6"));
    aigul.taps("I agree").await;
    aigul.taps("A person").await;
    for kind in ["voice", "photo", "sticker"] {
        let text = aigul.sends(kind).await.text();
        assert!(text.starts_with("Please type it as a text message"), "{kind}: {text}");
        assert!(text.contains("Step 3 of 6"), "{kind}: {text}");
    }
    assert!(aigul.says("12345").await.text().starts_with("A name needs at least one letter."));
    assert!(aigul.says(&"a".repeat(201)).await.text().contains("at most 200 characters"));
    aigul.says("Aigul").await;
    aigul.taps("Naryn").await;
    let text = aigul.says("call me").await.text();
    assert!(text.starts_with("This is neither an e-mail address nor a phone number."), "{text}");
    assert!(text.contains("Step 5 of 6"), "{text}");
}

#[tokio::test]
async fn a_double_tap_does_the_thing_once() {
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    aigul.starts(Lang::En).await;
    fill_in(&aigul).await;
    let confirm = bot.emulator().messages(aigul.id).last().cloned().expect("a message");
    aigul.taps("Confirm").await;
    let press = pledge_bot::emulator::Press {
        message_id: confirm["message_id"].as_i64().and_then(|id| i32::try_from(id).ok()),
        data: confirm["reply_markup"]["inline_keyboard"][0][0]["callback_data"].as_str().map(str::to_owned),
        ..Default::default()
    };
    let heard = aigul.presses(&press).await;
    assert_eq!(heard.toast().as_deref(), Some("This step is over."));
    assert!(heard.text().starts_with("You support the pledge"));
    assert_eq!(bot.supporters().await, 1);
}

#[tokio::test]
async fn back_and_cancel_lead_out_of_every_step() {
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    aigul.starts(Lang::En).await;
    fill_in(&aigul).await;
    for step in ["Step 6 of 6", "Step 5 of 6", "Step 4 of 6", "Step 3 of 6", "Step 2 of 6", "Step 1 of 6"] {
        assert!(aigul.taps("‹ Back").await.text().starts_with(step), "{step}");
    }
    assert!(aigul.taps("Cancel").await.text().starts_with("Cancelled."));
    assert_eq!(bot.supporters().await, 0);
    // A name typed now is a text like any other.
    assert!(aigul.says("Aigul").await.text().starts_with("I don't understand free text yet."));
}

#[tokio::test]
async fn a_text_typed_elsewhere_is_no_answer_to_a_resting_step() {
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    aigul.starts(Lang::En).await;
    aigul.says("/sign").await;
    aigul.taps("I agree").await;
    aigul.taps("A person").await;
    aigul.taps("Home").await;
    assert!(aigul.says("What is this?").await.text().starts_with("I don't understand free text yet."));
    assert!(aigul.says("/sign").await.text().starts_with("Step 3 of 6"));
    assert!(aigul.says("Aigul").await.text().starts_with("Step 4 of 6"));
}

#[tokio::test]
async fn an_unfinished_sign_up_is_deleted_after_a_day() {
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    aigul.starts(Lang::En).await;
    aigul.says("/sign").await;
    aigul.taps("I agree").await;
    bot.clock.advance(SignedDuration::from_hours(24));
    bot.service(async |service| service.sweep().await).await;
    let heard = aigul.taps("A person").await;
    assert_eq!(heard.toast().as_deref(), Some("This step is over."));
    assert!(aigul.says("/sign").await.text().starts_with("Step 1 of 6"));
}

#[tokio::test]
async fn a_supporter_withdraws_and_an_old_button_withdraws_nothing() {
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    aigul.starts(Lang::En).await;
    fill_in(&aigul).await;
    aigul.taps("Confirm").await;
    aigul.says("/sign").await;
    aigul.taps("Withdraw my support").await;
    assert!(aigul.taps("Yes, withdraw").await.text().starts_with("You have withdrawn your support"));
    assert_eq!(bot.supporters().await, 0);

    bot.clock.advance(SignedDuration::from_secs(1));
    fill_in(&aigul).await;
    aigul.taps("Confirm").await;
    let stale = format!("w:{}", bot.clock.now().as_second() - 1);
    let press = pledge_bot::emulator::Press { data: Some(stale), ..Default::default() };
    assert_eq!(aigul.presses(&press).await.toast().as_deref(), Some("This step is over."));
    assert_eq!(bot.supporters().await, 1);
}

#[tokio::test]
async fn signing_anew_replaces_what_was_signed() {
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    aigul.starts(Lang::En).await;
    fill_in(&aigul).await;
    aigul.taps("Confirm").await;
    aigul.says("/sign").await;
    assert!(aigul.taps("Fill in anew").await.text().starts_with("Step 1 of 6"));
    aigul.taps("I agree").await;
    aigul.taps("An organization").await;
    aigul.taps("Without a name").await;
    aigul.taps("Talas").await;
    assert!(aigul.taps("Skip").await.text().starts_with("Is everything right?"));
    aigul.taps("Confirm").await;
    let now = aigul.says("/sign").await.text();
    assert!(now.contains("An organization") && now.contains("Talas") && now.contains("none kept"), "{now}");
    assert_eq!(bot.supporters().await, 1);
}

#[tokio::test]
async fn without_a_key_neither_name_nor_contact_is_asked_for() {
    let bot = TestBot::without_key().await;
    let aigul = bot.person("Aigul", "en");
    aigul.starts(Lang::En).await;
    let consent = aigul.says("/sign").await.text();
    assert!(consent.starts_with("Step 1 of 3") && consent.contains("won't be asked for a name"), "{consent}");
    aigul.taps("I agree").await;
    aigul.taps("A media outlet").await;
    assert!(aigul.taps("Naryn").await.text().starts_with("Is everything right?"));
    assert!(aigul.taps("Confirm").await.text().starts_with("Thank you!"));
    assert_eq!(bot.supporters().await, 1);
}

#[tokio::test]
async fn the_number_of_supporters_is_told_from_ten_on_in_steps_of_five() {
    let bot = TestBot::without_key().await;
    for n in 1..=15 {
        let person = bot.person("Aigul", "en");
        person.starts(Lang::En).await;
        person.says("/sign").await;
        for label in ["I agree", "A person", "Naryn"] {
            person.taps(label).await;
        }
        let thanks = person.taps("Confirm").await.text();
        let told = thanks.lines().find(|line| line.starts_with("At least"));
        let expected = match n {
            ..10 => None,
            10..15 => Some("At least 10 supporters stand behind the pledge."),
            15.. => Some("At least 15 supporters stand behind the pledge."),
        };
        assert_eq!(told, expected, "{n}: {thanks}");
    }
}

#[tokio::test]
async fn a_block_in_the_middle_ends_the_sign_up_and_nothing_is_said() {
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    aigul.starts(Lang::En).await;
    aigul.says("/sign").await;
    aigul.taps("I agree").await;
    let seq = bot.emulator().seq();
    bot.emulator().block(aigul.id).expect("a block");
    bot.settle().await;
    let events = bot.emulator().events_after(seq).expect("events");
    assert!(events.iter().all(|event| event.kind == "blocked"), "{events:#?}");
    bot.emulator().unblock(aigul.id).expect("a block ends");
    assert!(aigul.says("/sign").await.text().starts_with("Step 1 of 6"));
}
