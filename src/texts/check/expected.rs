//! Which messages the catalogue and the facts ask for.

use std::collections::BTreeMap;

use crate::domain::Pledge;
use crate::texts::catalog;
use crate::texts::catalog::MessageSpec;
use crate::texts::catalog::keys::KeySet;

/// The messages that each language has to have, by id.
pub(super) struct ExpectedMessages {
    by_id: BTreeMap<String, ExpectedMessage>,
    /// KeySet whose members nobody knows, because the facts that name them are at fault.
    unknown: Vec<&'static MessageSpec>,
}

/// A message that a language has to have.
pub(super) struct ExpectedMessage {
    /// What the catalogue says of it.
    pub(super) entry: &'static MessageSpec,
    /// Whether it may be missing.
    pub(super) optional: bool,
}

impl ExpectedMessages {
    /// What the catalogue asks for, with these facts.
    pub(super) fn by(pledge: Option<&Pledge>) -> ExpectedMessages {
        let mut expected = ExpectedMessages { by_id: BTreeMap::new(), unknown: Vec::new() };
        for entry in catalog::all() {
            match (entry.family, pledge) {
                (None, _) => expected.add(entry, "", entry.optional),
                (Some(KeySet::Calls | KeySet::Deadlines), None) => expected.unknown.push(entry),
                (Some(family), _) => {
                    for code in family.codes(pledge) {
                        // A note is wanted for the calls whose status is recorded, and may wait in the others.
                        let recorded = pledge.is_some_and(|pledge| pledge.is_recorded(&code));
                        expected.add(entry, &code, entry.optional && !recorded);
                    }
                }
            }
        }
        expected
    }

    fn add(&mut self, entry: &'static MessageSpec, code: &str, optional: bool) {
        self.by_id.insert(entry.id.replace('*', code), ExpectedMessage { entry, optional });
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.by_id.len()
    }

    /// The message with this id, if one is asked for.
    pub(super) fn get(&self, id: &str) -> Option<&ExpectedMessage> {
        self.by_id.get(id)
    }

    /// Whether nobody can say if a message with this id is asked for.
    pub(super) fn is_open(&self, id: &str) -> bool {
        self.unknown.iter().any(|entry| {
            let (before, after) = entry.id.split_once('*').unwrap_or((entry.id, ""));
            id.len() > before.len() + after.len() && id.starts_with(before) && id.ends_with(after)
        })
    }

    /// Every message, with its id.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &ExpectedMessage)> {
        self.by_id.iter().map(|(id, wanted)| (id.as_str(), wanted))
    }
}
