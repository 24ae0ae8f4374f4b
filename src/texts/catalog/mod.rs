//! Every message of the bot, as one typed function each. `check` holds the `.ftl` files of every language to the IDs and
//! variables here.
//!
//! `html` messages may hold Telegram HTML; `label` messages are plain text (buttons, toasts, command descriptions).
//! A `*` in an ID stands for the code of the thing that the function takes.

mod audit;
mod campaigns;
mod deadlines;
mod demo;
mod doctor;
mod freeze;
mod groups;
mod holds;
pub mod keys;
mod macros;
mod my_data;
mod people;
mod privacy;
mod sending;
mod sign_up;
mod spec;
mod staff_forms;

use crate::texts::catalog::keys::{
    Addressees, CallStatuses, Calls, Commands, StaffCommands, SupporterKinds, Topics,
};
use crate::texts::catalog::macros::catalog;

pub use spec::{MessageSpec, VariableKind, WholeNumber};

/// Every message of the catalogue.
pub fn all() -> impl Iterator<Item = &'static MessageSpec> {
    let parts = [
        MESSAGES,
        sign_up::MESSAGES,
        deadlines::MESSAGES,
        privacy::MESSAGES,
        my_data::MESSAGES,
        people::MESSAGES,
        groups::MESSAGES,
        holds::MESSAGES,
        staff_forms::MESSAGES,
        campaigns::MESSAGES,
        audit::MESSAGES,
        doctor::MESSAGES,
        freeze::MESSAGES,
        sending::MESSAGES,
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
    /// Leads to the latest news.
    label button_news = "button-news";
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
    /// Says that the words which could mean "stop" are an answer.
    label button_my_answer = "button-my-answer";
    /// Begins to support the pledge, under the consent text.
    label button_support_it = "button-support-it";
    /// Agrees to a newer consent text.
    label button_agree = "button-agree";
    /// Leads to the consent text that has changed.
    label button_consent = "button-consent";
    /// Leads to the question for the kind of supporter.
    label button_kind = "button-kind";
    /// Leads to the question for the region.
    label button_region = "button-region";
    /// The person does not say their region.
    label button_no_region = "button-no-region";
    /// Leads to the question for the name of this kind of supporter.
    label button_name = "button-name-*" for SupporterKinds;
    /// Leads to the question for a contact.
    label button_contact = "button-contact";
    /// The name that is stored may not be published.
    label button_unpublish = "button-unpublish";
    /// Removes the name or the contact.
    label button_remove = "button-remove";
    /// The name may be published.
    label button_publish_yes = "button-publish-yes";
    /// The name may not be published.
    label button_publish_no = "button-publish-no";
    /// Asks whether to withdraw.
    label button_withdraw = "button-withdraw";
    /// Withdraws the signature.
    label button_withdraw_yes = "button-withdraw-yes";

    // home.ftl
    /// The home screen.
    html home_text = "home-text";
    /// One line above the ways on: the bot did not understand what was typed or sent.
    html home_hint = "home-hint";
    /// The answer to a greeting.
    html home_greeting = "home-greeting";
    /// The answer to thanks.
    html home_thanks = "home-thanks";
    /// One line above the ways on, after a link to a screen that the bot does not have.
    html home_broken_link = "home-broken-link";
    /// The bot waits for an answer, and got a command that it does not know.
    html home_unknown_command = "home-unknown-command";
    /// Asks whether words that name a screen are the answer.
    html home_ask_answer = "home-ask-answer" { words: str };
    /// One line above the ways on, after `/cancel` where the bot waited for a choice.
    html home_cancelled = "home-cancelled";
    /// One line above the ways on, after `/cancel` where nothing is under way.
    html home_nothing_to_cancel = "home-nothing-to-cancel";
    /// The days until the pledge's deadline.
    html home_deadline_left = "home-deadline-left" { days: num };
    /// The date of the next deadline after the pledge's own.
    html home_deadline_next = "home-deadline-next" { date: html };
    /// The number of calls of which something is known, and of all calls.
    html home_calls_known = "home-calls-known" { known: num, all: num };
    /// Nothing is known of any call.
    html home_calls_unknown = "home-calls-unknown";
    /// An apology: the bot failed.
    html home_apology = "home-apology";

    // edits.ftl
    /// An edited message does not count.
    html edit_ignored = "edit-ignored";

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
    /// On the picture to pass on: the name of the pledge.
    label poster_title = "pledge-poster-title";
    /// On the picture to pass on: the coalition's name.
    label poster_author = "pledge-poster-author";
    /// On the picture to pass on: when and to whom the pledge was submitted.
    label poster_origin = "pledge-poster-origin";
    /// On the picture to pass on: what one can do at the address below.
    label poster_invitation = "pledge-poster-invitation";
    /// The picture to pass on could not be drawn.
    label poster_failed = "pledge-poster-failed-toast";
    /// Sends the picture to pass on, with the most that it takes.
    label button_poster = "button-poster";
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
    /// A line in the list of calls, of a call without a status.
    html calls_line_unknown = "calls-line-unknown" { title: str };
    /// Nothing is known yet about the status of any call.
    html calls_unknown = "calls-unknown";
    /// Nothing is known yet about the status of the calls that the list gives no status for.
    html calls_unknown_rest = "calls-unknown-rest";
    /// The people who will enter the status of a call once it is known.
    html calls_reporter = "calls-reporter";
    /// Where the words of a call come from.
    html call_source = "call-source";
    /// The status of a call.
    html call_status = "call-status" { status: html };
    /// The date of the status.
    html call_since = "call-since" { date: html };
    /// The line above the text to forward.
    html call_ready = "call-ready";

    // call-statuses.ftl
    /// The heading of earlier statuses.
    html statuses_earlier = "statuses-earlier";
    /// An earlier status.
    html statuses_entry = "statuses-entry" { date: html, status: html };
    /// The heading of the message to subscribers.
    label statuses_news = "statuses-news";
    /// A new status in that message.
    label statuses_news_entry = "statuses-news-entry" { call: str, status: str, date: str };
    /// The last line of that message: where all calls and their earlier statuses are.
    label statuses_news_more = "statuses-news-more";

    // dates.ftl
    /// A date, written out.
    html date_long = "date-long" { day: num, month: num, year: num };
    /// A month and its year, written out.
    html date_month = "date-month" { month: num, year: num };
    /// A date and a time of day such as 11:00.
    html date_time = "date-time" { date: html, time: str };
    /// The weekdays from Monday on, as short as a calendar has them, with commas between.
    html date_weekdays = "date-weekdays";

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
    /// Asks whether these words end all messages or are an answer.
    html topics_ask_stop = "topics-ask-stop" { words: str };
    /// All messages are off.
    html topics_stopped = "topics-stopped";

    // news.ftl
    /// How to get one of the broadcasts that are listed.
    html news_hint = "news-hint";
    /// A broadcast in the list: its date and its first words.
    html news_line = "news-line" { date: html, title: str };
    /// There is no broadcast to list.
    html news_none = "news-none";
    /// The line below a broadcast that is read again.
    label news_footer = "news-footer" { date: str };
    /// The broadcast of the pressed button may not be read any more.
    label news_gone_toast = "news-gone-toast";
    /// Telegram refuses the broadcast.
    html news_refused = "news-refused";

    // help.ftl
    /// How to use the bot.
    html help_text = "help-text";
    /// The commands of staff.
    html help_staff = "help-staff";
    /// How to use the bot in a group.
    html help_group = "help-group";
    /// In a group: this works only in the private chat.
    html help_private = "help-private";
    /// The pressed button no longer works.
    label help_stale = "help-stale";
    /// The person sends too fast, so some messages stay unanswered.
    html help_slow = "help-slow";

    // staff.ftl
    /// The role does not allow this.
    label staff_not_allowed_toast = "staff-not-allowed-toast";
    /// The person took rights from somebody, which nobody has confirmed yet.
    label staff_restrained_toast = "staff-restrained-toast";
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
    /// To the owner: other keys of the coalition's were accepted, with their codes.
    html staff_notice_keys = "staff-notice-keys" { codes: html };
    /// To the owner: there was no good backup for this many days.
    html staff_notice_backup = "staff-notice-backup" { days: num };
    /// To the owner: after that, there is one again.
    html staff_notice_backup_again = "staff-notice-backup-again";
    /// To the owner: the list of opt-outs was not copied to its other place for this many days.
    html staff_notice_list = "staff-notice-list" { days: num };
    /// To the owner: after that, it is copied again.
    html staff_notice_list_again = "staff-notice-list-again";
    /// To all staff: the command line has changed who is on staff.
    html staff_notice_changed = "staff-notice-changed";
    /// To the owner: there are no keys any more.
    html staff_notice_no_keys = "staff-notice-no-keys";

    // staff-panel.ftl
    /// The command's description in the menu of staff.
    label staff_command = "staff-command-*" for StaffCommands;
    /// The heading of the panel.
    html panel_title = "panel-title";
    /// Leads to the panel.
    label button_panel = "button-panel";
    /// Nothing needs the attention of staff.
    html panel_calm = "panel-calm";
    /// There are more broadcasts that go out or wait; the list behind this button has them all.
    html panel_more = "panel-more" { broadcasts: str, deadlines: str };
    /// Why a campaign is paused: staff paused it.
    html panel_pause_author = "panel-pause-author";
    /// The trial is out.
    html panel_pause_trial = "panel-pause-trial";
    /// Too many deliveries failed for this reason.
    html panel_pause_failures = "panel-pause-failures" { reason: str };
    /// It is too late.
    html panel_pause_late = "panel-pause-late";
    /// Telegram refuses the content.
    html panel_pause_content = "panel-pause-content";
    /// The content can't be read.
    html panel_pause_unreadable = "panel-pause-unreadable";
    /// Nobody of the staff answers for it.
    html panel_pause_permission = "panel-pause-permission";
    /// Nobody knows who received the campaign that it leaves out.
    html panel_pause_recipients = "panel-pause-recipients";
    /// A deadline is under way.
    html panel_form_deadline = "panel-form-deadline";
    /// The status of a call is under way.
    html panel_form_status = "panel-form-status";
    /// The purpose of the codes of the keys, for staff.
    html panel_key_code = "panel-key-code";
    /// Leads to the deadline under way.
    label button_panel_deadline = "button-panel-deadline";
    /// Leads to the status under way.
    label button_panel_status = "button-panel-status";
    /// Leads to the draft under way.
    label button_panel_draft = "button-panel-draft";
    /// Leads to the statuses of the calls, for staff.
    label button_panel_statuses = "button-panel-statuses";
    /// Leads to the export.
    label button_export = "button-export";
    /// Explains the list of supporters as a file.
    html export_about = "export-about";
    /// Sends the file.
    label button_export_send = "button-export-send";

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
