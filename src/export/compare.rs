//! The comparison of a sealed document with the row that holds it. The document is binding for what is published: whoever can
//! write into the database can change the row, and can't change what was sealed.
//!
//! | the row | the document counts as |
//! |---|---|
//! | says the same as the document | its own |
//! | forbids to publish, and the document allows it | its own: the person has forbidden it later, and the bot can't open the name to seal that with it |
//! | has a later consent | its own: the person has agreed to a newer text since |
//! | allows to publish, and the document forbids it | its own, altered |
//! | has an earlier consent | its own, altered |
//! | has another number | another supporter's |
//!
//! The stricter of the two choices to publish counts. Nothing of a row is published if any of its documents is altered or another
//! supporter's. A contact holds no choice to publish; all else is compared there too. The document in which earlier versions
//! kept name and contact holds neither choice, consent nor number, so there is nothing to compare.

use crate::domain::{SealedContact, SealedName, Supporter};

/// The relation of a sealed document to the row that holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ownership {
    /// It is the row's own.
    Own,
    /// It is the row's own, and the row was altered after it was sealed.
    Altered,
    /// It is another supporter's.
    Foreign,
}

/// Compares a name.
pub(super) fn of_name(row: &Supporter, name: &SealedName) -> Ownership {
    let allows_more = row.publish && !name.publish;
    compared(row, name.number, name.consent, allows_more)
}

/// Compares a contact.
pub(super) fn of_contact(row: &Supporter, contact: &SealedContact) -> Ownership {
    compared(row, contact.number, contact.consent, false)
}

fn compared(row: &Supporter, number: i64, consent: u32, allows_more: bool) -> Ownership {
    if number != row.number {
        Ownership::Foreign
    } else if allows_more || consent > row.consent {
        Ownership::Altered
    } else {
        Ownership::Own
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn row(publish: bool) -> Supporter {
        Supporter { publish, ..Supporter::new(7, 2, date(2026, 11, 28)) }
    }

    /// A name that was sealed with this choice, under the consent of the row.
    fn name(publish: bool) -> SealedName {
        row(publish).name_document("Айгүл".to_owned())
    }

    fn contact() -> SealedContact {
        row(false).contact_document("a@example.org".to_owned())
    }

    #[test]
    fn a_row_that_says_the_same_as_its_documents_owns_them() {
        for publish in [false, true] {
            assert_eq!(of_name(&row(publish), &name(publish)), Ownership::Own);
            assert_eq!(of_contact(&row(publish), &contact()), Ownership::Own);
        }
    }

    #[test]
    fn a_row_may_forbid_what_the_name_allows() {
        assert_eq!(of_name(&row(false), &name(true)), Ownership::Own);
    }

    #[test]
    fn a_row_that_allows_what_the_name_forbids_was_altered() {
        assert_eq!(of_name(&row(true), &name(false)), Ownership::Altered);
    }

    #[test]
    fn a_row_may_hold_a_later_consent() {
        for publish in [false, true] {
            let renewed = Supporter { consent: 3, ..row(publish) };
            assert_eq!(of_name(&renewed, &name(publish)), Ownership::Own);
            assert_eq!(of_contact(&renewed, &contact()), Ownership::Own);
        }
        let both = Supporter { consent: 3, ..row(false) };
        assert_eq!(of_name(&both, &name(true)), Ownership::Own, "and be stricter besides");
        let looser = Supporter { consent: 3, ..row(true) };
        assert_eq!(of_name(&looser, &name(false)), Ownership::Altered, "but not looser");
    }

    #[test]
    fn a_row_with_an_earlier_consent_was_altered() {
        for publish in [false, true] {
            let earlier = Supporter { consent: 1, ..row(publish) };
            assert_eq!(of_name(&earlier, &name(publish)), Ownership::Altered);
            assert_eq!(of_contact(&earlier, &contact()), Ownership::Altered);
        }
    }

    #[test]
    fn a_document_with_another_number_is_another_supporters_whatever_else_it_says() {
        for (publish, consent) in [(false, 1), (false, 2), (true, 2), (true, 3)] {
            let other = Supporter { number: 8, consent, ..row(publish) };
            for sealed in [false, true] {
                assert_eq!(of_name(&other, &name(sealed)), Ownership::Foreign);
            }
            assert_eq!(of_contact(&other, &contact()), Ownership::Foreign);
        }
    }
}
