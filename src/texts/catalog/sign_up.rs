//! The texts of the sign-up.

use crate::texts::catalog::keys::{Regions, SupporterKinds};
use crate::texts::catalog::macros::catalog;

catalog! {
    // sign-up.ftl
    /// The number of the step, and of all steps.
    html sign_up_progress = "sign-up-progress" { step: num, steps: num };
    /// Asks for consent, with the version of this text.
    html sign_up_consent = "sign-up-consent" { version: num };
    /// Asks for consent if the bot collects no names and no contacts.
    html sign_up_consent_bare = "sign-up-consent-bare" { version: num };
    /// The changes in this version of the consent text. The whole text follows.
    html sign_up_consent_changed = "sign-up-consent-changed" { version: num };
    /// The line above the consent text after a tap on the button of an earlier version.
    html sign_up_consent_again = "sign-up-consent-again";
    /// Asks for the kind of supporter.
    html sign_up_kind = "sign-up-kind";
    /// Asks for a name.
    html sign_up_name = "sign-up-name";
    /// Asks for the region.
    html sign_up_region = "sign-up-region";
    /// Asks for a contact.
    html sign_up_contact = "sign-up-contact";
    /// Asks whether the name may be published.
    html sign_up_publish = "sign-up-publish";
    /// The heading of the summary before confirmation.
    html sign_up_confirm = "sign-up-confirm";
    /// The name of the kind of supporter.
    label kind_name = "kind-*" for SupporterKinds;
    /// The region's name.
    label region_name = "region-*" for Regions;
    /// In the summary: the kind of supporter.
    html sign_up_line_kind = "sign-up-line-kind" { kind: str };
    /// In the summary: the name, before it is sealed.
    html sign_up_line_name = "sign-up-line-name" { name: str };
    /// In the summary: no name.
    html sign_up_line_no_name = "sign-up-line-no-name";
    /// In the summary: the region.
    html sign_up_line_region = "sign-up-line-region" { region: str };
    /// In the summary: the contact, before it is sealed.
    html sign_up_line_contact = "sign-up-line-contact" { contact: str };
    /// In the summary: no contact.
    html sign_up_line_no_contact = "sign-up-line-no-contact";
    /// The name may be published.
    html sign_up_line_publish_yes = "sign-up-line-publish-yes";
    /// The name may not be published.
    html sign_up_line_publish_no = "sign-up-line-publish-no";
    /// Name and contact are stored, sealed.
    html sign_up_line_sealed = "sign-up-line-sealed";
    /// Neither a name nor a contact is stored.
    html sign_up_line_nothing_sealed = "sign-up-line-nothing-sealed";
    /// The date of signing, and the version of the consent text.
    html sign_up_line_signed = "sign-up-line-signed" { date: html, version: num };
    /// The name is too long.
    html sign_up_error_name_long = "sign-up-error-name-long" { max: num };
    /// The name has no letter.
    html sign_up_error_name_letter = "sign-up-error-name-letter";
    /// The contact is neither an e-mail address nor a phone number.
    html sign_up_error_contact = "sign-up-error-contact";
    /// This is no e-mail address.
    html sign_up_error_email = "sign-up-error-email";
    /// The e-mail address has a number behind the @.
    html sign_up_error_email_number = "sign-up-error-email-number";
    /// The e-mail address mixes alphabets within a word.
    html sign_up_error_email_alphabets = "sign-up-error-email-alphabets";
    /// Something stands beside the phone number.
    html sign_up_error_phone_words = "sign-up-error-phone-words";
    /// The phone number has an extension.
    html sign_up_error_phone_extension = "sign-up-error-phone-extension";
    /// There is no such phone number.
    html sign_up_error_phone_number = "sign-up-error-phone-number";
    /// The step needs text, and the person sent something else.
    html sign_up_need_text = "sign-up-need-text";
    /// The step needs a button, and the person typed.
    html sign_up_need_button = "sign-up-need-button";
    /// Thanks for the signature.
    html sign_up_thanks = "sign-up-thanks";
    /// The least number of supporters; shown from ten on, in steps of five.
    html sign_up_count = "sign-up-count" { count: num };
    /// After the thanks: offers the topics.
    html sign_up_topics = "sign-up-topics";
    /// The sign-up was cancelled, and nothing was stored.
    html sign_up_cancelled = "sign-up-cancelled";
    /// The person has signed already.
    html sign_up_already = "sign-up-already";
    /// Asks whether to withdraw.
    html sign_up_withdraw = "sign-up-withdraw";
    /// The signature is withdrawn.
    html sign_up_withdrawn = "sign-up-withdrawn";
    /// The pressed button belongs to a step that is over.
    label sign_up_over = "sign-up-over";
    /// The saved sign-up can't be read, so it starts again.
    html sign_up_restart = "sign-up-restart";
}
