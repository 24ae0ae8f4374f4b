//! The texts of the demo: who its people are, and what is made up for it.

use crate::texts::catalog::macros::catalog;

catalog! {
    // demo.ftl
    /// The purpose of the bot, its owner, and the real part of the demo.
    label demo_about = "demo-about";
    /// The first person: a citizen who reads.
    label demo_reader_who = "demo-reader-who";
    /// A suggestion for the visitor.
    label demo_reader_try = "demo-reader-try";
    /// The second person: a citizen who wants to be reminded.
    label demo_reminded_who = "demo-reminded-who";
    /// A suggestion for the visitor.
    label demo_reminded_try = "demo-reminded-try";
    /// The third person: a citizen who asks about the calls.
    label demo_curious_who = "demo-curious-who";
    /// A suggestion for the visitor.
    label demo_curious_try = "demo-curious-try";
    /// The fourth person, who writes for the coalition.
    label demo_staff_who = "demo-staff-who";
    /// A suggestion for the visitor.
    label demo_staff_try = "demo-staff-try";
    /// The note of a made-up status.
    label demo_note = "demo-note";
    /// The title of a made-up deadline.
    label demo_deadline = "demo-deadline";
    /// A made-up broadcast.
    label demo_broadcast = "demo-broadcast";
}
