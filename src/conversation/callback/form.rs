//! Buttons of a form under way. Each stands behind the time when the form was begun, and has no effect on another form.

use jiff::civil::{Date, Time};

use crate::conversation::callback::field;
use crate::conversation::callback::field::ParseCallbackError;
use crate::domain::deadline::LONGEST_LEAD;
use crate::domain::{
    CallId, CallStatus, DeadlineQuestion, DueTime, FormKind, Lang, StaffQuestion, StatusQuestion, Topic,
};

/// An action in a form under way.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(strum::EnumDiscriminants))]
#[cfg_attr(test, strum_discriminants(name(FormActionKind), derive(strum::EnumIter)))]
pub enum FormAction {
    /// Shows everything that was answered.
    Whole(FormKind),
    /// Goes on with the first question that has no answer, or shows the whole.
    Next(FormKind),
    /// Drops the form.
    Discard(FormKind),
    /// Asks a question.
    Ask(StaffQuestion),
    /// Shows a month of the calendar of days: its year and number.
    Month(i16, i8),
    /// Answers a question about a deadline.
    Deadline(DeadlineAnswer),
    /// Answers a question about the status of a call.
    Status(StatusAnswer),
}

/// An answer about the status of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(strum::EnumDiscriminants))]
#[cfg_attr(test, strum_discriminants(name(StatusAnswerKind), derive(strum::EnumIter)))]
pub enum StatusAnswer {
    /// It is about this call.
    Call(CallId),
    /// This is the result.
    Status(CallStatus),
    /// The finding applies to the day on which the button is tapped.
    Today,
}

/// An answer about a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(test, derive(strum::EnumDiscriminants))]
#[cfg_attr(test, strum_discriminants(name(DeadlineAnswerKind), derive(strum::EnumIter)))]
pub enum DeadlineAnswer {
    /// It is on this day.
    Date(Date),
    /// It ends at this time of the day.
    Time(DueTime),
    /// People are reminded on the usual days.
    UsualLeads,
    /// People are reminded so many days before it, or not.
    Lead(i32, bool),
    /// Its day is that of Bishkek.
    HomeZone,
    /// The subscribers of this topic are reminded.
    Topic(Topic),
}

impl FormAction {
    /// The kind of the form that it is about.
    pub fn form(&self) -> FormKind {
        match self {
            FormAction::Whole(kind) | FormAction::Next(kind) | FormAction::Discard(kind) => *kind,
            FormAction::Ask(question) => question.form(),
            FormAction::Month(..) | FormAction::Deadline(_) => FormKind::Deadline,
            FormAction::Status(_) => FormKind::Status,
        }
    }

    /// The callback data behind the form's time.
    pub(super) fn data(&self) -> String {
        match self {
            FormAction::Whole(kind) => format!("whole:{}", kind.code()),
            FormAction::Next(kind) => format!("next:{}", kind.code()),
            FormAction::Discard(kind) => format!("drop:{}", kind.code()),
            FormAction::Ask(question) => format!("ask:{}", of_question(*question)),
            FormAction::Month(year, month) => format!("month:{year}:{month}"),
            FormAction::Deadline(DeadlineAnswer::Date(date)) => format!("day:{date}"),
            FormAction::Deadline(DeadlineAnswer::Time(DueTime::EndOfDay)) => "end".to_owned(),
            FormAction::Deadline(DeadlineAnswer::Time(DueTime::At(time))) => {
                format!("at:{}:{}", time.hour(), time.minute())
            }
            FormAction::Deadline(DeadlineAnswer::UsualLeads) => "usual".to_owned(),
            FormAction::Deadline(DeadlineAnswer::Lead(lead, on)) => {
                format!("lead:{lead}:{}", field::of_flag(*on))
            }
            FormAction::Deadline(DeadlineAnswer::HomeZone) => "home".to_owned(),
            FormAction::Deadline(DeadlineAnswer::Topic(topic)) => format!("topic:{}", topic.code()),
            FormAction::Status(StatusAnswer::Call(id)) => format!("about:{}", id.as_str()),
            FormAction::Status(StatusAnswer::Status(status)) => format!("result:{}", status.code()),
            FormAction::Status(StatusAnswer::Today) => "today".to_owned(),
        }
    }

    /// Reads [`FormAction::data`], split at its colons.
    pub(super) fn parse(words: &[&str]) -> Result<FormAction, ParseCallbackError> {
        let kind = |code| field::code(code, FormKind::from_code);
        Ok(match *words {
            ["whole", code] => FormAction::Whole(kind(code)?),
            ["next", code] => FormAction::Next(kind(code)?),
            ["drop", code] => FormAction::Discard(kind(code)?),
            ["ask", ref question @ ..] => FormAction::Ask(question_of(question)?),
            ["month", year, month] => {
                let (year, month) = (field::number(year)?, field::number(month)?);
                Date::new(year, month, 1).map_err(|_| ParseCallbackError)?;
                FormAction::Month(year, month)
            }
            ["about", id] => FormAction::Status(StatusAnswer::Call(field::number(id)?)),
            ["result", code] => {
                FormAction::Status(StatusAnswer::Status(field::code(code, CallStatus::from_code)?))
            }
            ["today"] => FormAction::Status(StatusAnswer::Today),
            _ => FormAction::Deadline(answer(words)?),
        })
    }
}

fn answer(words: &[&str]) -> Result<DeadlineAnswer, ParseCallbackError> {
    Ok(match *words {
        ["day", date] => DeadlineAnswer::Date(field::number(date)?),
        ["end"] => DeadlineAnswer::Time(DueTime::EndOfDay),
        ["at", hour, minute] => {
            let time = Time::new(field::number(hour)?, field::number(minute)?, 0, 0);
            DeadlineAnswer::Time(DueTime::At(time.map_err(|_| ParseCallbackError)?))
        }
        ["usual"] => DeadlineAnswer::UsualLeads,
        ["lead", days, on] => {
            let days = field::number::<i32>(days)?;
            if days.checked_abs().is_none_or(|days| days > LONGEST_LEAD) {
                return Err(ParseCallbackError);
            }
            DeadlineAnswer::Lead(days, field::flag(on)?)
        }
        ["home"] => DeadlineAnswer::HomeZone,
        ["topic", code] => DeadlineAnswer::Topic(field::code(code, Topic::from_code)?),
        _ => return Err(ParseCallbackError),
    })
}

fn of_question(question: StaffQuestion) -> String {
    match question {
        StaffQuestion::Deadline(DeadlineQuestion::Date) => "date".to_owned(),
        StaffQuestion::Deadline(DeadlineQuestion::Time) => "time".to_owned(),
        StaffQuestion::Deadline(DeadlineQuestion::Title(lang)) => format!("title:{}", lang.code()),
        StaffQuestion::Deadline(DeadlineQuestion::Leads) => "leads".to_owned(),
        StaffQuestion::Deadline(DeadlineQuestion::Zone) => "zone".to_owned(),
        StaffQuestion::Deadline(DeadlineQuestion::Topic) => "topic".to_owned(),
        StaffQuestion::Status(StatusQuestion::Call) => "call".to_owned(),
        StaffQuestion::Status(StatusQuestion::Status) => "status".to_owned(),
        StaffQuestion::Status(StatusQuestion::Note(lang)) => format!("note:{}", lang.code()),
        StaffQuestion::Status(StatusQuestion::Link) => "link".to_owned(),
        StaffQuestion::Status(StatusQuestion::Date) => "since".to_owned(),
    }
}

fn question_of(words: &[&str]) -> Result<StaffQuestion, ParseCallbackError> {
    let lang = |code| field::code(code, Lang::from_code);
    Ok(match *words {
        ["date"] => StaffQuestion::Deadline(DeadlineQuestion::Date),
        ["time"] => StaffQuestion::Deadline(DeadlineQuestion::Time),
        ["title", code] => StaffQuestion::Deadline(DeadlineQuestion::Title(lang(code)?)),
        ["leads"] => StaffQuestion::Deadline(DeadlineQuestion::Leads),
        ["zone"] => StaffQuestion::Deadline(DeadlineQuestion::Zone),
        ["topic"] => StaffQuestion::Deadline(DeadlineQuestion::Topic),
        ["call"] => StaffQuestion::Status(StatusQuestion::Call),
        ["status"] => StaffQuestion::Status(StatusQuestion::Status),
        ["note", code] => StaffQuestion::Status(StatusQuestion::Note(lang(code)?)),
        ["link"] => StaffQuestion::Status(StatusQuestion::Link),
        ["since"] => StaffQuestion::Status(StatusQuestion::Date),
        _ => return Err(ParseCallbackError),
    })
}

/// Every action, with the longest values.
#[cfg(test)]
pub(super) fn samples() -> Vec<FormAction> {
    use strum::IntoEnumIterator as _;

    let day = jiff::civil::date(2027, 12, 31);
    let of_answer = |kind| -> Vec<_> {
        match kind {
            DeadlineAnswerKind::Date => vec![DeadlineAnswer::Date(day)],
            DeadlineAnswerKind::Time => {
                let at = DueTime::At(jiff::civil::time(18, 30, 0, 0));
                [DueTime::EndOfDay, at].map(DeadlineAnswer::Time).into()
            }
            DeadlineAnswerKind::UsualLeads => vec![DeadlineAnswer::UsualLeads],
            DeadlineAnswerKind::Lead => {
                [(90, true), (-3660, false)].map(|(lead, on)| DeadlineAnswer::Lead(lead, on)).into()
            }
            DeadlineAnswerKind::HomeZone => vec![DeadlineAnswer::HomeZone],
            DeadlineAnswerKind::Topic => Topic::ALL.map(DeadlineAnswer::Topic).into(),
        }
    };
    let of_status = |kind| -> Vec<_> {
        match kind {
            StatusAnswerKind::Call => {
                vec![StatusAnswer::Call("a".repeat(CallId::MAX).parse().expect("an ID"))]
            }
            StatusAnswerKind::Status => CallStatus::ALL.map(StatusAnswer::Status).into(),
            StatusAnswerKind::Today => vec![StatusAnswer::Today],
        }
    };
    let questions = || {
        let plain = [
            DeadlineQuestion::Date,
            DeadlineQuestion::Time,
            DeadlineQuestion::Leads,
            DeadlineQuestion::Zone,
            DeadlineQuestion::Topic,
        ];
        let of_deadline = plain.into_iter().chain(Lang::ALL.map(DeadlineQuestion::Title));
        let plain =
            [StatusQuestion::Call, StatusQuestion::Status, StatusQuestion::Link, StatusQuestion::Date];
        let of_status = plain.into_iter().chain(Lang::ALL.map(StatusQuestion::Note));
        of_deadline.map(StaffQuestion::Deadline).chain(of_status.map(StaffQuestion::Status))
    };
    let of = |kind| -> Vec<_> {
        match kind {
            FormActionKind::Whole => FormKind::ALL.map(FormAction::Whole).into(),
            FormActionKind::Next => FormKind::ALL.map(FormAction::Next).into(),
            FormActionKind::Discard => FormKind::ALL.map(FormAction::Discard).into(),
            FormActionKind::Ask => questions().map(FormAction::Ask).collect(),
            FormActionKind::Month => vec![FormAction::Month(2027, 12)],
            FormActionKind::Deadline => {
                DeadlineAnswerKind::iter().flat_map(of_answer).map(FormAction::Deadline).collect()
            }
            FormActionKind::Status => {
                StatusAnswerKind::iter().flat_map(of_status).map(FormAction::Status).collect()
            }
        }
    };
    FormActionKind::iter().flat_map(of).collect()
}
