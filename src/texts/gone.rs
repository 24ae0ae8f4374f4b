//! Messages that earlier versions had, and that nothing shows any more. An office's folder may still have them: they are left
//! out, so that the rest of the folder keeps its effect, and `check` names them.

use crate::texts::ftl_file::is_of_id;

/// Their names, as they were called last.
const GONE: [&str; 44] = [
    "button-call-statuses",
    "button-cancel",
    "button-confirm",
    "button-edit",
    "button-no-contact",
    "button-no-name",
    "campaign-ask-links",
    "campaign-button-another",
    "campaign-button-version",
    "campaign-line-time",
    "campaign-link-address",
    "campaign-link-label",
    "campaign-link-mark",
    "campaign-link-shape",
    "campaign-list-line",
    "command-record",
    "edit-step",
    "form-date",
    "form-date-zone",
    "form-day",
    "form-line",
    "form-long",
    "form-missing",
    "form-range",
    "form-time",
    "form-twice",
    "form-value",
    "form-zone",
    "form-zone-reversed",
    "home-consent",
    "sign-up-cancelled",
    "sign-up-confirm",
    "sign-up-consent",
    "sign-up-consent-bare",
    "sign-up-consent-changed",
    "sign-up-line-contact",
    "sign-up-line-name",
    "sign-up-line-nothing-sealed",
    "sign-up-line-signed",
    "sign-up-name",
    "sign-up-progress",
    "sign-up-topics",
    "staff-status-code",
    "statuses-title",
    // The consent asks for something else now, so an office has to write it anew: sign-up-consent-text.
];

/// A file without the messages that nothing shows; the others stand where they stood.
pub(super) struct Cleared {
    /// The text of the file.
    pub(super) text: String,
    /// The lines on which such messages begin, from 1.
    pub(super) lines: Vec<usize>,
}

/// Leaves the messages that nothing shows out of a file whose messages have their names of now.
pub(super) fn clear(text: &str) -> Cleared {
    let mut cleared = Cleared { text: String::with_capacity(text.len()), lines: Vec::new() };
    let mut is_gone = false;
    for (nth, line) in text.split_inclusive('\n').enumerate() {
        let id = &line[..line.find(|c| !is_of_id(c)).unwrap_or(line.len())];
        if !id.is_empty() {
            is_gone = GONE.contains(&id);
            cleared.lines.extend(is_gone.then_some(nth + 1));
        } else if line.starts_with('#') {
            is_gone = false;
        }
        cleared.text.push_str(if is_gone { "\n" } else { line });
    }
    cleared
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::catalog;

    #[test]
    fn no_message_of_today_is_gone() {
        let shown: Vec<_> = catalog::all().map(|message| message.id).filter(|id| GONE.contains(id)).collect();
        assert!(shown.is_empty(), "an office's folder would lose these: {shown:?}");
    }

    #[test]
    fn messages_that_are_gone_leave_empty_lines_behind() {
        let office = "# Note\nhome-text = a\nsign-up-confirm =\n    b\n\n    c\n# Of d\nsign-up-kind = d\nbutton-edit = e";
        let cleared = clear(office);
        assert_eq!(cleared.text, "# Note\nhome-text = a\n\n\n\n\n# Of d\nsign-up-kind = d\n\n");
        assert_eq!(cleared.lines, [3, 9]);
        assert_eq!(clear("home-text = a\r\n").text, "home-text = a\r\n");
    }
}
