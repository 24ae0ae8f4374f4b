//! Who is responsible for people's data, and the privacy page.

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
    /// The stored data, its purpose, its readers, and how long it is stored: hours for an unfinished sign-up, days for a chat that
    /// blocked the bot and for deliveries.
    html privacy_text = "privacy-text" { hours: num, days: num, deliveries: num };
}
