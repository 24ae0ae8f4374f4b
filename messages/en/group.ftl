# What a group hears. Everybody in it reads this; only its administrators can change it.

group-greeting =
    <b>Hello!</b> This bot shows a pledge of Kyrgyzstan's civil society: what it says, what it calls for, and what came of each call.

    Anybody here can send /pledge, /calls, /deadline or /record. /help shows all commands.

    The bot answers only when it is asked. It sends other messages to this group only if an administrator switches them on.
group-text =
    <b>What this group hears</b>

    Everything is off until an administrator of the group chooses it. Only administrators can change the topics and the language, or stop the messages.
group-button = What this group hears
group-language = In which language should the bot write to this group? An administrator chooses.
group-refused-toast = Only an administrator of this group can do that.
group-unsure-toast = Telegram didn't tell the bot who the administrators of this group are. Please try again in a moment.
group-stopped = All messages to this group are off. An administrator can choose topics again.
