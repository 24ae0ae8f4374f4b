//! The texts for groups alone.

use crate::texts::catalog::macros::catalog;

catalog! {
    // group.ftl
    /// Greets a group that the bot was added to: what it can do, and who sets it up.
    html group_greeting = "group-greeting";
    /// The topics of a group, which only its administrators can change.
    html group_text = "group-text";
    /// Leads to the topics of a group.
    label group_button = "group-button";
    /// Asks for the language of a group.
    html group_language = "group-language";
    /// Only an administrator may do this.
    label group_refused_toast = "group-refused-toast";
    /// Telegram did not name the administrators.
    label group_unsure_toast = "group-unsure-toast";
    /// All messages to a group are off.
    html group_stopped = "group-stopped";
    /// Asks where a group's messages are to go.
    html group_topic_gone = "group-topic-gone" { bot: str };
    /// Sends a group's messages to the topic where the button is.
    label group_button_here = "group-button-here";
}
