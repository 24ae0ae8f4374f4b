//! The control side over HTTP.

use pledge_bot::emulator::NewGroup;

use super::*;

async fn control(emulator: &Emulator, method: reqwest::Method, path: &str, body: Value) -> (u16, Value) {
    let request = reqwest::Client::new().request(method, format!("{}{path}", emulator.url()));
    let request = request.header("content-type", "application/json").body(body.to_string());
    let response = request.send().await.expect("an answer");
    let status = response.status().as_u16();
    (status, serde_json::from_str(&response.text().await.expect("a body")).expect("JSON"))
}

async fn ordered(emulator: &Emulator, path: &str, body: Value) -> Value {
    let (status, answer) = control(emulator, reqwest::Method::POST, path, body).await;
    assert_eq!(status, 200, "{path}: {answer}");
    answer
}

async fn got(emulator: &Emulator, path: &str) -> Value {
    let (status, answer) = control(emulator, reqwest::Method::GET, path, json!({})).await;
    assert_eq!(status, 200, "{path}: {answer}");
    answer
}

#[tokio::test]
async fn a_conversation_works_over_http() {
    let emulator = start().await;
    let person =
        ordered(&emulator, "/emulator/people", json!({"first_name": "Aibek", "language_code": "ky"})).await;
    let chat = person["id"].as_i64().expect("an id");
    let sent = ordered(&emulator, &format!("/emulator/chats/{chat}/send"), json!({"text": "/start"})).await;
    assert!(sent["update_id"].is_i64());
    let waiting = {
        let url = format!("{}/emulator/events?after=1&timeout=50&chat={chat}", emulator.url());
        tokio::spawn(async move { reqwest::get(url).await?.text().await })
    };
    let keyboard = json!({"inline_keyboard": [[{"text": "x", "callback_data": "d"}]]});
    result(&emulator, "sendMessage", json!({"chat_id": chat, "text": "салам", "reply_markup": keyboard}))
        .await;
    let events: Value =
        serde_json::from_str(&waiting.await.expect("no panic").expect("an answer")).expect("JSON");
    assert_eq!(events["events"][0]["kind"], "sent");
    assert_eq!(events["events"][0]["message"]["text"], "салам");
    assert_eq!(events["seq"], 2);
    let pressed = ordered(&emulator, &format!("/emulator/chats/{chat}/press"), json!({"data": "d"})).await;
    assert!(pressed["callback_query_id"].is_string());
    let messages = got(&emulator, &format!("/emulator/chats/{chat}/messages?limit=1")).await;
    assert_eq!(messages.as_array().map(Vec::len), Some(1));
    assert_eq!(messages[0]["reply_markup"], keyboard);
    let state = got(&emulator, "/emulator/state").await;
    assert_eq!(state["chats"][0]["first_name"], "Aibek");
    assert_eq!(state["bot"]["id"], emulator.bot_id());
    ordered(&emulator, &format!("/emulator/people/{chat}/block"), json!({})).await;
    assert_eq!(got(&emulator, "/emulator/state").await["chats"][0]["blocked"], true);
}

#[tokio::test]
async fn the_menu_follows_scope_and_language() {
    let emulator = start().await;
    let chat = aibek(&emulator);
    let commands = |name: &str| json!([{"command": name, "description": "x"}]);
    for (name, scope, language) in [
        ("all", json!({"type": "default"}), ""),
        ("private", json!({"type": "all_private_chats"}), ""),
        ("private_ky", json!({"type": "all_private_chats"}), "ky"),
        ("chat", json!({"type": "chat", "chat_id": chat}), ""),
    ] {
        let body = json!({"commands": commands(name), "scope": scope, "language_code": language});
        result(&emulator, "setMyCommands", body).await;
    }
    result(&emulator, "setMyDescription", json!({"description": "узун", "language_code": "ky"})).await;
    let path = format!("/emulator/chats/{chat}/menu");
    assert_eq!(got(&emulator, &path).await["commands"][0]["command"], "chat");
    result(&emulator, "deleteMyCommands", json!({"scope": {"type": "chat", "chat_id": chat}})).await;
    let menu = got(&emulator, &path).await;
    assert_eq!(menu["commands"][0]["command"], "private_ky");
    assert_eq!(menu["description"], "узун");
    let russian = emulator.person(&NewPerson::new("Gulnara", "ru-RU")).expect("a new person");
    let menu = got(&emulator, &format!("/emulator/chats/{russian}/menu")).await;
    assert_eq!(menu["commands"][0]["command"], "private");
}

#[tokio::test]
async fn faults_limits_and_clock_can_be_set_over_http() {
    let emulator = start().await;
    ordered(&emulator, "/emulator/faults", json!({"fault": "server_error", "method": "getMe", "count": 2}))
        .await;
    refusal(&emulator, "getMe", json!({})).await;
    assert_eq!(got(&emulator, "/emulator/faults").await[0]["count"], 1);
    control(&emulator, reqwest::Method::DELETE, "/emulator/faults", json!({})).await;
    result(&emulator, "getMe", json!({})).await;
    let (status, _) =
        control(&emulator, reqwest::Method::PUT, "/emulator/limits", json!({"enforced": true})).await;
    assert_eq!(status, 200);
    let now = json!({"now": 2_000_000_000, "stopped": true});
    control(&emulator, reqwest::Method::PUT, "/emulator/clock", now).await;
    assert_eq!(emulator.clock().now(), 2_000_000_000);
}

#[tokio::test]
async fn a_wrong_request_is_answered_with_advice() {
    let emulator = start().await;
    let wrong = [
        ("/emulator/people", json!({"first_name": ""})),
        ("/emulator/people", json!({})),
        ("/emulator/people/1/block", json!({})),
        ("/emulator/groups", json!({"title": "x", "type": "circle", "members": []})),
        ("/emulator/chats/1/send", json!({"text": "x"})),
        ("/emulator/chats/1/press", json!({})),
        ("/emulator/faults", json!({"fault": "earthquake"})),
        ("/emulator/updates", json!([])),
    ];
    for (path, body) in wrong {
        let (status, answer) = control(&emulator, reqwest::Method::POST, path, body).await;
        assert!((400..500).contains(&status), "{path}: {status}");
        assert!(answer["error"].as_str().is_some_and(|error| !error.is_empty()), "{path}: {answer}");
    }
}

#[tokio::test]
async fn the_page_is_served() {
    let emulator = start().await;
    let page = reqwest::get(emulator.url()).await.expect("an answer");
    assert_eq!(page.headers()["content-type"], "text/html; charset=utf-8");
    let script = reqwest::get(format!("{}/page/app.js", emulator.url())).await.expect("an answer");
    assert_eq!(script.headers()["content-type"], "text/javascript; charset=utf-8");
}

#[tokio::test]
async fn every_described_route_and_action_exists() {
    let emulator = start().await;
    let person = aibek(&emulator).to_string();
    let description = got(&emulator, "/emulator").await;
    let routes = description["routes"].as_array().expect("a list");
    assert!(!routes.is_empty());
    // Some actions on a group exist only with this parameter.
    let body = json!({"message_thread_id": 1}).to_string();
    for route in routes {
        let path = route["path"].as_str().expect("a path").replace("{chat}", &person);
        let (parent, last) = path.rsplit_once('/').expect("a path");
        for action in last.split('|') {
            // An upgraded or deleted group takes no further action, so each action gets a group of its own.
            let id = if parent.contains("groups") { new_group(&emulator) } else { person.clone() };
            let path = format!("{parent}/{action}").replace("{id}", &id);
            let method = route["method"].as_str().and_then(|method| method.parse().ok()).expect("a method");
            let request = reqwest::Client::new().request(method, format!("{}{path}", emulator.url()));
            let request = request.header("content-type", "application/json").body(body.clone());
            let response = request.send().await.expect("an answer");
            let (status, body) = (response.status(), response.text().await.expect("a body"));
            // The Bot API answers unknown paths, axum answers unknown methods, the control side unknown actions.
            let is_unknown = body.contains(r#""error_code":404"#)
                || status == reqwest::StatusCode::METHOD_NOT_ALLOWED
                || body.contains("There is no action")
                || body.contains("A person can block");
            assert!(!is_unknown, "{} {path}: {status} {body}", route["method"]);
        }
    }
}

fn new_group(emulator: &Emulator) -> String {
    let group = NewGroup { title: "Топ".into(), kind: "group".into(), ..NewGroup::default() };
    emulator.group(&group).expect("a new group").to_string()
}

#[tokio::test]
async fn answers_are_dated_by_the_emulators_clock() {
    let emulator = start().await;
    emulator.clock().stop();
    emulator.clock().set_ms(784_111_777_000);
    let response = reqwest::get(format!("{}/bot{TOKEN}/getMe", emulator.url())).await.expect("an answer");
    // The example of RFC 9110, section 5.6.7.
    assert_eq!(response.headers()["date"], "Sun, 06 Nov 1994 08:49:37 GMT");
}
