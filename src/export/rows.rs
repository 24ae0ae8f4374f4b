//! The rows of a table.

use std::thread;

use serde::de::DeserializeOwned;

use crate::crypto::Identity;
use crate::domain::{SealedContact, SealedName, SealedPerson, Supporter};
use crate::export::compare::{Ownership, of_contact, of_name};

/// One supporter of the table.
pub(super) struct SupporterRow {
    /// The data that is not sealed.
    pub supporter: Supporter,
    /// The data that was sealed.
    pub opened: Opened,
}

/// How the sealed documents of a supporter opened; the worst of them counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SealOutcome {
    /// Neither name nor contact was given.
    Absent,
    /// Opened.
    Opened,
    /// Sealed to another key, damaged, or of a newer version.
    Unreadable,
    /// The row says something else than what was sealed, or it was sealed for another supporter.
    Altered,
}

/// The content of a supporter's sealed documents. A document that did not open, or is another supporter's, is left out.
pub(super) struct Opened {
    pub name: Option<String>,
    pub contact: Option<String>,
    /// Whether there is a name that may be published, as far as its document says so. A document of an earlier version leaves it
    /// to the row.
    pub publish: bool,
    pub seal: SealOutcome,
}

impl SupporterRow {
    /// Whether it has a name or contact of its own that opened. A joint document of an earlier version names no number.
    pub fn is_opened(&self) -> bool {
        let has_documents = self.supporter.name.is_some() || self.supporter.contact.is_some();
        has_documents && self.opened.seal == SealOutcome::Opened
    }

    /// Leaves out name and contact, because another supporter has the same number.
    pub fn disown(&mut self) {
        self.opened = Opened { name: None, contact: None, publish: false, seal: SealOutcome::Altered };
    }

    pub fn name(&self) -> Option<&str> {
        self.opened.name.as_deref()
    }

    pub fn contact(&self) -> Option<&str> {
        self.opened.contact.as_deref()
    }

    /// The word in the column `sealed`.
    pub fn sealed(&self) -> &'static str {
        match self.opened.seal {
            SealOutcome::Absent => "none",
            SealOutcome::Opened => "opened",
            SealOutcome::Unreadable => "unreadable",
            SealOutcome::Altered => "altered",
        }
    }

    /// Whether the name may be published: only if the row and the sealed document both say so, and nothing was altered.
    pub fn may_publish(&self) -> bool {
        self.supporter.publish && self.opened.publish && self.opened.seal != SealOutcome::Altered
    }

    /// The word in the column `publish`.
    pub fn publish(&self) -> &'static str {
        if self.may_publish() { "yes" } else { "no" }
    }
}

/// Opens a page of supporters on all cores and keeps their order. Each document takes about 0.1 ms of processor time.
pub(super) fn open(identity: &Identity, page: Vec<Supporter>) -> Vec<SupporterRow> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let share = page.len().div_ceil(cores).max(1);
    let opened: Vec<Opened> = thread::scope(|scope| {
        let open = |supporter: &Supporter| open_one(identity, supporter);
        let shares = page.chunks(share);
        let workers: Vec<_> =
            shares.map(|share| scope.spawn(move || share.iter().map(open).collect::<Vec<_>>())).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("opening does not panic")).collect()
    });
    page.into_iter().zip(opened).map(|(supporter, opened)| SupporterRow { supporter, opened }).collect()
}

fn open_one(identity: &Identity, supporter: &Supporter) -> Opened {
    let (name, name_seal) = document(identity, supporter.name.as_deref(), |name: &SealedName| {
        (name.v == SealedName::VERSION).then(|| of_name(supporter, name))
    });
    let (contact, contact_seal) =
        document(identity, supporter.contact.as_deref(), |contact: &SealedContact| {
            (contact.v == SealedContact::VERSION).then(|| of_contact(supporter, contact))
        });
    let (joint, joint_seal) =
        document(identity, supporter.joint.as_deref(), |_: &SealedPerson| Some(Ownership::Own));
    let (joint_name, joint_contact) = joint.map_or((None, None), |joint| (joint.name, joint.contact));
    let publish = match supporter.name {
        Some(_) => name.as_ref().is_some_and(|name| name.publish),
        None => joint_name.is_some(),
    };
    Opened {
        name: name.map(|name| name.name).or(joint_name),
        contact: contact.map(|contact| contact.contact).or(joint_contact),
        publish,
        seal: name_seal.max(contact_seal).max(joint_seal),
    }
}

/// Opens one document. `compare` says whose it is, or nothing if it is of a newer version.
fn document<T: DeserializeOwned>(
    identity: &Identity,
    sealed: Option<&[u8]>,
    compare: impl FnOnce(&T) -> Option<Ownership>,
) -> (Option<T>, SealOutcome) {
    let Some(sealed) = sealed else { return (None, SealOutcome::Absent) };
    let Ok(document) = identity.open(sealed) else { return (None, SealOutcome::Unreadable) };
    match compare(&document) {
        Some(Ownership::Own) => (Some(document), SealOutcome::Opened),
        Some(Ownership::Altered) => (Some(document), SealOutcome::Altered),
        Some(Ownership::Foreign) => (None, SealOutcome::Altered),
        None => (None, SealOutcome::Unreadable),
    }
}
