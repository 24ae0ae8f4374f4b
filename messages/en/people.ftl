# The staff: who has which role; inviting, changing roles, suspending, removing, leaving. The roles are owner, editor and viewer.
# An alias is the word that somebody on the staff chooses and by which colleagues know them.

people-title = <b>The staff</b>
button-people = The staff
people-line-since = { $name } – { $role } since { $since }.
people-line = { $name } – { $role }.
people-line-you = That is you.
people-line-suspended = Suspended.
people-line-restrained = Took rights away from somebody. Can't start anything until somebody else confirms that.
people-no-name = Somebody without a name

people-step-viewer = Make a viewer
people-step-editor = Make an editor
people-step-owner = Make an owner
people-step-suspend = Suspend
people-step-reinstate = Reinstate
people-step-remove = Remove
people-step-confirm = Confirm that this was right

people-about-viewer = A viewer sees lists and reports, and sends nothing.
people-about-editor = An editor writes, sends, corrects and stops broadcasts, sets deadlines, and enters the status of calls.
people-about-owner = An owner may do everything, including getting the list of supporters and managing the staff.
people-about-suspend = Their rights, draft and buttons stop working at once. What they planned doesn't go out; it is shown to the others. They can be reinstated later.
people-about-reinstate = Their rights will work again.
people-about-remove = They will no longer be on the staff. Their draft is deleted. What they planned doesn't go out; it is shown to the others.
people-about-confirm = This person took rights away from somebody. If that was right, confirm it: then they can work again. If their phone may have been stolen, don't.

people-done-viewer = now a viewer
people-done-editor = now an editor
people-done-owner = now an owner
people-done-suspend = suspended
people-done-reinstate = reinstated
people-done-remove = no longer on the staff
people-done-confirm = confirmed that this was right
people-joined = now on the staff, as { $role }
people-left = left the staff
people-done = { $name }: { $what }.
people-told =
    <b>The list of staff has changed</b>

    { $person }: { $what }.
    Changed by: { $actor }.

    If you didn't expect this, tell the others on the staff at once.
people-told-restrained = Until another owner or the person who runs the server confirms it, { $actor } can't start anything, and what they planned doesn't go out.

people-button-invite = Invite somebody
people-invite-ask =
    <b>For which role?</b>

    A viewer sees lists and reports.
    An editor writes, sends, corrects and stops broadcasts.
    An owner may do everything, including managing the staff.
people-button-invite-viewer = Viewer
people-button-invite-editor = Editor
people-button-invite-owner = Owner
people-invite-link =
    <b>The invitation is ready</b>

    Role: { $role }.
    Good until: { $until }.

    Send this link to one person. Whoever opens it first can join, once you have confirmed that it is them:

    { $link }
people-invite-full = You can't invite anybody now: there are too many invitations or people. Withdraw one of the open invitations.
people-button-share = Share the link
people-invitation = An invitation. Role: { $role }. Good until: { $until }.
people-invitation-opened = Somebody has opened the link and is waiting to be confirmed.
people-button-admit = Yes, it is them
people-button-uninvite = Withdraw the invitation: { $role }
people-uninvited = The invitation is withdrawn. Its link no longer works.
people-join-wait = Thank you. The person who invited you now has to confirm that it is you. The bot will write to you then.
people-code-wait = Thank you. The person who gave you the link now has to confirm that it is you. Your code: <b>{ $code }</b>. Tell them this code and the name that Telegram shows for you, face to face or in a call, and nobody else. After that the bot will write to you.
people-join-opened =
    <b>Somebody has opened your invitation</b>

    The name that Telegram shows: { $name }.
    Role: { $role }.

    Is this the person you invited? To be sure, call them.
people-welcome =
    <b>You are on the staff now</b>

    Your role: { $role }. Begin with /panel.

    Choose an alias by which your colleagues will know you.

people-button-alias = My alias
people-alias-ask = Write an alias by which your colleagues will know you, of up to { $most } characters. It need not be your real name.
people-alias-wrong = That can't be an alias. Write a short word with at least one letter in it.
people-alias-set = Your alias is now: { $alias }.
people-button-leave = Leave
people-leave-ask = Leave the staff? Your draft is deleted. What you planned doesn't go out; it is shown to the others. To come back, you will need a new invitation.
people-button-leave-yes = Yes, leave
people-leave-last = You are the only owner, so you can't leave: nobody could manage the staff any more. Make somebody else an owner first.
people-leave-done = You are no longer on the staff. Thank you for your work.
people-button-back = ‹ List
