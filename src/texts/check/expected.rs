//! The messages that each language has to have, by the catalogue and the facts.

use std::collections::BTreeMap;

use crate::domain::Pledge;
use crate::texts::catalog;
use crate::texts::catalog::MessageSpec;
use crate::texts::catalog::keys::KeySet;

/// The messages that each language has to have, by ID.
pub(super) struct ExpectedMessages {
    by_id: BTreeMap<String, ExpectedMessage>,
    /// Messages with unknown keys, because the facts that name the keys are at fault.
    unknown: Vec<&'static MessageSpec>,
}

/// A message that a language has to have.
pub(super) struct ExpectedMessage {
    /// The catalogue's line.
    pub(super) spec: &'static MessageSpec,
    /// Whether it may be missing.
    pub(super) optional: bool,
}

impl ExpectedMessages {
    /// The messages that the catalogue asks for, with these facts.
    pub(super) fn by(pledge: Option<&Pledge>) -> ExpectedMessages {
        let mut expected = ExpectedMessages { by_id: BTreeMap::new(), unknown: Vec::new() };
        for spec in catalog::all() {
            match (spec.keys, pledge) {
                (None, _) => expected.add(spec, "", spec.optional),
                (Some(KeySet::Calls | KeySet::Deadlines), None) => expected.unknown.push(spec),
                (Some(keys), _) => {
                    for code in keys.codes(pledge) {
                        // Calls with a recorded status need their note; for the others it may wait.
                        let recorded = pledge.is_some_and(|pledge| pledge.is_recorded(&code));
                        expected.add(spec, &code, spec.optional && !recorded);
                    }
                }
            }
        }
        expected
    }

    fn add(&mut self, spec: &'static MessageSpec, code: &str, optional: bool) {
        self.by_id.insert(spec.id.replace('*', code), ExpectedMessage { spec, optional });
    }

    /// The number of messages.
    pub(super) fn len(&self) -> usize {
        self.by_id.len()
    }

    /// The message with this ID, if one is expected.
    pub(super) fn get(&self, id: &str) -> Option<&ExpectedMessage> {
        self.by_id.get(id)
    }

    /// Whether a message with this ID may belong to a set of things that the facts leave unknown.
    pub(super) fn is_open(&self, id: &str) -> bool {
        self.unknown.iter().any(|spec| {
            let (before, after) = spec.id.split_once('*').unwrap_or((spec.id, ""));
            id.len() > before.len() + after.len() && id.starts_with(before) && id.ends_with(after)
        })
    }

    /// Every message, with its ID.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &ExpectedMessage)> {
        self.by_id.iter().map(|(id, expected)| (id.as_str(), expected))
    }
}
