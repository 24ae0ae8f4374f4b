//! The messages for staff: broadcasts, their reports, and the export.

use crate::texts::catalog::keys::{Reasons, SendableKinds, Stages, UnsendableKinds};
use crate::texts::catalog::macros::catalog;

catalog! {
    // Below every broadcast.
    /// The small line at the end of every broadcast.
    label desk_footer = "desk-footer" { code: num };
    /// The same in a group.
    label desk_footer_group = "desk-footer-group" { bot: str, code: num };
    // The draft.
    /// The heading of a draft.
    html desk_title = "desk-title";
    /// The heading of a draft that corrects a campaign.
    html desk_title_correction = "desk-title-correction" { code: num };
    /// A version that exists.
    html desk_line_version = "desk-line-version" { language: str, about: html };
    /// The beginning of a version.
    html desk_line_quote = "desk-line-quote" { text: str };
    /// A version that is missing.
    html desk_line_missing = "desk-line-missing" { language: str };
    /// A text and its length.
    html desk_about_text = "desk-about-text" { kind: str, length: num };
    /// A file, and the length of its caption.
    html desk_about_captioned = "desk-about-captioned" { kind: str, length: num };
    /// A file without a caption.
    html desk_about_bare = "desk-about-bare" { kind: str };
    /// An album, and how many files it has.
    html desk_about_album = "desk-about-album" { kind: str, count: num };
    /// A version with link buttons below it.
    html desk_about_links = "desk-about-links" { about: html, count: num };
    /// Missing versions are replaced by others.
    html desk_line_fallback = "desk-line-fallback";
    /// Missing versions are not replaced.
    html desk_line_no_fallback = "desk-line-no-fallback";
    /// The topic of a campaign.
    html desk_line_topic = "desk-line-topic" { topic: str };
    /// The audience is all subscribers.
    html desk_line_everyone = "desk-line-everyone";
    /// The audience is supporters.
    html desk_line_supporters = "desk-line-supporters";
    /// The audience is the supporters in a region.
    html desk_line_region = "desk-line-region" { region: str };
    /// The audience is groups.
    html desk_line_groups = "desk-line-groups";
    /// The audience of a change is the chats that got the campaign.
    html desk_line_reached = "desk-line-reached" { code: num };
    /// The audience is limited to chats with this language.
    html desk_line_lang = "desk-line-lang" { language: str };
    /// The audience has any language.
    html desk_line_any_lang = "desk-line-any-lang";
    /// The number of recipients.
    html desk_line_count = "desk-line-count" { count: num };
    /// The number of chats that get nothing, because their language is missing.
    html desk_line_nothing = "desk-line-nothing" { count: num };
    /// The duration of sending.
    html desk_line_duration = "desk-line-duration" { time: html };
    /// It is sent at once.
    html desk_line_now = "desk-line-now";
    /// The time of sending.
    html desk_line_time = "desk-line-time" { date: html, time: str, utc: str };
    /// Quiet hours apply.
    html desk_line_quiet = "desk-line-quiet";
    /// Quiet hours do not apply.
    html desk_line_urgent = "desk-line-urgent";
    /// There is a trial: a few get it first.
    html desk_line_trial = "desk-line-trial" { from: num };
    /// There is no trial.
    html desk_line_no_trial = "desk-line-no-trial";
    /// It costs nothing.
    html desk_line_free = "desk-line-free";
    /// Telegram's charge.
    html desk_line_paid = "desk-line-paid" { stars: num };
    /// A time in seconds.
    html desk_seconds = "desk-seconds" { count: num };
    /// A time in minutes.
    html desk_minutes = "desk-minutes" { count: num };
    /// A time in hours.
    html desk_hours = "desk-hours" { count: num };
    /// Asks whether to discard the draft.
    html desk_discard_ask = "desk-discard-ask";
    /// The draft is discarded.
    html desk_discarded = "desk-discarded";
    /// There is another draft already.
    html desk_busy = "desk-busy";
    // Versions.
    /// The heading of a version.
    html desk_version_title = "desk-version-title" { language: str };
    /// Asks for a version.
    html desk_ask_content = "desk-ask-content" { language: str };
    /// Asks for the new text or caption of a version.
    html desk_ask_text = "desk-ask-text" { language: str };
    /// The line above a correction.
    html desk_correct = "desk-correct";
    /// A correction takes texts only.
    html desk_text_only = "desk-text-only";
    /// A kind of content that a broadcast can't have.
    html desk_refused = "desk-refused" { kind: str };
    /// A version is too long.
    html desk_too_long = "desk-too-long" { over: num, limit: num };
    /// An album is too large.
    html desk_album_full = "desk-album-full" { most: num };
    /// Asks for link buttons.
    html desk_ask_links = "desk-ask-links" { most: num, label: num };
    /// A line does not describe a button.
    html desk_link_shape = "desk-link-shape" { line: num };
    /// A line has no valid address.
    html desk_link_address = "desk-link-address" { line: num };
    /// The label of a button is too long.
    html desk_link_label = "desk-link-label" { line: num, most: num };
    /// There are too many buttons.
    html desk_link_many = "desk-link-many" { most: num };
    /// The name of a kind of content that a broadcast can have.
    label desk_post = "desk-post-*" for SendableKinds;
    /// The name of a kind of content that a broadcast can't have.
    label desk_unfit = "desk-unfit-*" for UnsendableKinds;
    // Audience and time.
    /// The heading of the choice of an audience.
    html desk_audience_title = "desk-audience-title";
    /// Asks for a region.
    html desk_regions = "desk-regions";
    /// Asks for a time.
    html desk_time_ask = "desk-time-ask" { example: str };
    /// The typed text is not a time.
    html desk_time_shape = "desk-time-shape";
    /// A time has passed.
    html desk_time_past = "desk-time-past";
    /// A time is too far away.
    html desk_time_far = "desk-time-far";
    // Preview and confirmation.
    /// The line above the draft, after the preview.
    html desk_preview = "desk-preview";
    /// The heading of the confirmation.
    html desk_confirm_title = "desk-confirm-title";
    /// The lifetime of the button.
    html desk_expires = "desk-expires" { minutes: num };
    /// The button is too old.
    html desk_expired = "desk-expired";
    /// The draft or the audience has changed since then.
    html desk_changed = "desk-changed";
    /// The audience is empty.
    html desk_nobody = "desk-nobody";
    /// A correction changes nothing.
    html desk_unchanged = "desk-unchanged";
    /// A similar text was sent recently.
    html desk_warn_like = "desk-warn-like" { code: num, date: html };
    /// It was sent.
    html desk_launched = "desk-launched";
    /// It will be sent.
    html desk_scheduled = "desk-scheduled";
    /// There is no version yet.
    label desk_nothing_toast = "desk-nothing-toast";
    /// It was sent already.
    label desk_on_its_way_toast = "desk-on-its-way-toast";
    /// The draft no longer exists.
    label desk_gone_toast = "desk-gone-toast";
    /// The sent content can't be read any more.
    label desk_unreadable_toast = "desk-unreadable-toast";
    /// The caption of the sealed list of supporters.
    html desk_export_caption = "desk-export-caption" { count: num };
    /// How to open the sealed list.
    html desk_export_how = "desk-export-how" { file: str };
    /// There is no key to seal the list with.
    html desk_export_no_key = "desk-export-no-key";
    /// The list is too large for a chat.
    html desk_export_too_many = "desk-export-too-many";
    // Reports.
    /// The heading of a report.
    html desk_report_title = "desk-report-title" { code: num, stage: str };
    /// The heading of the report on a campaign that takes another back.
    html desk_report_take_back = "desk-report-take-back" { code: num, of: num, stage: str };
    /// The heading of the report on a campaign that corrects another.
    html desk_report_correction = "desk-report-correction" { code: num, of: num, stage: str };
    /// The heading of the report on a reminder.
    html desk_report_reminder = "desk-report-reminder" { code: num, stage: str };
    /// Telegram's charge so far.
    html desk_report_paid = "desk-report-paid" { stars: num };
    /// The name of a campaign's stage.
    label desk_stage = "desk-stage-*" for Stages;
    /// The reason for a pause: its author.
    html desk_pause_author = "desk-pause-author";
    /// The reason for a pause: the trial is sent.
    html desk_pause_trial = "desk-pause-trial";
    /// The reason for a pause: many failures of one kind.
    html desk_pause_failures = "desk-pause-failures" { reason: str };
    /// The reason for a pause: it is late.
    html desk_pause_late = "desk-pause-late";
    /// The reason for a pause: Telegram refuses the content.
    html desk_pause_content = "desk-pause-content";
    /// The reason for a pause: the content can't be read.
    html desk_pause_unreadable = "desk-pause-unreadable";
    /// The progress.
    html desk_bar = "desk-bar" { bar: str, percent: num };
    /// The number of sent messages.
    html desk_count_sent = "desk-count-sent" { count: num, total: num };
    /// The number of changed messages.
    html desk_count_changed = "desk-count-changed" { count: num, total: num };
    /// The number of deleted messages.
    html desk_count_deleted = "desk-count-deleted" { count: num, total: num };
    /// The number of chats that can't be reached.
    html desk_count_gone = "desk-count-gone" { count: num };
    /// The number of failures.
    html desk_count_failed = "desk-count-failed" { count: num };
    /// The number of unsure deliveries.
    html desk_count_unsure = "desk-count-unsure" { count: num };
    /// The number of skipped deliveries.
    html desk_count_skipped = "desk-count-skipped" { count: num };
    /// The number of deliveries with one reason.
    html desk_count_reason = "desk-count-reason" { reason: str, count: num };
    /// The number of waiting deliveries.
    html desk_count_waiting = "desk-count-waiting" { count: num };
    /// The speed, and the time that is left.
    html desk_rate = "desk-rate" { rate: num, time: html };
    /// The meaning of unsure.
    html desk_unsure = "desk-unsure";
    /// The name of a reason for a delivery's status.
    label desk_reason = "desk-reason-*" for Reasons;
    /// Asks whether to cancel the campaign.
    html desk_call_off_ask = "desk-call-off-ask" { code: num };
    /// Asks whether to repeat the unsure deliveries.
    html desk_repeat_ask = "desk-repeat-ask" { count: num };
    /// Asks whether to delete the sent messages.
    html desk_take_back_ask = "desk-take-back-ask" { code: num, count: num };
    /// It is too late to delete the sent messages.
    html desk_take_back_late = "desk-take-back-late";
    /// The heading of the list of campaigns.
    html desk_campaigns_title = "desk-campaigns-title";
    /// There are no campaigns yet.
    html desk_campaigns_none = "desk-campaigns-none";
    /// A line in the list of campaigns.
    html desk_campaign_line = "desk-campaign-line" { code: num, date: html, stage: str };
    // Buttons.
    /// A chosen option, or an existing version.
    label desk_button_has = "desk-button-has" { name: str };
    /// A version that is missing.
    label desk_button_lacks = "desk-button-lacks" { name: str };
    /// Replaces missing versions.
    label desk_button_fallback = "desk-button-fallback";
    /// Does not replace missing versions.
    label desk_button_no_fallback = "desk-button-no-fallback";
    /// Leads to the choice of an audience.
    label desk_button_audience = "desk-button-audience";
    /// The time of sending.
    label desk_button_time = "desk-button-time";
    /// Quiet hours do not apply.
    label desk_button_urgent = "desk-button-urgent";
    /// Quiet hours apply.
    label desk_button_quiet = "desk-button-quiet";
    /// There is a trial: a few get it first.
    label desk_button_trial = "desk-button-trial";
    /// There is no trial.
    label desk_button_no_trial = "desk-button-no-trial";
    /// Shows each version as it will arrive.
    label desk_button_preview = "desk-button-preview";
    /// Leads to the confirmation.
    label desk_button_confirm = "desk-button-confirm";
    /// Sends it.
    label desk_button_send = "desk-button-send" { count: num };
    /// Asks whether to discard the draft.
    label desk_button_discard = "desk-button-discard";
    /// Discards the draft.
    label desk_button_discard_yes = "desk-button-discard-yes";
    /// Leads back to the draft.
    label desk_button_draft = "desk-button-draft";
    /// Leads back to the version.
    label desk_button_version = "desk-button-version";
    /// Replaces the content of a version.
    label desk_button_another = "desk-button-another";
    /// Leads to the link buttons of a version.
    label desk_button_links = "desk-button-links";
    /// Removes the link buttons.
    label desk_button_no_links = "desk-button-no-links";
    /// Removes a version.
    label desk_button_remove = "desk-button-remove";
    /// Chooses people.
    label desk_button_private = "desk-button-private";
    /// Chooses groups.
    label desk_button_groups = "desk-button-groups";
    /// Chooses all subscribers.
    label desk_button_everyone = "desk-button-everyone";
    /// Chooses supporters.
    label desk_button_supporters = "desk-button-supporters";
    /// Leads to the choice of a region.
    label desk_button_regions = "desk-button-regions";
    /// Chooses any region.
    label desk_button_any_region = "desk-button-any-region";
    /// The audience has any language.
    label desk_button_any_lang = "desk-button-any-lang";
    /// It is sent at once.
    label desk_button_now = "desk-button-now";
    /// Begins a new draft.
    label desk_button_new = "desk-button-new";
    /// Leads to the list of campaigns.
    label desk_button_campaigns = "desk-button-campaigns";
    /// Leads to a report.
    label desk_button_campaign = "desk-button-campaign" { code: num };
    /// Leads back to the report.
    label desk_button_report = "desk-button-report";
    /// Refreshes the report.
    label desk_button_refresh = "desk-button-refresh";
    /// Pauses the campaign.
    label desk_button_pause = "desk-button-pause";
    /// Resumes the campaign.
    label desk_button_resume = "desk-button-resume";
    /// Asks whether to cancel the campaign.
    label desk_button_call_off = "desk-button-call-off";
    /// Cancels the campaign.
    label desk_button_call_off_yes = "desk-button-call-off-yes";
    /// Repeats the unsure deliveries.
    label desk_button_repeat = "desk-button-repeat";
    /// Asks whether to delete the sent messages.
    label desk_button_take_back = "desk-button-take-back";
    /// Deletes the sent messages.
    label desk_button_take_back_yes = "desk-button-take-back-yes";
    /// Begins a correction.
    label desk_button_correct = "desk-button-correct";
}
