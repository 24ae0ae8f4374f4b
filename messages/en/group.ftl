# Messages in groups. Everybody in the group can read them; only its administrators can choose which ones it gets.

group-greeting =
    <b>Hello!</b> This bot shows the pledge of the Coalition of Civil Society Organizations and Mass Media of Kyrgyzstan: what it says, what it calls for, and what is known about each call.

    Anybody here can send /pledge, /calls or /deadline. /help shows all commands.

    The bot answers only when it is asked. It sends other messages to this group only if an administrator switches them on.
group-text =
    <b>Messages to this group</b>

    Nothing is sent until an administrator chooses a topic. Tap a topic to switch it on or off. Only administrators can change the topics and the language, or stop the messages.
group-button = Messages to this group
group-language = Which language should the bot use in this group? Only an administrator can choose.
group-refused-toast = Only an administrator of this group can do that.
group-unsure-toast = Telegram didn't tell the bot who the administrators of this group are. Please try again in a moment.
group-stopped = All messages to this group are off. An administrator can choose topics again.
group-topic-gone = The forum topic to which the bot sent its messages is closed or no longer exists. Where should they go now? An administrator can tap the button, or send /updates@{ $bot } in the forum topic of their choice.
group-button-here = Send them here
