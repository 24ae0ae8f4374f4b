//! A month as a grid of days: its weeks begin on Monday.

use jiff::civil::Date;

/// A month of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Month {
    /// Its first day.
    first: Date,
}

impl Month {
    /// The month with this number, 1 to 12; `None` if there is none.
    pub fn new(year: i16, month: i8) -> Option<Month> {
        Date::new(year, month, 1).ok().map(|first| Month { first })
    }

    /// The month of a day.
    pub fn of(day: Date) -> Month {
        Month { first: day.first_of_month() }
    }

    /// Its year.
    pub fn year(self) -> i16 {
        self.first.year()
    }

    /// Its number, 1 to 12.
    pub fn month(self) -> i8 {
        self.first.month()
    }

    /// The month before; `None` at the beginning of time.
    pub fn before(self) -> Option<Month> {
        self.first.yesterday().ok().map(Month::of)
    }

    /// The month after; `None` at the end of time.
    pub fn after(self) -> Option<Month> {
        self.first.last_of_month().tomorrow().ok().map(Month::of)
    }

    /// Its weeks, Monday to Sunday. Days of other months are left out.
    pub fn weeks(self) -> Vec<[Option<Date>; 7]> {
        let mut weeks = vec![[None; 7]];
        let days = 1..=self.first.days_in_month();
        for day in days.filter_map(|day| Date::new(self.year(), self.month(), day).ok()) {
            let place = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or_default();
            if place == 0 && day != self.first {
                weeks.push([None; 7]);
            }
            if let Some(cell) = weeks.last_mut().and_then(|week| week.get_mut(place)) {
                *cell = Some(day);
            }
        }
        weeks
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// The weeks of a month, with a dot for each day of another month.
    fn weeks(year: i16, month: i8) -> Vec<String> {
        let cell = |day: Option<Date>| day.map_or(".".to_owned(), |day| day.day().to_string());
        let month = Month::new(year, month).expect("a month");
        month.weeks().iter().map(|week| week.map(cell).join(" ")).collect()
    }

    #[test]
    fn a_week_begins_on_monday() {
        assert_eq!(
            weeks(2027, 3),
            [
                "1 2 3 4 5 6 7",
                "8 9 10 11 12 13 14",
                "15 16 17 18 19 20 21",
                "22 23 24 25 26 27 28",
                "29 30 31 . . . ."
            ]
        );
        assert_eq!(weeks(2026, 11).first().map(String::as_str), Some(". . . . . . 1"));
        assert_eq!(weeks(2026, 11).last().map(String::as_str), Some("30 . . . . . ."));
    }

    #[test]
    fn leap_years_have_their_day() {
        assert_eq!(weeks(2028, 2).last().map(String::as_str), Some("28 29 . . . . ."));
        assert_eq!(
            weeks(2027, 2),
            ["1 2 3 4 5 6 7", "8 9 10 11 12 13 14", "15 16 17 18 19 20 21", "22 23 24 25 26 27 28"]
        );
        let days = |year, month| {
            Month::new(year, month).expect("a month").weeks().iter().flatten().flatten().count()
        };
        assert_eq!([days(2000, 2), days(2100, 2), days(2027, 4), days(2027, 12)], [29, 28, 30, 31]);
    }

    #[test]
    fn months_follow_each_other_over_the_years() {
        let december = Month::of(date(2026, 12, 31));
        assert_eq!(december.after(), Month::new(2027, 1));
        assert_eq!(Month::new(2027, 1).and_then(Month::before), Some(december));
        assert_eq!(Month::of(date(2028, 2, 29)).after(), Month::new(2028, 3));
        assert_eq!(Month::new(9999, 12).and_then(Month::after), None);
        assert_eq!(Month::new(-9999, 1).and_then(Month::before), None);
        assert_eq!([Month::new(2027, 0), Month::new(2027, 13)], [None, None]);
        // Also at both ends of time, every day of the month is there.
        assert_eq!(
            Month::new(9999, 12).map(|month| month.weeks().iter().flatten().flatten().count()),
            Some(31)
        );
        assert_eq!(
            Month::new(-9999, 1).map(|month| month.weeks().iter().flatten().flatten().count()),
            Some(31)
        );
    }
}
