//! The freeze (`staff-freeze.ftl`).

use crate::texts::catalog::macros::catalog;

catalog! {
    /// Explains the freeze, above the button that begins it.
    html freeze_about = "freeze-about";
    /// Everything is frozen.
    html freeze_title_frozen = "freeze-title-frozen";
    /// Since when, and by whose order.
    html freeze_since = "freeze-since" { when: html, who: str };
    /// An owner without an alias.
    label freeze_owner = "freeze-owner";
    /// Nobody can read any more since when.
    html freeze_unreadable = "freeze-unreadable";
    /// The effects of a freeze that holds.
    html freeze_effects = "freeze-effects";
    /// How a freeze is lifted.
    html freeze_how_to_lift = "freeze-how-to-lift";
    /// Another owner wants to lift it.
    html freeze_others_wish = "freeze-others-wish";
    /// This owner wants to lift it.
    html freeze_own_wish = "freeze-own-wish";
    /// This owner's wish was noted just now.
    html freeze_wished = "freeze-wished";
    /// It is lifted.
    html freeze_lifted = "freeze-lifted";
    /// This owner may not take part in lifting it.
    label freeze_new_toast = "freeze-new-toast";
    /// What was asked for takes no effect now.
    label freeze_blocked = "freeze-blocked-toast";
    /// To all staff: everything is frozen.
    html freeze_notice_begun = "freeze-notice-begun";
    /// To all staff: an owner wants to lift the freeze.
    html freeze_notice_wished = "freeze-notice-wished";
    /// To all staff: the freeze is lifted.
    html freeze_notice_lifted = "freeze-notice-lifted";
    /// Leads to the freeze.
    label button_freeze = "button-freeze";
    /// Freezes everything.
    label button_freeze_yes = "button-freeze-yes";
    /// Lifts the freeze.
    label button_freeze_lift = "button-freeze-lift";
}
