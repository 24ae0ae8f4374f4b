//! The messages about actions of staff that are held.

use crate::texts::catalog::macros::catalog;

catalog! {
    // holds.ftl
    /// A broadcast is about to be sent.
    html hold_what_send = "hold-what-send" { who: str };
    /// A correction is about to be sent.
    html hold_what_correct = "hold-what-correct" { who: str, code: num };
    /// A planned campaign is about to change.
    html hold_what_change = "hold-what-change" { who: str, code: num };
    /// A campaign is about to go to unsure chats again.
    html hold_what_repeat = "hold-what-repeat" { who: str, code: num };
    /// A campaign is about to go on that somebody else has paused.
    html hold_what_resume = "hold-what-resume" { who: str, code: num };
    /// A deadline is about to be set.
    html hold_what_deadline = "hold-what-deadline" { who: str };
    /// A deadline is about to change.
    html hold_what_deadline_change = "hold-what-deadline-change" { who: str };
    /// A deadline is about to be removed.
    html hold_what_deadline_remove = "hold-what-deadline-remove" { who: str };
    /// A status is about to be entered.
    html hold_what_status = "hold-what-status" { who: str };
    /// The list of supporters is about to be sent to one of the staff.
    html hold_what_export = "hold-what-export" { who: str };
    /// Somebody wants to give a person rights on the staff.
    html hold_what_grant = "hold-what-grant" { who: str };
    /// Who gave them.
    html hold_granted_by = "hold-granted-by" { who: str };
    /// An action that can't be read any more.
    html hold_what_unreadable = "hold-what-unreadable" { who: str };
    /// The versions stand above.
    html hold_above = "hold-above";
    /// Telegram refuses a version.
    html hold_refused_version = "hold-refused-version" { language: str };
    /// The heading of a deadline as it is now.
    html hold_was = "hold-was";
    /// The name of somebody whose alias is not known.
    label hold_someone = "hold-someone";
    /// When an action takes effect.
    html hold_when = "hold-when" { moment: html };
    /// Nobody else was told yet.
    html hold_when_untold = "hold-when-untold";
    /// A second person is needed.
    html hold_when_second = "hold-when-second";
    /// Nothing takes effect now.
    html hold_when_barred = "hold-when-barred";
    /// When something goes out that is held.
    html hold_line_when = "hold-line-when" { moment: html };
    /// When something goes out that needs a second person.
    html hold_line_second = "hold-line-second";
    /// The same for something that is planned.
    html hold_line_second_when = "hold-line-second-when" { moment: html };
    /// An action is held.
    html hold_begun = "hold-begun";
    /// An action of a person who is alone is held.
    html hold_begun_alone = "hold-begun-alone";
    /// An action is held until a second person agrees.
    html hold_begun_second = "hold-begun-second";
    /// Nobody can agree.
    html hold_second_nobody = "hold-second-nobody";
    /// A second person is needed after a stop.
    html hold_why_stopped = "hold-why-stopped";
    /// A second person is needed for a small audience.
    html hold_why_few = "hold-why-few";
    /// Too many actions wait.
    html hold_many = "hold-many" { most: num };
    /// A change would come too late.
    html hold_pause_first = "hold-pause-first" { code: num };
    /// Nobody could be told for a long time.
    html hold_still_untold = "hold-still-untold";
    /// It took effect.
    html hold_done = "hold-done";
    /// It took effect, as a second person agreed.
    html hold_done_approved = "hold-done-approved" { who: str };
    /// It took effect, as the command line agreed.
    html hold_done_operator = "hold-done-operator";
    /// Somebody stopped it.
    html hold_stopped = "hold-stopped" { who: str };
    /// The command line stopped it.
    html hold_stopped_operator = "hold-stopped-operator";
    /// Its author took it back.
    html hold_undone = "hold-undone" { who: str };
    /// It waited for too long.
    html hold_lapsed = "hold-lapsed";
    /// It could not be done.
    html hold_refused = "hold-refused";
    /// The file of an export could not be sent.
    html hold_not_exported = "hold-not-exported";
    /// The author has the draft or the form again.
    html hold_given_back = "hold-given-back";
    /// The next action needs a second person.
    html hold_next_second = "hold-next-second";
    /// The answer to a stop.
    html hold_stop_answer = "hold-stop-answer";
    /// The answer to an author who takes an action back.
    html hold_undo_answer = "hold-undo-answer";
    /// The answer to a second person who agrees.
    html hold_go_ahead_answer = "hold-go-ahead-answer";
    /// It does not wait any more.
    label hold_over_toast = "hold-over-toast";
    /// Nobody agrees to their own action.
    label hold_own_toast = "hold-own-toast";
    /// A person who is new can't agree.
    label hold_new_toast = "hold-new-toast";
    /// A person who is restrained can't agree.
    label hold_restrained_toast = "hold-restrained-toast";
    /// Somebody has paused a campaign.
    html silenced_pause = "silenced-pause" { who: str, code: num };
    /// Somebody has called a campaign off.
    html silenced_cancel = "silenced-cancel" { who: str, code: num };
    /// Somebody takes a campaign back.
    html silenced_take_back = "silenced-take-back" { who: str, code: num };
    /// The heading of an action that waits, by its number, as its button has it.
    html hold_panel_title = "hold-panel-title" { code: num };
    /// Nothing is held.
    html hold_panel_off = "hold-panel-off";
    /// Stops an action.
    label button_hold_stop = "button-hold-stop";
    /// Agrees to an action.
    label button_hold_go_ahead = "button-hold-go-ahead";
    /// Takes an own action back.
    label button_hold_undo = "button-hold-undo";
    /// Opens an action that waits.
    label button_hold = "button-hold" { code: num };
}
