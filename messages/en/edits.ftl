# Messages that were edited.

edit-ignored = This edit doesn't count. Please send it as a new message.
