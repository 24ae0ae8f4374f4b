//! Files and messages that were called something else before version 0.2. An office's folder may still have the old
//! names: its files keep their effect, and `check` says what each is called now.

use crate::texts::ftl_file::is_of_id;

/// Files, before and now.
const FILES: [(&str, &str); 6] = [
    ("deadlines.ftl", "staff-forms.ftl"),
    ("desk.ftl", "campaigns.ftl"),
    ("mydata.ftl", "my-data.ftl"),
    ("record.ftl", "call-statuses.ftl"),
    ("sign.ftl", "sign-up.ftl"),
    ("updates.ftl", "topics.ftl"),
];

/// Messages, before and now. What matches none of these may match one of [`PREFIXES`].
const MESSAGES: [(&str, &str); 16] = [
    ("button-mydata", "button-my-data"),
    ("button-record", "button-call-statuses"),
    ("button-record-enter", "button-status-enter"),
    ("button-record-yes", "button-status-yes"),
    ("button-sign", "button-sign-up"),
    ("button-updates", "button-topics"),
    ("command-sign", "command-support"),
    ("desk-campaign-line", "campaign-list-line"),
    ("people-first-wait", "people-code-wait"),
    ("record-ask", "staff-status-ask"),
    ("record-calls", "staff-status-calls"),
    ("record-code", "staff-status-code"),
    ("record-entered", "staff-status-entered"),
    ("record-how", "staff-status-how"),
    ("record-statuses", "staff-status-statuses"),
    ("staff-failures", "staff-dead-letters"),
];

/// The beginnings of messages, before and now; the first that fits counts.
const PREFIXES: [(&str, &str); 8] = [
    ("deadlines-", "staff-deadline-"),
    ("desk-campaigns-", "campaign-list-"),
    ("desk-post-", "campaign-kind-"),
    ("desk-", "campaign-"),
    ("mydata-", "my-data-"),
    ("record-", "statuses-"),
    ("sign-", "sign-up-"),
    ("updates-", "topics-"),
];

/// The name of a file now; `None` if it was never renamed.
pub(super) fn file(name: &str) -> Option<&'static str> {
    FILES.iter().find(|(before, _)| *before == name).map(|(_, now)| *now)
}

/// The name of a message now; `None` if it was never renamed.
pub(super) fn message(id: &str) -> Option<String> {
    if let Some((_, now)) = MESSAGES.iter().find(|(before, _)| *before == id) {
        return Some((*now).to_owned());
    }
    // The new names of messages must not be taken for old ones.
    let is_new = PREFIXES.iter().any(|(_, now)| id.starts_with(now));
    let renamed = |(before, now): &(&str, &str)| id.strip_prefix(before).map(|rest| format!("{now}{rest}"));
    if is_new { None } else { PREFIXES.iter().find_map(renamed) }
}

/// A file whose messages have their names of now; its lines stand where they stood.
pub(super) struct Renewed {
    /// The text of the file.
    pub(super) text: String,
    /// The names that were changed, in the order of lines.
    pub(super) names: Vec<Renaming>,
}

/// A message that has another name now.
pub(super) struct Renaming {
    /// The line on which it begins, from 1.
    pub(super) line: usize,
    /// Its name in the file.
    pub(super) before: String,
    /// Its name now.
    pub(super) now: String,
}

/// Gives the messages of a file their names of now, where they begin and where a text refers to them.
pub(super) fn renew(text: &str) -> Renewed {
    let (mut renewed, mut names) = (String::with_capacity(text.len()), Vec::new());
    for (line, content) in text.split_inclusive('\n').enumerate() {
        let id_ends = content.find(|c| !is_of_id(c)).unwrap_or(content.len());
        let (id, rest) = content.split_at(id_ends);
        let begins = rest.trim_start_matches(' ').starts_with('=');
        match message(id).filter(|_| begins) {
            Some(now) => {
                renewed.push_str(&now);
                names.push(Renaming { line: line + 1, before: id.to_owned(), now });
            }
            None => renewed.push_str(id),
        }
        push_references(&mut renewed, rest);
    }
    Renewed { text: renewed, names }
}

/// Copies a part of a text; references to messages (`{ id }`) get their names of now.
fn push_references(out: &mut String, mut rest: &str) {
    while let Some(brace) = rest.find('{') {
        let (before, inside) = rest.split_at(brace + 1);
        let spaces = inside.len() - inside.trim_start_matches(' ').len();
        let (space, from_id) = inside.split_at(spaces);
        let (id, after) = from_id.split_at(from_id.find(|c| !is_of_id(c)).unwrap_or(from_id.len()));
        out.push_str(before);
        out.push_str(space);
        let ends = after.trim_start_matches(' ').starts_with('}');
        out.push_str(&message(id).filter(|_| ends).unwrap_or_else(|| id.to_owned()));
        rest = after;
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_from_before_become_those_of_now_and_lines_stay() {
        let old = "# desk-title stays in a comment\ndesk-title = { desk-busy } { $desk-busy }\n    desk-title =\nhome-text=x";
        let renewed = renew(old);
        assert_eq!(
            renewed.text,
            "# desk-title stays in a comment\ncampaign-title = { campaign-busy } { $desk-busy }\n    desk-title =\nhome-text=x"
        );
        let names: Vec<_> = renewed.names.iter().map(|name| (name.line, name.before.as_str())).collect();
        assert_eq!(names, [(2, "desk-title")]);
    }

    #[test]
    fn no_name_of_now_is_taken_for_one_from_before() {
        for (before, now) in MESSAGES {
            assert_eq!(message(before).as_deref(), Some(now));
            assert_eq!(message(now), None, "{now}");
        }
        for (_, now) in PREFIXES {
            assert_eq!(message(&format!("{now}x")), None, "{now}");
        }
    }
}
