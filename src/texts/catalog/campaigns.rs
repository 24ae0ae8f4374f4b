//! The messages for staff: the drafts of broadcasts, with their versions, recipients and time.

use crate::texts::catalog::keys::{SendableKinds, UnsendableKinds};
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
    /// The heading of a draft that changes a planned campaign.
    html campaign_title_change = "campaign-title-change" { code: num };
    /// The planned campaign stays as it is until the change is confirmed.
    html campaign_line_planned = "campaign-line-planned" { code: num };
    /// Somebody has changed the planned campaign since the draft was begun.
    html campaign_change_changed = "campaign-change-changed" { code: num };
    /// The planned campaign has begun, and so can't be changed.
    html campaign_change_begun = "campaign-change-begun" { code: num };
    /// The planned campaign was called off, and so can't be changed.
    html campaign_change_called_off = "campaign-change-called-off" { code: num };
    /// The campaign is planned like this already.
    html campaign_change_nothing = "campaign-change-nothing" { code: num };
    /// The planned campaign is changed.
    html campaign_change_made = "campaign-change-made" { code: num };
    /// Asks whether to drop the draft, and begin a new one with a campaign.
    html campaign_from_ask = "campaign-from-ask" { code: num };
    /// The draft begins with a campaign.
    html campaign_from = "campaign-from" { code: num };
    /// A version that exists.
    html campaign_line_version = "campaign-line-version" { language: str, about: html };
    /// The beginning of a version.
    html campaign_line_quote = "campaign-line-quote" { text: str };
    /// The first words of what was sent.
    html campaign_line_was = "campaign-line-was" { text: str };
    /// The first words of what is put in its place.
    html campaign_line_becomes = "campaign-line-becomes" { text: str };
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
    /// Only those who have switched the topic on since a day.
    html campaign_line_since = "campaign-line-since" { date: html };
    /// All except those who received a campaign.
    html campaign_line_without = "campaign-line-without" { code: num };
    /// There are fewer than five recipients, who share a trait.
    html campaign_line_count_few = "campaign-line-count-few";
    /// At least so many recipients share a trait.
    html campaign_line_count_least = "campaign-line-count-least" { count: num };
    /// Fewer than five chats get nothing, because their language is missing.
    html campaign_line_nothing_few = "campaign-line-nothing-few";
    /// At least so many chats get nothing, because their language is missing.
    html campaign_line_nothing_least = "campaign-line-nothing-least" { count: num };
    /// The number of recipients.
    html campaign_line_count = "campaign-line-count" { count: num };
    /// The number of chats that get nothing, because their language is missing.
    html campaign_line_nothing = "campaign-line-nothing" { count: num };
    /// The duration of sending.
    html campaign_line_duration = "campaign-line-duration" { time: html };
    /// It is sent at once.
    html campaign_line_now = "campaign-line-now";
    /// It would be sent at once, but it is quiet hours.
    html campaign_line_now_held = "campaign-line-now-held" { moment: html };
    /// When it is sent.
    html campaign_line_when = "campaign-line-when" { moment: html };
    /// When it is sent instead of a time in quiet hours.
    html campaign_line_when_held = "campaign-line-when-held" { time: str, moment: html };
    /// Quiet hours hold what has begun.
    html campaign_line_held = "campaign-line-held" { moment: html };
    /// A moment in Bishkek.
    html campaign_moment = "campaign-moment" { moment: html };
    /// The same with what another clock shows then.
    html campaign_moment_both = "campaign-moment-both" { moment: html, zone: str, local: html };
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
    /// The heading of the settings that are seldom changed.
    html campaign_options_title = "campaign-options-title";
    /// Asks whether to discard the draft.
    html campaign_discard_ask = "campaign-discard-ask";
    /// The draft is discarded.
    html campaign_discarded = "campaign-discarded";
    /// There is another draft already.
    html campaign_busy = "campaign-busy";
    // Versions.
    /// The heading of a version.
    html campaign_version_title = "campaign-version-title" { language: str };
    /// Asks for the first version of a draft.
    html campaign_ask_first = "campaign-ask-first" { language: str };
    /// Asks for a version.
    html campaign_ask_content = "campaign-ask-content" { language: str };
    /// The kinds of messages that a version can be.
    html campaign_ask_kinds = "campaign-ask-kinds";
    /// Asks for another message in place of a version.
    html campaign_ask_instead = "campaign-ask-instead";
    /// Asks for the new text or caption of a version.
    html campaign_ask_text = "campaign-ask-text" { language: str };
    /// The line above what a version says now.
    html campaign_says_now = "campaign-says-now";
    /// The text of a version did not fit.
    html campaign_says_more = "campaign-says-more";
    /// The formatting of a version is not in the box.
    html campaign_unformatted = "campaign-unformatted";
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
    /// A further message may be the version in another language.
    html campaign_more_other = "campaign-more-other";
    /// Files that can't stand in one message.
    html campaign_more_kinds = "campaign-more-kinds";
    /// The draft follows an edited message.
    html campaign_edit_taken = "campaign-edit-taken";
    /// The draft can't follow an edited message.
    html campaign_edit_kept = "campaign-edit-kept";
    /// The heading of the link buttons of a version.
    html campaign_links_title = "campaign-links-title" { language: str };
    /// A link button.
    html campaign_line_link = "campaign-line-link" { label: str, address: str };
    /// Asks for the text on a link button.
    html campaign_link_ask_text = "campaign-link-ask-text" { most: num };
    /// Asks for the address behind a link button.
    html campaign_link_ask_address = "campaign-link-ask-address" { label: str };
    /// The fault of one of several lines.
    html campaign_link_error_line = "campaign-link-error-line" { line: num, error: html };
    /// A line does not describe a button.
    html campaign_link_error_shape = "campaign-link-error-shape";
    /// An address was typed where the text on the button is asked for.
    html campaign_link_error_order = "campaign-link-error-order";
    /// Nothing of the text on a button can be seen.
    html campaign_link_error_empty = "campaign-link-error-empty";
    /// It is no valid address.
    html campaign_link_error_address = "campaign-link-error-address";
    /// An address ends with a punctuation mark.
    html campaign_link_error_mark = "campaign-link-error-mark" { mark: str };
    /// The text on a button is too long.
    html campaign_link_error_label = "campaign-link-error-label" { most: num };
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
    /// Asks since when the topic must have been on.
    html campaign_since_ask = "campaign-since-ask" { example: str };
    /// The typed text is no day.
    html campaign_since_shape = "campaign-since-shape";
    /// The day lies ahead.
    html campaign_since_future = "campaign-since-future";
    /// Asks which campaign the recipients must not have received.
    html campaign_without_ask = "campaign-without-ask" { days: num };
    /// There is no campaign to choose.
    html campaign_without_none = "campaign-without-none";
    /// The typed text is no number.
    html campaign_without_shape = "campaign-without-shape";
    /// A campaign that can't be chosen.
    html campaign_without_refused = "campaign-without-refused" { code: num };
    /// Until when it is known who received the campaign.
    html campaign_without_until = "campaign-without-until" { code: num, date: html };
    /// It is not known any more who received the campaign.
    html campaign_without_unknown = "campaign-without-unknown" { code: num };
    /// It won't be known any more by then.
    html campaign_without_late = "campaign-without-late" { code: num, date: html };
    /// Asks for a time.
    html campaign_time_ask = "campaign-time-ask" { example: str };
    /// The typed text is not a time.
    html campaign_time_shape = "campaign-time-shape";
    /// A time has passed.
    html campaign_time_past = "campaign-time-past";
    /// A time is too far away.
    html campaign_time_far = "campaign-time-far";
}
