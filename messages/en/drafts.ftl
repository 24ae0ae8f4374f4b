# Drafts: further messages for a version, edits, sound, previews of links, what Telegram refuses.

campaign-line-sound = Sound: as usual
campaign-line-silent = Sound: none
campaign-line-link-preview = Links: with a preview of the first
campaign-line-no-link-preview = Links: without a preview
campaign-more-ask = One more message came for <b>{ $language }</b>. Add it to the version, put it in the version's place, or leave it out?
campaign-more-kinds = These can't be one message. Photos and videos go together, files go with files, music with music.
campaign-edit-taken = You edited your message, and the draft follows.
campaign-edit-kept = The draft keeps what it had before your edit.
campaign-preview-refused = ⚠️ Telegram refuses this version: <b>{ $language }</b>. If you send it, nobody gets it. Look at its buttons and its text, change them, and open the preview again.
campaign-link-mark = Line { $line }: the address ends with “{ $mark }”. Leave that out.
campaign-button-silent = No sound
campaign-button-sound = With sound
campaign-button-link-preview = Link preview
campaign-button-no-link-preview = No preview
campaign-button-more-add = Add it
campaign-button-more-instead = Use it instead
campaign-button-more-leave = Leave it out
