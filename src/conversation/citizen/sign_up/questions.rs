//! The questions behind the lines of a supporter's card, and the answers to them.

use crate::conversation::callback::{Callback, CardAction};
use crate::conversation::citizen::sign_up::{card, consent, edits, typed};
use crate::conversation::context::Context;
use crate::conversation::intent::Input;
use crate::conversation::screen::Screen;
use crate::conversation::turn::Turn;
use crate::domain::message::Button;
use crate::domain::{AwaitedText, Region, Supporter, SupporterKind, SupporterQuestion, visible};
use crate::store::Change;
use crate::telegram::{Page, Reply};
use crate::texts::Html;

/// Asks a question of a supporter who agreed to the consent text of now. Everybody else reads that text first.
pub(crate) fn ask(context: &Context, question: SupporterQuestion) -> Turn {
    match &context.supporter {
        Some(_) if context.consents_to_old() => context.show(consent::page(context, None)),
        Some(supporter) if !is_possible(context, question) => {
            context.show(card::page(context, supporter, None))
        }
        Some(supporter) => asked(context, supporter, question, text(context, supporter, question)),
        None => context.show(consent::page(context, None)),
    }
}

/// Whether the bot may ask this: names and contacts only where there is a key to seal them with.
fn is_possible(context: &Context, question: SupporterQuestion) -> bool {
    match question {
        SupporterQuestion::Kind | SupporterQuestion::Region => true,
        SupporterQuestion::Publication | SupporterQuestion::Name { .. } | SupporterQuestion::Contact => {
            context.app.recipients.is_some()
        }
    }
}

/// Asks a question again, by one line in place of the question.
pub(crate) fn asked_again(context: &Context, question: SupporterQuestion, line: Html) -> Turn {
    match &context.supporter {
        Some(supporter) => asked(context, supporter, question, line),
        None => context.show(consent::page(context, None)),
    }
}

fn asked(context: &Context, supporter: &Supporter, question: SupporterQuestion, text: Html) -> Turn {
    let page = Page { text, rows: rows(context, supporter, question) };
    context.show(page).change(Change::Await(AwaitedText::Supporter(question), context.now))
}

/// The question. Its heading is the label of the button that leads to it.
fn text(context: &Context, supporter: &Supporter, question: SupporterQuestion) -> Html {
    let say = context.say();
    let name = || say.sign_up_heading(&say.button_name(supporter.kind));
    let joint = supporter.joint.as_ref().map(|_| say.sign_up_joint());
    let parts = match question {
        SupporterQuestion::Kind => vec![say.sign_up_heading(&say.button_kind()), say.sign_up_kind()],
        SupporterQuestion::Region => vec![say.sign_up_heading(&say.button_region()), say.sign_up_region()],
        SupporterQuestion::Publication => [name(), say.sign_up_publish()].into_iter().chain(joint).collect(),
        SupporterQuestion::Name { publish } => {
            let publication =
                if publish { say.sign_up_line_publish_yes() } else { say.sign_up_line_publish_no() };
            let asked = [name(), publication, say.sign_up_name(supporter.kind)];
            asked.into_iter().chain([say.sign_up_at_once()]).chain(joint).collect()
        }
        SupporterQuestion::Contact => {
            let asked = [say.sign_up_heading(&say.button_contact()), say.sign_up_contact()];
            asked.into_iter().chain([say.sign_up_at_once()]).chain(joint).collect()
        }
    };
    Html::paragraphs(parts)
}

fn rows(context: &Context, supporter: &Supporter, question: SupporterQuestion) -> Vec<Vec<Button>> {
    let say = context.say();
    let card = |label: String, action| context.button(label, &Callback::Card(action));
    let chosen = |is: bool, label: String| if is { say.button_chosen(&label) } else { label };
    let remove = |has: bool, action| has.then(|| vec![card(say.button_remove(), action)]);
    let has_joint = supporter.joint.is_some();
    let (mut rows, screen) = match question {
        SupporterQuestion::Kind => {
            let button = |kind| {
                vec![card(chosen(kind == supporter.kind, say.kind_name(kind)), CardAction::Kind(kind))]
            };
            (SupporterKind::ALL.map(button).into(), Screen::SupporterKind)
        }
        SupporterQuestion::Region => {
            let button = |region: &Region| {
                let label = chosen(*region == supporter.region, say.region_name(*region));
                card(label, CardAction::Region(*region))
            };
            let regions = context.texts.pledge.regions.chunks(2);
            let mut rows: Vec<Vec<_>> = regions.map(|some| some.iter().map(button).collect()).collect();
            let is_said = supporter.region.is_place();
            let none = chosen(!is_said, say.button_no_region());
            rows.push(vec![card(none, CardAction::Region(Region::NotSaid))]);
            (rows, Screen::SupporterRegion)
        }
        SupporterQuestion::Publication => {
            let answers = [(say.button_publish_yes(), true), (say.button_publish_no(), false)];
            let answers = answers.map(|(label, publish)| card(label, CardAction::AskName(publish)));
            let remove = remove(supporter.name.is_some() || has_joint, CardAction::RemoveName);
            ([answers.into()].into_iter().chain(remove).collect(), Screen::SupporterName)
        }
        SupporterQuestion::Name { .. } => (Vec::new(), Screen::SupporterName),
        SupporterQuestion::Contact => {
            let remove = remove(supporter.contact.is_some() || has_joint, CardAction::RemoveContact);
            (remove.into_iter().collect(), Screen::SupporterContact)
        }
    };
    rows.push(context.way_back(&screen));
    rows
}

/// A button of the card, or under one of its questions.
pub(crate) fn changed(context: &Context, action: CardAction) -> Turn {
    let Some(supporter) = &context.supporter else {
        return context.show(consent::page(context, None));
    };
    if context.consents_to_old() && !action.takes_back() {
        return context.show(consent::page(context, None));
    }
    let after = match action {
        CardAction::AskName(publish) => return ask(context, SupporterQuestion::Name { publish }),
        CardAction::Kind(kind) => Supporter { kind, ..supporter.clone() },
        CardAction::Region(region) if typed::is_offered(&context.texts, region) => {
            Supporter { region, ..supporter.clone() }
        }
        CardAction::Region(_) => supporter.clone(),
        CardAction::Unpublish => Supporter { publish: false, ..supporter.clone() },
        CardAction::RemoveName => edits::without_name(supporter),
        CardAction::RemoveContact => edits::without_contact(supporter),
    };
    saved(context, supporter, after)
}

/// Shows the card with the change.
fn saved(context: &Context, before: &Supporter, after: Supporter) -> Turn {
    let turn = context.show(card::page(context, &after, None));
    if after == *before { turn } else { turn.change(Change::SaveSupporter(after)) }
}

/// The answer to a question was typed, or sent as something else than a text. An answer that can't be read leaves the question
/// open.
pub(crate) fn received(context: &Context, question: SupporterQuestion, input: &Input) -> Turn {
    match &context.supporter {
        Some(supporter) => {
            let answered = answered(context, supporter, question, input);
            answered.unwrap_or_else(|line| {
                without_message(context, question, asked_again(context, question, line))
            })
        }
        None => context.show(consent::page(context, None)),
    }
}

/// The turn for an answer, or the line that says what is missing.
fn answered(
    context: &Context,
    supporter: &Supporter,
    question: SupporterQuestion,
    input: &Input,
) -> Result<Turn, Html> {
    let (say, texts) = (context.say(), &context.texts);
    let text = || input.text().ok_or_else(|| say.sign_up_need_text());
    let after = match (question, &context.app.recipients) {
        (SupporterQuestion::Kind, _) => {
            let kind = typed::kind(texts, text()?).ok_or_else(|| say.sign_up_need_button())?;
            Supporter { kind, ..supporter.clone() }
        }
        (SupporterQuestion::Region, _) => {
            let text = text()?;
            let unknown = || say.sign_up_error_region(&visible::excerpt(text));
            Supporter { region: typed::region(texts, text).ok_or_else(unknown)?, ..supporter.clone() }
        }
        (SupporterQuestion::Publication, _) => {
            let publish = typed::yes(texts, text()?).ok_or_else(|| say.sign_up_need_button())?;
            return Ok(ask(context, SupporterQuestion::Name { publish }));
        }
        (SupporterQuestion::Name { publish }, Some(recipients)) => {
            edits::with_name(recipients, supporter, &typed::name(&say, text()?)?, publish)
        }
        (SupporterQuestion::Contact, Some(recipients)) => {
            edits::with_contact(recipients, supporter, &typed::contact(&say, input)?)
        }
        (SupporterQuestion::Name { .. } | SupporterQuestion::Contact, None) => {
            return Ok(ask(context, question));
        }
    };
    Ok(without_message(context, question, saved(context, supporter, after)))
}

/// The turn that also deletes the message with a name or a contact from the chat, also where the answer was refused. Where a
/// button carries the words, their message is not known: it stays there, and the person is told.
fn without_message(context: &Context, question: SupporterQuestion, turn: Turn) -> Turn {
    match question {
        SupporterQuestion::Kind | SupporterQuestion::Region | SupporterQuestion::Publication => return turn,
        SupporterQuestion::Name { .. } | SupporterQuestion::Contact => {}
    }
    let (chat, stays) = (context.chat.id, context.say().sign_up_typed_stays());
    turn.reply(match context.message() {
        Some(message) => Reply::Delete { chat, messages: vec![message], if_refused: Some(stays) },
        None => Reply::Say { chat, thread: None, page: Page::plain(stays) },
    })
}
