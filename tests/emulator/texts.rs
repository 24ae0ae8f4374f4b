//! Texts: HTML, entities, lengths, keyboards, and Telegram's refusals of them.

use super::*;

#[tokio::test]
async fn wrong_html_is_refused_in_telegrams_words() {
    let emulator = start().await;
    let chat = aibek(&emulator);
    for (text, reason) in [
        ("<b>x", r#"Can't find end tag corresponding to start tag "b""#),
        ("I <3 you", r#"Unsupported start tag "3" at byte offset 2"#),
        ("ң <x>y</x>", r#"Unsupported start tag "x" at byte offset 3"#),
        ("<b><i>x</b></i>", r#"Unmatched end tag at byte offset 7, expected "</i>", found "</b>""#),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", r#"Tag "span" must have class "tg-spoiler" at byte offset 0"#),
        ("<br/>x", r#"Unsupported start tag "br/" at byte offset 0"#),
        ("<a href=\"x>y</a>", "Unclosed start tag at byte offset 0"),
        ("<a href=", r#"Unclosed start tag "a" at byte offset 0"#),
        ("<a href=x:y>z</a>", "Unexpected end of name token at byte offset 8"),
        ("<b =x>z</b>", r#"Empty attribute name in the tag "b" at byte offset 0"#),
        ("<tg-emoji emoji-id=\"x\">z</tg-emoji>", "Invalid custom emoji identifier specified"),
        (
            "&#xd800;",
            "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units",
        ),
    ] {
        let body = json!({"chat_id": chat, "text": text, "parse_mode": "HTML"});
        let said = refusal(&emulator, "sendMessage", body).await;
        assert_eq!(said, format!("Bad Request: can't parse entities: {reason}"), "for {text}");
    }
    let body = json!({"chat_id": chat, "text": "*x*", "parse_mode": "MarkdownV2"});
    assert!(refusal(&emulator, "sendMessage", body).await.contains("set parse_mode to HTML"));
    let body = json!({"chat_id": chat, "text": "x", "parse_mode": "BBCode"});
    assert_eq!(refusal(&emulator, "sendMessage", body).await, "Bad Request: unsupported parse_mode");
}

#[tokio::test]
async fn html_becomes_text_and_entities() {
    let emulator = start().await;
    let chat = aibek(&emulator);
    for (html, text, entities) in [
        ("<b>a</b>", "a", "bold 0+1"),
        ("<B>a</>", "a", "bold 0+1"),
        ("😀<strong>ң</strong>", "😀ң", "bold 2+1"),
        ("<b>a<i>b</i></b>", "ab", "bold 0+2, italic 1+1"),
        ("<b>a</b><b>b</b>", "ab", "bold 0+2"),
        ("<u>a</u><s>b</s><del>c</del>", "abc", "underline 0+1, strikethrough 1+2"),
        ("<tg-spoiler>a</tg-spoiler> <span class=\"tg-spoiler\">b</span>", "a b", "spoiler 0+1, spoiler 2+1"),
        ("&lt;b&gt; &amp;amp; &quot;&#60;&#x3e; &nbsp;", "<b> &amp; \"<> &nbsp;", ""),
        ("<a href=\"https://example.org\">a</a>", "a", "text_link 0+1 https://example.org/"),
        ("<a href='example.org/?a=1&amp;b=2'>a</a>", "a", "text_link 0+1 http://example.org/?a=1&b=2"),
        ("<a href=\"nowhere\">a</a>", "a", ""),
        ("<a href=\"tg://user?id=12\">a</a>", "a", "text_mention 0+1"),
        ("<code>a</code> <pre>b</pre>", "a b", "code 0+1, pre 2+1"),
        ("<pre><code class=\"language-rust\">a</code></pre>", "a", "pre 0+1 rust"),
        ("<code class=\"language-rust\">a</code>", "a", "code 0+1"),
        ("<b>a <code>b</code> c</b>", "a b c", "bold 0+2, code 2+1, bold 3+2"),
        (
            "<blockquote>a</blockquote>\n<blockquote expandable>b</blockquote>",
            "a\nb",
            "blockquote 0+1, expandable_blockquote 2+1",
        ),
        (
            "<tg-emoji emoji-id=\"5368324170671202286\">👍</tg-emoji>",
            "👍",
            "custom_emoji 0+2 5368324170671202286",
        ),
        ("  a <b> </b>  ", "a", ""),
        ("\n\n<b>a</b>\n", "a", "bold 0+1"),
        ("a\r\nb\tc", "a\nb c", ""),
        (
            "/start@bot_bot a@b.org #тема @name https://x.kg/a.",
            "/start@bot_bot a@b.org #тема @name https://x.kg/a.",
            "bot_command 0+14, email 15+7, hashtag 23+5, mention 29+5, url 35+14",
        ),
        ("<code>/start</code> example.org", "/start example.org", "code 0+6, url 7+11"),
    ] {
        let sent =
            result(&emulator, "sendMessage", json!({"chat_id": chat, "text": html, "parse_mode": "html"}))
                .await;
        assert_eq!(sent["text"], text, "for {html}");
        let detail = |entity: &Value| {
            let detail = ["url", "language", "custom_emoji_id"].iter().find_map(|key| entity[*key].as_str());
            detail.map(|detail| format!(" {detail}")).unwrap_or_default()
        };
        let found: Vec<String> = sent["entities"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|entity| {
                let kind = entity["type"].as_str().unwrap_or_default();
                format!("{kind} {}+{}{}", entity["offset"], entity["length"], detail(entity))
            })
            .collect();
        assert_eq!(found.join(", "), entities, "for {html}");
    }
}

#[tokio::test]
async fn lengths_are_counted_after_parsing() {
    let emulator = start().await;
    let chat = aibek(&emulator);
    let send = |text: String| json!({"chat_id": chat, "text": text, "parse_mode": "HTML"});
    result(&emulator, "sendMessage", send(format!("<b>{}</b>", "ң".repeat(4096)))).await;
    for (text, said) in [
        ("ң".repeat(4097), "message is too long"),
        ("😀".repeat(2049), "message is too long"),
        ("&amp;".repeat(6554), "text is too long"),
        (String::new(), "message text is empty"),
        (" \n ".to_owned(), "text must be non-empty"),
        ("\u{200b}\u{a0}".to_owned(), "text must be non-empty"),
        ("<b> </b>".to_owned(), "text must be non-empty"),
    ] {
        assert_eq!(refusal(&emulator, "sendMessage", send(text)).await, format!("Bad Request: {said}"));
    }
}

#[tokio::test]
async fn entities_can_be_given_and_are_limited() {
    let emulator = start().await;
    let chat = aibek(&emulator);
    let bold = |text: &str, offset: u32, length: u32| json!({"chat_id": chat, "text": text, "entities": [{"type": "bold", "offset": offset, "length": length}]});
    let sent = result(&emulator, "sendMessage", bold("😀ң ", 2, 2)).await;
    assert_eq!(sent["entities"], json!([{"type": "bold", "offset": 2, "length": 1}]));
    assert_eq!(
        refusal(&emulator, "sendMessage", bold("аб", 3, 1)).await,
        "Bad Request: entity begins after the end of the text at UTF-16 offset 3"
    );
    assert_eq!(
        refusal(&emulator, "sendMessage", bold("аб", 1, 2)).await,
        "Bad Request: entity beginning at UTF-16 offset 1 ends after the end of the text at UTF-16 offset 3"
    );
    let many = "<i>x</i> <code>y</code> ".repeat(60);
    let sent =
        result(&emulator, "sendMessage", json!({"chat_id": chat, "text": many, "parse_mode": "HTML"})).await;
    let kinds = |kind: &str| {
        sent["entities"].as_array().into_iter().flatten().filter(|entity| entity["type"] == kind).count()
    };
    assert_eq!((kinds("code"), kinds("italic")), (60, 40), "Telegram keeps a hundred");
}

#[tokio::test]
async fn keyboards_are_checked() {
    let emulator = start().await;
    let chat = aibek(&emulator);
    for (button, said) in [
        (json!({"text": "x", "callback_data": ""}), "BUTTON_DATA_INVALID"),
        (json!({"text": "x", "callback_data": "ң".repeat(33)}), "BUTTON_DATA_INVALID"),
        (json!({"text": "x", "copy_text": {"text": ""}}), "BUTTON_COPY_TEXT_INVALID"),
        (json!({"text": "x", "copy_text": {"text": "ң".repeat(257)}}), "BUTTON_COPY_TEXT_INVALID"),
        (
            json!({"text": "x", "url": "http://localhost/"}),
            "inline keyboard button URL 'http://localhost/' is invalid: Wrong HTTP URL",
        ),
        (
            json!({"text": "x", "url": "ftp://example.org"}),
            "inline keyboard button URL 'ftp://example.org' is invalid: Unsupported URL protocol",
        ),
        (
            json!({"text": "x"}),
            "can't parse inline keyboard button: text buttons are unallowed in the inline keyboard",
        ),
        (json!({"callback_data": "x"}), "can't parse inline keyboard button: can't find field \"text\""),
    ] {
        let body = json!({"chat_id": chat, "text": "x", "reply_markup": {"inline_keyboard": [[button]]}});
        assert_eq!(refusal(&emulator, "sendMessage", body).await, format!("Bad Request: {said}"));
    }
    let good = json!([[
        {"text": "1", "callback_data": "x".repeat(64)},
        {"text": "2", "copy_text": {"text": "ң".repeat(256)}},
        {"text": "3", "url": "example.org"},
    ]]);
    let body = json!({"chat_id": chat, "text": "x", "reply_markup": {"inline_keyboard": good}});
    let sent = result(&emulator, "sendMessage", body).await;
    assert_eq!(sent["reply_markup"]["inline_keyboard"][0][2]["url"], "http://example.org/");
}

#[tokio::test]
async fn edits_follow_telegrams_rules() {
    let emulator = start().await;
    let chat = aibek(&emulator);
    let from_person = emulator.say(chat, "меники").expect("a message").message_id;
    let keyboard = json!({"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]});
    let sent = json!({"chat_id": chat, "text": "эски", "reply_markup": keyboard});
    let id = result(&emulator, "sendMessage", sent).await["message_id"].clone();
    let edit = |id: &Value, text: &str| json!({"chat_id": chat, "message_id": id, "text": text, "reply_markup": keyboard});
    assert_eq!(
        refusal(&emulator, "editMessageText", edit(&id, "эски")).await,
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a \
         current content and reply markup of the message"
    );
    assert_eq!(
        refusal(&emulator, "editMessageText", edit(&json!(9_999), "x")).await,
        "Bad Request: message to edit not found"
    );
    assert_eq!(
        refusal(&emulator, "editMessageText", edit(&json!(from_person), "x")).await,
        "Bad Request: message can't be edited"
    );
    assert_eq!(
        refusal(&emulator, "editMessageCaption", json!({"chat_id": chat, "message_id": id, "caption": "x"}))
            .await,
        "Bad Request: there is no caption in the message to edit"
    );
    let bare = json!({"chat_id": chat, "message_id": id, "text": "эски"});
    let edited = result(&emulator, "editMessageText", bare).await;
    assert_eq!(edited.get("reply_markup"), None, "an edit without a keyboard takes the keyboard away");
    assert!(edited["edit_date"].is_i64());
}

#[tokio::test]
async fn messages_can_be_deleted_for_two_days() {
    let emulator = start().await;
    let chat = aibek(&emulator);
    let mut ids = Vec::new();
    for text in ["1", "2", "3", "4"] {
        let sent = result(&emulator, "sendMessage", json!({"chat_id": chat, "text": text})).await;
        ids.push(sent["message_id"].clone());
    }
    let delete = |id: &Value| json!({"chat_id": chat, "message_id": id});
    result(&emulator, "deleteMessage", delete(&ids[0])).await;
    let again = refusal(&emulator, "deleteMessage", delete(&ids[0])).await;
    assert_eq!(again, "Bad Request: message to delete not found");
    result(&emulator, "deleteMessages", json!({"chat_id": chat, "message_ids": [ids[0], ids[1]]})).await;
    emulator.clock().advance(std::time::Duration::from_mins(48 * 60 - 1));
    result(&emulator, "deleteMessage", delete(&ids[2])).await;
    emulator.clock().advance(std::time::Duration::from_mins(2));
    let late = refusal(&emulator, "deleteMessage", delete(&ids[3])).await;
    assert_eq!(late, "Bad Request: message can't be deleted for everyone");
    assert_eq!(emulator.messages(chat).len(), 1);
}

#[tokio::test]
async fn the_bots_profile_has_limits() {
    let emulator = start().await;
    let commands = |command: &str, description: &str| json!({"commands": [{"command": command, "description": description}]});
    for (method, body, said) in [
        ("setMyCommands", commands("Үй", "x"), "BOT_COMMAND_INVALID"),
        ("setMyCommands", commands(&"x".repeat(33), "x"), "BOT_COMMAND_INVALID"),
        ("setMyCommands", commands("x", ""), "command description must be non-empty"),
        ("setMyCommands", commands("x", &"ң".repeat(257)), "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("setMyName", json!({"name": "ң".repeat(65)}), "BOT_TITLE_INVALID"),
        ("setMyDescription", json!({"description": "ң".repeat(513)}), "description is too long"),
        (
            "setMyShortDescription",
            json!({"short_description": "ң".repeat(121)}),
            "BOT_SHORT_DESCRIPTION_INVALID",
        ),
        ("setMyName", json!({"name": "x", "language_code": "kyr"}), "invalid language code specified"),
        ("setMyCommands", json!({"commands": [], "scope": {"type": "chat", "chat_id": 5}}), "chat not found"),
    ] {
        assert_eq!(refusal(&emulator, method, body).await, format!("Bad Request: {said}"));
    }
    let many: Vec<Value> =
        (0..101).map(|n| json!({"command": format!("c{n}"), "description": "x"})).collect();
    let said = refusal(&emulator, "setMyCommands", json!({"commands": many})).await;
    assert_eq!(said, "Bad Request: BOT_COMMANDS_TOO_MUCH");
}

#[tokio::test]
async fn an_answer_to_a_callback_query_is_limited_in_length_and_time() {
    let emulator = start().await;
    let chat = aibek(&emulator);
    let keyboard = json!({"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]});
    result(&emulator, "sendMessage", json!({"chat_id": chat, "text": "x", "reply_markup": keyboard})).await;
    let press = || match emulator.tap(chat, "x").expect("a press") {
        pledge_bot::emulator::PressOutcome::Callback { callback_query_id } => callback_query_id,
        other => panic!("not a callback: {other:?}"),
    };
    let answer = |id: String, length: usize| json!({"callback_query_id": id, "text": "ң".repeat(length)});
    result(&emulator, "answerCallbackQuery", answer(press(), 200)).await;
    let long = refusal(&emulator, "answerCallbackQuery", answer(press(), 201)).await;
    assert_eq!(long, "Bad Request: MESSAGE_TOO_LONG");
    let late = press();
    emulator.clock().advance(std::time::Duration::from_secs(61));
    assert_eq!(
        refusal(&emulator, "answerCallbackQuery", answer(late, 1)).await,
        "Bad Request: query is too old and response timeout expired or query ID is invalid"
    );
}
