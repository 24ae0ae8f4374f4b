# What the bot tells the coalition's staff.

staff-dead-letters = { $count ->
    [one] { $count } message could not be handled because of an error in the bot, and was put aside. Whoever runs the server finds the reason in the log.
   *[other] { $count } messages could not be handled because of an error in the bot, and were put aside. Whoever runs the server finds the reason in the log.
}
