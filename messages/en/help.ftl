# How to use the bot, in private and in groups.

help-text =
    <b>How to use this bot</b>

    Tap the buttons under a message, or a blue word that begins with a slash. The blue words are commands:

    /start – the first screen
    /pledge – the pledge
    /calls – the calls and their status
    /deadline – the deadline
    /record – status history of the calls
    /sign – support the pledge; change or withdraw your support
    /updates – choose which messages you get
    /language – change the language
    /privacy – what is stored and who can read it
    /mydata – what is stored about you; download or erase it
    /cancel – cancel what you have begun
    /stop – stop all messages at once

    The coalition runs this bot, not the UN.
help-group =
    <b>How to use this bot in a group</b>

    Tap a blue word that begins with a slash:

    /pledge – the pledge
    /calls – the calls and their status
    /deadline – the deadline
    /record – status history of the calls
    /updates – messages to this group (administrators choose)
    /stop – stop all messages to this group (administrators only)

    Everything else works in the private chat.
help-private = This works only in the private chat with the bot.
help-stale = This button no longer works.
help-slow = You are sending messages too fast, so some won't be answered. Please wait a moment and try again.
