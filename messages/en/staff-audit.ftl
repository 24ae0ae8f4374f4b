# The audit log: who did what, and when. For staff. №12 is the number of a broadcast or of a deadline.

audit-title = <b>Audit log</b>
audit-only = Shown: { $what }
audit-none = There are no entries yet.
audit-entry =
    <b>{ $number }.</b> { $when }, <b>{ $who }</b>
    { $what }
audit-altered = <b>{ $number }.</b> ⚠️ Somebody has altered this entry. Tell the other staff and the person who runs the server at once.
audit-head =
    Code of the newest entry:
    { $code }
audit-what = { $deed }: { $on }
audit-what-result = { $what } ({ $result })
audit-number = №{ $number }
audit-doer = { $alias } ({ $role })
audit-doer-staff = Member of staff { $tag }
audit-role-viewer = viewer
audit-role-editor = editor
audit-role-owner = owner
audit-doer-command-line = On the server
audit-doer-bot = The bot
audit-ask-doer = Whose actions do you want to see?
audit-ask-group = Which actions do you want to see?
audit-notice =
    The bot keeps a log of what staff do. The code of its newest entry:

    { $code }

    Don't delete this message. With this code, the person who runs the server can check that nothing was removed from the log.

## The actions

audit-deed-broadcast = Sending a broadcast
audit-deed-change = Changing a planned broadcast
audit-deed-correct = Correcting a broadcast
audit-deed-take-back = Taking back a broadcast
audit-deed-pause = Pausing a broadcast
audit-deed-resume = Resuming a broadcast
audit-deed-cancel = Cancelling a broadcast
audit-deed-repeat = Resending where unsure
audit-deed-delivery = Delivering a broadcast
audit-deed-test = Showing a draft to a colleague
audit-deed-set-deadline = Setting a deadline
audit-deed-change-deadline = Changing a deadline
audit-deed-remove-deadline = Removing a deadline
audit-deed-enter-status = Entering the status of a call
audit-deed-export = Exporting the list of supporters
audit-deed-backup = Making a backup
audit-deed-restore = Restoring a backup
audit-deed-accept-keys = Accepting the coalition's keys
audit-deed-recover-key = Recovering the server's key
audit-deed-change-staff = Changing the staff or their rights
audit-deed-invite = Inviting somebody
audit-deed-uninvite = Withdrawing an invitation
audit-deed-admit = Admitting somebody to the staff
audit-deed-change-role = Changing a role
audit-deed-suspend = Suspending somebody
audit-deed-reinstate = Reinstating somebody
audit-deed-remove = Removing somebody from the staff
audit-deed-leave = Leaving the staff
audit-deed-confirm = Confirming that a restriction was right
audit-deed-read-log = Reading the audit log
audit-deed-freeze = Freezing everything
audit-deed-wish-lift = Agreeing to lift the freeze
audit-deed-lift = Lifting the freeze
audit-deed-forget-key = Forgetting the server's key
audit-deed-go-ahead = Agreeing to somebody else's action

audit-result-done = done
audit-result-no-effect = there was nothing left to change
audit-result-stopped = stopped
audit-result-failed = failed
audit-result-refused = refused: not allowed

## Buttons

button-audit = Audit log
button-audit-doers = By person
button-audit-groups = By kind
button-audit-all = All entries
button-audit-newest = ‹ Newest
button-audit-undone = Not carried out
button-audit-group-broadcasts = Broadcasts
button-audit-group-facts = Deadlines and statuses
button-audit-group-data = Files and keys
button-audit-group-staff = Staff
