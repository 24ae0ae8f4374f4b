//! The texts of campaigns, for the engine, which knows no texts: the line at the end of each message, reminders, news, and
//! reports to authors.

use std::sync::Arc;

use jiff::Timestamp;

use crate::campaigns::{Renderer, ReportReader};
use crate::conversation::app::App;
use crate::conversation::callback::Callback;
use crate::conversation::citizen::deadline;
use crate::conversation::staff::report;
use crate::conversation::staff::time::StaffClock;
use crate::domain::campaign::CampaignOutline;
use crate::domain::message::{
    Button, ButtonAction, CampaignMessage, Entity, EntityKind, FormattedText, MessageBody, MessageVersions,
};
use crate::domain::{CampaignId, Deadline, Distance, Lang, StatusEntry};
use crate::telegram::Page;
use crate::texts::{Say, Texts};

/// The longest news, in UTF-16 units: a message has 4096, and a line follows at its end.
const LONGEST_NEWS: usize = 3500;

/// Renders with the texts that the bot has at the moment.
pub struct BotRenderer(pub Arc<App>);

impl Renderer for BotRenderer {
    fn footer(&self, lang: Lang, id: CampaignId, in_group: bool) -> String {
        footer(&self.0, &self.0.texts.load().say(lang), id, in_group)
    }

    fn report(&self, reader: &ReportReader, outline: &CampaignOutline, rate: f64) -> Page {
        let texts = self.0.texts.load();
        let clock = StaffClock::new(&texts, &self.0.delivery, reader);
        report::page(&texts, &clock, outline, rate)
    }

    fn deadlines(&self) -> Vec<Deadline> {
        self.0.texts.load().pledge.deadlines.clone()
    }

    fn reminder(&self, lang: Lang, deadline: &Deadline, now: Timestamp) -> CampaignMessage {
        reminder(&self.0.texts.load(), lang, deadline, now)
    }

    fn topic_gone(&self, lang: Lang) -> Page {
        let texts = self.0.texts.load();
        let say = texts.say(lang);
        let here =
            Button { label: say.group_button_here(), action: ButtonAction::Data(Callback::Here.data()) };
        Page { text: say.group_topic_gone(&self.0.bot_name), rows: vec![vec![here]] }
    }

    fn news(&self, entries: &[StatusEntry]) -> MessageVersions {
        let texts = self.0.texts.load();
        let versions = Lang::ALL.map(|lang| (lang, news(&texts, lang, entries)));
        MessageVersions { by_lang: versions.into(), ..MessageVersions::default() }
    }
}

/// The small lines at the end of each message of a campaign: the sentence that the law asks for, if there is one, and how to
/// stop. In a group there may be other bots, so commands name this one.
pub(crate) fn footer(app: &App, say: &Say<'_>, id: CampaignId, in_group: bool) -> String {
    let stop =
        if in_group { say.campaign_footer_group(&app.bot_name, id.0) } else { say.campaign_footer(id.0) };
    below_notice(say, stop)
}

/// A last line with the sentence that the law asks for above it, if there is one.
pub(crate) fn below_notice(say: &Say<'_>, line: String) -> String {
    let notice = say.legal_notice();
    if notice.is_empty() { line } else { format!("{notice}\n{line}") }
}

/// A reminder as it reads now.
fn reminder(texts: &Texts, lang: Lang, deadline: &Deadline, now: Timestamp) -> CampaignMessage {
    let say = texts.say(lang);
    let name = deadline::name(texts, &say, deadline);
    let distance = deadline.distance(now);
    let mut text = format!("{name}\n{}\n\n{}", deadline::date(&say, deadline).plain(), left(&say, distance));
    let over = matches!(distance, Distance::Passed(_) | Distance::Over);
    if over {
        text.push_str("\n\n");
        text.push_str(&say.reminder_after());
    }
    CampaignMessage { buttons: reminder_buttons(&say, deadline, over, None), ..titled(&name, text) }
}

/// The distance to the deadline, plain.
fn left(say: &Say<'_>, distance: Distance) -> String {
    match distance {
        Distance::Passed(days) => say.reminder_passed(days),
        Distance::Over => say.reminder_over(),
        Distance::Today => say.reminder_today(),
        Distance::Left(days) => say.reminder_left(days),
    }
}

/// The buttons under a reminder; a tick marks by how many days it was put off.
pub(crate) fn reminder_buttons(
    say: &Say<'_>,
    deadline: &Deadline,
    over: bool,
    chosen: Option<i32>,
) -> Vec<Vec<Button>> {
    let button =
        |label: String, callback: Callback| Button { label, action: ButtonAction::Data(callback.data()) };
    let put_off = |(days, label): (i32, String)| {
        let label = if chosen == Some(days) { say.button_chosen(&label) } else { label };
        vec![button(label, Callback::Snooze(days, deadline.date, deadline.id.clone()))]
    };
    let days = [(1, say.button_snooze_day()), (7, say.button_snooze_week())];
    let mut rows: Vec<_> = days.map(put_off).into();
    if !over {
        rows.push(vec![button(say.button_calendar(), Callback::Calendar(deadline.id.clone()))]);
    }
    rows.push(vec![button(say.button_reminders_end(), Callback::NoReminders)]);
    rows
}

/// The news about status entries, in one language.
fn news(texts: &Texts, lang: Lang, entries: &[StatusEntry]) -> CampaignMessage {
    let say = texts.say(lang);
    let title = say.statuses_news();
    let mut text = title.clone();
    for entry in entries {
        let known = texts.pledge.calls.iter().any(|call| call.id == entry.call);
        let name = if known { say.call_title(&entry.call) } else { entry.call.as_str().to_owned() };
        let status = say.status(entry.status).plain();
        let mut piece = say.statuses_news_entry(&name, &status, &say.date(entry.date).plain());
        if let Some(note) = lang.nearest(&entry.notes) {
            piece.push('\n');
            piece.push_str(note);
        }
        let piece = format!("\n\n{piece}\n{}", entry.link);
        if text.encode_utf16().count() + piece.encode_utf16().count() > LONGEST_NEWS {
            break;
        }
        text.push_str(&piece);
    }
    text.push_str("\n\n");
    text.push_str(&say.statuses_news_more());
    titled(&title, text)
}

/// A message whose text begins with this title, in bold.
fn titled(title: &str, text: String) -> CampaignMessage {
    let length = title.encode_utf16().count();
    let bold = Entity { kind: EntityKind::Bold, offset: 0, length };
    CampaignMessage::new(MessageBody::Text(FormattedText { text, entities: vec![bold] }))
}
