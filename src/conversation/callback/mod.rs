//! Callback data: the meaning of a tapped button, in 1 to 64 bytes. Data that was ever sent stays readable: people tap the
//! buttons of old messages.

mod card;
mod draft;
mod field;
mod form;
mod people;
mod reminder;
mod staff;

use std::str::FromStr;

use jiff::civil::Date;

pub use card::CardAction;
pub use draft::{DraftAction, Seal};
pub(crate) use field::ParseCallbackError;
pub use form::{DeadlineAnswer, FormAction, StatusAnswer};
pub use people::PeopleAction;
pub use reminder::ReminderAction;
pub use staff::StaffCallback;

use crate::conversation::screen::Screen;
use crate::domain::{CallId, CampaignId, Lang, Topic};

/// The meaning of a tapped button.
#[derive(Clone, PartialEq)]
#[cfg_attr(test, derive(strum::EnumDiscriminants))]
#[cfg_attr(test, strum_discriminants(name(CallbackKind), derive(strum::EnumIter)))]
pub enum Callback {
    /// Go to a screen.
    Open(Screen),
    /// Speak this language from now on, and go to the screen.
    Speak(Lang, Screen),
    /// Switch a topic on or off.
    Switch(Topic, bool),
    /// Send the group's messages to the topic of the forum where the button is.
    Here,
    /// End all messages.
    Stop,
    /// These words answer what the bot asked for, although they could mean something else.
    Answer(String),
    /// Begin to support the pledge, or go on, under this version of the consent text.
    Agree(u32),
    /// A change to a supporter's card.
    Card(CardAction),
    /// Leave a sign-up of an earlier version.
    CancelSignUp,
    /// Withdraw the support with this number. Buttons of earlier versions have the second at which it began.
    Withdraw(i64),
    /// A button for staff only.
    Staff(StaffCallback),
    /// Send the stored data as a file.
    File,
    /// Choose which reminders come, and when.
    Remind(ReminderAction),
    /// Put a reminder off by this number of days: of the deadline with this ID, while it has this date.
    Snooze(i32, Date, String),
    /// End all reminders.
    NoReminders,
    /// Send a deadline as a file for a calendar.
    Calendar(String),
    /// Send the timeline as a picture.
    Timeline,
    /// Send the picture to pass on.
    Poster,
    /// Send the text of a call that people pass on, for them to copy.
    CallText(CallId),
    /// Send a broadcast that everybody got, to be read again.
    Broadcast(CampaignId),
    /// Erase everything, with the messages in the chat or without.
    Erase(bool),
}

impl Callback {
    /// The button by which these words are an answer; as much of them as fits it.
    pub(crate) fn answer(words: &str) -> Callback {
        const MOST: usize = 62;
        let end = words.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= MOST).last();
        Callback::Answer(words[..end.unwrap_or(0)].to_owned())
    }

    /// The callback data, at most 64 bytes.
    #[must_use]
    pub fn data(&self) -> String {
        match self {
            Callback::Open(screen) => format!("o:{}", screen.code()),
            Callback::Speak(lang, screen) => format!("l:{}:{}", lang.code(), screen.code()),
            Callback::Switch(topic, on) => format!("t:{}:{}", topic.code(), field::of_flag(*on)),
            Callback::Here => "h".to_owned(),
            Callback::Stop => "x".to_owned(),
            Callback::Answer(words) => format!("a:{words}"),
            Callback::Agree(version) => format!("y:{version}"),
            Callback::Card(action) => format!("k:{}", action.data()),
            Callback::CancelSignUp => "s:0:cancel".to_owned(),
            Callback::Withdraw(number) => format!("w:{number}"),
            Callback::Staff(callback) => format!("d:{}", callback.data()),
            Callback::File => "f".to_owned(),
            Callback::Remind(action) => format!("m:{}", action.data()),
            Callback::Snooze(days, date, id) => format!("z:{days}:{date}:{id}"),
            Callback::NoReminders => "n".to_owned(),
            Callback::Calendar(id) => format!("i:{id}"),
            Callback::Timeline => "p".to_owned(),
            Callback::Poster => "g".to_owned(),
            Callback::CallText(id) => format!("q:{}", id.as_str()),
            Callback::Broadcast(id) => format!("b:{}", id.0),
            Callback::Erase(messages) => format!("r:{}", field::of_flag(*messages)),
        }
    }
}

impl FromStr for Callback {
    type Err = ParseCallbackError;

    fn from_str(data: &str) -> Result<Callback, ParseCallbackError> {
        let (letter, rest) = data.split_once(':').unwrap_or((data, ""));
        match letter {
            "o" => screen(rest).map(Callback::Open),
            "l" => {
                let (lang, code) = field::pair(rest)?;
                Ok(Callback::Speak(field::code(lang, Lang::from_code)?, screen(code)?))
            }
            "t" => {
                let (topic, on) = field::pair(rest)?;
                Ok(Callback::Switch(field::code(topic, Topic::from_code)?, field::flag(on)?))
            }
            "h" if rest.is_empty() => Ok(Callback::Here),
            "x" => Ok(Callback::Stop),
            "a" if !rest.is_empty() => Ok(Callback::Answer(rest.to_owned())),
            "y" => field::number(rest).map(Callback::Agree),
            "k" => rest.parse().map(Callback::Card),
            "w" => field::number(rest).map(Callback::Withdraw),
            "d" => rest.parse().map(Callback::Staff),
            "f" => Ok(Callback::File),
            "m" => rest.parse().map(Callback::Remind),
            "z" => snooze(rest),
            "n" => Ok(Callback::NoReminders),
            "i" => field::deadline(rest).map(Callback::Calendar),
            "p" => Ok(Callback::Timeline),
            "g" if rest.is_empty() => Ok(Callback::Poster),
            "q" => rest.parse().map(Callback::CallText).map_err(|_| ParseCallbackError),
            "b" => field::number(rest).map(|id| Callback::Broadcast(CampaignId(id))),
            "r" => field::flag(rest).map(Callback::Erase),
            "s" | "e" | "c" => of_earlier_version(letter, rest),
            _ => Err(ParseCallbackError),
        }
    }
}

/// No version of the consent text: they count from 1.
const NO_VERSION: u32 = 0;

/// A button of the sign-up as it was before, which asked for everything step by step: `s` a step, `e` all steps anew, `c` a
/// newer consent text. They lead to the consent text or to the card, and say nothing about the person any more. One that
/// agreed stands under another text, and so agrees to none now.
fn of_earlier_version(letter: &str, rest: &str) -> Result<Callback, ParseCallbackError> {
    let action = match letter {
        "s" => {
            let (started, action) = field::pair(rest)?;
            field::second(started)?;
            action
        }
        "c" => {
            field::number::<u32>(rest)?;
            "agree"
        }
        _ => "back",
    };
    match action.split(':').next() {
        Some("agree") => Ok(Callback::Agree(NO_VERSION)),
        Some("cancel") => Ok(Callback::CancelSignUp),
        Some("kind" | "noname" | "region" | "nocontact" | "publish" | "back" | "confirm") => {
            Ok(Callback::Open(Screen::Sign))
        }
        Some(_) | None => Err(ParseCallbackError),
    }
}

fn screen(code: &str) -> Result<Screen, ParseCallbackError> {
    code.parse().map_err(|_| ParseCallbackError)
}

fn snooze(fields: &str) -> Result<Callback, ParseCallbackError> {
    let (days, rest) = field::pair(fields)?;
    let (date, id) = field::pair(rest)?;
    let days = field::number(days)?;
    if !(1..=7).contains(&days) {
        return Err(ParseCallbackError);
    }
    Ok(Callback::Snooze(days, field::number(date)?, field::deadline(id)?))
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator as _;

    use super::*;
    use crate::domain::Deadline;

    /// Buttons of a kind, with the longest and the most different values.
    fn samples(kind: CallbackKind) -> Vec<Callback> {
        let longest: Screen = format!("call_{}", "x".repeat(32)).parse().expect("a screen");
        let screens = || Screen::iter().chain([longest.clone()]);
        let id = "x".repeat(Deadline::ID_MAX);
        let both = |of: fn(bool) -> Callback| [true, false].map(of).into();
        match kind {
            CallbackKind::Open => screens().map(Callback::Open).collect(),
            CallbackKind::Speak => {
                let each = |lang: Lang| screens().map(move |screen| Callback::Speak(lang, screen));
                Lang::ALL.into_iter().flat_map(each).collect()
            }
            CallbackKind::Switch => {
                let each = |topic| [true, false].map(|on| Callback::Switch(topic, on));
                Topic::ALL.into_iter().flat_map(each).collect()
            }
            CallbackKind::Here => vec![Callback::Here],
            CallbackKind::Stop => vec![Callback::Stop],
            CallbackKind::Answer => vec![Callback::answer(&"ң".repeat(100))],
            CallbackKind::Agree => vec![Callback::Agree(u32::MAX)],
            CallbackKind::Card => card::samples().into_iter().map(Callback::Card).collect(),
            CallbackKind::CancelSignUp => vec![Callback::CancelSignUp],
            CallbackKind::Withdraw => [4_102_444_800, (1 << 53) - 1].map(Callback::Withdraw).into(),
            CallbackKind::Staff => staff::samples().into_iter().map(Callback::Staff).collect(),
            CallbackKind::File => vec![Callback::File],
            CallbackKind::Remind => reminder::samples().into_iter().map(Callback::Remind).collect(),
            CallbackKind::Snooze => vec![Callback::Snooze(7, jiff::civil::date(2027, 12, 31), id)],
            CallbackKind::NoReminders => vec![Callback::NoReminders],
            CallbackKind::Calendar => vec![Callback::Calendar(id)],
            CallbackKind::Timeline => vec![Callback::Timeline],
            CallbackKind::Poster => vec![Callback::Poster],
            CallbackKind::CallText => ["authorities-laws", &"x".repeat(32)]
                .map(|id| Callback::CallText(id.parse().expect("an ID")))
                .into(),
            CallbackKind::Broadcast => [1, i64::MAX].map(|id| Callback::Broadcast(CampaignId(id))).into(),
            CallbackKind::Erase => both(Callback::Erase),
        }
    }

    #[test]
    fn every_button_reads_back_as_it_was_and_fits_telegram() {
        for callback in CallbackKind::iter().flat_map(samples) {
            let data = callback.data();
            assert!((1..=64).contains(&data.len()), "{data}");
            assert!(data.parse::<Callback>().is_ok_and(|read| read == callback), "{data}");
        }
    }

    /// Buttons that came after the list of those that must stay readable; each gets a line there when it is released.
    const NOT_LISTED: [CallbackKind; 5] = [
        CallbackKind::Answer,
        CallbackKind::Agree,
        CallbackKind::Card,
        CallbackKind::CancelSignUp,
        CallbackKind::Poster,
    ];

    #[test]
    fn every_button_is_in_the_list_of_those_that_must_stay_readable() {
        let list = include_str!("../../../tests/fixtures/compat/callbacks.txt");
        let listed: Vec<_> = list.lines().filter_map(|line| line.split('\t').next()).collect();
        let kinds = CallbackKind::iter().filter(|kind| !NOT_LISTED.contains(kind));
        for data in kinds.flat_map(samples).map(|callback| callback.data()) {
            assert!(listed.contains(&data.as_str()), "tests/fixtures/compat/callbacks.txt lacks {data}");
        }
    }

    #[test]
    fn foreign_data_is_no_button_of_ours() {
        for data in [
            "",
            "o",
            "o:nowhere",
            "a:",
            "l:de:home",
            "t:news:2",
            "s:x:cancel",
            "s:1:fly",
            "s:1",
            "y:",
            "y:-1",
            "k:",
            "k:region:KG-X",
            "k:name:2",
            "w:",
            "r:",
            "c:-1",
            "zz",
            "b:",
            "b:x",
            "q:",
            "q:../x",
            "z:8:2027-12-31:1",
            "z:1:2027-13-31:1",
            "m:hour:3",
            "m:zone:moon",
            "d:",
            "d:s",
            "d:s:1",
            "d:s:1:fly",
            "d:s:x:card",
            "d:s:1:send:2:short",
            "d:order:1:fly:0",
            "d:report:x",
        ] {
            assert!(data.parse::<Callback>().is_err(), "{data}");
        }
    }
}
