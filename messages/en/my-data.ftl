# What is stored about a person: in words, as a file, erased, and the receipt. The list of what goes (mydata-goes-*) stands
# under the question as well as in the receipt.

my-data-text = <b>What is stored about you</b>
my-data-chat = Number of this chat: { $number }
my-data-language = Language: { $language }
my-data-no-language = Language: not chosen
my-data-messages = Messages of the last 48 hours whose numbers are kept: { $count }
my-data-deliveries = Messages of the coalition's of which it is known that this chat got them: { $count }
my-data-draft = Draft of a message to many: kept, sealed
my-data-topics = Topics that you switched on:
my-data-topic = • { $topic } (since { $date })
my-data-no-topics = Topics: none
my-data-reminders = Reminders of deadlines: { $which }, at { $hour } ({ $zone })
my-data-snooze = A reminder that you put off: { $moment }
my-data-signed = <b>Your sign-up</b>
my-data-not-signed = Sign-up: none
my-data-unfinished = Unfinished sign-up: begun on { $start }, will be deleted on { $end }. To finish it: /sign
my-data-unreadable = { $hours ->
    [one] Unfinished sign-up: there is one that can't be read any more. It is deleted { $hours } hour after it began.
   *[other] Unfinished sign-up: there is one that can't be read any more. It is deleted { $hours } hours after it began.
}
my-data-nothing = Nothing is stored about you. To begin: /start
my-data-file = What is stored about you, as a file that programs can read too. What is sealed stands in it as “sealed”. Whoever sees this file sees whether you support the pledge: delete it when you no longer need it.
my-data-erase =
    <b>Erase everything about you?</b>

    This will be erased at once, and nobody can bring it back:
my-data-goes-sealed = • your sign-up as a supporter, with the sealed name and contact
my-data-goes-signed = • your sign-up as a supporter
my-data-goes-topics = • the topics that you switched on: { $count }
my-data-goes-reminders = • when and of what you wanted to be reminded
my-data-goes-unfinished = • your unfinished sign-up
my-data-goes-deliveries = • which messages of the coalition's were sent to you: { $count }
my-data-goes-draft = • your draft of a message to many
my-data-goes-chat = • your language, the number of this chat and the numbers of its messages
my-data-erase-messages = If you wish, the messages in this chat are deleted too. Telegram lets the bot delete only those of the last 48 hours, yours and its own; the others you can delete yourself.
my-data-beyond = The bot can't erase what the coalition has already taken over from it or published. Backups hold earlier data until they are replaced; a mark of this erasure, which by itself does not show whose it is, keeps a restored backup from bringing yours back.
my-data-again = Please tap once more to confirm.
my-data-nothing-left = Nothing is stored about you any more.
my-data-erased =
    <b>Everything about you is erased</b>

    { $moment } (Bishkek time). This was erased:
my-data-messages-gone = The messages in this chat were deleted as far as Telegram lets the bot: those of the last 48 hours. If some are left, you can delete this chat yourself in Telegram.
my-data-messages-left = The messages in this chat were left. You can delete this chat yourself in Telegram.
my-data-anew = Nothing else about you is stored now, and nothing will be sent to you. If you write or tap a button again, the bot starts over as with a stranger.
