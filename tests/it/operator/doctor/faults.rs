//! A fault of each kind, planted in a sound installation.

use pledge_bot::crypto::{StoreKey, generate};
use pledge_bot::domain::doctor::Finding;

use super::installation::{Sound, bot_of};
use crate::support::token::TOKEN;

/// An address at which nobody listens: port 1 takes root, and is nobody's.
const NOBODY: &str = "127.0.0.1:1";
const WEBHOOK: &str = "http://127.0.0.1:1/telegram";

/// The line of `/proc/PID/limits` on a machine that lets the bot leave core dumps of any size.
const CORE_DUMPS_ALLOWED: &str =
    "Max core file size        unlimited            unlimited            bytes     \n";
const SCHEMA_NEWER: &str =
    "UPDATE _sqlx_migrations SET version = 9999 WHERE version = (SELECT MAX(version) FROM _sqlx_migrations)";

/// Plants a fault. One that takes another user of the machine has a test of its own beside the check.
#[expect(clippy::too_many_lines, reason = "a table with a row for each finding")]
pub async fn plant(finding: Finding, sound: &mut Sound) -> bool {
    match finding {
        Finding::OwnersDiffer => return false,
        Finding::SettingsFaulty => sound.sets("KEEP_SIGNUPS_HOURS", "soon"),
        Finding::SettingsIneffective => {
            sound.ineffective.push(".env, line 3: the bot has no setting X".to_owned());
        }
        Finding::OwnersNamed => {
            sound.runs("INSERT INTO settings (key, value) VALUES ('staff_begun', '1')").await;
            sound.sets("OWNER_IDS", "5123456789");
        }
        Finding::TelegramUnreachable => sound.sets("TELEGRAM_API_URL", &format!("http://{NOBODY}")),
        // On Linux that leads to this machine, and it is not known as one of its names.
        Finding::ConnectionOpen => {
            sound.sets("TELEGRAM_API_URL", &sound.emulator.url().replace("127.0.0.1", "0.0.0.0"));
        }
        Finding::ProxyUnreachable => sound.sets("TELEGRAM_PROXY", &format!("socks5h://{NOBODY}")),
        Finding::TokenRefused => sound.sets("BOT_TOKEN", &TOKEN.replace('A', "B")),
        Finding::WebhookMissing => sound.sets("WEBHOOK_URL", WEBHOOK),
        Finding::WebhookOther => {
            sound.sets("WEBHOOK_URL", WEBHOOK);
            sound.sets_webhook("http://127.0.0.1:1/other").await;
        }
        Finding::WebhookUnwanted => sound.sets_webhook(WEBHOOK).await,
        Finding::WebhookFailing => {
            sound.sets("WEBHOOK_URL", WEBHOOK);
            sound.sets_webhook(WEBHOOK).await;
            sound.writes_to_bot(1);
            sound.fails_to_deliver().await;
        }
        Finding::UpdatesWaiting => sound.writes_to_bot(100),
        Finding::ClockWrong => sound.emulator.clock().set_ms(sound.emulator.clock().now_ms() + 400_000),
        Finding::DiskFull => sound.least_free = u64::MAX,
        Finding::DataMissing => {
            sound.stops_bot();
            sound.removes("bin/systemctl");
            sound.moves_away("install/data");
        }
        Finding::DataOpen => sound.opens("install/data", 0o755),
        Finding::FolderWritable => sound.opens("install", 0o757),
        Finding::SettingsOpen => sound.opens("install/.env", 0o644),
        Finding::StoreKeyOpen => sound.opens("install/store.key", 0o640),
        Finding::PrivateKeyHere => sound.writes("install/coalition.key", &generate().1),
        Finding::StoreKeyMissing => sound.removes("install/store.key"),
        Finding::StoreKeyUnusable => sound.writes("install/store.key", "nothing of use"),
        Finding::StoreKeyOther => sound.writes("install/store.key", &StoreKey::generate().to_key_file()),
        Finding::StoreKeyTwice => sound.sets("STORE_KEY_COMMAND", "exit 1"),
        Finding::RecipientsMissing => {
            sound.unsets_backups();
            sound.unsets("SEAL_RECIPIENTS");
        }
        Finding::RecipientsNotAccepted => sound.sets("SEAL_RECIPIENTS", &generate().0),
        Finding::KeyCopyMissing => sound.runs("DELETE FROM settings WHERE key = 'store_key_copy'").await,
        Finding::KeyCopyOutdated => {
            sound.runs("UPDATE settings SET value = value || '0' WHERE key = 'store_key_copy_of'").await;
        }
        Finding::MessagesFaulty => sound.writes("install/texts/en/home.ftl", "home-text = { $nobody }\n"),
        Finding::ContactMissing => sound.removes("install/texts/ky/controller.ftl"),
        Finding::DataDamaged => sound.writes("install/data/pledge.db", &"x".repeat(4096)),
        Finding::SchemaOlder => sound
            .runs("DELETE FROM _sqlx_migrations WHERE version = (SELECT MAX(version) FROM _sqlx_migrations)")
            .await,
        Finding::SchemaNewer => sound.runs(SCHEMA_NEWER).await,
        Finding::ServiceFailed => sound.unit(&[("ActiveState", "failed")]),
        Finding::ServiceStopped => sound.unit(&[("ActiveState", "inactive")]),
        Finding::ServiceNotEnabled => sound.unit(&[("UnitFileState", "disabled")]),
        Finding::ServiceWaiting => {
            sound.stops_bot();
            sound.unit(&[("StatusText", "waits for the store key from STORE_KEY_COMMAND")]);
        }
        Finding::ServiceChanged => sound.unit(&[("NeedDaemonReload", "yes")]),
        Finding::BackupOff => sound.unsets_backups(),
        Finding::BackupFolderMissing => sound.moves_away("install/backups"),
        Finding::BackupOld => sound.backs_up([9 * 24, 9 * 24, 1]),
        Finding::BackupNotHandedOn => sound.backs_up([7, 31, 1]),
        Finding::BackupFailing => sound.backs_up([27, 27, 1]),
        Finding::BackupBeforeUpgradeOld => sound.was_upgraded(31),
        Finding::BackupGone => sound.removes("install/backups/last.age"),
        Finding::BackupBesideData => sound.unsets("BACKUP_COMMAND"),
        Finding::OptOutsUncopied => {
            sound.unsets("OPT_OUTS_COPY_DIR");
            sound.unsets("OPT_OUTS_COPY_COMMAND");
        }
        Finding::OptOutsCopyFolderMissing => sound.moves_away("install/lists"),
        Finding::OptOutsCopyOld => sound.backs_up([1, 1, 9 * 24]),
        Finding::OptOutsCopyFailing => sound.backs_up([1, 1, 27]),
        Finding::OptOutsCopyBeside => sound.unsets("OPT_OUTS_COPY_COMMAND"),
        Finding::OptOutsMissing => sound.removes("install/opt-outs.list"),
        Finding::OptOutsUnusable => sound.writes("install/opt-outs.list", "something else\n"),
        Finding::OptOutsBehind => {
            sound.runs("UPDATE settings SET value = '3' WHERE key = 'opt_outs_seen'").await;
        }
        Finding::SwapOpen => sound.writes("machine/sys/devices/dm-1/dm/uuid", ""),
        Finding::CoreDumpsAllowed => sound.writes("machine/proc/4242/limits", CORE_DUMPS_ALLOWED),
        Finding::CoreDumpsKept => {
            sound.writes("machine/var/lib/systemd/coredump/core.pledge-bot.1000.1.zst", "");
        }
        Finding::DiskOpen => sound.writes("machine/sys/devices/dm-0/dm/uuid", ""),
        Finding::ProgramOutdated => {
            sound.runs("UPDATE settings SET value = '9999.0.0' WHERE key = 'program_version'").await;
        }
        Finding::BotOutdated => sound.starts_bot(&bot_of("0.0.1")),
    }
    true
}
