# For staff: everything that is done in the coalition's name waits for a while first, and the other staff can stop it.
# $who: the name that one of the staff has chosen. A second person: another one of the staff who agrees. №12: a broadcast's number.

## What is about to happen

hold-what-send = <b>{ $who } wants to send a broadcast</b>
hold-what-correct = <b>{ $who } wants to correct №{ $code }</b>
hold-what-change = <b>{ $who } wants to change №{ $code }, which is planned</b>
hold-what-repeat = <b>{ $who } wants to send №{ $code } once more where nobody knows whether it arrived</b>
hold-what-resume = <b>{ $who } wants to resume №{ $code }, which somebody else has paused</b>
hold-what-deadline = <b>{ $who } wants to set a deadline</b>
hold-what-deadline-change = <b>{ $who } wants to change a deadline</b>
hold-what-deadline-remove = <b>{ $who } wants to remove a deadline</b>
hold-what-status = <b>{ $who } wants to enter the status of a call</b>
hold-what-export = <b>{ $who } wants the list of supporters as a file</b>
hold-what-grant = <b>{ $who } wants to give somebody staff rights</b>
hold-granted-by = Decided by: { $who }.
hold-what-unreadable = <b>{ $who } wants to do something, but it can no longer be read</b>
hold-above = The message itself is above, as people will see it.
hold-refused-version = ⚠️ Telegram refuses this version: <b>{ $language }</b>.
hold-was = Now:
hold-someone = One of the staff

## When

hold-when = If nobody stops it, it will happen at this time: { $moment }.
hold-when-untold = The waiting time begins once a message about this has reached a colleague who has had their rights for more than a day.
hold-when-second = It happens only if a second person agrees.
hold-when-barred = For now this can't take effect: everything is frozen, or its author can't start anything at the moment.
hold-line-when = When: { $moment }, if nobody stops it
hold-line-second = When: after a second person has agreed
hold-line-second-when = When: { $moment }, if a second person agrees before

## To its author

hold-begun = This action is waiting now. The other staff get a message, and each of them can stop it.
hold-begun-alone = This action is waiting now. Until it happens, you can withdraw it.
hold-begun-second = This action is waiting for a second person to agree. The other staff get a message.
hold-second-nobody = Nobody else on the staff can agree now. The person who runs the server can: <code>{ "pledge-bot holds" }</code>
hold-why-stopped = Your last action was stopped, so this one needs a second person to agree.
hold-why-few = Very few people would get this, so it needs a second person to agree.
hold-many = Too many of your actions are waiting: { $most }. Withdraw one, or wait.
hold-pause-first = №{ $code } would go out before that. Pause it first, then change it.
hold-still-untold = The waiting time has not begun yet. It begins once a message about this has reached a colleague who has had their rights for more than a day.

## How it ended

hold-done = It has been done.
hold-done-approved = It has been done: { $who } agreed.
hold-done-operator = It has been done: the person who runs the server agreed.
hold-stopped = It was not done: { $who } stopped it.
hold-stopped-operator = It was not done: the person who runs the server stopped it.
hold-undone = It was not done: { $who } withdrew it.
hold-lapsed = It was not done: it waited too long, or its time has passed.
hold-refused = It was not done: something has changed since, or its author may no longer do this.
hold-not-exported = The list of supporters could not be sent to you. Please ask for it once more: /export
hold-given-back = Your draft or your form is back in its place.
hold-next-second = Your next action needs a second person to agree.

## Answers to buttons

hold-stop-answer = It has been stopped. Nothing has happened.
hold-undo-answer = You have withdrawn it. Nothing has happened.
hold-go-ahead-answer = You have agreed. It happens at once, unless something else prevents it.
hold-over-toast = This action is no longer waiting.
hold-own-toast = This is your own action. Somebody else has to agree.
hold-new-toast = You have had this right for less than a day. For now, you can only stop the action.
hold-restrained-toast = You can't agree for now: you took rights away from others, and somebody else has to confirm that.

## When something falls silent

silenced-pause = { $who } has paused №{ $code }. It won't go out until somebody resumes it.
silenced-cancel = { $who } has cancelled №{ $code }.
silenced-take-back = { $who } is taking №{ $code } back: it is being deleted everywhere.

## The panel

hold-panel-title = <b>Action { $code } is waiting</b>
hold-panel-off = Whatever staff do takes effect at once, without a waiting time ({ "HOLD_MINUTES=0" }).
button-hold-stop = Stop
button-hold-go-ahead = Go ahead
button-hold-undo = Withdraw
button-hold = Action { $code }
