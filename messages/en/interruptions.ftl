# Where a person writes something else than an answer: /cancel and its line in the menu, unknown commands, words for "stop",
# links to nowhere.

button-my-answer = That's my answer
home-broken-link = This link doesn't lead to any page of the bot. Please choose one of the buttons below.
home-cancelled = Cancelled. Nothing was changed.
home-nothing-to-cancel = There is nothing to cancel.
home-unknown-command = The bot doesn't know this command. It is still waiting for your answer. To leave, send /cancel.
topics-ask-stop = Do you want to stop all messages, or is “{ $words }” your answer?
command-cancel = Cancel what you have begun
