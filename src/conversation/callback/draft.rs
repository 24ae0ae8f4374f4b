//! Buttons of a draft, and the seal that binds a confirmation.

use jiff::Timestamp;

use crate::conversation::callback::field;
use crate::conversation::callback::field::ParseCallbackError;
use crate::domain::{CampaignId, ChatId, Lang, Region, Topic};

/// An action in a draft. Each names its result, so that a double tap undoes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(strum::EnumDiscriminants))]
#[cfg_attr(test, strum_discriminants(name(DraftActionKind), derive(strum::EnumIter)))]
pub enum DraftAction {
    /// Shows the draft as a whole.
    Overview,
    /// Asks for a version, and shows what it says now.
    Version(Lang),
    /// Asks for a version, as buttons of earlier versions of the bot did.
    Write(Lang),
    /// Makes the further message a part of its version.
    AddMore,
    /// Puts the further message in place of its version.
    TakeMore,
    /// Makes the further message the version in this language.
    MoreAs(Lang),
    /// Drops the further message.
    LeaveMore,
    /// Removes a version.
    Remove(Lang),
    /// Shows the link buttons of a version, or asks for the first.
    Links(Lang),
    /// Asks for the text on a link button.
    AddLink(Lang),
    /// Answers the question for an address with one of those that are offered, counted from 0.
    Address(u8),
    /// Removes the link buttons of a version.
    NoLinks(Lang),
    /// Shows the settings that are seldom changed.
    Options,
    /// Sets whether a missing version is replaced by another.
    Fallback(bool),
    /// Shows the audience.
    Audience,
    /// Sends to the subscribers of this topic.
    Topic(Topic),
    /// Sends only to chats with this language.
    Lang(Option<Lang>),
    /// Shows the choice of a region.
    Regions,
    /// Sends only to supporters of this region.
    Region(Option<Region>),
    /// Sends only to supporters.
    Supporters(bool),
    /// Sends to groups instead of people.
    Groups(bool),
    /// Asks since when the topic must have been on.
    AskSince,
    /// Sends only to chats that have had the topic on for no longer than this number of days, or for any time.
    Since(Option<u16>),
    /// Asks which campaign the recipients must not have received.
    AskWithout,
    /// Sends only to chats that have not received this campaign, or to all.
    Without(Option<CampaignId>),
    /// Asks for the time to send at.
    Time,
    /// Sends at once.
    Now,
    /// Sets whether it may be sent in quiet hours.
    Urgent(bool),
    /// Sets whether a few get it first.
    Trial(bool),
    /// Sets whether it arrives without a sound.
    Silent(bool),
    /// Sets whether links are shown with a preview.
    LinkPreview(bool),
    /// Sends each version to its author as it will arrive.
    Preview,
    /// Shows everything once more, before it is sent.
    Confirm,
    /// Sends the draft.
    Send(Seal),
    /// Asks whether to drop the draft.
    AskDiscard,
    /// Drops the draft.
    Discard,
    /// Asks to which colleague each version is sent as a test.
    AskTest,
    /// Sends each version to a colleague as a test.
    Test(ChatId),
    /// Makes a new broadcast of a draft that was to change a planned one.
    AsNew,
}

/// Binds a confirmation to everything that was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// The end of its validity, in whole seconds.
    pub until: Timestamp,
    /// The hash of everything that was shown: [`Seal::HASH`] hexadecimal digits.
    pub hash: String,
}

impl Seal {
    /// The number of digits of the hash.
    pub const HASH: usize = 20;

    pub(super) fn data(&self) -> String {
        format!("{}:{}", self.until.as_second(), self.hash)
    }

    pub(super) fn parse(until: &str, hash: &str) -> Result<Seal, ParseCallbackError> {
        let fits = hash.len() == Seal::HASH && hash.bytes().all(|b| b.is_ascii_hexdigit());
        let seal = Seal { until: field::second(until)?, hash: hash.to_owned() };
        if fits { Ok(seal) } else { Err(ParseCallbackError) }
    }
}

/// The word for no choice of a language or a region.
const ALL: &str = "all";

impl DraftAction {
    /// The callback data behind the draft's time.
    pub(super) fn data(&self) -> String {
        match self {
            DraftAction::Overview => "card".to_owned(),
            DraftAction::Version(lang) => format!("version:{}", lang.code()),
            DraftAction::Write(lang) => format!("write:{}", lang.code()),
            DraftAction::AddMore => "more:add".to_owned(),
            DraftAction::TakeMore => "more:take".to_owned(),
            DraftAction::MoreAs(lang) => format!("more:as:{}", lang.code()),
            DraftAction::LeaveMore => "more:leave".to_owned(),
            DraftAction::Remove(lang) => format!("remove:{}", lang.code()),
            DraftAction::Links(lang) => format!("links:{}", lang.code()),
            DraftAction::AddLink(lang) => format!("link:{}", lang.code()),
            DraftAction::Address(nth) => format!("address:{nth}"),
            DraftAction::NoLinks(lang) => format!("nolinks:{}", lang.code()),
            DraftAction::Options => "options".to_owned(),
            DraftAction::Fallback(on) => format!("fallback:{}", field::of_flag(*on)),
            DraftAction::Audience => "audience".to_owned(),
            DraftAction::Topic(topic) => format!("topic:{}", topic.code()),
            DraftAction::Lang(lang) => format!("lang:{}", lang.map_or(ALL, Lang::code)),
            DraftAction::Regions => "regions".to_owned(),
            DraftAction::Region(region) => format!("region:{}", region.map_or(ALL, Region::code)),
            DraftAction::Supporters(on) => format!("supporters:{}", field::of_flag(*on)),
            DraftAction::Groups(on) => format!("groups:{}", field::of_flag(*on)),
            DraftAction::AskSince => "since".to_owned(),
            DraftAction::Since(Some(days)) => format!("since:{days}"),
            DraftAction::Since(None) => format!("since:{ALL}"),
            DraftAction::AskWithout => "without".to_owned(),
            DraftAction::Without(Some(id)) => format!("without:{}", id.0),
            DraftAction::Without(None) => format!("without:{ALL}"),
            DraftAction::Time => "time".to_owned(),
            DraftAction::Now => "now".to_owned(),
            DraftAction::Urgent(on) => format!("urgent:{}", field::of_flag(*on)),
            DraftAction::Trial(on) => format!("trial:{}", field::of_flag(*on)),
            DraftAction::Silent(on) => format!("silent:{}", field::of_flag(*on)),
            DraftAction::LinkPreview(on) => format!("linkpreview:{}", field::of_flag(*on)),
            DraftAction::Preview => "preview".to_owned(),
            DraftAction::Confirm => "confirm".to_owned(),
            DraftAction::Send(seal) => format!("send:{}", seal.data()),
            DraftAction::AskDiscard => "discard".to_owned(),
            DraftAction::Discard => "discard:1".to_owned(),
            DraftAction::AskTest => "test".to_owned(),
            DraftAction::Test(chat) => format!("test:{}", chat.telegram_number()),
            DraftAction::AsNew => "new".to_owned(),
        }
    }

    /// Reads [`DraftAction::data`], split at its colons.
    pub(super) fn parse(words: &[&str]) -> Result<DraftAction, ParseCallbackError> {
        let lang = |code| field::code(code, Lang::from_code);
        let region =
            |code| field::code(code, |code| Region::from_code(code).filter(|region| region.is_place()));
        Ok(match *words {
            ["card"] => DraftAction::Overview,
            ["version", code] => DraftAction::Version(lang(code)?),
            ["write", code] => DraftAction::Write(lang(code)?),
            ["more", "add"] => DraftAction::AddMore,
            ["more", "take"] => DraftAction::TakeMore,
            ["more", "as", code] => DraftAction::MoreAs(lang(code)?),
            ["more", "leave"] => DraftAction::LeaveMore,
            ["remove", code] => DraftAction::Remove(lang(code)?),
            ["links", code] => DraftAction::Links(lang(code)?),
            ["link", code] => DraftAction::AddLink(lang(code)?),
            ["address", nth] => DraftAction::Address(field::number(nth)?),
            ["nolinks", code] => DraftAction::NoLinks(lang(code)?),
            ["options"] => DraftAction::Options,
            ["fallback", on] => DraftAction::Fallback(field::flag(on)?),
            ["audience"] => DraftAction::Audience,
            ["topic", code] => DraftAction::Topic(field::code(code, Topic::from_code)?),
            ["lang", ALL] => DraftAction::Lang(None),
            ["lang", code] => DraftAction::Lang(Some(lang(code)?)),
            ["regions"] => DraftAction::Regions,
            ["region", ALL] => DraftAction::Region(None),
            ["region", code] => DraftAction::Region(Some(region(code)?)),
            ["supporters", on] => DraftAction::Supporters(field::flag(on)?),
            ["groups", on] => DraftAction::Groups(field::flag(on)?),
            ["since"] => DraftAction::AskSince,
            ["since", ALL] => DraftAction::Since(None),
            ["since", days] => DraftAction::Since(Some(field::number(days)?)),
            ["without"] => DraftAction::AskWithout,
            ["without", ALL] => DraftAction::Without(None),
            ["without", id] => DraftAction::Without(Some(CampaignId(field::number(id)?))),
            ["time"] => DraftAction::Time,
            ["now"] => DraftAction::Now,
            ["urgent", on] => DraftAction::Urgent(field::flag(on)?),
            ["trial", on] => DraftAction::Trial(field::flag(on)?),
            ["silent", on] => DraftAction::Silent(field::flag(on)?),
            ["linkpreview", on] => DraftAction::LinkPreview(field::flag(on)?),
            ["preview"] => DraftAction::Preview,
            ["confirm"] => DraftAction::Confirm,
            ["send", until, hash] => DraftAction::Send(Seal::parse(until, hash)?),
            ["discard"] => DraftAction::AskDiscard,
            ["discard", "1"] => DraftAction::Discard,
            ["test"] => DraftAction::AskTest,
            ["test", chat] => DraftAction::Test(ChatId::new(field::number(chat)?)),
            ["new"] => DraftAction::AsNew,
            _ => return Err(ParseCallbackError),
        })
    }
}

#[cfg(test)]
pub(super) fn sample_seal() -> Seal {
    let until = Timestamp::from_second(4_102_444_800).expect("a time");
    Seal { until, hash: "0123456789abcdef0123".to_owned() }
}

/// Every action with every value.
#[cfg(test)]
pub(super) fn samples() -> Vec<DraftAction> {
    use strum::IntoEnumIterator as _;

    let each = |of: fn(Lang) -> DraftAction| Lang::ALL.map(of).into();
    let both = |of: fn(bool) -> DraftAction| [true, false].map(of).into();
    let langs = || Lang::ALL.map(Some).into_iter().chain([None]);
    let regions = || Region::ALL.into_iter().filter(|region| region.is_place()).map(Some).chain([None]);
    let of = |kind| -> Vec<_> {
        match kind {
            DraftActionKind::Overview => vec![DraftAction::Overview],
            DraftActionKind::Version => each(DraftAction::Version),
            DraftActionKind::Write => each(DraftAction::Write),
            DraftActionKind::AddMore => vec![DraftAction::AddMore],
            DraftActionKind::TakeMore => vec![DraftAction::TakeMore],
            DraftActionKind::MoreAs => each(DraftAction::MoreAs),
            DraftActionKind::LeaveMore => vec![DraftAction::LeaveMore],
            DraftActionKind::Remove => each(DraftAction::Remove),
            DraftActionKind::Links => each(DraftAction::Links),
            DraftActionKind::AddLink => each(DraftAction::AddLink),
            DraftActionKind::Address => vec![DraftAction::Address(0)],
            DraftActionKind::Options => vec![DraftAction::Options],
            DraftActionKind::NoLinks => each(DraftAction::NoLinks),
            DraftActionKind::Fallback => both(DraftAction::Fallback),
            DraftActionKind::Audience => vec![DraftAction::Audience],
            DraftActionKind::Topic => Topic::ALL.map(DraftAction::Topic).into(),
            DraftActionKind::Lang => langs().map(DraftAction::Lang).collect(),
            DraftActionKind::Regions => vec![DraftAction::Regions],
            DraftActionKind::Region => regions().map(DraftAction::Region).collect(),
            DraftActionKind::Supporters => both(DraftAction::Supporters),
            DraftActionKind::Groups => both(DraftAction::Groups),
            DraftActionKind::AskSince => vec![DraftAction::AskSince],
            DraftActionKind::Since => [None, Some(u16::MAX)].map(DraftAction::Since).into(),
            DraftActionKind::AskWithout => vec![DraftAction::AskWithout],
            DraftActionKind::Without => {
                [None, Some(CampaignId(i64::from(u32::MAX)))].map(DraftAction::Without).into()
            }
            DraftActionKind::Time => vec![DraftAction::Time],
            DraftActionKind::Now => vec![DraftAction::Now],
            DraftActionKind::Urgent => both(DraftAction::Urgent),
            DraftActionKind::Trial => both(DraftAction::Trial),
            DraftActionKind::Silent => both(DraftAction::Silent),
            DraftActionKind::LinkPreview => both(DraftAction::LinkPreview),
            DraftActionKind::Preview => vec![DraftAction::Preview],
            DraftActionKind::Confirm => vec![DraftAction::Confirm],
            DraftActionKind::Send => vec![DraftAction::Send(sample_seal())],
            DraftActionKind::AskDiscard => vec![DraftAction::AskDiscard],
            DraftActionKind::Discard => vec![DraftAction::Discard],
            DraftActionKind::AskTest => vec![DraftAction::AskTest],
            DraftActionKind::Test => vec![DraftAction::Test(ChatId::new((1 << 53) - 1))],
            DraftActionKind::AsNew => vec![DraftAction::AsNew],
        }
    };
    DraftActionKind::iter().flat_map(of).collect()
}
