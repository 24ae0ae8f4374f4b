//! What a button of the desk says when it is tapped: words between colons, at most 62 bytes.

use jiff::Timestamp;

use crate::domain::campaign::Order;
use crate::domain::{CampaignId, Deadline, Lang, Region, Topic};

/// A tapped button of the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StaffCallback {
    /// The draft, or a new one.
    Draft,
    /// A step in the draft that was begun at this time.
    Step(Timestamp, DraftAction),
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
pub enum DraftAction {
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

impl StaffCallback {
    /// The callback data behind the desk's letter.
    #[must_use]
    pub fn data(&self) -> String {
        match self {
            StaffCallback::Draft => "draft".to_owned(),
            StaffCallback::Step(begun, step) => format!("s:{}:{}", begun.as_second(), step.data()),
            StaffCallback::Campaigns => "all".to_owned(),
            StaffCallback::Report(id) => format!("report:{}", id.0),
            StaffCallback::Ask(id, order) => format!("ask:{}:{}", id.0, word(*order)),
            StaffCallback::Order(id, order, unsure) => format!("order:{}:{}:{unsure}", id.0, word(*order)),
            StaffCallback::AskTakeBack(id) => format!("back:{}", id.0),
            StaffCallback::TakeBack(id, seal) => {
                format!("back:{}:{}:{}", id.0, seal.until.as_second(), seal.hash)
            }
            StaffCallback::Correct(id) => format!("correct:{}", id.0),
            StaffCallback::Deadlines => "deadlines".to_owned(),
            StaffCallback::Deadline(id) => format!("deadline:{id}"),
            StaffCallback::SetDeadline(made) => format!("set:{}", made.as_second()),
            StaffCallback::AskRemoveDeadline(id) => format!("remove:{id}"),
            StaffCallback::RemoveDeadline(id) => format!("removed:{id}"),
            StaffCallback::Record => "record".to_owned(),
            StaffCallback::ShowEntry(made) => format!("show:{}", made.as_second()),
            StaffCallback::DropForms => "drop".to_owned(),
        }
    }

    /// Reads what [`StaffCallback::data`] wrote.
    #[must_use]
    pub fn parse(data: &str) -> Option<StaffCallback> {
        let words: Vec<&str> = data.split(':').collect();
        Some(match words[..] {
            ["draft"] => StaffCallback::Draft,
            ["s", begun, ref rest @ ..] => StaffCallback::Step(second(begun)?, DraftAction::parse(rest)?),
            ["all"] => StaffCallback::Campaigns,
            ["report", id] => StaffCallback::Report(campaign(id)?),
            ["ask", id, order] => StaffCallback::Ask(campaign(id)?, of_word(order)?),
            ["order", id, order, unsure] => {
                StaffCallback::Order(campaign(id)?, of_word(order)?, unsure.parse().ok()?)
            }
            ["back", id] => StaffCallback::AskTakeBack(campaign(id)?),
            ["back", id, until, hash] => StaffCallback::TakeBack(campaign(id)?, seal(until, hash)?),
            ["correct", id] => StaffCallback::Correct(campaign(id)?),
            ["deadlines"] => StaffCallback::Deadlines,
            ["deadline", id] => StaffCallback::Deadline(deadline(id)?),
            ["set", made] => StaffCallback::SetDeadline(second(made)?),
            ["remove", id] => StaffCallback::AskRemoveDeadline(deadline(id)?),
            ["removed", id] => StaffCallback::RemoveDeadline(deadline(id)?),
            ["record"] => StaffCallback::Record,
            ["show", made] => StaffCallback::ShowEntry(second(made)?),
            ["drop"] => StaffCallback::DropForms,
            _ => return None,
        })
    }
}

impl DraftAction {
    fn data(&self) -> String {
        let all = || "all".to_owned();
        let (word, value) = match self {
            DraftAction::Card => ("card", None),
            DraftAction::Version(lang) => ("version", Some(lang.code().to_owned())),
            DraftAction::Write(lang) => ("write", Some(lang.code().to_owned())),
            DraftAction::Remove(lang) => ("remove", Some(lang.code().to_owned())),
            DraftAction::Links(lang) => ("links", Some(lang.code().to_owned())),
            DraftAction::NoLinks(lang) => ("nolinks", Some(lang.code().to_owned())),
            DraftAction::Fallback(on) => ("fallback", Some(flag(*on))),
            DraftAction::Audience => ("audience", None),
            DraftAction::Topic(topic) => ("topic", Some(topic.code().to_owned())),
            DraftAction::Lang(lang) => ("lang", Some(lang.map_or_else(all, |lang| lang.code().to_owned()))),
            DraftAction::Regions => ("regions", None),
            DraftAction::Region(region) => {
                ("region", Some(region.map_or_else(all, |region| region.code().to_owned())))
            }
            DraftAction::Supporters(on) => ("supporters", Some(flag(*on))),
            DraftAction::Groups(on) => ("groups", Some(flag(*on))),
            DraftAction::Time => ("time", None),
            DraftAction::Now => ("now", None),
            DraftAction::Urgent(on) => ("urgent", Some(flag(*on))),
            DraftAction::Trial(on) => ("trial", Some(flag(*on))),
            DraftAction::Preview => ("preview", None),
            DraftAction::Confirm => ("confirm", None),
            DraftAction::Send(seal) => ("send", Some(format!("{}:{}", seal.until.as_second(), seal.hash))),
            DraftAction::AskDiscard => ("discard", None),
            DraftAction::Discard => ("discard", Some(flag(true))),
        };
        value.map_or_else(|| word.to_owned(), |value| format!("{word}:{value}"))
    }

    fn parse(words: &[&str]) -> Option<DraftAction> {
        let or_all = |code: &&str| *code != "all";
        Some(match words {
            ["card"] => DraftAction::Card,
            ["version", lang] => DraftAction::Version(Lang::from_code(lang)?),
            ["write", lang] => DraftAction::Write(Lang::from_code(lang)?),
            ["remove", lang] => DraftAction::Remove(Lang::from_code(lang)?),
            ["links", lang] => DraftAction::Links(Lang::from_code(lang)?),
            ["nolinks", lang] => DraftAction::NoLinks(Lang::from_code(lang)?),
            ["fallback", on] => DraftAction::Fallback(of_flag(on)?),
            ["audience"] => DraftAction::Audience,
            ["topic", topic] => DraftAction::Topic(Topic::from_code(topic)?),
            ["lang", code] if or_all(code) => DraftAction::Lang(Some(Lang::from_code(code)?)),
            ["lang", _] => DraftAction::Lang(None),
            ["regions"] => DraftAction::Regions,
            ["region", code] if or_all(code) => DraftAction::Region(Some(Region::from_code(code)?)),
            ["region", _] => DraftAction::Region(None),
            ["supporters", on] => DraftAction::Supporters(of_flag(on)?),
            ["groups", on] => DraftAction::Groups(of_flag(on)?),
            ["time"] => DraftAction::Time,
            ["now"] => DraftAction::Now,
            ["urgent", on] => DraftAction::Urgent(of_flag(on)?),
            ["trial", on] => DraftAction::Trial(of_flag(on)?),
            ["preview"] => DraftAction::Preview,
            ["confirm"] => DraftAction::Confirm,
            ["send", until, hash] => DraftAction::Send(seal(until, hash)?),
            ["discard"] => DraftAction::AskDiscard,
            ["discard", "1"] => DraftAction::Discard,
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

    fn taps() -> Vec<StaffCallback> {
        let at = Timestamp::from_second(4_102_444_800).expect("a time");
        let id = CampaignId(i64::from(u32::MAX));
        let seal = || Seal { until: at, hash: "0123456789abcdef0123".to_owned() };
        let mut steps = vec![
            DraftAction::Card,
            DraftAction::Audience,
            DraftAction::Regions,
            DraftAction::Time,
            DraftAction::Now,
            DraftAction::Preview,
            DraftAction::Confirm,
            DraftAction::AskDiscard,
            DraftAction::Discard,
            DraftAction::Lang(None),
            DraftAction::Region(None),
            DraftAction::Send(seal()),
        ];
        for lang in Lang::ALL {
            steps.extend([
                DraftAction::Version(lang),
                DraftAction::Write(lang),
                DraftAction::Remove(lang),
                DraftAction::Links(lang),
            ]);
            steps.extend([DraftAction::NoLinks(lang), DraftAction::Lang(Some(lang))]);
        }
        for on in [false, true] {
            steps.extend([
                DraftAction::Fallback(on),
                DraftAction::Supporters(on),
                DraftAction::Groups(on),
                DraftAction::Urgent(on),
            ]);
            steps.push(DraftAction::Trial(on));
        }
        steps.extend(Topic::ALL.map(DraftAction::Topic));
        steps.extend(Region::ALL.map(|region| DraftAction::Region(Some(region))));
        let mut taps: Vec<_> = steps.into_iter().map(|step| StaffCallback::Step(at, step)).collect();
        for (order, _) in ORDERS {
            taps.extend([StaffCallback::Ask(id, order), StaffCallback::Order(id, order, 1_000_000)]);
        }
        taps.extend([
            StaffCallback::Draft,
            StaffCallback::Campaigns,
            StaffCallback::Report(id),
            StaffCallback::Correct(id),
        ]);
        taps.extend([StaffCallback::AskTakeBack(id), StaffCallback::TakeBack(id, seal())]);
        taps
    }

    #[test]
    fn every_tap_reads_back_as_it_was_and_fits_telegram() {
        for tap in taps() {
            let data = tap.data();
            assert!(data.len() <= 62, "{data}");
            assert_eq!(StaffCallback::parse(&data), Some(tap), "{data}");
        }
    }

    #[test]
    fn foreign_data_is_no_tap() {
        for data in ["", "s", "s:1", "s:1:fly", "s:x:card", "s:1:send:2:short", "order:1:fly:0", "report:x"] {
            assert_eq!(StaffCallback::parse(data), None, "{data}");
        }
    }
}
