# The topics that people can choose to hear about. All are off until somebody chooses them.

topics-text =
    <b>Which messages would you like to get?</b>

    Tap a topic to switch it on or off. You get only what is on.
topic-news-name = News
topic-calls-name = The calls
topic-deadlines-name = Reminders
topic-on = ✓ { $name }: on
topic-off = { $name }: off
topic-news-about = <b>News</b>: what the coalition publishes
topic-calls-about = <b>The calls</b>: when the status of one of them changes
topic-deadlines-about = <b>Reminders</b>: before and after a deadline
topics-ask-stop = Do you want to stop all messages, or is “{ $words }” your answer?
topics-stopped = All messages are off. The bot won't write to you unless you write to it or choose a topic again. If you had an unfinished form, it has been deleted. To see what else is stored about you: /mydata
