# Messages that were edited.

edit-ignored = The bot doesn't take this edit into account. Please send a new message.
