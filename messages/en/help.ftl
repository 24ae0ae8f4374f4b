# How to use the bot, in private and in groups.

help-text =
    <b>Help: how to use this bot</b>

    Tap a button, or a command: a blue word that begins with a slash.

    /start – the home screen
    /pledge – the pledge
    /calls – the calls and their status
    /deadline – the deadlines
    /news – the latest news
    /support – support the pledge; change or withdraw your support
    /updates – choose which messages you get
    /language – change the language
    /privacy – what is stored and who can see it
    /mydata – see or erase your data
    /cancel – cancel what you have started
    /stop – stop all messages

    The coalition runs this bot, not the UN.
help-staff =
    <b>For staff</b>

    /panel – what needs attention, and all tools
    /broadcast – write a broadcast
    /campaigns – broadcasts and their reports
    /deadlines – set and change deadlines
    /record – enter the status of a call
    /export – the list of supporters as a file
    /audit – who did what, and when
    /freeze – stop everything if somebody acts without permission
    /staff – the staff and their roles
help-group =
    <b>How to use this bot in a group</b>

    Tap a blue word that begins with a slash:

    /pledge – the pledge
    /calls – the calls and their status
    /deadline – the deadlines
    /updates – messages to this group (administrators choose)
    /stop – stop all messages to this group (administrators only)

    Everything else works in the private chat.
help-private = This works only in the private chat with the bot.
help-stale = This button no longer works.
help-slow = You are sending messages too fast, so some won't be answered. Please wait a moment and try again.
