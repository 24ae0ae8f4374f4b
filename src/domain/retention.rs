//! How long data is kept. A supporter's data is not among it: it stays until the person withdraws.

use jiff::SignedDuration;

use crate::domain::SignUp;

/// How long each kind of data is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// An unfinished sign-up, from its start, and a form of staff under way, from the last answer.
    pub signups: SignedDuration,
    /// A dead letter, so that somebody can find out why it failed.
    pub dead_letters: SignedDuration,
    /// A chat that the bot can't write to any more, from the moment when that was found. Of a supporter's chat only the
    /// topics and the language are deleted: blocking the bot is no withdrawal.
    pub lost_chats: SignedDuration,
    /// The record of which chat got which message of a campaign that is over, so that the coalition can correct it or take
    /// it back; counts stay.
    pub deliveries: SignedDuration,
}

impl Retention {
    /// How long the IDs of messages in a private chat are kept. It is no setting, since Telegram lets a bot delete younger
    /// messages and no others (<https://core.telegram.org/bots/api#deletemessage>).
    pub const MESSAGES: SignedDuration = SignedDuration::from_hours(48);

    const DAY: i64 = 24;

    /// Hours for unfinished sign-ups; days for dead letters, chats out of reach and deliveries.
    pub const fn new(
        signup_hours: u16,
        dead_letter_days: u16,
        lost_chat_days: u16,
        delivery_days: u16,
    ) -> Retention {
        Retention {
            signups: SignedDuration::from_hours(signup_hours as i64),
            dead_letters: SignedDuration::from_hours(dead_letter_days as i64 * Retention::DAY),
            lost_chats: SignedDuration::from_hours(lost_chat_days as i64 * Retention::DAY),
            deliveries: SignedDuration::from_hours(delivery_days as i64 * Retention::DAY),
        }
    }

    /// How many hours unfinished sign-ups are kept.
    pub const fn signup_hours(&self) -> i64 {
        self.signups.as_hours()
    }

    /// How many days chats out of reach are kept.
    pub const fn lost_chat_days(&self) -> i64 {
        self.lost_chats.as_hours() / Retention::DAY
    }

    /// How many days deliveries are kept.
    pub const fn delivery_days(&self) -> i64 {
        self.deliveries.as_hours() / Retention::DAY
    }
}

impl Default for Retention {
    /// A day for sign-ups, a week for dead letters, half a year for chats out of reach, three months for deliveries.
    fn default() -> Retention {
        Retention { signups: SignUp::KEPT, ..Retention::new(24, 7, 180, 90) }
    }
}
