//! Blank forms to copy, in the words of the reader.

use crate::conversation::Context;
use crate::conversation::staff::forms::field_error::filled;
use crate::conversation::staff::forms::words::field_name;
use crate::domain::FormField;

/// A command with these fields below it, each with what it is filled with.
pub(super) fn blank(
    context: &Context,
    command: &str,
    fields: &[FormField],
    value: impl Fn(FormField) -> Option<String>,
) -> String {
    let say = context.say();
    let line = |field: &FormField| {
        let name = field_name(&say, &context.texts, *field);
        filled(&name, &value(*field).unwrap_or_default())
    };
    let lines = [command.to_owned()].into_iter().chain(fields.iter().map(line));
    lines.collect::<Vec<_>>().join("\n")
}
