//! Changes to a supporter. Names and contacts are sealed here, each as soon as it is given, and only the sealed documents
//! go on.

use crate::conversation::context::Context;
use crate::crypto::Recipients;
use crate::domain::sign_up::SignUpAnswers;
use crate::domain::{Contact, Name, Supporter};

/// The supporter with this name, sealed.
pub(super) fn with_name(
    recipients: &Recipients,
    supporter: &Supporter,
    name: &Name,
    publish: bool,
) -> Supporter {
    let supporter = Supporter { publish, ..without_joint(supporter) };
    let document = supporter.name_document(name.as_str().to_owned());
    Supporter { name: Some(recipients.seal(&document)), ..supporter }
}

/// The supporter with this contact, sealed.
pub(super) fn with_contact(recipients: &Recipients, supporter: &Supporter, contact: &Contact) -> Supporter {
    let supporter = without_joint(supporter);
    let document = supporter.contact_document(contact.as_str().to_owned());
    Supporter { contact: Some(recipients.seal(&document)), ..supporter }
}

/// The supporter without a name.
pub(super) fn without_name(supporter: &Supporter) -> Supporter {
    Supporter { name: None, publish: false, ..without_joint(supporter) }
}

/// The supporter without a contact.
pub(super) fn without_contact(supporter: &Supporter) -> Supporter {
    Supporter { contact: None, ..without_joint(supporter) }
}

/// The supporter without the document of an earlier version, which can't be changed in part. Without a name, nothing may
/// be published.
fn without_joint(supporter: &Supporter) -> Supporter {
    let publish = supporter.publish && supporter.name.is_some();
    Supporter { publish, joint: None, ..supporter.clone() }
}

/// The supporter with their answers in a sign-up of an earlier version. Without a key, name and contact are left out, as
/// they can't be sealed.
pub(super) fn with_answers(context: &Context, supporter: &Supporter, answers: SignUpAnswers) -> Supporter {
    let mut supporter = supporter.clone();
    supporter.kind = answers.kind.unwrap_or(supporter.kind);
    let region = answers.region.filter(|region| context.texts.pledge.regions.contains(region));
    supporter.region = region.unwrap_or(supporter.region);
    let Some(recipients) = &context.app.recipients else { return supporter };
    if let Some(name) = answers.name.and_then(|name| Name::parse(&name).ok()) {
        supporter = with_name(recipients, &supporter, &name, answers.publish);
    }
    if let Some(contact) = answers.contact.and_then(|contact| Contact::parse(&contact).ok()) {
        supporter = with_contact(recipients, &supporter, &contact);
    }
    supporter
}
