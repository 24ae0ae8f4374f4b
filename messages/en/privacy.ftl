# What is kept, why, for how long, and who can read it. Keep it true: it describes what the program does.

privacy-text =
    <b>Privacy</b>

    <b>Who is responsible.</b> The coalition runs this bot, not the UN.

    <b>What is stored, and why.</b> The number of this chat, because the bot can't answer you without it (it is the number of your Telegram account, not a phone number). Your language. The topics you have chosen and when you want to be reminded (hour and time zone), to send you those and nothing else. If you support the pledge: whether as a person, an organization or a media outlet; your region; the date; the version of the consent text. These serve to count supporters. A name and a contact only if you give them. For 48 hours, the numbers of the messages in this chat, so that they can be deleted together with your data. { $deliveries ->
        [one] For { $deliveries } day,
       *[other] For { $deliveries } days,
    } which of the coalition's messages were sent to you, so that it can correct them or take them back.

    <b>What is not stored.</b> Your name, username and phone number in Telegram are not stored. The bot doesn't keep the messages you write: it deletes its copy as soon as it has answered (the answers in a form are kept until you finish or cancel it). In the chat itself the messages stay.

    <b>Who can read it.</b> A name and a contact are encrypted with the coalition's key when you confirm. From then on only the coalition can open them; the bot and whoever runs its server can't. Everything else, such as the number of this chat and your region, can be read by whoever runs the server. The bot shows nobody's name.

    <b>For how long.</b> { $hours ->
        [one] An unfinished form is deleted after { $hours } hour.
       *[other] An unfinished form is deleted after { $hours } hours.
    } { $days ->
        [one] If you block the bot, your language and topics are deleted after { $days } day, and, unless you support the pledge, everything else stored about this chat.
       *[other] If you block the bot, your language and topics are deleted after { $days } days, and, unless you support the pledge, everything else stored about this chat.
    } Your support stays recorded until you withdraw it with /sign or erase everything with /mydata.

    <b>What you can do.</b> /mydata shows what is stored about you, gives it to you as a file, and erases all of it if you wish. /stop ends all messages.

    <b>What the bot can't protect you from.</b> Telegram can see chats with bots. Anyone who controls the server while you are writing can read what you write. Anyone who has your phone in their hands can read this chat; you can delete it in Telegram. Erasing your data or withdrawing doesn't affect what the coalition has already exported from the bot or published, or backups until they are replaced. So that a restored backup doesn't undo your choice, a record is kept of each erasure, each withdrawal and each topic that was switched off; by itself it doesn't identify you.

    <b>Figures.</b> The number of supporters is shown only from ten upwards, and rounded down to a multiple of five.
