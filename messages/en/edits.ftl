# The answer to a message that somebody has edited.

edit-ignored = The bot doesn't take this edit into account. Please send a new message.
