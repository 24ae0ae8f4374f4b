//! Every message of the bot, as one typed function each. `check` holds the `.ftl` files of every language to the IDs and
//! variables here.
//!
//! `html` messages may hold Telegram HTML; `label` messages are plain text (buttons, toasts, command descriptions).
//! A `*` in an ID stands for the code of the thing that the function takes.

mod deadlines;
mod desk;
pub mod keys;
mod macros;

use fluent_bundle::FluentValue;

use crate::texts::catalog::keys::{
    Addressees, CallStatuses, Calls, Commands, KeySet, Regions, SupporterKinds, Topics,
};
use crate::texts::catalog::macros::catalog;

/// A message as the check knows it.
#[derive(Debug, Clone, Copy)]
pub struct MessageSpec {
    /// Its ID; a `*` stands for the code of a thing.
    pub id: &'static str,
    /// Whether it may hold Telegram HTML; plain text otherwise.
    pub is_html: bool,
    /// The things that have one such message each.
    pub keys: Option<KeySet>,
    /// Whether some of these things may lack it.
    pub optional: bool,
    /// The names and kinds of its variables.
    pub variables: &'static [(&'static str, VariableKind)],
}

/// Every message of the catalogue.
pub fn all() -> impl Iterator<Item = &'static MessageSpec> {
    MESSAGES.iter().chain(deadlines::MESSAGES).chain(desk::MESSAGES)
}

/// The kind of a variable's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VariableKind {
    /// A whole number.
    Number,
    /// Plain text, escaped where it enters HTML.
    Text,
    /// HTML that this program has made.
    Html,
}

/// Any of Rust's whole numbers, so that no caller converts a count for a text.
pub trait WholeNumber: Into<FluentValue<'static>> {}

macro_rules! whole_numbers {
    ($($number:ty)*) => { $(impl WholeNumber for $number {})* };
}

whole_numbers!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);

catalog! {
    // language.ftl
    /// Asks for a language.
    html language_choose = "language-choose";
    /// A language's name, in itself.
    label language_name = "language-name";

    // buttons.ftl
    /// One screen up.
    label button_back = "button-back";
    /// To the home screen.
    label button_home = "button-home";
    /// To the pledge.
    label button_pledge = "button-pledge";
    /// To the calls.
    label button_calls = "button-calls";
    /// To the deadline.
    label button_deadline = "button-deadline";
    /// To the sign-up.
    label button_sign = "button-sign";
    /// To the topics.
    label button_updates = "button-updates";
    /// To the languages.
    label button_language = "button-language";
    /// To the help.
    label button_help = "button-help";
    /// To the privacy page.
    label button_privacy = "button-privacy";
    /// To what is stored about the person.
    label button_mydata = "button-mydata";
    /// Sends it as a file.
    label button_file = "button-file";
    /// Asks whether to erase everything.
    label button_erase = "button-erase";
    /// Erases everything, and deletes the messages in the chat.
    label button_erase_messages = "button-erase-messages";
    /// Erases everything, and leaves the messages in the chat.
    label button_erase_only = "button-erase-only";
    /// Ends all messages.
    label button_stop = "button-stop";
    /// To the full text.
    label button_full = "button-full";
    /// To the English original.
    label button_original = "button-original";
    /// To the fields in which civil society works.
    label button_fields = "button-fields";
    /// To the data of the form.
    label button_form = "button-form";
    /// Opens Telegram's own dialogue for sending something on.
    label button_share = "button-share";
    /// Copies a text.
    label button_copy = "button-copy";
    /// Opens the evidence for a status.
    label button_evidence = "button-evidence";
    /// From a group to the private chat.
    label button_private = "button-private";
    /// Leaves the sign-up.
    label button_cancel = "button-cancel";
    /// Gives consent.
    label button_agree = "button-agree";
    /// Signs without a name.
    label button_no_name = "button-no-name";
    /// Gives no contact.
    label button_no_contact = "button-no-contact";
    /// The name may be published.
    label button_publish_yes = "button-publish-yes";
    /// The name may not be published.
    label button_publish_no = "button-publish-no";
    /// Signs.
    label button_confirm = "button-confirm";
    /// Types the sign-up anew.
    label button_edit = "button-edit";
    /// Asks to withdraw.
    label button_withdraw = "button-withdraw";
    /// Withdraws.
    label button_withdraw_yes = "button-withdraw-yes";

    // home.ftl
    /// The home screen.
    html home_text = "home-text";
    /// Stands above home when a text was not understood.
    html home_hint = "home-hint";
    /// Stands above home when the consent text has changed since they signed.
    html home_consent = "home-consent";
    /// Something failed on our side.
    html home_apology = "home-apology";

    // pledge.ftl
    /// The pledge in short.
    html pledge_summary = "pledge-summary";
    /// The pledge in full.
    html pledge_full = "pledge-full";
    /// Says that a translation is unofficial.
    html pledge_unofficial = "pledge-unofficial";
    /// The heading above the English original.
    html pledge_original = "pledge-original";
    /// What civil society does, field by field.
    html pledge_fields = "pledge-fields";
    /// The data of the form: its number, when it was submitted and when it is due.
    html pledge_form = "pledge-form" { number: num, submitted: html, deadline: html };
    /// The text that goes with a link to the bot.
    label pledge_share = "pledge-share";

    // calls.ftl
    /// Stands above the list of calls.
    html calls_intro = "calls-intro";
    /// Who calls are addressed to, as a heading.
    html calls_addressee = "calls-addressee-*" for Addressees;
    /// A call's name, short enough for a button.
    label call_title = "call-*-title" for Calls;
    /// A call in full.
    html call_text = "call-*-text" for Calls;
    /// A call as a ready text to send on.
    label call_send = "call-*-send" for Calls;
    /// What came of a call, in words: only for calls whose status is recorded.
    html call_note = "call-*-note" for Calls optional;
    /// A status in words.
    html status = "status-*" for CallStatuses;
    /// One line of the list: a call and what came of it.
    html calls_line = "calls-line" { title: str, status: html };
    /// What came of this call.
    html call_status = "call-status" { status: html };
    /// Since when the status stands.
    html call_since = "call-since" { date: html };
    /// Stands above the ready text.
    html call_ready = "call-ready";

    // dates.ftl
    /// A date, written out.
    html date_long = "date-long" { day: num, month: num, year: num };
    /// A month and its year, written out.
    html date_month = "date-month" { month: num, year: num };
    /// A date and a time of day such as 11:00.
    html date_time = "date-time" { date: html, time: str };

    // sign.ftl
    /// Which step of how many.
    html sign_progress = "sign-progress" { step: num, steps: num };
    /// Asks for consent, with the version of this text.
    html sign_consent = "sign-consent" { version: num };
    /// Asks for consent where neither names nor contacts are taken.
    html sign_consent_bare = "sign-consent-bare" { version: num };
    /// The consent text has changed since they signed: what is new in this version. The whole of it follows.
    html sign_consent_changed = "sign-consent-changed" { version: num };
    /// Asks as what they sign.
    html sign_kind = "sign-kind";
    /// Asks for a name.
    html sign_name = "sign-name";
    /// Asks where they live.
    html sign_region = "sign-region";
    /// Asks for a contact.
    html sign_contact = "sign-contact";
    /// Asks whether the name may be published.
    html sign_publish = "sign-publish";
    /// Stands above everything once more.
    html sign_confirm = "sign-confirm";
    /// As what one signs.
    label kind_name = "kind-*" for SupporterKinds;
    /// A region's name.
    label region_name = "region-*" for Regions;
    /// As what they sign, in the summary.
    html sign_line_kind = "sign-line-kind" { kind: str };
    /// The name, in the summary before it is sealed.
    html sign_line_name = "sign-line-name" { name: str };
    /// No name, in the summary.
    html sign_line_no_name = "sign-line-no-name";
    /// The region, in the summary.
    html sign_line_region = "sign-line-region" { region: str };
    /// The contact, in the summary before it is sealed.
    html sign_line_contact = "sign-line-contact" { contact: str };
    /// No contact, in the summary.
    html sign_line_no_contact = "sign-line-no-contact";
    /// The name may be published.
    html sign_line_publish_yes = "sign-line-publish-yes";
    /// The name may not be published.
    html sign_line_publish_no = "sign-line-publish-no";
    /// Name and contact are kept, sealed.
    html sign_line_sealed = "sign-line-sealed";
    /// Neither a name nor a contact is kept.
    html sign_line_nothing_sealed = "sign-line-nothing-sealed";
    /// When they signed and under which version of the consent text.
    html sign_line_signed = "sign-line-signed" { date: html, version: num };
    /// The text is too long for a name.
    html sign_error_name_long = "sign-error-name-long" { max: num };
    /// The text has no letter in it.
    html sign_error_name_letter = "sign-error-name-letter";
    /// The text is neither an e-mail address nor a phone number.
    html sign_error_contact = "sign-error-contact";
    /// Something else than text came where text is wanted.
    html sign_need_text = "sign-need-text";
    /// A text came where a button is wanted.
    html sign_need_button = "sign-need-button";
    /// Thanks.
    html sign_thanks = "sign-thanks";
    /// How many support the pledge at least; shown from ten on, in steps of five.
    html sign_count = "sign-count" { count: num };
    /// After the thanks: what one may hear about.
    html sign_topics = "sign-topics";
    /// The sign-up was left; nothing was kept.
    html sign_cancelled = "sign-cancelled";
    /// They have signed already.
    html sign_already = "sign-already";
    /// Asks whether to withdraw.
    html sign_withdraw = "sign-withdraw";
    /// They have withdrawn.
    html sign_withdrawn = "sign-withdrawn";
    /// A button of a sign-up or a step that is over was pressed.
    label sign_over = "sign-over";
    /// The saved sign-up could not be read and starts over.
    html sign_restart = "sign-restart";

    // updates.ftl
    /// The topics, and that they are off until chosen.
    html updates_text = "updates-text";
    /// A topic's name on its button.
    label topic_name = "topic-*-name" for Topics;
    /// A topic that is on, on its button.
    label topic_on = "topic-on" { name: str };
    /// A topic that is off, on its button.
    label topic_off = "topic-off" { name: str };
    /// What one hears under a topic.
    html topic_about = "topic-*-about" for Topics;
    /// All messages are off.
    html updates_stopped = "updates-stopped";

    // group.ftl
    /// What a group hears, and that only its administrators change it.
    html group_text = "group-text";
    /// To what a group hears.
    label group_button = "group-button";
    /// Asks in which language to write to a group.
    html group_language = "group-language";
    /// Only an administrator may do that.
    label group_refused_toast = "group-refused-toast";
    /// Telegram did not say who the administrators are.
    label group_unsure_toast = "group-unsure-toast";
    /// All messages to a group are off.
    html group_stopped = "group-stopped";

    // help.ftl
    /// How to use the bot.
    html help_text = "help-text";
    /// How to use the bot in a group.
    html help_group = "help-group";
    /// In a group: this works in the private chat only.
    html help_private = "help-private";
    /// A button that is not understood any more.
    label help_stale = "help-stale";

    /// The person sends faster than the bot answers; some of it stays unanswered.
    html help_slow = "help-slow";

    // staff.ftl
    /// To the owner: so many updates failed by our own fault and were put aside.
    html staff_failures = "staff-failures" { count: num };

    // privacy.ftl
    /// What is kept, why, for how long (hours for an unfinished sign-up, days for a chat that blocked the bot), who reads it.
    html privacy_text = "privacy-text" { hours: num, days: num, deliveries: num };

    // mydata.ftl
    /// Stands above what is stored about the person.
    html mydata_text = "mydata-text";
    /// The number of the chat.
    html mydata_chat = "mydata-chat" { number: str };
    /// The language.
    html mydata_language = "mydata-language" { language: str };
    /// No language was chosen.
    html mydata_no_language = "mydata-no-language";
    /// How many messages of the last 48 hours have their numbers kept.
    html mydata_messages = "mydata-messages" { count: num };
    /// To how many campaigns of the coalition's it is known that this chat got them, or is to.
    html mydata_deliveries = "mydata-deliveries" { count: num };
    /// A draft of something to send to many; only staff have one.
    html mydata_draft = "mydata-draft";
    /// Stands above the topics.
    html mydata_topics = "mydata-topics";
    /// A topic that is on, and since when.
    html mydata_topic = "mydata-topic" { topic: str, date: html };
    /// When and of what they want to be reminded.
    html mydata_reminders = "mydata-reminders" { which: str, hour: str, zone: str };
    /// A reminder that they put off.
    html mydata_snooze = "mydata-snooze" { moment: html };
    /// No topic is on.
    html mydata_no_topics = "mydata-no-topics";
    /// Stands above what was signed.
    html mydata_signed = "mydata-signed";
    /// They have not signed.
    html mydata_not_signed = "mydata-not-signed";
    /// A sign-up under way, when it began and when it will be deleted.
    html mydata_unfinished = "mydata-unfinished" { start: html, end: html };
    /// A sign-up under way that can't be read any more; deleted this many hours after it began.
    html mydata_unreadable = "mydata-unreadable" { hours: num };
    /// Nothing is stored.
    html mydata_nothing = "mydata-nothing";
    /// Stands under the file.
    html mydata_file = "mydata-file";
    /// Asks whether to erase everything; what goes follows.
    html mydata_erase = "mydata-erase";
    /// In the list of what goes: what was signed, with a sealed name or contact.
    html mydata_goes_sealed = "mydata-goes-sealed";
    /// In the list: what was signed, without either.
    html mydata_goes_signed = "mydata-goes-signed";
    /// In the list: so many topics.
    html mydata_goes_topics = "mydata-goes-topics" { count: num };
    /// In the list: when and of what to be reminded.
    html mydata_goes_reminders = "mydata-goes-reminders";
    /// In the list: the sign-up under way.
    html mydata_goes_unfinished = "mydata-goes-unfinished";
    /// In the list: which messages of the coalition's were sent here.
    html mydata_goes_deliveries = "mydata-goes-deliveries" { count: num };
    /// In the list: the draft.
    html mydata_goes_draft = "mydata-goes-draft";
    /// In the list: the number of the chat, the language, the numbers of messages.
    html mydata_goes_chat = "mydata-goes-chat";
    /// What can be done about the messages in the chat.
    html mydata_erase_messages = "mydata-erase-messages";
    /// What the bot can't erase.
    html mydata_beyond = "mydata-beyond";
    /// An erase button further up in the chat was pressed: the question is asked again.
    label mydata_again = "mydata-again";
    /// An erase button was pressed when nothing was stored any more.
    label mydata_nothing_left = "mydata-nothing-left";
    /// The receipt: when everything was erased; what went follows.
    html mydata_erased = "mydata-erased" { moment: html };
    /// In the receipt: the messages were deleted as far as Telegram lets the bot.
    html mydata_messages_gone = "mydata-messages-gone";
    /// In the receipt: the messages were left.
    html mydata_messages_left = "mydata-messages-left";
    /// In the receipt: nothing is stored any more, and how to begin anew.
    html mydata_anew = "mydata-anew";

    // profile.ftl
    /// A command's description in the menu.
    label command = "command-*" for Commands;
    /// The bot's name.
    label bot_name = "bot-name";
    /// The bot's short description, shown on its profile.
    label bot_short_description = "bot-short-description";
    /// The bot's description, shown in an empty chat.
    label bot_description = "bot-description";
}
