//! The data of a person: what is stored, and what an erasure takes.

use crate::texts::catalog::macros::catalog;

catalog! {
    // my-data.ftl
    /// The heading of the person's stored data.
    html my_data_text = "my-data-text";
    /// The ID of the chat.
    html my_data_chat = "my-data-chat" { number: str };
    /// The language.
    html my_data_language = "my-data-language" { language: str };
    /// No language was chosen.
    html my_data_no_language = "my-data-no-language";
    /// The number of messages of the last 48 hours whose IDs are stored.
    html my_data_messages = "my-data-messages" { count: num };
    /// The number of campaigns with a stored delivery to this chat.
    html my_data_deliveries = "my-data-deliveries" { count: num };
    /// A draft of a broadcast; only staff have one.
    html my_data_draft = "my-data-draft";
    /// Forms of a deadline or of a status under way; only staff have any.
    html my_data_forms = "my-data-forms";
    /// The heading of the topics.
    html my_data_topics = "my-data-topics";
    /// A topic that is on, with the date.
    html my_data_topic = "my-data-topic" { topic: str, date: html };
    /// The choice of reminders.
    html my_data_reminders = "my-data-reminders" { which: str, hour: str, zone: str };
    /// A postponed reminder.
    html my_data_snooze = "my-data-snooze" { moment: html };
    /// No topic is on.
    html my_data_no_topics = "my-data-no-topics";
    /// The heading of the support's data.
    html my_data_signed = "my-data-signed";
    /// The person has not signed.
    html my_data_not_signed = "my-data-not-signed";
    /// An unfinished sign-up: its beginning, and the time of its deletion.
    html my_data_unfinished = "my-data-unfinished" { start: html, end: html };
    /// An unfinished sign-up that can't be read any more; it is deleted this many hours after its beginning.
    html my_data_unreadable = "my-data-unreadable" { hours: num };
    /// Nothing is stored.
    html my_data_nothing = "my-data-nothing";
    /// The caption of the file.
    html my_data_file = "my-data-file";
    /// Asks whether to erase all data. The list of the data follows.
    html my_data_erase = "my-data-erase";
    /// In the list: the signature, with a sealed name or contact.
    html my_data_goes_sealed = "my-data-goes-sealed";
    /// In the list: the signature, without either.
    html my_data_goes_signed = "my-data-goes-signed";
    /// In the list: this many topics.
    html my_data_goes_topics = "my-data-goes-topics" { count: num };
    /// In the list: the choice of reminders.
    html my_data_goes_reminders = "my-data-goes-reminders";
    /// In the list: the unfinished sign-up.
    html my_data_goes_unfinished = "my-data-goes-unfinished";
    /// In the list: the deliveries of the coalition's messages.
    html my_data_goes_deliveries = "my-data-goes-deliveries" { count: num };
    /// In the list: the draft.
    html my_data_goes_draft = "my-data-goes-draft";
    /// In the list: the forms under way.
    html my_data_goes_forms = "my-data-goes-forms";
    /// In the list: the ID of the chat, the language, the IDs of messages.
    html my_data_goes_chat = "my-data-goes-chat";
    /// The choice about the messages in the chat.
    html my_data_erase_messages = "my-data-erase-messages";
    /// The data that the bot can't erase.
    html my_data_beyond = "my-data-beyond";
    /// For staff who erase their data: what stays, and why.
    html my_data_staff = "my-data-staff";
    /// An old erase button was pressed, so the bot asks again.
    label my_data_again = "my-data-again";
    /// An erase button was pressed, and nothing is stored any more.
    label my_data_nothing_left = "my-data-nothing-left";
    /// The receipt, with the time. The list of the erased data follows.
    html my_data_erased = "my-data-erased" { moment: html };
    /// In the receipt: the messages were deleted as far as Telegram allows.
    html my_data_messages_gone = "my-data-messages-gone";
    /// In the receipt: the messages were left in the chat.
    html my_data_messages_left = "my-data-messages-left";
    /// In the receipt: nothing is stored any more, and how to begin again.
    html my_data_anew = "my-data-anew";
}
