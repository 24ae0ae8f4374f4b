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

/// The four digits that whoever has opened an invitation sees, and whoever confirms them: a name can be copied, and these are in
/// the chat of that person alone.
pub fn opener_code(invitation: &Invitation, opener: StoredId) -> String {
    let digest =
        Sha256::new().chain_update(invitation.hash).chain_update(opener.bits().to_be_bytes()).finalize();
    let number = digest.iter().fold(0, |number: u32, byte| (number * 256 + u32::from(*byte)) % 10_000);
    format!("{number:04}")
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

    #[test]
    fn each_opener_of_each_invitation_has_four_digits_of_their_own() {
        let (one, two) =
            (first_invitation(Timestamp::UNIX_EPOCH).1, first_invitation(Timestamp::UNIX_EPOCH).1);
        let code = |invitation, opener| opener_code(invitation, StoredId::from_bits(opener));
        assert_eq!(code(&one, 1), code(&one, 1));
        let digits = |code: &String| code.len() == 4 && code.bytes().all(|b| b.is_ascii_digit());
        let of = |invitation| (1..=50).map(|opener| code(invitation, opener)).collect::<Vec<_>>();
        assert!(of(&one).iter().all(digits));
        assert_ne!(of(&one), of(&two));
        let mut different = of(&one);
        different.sort();
        different.dedup();
        assert!(different.len() > 40, "{different:?}");
    }
}
