# The first screen; the one line above four buttons when the bot has not understood; the apology for a failure.

home-text =
    <b>A pledge for civil society and independent media</b>

    The Coalition of Civil Society Organizations and Mass Media of Kyrgyzstan submitted this pledge to the UN's Human Rights 75 initiative in December 2023. The coalition runs this bot, not the UN.
home-deadline-left = { $days ->
    [one] { $days } day left until the deadline.
   *[other] { $days } days left until the deadline.
}
home-deadline-next = Next deadline: { $date }.
home-calls-known = The status is known for { $known } of { $all ->
    [one] { $all } call.
   *[other] { $all } calls.
}
home-calls-unknown = There is no information yet about the status of the calls.
home-hint = The bot didn't understand that. Please tap one of the buttons below.
home-greeting = Hello! Choose what you would like to see.
home-thanks = You're welcome!
home-broken-link = This link doesn't lead to any page of the bot. Please tap one of the buttons below.
home-unknown-command = The bot doesn't know this command. It is still waiting for your answer. To leave, send /cancel.
home-ask-answer = Is “{ $words }” your answer?
home-cancelled = Cancelled. Nothing was changed.
home-nothing-to-cancel = There is nothing to cancel.
home-apology = Something went wrong in the bot. Nothing you have confirmed is lost. Please try again in a minute, or send /start.
