# The latest broadcasts to everybody who chose the topic "News", to be read again. news-footer stands below one of them.

news-hint = Tap a title to get the whole message.
news-line = • { $date }: { $title }
news-none = There is no news yet.
news-footer = Published on { $date }
news-gone-toast = This message is no longer available.
news-refused = This message can no longer be shown.
