//! Files from the bot and from people.

use pledge_bot::emulator::NewMessage;
use teloxide::net::Download;
use teloxide::types::InputFile;

use super::*;

/// The header of a PNG, which is all that the emulator reads.
fn picture(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 0, 0, 0, 0]);
    bytes
}

#[tokio::test]
async fn a_document_goes_out_and_comes_back() {
    let emulator = start().await;
    let (chat, bot) = (ChatId(aibek(&emulator)), bot(&emulator));
    let content = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";
    let file = InputFile::memory(content).file_name("мөөнөт.ics");
    let sent = bot
        .send_document(chat, file)
        .caption("<b>Мөөнөт</b>")
        .parse_mode(ParseMode::Html)
        .await
        .expect("a document");
    let document = sent.document().expect("a document");
    assert_eq!(document.file_name.as_deref(), Some("мөөнөт.ics"));
    assert_eq!(sent.caption(), Some("Мөөнөт"));
    let file = bot.get_file(document.file.id.clone()).await.expect("getFile");
    let mut downloaded = Vec::new();
    bot.download_file(&file.path, &mut downloaded).await.expect("the bytes");
    assert_eq!(downloaded, content.as_bytes());
    let again =
        bot.send_document(chat, InputFile::file_id(document.file.id.clone())).await.expect("a known file");
    assert_eq!(again.document().expect("a document").file.unique_id, document.file.unique_id);
}

#[tokio::test]
async fn a_photo_is_checked() {
    let emulator = start().await;
    let (chat, bot) = (ChatId(aibek(&emulator)), bot(&emulator));
    let send_photo = |bytes: Vec<u8>| bot.send_photo(chat, InputFile::memory(bytes).file_name("card.png"));
    let sent = send_photo(picture(1200, 630)).await.expect("a photo");
    let photo = sent.photo().and_then(<[_]>::last).expect("a photo");
    assert_eq!((photo.width, photo.height), (1200, 630));
    for (bytes, said) in [
        (b"no picture".to_vec(), "IMAGE_PROCESS_FAILED"),
        (picture(9_000, 1_001), "PHOTO_INVALID_DIMENSIONS"),
        (picture(2_100, 100), "PHOTO_INVALID_DIMENSIONS"),
        (Vec::new(), "file must be non-empty"),
    ] {
        let error = send_photo(bytes).await.expect_err("a refusal").to_string();
        assert!(error.contains(said), "{error}");
    }
    let as_document =
        bot.send_document(chat, InputFile::file_id(photo.file.id.clone())).await.expect_err("a refusal");
    assert!(as_document.to_string().contains("can't use file of type Photo as Document"), "{as_document}");
}

#[tokio::test]
async fn captions_have_a_limit() {
    let emulator = start().await;
    let (chat, bot) = (ChatId(aibek(&emulator)), bot(&emulator));
    let send = |length| {
        bot.send_document(chat, InputFile::memory("x").file_name("x.txt")).caption("ң".repeat(length))
    };
    send(1024).await.expect("a caption");
    let error = send(1025).await.expect_err("a refusal").to_string();
    assert!(error.contains("caption is too long"), "{error}");
}

#[tokio::test]
async fn a_file_from_a_person_can_be_downloaded() {
    let emulator = start().await;
    let (chat, bot) = (aibek(&emulator), bot(&emulator));
    let voice = NewMessage {
        kind: Some("voice".into()),
        content_base64: Some("0qMgb2dn".into()),
        caption: Some("үн".into()),
        ..NewMessage::default()
    };
    emulator.send(chat, &voice).expect("a voice message");
    let updates = bot.get_updates().await.expect("getUpdates");
    let UpdateKind::Message(message) = &updates[0].kind else { panic!("not a message: {:?}", updates[0]) };
    let voice = message.voice().expect("a voice message");
    assert_eq!(message.caption(), Some("үн"));
    let file = bot.get_file(voice.file.id.clone()).await.expect("getFile");
    let mut downloaded = Vec::new();
    bot.download_file(&file.path, &mut downloaded).await.expect("the bytes");
    assert_eq!(downloaded, "ң ogg".as_bytes());
}
