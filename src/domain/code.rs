//! Codes: the words for an enum's variants in the store, in callback data and in message IDs.
//!
//! strum derives a code from the name of each variant, so a new variant can't be left out of a list. Stored data keeps the
//! codes for good: a variant that is renamed gets its old code by `#[strum(serialize = "…")]`, and a test in this file
//! holds every code.

/// Gives a plain enum `ALL`, `code` and `from_code`, or the latter two under other names. The enum derives strum's
/// `EnumString`, `IntoStaticStr` and `VariantArray`.
macro_rules! coded {
    ($name:ident) => {
        coded!($name, code, from_code);
    };
    ($name:ident, $code:ident, $from_code:ident) => {
        impl $name {
            /// Every variant, in the order of declaration.
            pub const ALL: [$name; <$name as strum::VariantArray>::VARIANTS.len()] =
                match <$name as strum::VariantArray>::VARIANTS.first_chunk() {
                    Some(all) => *all,
                    None => unreachable!(),
                };

            /// The code.
            pub fn $code(self) -> &'static str {
                self.into()
            }

            /// The variant with this code.
            pub fn $from_code(code: &str) -> Option<$name> {
                code.parse().ok()
            }
        }
    };
}

pub(crate) use coded;

#[cfg(test)]
mod tests {
    use crate::domain::campaign::{DeliveryStatus, Order, Reason, StageKind};
    use crate::domain::{
        Addressee, CallStatus, ChatKind, Command, Lang, PrivacyPart, Region, ReminderScope, SupporterKind,
        Topic,
    };

    /// All codes of an enum; each leads back to its variant, and no other word does.
    macro_rules! codes {
        ($name:ident) => {
            codes!($name, code, from_code)
        };
        ($name:ident, $code:ident, $from_code:ident) => {{
            for each in $name::ALL {
                assert_eq!($name::$from_code(each.$code()), Some(each));
            }
            assert_eq!($name::$from_code(""), None);
            assert_eq!($name::$from_code("odd"), None);
            $name::ALL.map($name::$code).join(" ")
        }};
    }

    #[test]
    fn codes_are_those_in_the_store_and_in_messages_that_were_sent() {
        assert_eq!(codes!(Lang), "ky ru en");
        assert_eq!(codes!(Topic), "news calls deadlines");
        assert_eq!(codes!(ChatKind), "private group supergroup channel");
        assert_eq!(codes!(Region), "KG-GB KG-GO KG-B KG-C KG-J KG-N KG-O KG-T KG-Y abroad not-said");
        assert_eq!(codes!(SupporterKind), "person organization media");
        assert_eq!(codes!(Addressee), "authorities un coalition");
        assert_eq!(codes!(CallStatus), "not-recorded in-progress kept-in-part kept not-kept");
        assert_eq!(codes!(ReminderScope), "all week day");
        assert_eq!(codes!(PrivacyPart), "stored not-stored readers duration choices risks");
        // The store keeps the place in this list.
        assert_eq!(codes!(DeliveryStatus), "queued sending sent gone failed unsure skipped");
        let reasons = "blocked deactivated not-found kicked not-started bot no-rights content refused no-message \
                       connection crash stopped erased unfit no-version cancelled late changed restored \
                       no-topic";
        assert_eq!(codes!(Reason), reasons);
        assert_eq!(codes!(Order), "pause resume cancel repeat");
        assert_eq!(codes!(StageKind), "scheduled filling running paused done cancelled");
    }

    #[test]
    fn commands_are_those_that_people_know() {
        let public = "start pledge calls deadline record news support updates language help privacy mydata cancel stop";
        assert_eq!(codes!(Command, name, from_name), public);
        assert_eq!(Command::from_name("sign"), Some(Command::Support));
    }
}
