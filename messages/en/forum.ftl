# Groups with topics (forums), and the topic that their messages go to.

group-topic-gone = The topic to which the bot sent messages is closed or gone. Where should they go now? An administrator taps the button, or sends /updates@{ $bot } in the topic of their choice.
group-button-here = Send them here
campaign-reason-no-topic = the forum's topic is closed or gone
