//! A form without its first line, which is easily lost when a form is copied. The names of its fields tell it.

use crate::conversation::staff::forms::form::lines_with;
use crate::conversation::staff::forms::words::FormWords;
use crate::conversation::staff::forms::{call_status, deadline_form};
use crate::domain::{Lang, StaffCommand};
use crate::texts::Texts;

/// The number of lines that make a form.
const FEWEST: usize = 2;

/// The command that a form belongs to. Date and texts alone are a deadline: the status of a call has more.
pub(in crate::conversation::staff) fn command_of(texts: &Texts, text: &str) -> Option<StaffCommand> {
    let words = FormWords::new(texts, Lang::En);
    let deadline = lines_with(words, text, &deadline_form::FIELDS);
    let status = lines_with(words, text, &call_status::FIELDS);
    match deadline.max(status) {
        ..FEWEST => None,
        _ if status > deadline => Some(StaffCommand::Record),
        _ => Some(StaffCommand::Deadlines),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_told_by_its_fields() {
        let texts = Texts::builtin();
        for (text, command) in [
            ("Дата: 2027-03-01\nКыргызча: а\nРусский: б\nEnglish: c", Some(StaffCommand::Deadlines)),
            ("date: 2027-03-01\nleads: 1", Some(StaffCommand::Deadlines)),
            ("Чакырык: а\nАбалы: б\nКүнү: в", Some(StaffCommand::Record)),
            ("⚠ Статус: выполнено\n\nСсылка: https://example.org", Some(StaffCommand::Record)),
            ("Дата: 2027-03-01", None),
            ("Салам!\nКандайсыз: жакшыбы?", None),
            ("Date = 1\nCall of the day", None),
            ("", None),
        ] {
            assert_eq!(command_of(&texts, text), command, "{text}");
        }
    }
}
