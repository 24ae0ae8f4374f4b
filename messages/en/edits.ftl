# Messages that were edited.

edit-ignored = This edit doesn't count. Please send it as a new message.
edit-step = This edit doesn't count: you have answered a later question since. Tap “‹ Back” to change an earlier answer.
