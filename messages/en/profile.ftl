# What Telegram shows of the bot before a chat begins, and in the command menu. Plain text.
# Limits: command descriptions 256 characters, bot-name 64, bot-short-description 120, bot-description 512.

command-start = The first screen
command-pledge = Read the pledge
command-calls = Calls and what came of them
command-deadline = The deadline
command-record = What came of the calls
command-sign = Become a supporter
command-updates = Choose what you want to hear
command-language = Change the language
command-help = Help
command-privacy = What is kept and who can read it
command-mydata = What is stored about you; erase it
command-stop = Stop all messages
bot-name = Pledge of Kyrgyzstan's civil society
bot-short-description = The pledge of civil society and media of Kyrgyzstan: read it, see what came of it, support it.
bot-description =
    In December 2023 the Coalition of Civil Society Organizations and Mass Media of Kyrgyzstan submitted a pledge to the UN's Human Rights 75 initiative.

    Read it, see what came of each call, and become a supporter.
