//! The fields of the forms that staff fill in.

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::Lang;
use crate::domain::code::coded;

/// A field of a form. Its code stands in forms that staff have copied, so it never changes.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "lowercase")]
pub enum FormField {
    /// The call that a status belongs to.
    Call,
    /// The status of the call.
    Status,
    /// The day, and the time of a deadline.
    Date,
    /// The Kyrgyz text.
    Ky,
    /// The Russian text.
    Ru,
    /// The English text.
    En,
    /// The evidence.
    Link,
    /// The days on which people are reminded.
    Leads,
    /// The time zone.
    Zone,
    /// The topic whose subscribers are reminded.
    Topic,
}

coded!(FormField);

impl FormField {
    /// The field of the text in a language.
    pub fn of_text(lang: Lang) -> FormField {
        match lang {
            Lang::Ky => FormField::Ky,
            Lang::Ru => FormField::Ru,
            Lang::En => FormField::En,
        }
    }

    /// The language of the text in this field; `None` if it holds no text.
    pub fn lang(self) -> Option<Lang> {
        Lang::ALL.into_iter().find(|lang| FormField::of_text(*lang) == self)
    }
}
