//! What the bot says at the desk, where owners write to many.

use crate::texts::catalog::keys::{Reasons, SendableKinds, Stages, UnsendableKinds};
use crate::texts::catalog::macros::catalog;

catalog! {
    // Below every message to many.
    /// The small line at the end of every message to many.
    label desk_footer = "desk-footer" { code: num };
    /// The same in a group.
    label desk_footer_group = "desk-footer-group" { bot: str, code: num };
    // The draft.
    /// The heading of a draft.
    html desk_title = "desk-title";
    /// The heading of a draft that corrects a campaign.
    html desk_title_correction = "desk-title-correction" { code: num };
    /// A version that there is.
    html desk_line_version = "desk-line-version" { language: str, about: html };
    /// How a version begins.
    html desk_line_quote = "desk-line-quote" { text: str };
    /// A version that there is not.
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
    /// It goes to all subscribers.
    html desk_line_everyone = "desk-line-everyone";
    /// It goes to supporters.
    html desk_line_supporters = "desk-line-supporters";
    /// It goes to supporters of a region.
    html desk_line_region = "desk-line-region" { region: str };
    /// It goes to groups.
    html desk_line_groups = "desk-line-groups";
    /// A change goes to whoever got the campaign.
    html desk_line_reached = "desk-line-reached" { code: num };
    /// Only those who chose this language.
    html desk_line_lang = "desk-line-lang" { language: str };
    /// Whatever language they chose.
    html desk_line_any_lang = "desk-line-any-lang";
    /// How many get it.
    html desk_line_count = "desk-line-count" { count: num };
    /// How many get nothing, since their language is missing.
    html desk_line_nothing = "desk-line-nothing" { count: num };
    /// How long it takes.
    html desk_line_duration = "desk-line-duration" { time: html };
    /// It goes out at once.
    html desk_line_now = "desk-line-now";
    /// When it goes out.
    html desk_line_time = "desk-line-time" { date: html, time: str, utc: str };
    /// Quiet hours are kept.
    html desk_line_quiet = "desk-line-quiet";
    /// Quiet hours are not kept.
    html desk_line_urgent = "desk-line-urgent";
    /// A few get it first.
    html desk_line_trial = "desk-line-trial" { from: num };
    /// All get it at once.
    html desk_line_no_trial = "desk-line-no-trial";
    /// It costs nothing.
    html desk_line_free = "desk-line-free";
    /// What Telegram charges.
    html desk_line_paid = "desk-line-paid" { stars: num };
    /// A time in seconds.
    html desk_seconds = "desk-seconds" { count: num };
    /// A time in minutes.
    html desk_minutes = "desk-minutes" { count: num };
    /// A time in hours.
    html desk_hours = "desk-hours" { count: num };
    /// Asks whether to drop the draft.
    html desk_discard_ask = "desk-discard-ask";
    /// The draft is dropped.
    html desk_discarded = "desk-discarded";
    /// Another draft is under way.
    html desk_busy = "desk-busy";
    // Versions.
    /// The heading of a version.
    html desk_version_title = "desk-version-title" { language: str };
    /// Asks for a version.
    html desk_ask_content = "desk-ask-content" { language: str };
    /// Asks for the new text or caption of a version.
    html desk_ask_text = "desk-ask-text" { language: str };
    /// Stands above a correction.
    html desk_correct = "desk-correct";
    /// A correction takes texts only.
    html desk_text_only = "desk-text-only";
    /// A kind of message that can't be sent to many.
    html desk_refused = "desk-refused" { kind: str };
    /// A version is too long.
    html desk_too_long = "desk-too-long" { over: num, limit: num };
    /// An album is too large.
    html desk_album_full = "desk-album-full" { most: num };
    /// Asks for link buttons.
    html desk_ask_links = "desk-ask-links" { most: num, label: num };
    /// A line is no button.
    html desk_link_shape = "desk-link-shape" { line: num };
    /// A line has no address that can be opened.
    html desk_link_address = "desk-link-address" { line: num };
    /// The label of a button is too long.
    html desk_link_label = "desk-link-label" { line: num, most: num };
    /// There are too many buttons.
    html desk_link_many = "desk-link-many" { most: num };
    /// What a message to many is.
    label desk_post = "desk-post-*" for SendableKinds;
    /// What can't be sent to many.
    label desk_unfit = "desk-unfit-*" for UnsendableKinds;
    // Whom it goes to, and when.
    /// The heading of the choice whom it goes to.
    html desk_audience_title = "desk-audience-title";
    /// Asks for a region.
    html desk_regions = "desk-regions";
    /// Asks for a time.
    html desk_time_ask = "desk-time-ask" { example: str };
    /// A typed time is none.
    html desk_time_shape = "desk-time-shape";
    /// A time has passed.
    html desk_time_past = "desk-time-past";
    /// A time is too far away.
    html desk_time_far = "desk-time-far";
    // Preview and confirmation.
    /// Stands above the draft, below the preview.
    html desk_preview = "desk-preview";
    /// Stands above the confirmation.
    html desk_confirm_title = "desk-confirm-title";
    /// How long the button works.
    html desk_expires = "desk-expires" { minutes: num };
    /// The button is too old.
    html desk_expired = "desk-expired";
    /// Something has changed since.
    html desk_changed = "desk-changed";
    /// Nobody would get it.
    html desk_nobody = "desk-nobody";
    /// A correction changes nothing.
    html desk_unchanged = "desk-unchanged";
    /// A text like this was sent lately.
    html desk_warn_like = "desk-warn-like" { code: num, date: html };
    /// It was sent.
    html desk_launched = "desk-launched";
    /// It will be sent.
    html desk_scheduled = "desk-scheduled";
    /// There is no version yet.
    label desk_nothing_toast = "desk-nothing-toast";
    /// It was sent already.
    label desk_on_its_way_toast = "desk-on-its-way-toast";
    /// The draft is no more.
    label desk_gone_toast = "desk-gone-toast";
    /// What was sent can't be read any more.
    label desk_unreadable_toast = "desk-unreadable-toast";
    /// What stands under the sealed list of supporters.
    html desk_export_caption = "desk-export-caption" { count: num };
    /// How it is opened.
    html desk_export_how = "desk-export-how" { file: str };
    /// There is no key to seal the list with.
    html desk_export_no_key = "desk-export-no-key";
    /// The list is too large for a chat.
    html desk_export_too_many = "desk-export-too-many";
    // How it goes.
    /// The heading of a report.
    html desk_report_title = "desk-report-title" { code: num, stage: str };
    /// The heading of the report on a campaign that takes another back.
    html desk_report_take_back = "desk-report-take-back" { code: num, of: num, stage: str };
    /// The heading of the report on a campaign that corrects another.
    html desk_report_correction = "desk-report-correction" { code: num, of: num, stage: str };
    /// The heading of the report on a reminder.
    html desk_report_reminder = "desk-report-reminder" { code: num, stage: str };
    /// What Telegram charged.
    html desk_report_paid = "desk-report-paid" { stars: num };
    /// Where a campaign stands.
    label desk_stage = "desk-stage-*" for Stages;
    /// Why it rests: its author wished so.
    html desk_pause_author = "desk-pause-author";
    /// Why it rests: the trial is out.
    html desk_pause_trial = "desk-pause-trial";
    /// Why it rests: many failed for one reason.
    html desk_pause_failures = "desk-pause-failures" { reason: str };
    /// Why it rests: it is late.
    html desk_pause_late = "desk-pause-late";
    /// Why it rests: Telegram refuses what it says.
    html desk_pause_content = "desk-pause-content";
    /// Why it rests: what it says can't be read.
    html desk_pause_unreadable = "desk-pause-unreadable";
    /// How far it is.
    html desk_bar = "desk-bar" { bar: str, percent: num };
    /// How many got it.
    html desk_count_sent = "desk-count-sent" { count: num, total: num };
    /// With how many it was changed.
    html desk_count_changed = "desk-count-changed" { count: num, total: num };
    /// With how many it was deleted.
    html desk_count_deleted = "desk-count-deleted" { count: num, total: num };
    /// How many can't be written to.
    html desk_count_gone = "desk-count-gone" { count: num };
    /// How many failed.
    html desk_count_failed = "desk-count-failed" { count: num };
    /// For how many nobody can tell.
    html desk_count_unsure = "desk-count-unsure" { count: num };
    /// How many were not tried.
    html desk_count_skipped = "desk-count-skipped" { count: num };
    /// How many, for one reason.
    html desk_count_reason = "desk-count-reason" { reason: str, count: num };
    /// How many wait.
    html desk_count_waiting = "desk-count-waiting" { count: num };
    /// How fast it goes, and how long it takes yet.
    html desk_rate = "desk-rate" { rate: num, time: html };
    /// What unsure means.
    html desk_unsure = "desk-unsure";
    /// Why a delivery stands as it does.
    label desk_reason = "desk-reason-*" for Reasons;
    /// Asks whether to call it off.
    html desk_call_off_ask = "desk-call-off-ask" { code: num };
    /// Asks whether to send to the unsure again.
    html desk_repeat_ask = "desk-repeat-ask" { count: num };
    /// Asks whether to take it back.
    html desk_take_back_ask = "desk-take-back-ask" { code: num, count: num };
    /// It is too late to take it back.
    html desk_take_back_late = "desk-take-back-late";
    /// The heading of the list.
    html desk_campaigns_title = "desk-campaigns-title";
    /// Nothing was sent yet.
    html desk_campaigns_none = "desk-campaigns-none";
    /// One line of the list.
    html desk_campaign_line = "desk-campaign-line" { code: num, date: html, stage: str };
    // Buttons.
    /// A choice that is made, or a version that there is.
    label desk_button_has = "desk-button-has" { name: str };
    /// A version that there is not.
    label desk_button_lacks = "desk-button-lacks" { name: str };
    /// Replaces missing versions.
    label desk_button_fallback = "desk-button-fallback";
    /// Does not replace missing versions.
    label desk_button_no_fallback = "desk-button-no-fallback";
    /// To whom it goes.
    label desk_button_audience = "desk-button-audience";
    /// When it goes out.
    label desk_button_time = "desk-button-time";
    /// Quiet hours are not kept.
    label desk_button_urgent = "desk-button-urgent";
    /// Quiet hours are kept.
    label desk_button_quiet = "desk-button-quiet";
    /// A few get it first.
    label desk_button_trial = "desk-button-trial";
    /// All get it at once.
    label desk_button_no_trial = "desk-button-no-trial";
    /// Each version as it will arrive.
    label desk_button_preview = "desk-button-preview";
    /// To the confirmation.
    label desk_button_confirm = "desk-button-confirm";
    /// Sends it.
    label desk_button_send = "desk-button-send" { count: num };
    /// Asks whether to drop the draft.
    label desk_button_discard = "desk-button-discard";
    /// Drops the draft.
    label desk_button_discard_yes = "desk-button-discard-yes";
    /// Back to the draft.
    label desk_button_draft = "desk-button-draft";
    /// Back to the version.
    label desk_button_version = "desk-button-version";
    /// Another message in place of this version.
    label desk_button_another = "desk-button-another";
    /// Link buttons below a version.
    label desk_button_links = "desk-button-links";
    /// Drops the link buttons.
    label desk_button_no_links = "desk-button-no-links";
    /// Drops a version.
    label desk_button_remove = "desk-button-remove";
    /// To people.
    label desk_button_private = "desk-button-private";
    /// To groups.
    label desk_button_groups = "desk-button-groups";
    /// To all subscribers.
    label desk_button_everyone = "desk-button-everyone";
    /// To supporters.
    label desk_button_supporters = "desk-button-supporters";
    /// To the choice of a region.
    label desk_button_regions = "desk-button-regions";
    /// Whatever region they live in.
    label desk_button_any_region = "desk-button-any-region";
    /// Whatever language they chose.
    label desk_button_any_lang = "desk-button-any-lang";
    /// It goes out at once.
    label desk_button_now = "desk-button-now";
    /// A new draft.
    label desk_button_new = "desk-button-new";
    /// To the list.
    label desk_button_campaigns = "desk-button-campaigns";
    /// To a report.
    label desk_button_campaign = "desk-button-campaign" { code: num };
    /// Back to the report.
    label desk_button_report = "desk-button-report";
    /// The report as of now.
    label desk_button_refresh = "desk-button-refresh";
    /// Lets it rest.
    label desk_button_pause = "desk-button-pause";
    /// Lets it go on.
    label desk_button_resume = "desk-button-resume";
    /// Asks whether to call it off.
    label desk_button_call_off = "desk-button-call-off";
    /// Calls it off.
    label desk_button_call_off_yes = "desk-button-call-off-yes";
    /// Sends to the unsure again.
    label desk_button_repeat = "desk-button-repeat";
    /// Asks whether to take it back.
    label desk_button_take_back = "desk-button-take-back";
    /// Takes it back.
    label desk_button_take_back_yes = "desk-button-take-back-yes";
    /// Corrects it.
    label desk_button_correct = "desk-button-correct";
}
