//! Errors in forms and in answers, each with the way to mend it.

use crate::conversation::staff::count;
use crate::conversation::staff::forms::words;
use crate::conversation::staff::forms::words::ChoiceError;
use crate::conversation::staff::typed_time::ParseDateError;
use crate::domain::FormField;
use crate::texts::{Html, Say, Texts};

/// The errors of a form.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct FormErrors {
    /// The lines that are wrong, from the first one on.
    pub wrong: Vec<FormError>,
    /// The fields that are not filled in.
    pub missing: Vec<FormField>,
}

/// An error in a line of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FormError {
    /// The line, counted from 1.
    pub line: usize,
    /// The field; `None` if the line has the name of none.
    pub field: Option<FormField>,
    /// The error.
    pub error: FieldError,
}

/// An error in a field of a form, or in an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FieldError {
    /// The line begins with no name of a field; with what was typed, and the fields that there are.
    Line(String, Vec<FormField>),
    /// The field is there twice.
    Twice,
    /// There is no deadline with this number.
    NoDeadline(String),
    /// It is no choice, or not one alone.
    Choice(ChoiceError),
    /// It is longer than it may be, in UTF-16 units.
    Long { length: usize, most: usize },
    /// A date to come has passed.
    Passed,
    /// A date of the past has not come yet.
    Ahead,
    /// The date is too far ahead; with the last possible year.
    Far(i16),
    /// The date is too long ago; with the first possible year.
    Early(i16),
    /// It is no date, or no date with a time.
    Date(ParseDateError),
    /// It is no time of the day.
    Time,
    /// These are no leads.
    Leads,
    /// There are more leads than this.
    ManyLeads(usize),
    /// A lead is longer than this.
    FarLead(i32),
    /// It is no link that can be shown.
    Link,
    /// It is no time zone that is known.
    Zone,
    /// It is a time zone that means the opposite of what it seems to mean.
    ReversedZone,
}

impl From<ChoiceError> for FieldError {
    fn from(error: ChoiceError) -> FieldError {
        FieldError::Choice(error)
    }
}

impl FieldError {
    /// The error, and the way to mend it.
    pub fn explain(&self, say: &Say<'_>, texts: &Texts) -> Html {
        match self {
            FieldError::Line(typed, fields) => say.form_error_line(typed, &names(say, texts, fields)),
            FieldError::Twice => say.form_error_twice(),
            FieldError::NoDeadline(typed) => say.form_error_no_deadline(typed),
            FieldError::Choice(ChoiceError::Unknown(choices)) => say.form_error_choice(&choices.join(", ")),
            FieldError::Choice(ChoiceError::Ambiguous(choices)) => {
                say.form_error_ambiguous(&choices.join(", "))
            }
            FieldError::Long { length, most } => {
                say.form_error_long(count(length.saturating_sub(*most)), count(*most))
            }
            FieldError::Passed => say.form_error_passed(),
            FieldError::Ahead => say.form_error_ahead(),
            FieldError::Far(year) => say.form_error_far(&year.to_string()),
            FieldError::Early(year) => say.form_error_early(&year.to_string()),
            FieldError::Date(ParseDateError::Shape) => say.form_error_date(),
            FieldError::Date(ParseDateError::Day) => say.form_error_day(),
            FieldError::Date(ParseDateError::Time) => say.form_error_time(),
            FieldError::Date(ParseDateError::Zone) => say.form_error_date_zone(),
            FieldError::Time => say.staff_deadline_time_wrong(),
            FieldError::Leads => say.form_error_leads(&words::first(&say.form_usual())),
            FieldError::ManyLeads(most) => say.form_error_leads_many(count(*most)),
            FieldError::FarLead(most) => say.form_error_lead_far(i64::from(*most)),
            FieldError::Link => say.form_error_link(),
            FieldError::Zone => say.form_error_zone(),
            FieldError::ReversedZone => say.form_error_zone_reversed(),
        }
    }

    /// Whether an example helps, because the error itself names nothing that could be typed.
    pub fn wants_example(&self) -> bool {
        match self {
            FieldError::Line(..)
            | FieldError::Twice
            | FieldError::NoDeadline(_)
            | FieldError::Choice(_)
            | FieldError::Long { .. }
            | FieldError::Time
            | FieldError::ReversedZone => false,
            FieldError::Passed
            | FieldError::Ahead
            | FieldError::Far(_)
            | FieldError::Early(_)
            | FieldError::Date(_)
            | FieldError::Leads
            | FieldError::ManyLeads(_)
            | FieldError::FarLead(_)
            | FieldError::Link
            | FieldError::Zone => true,
        }
    }
}

impl FormErrors {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.wrong.is_empty() && self.missing.is_empty()
    }

    /// The first error: its place, the way to mend it, and an example. One alone stays in sight above the buttons; further
    /// lines are only marked. Missing fields are explained once no line is wrong.
    pub fn explain(
        &self,
        say: &Say<'_>,
        texts: &Texts,
        example: impl Fn(FormField) -> Option<String>,
    ) -> Html {
        let example = |field: FormField| {
            let example = example(field).map(|value| filled(&words::field_name(say, texts, field), &value));
            example.map(|line| say.form_example(&line))
        };
        let Some(first) = self.wrong.first() else {
            let missing = say.form_error_missing(&names(say, texts, &self.missing));
            let example = self.missing.first().and_then(|field| example(*field));
            return Html::sentences([missing].into_iter().chain(example));
        };
        let line = count(first.line);
        let place = match first.field {
            Some(field) => say.form_at_line(line, &words::field_name(say, texts, field)),
            None => say.form_at_odd_line(line),
        };
        let example = first.field.filter(|_| first.error.wants_example()).and_then(example);
        let explained = [place, first.error.explain(say, texts)].into_iter().chain(example);
        let others = (self.wrong.len() + self.missing.len()).saturating_sub(1);
        let more = (others > 0).then(|| say.form_more(count(others)));
        Html::lines([Html::sentences(explained)].into_iter().chain(more))
    }
}

/// A line of a form that is filled in.
pub(super) fn filled(name: &str, value: &str) -> String {
    format!("{name}: {value}")
}

fn names(say: &Say<'_>, texts: &Texts, fields: &[FormField]) -> String {
    let names: Vec<_> = fields.iter().map(|field| words::field_name(say, texts, *field)).collect();
    names.join(", ")
}
