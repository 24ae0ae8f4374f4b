//! What a button of the desk says when it is tapped: words between colons, at most 62 bytes.

use jiff::Timestamp;

use crate::domain::{CampaignId, Deadline, Lang, Region, Topic, campaign::Order};

/// A tapped button of the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tap {
    /// The draft, or a new one.
    Draft,
    /// A step in the draft that was begun at this time.
    Step(Timestamp, Step),
    /// The newest campaigns.
    Campaigns,
    /// How a campaign goes.
    Report(CampaignId),
    /// Asks whether an order is meant.
    Ask(CampaignId, Order),
    /// Says something to a campaign. Sending again tells how many were unsure, so that a double tap sends once.
    Order(CampaignId, Order, u64),
    /// Asks whether to take a campaign back.
    AskTakeBack(CampaignId),
    /// Takes it back.
    TakeBack(CampaignId, Seal),
    /// Begins to correct a campaign.
    Correct(CampaignId),
    /// The deadlines.
    Deadlines,
    /// One of them.
    Deadline(String),
    /// Sets the one that was drafted at this time.
    SetDeadline(Timestamp),
    /// Asks whether to remove one.
    AskRemoveDeadline(String),
    /// Removes it.
    RemoveDeadline(String),
    /// How to enter what came of a call.
    Record,
    /// Shows the entry that was drafted at this time.
    ShowEntry(Timestamp),
    /// Drops what was drafted.
    DropForms,
}

/// A step in a draft. Each names what it leads to, so that a double tap is no step back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The draft as a whole.
    Card,
    /// A version.
    Version(Lang),
    /// Waits for a version.
    Write(Lang),
    /// Drops a version.
    Remove(Lang),
    /// Waits for link buttons.
    Links(Lang),
    /// Drops the link buttons.
    NoLinks(Lang),
    /// Whether a missing version is replaced by another.
    Fallback(bool),
    /// Whom it goes to.
    Audience,
    /// About what it is.
    Topic(Topic),
    /// Only to those with this language.
    Lang(Option<Lang>),
    /// The choice of a region.
    Regions,
    /// Only to supporters of this region.
    Region(Option<Region>),
    /// Only to supporters.
    Supporters(bool),
    /// To groups instead of people.
    Groups(bool),
    /// Waits for a time.
    Time,
    /// At once.
    Now,
    /// Whether it may go out in quiet hours.
    Urgent(bool),
    /// Whether a few get it first.
    Trial(bool),
    /// Each version as it will arrive.
    Preview,
    /// Everything once more, before it goes out.
    Confirm,
    /// Sends it.
    Send(Seal),
    /// Asks whether to drop the draft.
    AskDiscard,
    /// Drops the draft.
    Discard,
}

/// What a confirmation is bound to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// Until when it counts, in whole seconds.
    pub until: Timestamp,
    /// The hash of all that was confirmed: [`Seal::HASH`] hexadecimal digits.
    pub hash: String,
}

impl Seal {
    /// How many digits there are.
    pub const HASH: usize = 20;
}

impl Tap {
    /// The callback data behind the desk's letter.
    #[must_use]
    pub fn data(&self) -> String {
        match self {
            Tap::Draft => "draft".to_owned(),
            Tap::Step(begun, step) => format!("s:{}:{}", begun.as_second(), step.data()),
            Tap::Campaigns => "all".to_owned(),
            Tap::Report(id) => format!("report:{}", id.0),
            Tap::Ask(id, order) => format!("ask:{}:{}", id.0, word(*order)),
            Tap::Order(id, order, unsure) => format!("order:{}:{}:{unsure}", id.0, word(*order)),
            Tap::AskTakeBack(id) => format!("back:{}", id.0),
            Tap::TakeBack(id, seal) => format!("back:{}:{}:{}", id.0, seal.until.as_second(), seal.hash),
            Tap::Correct(id) => format!("correct:{}", id.0),
            Tap::Deadlines => "deadlines".to_owned(),
            Tap::Deadline(id) => format!("deadline:{id}"),
            Tap::SetDeadline(made) => format!("set:{}", made.as_second()),
            Tap::AskRemoveDeadline(id) => format!("remove:{id}"),
            Tap::RemoveDeadline(id) => format!("removed:{id}"),
            Tap::Record => "record".to_owned(),
            Tap::ShowEntry(made) => format!("show:{}", made.as_second()),
            Tap::DropForms => "drop".to_owned(),
        }
    }

    /// Reads what [`Tap::data`] wrote.
    #[must_use]
    pub fn parse(data: &str) -> Option<Tap> {
        let words: Vec<&str> = data.split(':').collect();
        Some(match words[..] {
            ["draft"] => Tap::Draft,
            ["s", begun, ref rest @ ..] => Tap::Step(second(begun)?, Step::parse(rest)?),
            ["all"] => Tap::Campaigns,
            ["report", id] => Tap::Report(campaign(id)?),
            ["ask", id, order] => Tap::Ask(campaign(id)?, of_word(order)?),
            ["order", id, order, unsure] => Tap::Order(campaign(id)?, of_word(order)?, unsure.parse().ok()?),
            ["back", id] => Tap::AskTakeBack(campaign(id)?),
            ["back", id, until, hash] => Tap::TakeBack(campaign(id)?, seal(until, hash)?),
            ["correct", id] => Tap::Correct(campaign(id)?),
            ["deadlines"] => Tap::Deadlines,
            ["deadline", id] => Tap::Deadline(deadline(id)?),
            ["set", made] => Tap::SetDeadline(second(made)?),
            ["remove", id] => Tap::AskRemoveDeadline(deadline(id)?),
            ["removed", id] => Tap::RemoveDeadline(deadline(id)?),
            ["record"] => Tap::Record,
            ["show", made] => Tap::ShowEntry(second(made)?),
            ["drop"] => Tap::DropForms,
            _ => return None,
        })
    }
}

impl Step {
    fn data(&self) -> String {
        let all = || "all".to_owned();
        let (word, value) = match self {
            Step::Card => ("card", None),
            Step::Version(lang) => ("version", Some(lang.code().to_owned())),
            Step::Write(lang) => ("write", Some(lang.code().to_owned())),
            Step::Remove(lang) => ("remove", Some(lang.code().to_owned())),
            Step::Links(lang) => ("links", Some(lang.code().to_owned())),
            Step::NoLinks(lang) => ("nolinks", Some(lang.code().to_owned())),
            Step::Fallback(on) => ("fallback", Some(flag(*on))),
            Step::Audience => ("audience", None),
            Step::Topic(topic) => ("topic", Some(topic.code().to_owned())),
            Step::Lang(lang) => ("lang", Some(lang.map_or_else(all, |lang| lang.code().to_owned()))),
            Step::Regions => ("regions", None),
            Step::Region(region) => {
                ("region", Some(region.map_or_else(all, |region| region.code().to_owned())))
            }
            Step::Supporters(on) => ("supporters", Some(flag(*on))),
            Step::Groups(on) => ("groups", Some(flag(*on))),
            Step::Time => ("time", None),
            Step::Now => ("now", None),
            Step::Urgent(on) => ("urgent", Some(flag(*on))),
            Step::Trial(on) => ("trial", Some(flag(*on))),
            Step::Preview => ("preview", None),
            Step::Confirm => ("confirm", None),
            Step::Send(seal) => ("send", Some(format!("{}:{}", seal.until.as_second(), seal.hash))),
            Step::AskDiscard => ("discard", None),
            Step::Discard => ("discard", Some(flag(true))),
        };
        value.map_or_else(|| word.to_owned(), |value| format!("{word}:{value}"))
    }

    fn parse(words: &[&str]) -> Option<Step> {
        let or_all = |code: &&str| *code != "all";
        Some(match words {
            ["card"] => Step::Card,
            ["version", lang] => Step::Version(Lang::from_code(lang)?),
            ["write", lang] => Step::Write(Lang::from_code(lang)?),
            ["remove", lang] => Step::Remove(Lang::from_code(lang)?),
            ["links", lang] => Step::Links(Lang::from_code(lang)?),
            ["nolinks", lang] => Step::NoLinks(Lang::from_code(lang)?),
            ["fallback", on] => Step::Fallback(of_flag(on)?),
            ["audience"] => Step::Audience,
            ["topic", topic] => Step::Topic(Topic::from_code(topic)?),
            ["lang", code] if or_all(code) => Step::Lang(Some(Lang::from_code(code)?)),
            ["lang", _] => Step::Lang(None),
            ["regions"] => Step::Regions,
            ["region", code] if or_all(code) => Step::Region(Some(Region::from_code(code).ok()?)),
            ["region", _] => Step::Region(None),
            ["supporters", on] => Step::Supporters(of_flag(on)?),
            ["groups", on] => Step::Groups(of_flag(on)?),
            ["time"] => Step::Time,
            ["now"] => Step::Now,
            ["urgent", on] => Step::Urgent(of_flag(on)?),
            ["trial", on] => Step::Trial(of_flag(on)?),
            ["preview"] => Step::Preview,
            ["confirm"] => Step::Confirm,
            ["send", until, hash] => Step::Send(seal(until, hash)?),
            ["discard"] => Step::AskDiscard,
            ["discard", "1"] => Step::Discard,
            _ => return None,
        })
    }
}

const ORDERS: [(Order, &str); 4] = [
    (Order::Pause, "pause"),
    (Order::Resume, "resume"),
    (Order::Cancel, "cancel"),
    (Order::Repeat, "repeat"),
];

fn word(order: Order) -> &'static str {
    ORDERS.iter().find(|(each, _)| *each == order).map_or("", |(_, word)| word)
}

fn of_word(word: &str) -> Option<Order> {
    ORDERS.iter().find(|(_, each)| *each == word).map(|(order, _)| *order)
}

fn flag(on: bool) -> String {
    u8::from(on).to_string()
}

fn of_flag(text: &str) -> Option<bool> {
    match text {
        "0" => Some(false),
        "1" => Some(true),
        _ => None,
    }
}

fn deadline(id: &str) -> Option<String> {
    Deadline::is_id(id).then(|| id.to_owned())
}

fn campaign(text: &str) -> Option<CampaignId> {
    text.parse().ok().map(CampaignId)
}

fn second(text: &str) -> Option<Timestamp> {
    text.parse().ok().and_then(|second| Timestamp::from_second(second).ok())
}

fn seal(until: &str, hash: &str) -> Option<Seal> {
    let fits = hash.len() == Seal::HASH && hash.bytes().all(|b| b.is_ascii_hexdigit());
    fits.then_some(Seal { until: second(until)?, hash: hash.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taps() -> Vec<Tap> {
        let at = Timestamp::from_second(4_102_444_800).expect("a time");
        let id = CampaignId(i64::from(u32::MAX));
        let seal = || Seal { until: at, hash: "0123456789abcdef0123".to_owned() };
        let mut steps = vec![
            Step::Card,
            Step::Audience,
            Step::Regions,
            Step::Time,
            Step::Now,
            Step::Preview,
            Step::Confirm,
            Step::AskDiscard,
            Step::Discard,
            Step::Lang(None),
            Step::Region(None),
            Step::Send(seal()),
        ];
        for lang in Lang::ALL {
            steps.extend([Step::Version(lang), Step::Write(lang), Step::Remove(lang), Step::Links(lang)]);
            steps.extend([Step::NoLinks(lang), Step::Lang(Some(lang))]);
        }
        for on in [false, true] {
            steps.extend([Step::Fallback(on), Step::Supporters(on), Step::Groups(on), Step::Urgent(on)]);
            steps.push(Step::Trial(on));
        }
        steps.extend(Topic::ALL.map(Step::Topic));
        steps.extend(Region::ALL.map(|region| Step::Region(Some(region))));
        let mut taps: Vec<_> = steps.into_iter().map(|step| Tap::Step(at, step)).collect();
        for (order, _) in ORDERS {
            taps.extend([Tap::Ask(id, order), Tap::Order(id, order, 1_000_000)]);
        }
        taps.extend([Tap::Draft, Tap::Campaigns, Tap::Report(id), Tap::Correct(id)]);
        taps.extend([Tap::AskTakeBack(id), Tap::TakeBack(id, seal())]);
        taps
    }

    #[test]
    fn every_tap_reads_back_as_it_was_and_fits_telegram() {
        for tap in taps() {
            let data = tap.data();
            assert!(data.len() <= 62, "{data}");
            assert_eq!(Tap::parse(&data), Some(tap), "{data}");
        }
    }

    #[test]
    fn foreign_data_is_no_tap() {
        for data in ["", "s", "s:1", "s:1:fly", "s:x:card", "s:1:send:2:short", "order:1:fly:0", "report:x"] {
            assert_eq!(Tap::parse(data), None, "{data}");
        }
    }
}
