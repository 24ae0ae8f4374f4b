//! Tokens of invitations to the staff. A link holds the token, and the store its hash alone.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use crate::crypto::{random, random_number};
use crate::domain::time::later;
use crate::domain::{Invitation, Role, StoredId};

/// The beginning of the text behind `/start` that opens an invitation.
const JOIN: &str = "join_";
/// The length of a token in bytes: too long to be guessed, and short enough for a link.
const TOKEN: usize = 16;

/// A new invitation, and the text behind `/start` that opens it.
pub fn invitation(role: Role, by: Option<StoredId>, now: Timestamp) -> (String, Invitation) {
    let token = URL_SAFE_NO_PAD.encode(&random()[..TOKEN]);
    let invitation = Invitation {
        id: random_number(),
        hash: hash(&token),
        role,
        by,
        until: later(now, Invitation::LASTS),
        opened: None,
        lang: None,
        is_first: false,
    };
    (format!("{JOIN}{token}"), invitation)
}

/// An invitation for the first owner, and the text behind `/start` that opens it.
pub fn first_invitation(now: Timestamp) -> (String, Invitation) {
    let (payload, invitation) = invitation(Role::Owner, None, now);
    let until = later(now, Invitation::FIRST_LASTS);
    (payload, Invitation { until, is_first: true, ..invitation })
}

/// The hash of the token in the text behind `/start`; `None` if it is no invitation.
pub fn invitation_hash(payload: &str) -> Option<[u8; 32]> {
    payload.strip_prefix(JOIN).map(hash)
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_finds_its_invitation_and_is_short_enough() {
        let (payload, invitation) = invitation(Role::Editor, None, Timestamp::UNIX_EPOCH);
        assert_eq!(invitation_hash(&payload), Some(invitation.hash));
        assert!(payload.len() <= 64, "{payload}");
        assert!(payload.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-'));
        let other = super::invitation(Role::Editor, None, Timestamp::UNIX_EPOCH);
        assert!(other.0 != payload && other.1.id != invitation.id);
        assert_eq!(invitation_hash("calls"), None);
    }
}
