//! Buttons under old messages.

use pledge_bot::conversation::{
    Callback, CardAction, DeadlineAnswer, DraftAction, FormAction, PeopleAction, ReminderAction,
    StaffCallback as Staff, StatusAnswer,
};
use pledge_bot::domain::campaign::Order;
use pledge_bot::domain::{DueTime, Lang, Region};

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
        Staff::Panel => "panel".into(),
        Staff::Draft => "draft".into(),
        Staff::DraftAction(at, action) => format!("draft {} {}", at.as_second(), of_draft(action)),
        Staff::Campaigns => "campaigns".into(),
        Staff::OlderCampaigns(id) => format!("campaigns before {}", id.0),
        Staff::NewerCampaigns(id) => format!("campaigns after {}", id.0),
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
        Staff::AskDraftFrom(id) => format!("campaign {} ask begin a draft", id.0),
        Staff::DraftFrom(id, begun) => {
            format!("campaign {} begin a draft in place of {}", id.0, begun.as_second())
        }
        Staff::PlanAnew(id) => format!("campaign {} change while it is planned", id.0),
        Staff::Deadlines => "deadlines".into(),
        Staff::Deadline(id) => format!("deadline {id} show"),
        Staff::NewForm(kind) => format!("form of a {} begin", kind.code()),
        Staff::Form(kind) => format!("form of a {} go on", kind.code()),
        Staff::FormAction(at, action) => format!("form {} {}", at.as_second(), of_form(action)),
        Staff::ChangeDeadline(id) => format!("deadline {id} change"),
        Staff::SetDeadline(seal) => {
            format!("deadline draft until {} hash {} set", seal.until.as_second(), seal.hash)
        }
        Staff::AskRemoveDeadline(id) => format!("deadline {id} ask remove"),
        Staff::RemoveDeadline(id) => format!("deadline {id} remove"),
        Staff::EnterStatus(id) => format!("form of a status for {} begin", id.as_str()),
        Staff::Record => "status entry explain".into(),
        Staff::ShowEntry(seal) => {
            format!("status entry draft until {} hash {} show", seal.until.as_second(), seal.hash)
        }
        Staff::DropForms => "drop form drafts".into(),
        Staff::Export => "export explain".into(),
        Staff::SendExport => "export send".into(),
        Staff::Audit(filter, before) => match before {
            Some(before) => format!("audit {} before {before}", filter.code()),
            None => format!("audit {}", filter.code()),
        },
        Staff::AskFreeze => "freeze ask".into(),
        Staff::Freeze => "freeze".into(),
        Staff::LiftFreeze => "freeze lift".into(),
        Staff::AuditDoers => "audit ask doer".into(),
        Staff::AuditGroups => "audit ask group".into(),
        Staff::Hold(id) => format!("hold {} show", id.0),
        Staff::StopHold(id) => format!("hold {} stop", id.0),
        Staff::LetGo(id) => format!("hold {} go ahead", id.0),
        Staff::UndoHold(begun) => format!("take back the action of {}", begun.as_second()),
        Staff::People(action) => format!("people {}", of_people(*action)),
    }
}

fn of_people(action: PeopleAction) -> String {
    match action {
        PeopleAction::All => "show".into(),
        PeopleAction::Person(chat) => format!("show {}", chat.telegram_number()),
        PeopleAction::Ask(chat, step) => format!("ask {} {}", step.code(), chat.telegram_number()),
        PeopleAction::Take(chat, step, had) => {
            format!("take {} {} who is {}", step.code(), chat.telegram_number(), had.code())
        }
        PeopleAction::Invite => "ask role".into(),
        PeopleAction::InviteAs(role) => format!("invite {}", role.code()),
        PeopleAction::Admit(id) => format!("admit {id}"),
        PeopleAction::Uninvite(id) => format!("uninvite {id}"),
        PeopleAction::Alias => "ask alias".into(),
        PeopleAction::AskLeave => "ask leave".into(),
        PeopleAction::Leave => "leave".into(),
    }
}

fn of_form(action: &FormAction) -> String {
    match action {
        FormAction::Whole(kind) => format!("{} whole", kind.code()),
        FormAction::Next(kind) => format!("{} next question", kind.code()),
        FormAction::Discard(kind) => format!("{} discard", kind.code()),
        FormAction::Ask(question) => format!("ask {question:?}"),
        FormAction::Month(year, month) => format!("month {year}-{month}"),
        FormAction::Deadline(DeadlineAnswer::Date(date)) => format!("deadline on {date}"),
        FormAction::Deadline(DeadlineAnswer::Time(DueTime::EndOfDay)) => {
            "deadline at the end of the day".into()
        }
        FormAction::Deadline(DeadlineAnswer::Time(DueTime::At(time))) => format!("deadline at {time}"),
        FormAction::Deadline(DeadlineAnswer::UsualLeads) => "deadline with the usual leads".into(),
        FormAction::Deadline(DeadlineAnswer::Lead(lead, to)) => format!("deadline lead {lead} {}", on(*to)),
        FormAction::Deadline(DeadlineAnswer::HomeZone) => "deadline in the zone of Bishkek".into(),
        FormAction::Deadline(DeadlineAnswer::Topic(topic)) => format!("deadline topic {}", topic.code()),
        FormAction::Status(StatusAnswer::Call(id)) => format!("status of {}", id.as_str()),
        FormAction::Status(StatusAnswer::Status(status)) => format!("status {}", status.code()),
        FormAction::Status(StatusAnswer::Today) => "status of today".into(),
    }
}

fn of_draft(action: &DraftAction) -> String {
    match action {
        DraftAction::Overview => "overview".into(),
        DraftAction::Version(lang) => format!("version {} show", lang.code()),
        DraftAction::Write(lang) => format!("version {} write", lang.code()),
        DraftAction::AddMore => "further message add".into(),
        DraftAction::TakeMore => "further message instead".into(),
        DraftAction::MoreAs(lang) => format!("further message version {}", lang.code()),
        DraftAction::LeaveMore => "further message leave out".into(),
        DraftAction::Remove(lang) => format!("version {} remove", lang.code()),
        DraftAction::Links(lang) => format!("version {} links", lang.code()),
        DraftAction::AddLink(lang) => format!("version {} add link", lang.code()),
        DraftAction::Address(nth) => format!("link address {nth}"),
        DraftAction::NoLinks(lang) => format!("version {} no links", lang.code()),
        DraftAction::Options => "settings".into(),
        DraftAction::Fallback(to) => format!("fallback {}", on(*to)),
        DraftAction::Audience => "audience".into(),
        DraftAction::Topic(topic) => format!("audience topic {}", topic.code()),
        DraftAction::Lang(lang) => format!("audience language {}", lang.map_or("any", Lang::code)),
        DraftAction::Regions => "audience regions".into(),
        DraftAction::Region(region) => format!("audience region {}", region.map_or("any", Region::code)),
        DraftAction::Supporters(to) => format!("audience supporters only {}", yes(*to)),
        DraftAction::Groups(to) => format!("audience {}", if *to { "groups" } else { "private chats" }),
        DraftAction::AskSince => "audience ask since when".into(),
        DraftAction::Since(days) => {
            format!("audience for days {}", days.map_or("any".into(), |days| days.to_string()))
        }
        DraftAction::AskWithout => "audience ask without which".into(),
        DraftAction::Without(id) => {
            format!("audience without campaign {}", id.map_or("none".into(), |id| id.0.to_string()))
        }
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
        DraftAction::AskTest => "test ask whom".into(),
        DraftAction::Test(chat) => format!("test to {}", chat.telegram_number()),
        DraftAction::AsNew => "make a new broadcast".into(),
    }
}
