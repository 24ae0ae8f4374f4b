# What is kept, why, for how long, and who can read it. Keep it true: it describes what the program does.

privacy-text =
    <b>Privacy</b>

    <b>Who is responsible:</b> { $name }. Contact: { $contact }.
    <b>What is stored:</b> the number of your Telegram account, your language, the topics you choose and, if you support the pledge, a record of that.
    <b>Who can see it:</b> whoever runs the server. Telegram can see what you write here. Only the coalition can open a stored name or contact.
    <b>How long:</b> until you erase it; the bot deletes some of it earlier. What the coalition has already exported or published stays.
    <b>What you can do:</b> see, download and erase everything: /mydata. Stop all messages: /stop.

    The coalition runs this bot, not the UN. To read more, tap a button below.
privacy-key-code =
    <b>Code of the key with which the bot encrypts names:</b>
    { $code }
privacy-key-code-about = If the coalition gives a different code for its key, don't enter a name or a contact here: somebody else could open them.

privacy-stored-title = What is stored
privacy-not-stored-title = What isn't stored
privacy-readers-title = Who can see it
privacy-duration-title = How long
privacy-choices-title = What you can do
privacy-risks-title = Risks

privacy-stored =
    • The number of this chat, because the bot can't answer you without it. It is the number of your Telegram account, not a phone number. It is stored encrypted.
    • Your language.
    • The topics you have chosen, and your reminder settings (which reminders, hour, time zone, and those you snoozed), so that you get only what you have chosen.
    • If you support the pledge: since which day; whether as a person, an organization or a media outlet; your region, if you give it; whether your name may be published; and the version of the consent text with the date when you agreed. This is needed to count supporters.
    • A name and a contact, only if you give them: so that the coalition can reach you, and publish the name if you allow it.
    • For 48 hours, the numbers of the messages in this chat, so that they can be deleted together with your data.
    • { $deliveries ->
        [one] For { $deliveries } day,
       *[other] For { $deliveries } days,
    } which of the coalition's messages were sent to you, so that it can correct them, take them back, or leave those who got them out of a later one. If such a later one is planned, this may be stored for up to a week longer.
privacy-not-stored =
    Your name, username and phone number in Telegram are not stored, unless you send them yourself.

    The bot doesn't keep the messages you write: it deletes its copy as soon as it has answered. There is one exception: answers in a form that you left unfinished in an earlier version of the bot. They stay until you agree or cancel the form, but only for as long as unfinished forms are stored (see “How long”).

    A message in which you type your name or contact is deleted from the chat too. If that fails, the bot says so. All other messages stay in the chat.
privacy-readers =
    A name and a contact are encrypted with the coalition's key as soon as you give them. From then on only the coalition can open what is stored. The bot can't, and neither can whoever runs its server.

    The number of this chat is stored encrypted too. But while the bot is running, the key to the numbers is in the server's memory. So whoever runs the server can see which accounts use the bot, which of them support the pledge, and which region was given.

    If somebody steals the switched-off server or a backup, the data doesn't show whose it is. For that, the server's key must not be kept in the same place.

    Telegram can see what you write here, including a name or a contact.

    The bot shows nobody's name. Your name is published only if you allow it.

    The number of supporters is shown only when there are at least ten. It is rounded down to a multiple of five: 23 is shown as 20.
privacy-duration =
    • The record of your support stays until you withdraw with /support or erase everything with /mydata.
    • { $hours ->
        [one] Questions of the bot that you haven't answered, and unfinished forms, are deleted after { $hours } hour.
       *[other] Questions of the bot that you haven't answered, and unfinished forms, are deleted after { $hours } hours.
    }
    • { $days ->
        [one] If you block the bot, your language and topics are deleted after { $days } day. Unless you support the pledge, everything else stored about this chat is deleted too.
       *[other] If you block the bot, your language and topics are deleted after { $days } days. Unless you support the pledge, everything else stored about this chat is deleted too.
    }
    • When you erase your data or withdraw, what the coalition has already exported from the bot or published stays. Backups keep earlier data until they are replaced.
    • So that a restored backup doesn't undo your choice, a record is kept of each erasure, each withdrawal and each topic that was switched off. It is encrypted: without the key, nobody can tell whose it is.
privacy-choices =
    • /mydata shows what is stored about you, gives it to you as a file, and erases all of it if you wish.
    • /support lets you change the record of your support, or withdraw.
    • /stop ends all messages.

    For questions about your data: { $name }. Contact: { $contact }.
privacy-risks =
    The bot can't protect you from everything:

    • Telegram can see chats with bots.
    • Whoever runs the server can see which account supports the pledge. Anyone who controls the server while you are writing can read what you write.
    • Anyone who gets hold of the bot's access code can write in its name, read what is written to it from then on, and check whether a given account has started the bot.
    • Your language, region, topics and time zone are not encrypted. If hardly anyone else has chosen the same, they can point to you.
    • Anyone who has your phone in their hands can read this chat. You can delete it in Telegram.

    <b>If being on a list of supporters could put you in danger, please don't support the pledge here. You can read everything without it.</b>
