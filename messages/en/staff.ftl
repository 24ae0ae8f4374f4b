# What the bot tells the coalition's staff.

staff-dead-letters = { $count ->
    [one] { $count } message could not be handled because of an error in the bot, and was put aside. Whoever runs the server finds the reason in the log.
   *[other] { $count } messages could not be handled because of an error in the bot, and were put aside. Whoever runs the server finds the reason in the log.
}
staff-notice-clock =
    The clock of the bot's computer differs from Telegram's by more than five minutes.

    Until it is set right, the bot sends nothing to many people, skips no reminder and deletes nothing for its age. It answers people as before.

    Whoever runs the server sets the clock.
staff-notice-instance =
    Another program with this bot's token is asking Telegram for messages.

    Until it has stopped, the bot sends nothing to many people, so that nobody gets a message twice. Some people may be answered by the other program.

    Whoever runs the server finds that program and stops it.
staff-notice-disk =
    The disk of the bot's computer is full. The bot can't store anything now. What people send waits at Telegram for up to a day.

    Whoever runs the server frees some space. Then the bot goes on by itself.
staff-notice-damaged =
    The bot's database is damaged.

    Whoever runs the server stops the bot and restores the newest backup.
staff-notice-opt-outs =
    The list of people who have left can't be written.

    The bot leaves these people alone all the same, and writes them down as soon as it can. Until then no backup can be made.

    Whoever runs the server makes the file of the list writable again, or frees space on its disk.
