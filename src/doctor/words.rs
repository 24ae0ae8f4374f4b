//! What each finding means and how it is mended, for somebody who is no engineer. `docs/operate.md` has a table of the same
//! codes.

use crate::domain::doctor::{Check, Finding};

/// The words about a finding.
#[derive(Debug, Clone, Copy)]
pub struct Explanation {
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// What follows from it.
    pub meaning: &'static str,
    /// How to mend it.
    pub remedy: &'static str,
}

/// The name of a check.
pub(super) fn name(check: Check) -> &'static str {
    match check {
        Check::Settings => "settings",
        Check::Connection => "way to Telegram",
        Check::Proxy => "proxy",
        Check::Token => "token",
        Check::Webhook => "webhook and updates",
        Check::Clock => "clock",
        Check::DiskSpace => "room on the disks",
        Check::Permissions => "data folder",
        Check::Secrets => "secrets",
        Check::StoreKey => "store key",
        Check::KeyCopy => "copy of the store key",
        Check::Messages => "own texts",
        Check::Schema => "database",
        Check::Service => "service",
        Check::Backup => "backup",
        Check::OptOuts => "list of opt-outs",
        Check::Swap => "swap",
        Check::CoreDumps => "core dumps",
        Check::Encryption => "encryption of disks",
        Check::Version => "version",
    }
}

const fn words(title: &'static str, meaning: &'static str, remedy: &'static str) -> Explanation {
    Explanation { title, meaning, remedy }
}

/// Explains a finding.
#[expect(clippy::too_many_lines, reason = "a table with a row for each finding")]
pub fn explain(finding: Finding) -> Explanation {
    match finding {
        Finding::SettingsFaulty => words(
            "a setting is missing or wrong",
            "The bot does not start with these settings. If it runs now, it will not start again.",
            "Correct the setting in the file of settings, and start the bot again. docs/operate.md explains each setting.",
        ),
        Finding::SettingsIneffective => words(
            "a line of the settings has no effect",
            "Somebody wanted to set something, and the bot does not know it or reads another line instead.",
            "Correct the name or remove the line, and start the bot again.",
        ),
        Finding::OwnersNamed => words(
            "the settings name owners by their Telegram IDs",
            "OWNER_IDS is not read any more, since the owners are on staff. But whoever takes this machine learns from it who they are.",
            "Empty the line OWNER_IDS in the settings, and start the bot again. Or run pledge-bot setup, which does both.",
        ),
        Finding::TelegramUnreachable => words(
            "Telegram does not answer",
            "Nobody gets an answer from the bot. Telegram keeps what people write for 24 hours.",
            "Check that the machine is online. Where Telegram is blocked, set TELEGRAM_PROXY. If a proxy is set and answers, check \
             its name and password. If TELEGRAM_API_URL is set, check that it is right.",
        ),
        Finding::ConnectionOpen => words(
            "others on the way can read along",
            "What passes there is not encrypted: the token, a password, or what people write.",
            "Change the address in this setting to one with https://, and start the bot again.",
        ),
        Finding::ProxyUnreachable => words(
            "the proxy does not answer",
            "All calls to Telegram go through the proxy, so nobody gets an answer from the bot.",
            "Check TELEGRAM_PROXY: the host and the port. Start the proxy, or ask whoever runs it. Then start the bot again.",
        ),
        Finding::TokenRefused => words(
            "Telegram does not accept the token",
            "The bot can't work. The token is mistyped, or somebody has made a new one at @BotFather.",
            "In Telegram, write to @BotFather: /mybots, choose the bot, API Token. Give the token to the bot with: \
             pledge-bot setup. Or put it where BOT_TOKEN_COMMAND takes it from, and start the bot again. If nobody \
             of the coalition made a new token, find out who has the account that owns the bot.",
        ),
        Finding::WebhookMissing => words(
            "Telegram does not deliver to the bot",
            "WEBHOOK_URL is set, but Telegram knows no address, so what people write does not arrive.",
            "Start the bot: it tells Telegram the address. If it runs, another program with the same token took the address away: \
             find and stop that program.",
        ),
        Finding::WebhookOther => words(
            "Telegram delivers to another address",
            "What people write goes to another address than that in WEBHOOK_URL, so another program may get it.",
            "If you have changed WEBHOOK_URL, start the bot again. If not, another program uses the token: make a new token at \
             @BotFather (/revoke), put it into the settings, and start the bot again.",
        ),
        Finding::WebhookUnwanted => words(
            "Telegram delivers to an address that the settings do not have",
            "WEBHOOK_URL is not set, but Telegram delivers what people write to some address.",
            "If you have removed WEBHOOK_URL, start the bot again: it takes the address away. If not, another program uses the token: \
             make a new token at @BotFather (/revoke), put it into the settings, and start the bot again.",
        ),
        Finding::WebhookFailing => words(
            "Telegram could not deliver within the last hour",
            "What people write arrives late or not at all. Telegram gives its reason below \"Here\".",
            "Check that the bot runs, and that the web server in front of it runs, has a valid certificate, and passes deliveries on to \
             WEBHOOK_LISTEN (docs/operate.md, Webhook).",
        ),
        Finding::UpdatesWaiting => words(
            "many messages wait at Telegram",
            "People have written, and the bot does not take it. After 24 hours Telegram drops it, also wishes to stop or to erase.",
            "Check that the bot runs, and look into its log.",
        ),
        Finding::ClockWrong => words(
            "the clock is wrong",
            "It differs from Telegram's by more than five minutes. Until it is right, the bot sends no broadcasts and no reminders, and \
             deletes nothing for its age.",
            "Set the clock, and let the machine keep it right by itself.",
        ),
        Finding::DiskFull => words(
            "there is little room left on a disk",
            "When the disk is full the bot can store nothing, and people get no answers.",
            "Remove what is not needed, such as old logs and old backups, or get a larger disk. Remove nothing in the data folder.",
        ),
        Finding::DataMissing => words(
            "there is no data",
            "DATA_DIR names a folder without the bot's database. Either the bot was never started, or the setting names the wrong folder.",
            "If the bot was never started, start it. If it was, correct DATA_DIR: a bot that is started now would begin without anybody \
             in it.",
        ),
        Finding::DataOpen => words(
            "others on this machine can look into the data folder",
            "Other users of this machine could copy the data, or see when the bot is at work.",
            "Take the permission away from everybody but the bot's user.",
        ),
        Finding::OwnersDiffer => words(
            "files of the bot's belong to another user",
            "The bot can't read or write these files, or another user of this machine can. This happens when a command is run as root.",
            "Give the files to the user that the data folder belongs to.",
        ),
        Finding::FolderWritable => words(
            "others can exchange files of the bot's",
            "Every user of this machine can write into this folder, and so put other files in the place of the bot's.",
            "Take the permission to write away from the others.",
        ),
        Finding::SettingsOpen => words(
            "others on this machine can read the settings",
            "Whoever reads the token in them can speak as the bot.",
            "Take the permission away from everybody but the owner. If people have had access whom you don't trust, make a new token at \
             @BotFather (/revoke) too.",
        ),
        Finding::StoreKeyOpen => words(
            "others on this machine can read the store key",
            "Whoever has the key and a copy of the data can read who uses the bot.",
            "Take the permission away from everybody but the owner.",
        ),
        Finding::PrivateKeyHere => words(
            "a private key of the coalition's is on this machine",
            "It opens all names, all contacts and every backup. Whoever takes this machine would have them.",
            "Copy the file to a computer of the coalition's, check that it can be read there, and then delete it here.",
        ),
        Finding::StoreKeyMissing => words(
            "the store key is missing",
            "The data opens with this key alone, so the bot does not start without it.",
            "Put the key's file back to the place that STORE_KEY_FILE names. If it is lost, those who have the coalition's private key can \
             recover it: pledge-bot store-key recover (docs/operate.md, If the store key is lost).",
        ),
        Finding::StoreKeyUnusable => words(
            "the store key's file can't be used",
            "It is empty, damaged or something else, so the bot does not start.",
            "Put a copy of the key there. If there is none, those who have the coalition's private key can recover it: pledge-bot \
             store-key recover (docs/operate.md, If the store key is lost).",
        ),
        Finding::StoreKeyOther => words(
            "the store key is that of other data",
            "The data opens with its own key alone, so the bot does not start with this one.",
            "Put the right key where STORE_KEY_FILE is, or name the right folder in DATA_DIR. If the key is lost: pledge-bot store-key \
             recover (docs/operate.md, If the store key is lost).",
        ),
        Finding::StoreKeyTwice => words(
            "the store key is on this machine too, although a command prints it",
            "STORE_KEY_COMMAND is to keep the key away from this machine, but whoever takes the machine finds it in this file.",
            "Make sure that a copy of the file is somewhere else, and that the bot starts with the command. Then delete the file here.",
        ),
        Finding::RecipientsMissing => words(
            "the coalition's public keys are not set",
            "No names and no contacts are asked for, no backup can be made, and if the store key is lost all data is lost with it.",
            "On a computer of the coalition, not here, make the keys: pledge-bot keygen coalition.key. Give the public \
             key that it prints to the bot with: pledge-bot setup --keys PUBLIC-KEY. Without systemd, start the bot again then.",
        ),
        Finding::RecipientsNotAccepted => words(
            "the coalition's keys were exchanged",
            "SEAL_RECIPIENTS has other keys than those that the bot knows. It does not start with them. Whoever exchanged them wanted to \
             read what people enter.",
            "If nobody of the coalition wanted this, put the old keys back, and find out who changed the settings. Otherwise compare the \
             fingerprints, stop the bot, and accept the keys.",
        ),
        Finding::KeyCopyMissing => words(
            "there is no sealed copy of the store key",
            "If the store key is lost, all data is lost with it.",
            "Start the bot with SEAL_RECIPIENTS set: it makes the copy by itself.",
        ),
        Finding::KeyCopyOutdated => words(
            "the sealed copy of the store key is for other keys",
            "Those who have the coalition's private keys now could not recover the store key.",
            "Start the bot again: it makes the copy anew.",
        ),
        Finding::MessagesFaulty => words(
            "the coalition's own texts are at fault",
            "The bot does not use the folder in MESSAGES_DIR at its next start, but the built-in texts.",
            "Correct the files. The command pledge-bot check names each fault, with the file and the line.",
        ),
        Finding::ContactMissing => words(
            "nobody has entered whom people can ask about their data",
            "The consent and the privacy page say that there is no address yet.",
            "Give the coalition's address to the bot with: pledge-bot setup --contact ADDRESS. Without systemd, start the bot again \
             then.",
        ),
        Finding::DataDamaged => words(
            "the database is damaged, or is not the bot's",
            "The bot can't use it.",
            "Stop the bot, keep a copy of the data folder, and restore the newest backup (docs/operate.md, Restore).",
        ),
        Finding::SchemaOlder => words(
            "the database is of an older version of the bot",
            "This program was installed, but the bot was not started with it yet.",
            "Make a backup, and start the bot again: it brings the data up to date.",
        ),
        Finding::SchemaNewer => words(
            "the database is of a newer version of the bot",
            "This program is too old for the data, and refuses it.",
            "Install the newest version of pledge-bot. Nothing is lost.",
        ),
        Finding::ServiceFailed => words(
            "the bot has failed",
            "It ended with an error. systemd starts it again and again in vain, or has given it up. Nobody gets an answer.",
            "Read the last lines of the log: they say in one line what is wrong. Mend that, and start the bot.",
        ),
        Finding::ServiceStopped => words(
            "the bot is stopped",
            "Nobody gets an answer. Telegram keeps what people write for 24 hours; then it is lost, also wishes to stop or to erase.",
            "Start the bot.",
        ),
        Finding::ServiceNotEnabled => words(
            "the bot does not start with the machine",
            "After the machine starts again, the bot stays stopped until somebody notices.",
            "Have systemd start it with the machine.",
        ),
        Finding::ServiceWaiting => words(
            "the bot waits, and takes no updates yet",
            "It waits for what stands below \"Here\". Telegram keeps what people write for 24 hours.",
            "If it waits for a secret, see to the command that prints it, or answer its question. If it was frozen and its key forgotten: \
             pledge-bot freeze --lift. If it waits for Telegram, check the network.",
        ),
        Finding::ServiceChanged => words(
            "the service was changed, and systemd has not read it",
            "The bot runs with the earlier settings of the service.",
            "Have systemd read it, and start the bot again.",
        ),
        Finding::BackupOff => words(
            "the bot makes no backups",
            "If this disk fails, everything that the bot knows is lost.",
            "Make a folder for backups, best on another disk, and name it in the settings: BACKUP_DIR. With BACKUP_COMMAND each backup goes \
             to another machine too. Then start the bot again (docs/operate.md, Back up and restore).",
        ),
        Finding::BackupFolderMissing => words(
            "the folder for backups is not there",
            "No backup can be made. Perhaps a disk is not mounted.",
            "Mount the disk, or make the folder, for the bot's user alone; or correct BACKUP_DIR, and start the bot again.",
        ),
        Finding::BackupOld => words(
            "the last good backup is more than eight days old",
            "If this disk fails, everything since then is lost.",
            "Look into the log for lines about the backup: they say what failed. Check that there is room, and that BACKUP_COMMAND works if \
             it is set.",
        ),
        Finding::BackupNotHandedOn => words(
            "the last backup was not passed on",
            "It was made, but BACKUP_COMMAND has not taken it to the other place. If this disk fails, it may be lost together with the data.",
            "Look into the log for lines with BACKUP_COMMAND, try the command by hand as the bot's user, and correct it. The bot tries again \
             by itself.",
        ),
        Finding::BackupFailing => words(
            "backups fail",
            "The bot can't write into the folder for backups, or the last backup is more than a day old. If this disk fails, everything since \
             then is lost.",
            "Look into the log for lines about the backup: they say what failed. Check that there is room in the folder, and that the bot's \
             user may write into it. The bot tries again by itself.",
        ),
        Finding::BackupBeforeUpgradeOld => words(
            "a backup from before an upgrade is more than 30 days old",
            "It still holds people who have erased their data since. Without SEAL_RECIPIENTS it is not even sealed.",
            "If the bot has worked well since the upgrade, delete the file. A running bot removes by itself only what is not sealed.",
        ),
        Finding::BackupGone => words(
            "the last backup is not where it was put",
            "Somebody has removed or moved it.",
            "Find out who did, and put it back. If it is lost, make a new one now: pledge-bot backup FILE.",
        ),
        Finding::BackupBesideData => words(
            "the backups are on the same disk as the data, and nowhere else",
            "Whoever loses the disk loses both.",
            "Name a folder on another disk in BACKUP_DIR, or take each backup to another machine with BACKUP_COMMAND. Then start the bot \
             again (docs/operate.md, Back up and restore).",
        ),
        Finding::OptOutsUncopied => words(
            "the list of opt-outs is copied nowhere",
            "A backup can be restored only with the list. If it is lost with this disk, a restore brings back people who have left.",
            "Name another place than that of the backups, as OPT_OUTS_COPY_DIR or OPT_OUTS_COPY_COMMAND, and start the bot again.",
        ),
        Finding::OptOutsCopyFailing => words(
            "the list of opt-outs can't be copied",
            "The bot can't write into the folder for the copy, or the last copy is more than a day old. If the list is lost, a restore brings \
             back people who have left since then.",
            "Look into the log for lines about the list: they say what failed. Check that there is room in the folder, and that the bot's user \
             may write into it. The bot tries again by itself.",
        ),
        Finding::OptOutsCopyFolderMissing => words(
            "the folder for the copy of the list of opt-outs is not there",
            "The list can't be copied. Perhaps a disk is not mounted.",
            "Mount the disk, or make the folder, for the bot's user alone; or correct OPT_OUTS_COPY_DIR, and start the bot again.",
        ),
        Finding::OptOutsCopyOld => words(
            "the copy of the list of opt-outs is more than eight days old",
            "If the list is lost, a restore brings back people who have left since then.",
            "Look into the log for lines about the list of opt-outs: they say what failed. Mend that; the bot tries again by itself.",
        ),
        Finding::OptOutsCopyBeside => words(
            "the copy of the list of opt-outs is on the same disk as the list or the backups",
            "Whoever loses the disk loses both.",
            "Name a folder on another disk in OPT_OUTS_COPY_DIR, or take the list to another machine with OPT_OUTS_COPY_COMMAND. Then start \
             the bot again.",
        ),
        Finding::OptOutsMissing => words(
            "the list of opt-outs is missing",
            "Without it a restored backup brings back people who have left. The bot begins another list at its next start.",
            "Put the newest copy of the list back to the place that OPT_OUTS_FILE names, and start the bot again. If it is lost for good, \
             start the bot and make a new backup at once.",
        ),
        Finding::OptOutsUnusable => words(
            "the list of opt-outs is damaged, or belongs to other data",
            "The bot does not start with it, and no backup can be restored with it.",
            "Put the newest copy of the right list there. If it is lost for good, move this one away, start the bot, and make a new backup \
             at once.",
        ),
        Finding::OptOutsBehind => words(
            "the list of opt-outs lacks people who have left",
            "It is an old copy, or it could not be written. A restore with it would bring these people back.",
            "Put the newest list there. If it is the newest, make room on its disk, and let the bot's user write to it.",
        ),
        Finding::SwapOpen => words(
            "the bot's memory can get onto an unencrypted disk",
            "Under pressure the machine writes memory to its swap. Keys and messages could be read from the disk later.",
            "Install the newest service of pledge-bot, which forbids swap for the bot, or switch swap off. With Docker, give --memory-swap \
             the same figure as --memory. Switch hibernation off too.",
        ),
        Finding::CoreDumpsAllowed => words(
            "the bot's memory may be written to the disk when it crashes",
            "Keys and messages could be read from such a core dump.",
            "Install the newest version of pledge-bot and its service, which forbid core dumps, and start the bot again.",
        ),
        Finding::CoreDumpsKept => words(
            "there are core dumps of the bot's",
            "They hold the memory that it had when it crashed: keys, and what people wrote.",
            "Delete them.",
        ),
        Finding::DiskOpen => words(
            "a disk is not encrypted",
            "Whoever takes the disk, or a copy of it, can read what is on it: the token, and together with the store key who uses the bot.",
            "Encrypting takes setting the machine up anew (the installer of Debian offers it). Until then keep the store key and the token \
             away from this disk: STORE_KEY_COMMAND and BOT_TOKEN_COMMAND (docs/operate.md, The store key).",
        ),
        Finding::ProgramOutdated => words(
            "a newer version of the bot was at work here",
            "This program is older than one that has used the data. It may lack mended faults.",
            "Install the newest version of pledge-bot.",
        ),
        Finding::BotOutdated => words(
            "the bot that runs is an older version than this program",
            "The new program was installed, but the bot was not started again.",
            "Start the bot again.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_finding_is_explained_in_sentences() {
        for finding in Finding::ALL {
            let Explanation { title, meaning, remedy } = explain(finding);
            assert!(!title.ends_with('.') && title.len() < 80, "{title}");
            for text in [meaning, remedy] {
                assert!(text.ends_with('.') && text.chars().next().is_some_and(char::is_uppercase), "{text}");
            }
        }
    }

    #[test]
    fn each_check_finds_something() {
        for check in Check::ALL {
            assert!(Finding::ALL.iter().any(|finding| finding.check() == check), "{check:?}");
            assert!(name(check).len() <= 22);
        }
    }
}
