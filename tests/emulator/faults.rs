//! Injected faults and flood limits.

use std::time::Duration;

use pledge_bot::emulator::{FaultKind, FloodLimits, InjectedFault};

use super::*;

fn message(chat: i64) -> Value {
    json!({"chat_id": chat, "text": "x"})
}

#[tokio::test]
async fn each_kind_of_fault_has_its_effect() {
    let emulator = start().await;
    let chat = aibek(&emulator);
    let url = format!("{}/bot{TOKEN}/sendMessage", emulator.url());
    emulator.fault(InjectedFault::new(FaultKind::TooManyRequests).retry_after(42));
    let answer = call(&emulator, "sendMessage", message(chat)).await;
    assert_eq!(answer["description"], "Too Many Requests: retry after 42");
    assert_eq!(answer["parameters"]["retry_after"], 42);
    emulator.fault(InjectedFault::new(FaultKind::ServerError));
    let said = refusal(&emulator, "sendMessage", message(chat)).await;
    assert_eq!(said, "Internal Server Error: restart");
    emulator.fault(InjectedFault::new(FaultKind::Forbidden).description("Forbidden: user is deactivated"));
    assert_eq!(refusal(&emulator, "sendMessage", message(chat)).await, "Forbidden: user is deactivated");
    emulator.fault(InjectedFault::new(FaultKind::BadRequest).description("Bad Request: TOPIC_CLOSED"));
    assert_eq!(refusal(&emulator, "sendMessage", message(chat)).await, "Bad Request: TOPIC_CLOSED");
    emulator.fault(InjectedFault::new(FaultKind::HtmlBody));
    let (status, body) = post(url.clone(), &message(chat)).await.expect("an answer");
    assert_eq!((status, body.starts_with("<html>")), (502, true));
    emulator.fault(InjectedFault::new(FaultKind::Truncated));
    let (status, body) = post(url.clone(), &message(chat)).await.expect("an answer");
    assert_eq!(status, 200);
    assert!(serde_json::from_str::<Value>(&body).is_err());
    emulator.fault(InjectedFault::new(FaultKind::Reset));
    let error = post(url, &message(chat)).await.expect_err("a reset");
    assert!(format!("{error:?}").contains("ConnectionReset"), "{error:?}");
    assert_eq!(emulator.messages(chat).len(), 0, "no faulty call had an effect");
    result(&emulator, "sendMessage", message(chat)).await;
}

#[tokio::test]
async fn a_fault_may_come_after_the_effect() {
    let emulator = start().await;
    let chat = aibek(&emulator);
    let url = format!("{}/bot{TOKEN}/sendMessage", emulator.url());
    for kind in [FaultKind::Reset, FaultKind::Truncated, FaultKind::HtmlBody, FaultKind::ServerError] {
        let before = emulator.messages(chat).len();
        emulator.fault(InjectedFault::new(kind).after());
        let answer = post(url.clone(), &message(chat)).await;
        assert!(!answer.is_ok_and(|(_, body)| {
            serde_json::from_str::<Value>(&body).is_ok_and(|body| body["ok"] == true)
        }));
        assert_eq!(emulator.messages(chat).len(), before + 1, "{kind:?} came after the message");
    }
}

#[tokio::test]
async fn a_fault_hits_only_matching_calls() {
    let emulator = start().await;
    let (aibek, other) = (aibek(&emulator), aibek(&emulator));
    emulator.fault(InjectedFault::new(FaultKind::ServerError).chat(aibek).method("sendmessage").times(2));
    result(&emulator, "sendMessage", message(other)).await;
    result(&emulator, "getMe", json!({})).await;
    refusal(&emulator, "sendMessage", message(aibek)).await;
    assert_eq!(emulator.faults()[0].fault.count, 1);
    refusal(&emulator, "sendMessage", message(aibek)).await;
    result(&emulator, "sendMessage", message(aibek)).await;
}

#[tokio::test]
async fn a_delay_lasts_until_the_faults_are_cleared() {
    let emulator = start().await;
    let chat = aibek(&emulator);
    emulator.fault(InjectedFault::new(FaultKind::Delay).after());
    let seq = emulator.seq();
    let held = call_in_background(&emulator, "sendMessage", message(chat));
    emulator.next_sent(seq, chat).await.expect("the effect");
    assert!(!held.is_finished());
    emulator.clear_faults();
    assert!(held.await.expect("no panic").expect("an answer").contains(r#""ok":true"#));
}

#[tokio::test]
async fn teloxide_sees_faults_as_errors_of_telegram() {
    use teloxide::{ApiError, RequestError};
    let emulator = start().await;
    let (chat, bot) = (ChatId(aibek(&emulator)), bot(&emulator));
    emulator.fault(InjectedFault::new(FaultKind::TooManyRequests).retry_after(3));
    let error = bot.send_message(chat, "x").await.expect_err("429");
    assert!(matches!(error, RequestError::RetryAfter(seconds) if seconds.seconds() == 3));
    emulator.fault(InjectedFault::new(FaultKind::Forbidden));
    let error = bot.send_message(chat, "x").await.expect_err("403");
    assert!(matches!(error, RequestError::Api(ApiError::BotBlocked)));
    emulator.fault(InjectedFault::new(FaultKind::Reset).after());
    let error = bot.send_message(chat, "x").await.expect_err("a reset");
    assert!(matches!(error, RequestError::Network(error) if !error.is_connect()));
}

/// Sends until a call is refused. Returns the number of sent messages and the seconds to wait.
async fn burst(emulator: &Emulator, chats: impl Iterator<Item = i64>, paid: bool) -> (usize, u64) {
    for (sent, chat) in chats.enumerate() {
        let body = json!({"chat_id": chat, "text": "x", "allow_paid_broadcast": paid});
        let answer = call(emulator, "sendMessage", body).await;
        if answer["ok"] != true {
            return (sent, answer["parameters"]["retry_after"].as_u64().expect("retry_after"));
        }
    }
    panic!("no limit was met");
}

#[tokio::test]
async fn flood_limits_hold_by_the_emulators_clock() {
    let emulator = start().await;
    emulator.clock().stop();
    emulator.crowd(1, 40, "ky").expect("new people");
    let limits = FloodLimits { enforced: true, ..FloodLimits::default() };
    emulator.limits(limits);
    assert_eq!(burst(&emulator, 1..=40, false).await, (30, 1), "30 a second over all chats");
    emulator.clock().advance(Duration::from_secs(1));
    assert_eq!(burst(&emulator, std::iter::repeat(1), false).await, (5, 1), "a chat has a burst of five");
    emulator.clock().advance(Duration::from_secs(1));
    assert_eq!(burst(&emulator, std::iter::repeat(1), false).await, (1, 1), "then one a second");
    emulator.limits(FloodLimits { paid_per_second: 35, ..limits });
    assert_eq!(burst(&emulator, 1..=40, true).await, (35, 1), "paid broadcasts have a limit of their own");
}

#[tokio::test]
async fn groups_have_a_limit_a_minute_and_edits_count() {
    let emulator = start().await;
    emulator.clock().stop();
    let user = aibek(&emulator);
    let group = emulator
        .group(&pledge_bot::emulator::NewGroup {
            title: "Топ".into(),
            kind: "supergroup".into(),
            members: vec![user],
            ..Default::default()
        })
        .expect("a new group");
    emulator.limits(FloodLimits {
        enforced: true,
        per_chat_per_second: 100,
        chat_burst: 100,
        ..FloodLimits::default()
    });
    let sent = result(&emulator, "sendMessage", message(group)).await;
    for n in 1..20 {
        let edit = json!({"chat_id": group, "message_id": sent["message_id"], "text": n.to_string()});
        result(&emulator, "editMessageText", edit).await;
    }
    emulator.clock().advance(Duration::from_secs(20));
    let answer = call(&emulator, "sendMessage", message(group)).await;
    assert_eq!(answer["parameters"]["retry_after"], 40);
    emulator.clock().advance(Duration::from_secs(40));
    result(&emulator, "sendMessage", message(group)).await;
}
