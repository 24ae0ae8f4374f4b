# What the bot finds when it checks its server once a week. For owners. Each line names one thing that is wrong.

doctor-notice = The bot checks its server once a week. This time, not everything is in order.
doctor-notice-new =
    <b>New:</b>
    { $findings }
doctor-notice-known =
    <b>As at the last check:</b>
    { $findings }
doctor-notice-remedy = Ask the person who runs the server to type <code>{ "pledge-bot doctor" }</code> there. It says what each point means and how to fix it.
doctor-notice-line = • { $finding }

## What can be wrong

doctor-finding-settings-faulty = A setting of the bot is missing or wrong
doctor-finding-settings-ineffective = A line in the bot's settings has no effect
doctor-finding-owners-named = The server's settings still name owners by their Telegram accounts
doctor-finding-telegram-unreachable = Telegram doesn't answer
doctor-finding-connection-open = Part of the bot's connection isn't encrypted
doctor-finding-proxy-unreachable = The proxy doesn't answer
doctor-finding-token-refused = Telegram doesn't accept the bot's token
doctor-finding-webhook-missing = Telegram has no address to deliver messages to
doctor-finding-webhook-other = Telegram delivers messages to another address
doctor-finding-webhook-unwanted = Telegram delivers messages to an address that isn't in the settings
doctor-finding-webhook-failing = In the last hour, Telegram couldn't deliver messages
doctor-finding-updates-waiting = Many messages from people are waiting for the bot
doctor-finding-clock-wrong = The server's clock is wrong
doctor-finding-disk-full = There is little room left on the server's disk
doctor-finding-data-missing = The bot's data can't be found
doctor-finding-data-open = Other users of the server can look into the bot's data folder
doctor-finding-owners-differ = Some of the bot's files belong to another user of the server
doctor-finding-folder-writable = Other users of the server can replace the bot's files
doctor-finding-settings-open = Other users of the server can read the bot's token
doctor-finding-store-key-open = Other users of the server can read its key
doctor-finding-private-key-here = A private key of the coalition is on the server
doctor-finding-store-key-missing = The server's key is missing; without it, the bot's data can't be opened
doctor-finding-store-key-unusable = The file with the server's key is damaged
doctor-finding-store-key-other = The server's key doesn't fit the bot's data
doctor-finding-store-key-twice = The server's key is on the server itself, although it should be kept elsewhere
doctor-finding-recipients-missing = The coalition's public keys aren't set
doctor-finding-recipients-not-accepted = The coalition's public keys were changed and haven't been accepted yet
doctor-finding-key-copy-missing = There is no encrypted copy of the server's key
doctor-finding-key-copy-outdated = The encrypted copy of the server's key can't be opened with the coalition's present keys
doctor-finding-messages-faulty = There are errors in the coalition's own texts
doctor-finding-contact-missing = The texts don't say whom people can ask about their data
doctor-finding-data-damaged = The bot's database is damaged
doctor-finding-schema-older = The bot's database is from an older version
doctor-finding-schema-newer = The bot's database is from a newer version than its program
doctor-finding-service-failed = The bot has failed and can't start again
doctor-finding-service-stopped = The bot is stopped
doctor-finding-service-not-enabled = The bot won't start when the server is switched on
doctor-finding-service-waiting = The bot is waiting and doesn't take messages
doctor-finding-service-changed = A change to how the bot is started hasn't taken effect
doctor-finding-backup-off = The bot makes no backups
doctor-finding-backup-folder-missing = The folder for backups can't be found
doctor-finding-backup-old = The last good backup is more than eight days old
doctor-finding-backup-not-handed-on = The last backup wasn't passed on to its other place
doctor-finding-backup-failing = Backups aren't being made any more
doctor-finding-backup-before-upgrade-old = A backup from before an upgrade is more than 30 days old
doctor-finding-backup-gone = The last backup isn't where the bot put it
doctor-finding-backup-beside-data = The backups are only on the disk with the bot's data
doctor-finding-opt-outs-missing = The list of people who opted out is missing
doctor-finding-opt-outs-unusable = The list of people who opted out is damaged or belongs to other data
doctor-finding-opt-outs-behind = The list of people who opted out is incomplete
doctor-finding-opt-outs-uncopied = The list of people who opted out isn't copied to another place
doctor-finding-opt-outs-copy-folder-missing = The folder for the copy of the list of people who opted out can't be found
doctor-finding-opt-outs-copy-old = The copy of the list of people who opted out is more than eight days old
doctor-finding-opt-outs-copy-failing = The list of people who opted out isn't being copied any more
doctor-finding-opt-outs-copy-beside = The copy of the list of people who opted out is on the same disk as the list or the backups
doctor-finding-swap-open = The bot's memory can get onto an unencrypted disk
doctor-finding-core-dumps-allowed = If the bot crashes, its memory may be saved to the disk
doctor-finding-core-dumps-kept = After a crash, copies of the bot's memory are still on the server's disk
doctor-finding-disk-open = A disk of the server isn't encrypted
doctor-finding-program-outdated = A newer version of the bot has been used with this data before
doctor-finding-bot-outdated = A new version is installed, but the old one is still running
