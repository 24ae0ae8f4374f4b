//! The texts about supporting the pledge.

use crate::texts::catalog::keys::{Regions, SupporterKinds};
use crate::texts::catalog::macros::catalog;

catalog! {
    // sign-up.ftl
    /// The heading of a question: the label of the button that leads to it.
    html sign_up_heading = "sign-up-heading" { title: str };
    /// The consent text: who keeps the data, their contact, and the version of this text.
    html sign_up_consent_text = "sign-up-consent-text" { name: html, contact: html, version: num };
    /// The consent text if the bot collects no names and no contacts.
    html sign_up_consent_text_bare = "sign-up-consent-text-bare" { name: html, contact: html, version: num };
    /// The changes in this version of the consent text. The whole text follows.
    html sign_up_consent_new = "sign-up-consent-new" { version: num };
    /// On the card of somebody who agreed to an earlier version of the consent text.
    html sign_up_consent_old = "sign-up-consent-old";
    /// The line above the consent text after a tap on the button of an earlier version.
    html sign_up_consent_again = "sign-up-consent-again";
    /// The line above the consent text for somebody who was in the middle of a sign-up of an earlier version.
    html sign_up_kept = "sign-up-kept";
    /// A sign-up of an earlier version can't be read.
    html sign_up_restart = "sign-up-restart";
    /// Thanks for the support.
    html sign_up_thanks = "sign-up-thanks";
    /// The least number of supporters; shown from ten on, in steps of five.
    html sign_up_count = "sign-up-count" { count: num };
    /// The heading of a supporter's card.
    html sign_up_already = "sign-up-already";
    /// Below a supporter's card: each line can be changed, and none has to be.
    html sign_up_hint = "sign-up-hint";
    /// On the card: the kind of supporter.
    html sign_up_line_kind = "sign-up-line-kind" { kind: str };
    /// On the card: the region.
    html sign_up_line_region = "sign-up-line-region" { region: str };
    /// On the card: a name is stored, sealed.
    html sign_up_line_name_kept = "sign-up-line-name-kept";
    /// On the card: no name.
    html sign_up_line_no_name = "sign-up-line-no-name";
    /// The name may be published.
    html sign_up_line_publish_yes = "sign-up-line-publish-yes";
    /// The name may not be published.
    html sign_up_line_publish_no = "sign-up-line-publish-no";
    /// On the card: a contact is stored, sealed.
    html sign_up_line_contact_kept = "sign-up-line-contact-kept";
    /// On the card: no contact.
    html sign_up_line_no_contact = "sign-up-line-no-contact";
    /// On the card: the document in which an earlier version sealed name and contact together.
    html sign_up_line_sealed = "sign-up-line-sealed";
    /// On the card: the first day of the support.
    html sign_up_line_since = "sign-up-line-since" { date: html };
    /// On the card: the version of the consent text, and the day of the consent.
    html sign_up_line_consent = "sign-up-line-consent" { version: num, date: html };
    /// The name of the kind of supporter.
    label kind_name = "kind-*" for SupporterKinds;
    /// The region's name.
    label region_name = "region-*" for Regions;
    /// Further words by which people name the region, with commas between.
    html region_words = "region-words-*" for Regions;
    /// Asks for the kind of supporter.
    html sign_up_kind = "sign-up-kind";
    /// Asks for the region.
    html sign_up_region = "sign-up-region";
    /// Asks whether the name, which is typed next, may be published.
    html sign_up_publish = "sign-up-publish";
    /// Asks for the name of this kind of supporter.
    html sign_up_name = "sign-up-name-*" for SupporterKinds;
    /// Asks for a contact.
    html sign_up_contact = "sign-up-contact";
    /// Below the questions for a name and a contact: they are sealed, and the message is deleted.
    html sign_up_at_once = "sign-up-at-once";
    /// Name and contact are sealed together, so a change of one takes the other away.
    html sign_up_joint = "sign-up-joint";
    /// The name is too long.
    html sign_up_error_name_long = "sign-up-error-name-long" { max: num };
    /// The name has no letter.
    html sign_up_error_name_letter = "sign-up-error-name-letter";
    /// No region is called like this.
    html sign_up_error_region = "sign-up-error-region" { name: str };
    /// A contact was shared that is not the person's own.
    html sign_up_error_contact_other = "sign-up-error-contact-other";
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
    /// The question needs text, and the person sent something else.
    html sign_up_need_text = "sign-up-need-text";
    /// The question needs a button, and the person typed something else.
    html sign_up_need_button = "sign-up-need-button";
    /// The message with a name or a contact could not be deleted.
    html sign_up_typed_stays = "sign-up-typed-stays";
    /// Asks whether to withdraw.
    html sign_up_withdraw = "sign-up-withdraw";
    /// The support is withdrawn.
    html sign_up_withdrawn = "sign-up-withdrawn";
    /// The pressed button has had its effect already.
    label sign_up_over = "sign-up-over";
}
