# What is kept, why, for how long, and who can read it. Keep it true: it describes what the program does.

privacy-text =
    <b>Your data</b>

    <b>What is kept.</b> The number of this chat (which is that of your Telegram account), your language and the topics you switched on. If you sign: as what, your region, when, and under which version of the consent text; a name and a contact only if you give them.

    <b>What is not kept.</b> Your name and phone number in Telegram, and the messages you write.

    <b>Who can read it.</b> Names and contacts are sealed with the coalition's key as you confirm. The bot and whoever runs its server can't open them. The bot shows nobody's name.

    <b>For how long.</b> An unfinished sign-up is deleted after 24 hours. A sign-up stays until you withdraw it with /sign.

    <b>What the bot can't protect from.</b> Telegram sees the chats with bots. Anybody who holds your phone can read this chat; you can delete it in Telegram.

    <b>Figures.</b> Totals are shown from ten supporters on.
