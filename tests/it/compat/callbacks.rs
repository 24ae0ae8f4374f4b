//! Buttons under old messages.

use pledge_bot::conversation::{Callback, CardAction, DraftAction, ReminderAction, StaffCallback as Staff};
use pledge_bot::domain::campaign::Order;
use pledge_bot::domain::{Lang, Region};

use super::{assert_same, differs, lines, read};

const LIST: &str = "compat/callbacks.txt";
/// The line that ends the first part of the list, which holds the data that buttons carry.
const PRODUCED_END: &str = "# Accepted, though no button carries it in this form.";

#[test]
fn buttons_mean_what_they_meant() {
    let list = lines(&read(LIST));
    assert!(list.len() > 500, "the list has {} lines", list.len());
    let means = |data: &str| data.parse().map_or_else(|_| "-".to_owned(), |callback| describe(&callback));
    let differences: Vec<_> =
        list.iter().filter_map(|line| differs(line, &means(line.column(0)), line.column(1))).collect();
    assert_same(LIST, &differences);
    assert!("".parse::<Callback>().is_err(), "data without a byte is refused");
}

#[test]
fn buttons_are_written_as_they_were() {
    let list = lines(&read(LIST));
    let written = |data: &str| data.parse::<Callback>().map_or_else(|_| "-".into(), |read| read.data());
    let differences: Vec<_> = list
        .iter()
        .filter(|line| line.column(1) != "-")
        .filter_map(|line| {
            let usual = if line.columns.len() > 2 { line.column(2) } else { line.column(0) };
            differs(line, &written(line.column(0)), usual)
        })
        .collect();
    assert_same(LIST, &differences);
}

#[test]
fn buttons_fit_telegram() {
    let text = read(LIST);
    let (produced, _) = text.split_once(PRODUCED_END).expect("the list has a second part");
    for line in lines(produced) {
        let length = line.column(0).len();
        assert!((1..=64).contains(&length), "line {}: {length} bytes", line.number);
    }
}

fn on(on: bool) -> &'static str {
    if on { "on" } else { "off" }
}

fn yes(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// The meaning, in the words of the list.
pub fn describe(callback: &Callback) -> String {
    match callback {
        Callback::Open(screen) => format!("open {}", screen.code()),
        Callback::Speak(lang, screen) => format!("speak {} then open {}", lang.code(), screen.code()),
        Callback::Switch(topic, to) => format!("topic {} {}", topic.code(), on(*to)),
        Callback::Here => "messages here".into(),
        Callback::Stop => "stop".into(),
        Callback::Answer(words) => format!("answer {words:?}"),
        Callback::Agree(0) => "agree to an earlier consent".into(),
        Callback::Agree(version) => format!("agree to consent {version}"),
        Callback::Card(action) => format!("card {}", of_card(*action)),
        Callback::CancelSignUp => "leave a sign-up".into(),
        Callback::Withdraw(number) => format!("withdraw {number}"),
        Callback::Staff(callback) => format!("staff {}", of_staff(callback)),
        Callback::File => "my-data file".into(),
        Callback::Remind(ReminderAction::On(to)) => format!("reminders {}", on(*to)),
        Callback::Remind(ReminderAction::Which(which)) => format!("reminders which {}", which.code()),
        Callback::Remind(ReminderAction::Hour(hour)) => format!("reminders hour {hour}"),
        Callback::Remind(ReminderAction::Zone(code)) => format!("reminders zone {code}"),
        Callback::Snooze(days, date, id) => format!("snooze {days} deadline {id} of {date}"),
        Callback::NoReminders => "no more reminders".into(),
        Callback::Calendar(id) => format!("calendar file of deadline {id}"),
        Callback::Timeline => "timeline picture".into(),
        Callback::Poster => "poster".into(),
        Callback::CallText(id) => format!("call {} text to copy", id.as_str()),
        Callback::Broadcast(id) => format!("broadcast {} again", id.0),
        Callback::Erase(messages) => format!("erase messages {}", yes(*messages)),
    }
}

fn of_card(action: CardAction) -> String {
    match action {
        CardAction::Kind(kind) => format!("kind {}", kind.code()),
        CardAction::Region(region) => format!("region {}", region.code()),
        CardAction::AskName(publish) => format!("ask name, publish {}", yes(publish)),
        CardAction::Unpublish => "unpublish".into(),
        CardAction::RemoveName => "remove name".into(),
        CardAction::RemoveContact => "remove contact".into(),
    }
}

fn order(order: Order) -> &'static str {
    match order {
        Order::Pause => "pause",
        Order::Resume => "resume",
        Order::Cancel => "cancel",
        Order::Repeat => "send again to the unsure",
    }
}

fn of_staff(callback: &Staff) -> String {
    match callback {
        Staff::Draft => "draft".into(),
        Staff::DraftAction(at, action) => format!("draft {} {}", at.as_second(), of_draft(action)),
        Staff::Campaigns => "campaigns".into(),
        Staff::Report(id) => format!("campaign {} report", id.0),
        Staff::Ask(id, it) => format!("campaign {} ask {}", id.0, order(*it)),
        Staff::Order(id, it, unsure) => {
            format!("campaign {} order {} seen {unsure} unsure", id.0, order(*it))
        }
        Staff::AskTakeBack(id) => format!("campaign {} ask take back", id.0),
        Staff::TakeBack(id, seal) => {
            format!("campaign {} take back until {} hash {}", id.0, seal.until.as_second(), seal.hash)
        }
        Staff::Correct(id) => format!("campaign {} correct", id.0),
        Staff::Deadlines => "deadlines".into(),
        Staff::Deadline(id) => format!("deadline {id} show"),
        Staff::SetDeadline(seal) => {
            format!("deadline draft until {} hash {} set", seal.until.as_second(), seal.hash)
        }
        Staff::AskRemoveDeadline(id) => format!("deadline {id} ask remove"),
        Staff::RemoveDeadline(id) => format!("deadline {id} remove"),
        Staff::Record => "status entry explain".into(),
        Staff::ShowEntry(seal) => {
            format!("status entry draft until {} hash {} show", seal.until.as_second(), seal.hash)
        }
        Staff::DropForms => "drop form drafts".into(),
    }
}

fn of_draft(action: &DraftAction) -> String {
    match action {
        DraftAction::Overview => "overview".into(),
        DraftAction::Version(lang) => format!("version {} show", lang.code()),
        DraftAction::Write(lang) => format!("version {} write", lang.code()),
        DraftAction::AddMore => "further message add".into(),
        DraftAction::TakeMore => "further message instead".into(),
        DraftAction::LeaveMore => "further message leave out".into(),
        DraftAction::Remove(lang) => format!("version {} remove", lang.code()),
        DraftAction::Links(lang) => format!("version {} links", lang.code()),
        DraftAction::NoLinks(lang) => format!("version {} no links", lang.code()),
        DraftAction::Fallback(to) => format!("fallback {}", on(*to)),
        DraftAction::Audience => "audience".into(),
        DraftAction::Topic(topic) => format!("audience topic {}", topic.code()),
        DraftAction::Lang(lang) => format!("audience language {}", lang.map_or("any", Lang::code)),
        DraftAction::Regions => "audience regions".into(),
        DraftAction::Region(region) => format!("audience region {}", region.map_or("any", Region::code)),
        DraftAction::Supporters(to) => format!("audience supporters only {}", yes(*to)),
        DraftAction::Groups(to) => format!("audience {}", if *to { "groups" } else { "private chats" }),
        DraftAction::Time => "time ask".into(),
        DraftAction::Now => "time at once".into(),
        DraftAction::Urgent(to) => format!("urgent {}", yes(*to)),
        DraftAction::Trial(to) => format!("trial {}", yes(*to)),
        DraftAction::Silent(to) => format!("silent {}", yes(*to)),
        DraftAction::LinkPreview(to) => format!("link preview {}", yes(*to)),
        DraftAction::Preview => "preview".into(),
        DraftAction::Confirm => "confirm".into(),
        DraftAction::Send(seal) => format!("send until {} hash {}", seal.until.as_second(), seal.hash),
        DraftAction::AskDiscard => "ask discard".into(),
        DraftAction::Discard => "discard".into(),
    }
}
