# What is stored about a person: in words, as a file, erased, and the receipt. The list of what goes (my-data-goes-*) stands
# under the question as well as in the receipt.

my-data-text = <b>My data: what is stored about you</b>
my-data-chat = Number of this chat: { $number }
my-data-language = Language: { $language }
my-data-no-language = Language: not chosen
my-data-messages = Message numbers stored (last 48 hours): { $count }
my-data-deliveries = Coalition messages sent to this chat: { $count }
my-data-draft = Draft of a message to many: stored, encrypted
my-data-forms = Unfinished form of a deadline or a call status: stored, encrypted
my-data-topics = Topics you have chosen:
my-data-topic = • { $topic } (since { $date })
my-data-no-topics = Topics: none
my-data-reminders = Deadline reminders: { $which }, at { $hour } ({ $zone })
my-data-snooze = Snoozed reminder: { $moment }
my-data-signed = <b>Your support</b>
my-data-not-signed = You are not recorded as a supporter.
my-data-unfinished = Unfinished form, started on { $start }. It will be deleted on { $end }. To finish it: /support
my-data-unreadable = { $hours ->
    [one] There is an unfinished form that can no longer be read. It will be deleted { $hours } hour after it was started.
   *[other] There is an unfinished form that can no longer be read. It will be deleted { $hours } hours after it was started.
}
my-data-nothing = Nothing is stored about you. To begin: /start
my-data-file = What is stored about you, in a file that programs can also read. Encrypted entries are shown as “sealed”. Anyone who sees this file can see whether you support the pledge: delete it when you no longer need it.
my-data-erase =
    <b>Erase everything about you?</b>

    This can't be undone. The following will be erased immediately:
my-data-goes-sealed = • the record of your support, with the encrypted name and contact
my-data-goes-signed = • the record of your support
my-data-goes-topics = • the topics you have chosen: { $count }
my-data-goes-reminders = • your reminder settings
my-data-goes-unfinished = • your unfinished form
my-data-goes-deliveries = • the record of which coalition messages were sent to you: { $count }
my-data-goes-draft = • your draft of a broadcast
my-data-goes-forms = • your unfinished form for a deadline or a call status
my-data-goes-chat = • your language, the number of this chat and the numbers of its messages
my-data-erase-messages = If you wish, the messages in this chat will be deleted too. Telegram lets the bot delete only those of the last 48 hours, yours and its own; you can delete the others yourself.
my-data-beyond = The bot can't erase what the coalition has already exported from it or published. Backups keep earlier data until they are replaced. A record of this erasure is kept, so that a restored backup doesn't bring your data back. By itself the record doesn't identify you.
my-data-staff = You are on the staff. What you wrote for the bot stays, because it speaks for the coalition: broadcasts, deadlines, and the statuses of the calls. It will no longer be linked to you. Your broadcasts that have not gone out yet will be paused, and the other staff will be asked about them. You stay on the staff. To leave it, send /staff.
my-data-again = Please tap once more to confirm.
my-data-nothing-left = Nothing is stored about you any more.
my-data-erased =
    <b>Everything about you has been erased</b>

    { $moment } (Bishkek time). Erased:
my-data-messages-gone = The messages of the last 48 hours in this chat were deleted; Telegram doesn't let the bot delete older ones. If any are left, you can delete this chat yourself in Telegram.
my-data-messages-left = The messages in this chat were not deleted. You can delete this chat yourself in Telegram.
my-data-anew = Nothing is stored about you any more, and nothing will be sent to you. If you write or tap a button again, the bot treats you as a new user.
