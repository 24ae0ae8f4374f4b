//! Times as staff read them: in Bishkek, with the reader's own time beside it where that differs.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::campaigns::{DeliveryPolicy, ReportReader};
use crate::conversation::Context;
use crate::conversation::citizen::zone;
use crate::domain::campaign::Stage;
use crate::domain::time::home_zone;
use crate::domain::{Campaign, LocalHour};
use crate::texts::{Html, Say, Texts};

/// The clock of a member of staff who reads a time, and the quiet hours that a time may fall into.
#[derive(Clone, Copy)]
pub(in crate::conversation) struct StaffClock<'a> {
    say: Say<'a>,
    policy: &'a DeliveryPolicy,
    /// The hour of the reader's reminders, whose zone is the one that they live in.
    hour: &'a LocalHour,
    now: Timestamp,
}

impl<'a> StaffClock<'a> {
    /// The clock of the person who writes to the bot.
    pub fn of(context: &'a Context) -> StaffClock<'a> {
        let (policy, hour) = (&context.app.delivery, &context.chat.reminders.hour);
        StaffClock { say: context.say(), policy, hour, now: context.now }
    }

    /// The clock of an owner who gets a report.
    pub fn new(texts: &'a Texts, policy: &'a DeliveryPolicy, reader: &'a ReportReader) -> StaffClock<'a> {
        StaffClock { say: texts.say(reader.lang), policy, hour: &reader.hour, now: reader.now }
    }

    /// The texts in the language of the reader.
    pub fn say(&self) -> Say<'a> {
        self.say
    }

    /// When a broadcast goes out that is meant for this time, or for as soon as it is confirmed.
    pub fn goes_out(&self, due: Option<Timestamp>, urgent: bool) -> Timestamp {
        self.policy.goes_out(urgent, self.meant_for(due))
    }

    /// The same, if that is later than it was meant to go out.
    pub fn held_until(&self, due: Option<Timestamp>, urgent: bool) -> Option<Timestamp> {
        Some(self.goes_out(due, urgent)).filter(|out| *out > self.meant_for(due))
    }

    fn meant_for(&self, due: Option<Timestamp>) -> Timestamp {
        due.map_or(self.now, |due| due.max(self.now))
    }

    /// When a campaign goes out, or was to go out.
    pub fn out(&self, campaign: &Campaign) -> Timestamp {
        match campaign.stage {
            Stage::Scheduled => self.goes_out(Some(campaign.due), campaign.urgent),
            Stage::Filling | Stage::Running | Stage::Paused(_) | Stage::Done | Stage::Cancelled => {
                self.policy.goes_out(campaign.urgent, campaign.due.max(campaign.created))
            }
        }
    }

    /// When a campaign that has begun goes on, if quiet hours hold it now.
    pub fn goes_on(&self, campaign: &Campaign) -> Option<Timestamp> {
        match campaign.stage {
            Stage::Filling | Stage::Running => self.held_until(None, campaign.urgent),
            Stage::Scheduled | Stage::Paused(_) | Stage::Done | Stage::Cancelled => None,
        }
    }

    /// The line that says when a broadcast goes out, and why it waits, if it does.
    pub fn line(&self, due: Option<Timestamp>, urgent: bool) -> Html {
        let (say, out) = (self.say, self.moment(self.goes_out(due, urgent)));
        match (due, self.held_until(due, urgent)) {
            (None, None) => say.campaign_line_now(),
            (None, Some(_)) => say.campaign_line_now_held(&out),
            (Some(_), None) => say.campaign_line_when(&out),
            (Some(planned), Some(end)) => {
                // Later in the same night it is still the planned time that the quiet hours hold.
                let is_this_night = self.policy.goes_out(urgent, planned) == end;
                let held = if is_this_night { planned } else { self.meant_for(due) };
                say.campaign_line_when_held(&time_of_day(held, &home_zone()), &out)
            }
        }
    }

    /// The same for a campaign.
    pub fn line_of(&self, campaign: &Campaign) -> Html {
        match campaign.stage {
            Stage::Scheduled => self.line(Some(campaign.due), campaign.urgent),
            Stage::Filling | Stage::Running | Stage::Paused(_) | Stage::Done | Stage::Cancelled => {
                self.say.campaign_line_when(&self.moment(self.out(campaign)))
            }
        }
    }

    /// A time in Bishkek, and by the reader's own clock where that shows another.
    pub fn moment(&self, time: Timestamp) -> Html {
        self.both(time).unwrap_or_else(|| self.say.campaign_moment(&self.say.moment(time)))
    }

    /// The same for a list, which says once that its times are those of Bishkek.
    pub fn short(&self, time: Timestamp) -> Html {
        self.both(time).unwrap_or_else(|| self.say.moment(time))
    }

    /// A time by both clocks; `None` where they show the same.
    fn both(&self, time: Timestamp) -> Option<Html> {
        let (say, own) = (self.say, self.hour.zone());
        let (home, local) = (time.to_zoned_datetime(home_zone()), time.to_zoned_datetime(own.clone()));
        if home.datetime() == local.datetime() {
            return None;
        }
        let is_same_day = home.date() == local.date();
        let local =
            if is_same_day { Html::escaped(&time_of_day(time, &own)) } else { say.moment_in(time, &own) };
        Some(say.campaign_moment_both(&say.moment(time), &zone::name(&say, self.hour.zone_name()), &local))
    }
}

/// A time of day, such as 18:00.
fn time_of_day(time: Timestamp, zone: &TimeZone) -> String {
    time.to_zoned_datetime(zone.clone()).strftime("%H:%M").to_string()
}

/// A rough duration, in the unit that fits.
pub(super) fn about(say: &Say<'_>, seconds: u64) -> Html {
    let seconds = i64::try_from(seconds.max(1)).unwrap_or(i64::MAX);
    match seconds {
        ..100 => say.campaign_seconds(seconds),
        100..6_000 => say.campaign_minutes(seconds.saturating_add(30) / 60),
        _ => say.campaign_hours(seconds.saturating_add(1_800) / 3_600),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Lang;
    use crate::domain::QuietHours;

    /// Tests of the clock of staff: quiet hours from 22:00 to 08:00 in Bishkek.
    struct Night {
        texts: Texts,
        policy: DeliveryPolicy,
    }

    impl Night {
        fn new() -> Night {
            let time = |text: &str| text.parse().expect("a time");
            let quiet = QuietHours { from: time("22:00"), until: time("08:00"), zone: home_zone() };
            let policy = DeliveryPolicy { quiet: Some(quiet), ..DeliveryPolicy::default() };
            Night { texts: Texts::builtin(), policy }
        }

        /// The line about a broadcast for that time, as somebody in this zone reads it now.
        fn line(&self, (lang, zone): (Lang, &str), now: &str, due: Option<&str>, urgent: bool) -> String {
            let time = |text: &str| text.parse::<Timestamp>().expect("a timestamp");
            let hour = LocalHour::default().in_zone(zone).expect("a zone");
            let reader = ReportReader { lang, hour, now: time(now) };
            StaffClock::new(&self.texts, &self.policy, &reader).line(due.map(time), urgent).plain()
        }
    }

    #[test]
    fn a_time_in_quiet_hours_is_shown_as_it_will_be_kept() {
        let (night, noon, late) = (Night::new(), "2026-11-28T06:00:00Z", Some("2026-11-28T17:30:00Z"));
        let line = |lang, due, urgent| night.line((lang, "Asia/Bishkek"), noon, due, urgent);
        assert_eq!(
            line(Lang::En, late, false),
            "When: 23:30 falls in quiet hours. It goes out on 29 November 2026, 08:00 (Bishkek time)."
        );
        assert_eq!(
            line(Lang::Ru, late, false),
            "Когда: в 23:30 тихие часы, поэтому рассылка уйдёт 29 ноября 2026 г., 08:00 (по Бишкеку)."
        );
        assert_eq!(
            line(Lang::Ky, late, false),
            "Качан: саат 23:30 тынч убакытка туура келет. Билдирүү кийин жөнөтүлөт: 2026-жылдын 29-ноябры, саат 08:00 \
             (Бишкек убактысы)."
        );
        assert_eq!(line(Lang::En, late, true), "When: 28 November 2026, 23:30 (Bishkek time)");
        assert_eq!(
            line(Lang::En, Some("2026-11-28T20:30:00Z"), false),
            "When: 02:30 falls in quiet hours. It goes out on 29 November 2026, 08:00 (Bishkek time)."
        );
        assert_eq!(
            line(Lang::En, Some("2026-11-29T02:00:00Z"), false),
            "When: 29 November 2026, 08:00 (Bishkek time)"
        );
    }

    #[test]
    fn a_time_that_quiet_hours_hold_is_the_planned_one_all_night() {
        let night = Night::new();
        let line = |now, due| night.line((Lang::En, "Asia/Bishkek"), now, Some(due), false);
        assert_eq!(
            line("2026-11-28T20:15:00Z", "2026-11-28T17:30:00Z"),
            "When: 23:30 falls in quiet hours. It goes out on 29 November 2026, 08:00 (Bishkek time)."
        );
        // It was planned for the day, and something kept it until the night.
        assert_eq!(
            line("2026-11-28T16:15:00Z", "2026-11-28T15:00:00Z"),
            "When: 22:15 falls in quiet hours. It goes out on 29 November 2026, 08:00 (Bishkek time)."
        );
    }

    #[test]
    fn at_once_is_not_at_once_in_quiet_hours() {
        let night = Night::new();
        let line = |now, urgent| night.line((Lang::En, "Asia/Bishkek"), now, None, urgent);
        assert_eq!(line("2026-11-28T06:00:00Z", false), "When: as soon as you confirm");
        assert_eq!(line("2026-11-28T16:00:00Z", true), "When: as soon as you confirm");
        assert_eq!(
            line("2026-11-28T16:00:00Z", false),
            "When: after quiet hours, which are on now. It goes out on 29 November 2026, 08:00 (Bishkek time)."
        );
    }

    #[test]
    fn whoever_lives_by_another_clock_sees_that_too() {
        let night = Night::new();
        let line = |zone, due| night.line((Lang::En, zone), "2026-11-28T06:00:00Z", Some(due), false);
        let (day, late) = ("2026-11-29T04:00:00Z", "2026-11-28T17:30:00Z");
        assert_eq!(line("Europe/Berlin", day), "When: 29 November 2026, 10:00 (Bishkek time; Berlin: 05:00)");
        // Omsk has the time of Bishkek.
        assert_eq!(line("Asia/Omsk", day), "When: 29 November 2026, 10:00 (Bishkek time)");
        assert_eq!(
            line("America/New_York", late),
            "When: 23:30 falls in quiet hours. It goes out on 29 November 2026, 08:00 \
             (Bishkek time; New York: 28 November 2026, 21:00)."
        );
    }
}
