//! Callback data: what a button of ours says when it is tapped, in 1 to 64 bytes.

use std::str::FromStr;

use jiff::{Timestamp, civil::Date};

use crate::{
    bot::{Screen, desk::Tap, reminders::Choice},
    domain::{Deadline, Lang, Region, SupporterKind, Topic, signup::Answer},
};

/// What a tapped button asks for.
#[derive(Clone, PartialEq)]
pub enum Press {
    /// Go to a screen.
    Open(Screen),
    /// Speak this language from now on, and go to the screen.
    Speak(Lang, Screen),
    /// Switch a topic on or off.
    Switch(Topic, bool),
    /// End all messages.
    Stop,
    /// Something in the sign-up that began at this time.
    SignUp(Timestamp, Move),
    /// Type the sign-up anew.
    Edit,
    /// Withdraw what was signed at this time.
    Withdraw(Timestamp),
    /// Something at the desk, for owners only.
    Desk(Tap),
    /// Agree to this version of the consent text, having agreed to an earlier one.
    Renew(u32),
    /// Send what is stored as a file.
    File,
    /// Choose when and of what to be reminded.
    Remind(Choice),
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
pub enum Move {
    /// Answers a step by a button.
    Answer(Answer),
    /// Takes back what came before the step of this code.
    Back(String),
    /// Leaves the sign-up.
    Cancel,
    /// Signs.
    Confirm,
}

impl Press {
    /// The callback data, at most 64 bytes.
    #[must_use]
    pub fn data(&self) -> String {
        match self {
            Press::Open(screen) => format!("o:{}", screen.code()),
            Press::Speak(lang, screen) => format!("l:{}:{}", lang.code(), screen.code()),
            Press::Switch(topic, on) => format!("t:{}:{}", topic.code(), u8::from(*on)),
            Press::Stop => "x".to_owned(),
            Press::SignUp(started, way) => format!("s:{}:{}", started.as_second(), way.data()),
            Press::Edit => "e".to_owned(),
            Press::Withdraw(signed) => format!("w:{}", signed.as_second()),
            Press::Desk(tap) => format!("d:{}", tap.data()),
            Press::Renew(version) => format!("c:{version}"),
            Press::File => "f".to_owned(),
            Press::Remind(choice) => format!("m:{}", choice.data()),
            Press::Snooze(days, date, id) => format!("z:{days}:{date}:{id}"),
            Press::NoReminders => "n".to_owned(),
            Press::Calendar(id) => format!("i:{id}"),
            Press::Timeline => "p".to_owned(),
            Press::Erase(messages) => format!("r:{}", u8::from(*messages)),
        }
    }
}

/// Callback data that no button of ours carries, or none any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownPress;

impl FromStr for Press {
    type Err = UnknownPress;

    fn from_str(data: &str) -> Result<Press, UnknownPress> {
        let (what, rest) = data.split_once(':').unwrap_or((data, ""));
        let pair = || rest.split_once(':').ok_or(UnknownPress);
        match what {
            "o" => screen(rest).map(Press::Open),
            "l" => {
                let (lang, code) = pair()?;
                Ok(Press::Speak(Lang::from_code(lang).ok_or(UnknownPress)?, screen(code)?))
            }
            "t" => {
                let (topic, on) = pair()?;
                Ok(Press::Switch(Topic::from_code(topic).ok_or(UnknownPress)?, flag(on)?))
            }
            "x" => Ok(Press::Stop),
            "s" => {
                let (started, way) = pair()?;
                Ok(Press::SignUp(second(started)?, Move::parse(way)?))
            }
            "e" => Ok(Press::Edit),
            "w" => second(rest).map(Press::Withdraw),
            "d" => Tap::parse(rest).map(Press::Desk).ok_or(UnknownPress),
            "c" => rest.parse().map(Press::Renew).map_err(|_| UnknownPress),
            "f" => Ok(Press::File),
            "m" => rest.parse().map(Press::Remind),
            "z" => {
                let (days, rest) = pair()?;
                let (day, id) = rest.split_once(':').ok_or(UnknownPress)?;
                let days = days.parse().ok().filter(|days| (1..=7).contains(days)).ok_or(UnknownPress)?;
                Ok(Press::Snooze(days, day.parse().map_err(|_| UnknownPress)?, deadline(id)?))
            }
            "n" => Ok(Press::NoReminders),
            "i" => deadline(rest).map(Press::Calendar),
            "p" => Ok(Press::Timeline),
            "r" => flag(rest).map(Press::Erase),
            _ => Err(UnknownPress),
        }
    }
}

impl Move {
    fn data(&self) -> String {
        match self {
            Move::Answer(Answer::Agree(version)) => format!("agree:{version}"),
            Move::Answer(Answer::Kind(kind)) => format!("kind:{}", kind.code()),
            Move::Answer(Answer::Region(region)) => format!("region:{}", region.code()),
            Move::Answer(Answer::Publish(yes)) => format!("publish:{}", u8::from(*yes)),
            // Names and contacts are typed, never tapped: a button of theirs is the one to go without.
            Move::Answer(Answer::NoName | Answer::Name(_)) => "noname".to_owned(),
            Move::Answer(Answer::NoContact | Answer::Contact(_)) => "nocontact".to_owned(),
            Move::Back(step) => format!("back:{step}"),
            Move::Cancel => "cancel".to_owned(),
            Move::Confirm => "confirm".to_owned(),
        }
    }

    fn parse(data: &str) -> Result<Move, UnknownPress> {
        let (what, value) = data.split_once(':').unwrap_or((data, ""));
        let answer = match what {
            "agree" => Answer::Agree(value.parse().map_err(|_| UnknownPress)?),
            "kind" => Answer::Kind(SupporterKind::from_code(value).ok_or(UnknownPress)?),
            "noname" => Answer::NoName,
            "region" => Answer::Region(Region::from_code(value).map_err(|_| UnknownPress)?),
            "nocontact" => Answer::NoContact,
            "publish" => Answer::Publish(flag(value)?),
            "back" => return Ok(Move::Back(value.to_owned())),
            "cancel" => return Ok(Move::Cancel),
            "confirm" => return Ok(Move::Confirm),
            _ => return Err(UnknownPress),
        };
        Ok(Move::Answer(answer))
    }
}

fn screen(code: &str) -> Result<Screen, UnknownPress> {
    code.parse().map_err(|_| UnknownPress)
}

fn deadline(id: &str) -> Result<String, UnknownPress> {
    Deadline::is_id(id).then(|| id.to_owned()).ok_or(UnknownPress)
}

fn flag(text: &str) -> Result<bool, UnknownPress> {
    match text {
        "0" => Ok(false),
        "1" => Ok(true),
        _ => Err(UnknownPress),
    }
}

fn second(text: &str) -> Result<Timestamp, UnknownPress> {
    text.parse().ok().and_then(|second| Timestamp::from_second(second).ok()).ok_or(UnknownPress)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn presses() -> Vec<Press> {
        let at = Timestamp::from_second(4_102_444_800).expect("a time");
        let longest: Screen = format!("call_{}", "x".repeat(32)).parse().unwrap_or(Screen::Home);
        let mut moves = vec![Move::Back("contact".into()), Move::Cancel, Move::Confirm];
        moves.extend(
            [Answer::Agree(u32::MAX), Answer::NoName, Answer::NoContact, Answer::Publish(true)]
                .into_iter()
                .chain(SupporterKind::ALL.map(Answer::Kind))
                .chain(Region::ALL.map(Answer::Region))
                .map(Move::Answer),
        );
        let mut all: Vec<_> = moves.into_iter().map(|way| Press::SignUp(at, way)).collect();
        all.extend(Topic::ALL.map(|topic| Press::Switch(topic, true)));
        all.extend(Lang::ALL.map(|lang| Press::Speak(lang, longest.clone())));
        all.extend([Press::Open(Screen::Withdraw), Press::Stop, Press::Edit, Press::Withdraw(at)]);
        let id = "x".repeat(Deadline::ID_MAX);
        let date = jiff::civil::date(2027, 12, 31);
        all.extend([
            Press::Snooze(7, date, id.clone()),
            Press::Calendar(id),
            Press::NoReminders,
            Press::Timeline,
        ]);
        all.extend([Choice::Hour(21), Choice::Zone("new-york".into())].map(Press::Remind));
        all.extend(crate::domain::Which::ALL.map(Choice::Which).map(Press::Remind));
        all.extend([Press::Renew(u32::MAX), Press::File, Press::Erase(true), Press::Erase(false)]);
        all
    }

    #[test]
    fn every_press_reads_back_as_it_was_and_fits_telegram() {
        for press in presses() {
            let data = press.data();
            assert!((1..=64).contains(&data.len()), "{data}");
            assert!(data.parse::<Press>().is_ok_and(|read| read == press), "{data}");
        }
    }

    #[test]
    fn foreign_data_is_no_press() {
        for data in
            ["", "o", "o:nowhere", "l:de:home", "t:news:2", "s:x:cancel", "s:1:fly", "w:", "r:", "c:-1", "zz"]
        {
            assert!(data.parse::<Press>().is_err(), "{data}");
        }
    }
}
