# The staff panel: what needs attention, and buttons to all other staff screens.

panel-title = <b>For staff</b>
button-panel = For staff
panel-calm = Nothing needs attention now.
panel-more = Not everything is shown here: the rest is under “{ $broadcasts }” and “{ $deadlines }”.
panel-pause-author = Paused by staff.
panel-pause-trial = The trial has been sent. Check it before it goes to everybody.
panel-pause-failures = Too many deliveries failed: { $reason }.
panel-pause-late = Its planned time has passed, or it was restored from a backup.
panel-pause-content = Telegram refuses the message.
panel-pause-unreadable = Its text can no longer be read.
panel-pause-permission = Nobody on the staff is responsible for it now.
panel-pause-recipients = The bot can no longer tell who should get it.
panel-form-deadline = You have started to set a deadline. It isn't set yet.
panel-form-status = You have started to enter the status of a call. Nobody sees it yet.
panel-key-code = If the coalition's own key has a different code, somebody else can open new names: tell the other staff and the person who runs the server at once.
button-panel-deadline = Continue with the deadline
button-panel-status = Continue with the status
button-panel-draft = Continue with your draft
button-panel-statuses = Status of the calls
button-export = List of supporters

## The list of supporters

export-about =
    <b>The list of supporters as a file</b>

    The file lists everybody who supports the pledge. It has their region, name and contact if they gave them, and says what may be published.

    The file is encrypted. It can be opened only with the coalition's private key, on the computer where that key is kept. The message that comes with the file says how.

    Even so, pass the file on only to people who have that key.
button-export-send = Send the file here

## The menu of commands

staff-command-panel = For staff: what needs attention, and all tools
staff-command-broadcast = Write a broadcast
staff-command-campaigns = Broadcasts and their reports
staff-command-deadlines = Set and change deadlines
staff-command-record = Enter the status of a call
staff-command-export = The list of supporters as a file
staff-command-audit = The audit log: who did what, and when
staff-command-freeze = Stop everything if somebody acts without permission
staff-command-staff = The staff: who has which role, invite, leave
