# Sending to many, for the coalition's staff: drafts, confirmation, reports. №12 is the code of a message to many.
# Unsure: nobody can tell whether it arrived. Taking back: deleting it in every chat.

## Below every message to many

desk-footer = Stop: /stop · Choose topics: /updates · №{ $code }
desk-footer-group = Stop: /stop@{ $bot } · Choose topics: /updates@{ $bot } · №{ $code }

## The draft

desk-title = <b>A message to many: draft</b>
desk-title-correction = <b>Correction of №{ $code }: draft</b>
desk-line-version = <b>{ $language }</b>: { $about }
desk-line-quote = “{ $text }”
desk-line-missing = <b>{ $language }</b>: missing
desk-about-text = { $kind }, { $length ->
    [one] { $length } character
   *[other] { $length } characters
}
desk-about-captioned = { $kind }, caption of { $length ->
    [one] { $length } character
   *[other] { $length } characters
}
desk-about-bare = { $kind }, no caption
desk-about-album = { $kind }, { $count ->
    [one] { $count } file
   *[other] { $count } files
}
desk-about-links = { $about }; { $count ->
    [one] { $count } button
   *[other] { $count } buttons
}
desk-line-fallback = Whoever reads a language that is missing gets another version: Kyrgyz before Russian before English.
desk-line-no-fallback = Whoever reads a language that is missing gets nothing.
desk-line-topic = Topic: { $topic }
desk-line-everyone = To whom: everybody who has switched the topic on
desk-line-supporters = To whom: supporters who have switched the topic on
desk-line-region = To whom: supporters who have switched the topic on; region: { $region }
desk-line-groups = To whom: groups where the topic is on
desk-line-reached = To whom: everybody who got №{ $code }
desk-line-lang = Language: only { $language }
desk-line-any-lang = Language: any
desk-line-count = Recipients now: <b>{ $count }</b>
desk-line-nothing = Get nothing, as their language is missing: { $count }
desk-line-duration = Sending takes about { $time }
desk-line-now = When: as soon as you confirm
desk-line-time = When: { $date }, { $time } in Bishkek ({ $utc } UTC)
desk-line-quiet = Night: quiet hours are kept; what falls into them arrives in the morning
desk-line-urgent = Night: urgent, it arrives at night too
desk-line-trial = Trial: with more than { $from } recipients a few get it first, and you are asked before it goes to all
desk-line-no-trial = Trial: none, it goes to all at once
desk-line-free = Cost: none
desk-line-paid = Cost: paid broadcast, Telegram charges the bot up to { $stars } of its Stars
desk-seconds = { $count ->
    [one] { $count } second
   *[other] { $count } seconds
}
desk-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
desk-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
desk-discard-ask = Discard the draft? It can't be brought back.
desk-discarded = The draft is discarded; nothing was sent.
desk-busy = You have another draft under way. Send or discard it first; then you can correct what was sent.

## Versions

desk-version-title = <b>Version: { $language }</b>
desk-ask-content =
    Send me the message that is for those who read: <b>{ $language }</b>.

    It may be a text with formatting, a photo, video, animation (GIF), file, music, a voice message, or an album of up to ten. It arrives as you send it, with one small line below it about how to stop.
desk-ask-text = Send me the new text in full: <b>{ $language }</b>. If it was a photo or a file, your text takes the place of its caption. Files and buttons stay as they are.
desk-correct = Tap a version and send its new text. Nothing changes for anybody until you confirm.
desk-text-only = Only a text can be put in place of what was sent.
desk-refused = This can't be sent to many: { $kind }.
desk-too-long = This is { $over ->
    [one] { $over } character too long
   *[other] { $over } characters too long
}: { $limit } are the most, with the small line at the end. Shorten it and send it again.
desk-album-full = An album has at most { $most } files.
desk-ask-links =
    Type the buttons, one a line: what stands on it, a dash, and the address. For example:

    <code>Read the text - https://example.org/text</code>

    At most { $most } buttons, and { $label } characters on each.
desk-link-shape = Line { $line }: write what stands on the button, a dash, and the address.
desk-link-address = Line { $line }: the address has to begin with https://, http:// or tg:// and be complete.
desk-link-label = Line { $line }: at most { $most } characters fit on a button.
desk-link-many = At most { $most } buttons, please.
desk-post-text = text
desk-post-photo = photo
desk-post-video = video
desk-post-animation = animation
desk-post-document = file
desk-post-audio = music
desk-post-voice = voice message
desk-post-album = album
desk-unfit-sticker = a sticker
desk-unfit-video-note = a round video message
desk-unfit-poll = a poll
desk-unfit-location = a location
desk-unfit-venue = a place on the map
desk-unfit-contact = a contact
desk-unfit-dice = a die
desk-unfit-game = a game
desk-unfit-story = a story
desk-unfit-checklist = a checklist
desk-unfit-paid-media = paid media
desk-unfit-other = this kind of message

## Whom it goes to, and when

desk-audience-title = <b>To whom?</b>
desk-regions = Supporters of which region?
desk-time-ask = When is it to go out? Type date and time in Bishkek like this: <code>{ $example }</code>
desk-time-shape = This is no date and time.
desk-time-past = This time has passed already. Choose a later one.
desk-time-far = This is more than a year away. Choose an earlier time.

## Preview and confirmation

desk-preview = Above is each version as it will arrive. Only you have got them.
desk-confirm-title = <b>Send this?</b>
desk-expires = The button works for { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}.
desk-expired = Too much time has passed since. Please look at it once more.
desk-changed = Something has changed since: the message, the number of recipients, the time, or the bot was restarted. Please look at it once more.
desk-nobody = Nobody fits this choice now. Change to whom it goes.
desk-unchanged = This is what it says already. Tap a version and send its new text.
desk-warn-like = ⚠️ <b>A text like this went out already</b>: №{ $code }, { $date }.
desk-launched = It is on its way. In a moment you will see here how it goes.
desk-scheduled = It is planned. Until then you can call it off under /campaigns.
desk-nothing-toast = Write at least one version first.
desk-on-its-way-toast = It is on its way already.
desk-gone-toast = This draft is no longer there.
desk-unreadable-toast = What it says can't be read any more.

## How it goes

desk-report-title = <b>№{ $code }: { $stage }</b>
desk-report-take-back = <b>№{ $code }, taking back №{ $of }: { $stage }</b>
desk-report-correction = <b>№{ $code }, correction of №{ $of }: { $stage }</b>
desk-report-reminder = <b>№{ $code }, a reminder: { $stage }</b>
desk-report-paid = Cost so far: up to { $stars } of the bot's Stars
desk-stage-scheduled = waits for its time
desk-stage-filling = is getting ready
desk-stage-running = goes out
desk-stage-paused = paused
desk-stage-done = done
desk-stage-cancelled = called off
desk-pause-author = It rests until somebody says go on.
desk-pause-trial = The first few have got it. See whether it looks right to you; then go on, or call it off.
desk-pause-failures = Too many of the latest failed for one reason: { $reason }. Find out why before you go on.
desk-pause-late = Its time passed while the bot could not send, or it comes from a backup: then some may have got it already. If it is still right, go on; if not, call it off.
desk-pause-content = Telegram refuses what it says. Call it off, and send it anew in another form.
desk-pause-unreadable = What it says can't be read any more: the bot has another key now. Call it off, and write it anew.
desk-bar = { $bar } { $percent }%
desk-count-sent = Sent: { $count } of { $total }
desk-count-changed = Changed: { $count } of { $total }
desk-count-deleted = Deleted: { $count } of { $total }
desk-count-gone = Can't be reached: { $count }
desk-count-failed = Failed: { $count }
desk-count-unsure = Unsure: { $count }
desk-count-skipped = Skipped: { $count }
desk-count-reason = · { $reason }: { $count }
desk-count-waiting = Waiting: { $count }
desk-rate = Speed: { $rate } a second; left: about { $time }
desk-unsure = Unsure: the connection broke midway, and nobody can tell whether it arrived.
desk-reason-blocked = blocked the bot
desk-reason-deactivated = account deleted
desk-reason-not-found = Telegram knows no such chat
desk-reason-kicked = the bot was put out of the group
desk-reason-not-started = has not started the bot
desk-reason-bot = is a bot
desk-reason-no-rights = the bot may not write there
desk-reason-content = Telegram refuses the message
desk-reason-refused = refused by Telegram
desk-reason-no-message = the message is gone or too old
desk-reason-connection = the connection broke
desk-reason-crash = the bot stopped midway
desk-reason-stopped = switched the topic off
desk-reason-erased = erased their data
desk-reason-unfit = no longer fits the choice
desk-reason-no-version = no version in their language
desk-reason-cancelled = it was called off
desk-reason-late = it came too late
desk-reason-changed = the deadline was changed or removed
desk-reason-restored = a backup was restored
desk-call-off-ask = Call №{ $code } off? What has been sent stays sent; nobody else gets it.
desk-repeat-ask = Send once more where it is unsure whether it arrived ({ $count ->
    [one] { $count } chat
   *[other] { $count } chats
})? Some of them may get it twice.
desk-take-back-ask = Delete №{ $code } everywhere ({ $count ->
    [one] { $count } chat
   *[other] { $count } chats
})? Who has read it has read it. Telegram lets a bot delete for 48 hours.
desk-take-back-late = It is too late to take this back: Telegram lets a bot delete for 48 hours only. You can still correct it.
desk-campaigns-title = <b>The latest messages to many</b>
desk-campaigns-none = Nothing has been sent yet.
desk-campaign-line = №{ $code }, { $date }: { $stage }

## Buttons

desk-button-has = ✓ { $name }
desk-button-lacks = + { $name }
desk-button-fallback = Fill in missing languages
desk-button-no-fallback = Leave missing languages out
desk-button-audience = To whom
desk-button-time = When
desk-button-urgent = Urgent: at night too
desk-button-quiet = Not at night
desk-button-trial = Trial first
desk-button-no-trial = Without a trial
desk-button-preview = Preview
desk-button-confirm = Send…
desk-button-send = Send to { $count }
desk-button-discard = Discard
desk-button-discard-yes = Yes, discard
desk-button-draft = ‹ Draft
desk-button-version = ‹ Version
desk-button-another = Send another
desk-button-links = Buttons with links
desk-button-no-links = Without buttons
desk-button-remove = Remove this version
desk-button-private = Private chats
desk-button-groups = Groups
desk-button-everyone = All
desk-button-supporters = Supporters
desk-button-regions = By region…
desk-button-any-region = Any region
desk-button-any-lang = Any language
desk-button-now = At once
desk-button-new = Write to many
desk-button-campaigns = Sent so far
desk-button-campaign = №{ $code }
desk-button-report = ‹ Report
desk-button-refresh = Refresh
desk-button-pause = Pause
desk-button-resume = Go on
desk-button-call-off = Call off
desk-button-call-off-yes = Yes, call it off
desk-button-repeat = Send to the unsure again
desk-button-take-back = Take back
desk-button-take-back-yes = Yes, delete it everywhere
desk-button-correct = Correct

## The supporters, sealed

desk-export-caption = { $count ->
    [one] { $count } supporter, sealed with the coalition's key.
   *[other] { $count } supporters, sealed with the coalition's key.
}
desk-export-how = On the computer where the key is: <code>pledge-bot export --identity coalition.key --from { $file } --format xlsx --out supporters.xlsx</code>
desk-export-no-key = There is no key to seal the list with (SEAL_RECIPIENTS), so it can't be sent. Whoever runs the server can make one: pledge-bot keygen.
desk-export-too-many = The list has become too large for a chat. Whoever runs the server can export it there: pledge-bot export.
