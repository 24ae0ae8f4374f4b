# What one may hear from the coalition: topics that are off until chosen.

topics-text =
    <b>Messages you want</b>

    Everything is off until you choose it. Tap a topic to switch it on or off.
topic-news-name = News
topic-calls-name = Calls
topic-deadlines-name = Reminders
topic-on = ✓ { $name }: on
topic-off = { $name }: off
topic-news-about = <b>News</b>: what the coalition publishes
topic-calls-about = <b>Calls</b>: when something changes in the state of a call
topic-deadlines-about = <b>Reminders</b>: before and after a deadline
topics-stopped = All messages are off. You won't hear from us unless you write or switch something on again.
