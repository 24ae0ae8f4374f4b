# What Telegram shows of the bot before a chat begins, and in the command menu. Plain text.
# Limits: command descriptions 256 characters, bot-name 64, bot-short-description 120, bot-description 512.

command-start = Home screen
command-pledge = Read the pledge
command-calls = The calls and their status
command-deadline = The deadlines
command-news = Latest news
command-support = Support the pledge
command-updates = Choose which messages you get
command-language = Change the language
command-help = Help
command-privacy = What is stored and who can see it
command-mydata = See or erase what is stored about you
command-stop = Stop all messages
command-cancel = Cancel what you have started
bot-name = Pledge of a civil society coalition (Kyrgyzstan)
bot-short-description = Pledge of the Coalition of Civil Society Organizations and Mass Media of Kyrgyzstan. Run by the coalition, not the UN.
bot-description =
    In December 2023 the Coalition of Civil Society Organizations and Mass Media of Kyrgyzstan submitted a pledge to the UN's Human Rights 75 initiative.

    Here you can read the pledge, see what is known about the calls in it, and support it.

    The coalition runs this bot, not the UN.
