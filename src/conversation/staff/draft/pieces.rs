//! The messages that a version is made of: one, several that belong together, or the pieces of an album.

use crate::conversation::Context;
use crate::conversation::staff::count;
use crate::conversation::staff::draft::content::{may_have_links, too_long};
use crate::conversation::staff::draft::{Draft, Piece};
use crate::domain::message::{CampaignMessage, FormattedText, Media, MediaKind, MessageBody};
use crate::domain::{Lang, MessageId};
use crate::texts::Html;

/// The reason why messages can't become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum JoinError {
    /// An album has at most [`Draft::ALBUM`] files.
    Full,
    /// Files of these kinds can't stand in one album.
    Kinds,
}

/// The most messages of a version: an album and a few texts.
pub(super) const MOST: usize = Draft::ALBUM + 5;

/// The ID of a piece that is not known as a message. No edit finds it.
pub(super) const UNKNOWN: MessageId = MessageId(0);

/// Puts a piece in its place: messages come in any order over a webhook, and their IDs give the order in which they were sent.
/// One that is there already is replaced. Pieces that are not known as messages are never the same.
pub(super) fn insert(pieces: &mut Vec<Piece>, piece: Piece) {
    match pieces.iter_mut().find(|old| old.message == piece.message && piece.message != UNKNOWN) {
        Some(old) => *old = piece,
        None => pieces.push(piece),
    }
    pieces.sort_by_key(|piece| piece.message);
}

/// The pieces of a version. Those of a version of an earlier build, or of a campaign that is corrected, are not known as
/// messages.
pub(super) fn of(draft: &Draft, lang: Lang) -> Vec<Piece> {
    if let Some(pieces) = draft.pieces.get(&lang) {
        return pieces.clone();
    }
    let album = draft.album.as_ref().map(|album| album.id.clone());
    let unknown = |album: Option<String>, body| Piece { message: UNKNOWN, album, body };
    match draft.version(lang).filter(|_| draft.corrects().is_none()).map(|message| &message.body) {
        None => Vec::new(),
        Some(MessageBody::Album(all)) => {
            let album = Some(album.unwrap_or_default());
            all.iter().map(|media| unknown(album.clone(), MessageBody::Media(media.clone()))).collect()
        }
        Some(body) => vec![unknown(album, body.clone())],
    }
}

/// Makes a version of these pieces; the note if that can't be.
pub(super) fn set(context: &Context, draft: &mut Draft, lang: Lang, pieces: Vec<Piece>) -> Result<(), Html> {
    let say = context.say();
    let body = join(&pieces).map_err(|error| match error {
        JoinError::Full => say.campaign_album_full(count(Draft::ALBUM)),
        JoinError::Kinds => say.campaign_more_kinds(),
    })?;
    let message = made_of(context, draft, lang, body)?;
    if let Some(note) = too_long(context, lang, &message) {
        return Err(note);
    }
    draft.content.by_lang.insert(lang, message);
    draft.pieces.insert(lang, pieces);
    Ok(())
}

/// The version with this content. A correction changes its text alone: files and buttons stay.
fn made_of(context: &Context, draft: &Draft, lang: Lang, body: MessageBody) -> Result<CampaignMessage, Html> {
    let old = draft.version(lang);
    if draft.corrects().is_none() {
        let mut message = CampaignMessage::new(body);
        if may_have_links(&message) {
            // Link buttons stay when the message above them is replaced.
            message.links = old.map(|old| old.links.clone()).unwrap_or_default();
        }
        return Ok(message);
    }
    let (Some(old), MessageBody::Text(text)) = (old, body) else {
        return Err(context.say().campaign_text_only());
    };
    let mut message = old.clone();
    if let Some(old) = message.body.text_mut() {
        *old = text;
    }
    Ok(message)
}

/// One content of all pieces. The captions of one album stay where they are. Otherwise all texts become one, since Telegram
/// shows a caption below an album only if it has no other.
fn join(pieces: &[Piece]) -> Result<MessageBody, JoinError> {
    let mut files: Vec<Media> = pieces.iter().flat_map(|piece| files(&piece.body)).cloned().collect();
    if pieces.len() > MOST || files.len() > Draft::ALBUM {
        return Err(JoinError::Full);
    }
    let is_one_album = pieces.iter().all(|piece| piece.album.is_some() && piece.album == pieces[0].album);
    if !is_one_album {
        let mut text = FormattedText::default();
        pieces.iter().flat_map(|piece| piece.body.texts()).for_each(|piece| text.append(piece));
        let item = files.iter().position(|media| !media.caption.text.is_empty()).unwrap_or_default();
        for media in &mut files {
            media.caption = FormattedText::default();
        }
        match files.get_mut(item) {
            Some(media) => media.caption = text,
            None => return Ok(MessageBody::Text(text)),
        }
    }
    match files.len() {
        1 => Ok(MessageBody::Media(files.remove(0))),
        _ if fit_in_one_album(&files) => Ok(MessageBody::Album(files)),
        _ => Err(JoinError::Kinds),
    }
}

fn files(body: &MessageBody) -> &[Media] {
    match body {
        MessageBody::Text(_) => &[],
        MessageBody::Media(media) => std::slice::from_ref(media),
        MessageBody::Album(all) => all,
    }
}

/// Whether `sendMediaGroup` takes these files together: photos and videos, or documents, or music.
fn fit_in_one_album(files: &[Media]) -> bool {
    let is_seen = |media: &Media| matches!(media.kind, MediaKind::Photo | MediaKind::Video);
    let all = |kind| files.iter().all(|media| media.kind == kind);
    files.iter().all(is_seen) || all(MediaKind::Document) || all(MediaKind::Audio)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(message: i32, text: &str) -> Piece {
        let body = MessageBody::Text(FormattedText::plain(text));
        Piece { message: MessageId(message), album: None, body }
    }

    fn file(message: i32, album: Option<&str>, kind: MediaKind, caption: &str) -> Piece {
        let caption = FormattedText::plain(caption);
        let media = Media { kind, file: message.to_string(), caption, spoiler: false, above: false };
        let album = album.map(str::to_owned);
        Piece { message: MessageId(message), album, body: MessageBody::Media(media) }
    }

    fn photo(message: i32, album: Option<&str>, caption: &str) -> Piece {
        file(message, album, MediaKind::Photo, caption)
    }

    /// The files in order, and the texts.
    fn joined(pieces: &[Piece]) -> (Vec<String>, Vec<String>) {
        let body = join(pieces).expect("they fit");
        let names = files(&body).iter().map(|media| media.file.clone()).collect();
        (names, body.texts().into_iter().map(|text| text.text.clone()).collect())
    }

    #[test]
    fn pieces_stand_in_the_order_in_which_they_were_sent() {
        let mut pieces = Vec::new();
        for piece in [photo(9002, Some("a"), ""), photo(9001, Some("a"), "one"), photo(9003, Some("a"), "")] {
            insert(&mut pieces, piece);
        }
        insert(&mut pieces, photo(9001, Some("a"), "first"));
        let (files, texts) = joined(&pieces);
        assert_eq!(
            (files, texts),
            (
                vec!["9001".into(), "9002".into(), "9003".into()],
                vec!["first".into(), String::new(), String::new()]
            )
        );
    }

    #[test]
    fn a_piece_that_is_no_known_message_replaces_none() {
        let mut pieces = vec![text(0, "from a broadcast")];
        insert(&mut pieces, text(0, "confirmed by a button"));
        assert_eq!(joined(&pieces).1, ["from a broadcast\n\nconfirmed by a button"]);
    }

    #[test]
    fn texts_and_captions_of_several_messages_become_one() {
        assert_eq!(joined(&[text(1, "one"), text(2, "two")]), (vec![], vec!["one\n\ntwo".into()]));
        let forwarded = joined(&[text(1, "Look"), photo(2, None, "the post")]);
        assert_eq!(forwarded, (vec!["2".into()], vec!["Look\n\nthe post".into()]));
        let album = joined(&[text(1, "Look"), photo(2, Some("a"), ""), photo(3, Some("a"), "caption")]);
        assert_eq!(album.1, [String::new(), "Look\n\ncaption".into()]);
        let two = joined(&[photo(1, None, "a"), photo(2, None, "b")]);
        assert_eq!(two.1, ["a\n\nb".to_owned(), String::new()]);
    }

    #[test]
    fn what_telegram_takes_in_no_album_is_not_joined() {
        let voice = file(2, None, MediaKind::Voice, "");
        assert_eq!(join(&[photo(1, None, ""), voice]), Err(JoinError::Kinds));
        let documents = [file(1, None, MediaKind::Document, ""), photo(2, None, "")];
        assert_eq!(join(&documents), Err(JoinError::Kinds));
        let many: Vec<_> = (1..=11).map(|id| photo(id, Some("a"), "")).collect();
        assert_eq!(join(&many), Err(JoinError::Full));
    }
}
