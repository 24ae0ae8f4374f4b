# Sending to many, for the coalition's staff: drafts, confirmation, reports. №12 is the code of a message to many.
# Unsure: nobody can tell whether it arrived. Taking back: deleting it in every chat.

## Below every message to many

campaign-footer = Stop: /stop · Choose topics: /updates · №{ $code }
campaign-footer-group = Stop: /stop@{ $bot } · Choose topics: /updates@{ $bot } · №{ $code }

## The draft

campaign-title = <b>A message to many: draft</b>
campaign-title-correction = <b>Correction of №{ $code }: draft</b>
campaign-line-version = <b>{ $language }</b>: { $about }
campaign-line-quote = “{ $text }”
campaign-line-missing = <b>{ $language }</b>: missing
campaign-about-text = { $kind }, { $length ->
    [one] { $length } character
   *[other] { $length } characters
}
campaign-about-captioned = { $kind }, caption of { $length ->
    [one] { $length } character
   *[other] { $length } characters
}
campaign-about-bare = { $kind }, no caption
campaign-about-album = { $kind }, { $count ->
    [one] { $count } file
   *[other] { $count } files
}
campaign-about-links = { $about }; { $count ->
    [one] { $count } button
   *[other] { $count } buttons
}
campaign-line-fallback = Whoever reads a language that is missing gets another version: Kyrgyz before Russian before English.
campaign-line-no-fallback = Whoever reads a language that is missing gets nothing.
campaign-line-topic = Topic: { $topic }
campaign-line-everyone = To whom: everybody who has switched the topic on
campaign-line-supporters = To whom: supporters who have switched the topic on
campaign-line-region = To whom: supporters who have switched the topic on; region: { $region }
campaign-line-groups = To whom: groups where the topic is on
campaign-line-reached = To whom: everybody who got №{ $code }
campaign-line-lang = Language: only { $language }
campaign-line-any-lang = Language: any
campaign-line-count = Recipients now: <b>{ $count }</b>
campaign-line-nothing = Get nothing, as their language is missing: { $count }
campaign-line-duration = Sending takes about { $time }
campaign-line-now = When: as soon as you confirm
campaign-line-time = When: { $date }, { $time } in Bishkek ({ $utc } UTC)
campaign-line-quiet = Night: quiet hours are kept; what falls into them arrives in the morning
campaign-line-urgent = Night: urgent, it arrives at night too
campaign-line-trial = Trial: with more than { $from } recipients a few get it first, and you are asked before it goes to all
campaign-line-no-trial = Trial: none, it goes to all at once
campaign-line-sound = Sound: as usual
campaign-line-silent = Sound: none
campaign-line-link-preview = Links: with a preview of the first
campaign-line-no-link-preview = Links: without a preview
campaign-line-free = Cost: none
campaign-line-paid = Cost: paid broadcast, Telegram charges the bot up to { $stars } of its Stars
campaign-seconds = { $count ->
    [one] { $count } second
   *[other] { $count } seconds
}
campaign-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
campaign-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
campaign-discard-ask = Discard the draft? It can't be brought back.
campaign-discarded = The draft is discarded; nothing was sent.
campaign-busy = You have another draft under way. Send or discard it first; then you can correct what was sent.

## Versions

campaign-version-title = <b>Version: { $language }</b>
campaign-ask-content =
    Send the message that is for those who read: <b>{ $language }</b>.

    It may be a text with formatting, a photo, video, animation (GIF), file, music, a voice message, or an album of up to ten. It arrives as you send it, with one small line below it about how to stop.
campaign-ask-text = Send the new text in full: <b>{ $language }</b>. If it was a photo or a file, your text takes the place of its caption. Files and buttons stay as they are.
campaign-correct = Tap a version and send its new text. Nothing changes for anybody until you confirm.
campaign-text-only = Only a text can be put in place of what was sent.
campaign-refused = This can't be sent to many: { $kind }.
campaign-too-long = This is { $over ->
    [one] { $over } character too long
   *[other] { $over } characters too long
}: { $limit } are the most, with the small line at the end. Shorten it and send it again.
campaign-album-full = An album has at most { $most } files.
campaign-more-ask = One more message came for <b>{ $language }</b>. Add it to the version, put it in the version's place, or leave it out?
campaign-more-kinds = These can't be one message. Photos and videos go together, files go with files, music with music.
campaign-edit-taken = You edited your message, and the draft follows.
campaign-edit-kept = The draft keeps what it had before your edit.
campaign-ask-links =
    Type the buttons, one a line: what stands on it, a dash, and the address. For example:

    <code>Read the text - https://example.org/text</code>

    At most { $most } buttons, and { $label } characters on each.
campaign-link-shape = Line { $line }: write what stands on the button, a dash, and the address.
campaign-link-address = Line { $line }: the address has to begin with https://, http:// or tg:// and be complete.
campaign-link-mark = Line { $line }: the address ends with “{ $mark }”. Leave that out.
campaign-link-label = Line { $line }: at most { $most } characters fit on a button.
campaign-link-many = At most { $most } buttons, please.
campaign-kind-text = text
campaign-kind-photo = photo
campaign-kind-video = video
campaign-kind-animation = animation
campaign-kind-document = file
campaign-kind-audio = music
campaign-kind-voice = voice message
campaign-kind-album = album
campaign-unfit-sticker = a sticker
campaign-unfit-video-note = a round video message
campaign-unfit-poll = a poll
campaign-unfit-location = a location
campaign-unfit-venue = a place on the map
campaign-unfit-contact = a contact
campaign-unfit-dice = a die
campaign-unfit-game = a game
campaign-unfit-story = a story
campaign-unfit-checklist = a checklist
campaign-unfit-paid-media = paid media
campaign-unfit-other = this kind of message

## Whom it goes to, and when

campaign-audience-title = <b>To whom?</b>
campaign-regions = Supporters of which region?
campaign-time-ask = When is it to go out? Type date and time in Bishkek like this: <code>{ $example }</code>
campaign-time-shape = This is no date and time.
campaign-time-past = This time has passed already. Choose a later one.
campaign-time-far = This is more than a year away. Choose an earlier time.

## Preview and confirmation

campaign-preview = Above is the preview. Only you have got it.
campaign-preview-refused = ⚠️ Telegram refuses this version: <b>{ $language }</b>. If you send it, nobody gets it. Look at its buttons and its text, change them, and open the preview again.
campaign-confirm-title = <b>Send this?</b>
campaign-expires = The button works for { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}.
campaign-expired = Too much time has passed since. Please look at it once more.
campaign-changed = Something has changed since: the message, the number of recipients, the time, or the bot was restarted. Please look at it once more.
campaign-nobody = Nobody fits this choice now. Change to whom it goes.
campaign-unchanged = This is what it says already. Tap a version and send its new text.
campaign-warn-like = ⚠️ <b>A text like this went out already</b>: №{ $code }, { $date }.
campaign-launched = It is on its way. In a moment you will see here how it goes.
campaign-scheduled = It is planned. Until then you can call it off under /campaigns.
campaign-nothing-toast = Write at least one version first.
campaign-on-its-way-toast = It is on its way already.
campaign-gone-toast = This draft is no longer there.
campaign-unreadable-toast = What it says can't be read any more.

## How it goes

campaign-report-title = <b>№{ $code }: { $stage }</b>
campaign-report-take-back = <b>№{ $code }, taking back №{ $of }: { $stage }</b>
campaign-report-correction = <b>№{ $code }, correction of №{ $of }: { $stage }</b>
campaign-report-reminder = <b>№{ $code }, a reminder: { $stage }</b>
campaign-report-paid = Cost so far: up to { $stars } of the bot's Stars
campaign-stage-scheduled = waits for its time
campaign-stage-filling = is getting ready
campaign-stage-running = goes out
campaign-stage-paused = paused
campaign-stage-done = done
campaign-stage-cancelled = called off
campaign-pause-author = It rests until somebody says go on.
campaign-pause-trial = The first few have got it. See whether it looks right to you; then go on, or call it off.
campaign-pause-failures = Too many of the latest failed for one reason: { $reason }. Find out why before you go on.
campaign-pause-late = Its time passed while the bot could not send, or it comes from a backup: then some may have got it already. If it is still right, go on; if not, call it off.
campaign-pause-content = Telegram refuses what it says. Call it off, and send it anew in another form.
campaign-pause-unreadable = What it says can't be read any more: the bot has another key now. Call it off, and write it anew.
campaign-pause-permission = Whoever planned it may no longer send messages to many, or has erased their data. If it is still right, go on: then you answer for it. If not, call it off.
campaign-bar = { $bar } { $percent }%
campaign-count-sent = Sent: { $count } of { $total }
campaign-count-changed = Changed: { $count } of { $total }
campaign-count-deleted = Deleted: { $count } of { $total }
campaign-count-gone = Can't be reached: { $count }
campaign-count-failed = Failed: { $count }
campaign-count-unsure = Unsure: { $count }
campaign-count-skipped = Skipped: { $count }
campaign-count-reason = · { $reason }: { $count }
campaign-count-waiting = Waiting: { $count }
campaign-rate = Speed: { $rate } a second; left: about { $time }
campaign-unsure = Unsure: the connection broke midway, and nobody can tell whether it arrived.
campaign-reason-blocked = blocked the bot
campaign-reason-deactivated = account deleted
campaign-reason-not-found = Telegram knows no such chat
campaign-reason-kicked = the bot was put out of the group
campaign-reason-not-started = has not started the bot
campaign-reason-bot = is a bot
campaign-reason-no-rights = the bot may not write there
campaign-reason-no-topic = the forum's topic is closed or gone
campaign-reason-content = Telegram refuses the message
campaign-reason-refused = refused by Telegram
campaign-reason-no-message = the message is gone or too old
campaign-reason-connection = the connection broke
campaign-reason-crash = the bot stopped midway
campaign-reason-stopped = switched the topic off
campaign-reason-erased = erased their data
campaign-reason-unfit = no longer fits the choice
campaign-reason-no-version = no version in their language
campaign-reason-cancelled = it was called off
campaign-reason-late = it came too late
campaign-reason-changed = the deadline was changed or removed
campaign-reason-restored = a backup was restored
campaign-call-off-ask = Call №{ $code } off? What has been sent stays sent; nobody else gets it.
campaign-repeat-ask = Send once more where it is unsure whether it arrived ({ $count ->
    [one] { $count } chat
   *[other] { $count } chats
})? Some of them may get it twice.
campaign-take-back-ask = Delete №{ $code } everywhere ({ $count ->
    [one] { $count } chat
   *[other] { $count } chats
})? Who has read it has read it. Telegram lets a bot delete for 48 hours.
campaign-take-back-late = It is too late to take this back: Telegram lets a bot delete for 48 hours only. You can still correct it.
campaign-list-title = <b>The latest messages to many</b>
campaign-list-none = Nothing has been sent yet.
campaign-list-line = №{ $code }, { $date }: { $stage }

## Buttons

campaign-button-has = ✓ { $name }
campaign-button-lacks = + { $name }
campaign-button-fallback = Fill in missing languages
campaign-button-no-fallback = Leave missing languages out
campaign-button-audience = To whom
campaign-button-time = When
campaign-button-urgent = Urgent: at night too
campaign-button-quiet = Not at night
campaign-button-trial = Trial first
campaign-button-no-trial = Without a trial
campaign-button-silent = No sound
campaign-button-sound = With sound
campaign-button-link-preview = Link preview
campaign-button-no-link-preview = No preview
campaign-button-preview = Preview
campaign-button-confirm = Send…
campaign-button-send = Send to { $count }
campaign-button-discard = Discard
campaign-button-discard-yes = Yes, discard
campaign-button-draft = ‹ Draft
campaign-button-version = ‹ Version
campaign-button-another = Send another
campaign-button-links = Buttons with links
campaign-button-no-links = Without buttons
campaign-button-more-add = Add it
campaign-button-more-instead = Use it instead
campaign-button-more-leave = Leave it out
campaign-button-remove = Remove this version
campaign-button-private = Private chats
campaign-button-groups = Groups
campaign-button-everyone = All
campaign-button-supporters = Supporters
campaign-button-regions = By region…
campaign-button-any-region = Any region
campaign-button-any-lang = Any language
campaign-button-now = At once
campaign-button-new = Write to many
campaign-button-campaigns = Sent so far
campaign-button-campaign = №{ $code }
campaign-button-report = ‹ Report
campaign-button-refresh = Refresh
campaign-button-pause = Pause
campaign-button-resume = Go on
campaign-button-call-off = Call off
campaign-button-call-off-yes = Yes, call it off
campaign-button-repeat = Send to the unsure again
campaign-button-take-back = Take back
campaign-button-take-back-yes = Yes, delete it everywhere
campaign-button-correct = Correct

## The supporters, sealed

campaign-export-caption = { $count ->
    [one] { $count } supporter, sealed with the coalition's key.
   *[other] { $count } supporters, sealed with the coalition's key.
}
campaign-export-how = On the computer where the key is: <code>pledge-bot export --identity coalition.key --from { $file } --format xlsx --out supporters.xlsx</code>
campaign-export-no-key = There is no key to seal the list with (SEAL_RECIPIENTS), so it can't be sent. Whoever runs the server can make one: pledge-bot keygen.
campaign-export-too-many = The list has become too large for a chat. Whoever runs the server can export it there: pledge-bot export.
