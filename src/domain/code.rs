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
    use crate::domain::audit::{Deed, DeedGroup, DeedResult};
    use crate::domain::campaign::{DeliveryStatus, Order, Reason, StageKind};
    use crate::domain::doctor::{Check, Finding};
    use crate::domain::hold::{HeldKind, HoldState, Silencing};
    use crate::domain::{
        Addressee, CallStatus, ChatKind, Command, FormField, FormKind, Lang, PersonStep, PrivacyPart, Region,
        ReminderScope, Right, Role, SupporterKind, Topic,
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
        assert_eq!(codes!(FormKind), "deadline status");
        assert_eq!(codes!(PersonStep), "viewer editor owner suspend reinstate remove confirm");
        assert_eq!(codes!(Role), "viewer editor owner");
        let rights = "see write send correct silence deadlines statuses export manage freeze audit";
        assert_eq!(codes!(Right), rights);
        assert_eq!(codes!(ReminderScope), "all week day");
        assert_eq!(codes!(PrivacyPart), "stored not-stored readers duration choices risks");
        assert_eq!(codes!(FormField), "call status date ky ru en link leads zone topic");
        // The store keeps the place in this list.
        assert_eq!(codes!(DeliveryStatus), "queued sending sent gone failed unsure skipped");
        let reasons = "blocked deactivated not-found kicked not-started bot no-rights content refused no-message \
                       connection crash stopped erased unfit no-version cancelled late changed restored \
                       no-topic";
        assert_eq!(codes!(Reason), reasons);
        assert_eq!(codes!(Order), "pause resume cancel repeat");
        let deeds = "broadcast change correct take-back pause resume cancel repeat delivery test set-deadline \
                     change-deadline remove-deadline enter-status export backup restore accept-keys recover-key change-staff invite \
                     uninvite admit change-role suspend reinstate remove leave confirm read-log freeze wish-lift lift \
                     forget-key go-ahead";
        assert_eq!(codes!(Deed), deeds);
        assert_eq!(codes!(DeedGroup), "broadcasts facts data staff");
        assert_eq!(codes!(DeedResult), "done no-effect stopped failed refused");
        let kinds = "launch plan-anew repeat resume set-deadline remove-deadline enter-status export grant";
        assert_eq!(codes!(HeldKind), kinds);
        assert_eq!(codes!(HoldState), "waiting done undone stopped lapsed refused");
        assert_eq!(codes!(Silencing), "pause cancel take-back");
        assert_eq!(codes!(StageKind), "scheduled filling running paused done cancelled");
        let checks = "settings connection proxy token webhook clock disk-space permissions secrets store-key \
                       key-copy messages schema service backup opt-outs swap core-dumps encryption version";
        assert_eq!(codes!(Check), checks);
        let findings = "settings-faulty settings-ineffective owners-named telegram-unreachable connection-open \
                        proxy-unreachable token-refused webhook-missing webhook-other webhook-unwanted \
                        webhook-failing updates-waiting clock-wrong disk-full data-missing data-open \
                        owners-differ folder-writable settings-open store-key-open private-key-here \
                        store-key-missing store-key-unusable store-key-other store-key-twice recipients-missing \
                        recipients-not-accepted key-copy-missing key-copy-outdated messages-faulty \
                        contact-missing data-damaged schema-older schema-newer service-failed service-stopped \
                        service-not-enabled service-waiting service-changed backup-off backup-folder-missing \
                        backup-old backup-not-handed-on backup-failing backup-before-upgrade-old backup-gone \
                        backup-beside-data opt-outs-missing opt-outs-unusable opt-outs-behind opt-outs-uncopied \
                        opt-outs-copy-folder-missing opt-outs-copy-old opt-outs-copy-failing opt-outs-copy-beside \
                        swap-open core-dumps-allowed core-dumps-kept disk-open program-outdated bot-outdated";
        assert_eq!(codes!(Finding), findings);
    }

    #[test]
    fn commands_are_those_that_people_know() {
        let public = "start pledge calls deadline record news support updates language help privacy mydata cancel stop";
        assert_eq!(codes!(Command, name, from_name), public);
        assert_eq!(Command::from_name("sign"), Some(Command::Support));
    }
}
