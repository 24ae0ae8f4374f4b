# The first screen, and what stands above it when something was not understood or failed.

home-text =
    <b>A pledge for civil society and independent media</b>

    In December 2023 the Coalition of Civil Society Organizations and Mass Media of Kyrgyzstan submitted a pledge to the UN's Human Rights 75 initiative. Here you can read it, see what came of each call, and support it.

    What would you like to do?
home-hint = I don't understand free text yet. Please choose one of the buttons below, or send /help.
home-consent = The text that you agreed to as a supporter has changed. Please have a look at it: /sign
home-apology = Something went wrong on our side. Nothing that you had confirmed is lost. Please try once more in a minute, or send /start.
