//! Messages that a draft waits for: a version, piece by piece where it is an album; link buttons; a time.

use crate::conversation::citizen::fallback;
use crate::conversation::intent::{Input, UnfitContent};
use crate::conversation::staff::draft::{Album, Wait};
use crate::conversation::staff::links::{NotALink, Why};
use crate::conversation::staff::{Draft, card, count, links, time, version};
use crate::conversation::{Answered, Context, Turn, renderer};
use crate::domain::message::{CampaignMessage, Media, MessageBody};
use crate::domain::{CampaignId, Lang};
use crate::telegram::{Page, Reply};
use crate::texts::{Html, Say};

/// The largest code that the last line of a message may have to hold.
const LARGEST: CampaignId = CampaignId(999_999);

/// Input came for a draft.
pub(crate) async fn received(visit: &Context, draft: Draft, input: Input) -> Answered {
    let group = input.album().map(str::to_owned);
    if let Some(album) = draft.album.clone().filter(|album| group.as_ref() == Some(&album.id)) {
        return Ok(piece(visit, draft, album, input));
    }
    match draft.wait {
        Some(Wait::Version(lang)) if draft.corrects().is_some() => {
            Ok(corrected(visit, draft, lang, input, group))
        }
        Some(Wait::Version(lang)) => Ok(first(visit, draft, lang, input, group)),
        Some(Wait::Links(lang)) => Ok(linked(visit, draft, lang, input.text())),
        Some(Wait::Time) => timed(visit, draft, input.text()).await,
        None => Ok(fallback::not_understood(visit)),
    }
}

/// A version, or the first piece of an album.
fn first(visit: &Context, mut draft: Draft, lang: Lang, input: Input, group: Option<String>) -> Turn {
    let album = group.map(|id| Album { id, lang, refused: false });
    let body = match body(input) {
        Ok(body) => body,
        Err(kind) => return refused(visit, &draft, album, lang, unfit(visit, kind)),
    };
    // Buttons outlive the message that they stand under.
    let links =
        draft.version(lang).filter(|_| album.is_none()).map(|old| old.links.clone()).unwrap_or_default();
    let post = CampaignMessage { links, ..CampaignMessage::new(body) };
    if let Some(note) = too_long(visit, lang, &post) {
        return refused(visit, &draft, album, lang, note);
    }
    draft.content.by_lang.insert(lang, post);
    let draft = Draft { album, ..draft.resting() };
    version::show(visit, &draft, lang, None)
}

/// One more piece of an album: the answer to its first one is amended.
fn piece(visit: &Context, mut draft: Draft, album: Album, input: Input) -> Turn {
    if album.refused {
        return visit.quietly();
    }
    let lang = album.lang;
    let taken = match body(input) {
        Ok(MessageBody::Media(media)) => {
            append(&mut draft, lang, media).map_err(|()| visit.say().desk_album_full(count(Draft::ALBUM)))
        }
        Ok(_) => Err(unfit(visit, UnfitContent::Other)),
        Err(kind) => Err(unfit(visit, kind)),
    };
    let note = match (taken, draft.version(lang)) {
        (Err(note), _) => Some(note),
        (Ok(()), Some(post)) => too_long(visit, lang, post),
        (Ok(()), None) => None,
    };
    match note {
        Some(note) => {
            draft.content.by_lang.remove(&lang);
            refused(visit, &draft, Some(album), lang, note)
        }
        None => amend(visit, version::page(visit, &draft, lang, None), &draft),
    }
}

fn append(draft: &mut Draft, lang: Lang, media: Media) -> Result<(), ()> {
    let post = draft.content.by_lang.get_mut(&lang).ok_or(())?;
    match &mut post.body {
        MessageBody::Album(all) if all.len() < Draft::ALBUM => all.push(media),
        MessageBody::Media(first) => post.body = MessageBody::Album(vec![first.clone(), media]),
        MessageBody::Album(_) | MessageBody::Text(_) => return Err(()),
    }
    Ok(())
}

/// A version can't be taken, and is asked for anew; of an album the other pieces are passed over.
fn refused(visit: &Context, draft: &Draft, album: Option<Album>, lang: Lang, note: Html) -> Turn {
    let later = draft.album.is_some();
    let album = album.map(|album| Album { refused: true, ..album });
    let draft = Draft { album, ..draft.waiting(Wait::Version(lang)) };
    let page = version::question(visit, &draft, lang, Some(note));
    if later { amend(visit, page, &draft) } else { visit.keep(page, &draft) }
}

/// Shows a page in place of the newest screen, though it was a message that came.
fn amend(visit: &Context, page: Page, draft: &Draft) -> Turn {
    let Some(message) = visit.chat.screen else { return visit.keep(page, draft) };
    visit.meet().reply(Reply::Show { chat: visit.chat.id, message, thread: None, page }).change(draft.save())
}

/// The new text or caption of what was sent; file and buttons stay.
fn corrected(visit: &Context, mut draft: Draft, lang: Lang, input: Input, group: Option<String>) -> Turn {
    let say = visit.say();
    let Ok(MessageBody::Text(rich)) = body(input) else {
        let album = group.map(|id| Album { id, lang, refused: false });
        return refused(visit, &draft, album, lang, say.desk_text_only());
    };
    let Some(post) = draft.version(lang) else { return version::show(visit, &draft.resting(), lang, None) };
    let mut post = post.clone();
    match &mut post.body {
        MessageBody::Text(text) => *text = rich,
        MessageBody::Media(media) => media.caption = rich,
        MessageBody::Album(all) => {
            if let Some(first) = all.first_mut() {
                first.caption = rich;
            }
        }
    }
    if let Some(note) = too_long(visit, lang, &post) {
        return version::ask(visit, &draft, lang, Some(note));
    }
    draft.content.by_lang.insert(lang, post);
    version::show(visit, &draft.resting(), lang, None)
}

fn linked(visit: &Context, mut draft: Draft, lang: Lang, text: Option<&str>) -> Turn {
    let say = visit.say();
    let Some(text) = text else {
        return version::ask_links(visit, &draft, lang, Some(say.sign_need_text()));
    };
    match links::parse(text) {
        Ok(links) => {
            if let Some(post) = draft.content.by_lang.get_mut(&lang) {
                post.links = links;
            }
            version::show(visit, &draft.resting(), lang, None)
        }
        Err(wrong) => version::ask_links(visit, &draft, lang, Some(link_fault(&say, wrong))),
    }
}

fn link_fault(say: &Say<'_>, NotALink { line, why }: NotALink) -> Html {
    let line = count(line);
    match why {
        Why::Shape => say.desk_link_shape(line),
        Why::Address => say.desk_link_address(line),
        Why::Label => say.desk_link_label(line, count(links::LABEL)),
        Why::Many => say.desk_link_many(count(links::MOST)),
    }
}

async fn timed(visit: &Context, draft: Draft, text: Option<&str>) -> Answered {
    match time::parse(text.unwrap_or_default(), visit.now) {
        Ok(due) => card::show(visit, &Draft { due: Some(due), ..draft.resting() }, None).await,
        Err(refused) => Ok(card::ask_time(visit, &draft, Some(refused))),
    }
}

/// By how much a version is too long with the line that will stand at its end.
fn too_long(visit: &Context, lang: Lang, post: &CampaignMessage) -> Option<Html> {
    // Whom it goes to may still be changed.
    let footers =
        [true, false].map(|group| renderer::footer(&visit.app, &visit.texts.say(lang), LARGEST, group));
    let lengths = footers.map(|footer| post.with_footer(&footer).length());
    let (length, limit) = lengths.into_iter().max()?;
    let over = length.checked_sub(limit).filter(|over| *over > 0)?;
    Some(visit.say().desk_too_long(count(over), count(limit)))
}

fn unfit(visit: &Context, kind: UnfitContent) -> Html {
    let say = visit.say();
    say.desk_refused(&say.desk_unfit(kind.code()))
}

/// The content of a version; its kind where it can't be sent to many.
fn body(input: Input) -> Result<MessageBody, UnfitContent> {
    match input {
        Input::Text(text) => Ok(MessageBody::Text(text)),
        Input::Media { media, .. } => Ok(MessageBody::Media(media)),
        Input::Other { kind, .. } => Err(kind),
    }
}
