# How to use the bot, in private and in groups.

help-text =
    <b>How to use this bot</b>

    Tap the buttons under a message, or send one of these:

    /start – the first screen
    /pledge – the pledge
    /calls – the calls and what came of them
    /deadline – the deadline
    /record – what came of the calls
    /sign – become a supporter, change or withdraw it
    /updates – choose what you want to hear
    /language – change the language
    /privacy – what is kept and who can read it
    /mydata – what is stored about you, also as a file; erase it
    /stop – stop all messages at once
help-group =
    <b>How to use this bot in a group</b>

    /pledge – the pledge
    /calls – the calls and what came of them
    /deadline – the deadline
    /record – what came of the calls
    /updates – what this group hears (administrators choose)
    /stop – stop all messages to this group (administrators only)

    Everything else works in the private chat.
help-private = This works in the private chat with the bot only.
help-stale = This button no longer works. Send /start for a new one.
help-slow = That was too fast for me, so some of it stays unanswered. Please wait a moment and tap once more.
