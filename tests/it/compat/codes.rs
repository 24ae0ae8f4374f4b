//! The codes in the store, in sealed JSON, in message IDs, in forms and in exports.

use std::collections::BTreeMap;

use pledge_bot::crypto::{KeyOrigin, Purpose, StoreKey};
use pledge_bot::domain::campaign::{CampaignKind, DeliveryStatus, PauseKind, Reason, Stage, StageKind};
use pledge_bot::domain::deadline::{LEADS, LONGEST_LEAD};
use pledge_bot::domain::local_hour::ZONES;
use pledge_bot::domain::{
    Addressee, Audience, CallId, CallStatus, ChatKind, Deadline, Lang, LocalHour, Region, ReminderScope,
    SupporterKind, Topic,
};

use super::{Line, lines, read};

const LIST: &str = "compat/codes.txt";

/// Lists that describe a format and name no code of one type. The data folders, the exports and the tests of forms hold
/// them.
const DESCRIBED: [&str; 23] = [
    "reminders.slot of those who had put a reminder off",
    "store key: a sealed value",
    "store key: purpose in the associated data",
    "coalition's key",
    "settings.key",
    "opt-outs: the list, OPT_OUTS_FILE",
    "opt-outs: kind's letter",
    "sign-up under way, JSON",
    "draft, JSON",
    "content of a campaign, JSON",
    "replies that are still to be said, JSON",
    "inbox.answered",
    "dead_letters.kind",
    "deadlines.stage",
    "deadlines: other columns",
    "record: other columns",
    "deliveries: other columns",
    "campaigns: other columns",
    "export: ",
    "backup",
    "names of files that the bot sends",
    "my-data file",
    "SQLite",
];
/// The same of texts that people type.
const DESCRIBED_FORMS: [&str; 3] = ["staff form ", "staff: ", "a person's zone, typed"];

/// The lists, each under the beginning of its title. Taking one marks it as seen.
struct Lists(BTreeMap<String, Vec<Line>>);

impl Lists {
    fn read() -> Lists {
        let mut lists: BTreeMap<String, Vec<Line>> = BTreeMap::new();
        let mut title = String::new();
        for line in lines(&read(LIST)) {
            match line.column(0).strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                Some(next) if line.columns.len() == 1 => next.clone_into(&mut title),
                _ => lists.entry(title.clone()).or_default().push(line),
            }
        }
        Lists(lists)
    }

    /// Takes the list whose title begins so.
    fn take(&mut self, title: &str) -> Vec<Line> {
        let found = self.0.keys().find(|key| key.starts_with(title)).cloned();
        let found = found.unwrap_or_else(|| panic!("{LIST} has no list {title:?}"));
        self.0.remove(&found).unwrap_or_default()
    }

    /// Takes a list and compares its first two columns.
    fn hold(&mut self, title: &str, rows: impl IntoIterator<Item = (String, String)>) {
        let listed = self.take(title);
        let listed: Vec<_> =
            listed.iter().map(|line| (line.column(0).to_owned(), line.column(1).to_owned())).collect();
        assert_eq!(rows.into_iter().collect::<Vec<_>>(), listed, "{LIST}: {title}");
    }

    /// Takes a list and compares its codes, in their order.
    fn codes<const N: usize>(&mut self, title: &str, codes: [&str; N]) {
        let listed = self.take(title);
        let listed: Vec<_> = listed.iter().map(|line| line.column(0)).collect();
        assert_eq!(codes.as_slice(), listed, "{LIST}: {title}");
    }
}

#[test]
fn codes_are_those_of_the_list() {
    let mut lists = Lists::read();
    lists.codes("language: ", Lang::ALL.map(Lang::code));
    lists.codes("topic: ", Topic::ALL.map(Topic::code));
    lists.codes("region: ", Region::ALL.map(Region::code));
    lists.codes("kind of supporter: ", SupporterKind::ALL.map(SupporterKind::code));
    lists.codes("kind of chat: ", ChatKind::ALL.map(ChatKind::code));
    lists.codes("status of a call: ", CallStatus::ALL.map(CallStatus::code));
    lists.codes("addressee: ", Addressee::ALL.map(Addressee::code));
    lists.codes("reason of a delivery: ", Reason::ALL.map(Reason::code));
    let statuses = DeliveryStatus::ALL.into_iter().enumerate();
    lists.hold(
        "status of a delivery: ",
        statuses.map(|(row, status)| (row.to_string(), status.code().into())),
    );
    lists.hold("zone: ", ZONES.map(|(code, zone)| (code.into(), zone.into())));
    languages_fall_back(&mut lists);
    stages(&mut lists);
    reminders(&mut lists);
    json(&mut lists);
    limits(&mut lists);
    let described = DESCRIBED.iter().chain(&DESCRIBED_FORMS);
    let is_described = |title: &String| described.clone().any(|beginning| title.starts_with(beginning));
    lists.0.retain(|title, _| !is_described(title));
    let rest: Vec<_> = lists.0.keys().collect();
    assert!(rest.is_empty(), "nothing holds these lists of {LIST}: {rest:?}");
}

fn languages_fall_back(lists: &mut Lists) {
    let best_first =
        |lang: Lang| lang.fallbacks().iter().map(|lang| lang.code()).collect::<Vec<_>>().join(" ");
    lists.hold("language fallback, best first", Lang::ALL.map(|lang| (lang.code().into(), best_first(lang))));
}

fn stages(lists: &mut Lists) {
    let over = |stage: Stage| if stage.is_over() { "over" } else { "open" };
    let mut listed = lists.take("stage of a campaign: campaigns.stage");
    for stage in Stage::all() {
        let row = listed.iter().position(|line| line.column(0) == stage.code());
        let row = row.unwrap_or_else(|| panic!("{LIST} lacks the stage {}", stage.code()));
        assert_eq!(listed.remove(row).column(1), over(stage), "{}", stage.code());
        assert_eq!(Stage::from_code(&stage.code()), Some(stage));
    }
    let gone: Vec<_> = listed.iter().map(|line| line.column(0)).collect();
    assert!(gone.is_empty(), "stages that are not read any more: {gone:?}");
    for line in lists.take("refused as a stage") {
        assert_eq!(Stage::from_code(&quoted(line.column(0))), None, "line {}", line.number);
    }
    let [stages, pauses] =
        [StageKind::ALL.map(StageKind::code).join(" "), PauseKind::ALL.map(PauseKind::code).join(" ")];
    lists.hold("stage in message ids", [("stages".into(), stages), ("pauses".into(), pauses)]);
}

fn reminders(lists: &mut Lists) {
    let listed = lists.take("which reminders: ");
    assert_eq!(listed.len(), ReminderScope::ALL.len());
    for (scope, line) in ReminderScope::ALL.into_iter().zip(listed) {
        let wanted: Vec<_> =
            LEADS.into_iter().filter(|lead| scope.has(*lead)).map(|it| it.to_string()).collect();
        let (_, leads) = line.column(1).split_once("leads: ").expect("the leads");
        assert_eq!((scope.code(), wanted.join(" ").as_str()), (line.column(0), leads));
    }
    let leads = LEADS.map(|lead| lead.to_string()).join(" ");
    let longest = ("longest".to_owned(), LONGEST_LEAD.to_string());
    lists.hold("usual leads, in days; longest lead", [("leads".into(), leads), longest]);
    for line in lists.take("hour and zone: ") {
        let text = quoted(line.column(0));
        let written = text.parse::<LocalHour>().map_or_else(|_| "-".to_owned(), |slot| slot.to_string());
        assert_eq!(written, line.column(1), "line {}: {text:?}", line.number);
    }
}

/// Drafts hold this JSON of a campaign's kind still; the columns of campaigns held it up to schema 5.
fn json(lists: &mut Lists) {
    for line in lists.take("campaigns.job, the whole text") {
        let kind: CampaignKind = parsed(&line);
        assert_eq!(serde_json::to_string(&kind).expect("JSON"), line.column(0));
    }
    for line in lists.take("campaigns.audience, the whole text") {
        let audience: Audience = parsed(&line);
        assert_eq!(serde_json::to_string(&audience).expect("JSON"), line.column(0));
    }
    for line in lists.take("read as an audience too") {
        let audience: Audience = parsed(&line);
        assert_eq!(audience.groups, None);
    }
}

fn limits(lists: &mut Lists) {
    let words = |max: usize| format!("1 to {max} of a-z 0-9 -");
    let ids = lists.take("limits of ids");
    assert_eq!(ids[0].column(1), words(CallId::MAX));
    assert!(ids[1].column(1).starts_with(&words(Deadline::ID_MAX)));
    let attempts = lists.take("after so many failed attempts");
    assert_eq!(attempts[0].column(0), pledge_bot::store::ATTEMPTS.to_string());
    let file = lists.take("store key: its file");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("store.key");
    let (key, made) = StoreKey::load_or_create(&path).expect("a key");
    assert_eq!(made, KeyOrigin::Created);
    let text = std::fs::read_to_string(&path).expect("the file");
    assert_eq!(text.lines().next(), Some(file[0].column(1)));
    let sealed = key.seal(Purpose::Draft, 7, b"plain");
    let odd = format!("\n# A comment.\n{}\n\n", text.lines().last().expect("the key").to_uppercase());
    std::fs::write(&path, odd).expect("written");
    let (again, loaded) = StoreKey::load_or_create(&path).expect("a key in capitals is read");
    assert_eq!(loaded, KeyOrigin::Loaded);
    assert_eq!(again.open(Purpose::Draft, 7, &sealed).expect("it opens"), b"plain");
}

/// JSON that the list holds.
fn parsed<T: serde::de::DeserializeOwned>(line: &Line) -> T {
    serde_json::from_str(line.column(0)).unwrap_or_else(|error| panic!("line {}: {error}", line.number))
}

/// A text that the list quotes.
fn quoted(text: &str) -> String {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}
