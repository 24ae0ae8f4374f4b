//! The house keeps its order: imports run one way, each library has its place, no type shares its name with another, and
//! no sentence stands in Rust.
//!
//! Each check is a function from sources to the places that break its rule. Beside the test that runs it over `src` stands
//! one that plants a fault and sees it found.

mod deployment;
mod evidence;
mod imports;
mod links;
mod names;
mod papers;
mod places;
mod reading;
mod sentences;
mod settings;
mod sizes;
mod source;

/// Fails where a rule is broken, with a line for each place.
#[track_caller]
fn assert_none(rule: &str, broken: &[String]) {
    assert!(broken.is_empty(), "{rule}:\n{}", broken.join("\n"));
}
