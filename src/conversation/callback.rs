//! Callback data: what a button of ours says when it is tapped, in 1 to 64 bytes.

use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::conversation::Screen;
use crate::conversation::reminders::ReminderAction;
use crate::conversation::staff::StaffCallback;
use crate::domain::sign_up::SignUpAnswer;
use crate::domain::{Deadline, Lang, Region, SupporterKind, Topic};

/// What a tapped button asks for.
#[derive(Clone, PartialEq)]
pub enum Callback {
    /// Go to a screen.
    Open(Screen),
    /// Speak this language from now on, and go to the screen.
    Speak(Lang, Screen),
    /// Switch a topic on or off.
    Switch(Topic, bool),
    /// End all messages.
    Stop,
    /// Something in the sign-up that began at this time.
    SignUp(Timestamp, SignUpAction),
    /// Type the sign-up anew.
    Edit,
    /// Withdraw what was signed at this time.
    Withdraw(Timestamp),
    /// Something at the desk, for owners only.
    Desk(StaffCallback),
    /// Agree to this version of the consent text, having agreed to an earlier one.
    Renew(u32),
    /// Send what is stored as a file.
    File,
    /// Choose when and of what to be reminded.
    Remind(ReminderAction),
    /// Put a reminder off by so many days: of the deadline with this id, while it has this date.
    Snooze(i32, Date, String),
    /// End all reminders.
    NoReminders,
    /// Send a deadline as a file for a calendar.
    Calendar(String),
    /// Send the timeline as a picture.
    Timeline,
    /// Erase everything, with the messages in the chat or without.
    Erase(bool),
}

/// A move in the sign-up. Those that would fit more than one step name theirs, so that a double tap moves once.
#[derive(Clone, PartialEq)]
pub enum SignUpAction {
    /// Answers a step by a button.
    Answer(SignUpAnswer),
    /// Takes back what came before the step of this code.
    Back(String),
    /// Leaves the sign-up.
    Cancel,
    /// Signs.
    Confirm,
}

impl Callback {
    /// The callback data, at most 64 bytes.
    #[must_use]
    pub fn data(&self) -> String {
        match self {
            Callback::Open(screen) => format!("o:{}", screen.code()),
            Callback::Speak(lang, screen) => format!("l:{}:{}", lang.code(), screen.code()),
            Callback::Switch(topic, on) => format!("t:{}:{}", topic.code(), u8::from(*on)),
            Callback::Stop => "x".to_owned(),
            Callback::SignUp(started, way) => format!("s:{}:{}", started.as_second(), way.data()),
            Callback::Edit => "e".to_owned(),
            Callback::Withdraw(signed) => format!("w:{}", signed.as_second()),
            Callback::Desk(tap) => format!("d:{}", tap.data()),
            Callback::Renew(version) => format!("c:{version}"),
            Callback::File => "f".to_owned(),
            Callback::Remind(choice) => format!("m:{}", choice.data()),
            Callback::Snooze(days, date, id) => format!("z:{days}:{date}:{id}"),
            Callback::NoReminders => "n".to_owned(),
            Callback::Calendar(id) => format!("i:{id}"),
            Callback::Timeline => "p".to_owned(),
            Callback::Erase(messages) => format!("r:{}", u8::from(*messages)),
        }
    }
}

/// Callback data that no button of ours carries, or none any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseCallbackError;

impl FromStr for Callback {
    type Err = ParseCallbackError;

    fn from_str(data: &str) -> Result<Callback, ParseCallbackError> {
        let (what, rest) = data.split_once(':').unwrap_or((data, ""));
        let pair = || rest.split_once(':').ok_or(ParseCallbackError);
        match what {
            "o" => screen(rest).map(Callback::Open),
            "l" => {
                let (lang, code) = pair()?;
                Ok(Callback::Speak(Lang::from_code(lang).ok_or(ParseCallbackError)?, screen(code)?))
            }
            "t" => {
                let (topic, on) = pair()?;
                Ok(Callback::Switch(Topic::from_code(topic).ok_or(ParseCallbackError)?, flag(on)?))
            }
            "x" => Ok(Callback::Stop),
            "s" => {
                let (started, way) = pair()?;
                Ok(Callback::SignUp(second(started)?, SignUpAction::parse(way)?))
            }
            "e" => Ok(Callback::Edit),
            "w" => second(rest).map(Callback::Withdraw),
            "d" => StaffCallback::parse(rest).map(Callback::Desk).ok_or(ParseCallbackError),
            "c" => rest.parse().map(Callback::Renew).map_err(|_| ParseCallbackError),
            "f" => Ok(Callback::File),
            "m" => rest.parse().map(Callback::Remind),
            "z" => {
                let (days, rest) = pair()?;
                let (day, id) = rest.split_once(':').ok_or(ParseCallbackError)?;
                let days =
                    days.parse().ok().filter(|days| (1..=7).contains(days)).ok_or(ParseCallbackError)?;
                Ok(Callback::Snooze(days, day.parse().map_err(|_| ParseCallbackError)?, deadline(id)?))
            }
            "n" => Ok(Callback::NoReminders),
            "i" => deadline(rest).map(Callback::Calendar),
            "p" => Ok(Callback::Timeline),
            "r" => flag(rest).map(Callback::Erase),
            _ => Err(ParseCallbackError),
        }
    }
}

impl SignUpAction {
    fn data(&self) -> String {
        match self {
            SignUpAction::Answer(SignUpAnswer::Agree(version)) => format!("agree:{version}"),
            SignUpAction::Answer(SignUpAnswer::Kind(kind)) => format!("kind:{}", kind.code()),
            SignUpAction::Answer(SignUpAnswer::Region(region)) => format!("region:{}", region.code()),
            SignUpAction::Answer(SignUpAnswer::Publish(yes)) => format!("publish:{}", u8::from(*yes)),
            // Names and contacts are typed, never tapped: a button of theirs is the one to go without.
            SignUpAction::Answer(SignUpAnswer::NoName | SignUpAnswer::Name(_)) => "noname".to_owned(),
            SignUpAction::Answer(SignUpAnswer::NoContact | SignUpAnswer::Contact(_)) => {
                "nocontact".to_owned()
            }
            SignUpAction::Back(step) => format!("back:{step}"),
            SignUpAction::Cancel => "cancel".to_owned(),
            SignUpAction::Confirm => "confirm".to_owned(),
        }
    }

    fn parse(data: &str) -> Result<SignUpAction, ParseCallbackError> {
        let (what, value) = data.split_once(':').unwrap_or((data, ""));
        let answer = match what {
            "agree" => SignUpAnswer::Agree(value.parse().map_err(|_| ParseCallbackError)?),
            "kind" => SignUpAnswer::Kind(SupporterKind::from_code(value).ok_or(ParseCallbackError)?),
            "noname" => SignUpAnswer::NoName,
            "region" => SignUpAnswer::Region(Region::from_code(value).ok_or(ParseCallbackError)?),
            "nocontact" => SignUpAnswer::NoContact,
            "publish" => SignUpAnswer::Publish(flag(value)?),
            "back" => return Ok(SignUpAction::Back(value.to_owned())),
            "cancel" => return Ok(SignUpAction::Cancel),
            "confirm" => return Ok(SignUpAction::Confirm),
            _ => return Err(ParseCallbackError),
        };
        Ok(SignUpAction::Answer(answer))
    }
}

fn screen(code: &str) -> Result<Screen, ParseCallbackError> {
    code.parse().map_err(|_| ParseCallbackError)
}

fn deadline(id: &str) -> Result<String, ParseCallbackError> {
    Deadline::is_id(id).then(|| id.to_owned()).ok_or(ParseCallbackError)
}

fn flag(text: &str) -> Result<bool, ParseCallbackError> {
    match text {
        "0" => Ok(false),
        "1" => Ok(true),
        _ => Err(ParseCallbackError),
    }
}

fn second(text: &str) -> Result<Timestamp, ParseCallbackError> {
    text.parse().ok().and_then(|second| Timestamp::from_second(second).ok()).ok_or(ParseCallbackError)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn presses() -> Vec<Callback> {
        let at = Timestamp::from_second(4_102_444_800).expect("a time");
        let longest: Screen = format!("call_{}", "x".repeat(32)).parse().unwrap_or(Screen::Home);
        let mut moves =
            vec![SignUpAction::Back("contact".into()), SignUpAction::Cancel, SignUpAction::Confirm];
        moves.extend(
            [
                SignUpAnswer::Agree(u32::MAX),
                SignUpAnswer::NoName,
                SignUpAnswer::NoContact,
                SignUpAnswer::Publish(true),
            ]
            .into_iter()
            .chain(SupporterKind::ALL.map(SignUpAnswer::Kind))
            .chain(Region::ALL.map(SignUpAnswer::Region))
            .map(SignUpAction::Answer),
        );
        let mut all: Vec<_> = moves.into_iter().map(|way| Callback::SignUp(at, way)).collect();
        all.extend(Topic::ALL.map(|topic| Callback::Switch(topic, true)));
        all.extend(Lang::ALL.map(|lang| Callback::Speak(lang, longest.clone())));
        all.extend([
            Callback::Open(Screen::Withdraw),
            Callback::Stop,
            Callback::Edit,
            Callback::Withdraw(at),
        ]);
        let id = "x".repeat(Deadline::ID_MAX);
        let date = jiff::civil::date(2027, 12, 31);
        all.extend([
            Callback::Snooze(7, date, id.clone()),
            Callback::Calendar(id),
            Callback::NoReminders,
            Callback::Timeline,
        ]);
        all.extend([ReminderAction::Hour(21), ReminderAction::Zone("new-york".into())].map(Callback::Remind));
        all.extend(crate::domain::ReminderScope::ALL.map(ReminderAction::Which).map(Callback::Remind));
        all.extend([
            Callback::Renew(u32::MAX),
            Callback::File,
            Callback::Erase(true),
            Callback::Erase(false),
        ]);
        all
    }

    #[test]
    fn every_press_reads_back_as_it_was_and_fits_telegram() {
        for press in presses() {
            let data = press.data();
            assert!((1..=64).contains(&data.len()), "{data}");
            assert!(data.parse::<Callback>().is_ok_and(|read| read == press), "{data}");
        }
    }

    #[test]
    fn foreign_data_is_no_press() {
        for data in
            ["", "o", "o:nowhere", "l:de:home", "t:news:2", "s:x:cancel", "s:1:fly", "w:", "r:", "c:-1", "zz"]
        {
            assert!(data.parse::<Callback>().is_err(), "{data}");
        }
    }
}
