# The freeze: stopping everything when a phone of the staff's is in the wrong hands. For staff.

freeze-about =
    <b>Freeze</b>

    If a phone was stolen, or somebody is acting in the coalition's name without permission, stop everything here.

    • No broadcasts, reminders or news go out.
    • Nothing that staff send or change takes effect.
    • The bot still answers people. They can stop messages, withdraw their support and erase their data.
    • Broadcasts can still be paused, cancelled and taken back, and rights can still be taken away from staff.

    To lift the freeze, two owners have to agree. The person who runs the server can lift it too.
freeze-title-frozen = <b>❄️ Everything is frozen</b>
freeze-since = { $when } · { $who }
freeze-owner = an owner
freeze-unreadable = The bot can't read when the freeze began.
freeze-effects = Nothing goes out to many now, and nothing that staff do takes effect. The bot still answers people as usual.
freeze-how-to-lift = To lift the freeze, two owners have to agree. The person who runs the server can lift it too.
freeze-others-wish = One of the owners wants to lift the freeze. If you agree, tap the button.
freeze-own-wish = You want to lift the freeze. Now another owner has to agree.
freeze-wished = The bot has noted that you want to lift the freeze. Now another owner has to agree. Ask them to send /freeze to the bot.
freeze-lifted = The freeze is lifted. The bot works as usual again.
freeze-new-toast = You can't lift the freeze: you became an owner less than a day ago, or your rights are limited.
freeze-blocked-toast = Everything is frozen. Until the freeze is lifted, nothing can be sent or changed: /freeze
freeze-notice-begun =
    ❄️ Everything is frozen.

    Nothing goes out to many now, and nothing that staff do takes effect. The bot still answers people as usual.

    More: /panel
freeze-notice-wished =
    ❄️ One of the owners wants to lift the freeze.

    If another owner agrees, everything works again: /freeze
freeze-notice-lifted = The freeze is lifted. The bot works as usual again.
button-freeze = Freeze everything
button-freeze-yes = Yes, freeze everything
button-freeze-lift = Lift the freeze
