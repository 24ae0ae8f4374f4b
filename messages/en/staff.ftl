# Alerts that the bot sends to the coalition's staff by itself.

staff-not-allowed-toast = Your role doesn't allow this. If you need it, ask an owner of the bot.
staff-restrained-toast = You took rights away from somebody on the staff. Until another owner or the person who runs the server confirms it, you can't start anything.
staff-dead-letters = { $count ->
    [one] { $count } message could not be handled because of an error in the bot. The bot won't try again. Tell the person who runs the server: the reason is in the log.
   *[other] { $count } messages could not be handled because of an error in the bot. The bot won't try again. Tell the person who runs the server: the reasons are in the log.
}
staff-notice-clock =
    The clock on the bot's computer differs from Telegram's by more than five minutes.

    Until it is set right, the bot won't send any broadcasts, reminders or news about the calls. No reminder is skipped, and no old data is deleted. The bot still answers people as usual.

    Ask the person who runs the server to set the clock.
staff-notice-instance =
    Another program is using this bot's token to fetch messages from Telegram.

    Until it is stopped, the bot won't send any broadcasts, reminders or news about the calls, so that nobody gets a message twice. Some people may get their answers from the other program.

    Ask the person who runs the server to find that program and stop it.
staff-notice-disk =
    The disk of the bot's computer is full, and the bot can't store anything now. Telegram keeps what people send for up to a day.

    Ask the person who runs the server to free some space. After that, the bot continues by itself.
staff-notice-damaged =
    The bot's database is damaged.

    Ask the person who runs the server to stop the bot and restore the newest backup.
staff-notice-opt-outs =
    The list of people who have opted out can't be saved.

    The bot still doesn't write to these people, and will add them to the list as soon as it can. Until then, no backup can be made.

    Ask the person who runs the server to make the list's file writable again, or to free space on its disk.
staff-notice-keys =
    The key with which the bot encrypts names and contacts was changed on the server.

    { $codes }

    If the coalition did not want this, somebody else could open what people enter from now on. Tell the other staff and the person who runs the server at once.
staff-notice-no-keys =
    The key with which the bot encrypts names and contacts was removed from the server. The bot no longer asks for them.

    If the coalition did not want this, tell the other staff and the person who runs the server.
staff-notice-backup =
    { $days ->
        [one] No backup of the bot's data has succeeded for { $days } day. If the server's disk fails now, everything since then will be lost.
       *[other] No backup of the bot's data has succeeded for { $days } days. If the server's disk fails now, everything since then will be lost.
    }

    Ask the person who runs the server to see to it: the reason is in the log.
staff-notice-backup-again = The bot's backups work again. The newest one has just been made.
staff-notice-list =
    { $days ->
        [one] The list of people who have opted out has not been copied to its other place for { $days } day. If the server is lost now, people who have left since then could be written to again.
       *[other] The list of people who have opted out has not been copied to its other place for { $days } days. If the server is lost now, people who have left since then could be written to again.
    }

    Ask the person who runs the server to see to it: the reason is in the log.
staff-notice-list-again = The list of people who have opted out is copied to its other place again.
staff-notice-changed =
    The person who runs the server has changed who is on the staff.

    If you didn't expect this, tell the person who runs the server at once.
