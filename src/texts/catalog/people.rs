//! The texts about the people on staff.

use crate::texts::catalog::keys::{PersonSteps, Roles};
use crate::texts::catalog::macros::catalog;

catalog! {
    // people.ftl
    /// The heading of the staff.
    html people_title = "people-title";
    /// Leads to the staff.
    label button_people = "button-people";
    /// A person with their role, and since when they have it.
    html people_line_since = "people-line-since" { name: str, role: str, since: html };
    /// A person with their role, for those with whom the staff began.
    html people_line = "people-line" { name: str, role: str };
    /// The person is the reader.
    html people_line_you = "people-line-you";
    /// The person's rights are not in force.
    html people_line_suspended = "people-line-suspended";
    /// The person can start nothing until somebody confirms what they did.
    html people_line_restrained = "people-line-restrained";
    /// In place of a name that nobody knows.
    label people_no_name = "people-no-name";
    /// A step about a person, as a button.
    label people_step = "people-step-*" for PersonSteps;
    /// The consequences of a step, and the question whether to take it.
    html people_about = "people-about-*" for PersonSteps;
    /// A step that was taken.
    label people_step_done = "people-done-*" for PersonSteps;
    /// A person has joined.
    label people_joined = "people-joined" { role: str };
    /// A person has left.
    label people_left = "people-left";
    /// Something was done about a person.
    html people_done = "people-done" { name: str, what: str };
    /// Tells the others what somebody has done about a person.
    html people_told = "people-told" { actor: str, person: str, what: str };
    /// The actor can start nothing now.
    html people_told_restrained = "people-told-restrained" { actor: str };
    /// Invites somebody.
    label people_button_invite = "people-button-invite";
    /// Asks for the role of an invitation, and explains the roles.
    html people_invite_ask = "people-invite-ask";
    /// Makes an invitation for a role.
    label people_invite_as = "people-button-invite-*" for Roles;
    /// The link of an invitation.
    html people_invite_link = "people-invite-link" { role: str, until: html, link: html };
    /// No more invitations are possible now.
    html people_invite_full = "people-invite-full";
    /// Sends the link on.
    label people_button_share = "people-button-share";
    /// An invitation that is not over.
    html people_invitation = "people-invitation" { role: str, until: html };
    /// Somebody has opened it.
    html people_invitation_opened = "people-invitation-opened";
    /// Lets the person in.
    label people_button_admit = "people-button-admit";
    /// Withdraws an invitation.
    label people_button_uninvite = "people-button-uninvite" { role: str };
    /// An invitation was withdrawn.
    html people_uninvited = "people-uninvited";
    /// To the person who opened a link: the inviter has to confirm it.
    html people_join_wait = "people-join-wait";
    /// To the person who opened a link that the command line made: whoever gave it to them has to confirm it, by this code.
    html people_code_wait = "people-code-wait" { code: str };
    /// To the inviter: this person opened the link.
    html people_join_opened = "people-join-opened" { name: str, role: str };
    /// To the person who is on staff now.
    html people_welcome = "people-welcome" { role: str };
    /// Asks for an alias.
    label people_button_alias = "people-button-alias";
    /// Asks for an alias, of so many characters at most.
    html people_alias_ask = "people-alias-ask" { most: num };
    /// The text is no alias.
    html people_alias_wrong = "people-alias-wrong";
    /// The alias was stored.
    html people_alias_set = "people-alias-set" { alias: str };
    /// Asks whether to leave.
    label people_button_leave = "people-button-leave";
    /// The question whether to leave.
    html people_leave_ask = "people-leave-ask";
    /// Leaves.
    label people_button_leave_yes = "people-button-leave-yes";
    /// The last owner can't leave.
    html people_leave_last = "people-leave-last";
    /// The person is not on staff any more.
    html people_leave_done = "people-leave-done";
    /// Leads back to the staff.
    label people_button_back = "people-button-back";
}
