//! Messages that a draft waits for: a version, piece by piece where it is an album; link buttons; a time.

use crate::conversation::citizen::fallback;
use crate::conversation::intent::{Input, UnfitContent};
use crate::conversation::staff::draft::links::{NotALink, Why};
use crate::conversation::staff::draft::{Album, Draft, Wait, links, overview, version};
use crate::conversation::staff::{count, time};
use crate::conversation::{Answered, Context, Turn, renderer};
use crate::domain::message::{CampaignMessage, Media, MessageBody};
use crate::domain::{CampaignId, Lang};
use crate::telegram::{Page, Reply};
use crate::texts::{Html, Say};

/// The largest code that the last line of a message may have to hold.
const LARGEST: CampaignId = CampaignId(999_999);

/// Input came for a draft.
pub(crate) async fn received(context: &Context, draft: Draft, input: Input) -> Answered {
    let group = input.album().map(str::to_owned);
    if let Some(album) = draft.album.clone().filter(|album| group.as_ref() == Some(&album.id)) {
        return Ok(piece(context, draft, album, input));
    }
    match draft.wait {
        Some(Wait::Version(lang)) if draft.corrects().is_some() => {
            Ok(corrected(context, draft, lang, input, group))
        }
        Some(Wait::Version(lang)) => Ok(first(context, draft, lang, input, group)),
        Some(Wait::Links(lang)) => Ok(linked(context, draft, lang, input.text())),
        Some(Wait::Time) => timed(context, draft, input.text()).await,
        None => Ok(fallback::not_understood(context)),
    }
}

/// A version, or the first piece of an album.
fn first(context: &Context, mut draft: Draft, lang: Lang, input: Input, group: Option<String>) -> Turn {
    let album = group.map(|id| Album { id, lang, refused: false });
    let body = match body(input) {
        Ok(body) => body,
        Err(kind) => return refused(context, &draft, album, lang, unfit(context, kind)),
    };
    // Buttons outlive the message that they stand under.
    let links =
        draft.version(lang).filter(|_| album.is_none()).map(|old| old.links.clone()).unwrap_or_default();
    let message = CampaignMessage { links, ..CampaignMessage::new(body) };
    if let Some(note) = too_long(context, lang, &message) {
        return refused(context, &draft, album, lang, note);
    }
    draft.content.by_lang.insert(lang, message);
    let draft = Draft { album, ..draft.resting() };
    version::show(context, &draft, lang, None)
}

/// One more piece of an album: the answer to its first one is amended.
fn piece(context: &Context, mut draft: Draft, album: Album, input: Input) -> Turn {
    if album.refused {
        return context.quietly();
    }
    let lang = album.lang;
    let taken = match body(input) {
        Ok(MessageBody::Media(media)) => {
            append(&mut draft, lang, media).map_err(|()| context.say().desk_album_full(count(Draft::ALBUM)))
        }
        Ok(_) => Err(unfit(context, UnfitContent::Other)),
        Err(kind) => Err(unfit(context, kind)),
    };
    let note = match (taken, draft.version(lang)) {
        (Err(note), _) => Some(note),
        (Ok(()), Some(message)) => too_long(context, lang, message),
        (Ok(()), None) => None,
    };
    match note {
        Some(note) => {
            draft.content.by_lang.remove(&lang);
            refused(context, &draft, Some(album), lang, note)
        }
        None => amend(context, version::page(context, &draft, lang, None), &draft),
    }
}

fn append(draft: &mut Draft, lang: Lang, media: Media) -> Result<(), ()> {
    let message = draft.content.by_lang.get_mut(&lang).ok_or(())?;
    match &mut message.body {
        MessageBody::Album(all) if all.len() < Draft::ALBUM => all.push(media),
        MessageBody::Media(first) => message.body = MessageBody::Album(vec![first.clone(), media]),
        MessageBody::Album(_) | MessageBody::Text(_) => return Err(()),
    }
    Ok(())
}

/// A version can't be taken, and is asked for anew; of an album the other pieces are passed over.
fn refused(context: &Context, draft: &Draft, album: Option<Album>, lang: Lang, note: Html) -> Turn {
    let later = draft.album.is_some();
    let album = album.map(|album| Album { refused: true, ..album });
    let draft = Draft { album, ..draft.waiting(Wait::Version(lang)) };
    let page = version::question(context, &draft, lang, Some(note));
    if later { amend(context, page, &draft) } else { context.open_draft(page, &draft) }
}

/// Shows a page in place of the newest screen, though it was a message that came.
fn amend(context: &Context, page: Page, draft: &Draft) -> Turn {
    let Some(message) = context.chat.screen else { return context.open_draft(page, draft) };
    context
        .meet()
        .reply(Reply::Show { chat: context.chat.id, message, thread: None, page })
        .change(draft.save())
}

/// The new text or caption of what was sent; file and buttons stay.
fn corrected(context: &Context, mut draft: Draft, lang: Lang, input: Input, group: Option<String>) -> Turn {
    let say = context.say();
    let Ok(MessageBody::Text(rich)) = body(input) else {
        let album = group.map(|id| Album { id, lang, refused: false });
        return refused(context, &draft, album, lang, say.desk_text_only());
    };
    let Some(message) = draft.version(lang) else {
        return version::show(context, &draft.resting(), lang, None);
    };
    let mut message = message.clone();
    match &mut message.body {
        MessageBody::Text(text) => *text = rich,
        MessageBody::Media(media) => media.caption = rich,
        MessageBody::Album(all) => {
            if let Some(first) = all.first_mut() {
                first.caption = rich;
            }
        }
    }
    if let Some(note) = too_long(context, lang, &message) {
        return version::ask(context, &draft, lang, Some(note));
    }
    draft.content.by_lang.insert(lang, message);
    version::show(context, &draft.resting(), lang, None)
}

fn linked(context: &Context, mut draft: Draft, lang: Lang, text: Option<&str>) -> Turn {
    let say = context.say();
    let Some(text) = text else {
        return version::ask_links(context, &draft, lang, Some(say.sign_need_text()));
    };
    match links::parse(text) {
        Ok(links) => {
            if let Some(message) = draft.content.by_lang.get_mut(&lang) {
                message.links = links;
            }
            version::show(context, &draft.resting(), lang, None)
        }
        Err(wrong) => version::ask_links(context, &draft, lang, Some(link_fault(&say, wrong))),
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

async fn timed(context: &Context, draft: Draft, text: Option<&str>) -> Answered {
    match time::parse(text.unwrap_or_default(), context.now) {
        Ok(due) => overview::show(context, &Draft { due: Some(due), ..draft.resting() }, None).await,
        Err(refused) => Ok(overview::ask_time(context, &draft, Some(refused))),
    }
}

/// By how much a version is too long with the line that will stand at its end.
fn too_long(context: &Context, lang: Lang, message: &CampaignMessage) -> Option<Html> {
    // Whom it goes to may still be changed.
    let footers =
        [true, false].map(|group| renderer::footer(&context.app, &context.texts.say(lang), LARGEST, group));
    let lengths = footers.map(|footer| message.with_footer(&footer).length());
    let (length, limit) = lengths.into_iter().max()?;
    let over = length.checked_sub(limit).filter(|over| *over > 0)?;
    Some(context.say().desk_too_long(count(over), count(limit)))
}

fn unfit(context: &Context, kind: UnfitContent) -> Html {
    let say = context.say();
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
