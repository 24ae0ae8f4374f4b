# Broadcasts, for the coalition's staff: drafts, confirmation, reports. №12 is the number of a broadcast.
# Unsure: nobody can tell whether it arrived. Taking back: deleting it in every chat.

## The last line of every broadcast

campaign-footer = Stop: /stop · Choose topics: /updates · №{ $code }
campaign-footer-group = Stop: /stop@{ $bot } · Choose topics: /updates@{ $bot } · №{ $code }

## The draft

campaign-title = <b>Broadcast: draft</b>
campaign-title-correction = <b>Correction of №{ $code }: draft</b>
campaign-title-change = <b>Change to №{ $code }: draft</b>
campaign-line-planned = Until you confirm the change, №{ $code } stays as planned. If its time comes first, it goes out unchanged.
campaign-change-changed = ⚠️ Another member of staff has changed №{ $code } since you began. If you confirm, your draft replaces their change.
campaign-change-begun = Sending of №{ $code } has already begun, without your change. Make a new broadcast from this draft, or correct №{ $code } from its report once it is done.
campaign-change-called-off = №{ $code } was cancelled and can no longer be changed. You can make a new broadcast from this draft.
campaign-change-nothing = №{ $code } is already planned exactly like this. Change something first.
campaign-change-made = №{ $code } has been changed. Until it goes out, you can change it again or cancel it.
campaign-from-ask = You have an unfinished draft. If you start a new one from №{ $code }, this draft will be discarded:
campaign-from = This is a new draft made from №{ $code }. Choose again when it should go out.
campaign-line-version = <b>{ $language }</b>: { $about }
campaign-line-quote = “{ $text }”
campaign-line-was = Old: “{ $text }”
campaign-line-becomes = New: “{ $text }”
campaign-line-missing = <b>{ $language }</b>: no version
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
campaign-line-fallback = Where there is no version in a recipient's language, they get another one: Kyrgyz first, then Russian, then English.
campaign-line-no-fallback = Where there is no version in a recipient's language, they get nothing.
campaign-line-topic = Topic: { $topic }
campaign-line-everyone = Recipients: everybody who has switched the topic on
campaign-line-supporters = Recipients: supporters who have switched the topic on
campaign-line-region = Recipients: supporters who have switched the topic on; region: { $region }
campaign-line-groups = Recipients: groups where the topic is on
campaign-line-reached = Recipients: everybody who received №{ $code }
campaign-line-lang = Language: only { $language }
campaign-line-any-lang = Language: any
campaign-line-since = New subscribers: only those who have switched the topic on since { $date }
campaign-line-without = Left out: those who received №{ $code }
campaign-line-count = Number of recipients now: <b>{ $count }</b>
campaign-line-count-few = Number of recipients now: <b>fewer than five</b>
campaign-line-count-least = Number of recipients now: <b>at least { $count }</b>
campaign-line-nothing = Won't get it, as there is no version in their language: { $count }
campaign-line-nothing-few = Won't get it, as there is no version in their language: fewer than five
campaign-line-nothing-least = Won't get it, as there is no version in their language: at least { $count }
campaign-line-duration = Sending will take about { $time }
campaign-line-now = When: as soon as you confirm
campaign-line-now-held = When: after quiet hours, which are on now. It goes out on { $moment }.
campaign-line-when = When: { $moment }
campaign-line-when-held = When: { $time } falls in quiet hours. It goes out on { $moment }.
campaign-line-held = Quiet hours are on now. Sending continues on { $moment }.
campaign-moment = { $moment } (Bishkek time)
campaign-moment-both = { $moment } (Bishkek time; { $zone }: { $local })
campaign-line-quiet = Night: nothing is sent during quiet hours; it goes out in the morning instead
campaign-line-urgent = Night: urgent, so it goes out at night too
campaign-line-trial = Trial: if there are more than { $from } recipients, a few get it first, and the bot asks you before it goes to everybody
campaign-line-no-trial = Trial: none, it goes to everybody at once
campaign-line-sound = Sound: as usual
campaign-line-silent = Sound: none
campaign-line-link-preview = Links: with a preview of the first one
campaign-line-no-link-preview = Links: without a preview
campaign-line-free = Cost: none
campaign-line-paid = Cost: paid broadcast; Telegram charges the bot up to { $stars ->
    [one] { $stars } Star
   *[other] { $stars } Stars
}
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
campaign-options-title = <b>Settings</b>
campaign-discard-ask = Discard the draft? This can't be undone.
campaign-discarded = The draft has been discarded. Nothing was sent.
campaign-busy = You have another unfinished draft. Send or discard it first, then come back here.

## Versions

campaign-version-title = <b>Version: { $language }</b>
campaign-ask-first = Send the bot your message in this language: <b>{ $language }</b>. Or choose another language.
campaign-ask-content = Send the bot your message in this language: <b>{ $language }</b>.
campaign-ask-kinds = You can send text with formatting, a photo, a video, an animation (GIF), a file, music, a voice message, or an album of up to ten files. People get it exactly as you send it, with one small line below that says how to stop such messages.
campaign-ask-instead = Send the new message. It will replace this one.
campaign-ask-text = Send the full new text in this language: <b>{ $language }</b>. If the message was a photo or a file, your text replaces its caption. Files and buttons stay as they are.
campaign-says-now = Current text. Tap it to copy:
campaign-says-more = Only the beginning fits here. The preview shows all of it.
campaign-unformatted = The text is shown here without its formatting. Format your new text again.
campaign-correct = Tap a version and send its new text. Nothing changes for anybody until you confirm.
campaign-text-only = In a message that was already sent, only the text can be changed. Send the new text.
campaign-refused = This can't be sent as a broadcast: { $kind }.
campaign-too-long = This is { $over ->
    [one] { $over } character
   *[other] { $over } characters
} too long. The limit is { $limit }, including the small line at the end. Shorten it and send it again.
campaign-album-full = An album can have at most { $most } files.
campaign-more-ask = Another message has come for <b>{ $language }</b>. Add it to the version, use it instead, or leave it out?
campaign-more-other = Or is it the version in another language?
campaign-more-kinds = These can't be combined in one message. Photos and videos can go together; files go only with files, and music only with music.
campaign-edit-taken = You edited your message. The draft has been changed in the same way.
campaign-edit-kept = The draft stays as it was before your edit.
campaign-links-title = <b>Buttons with links: { $language }</b>
campaign-line-link = “{ $label }” → { $address }
campaign-link-ask-text =
    What should the button say? At most { $most } characters, for example: <code>Read the text</code>

    You can also write the address right after it. For several buttons, put each on a new line: <code>Read the text - https://example.org/text</code>
campaign-link-ask-address = The button says “{ $label }”. Which address should it open? For example: <code>https://example.org/text</code>
campaign-link-error-line = Line { $line }. { $error }
campaign-link-error-shape = Write what the button should say, a dash, and the address.
campaign-link-error-order = This is an address. First write what the button should say; the bot will then ask for the address.
campaign-link-error-empty = Write a word or two for the button.
campaign-link-error-address = The address must be complete and begin with https://, http:// or tg://. Send it again.
campaign-link-error-mark = The address ends with “{ $mark }”. Send it again without this mark.
campaign-link-error-label = A button has room for at most { $most } characters. Send a shorter text.
campaign-link-many = There can be at most { $most } buttons.
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
campaign-unfit-dice = a dice emoji
campaign-unfit-game = a game
campaign-unfit-story = a story
campaign-unfit-checklist = a checklist
campaign-unfit-paid-media = paid media
campaign-unfit-other = this kind of message

## Who gets it, and when

campaign-audience-title = <b>Who should get it?</b>
campaign-regions = Supporters in which region?
campaign-since-ask = Who counts as a new subscriber? Choose when they switched the topic on, or type the earliest date, like this: <code>{ $example }</code>
campaign-since-shape = This isn't a date.
campaign-since-future = This day has not come yet. Type today's date or an earlier one.
campaign-without-ask = Which broadcast's recipients should be left out? Choose it, or type its number. Chats that received it, or may have received it, won't get this one. The bot remembers the recipients of a broadcast for { $days ->
    [one] { $days } day
   *[other] { $days } days
}.
campaign-without-none = There is no broadcast to choose from now.
campaign-without-shape = This isn't a number. Type 12 or №12.
campaign-without-refused = №{ $code } can't be chosen: it isn't a broadcast that is done, or the bot no longer knows who received it. Choose another.
campaign-without-until = The bot knows who received №{ $code } until { $date }
campaign-without-unknown = The bot no longer knows who received №{ $code }. Choose other recipients.
campaign-without-late = The bot knows who received №{ $code } only until { $date }. Choose an earlier time.
campaign-time-ask = When should it go out? Type the date and time in Bishkek like this: <code>{ $example }</code>
campaign-time-shape = This isn't a date and time.
campaign-time-past = This time has already passed. Choose a later one.
campaign-time-far = This is more than a year away. Choose an earlier time.

## Preview and confirmation

campaign-preview = Above is the preview. Only you received it.
campaign-preview-refused = ⚠️ Telegram refuses this version: <b>{ $language }</b>. If you send it, nobody will get it. Check its buttons and its text, change them, and open the preview again.
campaign-test-ask = Which colleague should see the draft as it will arrive? Only this person will get it.
campaign-test-missing = Not all staff are listed: the others have to send /start to the bot first.
campaign-test-line = This is a test from a colleague. Nobody else gets it.
campaign-test-sent = Sent as a test to { $name }. Nobody else got it.
campaign-test-failed = The test could not be sent in full to { $name }. Telegram refused it; this person may have blocked the bot.
campaign-confirm-title = <b>Send this?</b>
campaign-confirm-change = <b>Change №{ $code } to this?</b>
campaign-confirm-correction = <b>Correct №{ $code } like this?</b>
campaign-expires = The button works for { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}.
campaign-expired = Too much time has passed. Please check it again.
campaign-changed = Something has changed in the meantime: the message, the number of recipients or the time; or the bot was restarted. Please check it again.
campaign-nobody = Nobody matches this choice now. Choose other recipients. People choose the topics themselves, under /updates.
campaign-unchanged = This is exactly what was sent. Change something first.
campaign-warn-like = ⚠️ <b>A similar text has already been sent</b>: №{ $code }, { $date }.
campaign-warn-planned = ⚠️ <b>A similar text is already planned</b>: №{ $code }, { $date }.
campaign-warn-corrected = ⚠️ <b>№{ $code } was corrected after you began this draft</b>: №{ $by }. If you send the draft, its texts replace that correction in every language.
campaign-correct-taken-back = №{ $code } has been taken back (№{ $by }) and can no longer be corrected.
campaign-correct-under-way = №{ $code } is still being sent. You can correct it once it is done.
campaign-correct-unknown = №{ $code } can no longer be corrected: its messages are gone, or the bot no longer knows who received them.
campaign-launched = Sending has begun. In a moment you will see the progress here.
campaign-launched-correction = The correction has begun. In a moment you will see the progress here.
campaign-launched-take-back = Deleting has begun. In a moment you will see the progress here.
campaign-scheduled = It is planned. Until it goes out, you can change or cancel it under /campaigns.
campaign-nothing-toast = Write at least one version first.
campaign-on-its-way-toast = It has already begun.
campaign-gone-toast = This no longer exists: it was already completed or discarded.
campaign-unreadable-toast = Its text can no longer be read.

## How it goes

campaign-report-title = <b>№{ $code }: { $stage }</b>
campaign-report-take-back = <b>№{ $code }, taking back №{ $of }: { $stage }</b>
campaign-report-correction = <b>№{ $code }, correction of №{ $of }: { $stage }</b>
campaign-report-reminder = <b>№{ $code }, reminder: { $stage }</b>
campaign-report-paid = Cost so far: up to { $stars ->
    [one] { $stars } Star
   *[other] { $stars } Stars
} (paid by the bot)
campaign-stage-scheduled = planned
campaign-stage-filling = in preparation
campaign-stage-running = under way
campaign-stage-paused = paused
campaign-stage-done = done
campaign-stage-cancelled = cancelled
campaign-pause-author = Paused until somebody resumes it.
campaign-pause-trial = The first recipients have received it. Check that it looks right, then resume it or cancel it.
campaign-pause-failures = Too many of the latest attempts failed for the same reason: { $reason }. Find out why before you resume it.
campaign-pause-late = Its time passed while the bot could not send, or it was restored from a backup. After a restore, some people may already have received it. If it is still needed, resume it; if not, cancel it.
campaign-pause-content = Telegram refuses this message. Cancel it, change what it says, and send it again.
campaign-pause-unreadable = Its text can no longer be read: the server's key has changed. Cancel it, and write it again.
campaign-pause-permission = The person who planned it is no longer allowed to send broadcasts, or has erased their data. If it is still needed, resume it: you will then be responsible for it. If not, cancel it.
campaign-pause-recipients = It must not go to those who received another broadcast, but the bot no longer knows who they are. Choose other recipients, or cancel it.
campaign-pause-recipients-begun = It must not go to those who received another broadcast, but the bot no longer knows who they are. It has already begun, so it can no longer be changed. Cancel it, or start a new draft from it.
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
campaign-count-few = Recipients: fewer than five
campaign-count-done-few = Done: fewer than five. Recipients: at least { $total }
campaign-count-done-least = Done: at least { $count }. Recipients: at least { $total }
campaign-rate = Speed: { $rate } a second; time left: about { $time }
campaign-unsure = Unsure: the connection was lost or the bot stopped midway. Nobody can tell whether the message arrived.
campaign-reason-blocked = blocked the bot
campaign-reason-deactivated = account deleted
campaign-reason-not-found = Telegram doesn't know this chat
campaign-reason-kicked = the bot was removed from the group
campaign-reason-not-started = has not started the bot
campaign-reason-bot = is a bot
campaign-reason-no-rights = the bot isn't allowed to write there
campaign-reason-no-topic = the forum topic is closed or gone
campaign-reason-content = Telegram refuses the message
campaign-reason-refused = refused by Telegram
campaign-reason-no-message = the message is gone or too old
campaign-reason-connection = the connection was lost
campaign-reason-crash = the bot stopped midway
campaign-reason-stopped = switched the topic off
campaign-reason-erased = erased their data
campaign-reason-unfit = no longer among the chosen recipients
campaign-reason-no-version = no version in their language
campaign-reason-cancelled = it was cancelled
campaign-reason-late = it was too late
campaign-reason-changed = the deadline was changed or removed
campaign-reason-restored = a backup was restored
campaign-call-off-ask = Cancel №{ $code }? What has been sent stays; nobody else will get it.
campaign-repeat-ask = Send it again where the bot is unsure whether it arrived ({ $count ->
    [one] { $count } chat
   *[other] { $count } chats
})? Some people may get it twice.
campaign-repeat-ask-some = Send it again where the bot is unsure whether it arrived? Some people may get it twice.
campaign-take-back-ask = Take back №{ $code }? It will be deleted everywhere ({ $count ->
    [one] { $count } chat
   *[other] { $count } chats
}). Some people may already have read it. Telegram allows this only within 48 hours.
campaign-take-back-ask-some = Take back №{ $code }? It will be deleted everywhere. Some people may already have read it. Telegram allows this only within 48 hours.
campaign-take-back-late = It is too late to take this back: Telegram allows it only within 48 hours. You can still correct it.
campaign-list-title = <b>Latest broadcasts</b>
campaign-list-none = Nothing has been sent yet.
campaign-list-times = All times are Bishkek time.
campaign-list-entry = <b>№{ $code }</b> · { $moment } · { $state }
campaign-list-state = { $stage }, { $count } of { $total }
campaign-list-state-few = { $stage }, fewer than five recipients
campaign-list-state-least = { $stage }, at least { $count } recipients
campaign-list-correction = ↳ №{ $code }, correction: { $state }
campaign-list-deletion = ↳ №{ $code }, taking back: { $state }
campaign-list-unreadable = The text can no longer be read.

## Buttons

campaign-button-has = ✓ { $name }
campaign-button-lacks = + { $name }
campaign-button-fallback = No version: send another one
campaign-button-no-fallback = No version: send nothing
campaign-button-audience = Recipients
campaign-button-time = When
campaign-button-options = Settings
campaign-button-urgent = Urgent: at night too
campaign-button-quiet = Not at night
campaign-button-trial = Trial first
campaign-button-no-trial = Without a trial
campaign-button-silent = No sound
campaign-button-sound = With sound
campaign-button-link-preview = Link preview
campaign-button-no-link-preview = No preview
campaign-button-preview = Preview
campaign-button-test = Show to a colleague
campaign-button-confirm = Send…
campaign-button-send = Send to { $count }
campaign-button-send-few = Send to fewer than five
campaign-button-send-least = Send to at least { $count }
campaign-button-send-change-few = Change for fewer than five
campaign-button-send-change-least = Change for at least { $count }
campaign-button-correct-yes = Yes, correct it
campaign-button-send-change = Change for { $count }
campaign-button-as-new = Make a new broadcast
campaign-button-discard = Discard
campaign-button-discard-yes = Yes, discard
campaign-button-draft = ‹ Draft
campaign-button-links = Buttons with links
campaign-button-link-another = Another button
campaign-button-link-in = Button: { $language }
campaign-button-no-links = Remove the buttons
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
campaign-button-since = New subscribers…
campaign-button-since-days = In the last { $days ->
    [one] { $days } day
   *[other] { $days } days
}
campaign-button-since-any = New and old subscribers
campaign-button-without = Leave out recipients of…
campaign-button-without-one = №{ $code }, { $date }
campaign-button-without-any = Leave nobody out
campaign-button-now = At once
campaign-button-new = New broadcast
campaign-button-campaigns = Broadcasts
campaign-button-broadcast = №{ $code } { $words }
campaign-button-newer = ‹ Newer
campaign-button-older = Older ›
campaign-button-campaign = №{ $code }
campaign-button-report = ‹ Report
campaign-button-refresh = Refresh
campaign-button-pause = Pause
campaign-button-resume = Resume
campaign-button-call-off = Cancel
campaign-button-call-off-yes = Yes, cancel it
campaign-button-repeat = Resend where unsure
campaign-button-take-back = Take back
campaign-button-take-back-yes = Yes, delete it everywhere
campaign-button-from = New draft from this
campaign-button-from-yes = Discard and start a new one
campaign-button-change = Change
campaign-button-correct = Correct

## The encrypted list of supporters

campaign-export-caption = { $count ->
    [one] { $count } supporter. The list is encrypted with the coalition's key.
   *[other] { $count } supporters. The list is encrypted with the coalition's key.
}
campaign-export-how = To open the file, type this on the computer where the key is kept: <code>pledge-bot export --identity coalition.key --from { $file } --format xlsx --out supporters.xlsx</code>
campaign-export-no-key = There is no key to encrypt the list with (SEAL_RECIPIENTS), so it can't be sent. Ask the person who runs the server to make one: pledge-bot keygen.
campaign-export-too-many = The list has become too large for a chat. Ask the person who runs the server to export it there: pledge-bot export.
