//! Every message of the bot, as one typed function each. `check` holds the `.ftl` files of every language to the IDs and
//! variables here.
//!
//! `html` messages may hold Telegram HTML; `label` messages are plain text (buttons, toasts, command descriptions).
//! A `*` in an ID stands for the code of the thing that the function takes.

mod campaigns;
mod demo;
mod groups;
pub mod keys;
mod macros;
mod spec;
mod staff_forms;
mod typed;

use crate::texts::catalog::keys::{
    Addressees, CallStatuses, Calls, Commands, Regions, SupporterKinds, Topics,
};
use crate::texts::catalog::macros::catalog;

pub use spec::{MessageSpec, VariableKind, WholeNumber};

/// Every message of the catalogue.
pub fn all() -> impl Iterator<Item = &'static MessageSpec> {
    let parts = [
        MESSAGES,
        staff_forms::MESSAGES,
        campaigns::MESSAGES,
        typed::MESSAGES,
        groups::MESSAGES,
        demo::MESSAGES,
    ];
    parts.into_iter().flatten()
}

catalog! {
    // language.ftl
    /// Asks for a language.
    html language_choose = "language-choose";
    /// The language's name, in that language.
    label language_name = "language-name";

    // buttons.ftl
    /// Leads one screen up.
    label button_back = "button-back";
    /// Leads to the home screen.
    label button_home = "button-home";
    /// Leads to the pledge.
    label button_pledge = "button-pledge";
    /// Leads to the calls.
    label button_calls = "button-calls";
    /// Leads to the deadline.
    label button_deadline = "button-deadline";
    /// Leads to the sign-up.
    label button_sign_up = "button-sign-up";
    /// Leads to the topics.
    label button_topics = "button-topics";
    /// Leads to the languages.
    label button_language = "button-language";
    /// Leads to the help.
    label button_help = "button-help";
    /// Leads to the privacy page.
    label button_privacy = "button-privacy";
    /// Leads to the person's stored data.
    label button_my_data = "button-my-data";
    /// Sends the person's stored data as a file.
    label button_file = "button-file";
    /// Asks whether to erase all data.
    label button_erase = "button-erase";
    /// Erases all data, and deletes the messages in the chat.
    label button_erase_messages = "button-erase-messages";
    /// Erases all data, and leaves the messages in the chat.
    label button_erase_only = "button-erase-only";
    /// Ends all messages.
    label button_stop = "button-stop";
    /// Leads to the full text of the pledge.
    label button_full = "button-full";
    /// Leads to the English original of the pledge.
    label button_original = "button-original";
    /// Leads to the fields in which civil society works.
    label button_fields = "button-fields";
    /// Leads to the data of the form.
    label button_form = "button-form";
    /// Opens Telegram's dialogue for forwarding.
    label button_share = "button-share";
    /// Copies a text to the clipboard.
    label button_copy = "button-copy";
    /// Opens the evidence for a status.
    label button_evidence = "button-evidence";
    /// Leads from a group to the private chat.
    label button_private = "button-private";
    /// Cancels the sign-up.
    label button_cancel = "button-cancel";
    /// Gives consent.
    label button_agree = "button-agree";
    /// Continues without a name.
    label button_no_name = "button-no-name";
    /// Continues without a contact.
    label button_no_contact = "button-no-contact";
    /// The name may be published.
    label button_publish_yes = "button-publish-yes";
    /// The name may not be published.
    label button_publish_no = "button-publish-no";
    /// Confirms the sign-up.
    label button_confirm = "button-confirm";
    /// Starts the sign-up again.
    label button_edit = "button-edit";
    /// Asks whether to withdraw.
    label button_withdraw = "button-withdraw";
    /// Withdraws the signature.
    label button_withdraw_yes = "button-withdraw-yes";

    // home.ftl
    /// The home screen.
    html home_text = "home-text";
    /// The line above the home screen after input that the bot did not understand.
    html home_hint = "home-hint";
    /// The line above the home screen when the consent text has changed since the person signed.
    html home_consent = "home-consent";
    /// An apology: the bot failed.
    html home_apology = "home-apology";

    // interruptions.ftl
    /// Says that the words which could mean "stop" are an answer.
    label button_my_answer = "button-my-answer";
    /// The line above the home screen after a link to a screen that the bot does not have.
    html home_broken_link = "home-broken-link";
    /// The line above the home screen after `/cancel` where the bot waited for a choice.
    html home_cancelled = "home-cancelled";
    /// The line above the home screen after `/cancel` where nothing is under way.
    html home_nothing_to_cancel = "home-nothing-to-cancel";
    /// The bot waits for an answer, and got a command that it does not know.
    html home_unknown_command = "home-unknown-command";
    /// Asks whether these words end all messages or are an answer.
    html topics_ask_stop = "topics-ask-stop" { words: str };

    // edits.ftl
    /// An edited message does not count.
    html edit_ignored = "edit-ignored";
    /// An edited answer to an earlier step of the sign-up does not count.
    html edit_step = "edit-step";

    // pledge.ftl
    /// The pledge in short.
    html pledge_summary = "pledge-summary";
    /// The pledge in full.
    html pledge_full = "pledge-full";
    /// Says that a translation is unofficial.
    html pledge_unofficial = "pledge-unofficial";
    /// The heading of the English original.
    html pledge_original = "pledge-original";
    /// The work of civil society, field by field.
    html pledge_fields = "pledge-fields";
    /// The data of the form: its number, and the dates of submission and of the deadline.
    html pledge_form = "pledge-form" { number: num, submitted: html, deadline: html };
    /// The text beside a forwarded link to the bot.
    label pledge_share = "pledge-share";

    // calls.ftl
    /// The introduction to the list of calls.
    html calls_intro = "calls-intro";
    /// The heading over the calls to one addressee.
    html calls_addressee = "calls-addressee-*" for Addressees;
    /// The call's name, short enough for a button.
    label call_title = "call-*-title" for Calls;
    /// The call in full.
    html call_text = "call-*-text" for Calls;
    /// The call as a text to forward.
    label call_send = "call-*-send" for Calls;
    /// The note on the call's status; required for calls with a recorded status.
    html call_note = "call-*-note" for Calls optional;
    /// The status in words.
    html status = "status-*" for CallStatuses;
    /// A line in the list of calls, with the status.
    html calls_line = "calls-line" { title: str, status: html };
    /// Where the words of a call come from.
    html call_source = "call-source";
    /// The status of a call.
    html call_status = "call-status" { status: html };
    /// The date of the status.
    html call_since = "call-since" { date: html };
    /// The line above the text to forward.
    html call_ready = "call-ready";

    // dates.ftl
    /// A date, written out.
    html date_long = "date-long" { day: num, month: num, year: num };
    /// A month and its year, written out.
    html date_month = "date-month" { month: num, year: num };
    /// A date and a time of day such as 11:00.
    html date_time = "date-time" { date: html, time: str };

    // sign-up.ftl
    /// The number of the step, and of all steps.
    html sign_up_progress = "sign-up-progress" { step: num, steps: num };
    /// Asks for consent, with the version of this text.
    html sign_up_consent = "sign-up-consent" { version: num };
    /// Asks for consent if the bot collects no names and no contacts.
    html sign_up_consent_bare = "sign-up-consent-bare" { version: num };
    /// The changes in this version of the consent text. The whole text follows.
    html sign_up_consent_changed = "sign-up-consent-changed" { version: num };
    /// Asks for the kind of supporter.
    html sign_up_kind = "sign-up-kind";
    /// Asks for a name.
    html sign_up_name = "sign-up-name";
    /// Asks for the region.
    html sign_up_region = "sign-up-region";
    /// Asks for a contact.
    html sign_up_contact = "sign-up-contact";
    /// Asks whether the name may be published.
    html sign_up_publish = "sign-up-publish";
    /// The heading of the summary before confirmation.
    html sign_up_confirm = "sign-up-confirm";
    /// The name of the kind of supporter.
    label kind_name = "kind-*" for SupporterKinds;
    /// The region's name.
    label region_name = "region-*" for Regions;
    /// In the summary: the kind of supporter.
    html sign_up_line_kind = "sign-up-line-kind" { kind: str };
    /// In the summary: the name, before it is sealed.
    html sign_up_line_name = "sign-up-line-name" { name: str };
    /// In the summary: no name.
    html sign_up_line_no_name = "sign-up-line-no-name";
    /// In the summary: the region.
    html sign_up_line_region = "sign-up-line-region" { region: str };
    /// In the summary: the contact, before it is sealed.
    html sign_up_line_contact = "sign-up-line-contact" { contact: str };
    /// In the summary: no contact.
    html sign_up_line_no_contact = "sign-up-line-no-contact";
    /// The name may be published.
    html sign_up_line_publish_yes = "sign-up-line-publish-yes";
    /// The name may not be published.
    html sign_up_line_publish_no = "sign-up-line-publish-no";
    /// Name and contact are stored, sealed.
    html sign_up_line_sealed = "sign-up-line-sealed";
    /// Neither a name nor a contact is stored.
    html sign_up_line_nothing_sealed = "sign-up-line-nothing-sealed";
    /// The date of signing, and the version of the consent text.
    html sign_up_line_signed = "sign-up-line-signed" { date: html, version: num };
    /// The name is too long.
    html sign_up_error_name_long = "sign-up-error-name-long" { max: num };
    /// The name has no letter.
    html sign_up_error_name_letter = "sign-up-error-name-letter";
    /// The contact is neither an e-mail address nor a phone number.
    html sign_up_error_contact = "sign-up-error-contact";
    /// The step needs text, and the person sent something else.
    html sign_up_need_text = "sign-up-need-text";
    /// The step needs a button, and the person typed.
    html sign_up_need_button = "sign-up-need-button";
    /// Thanks for the signature.
    html sign_up_thanks = "sign-up-thanks";
    /// The least number of supporters; shown from ten on, in steps of five.
    html sign_up_count = "sign-up-count" { count: num };
    /// After the thanks: offers the topics.
    html sign_up_topics = "sign-up-topics";
    /// The sign-up was cancelled, and nothing was stored.
    html sign_up_cancelled = "sign-up-cancelled";
    /// The person has signed already.
    html sign_up_already = "sign-up-already";
    /// Asks whether to withdraw.
    html sign_up_withdraw = "sign-up-withdraw";
    /// The signature is withdrawn.
    html sign_up_withdrawn = "sign-up-withdrawn";
    /// The pressed button belongs to a step that is over.
    label sign_up_over = "sign-up-over";
    /// The saved sign-up can't be read, so it starts again.
    html sign_up_restart = "sign-up-restart";

    // topics.ftl
    /// Explains the topics, which are off until chosen.
    html topics_text = "topics-text";
    /// The topic's name on its button.
    label topic_name = "topic-*-name" for Topics;
    /// The button of a topic that is on.
    label topic_on = "topic-on" { name: str };
    /// The button of a topic that is off.
    label topic_off = "topic-off" { name: str };
    /// Explains the topic.
    html topic_about = "topic-*-about" for Topics;
    /// All messages are off.
    html topics_stopped = "topics-stopped";

    // help.ftl
    /// How to use the bot.
    html help_text = "help-text";
    /// How to use the bot in a group.
    html help_group = "help-group";
    /// In a group: this works only in the private chat.
    html help_private = "help-private";
    /// The pressed button no longer works.
    label help_stale = "help-stale";

    /// The person sends too fast, so some messages stay unanswered.
    html help_slow = "help-slow";

    // staff.ftl
    /// To the owner: this many updates failed by the bot's fault and were set aside.
    html staff_dead_letters = "staff-dead-letters" { count: num };
    /// To the owner: the clock is wrong.
    html staff_notice_clock = "staff-notice-clock";
    /// To the owner: another instance of the bot is at work.
    html staff_notice_instance = "staff-notice-instance";
    /// To the owner: the disk is full.
    html staff_notice_disk = "staff-notice-disk";
    /// To the owner: the database is damaged.
    html staff_notice_damaged = "staff-notice-damaged";
    /// To the owner: the list of opt-outs can't be written.
    html staff_notice_opt_outs = "staff-notice-opt-outs";

    // privacy.ftl
    /// The stored data, its purpose, its readers, and how long it is stored: hours for an unfinished sign-up, days for a chat that
    /// blocked the bot and for deliveries.
    html privacy_text = "privacy-text" { hours: num, days: num, deliveries: num };

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
    /// The heading of the signature's data.
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
    /// In the list: the ID of the chat, the language, the IDs of messages.
    html my_data_goes_chat = "my-data-goes-chat";
    /// The choice about the messages in the chat.
    html my_data_erase_messages = "my-data-erase-messages";
    /// The data that the bot can't erase.
    html my_data_beyond = "my-data-beyond";
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

    // profile.ftl
    /// The command's description in the menu.
    label command = "command-*" for Commands;
    /// The bot's name.
    label bot_name = "bot-name";
    /// The bot's short description, shown on its profile.
    label bot_short_description = "bot-short-description";
    /// The bot's description, shown in an empty chat.
    label bot_description = "bot-description";
}
