//! The names of all settings, to tell a misspelt one.

/// Every setting.
pub(super) const KNOWN: [&str; 37] = [
    "BOT_TOKEN",
    "BOT_TOKEN_COMMAND",
    "SEAL_RECIPIENTS",
    "DATA_DIR",
    "STORE_KEY_FILE",
    "STORE_KEY_COMMAND",
    "STATE_KEY_FILE", // the earlier name of STORE_KEY_FILE
    "OPT_OUTS_FILE",
    "BACKUP_DIR",
    "BACKUP_KEEP",
    "BACKUP_AT",
    "BACKUP_COMMAND",
    "OPT_OUTS_COPY_DIR",
    "OPT_OUTS_COPY_COMMAND",
    "MESSAGES_DIR",
    "KEEP_SIGNUPS_HOURS",
    "KEEP_DEAD_LETTERS_DAYS",
    "KEEP_LOST_CHATS_DAYS",
    "KEEP_DELIVERIES_DAYS",
    "TELEGRAM_API_URL",
    "TELEGRAM_PROXY",
    "WEBHOOK_URL",
    "WEBHOOK_LISTEN",
    "HEALTH_LISTEN",
    "METRICS_LISTEN",
    "HEARTBEAT_URL",
    "OWNER_IDS",
    "SEND_PER_SECOND",
    "SEND_PER_CHAT_PER_MINUTE",
    "SEND_PER_GROUP_PER_MINUTE",
    "QUIET_HOURS",
    "HOLD_MINUTES",
    "APPROVALS",
    "PAID_BROADCASTS",
    "SEND_PAID_PER_SECOND",
    "RUST_LOG",
    "LOG_FORMAT",
];

/// The names of all settings.
pub fn setting_names() -> &'static [&'static str] {
    &KNOWN
}

/// The setting that a name is nearest to, if it is none and at least this much like it (1 is the same).
pub(super) fn nearest(name: &str, least: f64) -> Option<&'static str> {
    if KNOWN.contains(&name) {
        return None;
    }
    let name = name.to_ascii_uppercase();
    let likeness = |known: &str| strsim::normalized_damerau_levenshtein(&name, known);
    let all = KNOWN.iter().map(|known| (*known, likeness(known)));
    let best = all.max_by(|(_, one), (_, other)| one.total_cmp(other))?;
    (best.1 >= least).then_some(best.0)
}

/// The setting that a variable of the environment must have been meant as, if it is none. The environment belongs to other
/// programs too, so only one or two wrong letters count.
pub fn misspelt(name: &str) -> Option<&'static str> {
    nearest(name, 0.8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_with_a_slip_is_recognized() {
        for (name, known) in [
            ("OWNER_ID", "OWNER_IDS"),
            ("SEAL_RECIPIENT", "SEAL_RECIPIENTS"),
            ("QUITE_HOURS", "QUIET_HOURS"),
            ("MESSAGE_DIR", "MESSAGES_DIR"),
            ("KEEP_SIGNUP_HOURS", "KEEP_SIGNUPS_HOURS"),
            ("BOTTOKEN", "BOT_TOKEN"),
            ("bot_token", "BOT_TOKEN"),
        ] {
            assert_eq!(misspelt(name), Some(known));
        }
        for other in [
            "HOME",
            "PATH",
            "LOGNAME",
            "LANG",
            "TERM",
            "DATADIR_X",
            "RUST_BACKTRACE",
            "MALLOC_ARENA_MAX",
            "BOT_TOKEN",
        ] {
            assert_eq!(misspelt(other), None, "{other}");
        }
    }
}
