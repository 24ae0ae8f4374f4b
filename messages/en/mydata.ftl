# What is stored about a person: in words, as a file, erased, and the receipt. The list of what goes (mydata-goes-*) stands
# under the question as well as in the receipt.

mydata-text = <b>What is stored about you</b>
mydata-chat = Number of this chat: { $number }
mydata-language = Language: { $language }
mydata-no-language = Language: not chosen
mydata-messages = Messages of the last 48 hours whose numbers are kept: { $count }
mydata-deliveries = Messages of the coalition's of which it is known that this chat got them: { $count }
mydata-draft = Draft of a message to many: kept, sealed
mydata-topics = Topics that you switched on:
mydata-topic = • { $topic } (since { $date })
mydata-no-topics = Topics: none
mydata-reminders = Reminders of deadlines: { $which }, at { $hour } ({ $zone })
mydata-snooze = A reminder that you put off: { $moment }
mydata-signed = <b>Your sign-up</b>
mydata-not-signed = Sign-up: none
mydata-unfinished = Unfinished sign-up: begun on { $start }, will be deleted on { $end }. To finish it: /sign
mydata-unreadable = { $hours ->
    [one] Unfinished sign-up: there is one that can't be read any more. It is deleted { $hours } hour after it began.
   *[other] Unfinished sign-up: there is one that can't be read any more. It is deleted { $hours } hours after it began.
}
mydata-nothing = Nothing is stored about you. To begin: /start
mydata-file = What is stored about you, as a file that programs can read too. What is sealed stands in it as “sealed”. Whoever sees this file sees whether you support the pledge: delete it when you no longer need it.
mydata-erase =
    <b>Erase everything about you?</b>

    This will be erased at once, and nobody can bring it back:
mydata-goes-sealed = • your sign-up as a supporter, with the sealed name and contact
mydata-goes-signed = • your sign-up as a supporter
mydata-goes-topics = • the topics that you switched on: { $count }
mydata-goes-reminders = • when and of what you wanted to be reminded
mydata-goes-unfinished = • your unfinished sign-up
mydata-goes-deliveries = • which messages of the coalition's were sent to you: { $count }
mydata-goes-draft = • your draft of a message to many
mydata-goes-chat = • your language, the number of this chat and the numbers of its messages
mydata-erase-messages = If you wish, the messages in this chat are deleted too. Telegram lets the bot delete only those of the last 48 hours, yours and its own; the others you can delete yourself.
mydata-beyond = The bot can't erase what the coalition has already taken over from it or published. Backups hold earlier data until they are replaced; a mark of this erasure, which by itself does not show whose it is, keeps a restored backup from bringing yours back.
mydata-again = Please tap once more to confirm.
mydata-nothing-left = Nothing is stored about you any more.
mydata-erased =
    <b>Everything about you is erased</b>

    { $moment } (Bishkek time). This was erased:
mydata-messages-gone = The messages in this chat were deleted as far as Telegram lets the bot: those of the last 48 hours. If some are left, you can delete this chat yourself in Telegram.
mydata-messages-left = The messages in this chat were left. You can delete this chat yourself in Telegram.
mydata-anew = Nothing else about you is stored now, and nothing will be sent to you. If you write or tap a button again, the bot starts over as with a stranger.
