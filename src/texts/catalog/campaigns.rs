//! The messages for staff: broadcasts, their reports, and the export.

use crate::texts::catalog::keys::{Reasons, SendableKinds, Stages, UnsendableKinds};
use crate::texts::catalog::macros::catalog;

catalog! {
    // Below every broadcast.
    /// The small line at the end of every broadcast.
    label campaign_footer = "campaign-footer" { code: num };
    /// The same in a group.
    label campaign_footer_group = "campaign-footer-group" { bot: str, code: num };
    // The draft.
    /// The heading of a draft.
    html campaign_title = "campaign-title";
    /// The heading of a draft that corrects a campaign.
    html campaign_title_correction = "campaign-title-correction" { code: num };
    /// A version that exists.
    html campaign_line_version = "campaign-line-version" { language: str, about: html };
    /// The beginning of a version.
    html campaign_line_quote = "campaign-line-quote" { text: str };
    /// A version that is missing.
    html campaign_line_missing = "campaign-line-missing" { language: str };
    /// A text and its length.
    html campaign_about_text = "campaign-about-text" { kind: str, length: num };
    /// A file, and the length of its caption.
    html campaign_about_captioned = "campaign-about-captioned" { kind: str, length: num };
    /// A file without a caption.
    html campaign_about_bare = "campaign-about-bare" { kind: str };
    /// An album, and how many files it has.
    html campaign_about_album = "campaign-about-album" { kind: str, count: num };
    /// A version with link buttons below it.
    html campaign_about_links = "campaign-about-links" { about: html, count: num };
    /// Missing versions are replaced by others.
    html campaign_line_fallback = "campaign-line-fallback";
    /// Missing versions are not replaced.
    html campaign_line_no_fallback = "campaign-line-no-fallback";
    /// The topic of a campaign.
    html campaign_line_topic = "campaign-line-topic" { topic: str };
    /// The audience is all subscribers.
    html campaign_line_everyone = "campaign-line-everyone";
    /// The audience is supporters.
    html campaign_line_supporters = "campaign-line-supporters";
    /// The audience is the supporters in a region.
    html campaign_line_region = "campaign-line-region" { region: str };
    /// The audience is groups.
    html campaign_line_groups = "campaign-line-groups";
    /// The audience of a change is the chats that got the campaign.
    html campaign_line_reached = "campaign-line-reached" { code: num };
    /// The audience is limited to chats with this language.
    html campaign_line_lang = "campaign-line-lang" { language: str };
    /// The audience has any language.
    html campaign_line_any_lang = "campaign-line-any-lang";
    /// The number of recipients.
    html campaign_line_count = "campaign-line-count" { count: num };
    /// The number of chats that get nothing, because their language is missing.
    html campaign_line_nothing = "campaign-line-nothing" { count: num };
    /// The duration of sending.
    html campaign_line_duration = "campaign-line-duration" { time: html };
    /// It is sent at once.
    html campaign_line_now = "campaign-line-now";
    /// The time of sending.
    html campaign_line_time = "campaign-line-time" { date: html, time: str, utc: str };
    /// Quiet hours apply.
    html campaign_line_quiet = "campaign-line-quiet";
    /// Quiet hours do not apply.
    html campaign_line_urgent = "campaign-line-urgent";
    /// There is a trial: a few get it first.
    html campaign_line_trial = "campaign-line-trial" { from: num };
    /// There is no trial.
    html campaign_line_no_trial = "campaign-line-no-trial";
    /// It arrives with a sound.
    html campaign_line_sound = "campaign-line-sound";
    /// It arrives without a sound.
    html campaign_line_silent = "campaign-line-silent";
    /// Links are shown with a preview.
    html campaign_line_link_preview = "campaign-line-link-preview";
    /// Links are shown without a preview.
    html campaign_line_no_link_preview = "campaign-line-no-link-preview";
    /// It costs nothing.
    html campaign_line_free = "campaign-line-free";
    /// Telegram's charge.
    html campaign_line_paid = "campaign-line-paid" { stars: num };
    /// A time in seconds.
    html campaign_seconds = "campaign-seconds" { count: num };
    /// A time in minutes.
    html campaign_minutes = "campaign-minutes" { count: num };
    /// A time in hours.
    html campaign_hours = "campaign-hours" { count: num };
    /// Asks whether to discard the draft.
    html campaign_discard_ask = "campaign-discard-ask";
    /// The draft is discarded.
    html campaign_discarded = "campaign-discarded";
    /// There is another draft already.
    html campaign_busy = "campaign-busy";
    // Versions.
    /// The heading of a version.
    html campaign_version_title = "campaign-version-title" { language: str };
    /// Asks for a version.
    html campaign_ask_content = "campaign-ask-content" { language: str };
    /// Asks for the new text or caption of a version.
    html campaign_ask_text = "campaign-ask-text" { language: str };
    /// The line above a correction.
    html campaign_correct = "campaign-correct";
    /// A correction takes texts only.
    html campaign_text_only = "campaign-text-only";
    /// A kind of content that a broadcast can't have.
    html campaign_refused = "campaign-refused" { kind: str };
    /// A version is too long.
    html campaign_too_long = "campaign-too-long" { over: num, limit: num };
    /// An album is too large.
    html campaign_album_full = "campaign-album-full" { most: num };
    /// Asks whether a further message is added to its version, replaces it, or is left out.
    html campaign_more_ask = "campaign-more-ask" { language: str };
    /// Files that can't stand in one message.
    html campaign_more_kinds = "campaign-more-kinds";
    /// The draft follows an edited message.
    html campaign_edit_taken = "campaign-edit-taken";
    /// The draft can't follow an edited message.
    html campaign_edit_kept = "campaign-edit-kept";
    /// Asks for link buttons.
    html campaign_ask_links = "campaign-ask-links" { most: num, label: num };
    /// A line does not describe a button.
    html campaign_link_shape = "campaign-link-shape" { line: num };
    /// A line has no valid address.
    html campaign_link_address = "campaign-link-address" { line: num };
    /// An address ends with a punctuation mark.
    html campaign_link_mark = "campaign-link-mark" { line: num, mark: str };
    /// The label of a button is too long.
    html campaign_link_label = "campaign-link-label" { line: num, most: num };
    /// There are too many buttons.
    html campaign_link_many = "campaign-link-many" { most: num };
    /// The name of a kind of content that a broadcast can have.
    label campaign_post = "campaign-kind-*" for SendableKinds;
    /// The name of a kind of content that a broadcast can't have.
    label campaign_unfit = "campaign-unfit-*" for UnsendableKinds;
    // Audience and time.
    /// The heading of the choice of an audience.
    html campaign_audience_title = "campaign-audience-title";
    /// Asks for a region.
    html campaign_regions = "campaign-regions";
    /// Asks for a time.
    html campaign_time_ask = "campaign-time-ask" { example: str };
    /// The typed text is not a time.
    html campaign_time_shape = "campaign-time-shape";
    /// A time has passed.
    html campaign_time_past = "campaign-time-past";
    /// A time is too far away.
    html campaign_time_far = "campaign-time-far";
    // Preview and confirmation.
    /// The line above the draft, after the preview.
    html campaign_preview = "campaign-preview";
    /// Telegram refuses a version.
    html campaign_preview_refused = "campaign-preview-refused" { language: str };
    /// The heading of the confirmation.
    html campaign_confirm_title = "campaign-confirm-title";
    /// The lifetime of the button.
    html campaign_expires = "campaign-expires" { minutes: num };
    /// The button is too old.
    html campaign_expired = "campaign-expired";
    /// The draft or the audience has changed since then.
    html campaign_changed = "campaign-changed";
    /// The audience is empty.
    html campaign_nobody = "campaign-nobody";
    /// A correction changes nothing.
    html campaign_unchanged = "campaign-unchanged";
    /// A similar text was sent recently.
    html campaign_warn_like = "campaign-warn-like" { code: num, date: html };
    /// It was sent.
    html campaign_launched = "campaign-launched";
    /// It will be sent.
    html campaign_scheduled = "campaign-scheduled";
    /// There is no version yet.
    label campaign_nothing_toast = "campaign-nothing-toast";
    /// It was sent already.
    label campaign_on_its_way_toast = "campaign-on-its-way-toast";
    /// The draft no longer exists.
    label campaign_gone_toast = "campaign-gone-toast";
    /// The sent content can't be read any more.
    label campaign_unreadable_toast = "campaign-unreadable-toast";
    /// The caption of the sealed list of supporters.
    html campaign_export_caption = "campaign-export-caption" { count: num };
    /// How to open the sealed list.
    html campaign_export_how = "campaign-export-how" { file: str };
    /// There is no key to seal the list with.
    html campaign_export_no_key = "campaign-export-no-key";
    /// The list is too large for a chat.
    html campaign_export_too_many = "campaign-export-too-many";
    // Reports.
    /// The heading of a report.
    html campaign_report_title = "campaign-report-title" { code: num, stage: str };
    /// The heading of the report on a campaign that takes another back.
    html campaign_report_take_back = "campaign-report-take-back" { code: num, of: num, stage: str };
    /// The heading of the report on a campaign that corrects another.
    html campaign_report_correction = "campaign-report-correction" { code: num, of: num, stage: str };
    /// The heading of the report on a reminder.
    html campaign_report_reminder = "campaign-report-reminder" { code: num, stage: str };
    /// Telegram's charge so far.
    html campaign_report_paid = "campaign-report-paid" { stars: num };
    /// The name of a campaign's stage.
    label campaign_stage = "campaign-stage-*" for Stages;
    /// The reason for a pause: its author.
    html campaign_pause_author = "campaign-pause-author";
    /// The reason for a pause: the trial is sent.
    html campaign_pause_trial = "campaign-pause-trial";
    /// The reason for a pause: many failures of one kind.
    html campaign_pause_failures = "campaign-pause-failures" { reason: str };
    /// The reason for a pause: it is late.
    html campaign_pause_late = "campaign-pause-late";
    /// The reason for a pause: Telegram refuses the content.
    html campaign_pause_content = "campaign-pause-content";
    /// The reason for a pause: the content can't be read.
    html campaign_pause_unreadable = "campaign-pause-unreadable";
    /// The reason for a pause: its author may not send any more, or is not known any more.
    html campaign_pause_permission = "campaign-pause-permission";
    /// The progress.
    html campaign_bar = "campaign-bar" { bar: str, percent: num };
    /// The number of sent messages.
    html campaign_count_sent = "campaign-count-sent" { count: num, total: num };
    /// The number of changed messages.
    html campaign_count_changed = "campaign-count-changed" { count: num, total: num };
    /// The number of deleted messages.
    html campaign_count_deleted = "campaign-count-deleted" { count: num, total: num };
    /// The number of chats that can't be reached.
    html campaign_count_gone = "campaign-count-gone" { count: num };
    /// The number of failures.
    html campaign_count_failed = "campaign-count-failed" { count: num };
    /// The number of unsure deliveries.
    html campaign_count_unsure = "campaign-count-unsure" { count: num };
    /// The number of skipped deliveries.
    html campaign_count_skipped = "campaign-count-skipped" { count: num };
    /// The number of deliveries with one reason.
    html campaign_count_reason = "campaign-count-reason" { reason: str, count: num };
    /// The number of waiting deliveries.
    html campaign_count_waiting = "campaign-count-waiting" { count: num };
    /// The speed, and the time that is left.
    html campaign_rate = "campaign-rate" { rate: num, time: html };
    /// The meaning of unsure.
    html campaign_unsure = "campaign-unsure";
    /// The name of a reason for a delivery's status.
    label campaign_reason = "campaign-reason-*" for Reasons;
    /// Asks whether to cancel the campaign.
    html campaign_call_off_ask = "campaign-call-off-ask" { code: num };
    /// Asks whether to repeat the unsure deliveries.
    html campaign_repeat_ask = "campaign-repeat-ask" { count: num };
    /// Asks whether to delete the sent messages.
    html campaign_take_back_ask = "campaign-take-back-ask" { code: num, count: num };
    /// It is too late to delete the sent messages.
    html campaign_take_back_late = "campaign-take-back-late";
    /// The heading of the list of campaigns.
    html campaign_list_title = "campaign-list-title";
    /// There are no campaigns yet.
    html campaign_list_none = "campaign-list-none";
    /// A line in the list of campaigns.
    html campaign_list_line = "campaign-list-line" { code: num, date: html, stage: str };
    // Buttons.
    /// A chosen option, or an existing version.
    label campaign_button_has = "campaign-button-has" { name: str };
    /// A version that is missing.
    label campaign_button_lacks = "campaign-button-lacks" { name: str };
    /// Replaces missing versions.
    label campaign_button_fallback = "campaign-button-fallback";
    /// Does not replace missing versions.
    label campaign_button_no_fallback = "campaign-button-no-fallback";
    /// Leads to the choice of an audience.
    label campaign_button_audience = "campaign-button-audience";
    /// The time of sending.
    label campaign_button_time = "campaign-button-time";
    /// Quiet hours do not apply.
    label campaign_button_urgent = "campaign-button-urgent";
    /// Quiet hours apply.
    label campaign_button_quiet = "campaign-button-quiet";
    /// There is a trial: a few get it first.
    label campaign_button_trial = "campaign-button-trial";
    /// There is no trial.
    label campaign_button_no_trial = "campaign-button-no-trial";
    /// It arrives without a sound.
    label campaign_button_silent = "campaign-button-silent";
    /// It arrives with a sound.
    label campaign_button_sound = "campaign-button-sound";
    /// Shows links with a preview.
    label campaign_button_link_preview = "campaign-button-link-preview";
    /// Shows links without a preview.
    label campaign_button_no_link_preview = "campaign-button-no-link-preview";
    /// Shows each version as it will arrive.
    label campaign_button_preview = "campaign-button-preview";
    /// Leads to the confirmation.
    label campaign_button_confirm = "campaign-button-confirm";
    /// Sends it.
    label campaign_button_send = "campaign-button-send" { count: num };
    /// Asks whether to discard the draft.
    label campaign_button_discard = "campaign-button-discard";
    /// Discards the draft.
    label campaign_button_discard_yes = "campaign-button-discard-yes";
    /// Leads back to the draft.
    label campaign_button_draft = "campaign-button-draft";
    /// Leads back to the version.
    label campaign_button_version = "campaign-button-version";
    /// Replaces the content of a version.
    label campaign_button_another = "campaign-button-another";
    /// Leads to the link buttons of a version.
    label campaign_button_links = "campaign-button-links";
    /// Removes the link buttons.
    label campaign_button_no_links = "campaign-button-no-links";
    /// Adds a further message to its version.
    label campaign_button_more_add = "campaign-button-more-add";
    /// Puts a further message in place of its version.
    label campaign_button_more_instead = "campaign-button-more-instead";
    /// Leaves a further message out.
    label campaign_button_more_leave = "campaign-button-more-leave";
    /// Removes a version.
    label campaign_button_remove = "campaign-button-remove";
    /// Chooses people.
    label campaign_button_private = "campaign-button-private";
    /// Chooses groups.
    label campaign_button_groups = "campaign-button-groups";
    /// Chooses all subscribers.
    label campaign_button_everyone = "campaign-button-everyone";
    /// Chooses supporters.
    label campaign_button_supporters = "campaign-button-supporters";
    /// Leads to the choice of a region.
    label campaign_button_regions = "campaign-button-regions";
    /// Chooses any region.
    label campaign_button_any_region = "campaign-button-any-region";
    /// The audience has any language.
    label campaign_button_any_lang = "campaign-button-any-lang";
    /// It is sent at once.
    label campaign_button_now = "campaign-button-now";
    /// Begins a new draft.
    label campaign_button_new = "campaign-button-new";
    /// Leads to the list of campaigns.
    label campaign_button_campaigns = "campaign-button-campaigns";
    /// Leads to a report.
    label campaign_button_campaign = "campaign-button-campaign" { code: num };
    /// Leads back to the report.
    label campaign_button_report = "campaign-button-report";
    /// Refreshes the report.
    label campaign_button_refresh = "campaign-button-refresh";
    /// Pauses the campaign.
    label campaign_button_pause = "campaign-button-pause";
    /// Resumes the campaign.
    label campaign_button_resume = "campaign-button-resume";
    /// Asks whether to cancel the campaign.
    label campaign_button_call_off = "campaign-button-call-off";
    /// Cancels the campaign.
    label campaign_button_call_off_yes = "campaign-button-call-off-yes";
    /// Repeats the unsure deliveries.
    label campaign_button_repeat = "campaign-button-repeat";
    /// Asks whether to delete the sent messages.
    label campaign_button_take_back = "campaign-button-take-back";
    /// Deletes the sent messages.
    label campaign_button_take_back_yes = "campaign-button-take-back-yes";
    /// Begins a correction.
    label campaign_button_correct = "campaign-button-correct";
}
