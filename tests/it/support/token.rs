//! The bot's token in tests.

/// A token of the right shape.
pub const TOKEN: &str = "1000000001:AAAAAAAAAAAAAAAAAAAAAAAA";
