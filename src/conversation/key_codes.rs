//! The fingerprints of the coalition's keys, which readers know as codes.

use crate::crypto::Recipients;
use crate::texts::{Html, Say};

/// The code of each key.
pub(crate) fn key_codes(say: &Say<'_>, recipients: &Recipients) -> Html {
    let keys = recipients.fingerprints();
    Html::lines(keys.iter().map(|key| say.key_code(&Html::code(&key.to_string()))))
}
