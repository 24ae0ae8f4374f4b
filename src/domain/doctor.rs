//! The checks of `pledge-bot doctor`, and all that they can find. Programs read the codes, so a code never changes.

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::code::coded;

/// Something that is checked, in the order in which it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Check {
    /// The settings can be read, and each takes effect.
    Settings,
    /// Telegram answers, and nobody on the way can read along.
    Connection,
    /// The proxy answers.
    Proxy,
    /// Telegram accepts the token.
    Token,
    /// Telegram delivers where the settings say, and its updates are taken.
    Webhook,
    /// The clock is that of Telegram.
    Clock,
    /// There is room on the disks.
    DiskSpace,
    /// The data folder is there, and is its owner's alone.
    Permissions,
    /// No secret can be read by others.
    Secrets,
    /// The store key is there, and is that of the data.
    StoreKey,
    /// The data hold a sealed copy of the store key for the coalition's keys.
    KeyCopy,
    /// The coalition's own texts are without fault.
    Messages,
    /// The database is whole, and this program can use it.
    Schema,
    /// systemd runs the bot.
    Service,
    /// There is a new backup, in a place of its own.
    Backup,
    /// The list of opt-outs is whole, and a new copy of it is in a place of its own.
    OptOuts,
    /// The bot's memory is written to no disk by swapping.
    Swap,
    /// The bot's memory is written to no disk when it crashes.
    CoreDumps,
    /// The disks with the data and the secrets are encrypted.
    Encryption,
    /// Nothing here is of a newer program.
    Version,
}

coded!(Check);

/// Something that is wrong.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Finding {
    /// A setting is missing or malformed.
    SettingsFaulty,
    /// A line of the settings has no effect.
    SettingsIneffective,
    /// The settings name owners by their Telegram IDs, although they are on staff already.
    OwnersNamed,
    /// Telegram does not answer.
    TelegramUnreachable,
    /// Others on the way can read along.
    ConnectionOpen,
    /// The proxy does not answer.
    ProxyUnreachable,
    /// Telegram does not accept the token.
    TokenRefused,
    /// Telegram does not deliver, although the settings have an address for that.
    WebhookMissing,
    /// Telegram delivers to another address.
    WebhookOther,
    /// Telegram delivers somewhere, although the settings have no address for that.
    WebhookUnwanted,
    /// Telegram could not deliver lately.
    WebhookFailing,
    /// Many updates wait at Telegram.
    UpdatesWaiting,
    /// The clock differs from Telegram's.
    ClockWrong,
    /// There is little room on a disk.
    DiskFull,
    /// There is no data folder, or no database in it.
    DataMissing,
    /// Others can look into the data folder.
    DataOpen,
    /// Files of the bot's belong to several users.
    OwnersDiffer,
    /// Others can put something in the place of the bot's files.
    FolderWritable,
    /// Others can read the token in the file of settings.
    SettingsOpen,
    /// Others can read the store key.
    StoreKeyOpen,
    /// A private key of the coalition's is on this machine.
    PrivateKeyHere,
    /// The store key is not there.
    StoreKeyMissing,
    /// The store key's file holds something else.
    StoreKeyUnusable,
    /// The store key is that of other data.
    StoreKeyOther,
    /// The store key is here in clear, although a command prints it.
    StoreKeyTwice,
    /// The settings have no key of the coalition's.
    RecipientsMissing,
    /// The coalition's keys in the settings are not those that were accepted.
    RecipientsNotAccepted,
    /// The data hold no sealed copy of the store key.
    KeyCopyMissing,
    /// The sealed copy is of another key, or for other keys.
    KeyCopyOutdated,
    /// The coalition's own texts are at fault.
    MessagesFaulty,
    /// Nobody has entered whom people ask about their data.
    ContactMissing,
    /// The database is damaged, or is not the bot's.
    DataDamaged,
    /// The database is of an older program.
    SchemaOlder,
    /// The database is of a newer program.
    SchemaNewer,
    /// systemd has given the bot up.
    ServiceFailed,
    /// The service is stopped.
    ServiceStopped,
    /// The service does not start with the machine.
    ServiceNotEnabled,
    /// The bot waits for something before it takes updates.
    ServiceWaiting,
    /// The unit was changed, and systemd has not read it.
    ServiceChanged,
    /// The bot makes no backups.
    BackupOff,
    /// The folder for backups is not there.
    BackupFolderMissing,
    /// The last good backup is old.
    BackupOld,
    /// The command did not take the last backup.
    BackupNotHandedOn,
    /// Backups are not made any more, but the last good one is not old yet.
    BackupFailing,
    /// A backup from before an upgrade was kept for long.
    BackupBeforeUpgradeOld,
    /// The last backup is not where it was put.
    BackupGone,
    /// The backups are on the same disk as the data, and nowhere else.
    BackupBesideData,
    /// The list of opt-outs is missing.
    OptOutsMissing,
    /// The list of opt-outs is that of other data, or damaged.
    OptOutsUnusable,
    /// The list of opt-outs lacks entries.
    OptOutsBehind,
    /// The list of opt-outs is copied nowhere.
    OptOutsUncopied,
    /// The folder for the copy of the list is not there.
    OptOutsCopyFolderMissing,
    /// The copy of the list is old.
    OptOutsCopyOld,
    /// The list is not copied any more, but the last copy is not old yet.
    OptOutsCopyFailing,
    /// The copy of the list is on the same disk as the list or the backups.
    OptOutsCopyBeside,
    /// The memory can get onto an unencrypted disk by swapping.
    SwapOpen,
    /// The bot may write core dumps.
    CoreDumpsAllowed,
    /// There are core dumps of the bot's.
    CoreDumpsKept,
    /// A disk with data or secrets is not encrypted.
    DiskOpen,
    /// A newer program was at work here.
    ProgramOutdated,
    /// The bot that runs is an older program.
    BotOutdated,
}

coded!(Finding);

impl Finding {
    /// The check that finds it.
    pub fn check(self) -> Check {
        match self {
            Finding::SettingsFaulty | Finding::SettingsIneffective | Finding::OwnersNamed => Check::Settings,
            Finding::TelegramUnreachable | Finding::ConnectionOpen => Check::Connection,
            Finding::ProxyUnreachable => Check::Proxy,
            Finding::TokenRefused => Check::Token,
            Finding::WebhookMissing
            | Finding::WebhookOther
            | Finding::WebhookUnwanted
            | Finding::WebhookFailing
            | Finding::UpdatesWaiting => Check::Webhook,
            Finding::ClockWrong => Check::Clock,
            Finding::DiskFull => Check::DiskSpace,
            Finding::DataMissing | Finding::DataOpen | Finding::OwnersDiffer | Finding::FolderWritable => {
                Check::Permissions
            }
            Finding::SettingsOpen | Finding::StoreKeyOpen | Finding::PrivateKeyHere => Check::Secrets,
            Finding::StoreKeyMissing
            | Finding::StoreKeyUnusable
            | Finding::StoreKeyOther
            | Finding::StoreKeyTwice => Check::StoreKey,
            Finding::RecipientsMissing
            | Finding::RecipientsNotAccepted
            | Finding::KeyCopyMissing
            | Finding::KeyCopyOutdated => Check::KeyCopy,
            Finding::MessagesFaulty | Finding::ContactMissing => Check::Messages,
            Finding::DataDamaged | Finding::SchemaOlder | Finding::SchemaNewer => Check::Schema,
            Finding::ServiceFailed
            | Finding::ServiceStopped
            | Finding::ServiceNotEnabled
            | Finding::ServiceWaiting
            | Finding::ServiceChanged => Check::Service,
            Finding::BackupOff
            | Finding::BackupFolderMissing
            | Finding::BackupOld
            | Finding::BackupNotHandedOn
            | Finding::BackupFailing
            | Finding::BackupBeforeUpgradeOld
            | Finding::BackupGone
            | Finding::BackupBesideData => Check::Backup,
            Finding::OptOutsUncopied
            | Finding::OptOutsCopyFolderMissing
            | Finding::OptOutsCopyOld
            | Finding::OptOutsCopyFailing
            | Finding::OptOutsCopyBeside
            | Finding::OptOutsMissing
            | Finding::OptOutsUnusable
            | Finding::OptOutsBehind => Check::OptOuts,
            Finding::SwapOpen => Check::Swap,
            Finding::CoreDumpsAllowed | Finding::CoreDumpsKept => Check::CoreDumps,
            Finding::DiskOpen => Check::Encryption,
            Finding::ProgramOutdated | Finding::BotOutdated => Check::Version,
        }
    }
}

/// Whether a version of the program, as `1.2.3`, is newer than another one.
pub fn is_newer(one: &str, other: &str) -> bool {
    let numbers = |version: &str| -> Vec<u64> {
        version.split(['.', '-', '+']).map_while(|part| part.parse().ok()).collect()
    };
    numbers(one) > numbers(other)
}

#[cfg(test)]
mod tests {
    use super::is_newer;

    #[test]
    fn versions_are_compared_by_their_numbers() {
        assert!(is_newer("0.10.0", "0.9.9") && is_newer("1.0.0", "0.99.0") && is_newer("0.1.1", "0.1.0"));
        assert!(!is_newer("0.1.0", "0.1.0") && !is_newer("0.9.0", "0.10.0") && !is_newer("", "0.1.0"));
    }
}
