//! The coalition as the one responsible for people's data, and the privacy page.

use crate::texts::catalog::keys::PrivacyParts;
use crate::texts::catalog::macros::catalog;

catalog! {
    // controller.ftl
    /// The name of those who are responsible for the data.
    html controller_name = "controller-name";
    /// Their address.
    html controller_contact = "controller-contact";
    /// The sentence that the law asks for below what the coalition sends out; empty where it asks for none.
    label legal_notice = "legal-notice";

    // privacy.ftl
    /// The privacy page in five lines, with those who are responsible and their address.
    html privacy_text = "privacy-text" { name: html, contact: html };
    /// The code of one of the coalition's keys.
    html key_code = "privacy-key-code" { code: html };
    /// The purpose of the codes of the keys.
    html key_code_about = "privacy-key-code-about";
    /// The title of a part, and the button that opens it.
    label privacy_part_title = "privacy-*-title" for PrivacyParts;
    /// The stored data, its purpose, and for how many days deliveries are stored.
    html privacy_stored = "privacy-stored" { deliveries: num };
    /// The data that is not stored.
    html privacy_not_stored = "privacy-not-stored";
    /// The people who can see it.
    html privacy_readers = "privacy-readers";
    /// How long it is stored: hours for what was left unanswered, days for a chat that blocked the bot.
    html privacy_duration = "privacy-duration" { hours: num, days: num };
    /// How a person sees, changes and erases it, and whom they can ask.
    html privacy_choices = "privacy-choices" { name: html, contact: html };
    /// The dangers from which the bot can't protect anybody.
    html privacy_risks = "privacy-risks";
}
