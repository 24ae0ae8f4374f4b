//! The messages for staff: the confirmation of a broadcast, its report, the buttons, and the export.

use crate::texts::catalog::keys::{Reasons, Stages};
use crate::texts::catalog::macros::catalog;

catalog! {
    // Preview and confirmation.
    /// The line above the draft, after the preview.
    html campaign_preview = "campaign-preview";
    /// Telegram refuses a version.
    html campaign_preview_refused = "campaign-preview-refused" { language: str };
    /// Asks which colleague gets the draft as a test.
    html campaign_test_ask = "campaign-test-ask";
    /// Some of the staff can't get a test.
    html campaign_test_missing = "campaign-test-missing";
    /// The line above a test, for the colleague.
    html campaign_test_line = "campaign-test-line";
    /// A colleague got the test.
    html campaign_test_sent = "campaign-test-sent" { name: str };
    /// Telegram refused a part of the test.
    html campaign_test_failed = "campaign-test-failed" { name: str };
    /// The heading of the confirmation.
    html campaign_confirm_title = "campaign-confirm-title";
    /// The heading of the confirmation of a change to a planned campaign.
    html campaign_confirm_change = "campaign-confirm-change" { code: num };
    /// The heading of the confirmation of a correction.
    html campaign_confirm_correction = "campaign-confirm-correction" { code: num };
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
    /// A similar text is planned.
    html campaign_warn_planned = "campaign-warn-planned" { code: num, date: html };
    /// Another correction was sent since this one was begun.
    html campaign_warn_corrected = "campaign-warn-corrected" { code: num, by: num };
    /// What was taken back can't be corrected.
    html campaign_correct_taken_back = "campaign-correct-taken-back" { code: num, by: num };
    /// What is being sent can't be corrected.
    html campaign_correct_under_way = "campaign-correct-under-way" { code: num };
    /// What nobody got any more, or nobody knows where, can't be corrected.
    html campaign_correct_unknown = "campaign-correct-unknown" { code: num };
    /// It was sent.
    html campaign_launched = "campaign-launched";
    /// A correction was confirmed.
    html campaign_launched_correction = "campaign-launched-correction";
    /// A campaign is taken back.
    html campaign_launched_take_back = "campaign-launched-take-back";
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
    /// The reason for a pause: nobody knows who received the campaign that is left out.
    html campaign_pause_recipients = "campaign-pause-recipients";
    /// The same for one that has begun, and so can't be changed.
    html campaign_pause_recipients_begun = "campaign-pause-recipients-begun";
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
    /// It goes to fewer than five, who share a trait.
    html campaign_count_few = "campaign-count-few";
    /// Fewer than five of those who share a trait have got it.
    html campaign_count_done_few = "campaign-count-done-few" { total: num };
    /// At least so many of those who share a trait have got it.
    html campaign_count_done_least = "campaign-count-done-least" { count: num, total: num };
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
    /// The same without their number, where they share a trait.
    html campaign_repeat_ask_some = "campaign-repeat-ask-some";
    /// Asks whether to delete the sent messages.
    html campaign_take_back_ask = "campaign-take-back-ask" { code: num, count: num };
    /// The same without their number, where its recipients share a trait.
    html campaign_take_back_ask_some = "campaign-take-back-ask-some" { code: num };
    /// It is too late to delete the sent messages.
    html campaign_take_back_late = "campaign-take-back-late";
    /// The heading of the list of campaigns.
    html campaign_list_title = "campaign-list-title";
    /// There are no campaigns yet.
    html campaign_list_none = "campaign-list-none";
    /// Whose times the list has.
    html campaign_list_times = "campaign-list-times";
    /// A broadcast in the list.
    html campaign_list_entry = "campaign-list-entry" { code: num, moment: html, state: str };
    /// The stage of a campaign, and how many have got it.
    label campaign_list_state = "campaign-list-state" { stage: str, count: num, total: num };
    /// The same where fewer than five have got it, who share a trait.
    label campaign_list_state_few = "campaign-list-state-few" { stage: str };
    /// The same where at least so many have got it, who share a trait.
    label campaign_list_state_least = "campaign-list-state-least" { stage: str, count: num };
    /// A correction, below its broadcast.
    html campaign_list_correction = "campaign-list-correction" { code: num, state: str };
    /// A deletion, below its broadcast.
    html campaign_list_deletion = "campaign-list-deletion" { code: num, state: str };
    /// The words can't be read any more.
    html campaign_list_unreadable = "campaign-list-unreadable";
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
    /// Leads to the settings that are seldom changed.
    label campaign_button_options = "campaign-button-options";
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
    /// Sends it to fewer than five, who share a trait.
    label campaign_button_send_few = "campaign-button-send-few";
    /// Sends it to at least so many, who share a trait.
    label campaign_button_send_least = "campaign-button-send-least" { count: num };
    /// Changes the planned campaign, for at least so many who share a trait.
    label campaign_button_send_change_least = "campaign-button-send-change-least" { count: num };
    /// Changes the planned campaign, for fewer than five who share a trait.
    label campaign_button_send_change_few = "campaign-button-send-change-few";
    /// Changes the planned campaign.
    label campaign_button_send_change = "campaign-button-send-change" { count: num };
    /// Corrects the campaign.
    label campaign_button_correct_yes = "campaign-button-correct-yes";
    /// Leads to the choice of a colleague who gets a test.
    label campaign_button_test = "campaign-button-test";
    /// Makes a new broadcast of the draft.
    label campaign_button_as_new = "campaign-button-as-new";
    /// Asks whether to discard the draft.
    label campaign_button_discard = "campaign-button-discard";
    /// Discards the draft.
    label campaign_button_discard_yes = "campaign-button-discard-yes";
    /// Leads back to the draft.
    label campaign_button_draft = "campaign-button-draft";
    /// Leads to the link buttons of a version.
    label campaign_button_links = "campaign-button-links";
    /// Asks for another link button.
    label campaign_button_link_another = "campaign-button-link-another";
    /// Asks for a link button of another version.
    label campaign_button_link_in = "campaign-button-link-in" { language: str };
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
    /// Leads to the choice of a day since which the topic must have been on.
    label campaign_button_since = "campaign-button-since";
    /// Chooses those who came in the last days.
    label campaign_button_since_days = "campaign-button-since-days" { days: num };
    /// Chooses all, whenever they came.
    label campaign_button_since_any = "campaign-button-since-any";
    /// Leads to the choice of a campaign that the recipients must not have received.
    label campaign_button_without = "campaign-button-without";
    /// Chooses those who have not received this campaign.
    label campaign_button_without_one = "campaign-button-without-one" { code: num, date: str };
    /// Chooses all, whatever they received.
    label campaign_button_without_any = "campaign-button-without-any";
    /// It is sent at once.
    label campaign_button_now = "campaign-button-now";
    /// Begins a new draft.
    label campaign_button_new = "campaign-button-new";
    /// Leads to the list of campaigns.
    label campaign_button_campaigns = "campaign-button-campaigns";
    /// Leads to a report, with the first words of the broadcast.
    label campaign_button_broadcast = "campaign-button-broadcast" { code: num, words: str };
    /// Leads to newer broadcasts.
    label campaign_button_newer = "campaign-button-newer";
    /// Leads to older broadcasts.
    label campaign_button_older = "campaign-button-older";
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
    /// Begins a new draft with a campaign.
    label campaign_button_from = "campaign-button-from";
    /// Drops the draft, and begins a new one with a campaign.
    label campaign_button_from_yes = "campaign-button-from-yes";
    /// Begins to change a planned campaign.
    label campaign_button_change = "campaign-button-change";
    /// Begins a correction.
    label campaign_button_correct = "campaign-button-correct";
}
