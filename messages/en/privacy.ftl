# What is kept, why, for how long, and who can read it. Keep it true: it describes what the program does.

privacy-text =
    <b>Your data</b>

    <b>What is kept, and why.</b> The number of this chat, as the bot could not answer you without it (it is the number of your Telegram account, not a phone number). Your language. The topics you switched on, and when you want to be reminded (the hour and the time zone), to send you those and nothing else. If you sign: as what, your region, when, and under which version of the consent text, to count supporters; a name and a contact only if you give them. For 48 hours, the numbers of the messages in this chat, so that they can be deleted along with your data. { $deliveries ->
        [one] For { $deliveries } day,
       *[other] For { $deliveries } days,
    } which messages of the coalition's were sent to you, so that it can correct them or take them back.

    <b>What is not kept.</b> Your name, username and phone number in Telegram, and the messages you write: they are removed once they are answered.

    <b>Who can read it.</b> Names and contacts are sealed with the coalition's key as you confirm. From then on only the coalition can open them; the bot and whoever runs its server can't. The rest, such as the number of this chat and your region, whoever runs the server can read. The bot shows nobody's name.

    <b>For how long.</b> { $hours ->
        [one] An unfinished sign-up is deleted after { $hours } hour.
       *[other] An unfinished sign-up is deleted after { $hours } hours.
    } { $days ->
        [one] If you block the bot, what is kept of this chat is deleted after { $days } day.
       *[other] If you block the bot, what is kept of this chat is deleted after { $days } days.
    } A sign-up stays until you withdraw it with /sign, even if you block the bot: then only your topics and your language are deleted.

    <b>What you can do.</b> /mydata shows what is stored about you, gives it to you as a file, and erases all of it if you wish. /stop ends all messages.

    <b>What the bot can't protect from.</b> Telegram sees the chats with bots. Whoever controls the server while you type can read along. Anybody who holds your phone can read this chat; you can delete it in Telegram. An erasure doesn't reach what the coalition has already taken over from the bot or published, nor backups until they are replaced; a mark of the erasure, which by itself does not show whose it is, keeps a restored backup from bringing your data back.

    <b>Figures.</b> The number of supporters is shown from ten on, and rounded down to a multiple of five. Groups of fewer than five are not shown.
