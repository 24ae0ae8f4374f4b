//! The rules for figures. Those that citizens see come first: no figure lets anybody work out a small number of people, or notice that one
//! person came or went.
//!
//! - A total is shown from [`TOTAL_FROM`] on, a group from [`GROUP_FROM`] on.
//! - Both are rounded down to a multiple of [`STEP`] and shown as "at least". An exact total would change with each sign-up
//!   and withdrawal, so a person who asks before and after seeing somebody with a phone would know what that one did.
//! - No group is hidden alone, since the others and the total would give it away: the smallest of the others is hidden with
//!   it. Rounding alone does not prevent that, as it hides less than [`STEP`].
//!
//! A determined observer can still find the remainder of a total by signing up and withdrawing from accounts of their own,
//! and then notice that *somebody* came or went, but not who. The consent text tells people whom that endangers not to sign.

use serde::Serialize;

/// The smallest total that is shown.
pub const TOTAL_FROM: u64 = 10;
/// The smallest group that is shown.
pub const GROUP_FROM: u64 = 5;
/// Every figure that is shown is a multiple of this.
pub const STEP: u64 = 5;

/// A total as it is shown, to be read as "at least"; `None` while it is too small.
pub fn total(count: u64) -> Option<u64> {
    (count >= TOTAL_FROM).then(|| rounded(count))
}

/// Groups that make up a total, as each is shown; `None` for a hidden one. Where the total is hidden, so is every group.
pub fn groups(counts: &[u64]) -> Vec<Option<u64>> {
    if total(counts.iter().sum()).is_none() {
        return vec![None; counts.len()];
    }
    let mut told: Vec<_> =
        counts.iter().map(|&count| (count >= GROUP_FROM).then(|| rounded(count))).collect();
    if told.iter().filter(|group| group.is_none()).count() == 1 {
        let smallest = (0..told.len()).filter(|&nth| told[nth].is_some()).min_by_key(|&nth| counts[nth]);
        if let Some(nth) = smallest {
            told[nth] = None;
        }
    }
    told
}

/// A number of people as staff read it. The subscribers of a topic are told exactly. A number of those who share more is
/// rounded, so that nobody learns from it what somebody has chosen or said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum StaffFigure {
    /// They share a topic alone.
    Exactly(u64),
    /// At least so many, and fewer than [`STEP`] more.
    AtLeast(u64),
    /// Fewer than [`GROUP_FROM`], or nobody.
    Few,
}

impl StaffFigure {
    /// The figure for so many people.
    pub fn of(count: u64, shares_trait: bool) -> StaffFigure {
        match count {
            _ if !shares_trait => StaffFigure::Exactly(count),
            0..GROUP_FROM => StaffFigure::Few,
            _ => StaffFigure::AtLeast(rounded(count)),
        }
    }

    /// The most people that it may stand for: what follows from their number is worked out from this.
    pub fn most(self) -> u64 {
        match self {
            StaffFigure::Exactly(count) => count,
            StaffFigure::AtLeast(count) => count + STEP - 1,
            StaffFigure::Few => GROUP_FROM - 1,
        }
    }

    /// Whether it is an audience so small that a second person has to agree before anything is sent to it.
    pub fn is_under_floor(self) -> bool {
        self == StaffFigure::Few
    }
}

fn rounded(count: u64) -> u64 {
    count - count % STEP
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_is_told_from_ten_on_in_steps() {
        assert_eq!([0, 1, 9].map(total), [None; 3]);
        assert_eq!([10, 14, 15, 1003].map(total), [Some(10), Some(10), Some(15), Some(1000)]);
    }

    #[test]
    fn staff_read_an_exact_number_only_of_a_whole_topic() {
        let figures = |shares| [0, 4, 5, 9, 10, 1003].map(|count| StaffFigure::of(count, shares));
        assert_eq!(figures(false), [0, 4, 5, 9, 10, 1003].map(StaffFigure::Exactly));
        let [few, least] = [StaffFigure::Few, StaffFigure::AtLeast(5)];
        assert_eq!(
            figures(true),
            [few, few, least, least, StaffFigure::AtLeast(10), StaffFigure::AtLeast(1000)]
        );
        for count in 0..100 {
            let figure = StaffFigure::of(count, true);
            assert!((count..count + STEP).contains(&figure.most()), "{count}: {figure:?}");
            assert_eq!(figure.is_under_floor(), count < GROUP_FROM);
            assert!(!StaffFigure::of(count, false).is_under_floor());
        }
    }

    #[test]
    fn small_groups_are_hidden_and_never_one_alone() {
        assert_eq!(groups(&[20, 12, 5]), [Some(20), Some(10), Some(5)]);
        assert_eq!(groups(&[20, 4, 0]), [Some(20), None, None]);
        assert_eq!(
            groups(&[20, 12, 4]),
            [Some(20), None, None],
            "the rest of the total would be the hidden one"
        );
        assert_eq!(groups(&[8, 1]), [None, None], "the total is not told");
        assert_eq!(groups(&[12, 3]), [None, None]);
        assert_eq!(groups(&[]), []);
    }

    /// Tries every combination of three groups: the figures that are shown must fit several values of each hidden group.
    #[test]
    fn no_hidden_group_can_be_worked_out() {
        let range = 0..13_u64;
        let all: Vec<[u64; 3]> = range
            .clone()
            .flat_map(|a| range.clone().flat_map(move |b| (0..13).map(move |c| [a, b, c])))
            .collect();
        let told = |counts: &[u64; 3]| (total(counts.iter().sum()), groups(counts));
        let mut possible = std::collections::HashMap::<_, Vec<[u64; 3]>>::new();
        for counts in &all {
            possible.entry(told(counts)).or_default().push(*counts);
        }
        for ((_, groups), fits) in &possible {
            for nth in (0..3).filter(|&nth| groups[nth].is_none()) {
                let first = fits[0][nth];
                assert!(fits.iter().any(|counts| counts[nth] != first), "{groups:?} tells {first}");
            }
        }
    }
}
