# The first screen; the one line above four buttons where the bot did not understand; the apology for a failure.

home-text =
    <b>A pledge for civil society and independent media</b>

    In December 2023 the Coalition of Civil Society Organizations and Mass Media of Kyrgyzstan submitted a pledge to the UN's Human Rights 75 initiative. Here you can read it, see what is known about each call, and support it.

    The coalition runs this bot, not the UN.
home-hint = The bot didn't understand that. Please tap one of the buttons below.
home-greeting = Hello! Choose what you would like to see.
home-thanks = You're welcome!
home-broken-link = This link doesn't lead to any page of the bot. Please choose one of the buttons below.
home-unknown-command = The bot doesn't know this command. It is still waiting for your answer. To leave, send /cancel.
home-ask-answer = Is “{ $words }” your answer?
home-cancelled = Cancelled. Nothing was changed.
home-nothing-to-cancel = There is nothing to cancel.
home-consent = The consent text that you agreed to when you supported the pledge has changed. Please read the new one: /sign
home-apology = Something went wrong in the bot. Nothing you have confirmed is lost. Please try again in a minute, or send /start.
