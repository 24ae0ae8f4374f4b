//! Opt-outs, by their extent.

use crate::domain::{StoredId, Topic};

/// An opt-out, by its extent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OptOut {
    /// Everything that is stored about it.
    Erase,
    /// Being a supporter.
    Withdraw,
    /// The permission to publish the name.
    Unpublish,
    /// All topics.
    Stop,
    /// One topic.
    Topic(Topic),
    /// Not an opt-out: the group moved to this chat, whose opt-outs it shares from then on.
    MovedTo(StoredId),
}

impl OptOut {
    /// Every kind. The chat that a group moved to is not part of the kind.
    pub const ALL: [OptOut; 8] = [
        OptOut::Erase,
        OptOut::Withdraw,
        OptOut::Unpublish,
        OptOut::Stop,
        OptOut::Topic(Topic::News),
        OptOut::Topic(Topic::Calls),
        OptOut::Topic(Topic::Deadlines),
        OptOut::MovedTo(StoredId::from_bits(0)),
    ];

    /// The letter that stands for its kind in an entry.
    pub fn letter(self) -> u8 {
        match self {
            OptOut::Erase => b'e',
            OptOut::Withdraw => b'w',
            OptOut::Unpublish => b'p',
            OptOut::Stop => b's',
            OptOut::Topic(Topic::News) => b'n',
            OptOut::Topic(Topic::Calls) => b'c',
            OptOut::Topic(Topic::Deadlines) => b'd',
            OptOut::MovedTo(_) => b'm',
        }
    }

    /// The kind with a letter; a group that moved did so to this chat.
    pub fn of_letter(letter: u8, to: StoredId) -> Option<OptOut> {
        let kind = OptOut::ALL.into_iter().find(|kind| kind.letter() == letter)?;
        Some(if let OptOut::MovedTo(_) = kind { OptOut::MovedTo(to) } else { kind })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_letter_of_its_own() {
        let new = StoredId::from_bits(-7);
        for kind in OptOut::ALL {
            let expected = if kind.letter() == b'm' { OptOut::MovedTo(new) } else { kind };
            assert_eq!(OptOut::of_letter(kind.letter(), new), Some(expected));
        }
        assert_eq!(OptOut::of_letter(b'x', new), None);
        assert!(Topic::ALL.iter().all(|topic| OptOut::ALL.contains(&OptOut::Topic(*topic))));
    }
}
