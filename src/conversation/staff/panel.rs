//! `/panel`: what needs the attention of staff, and the way to each of their screens.
//!
//! ```text
//! — /panel
//! ‹ For staff. №12: paused. The trial is out … №14: planned … Broadcast: draft …
//!                  [№12] [№14] [Continue with your draft] [Broadcasts] [Deadlines] [Status of the calls] … [Home]
//! ```

use jiff::SignedDuration;

use crate::conversation::callback::{PeopleAction, StaffCallback};
use crate::conversation::key_codes::key_codes;
use crate::conversation::staff::draft::{Draft, describe};
use crate::conversation::staff::holds::waiting;
use crate::conversation::staff::{count, freeze, report};
use crate::conversation::{Answered, Context, HandlerError, Screen};
use crate::domain::audit::AuditFilter;
use crate::domain::campaign::{DeliveryStatus, Order, Pause, Stage};
use crate::domain::figures::StaffFigure;
use crate::domain::hold::HoldOutline;
use crate::domain::message::Button;
use crate::domain::{Campaign, FormKind, HoldId, Right};
use crate::telegram::Page;
use crate::texts::{Html, Say};

/// The most campaigns that are named.
const SHOWN: usize = 5;
/// The number of the newest campaigns that are looked through for unsure deliveries.
const LOOKED_AT: u32 = 5;
/// The time for which unsure deliveries of a campaign that is done are named.
const RECENT: SignedDuration = SignedDuration::from_hours(48);

/// Opens the panel.
pub(super) async fn open(context: &Context) -> Answered {
    let say = context.say();
    let held = held(context).await?;
    let held_buttons: Vec<_> = held.iter().map(|(id, _)| hold_button(context, *id)).collect();
    let mut campaigns = under_way(context).await?;
    campaigns.extend(unsure(context).await?);
    let has_more = campaigns.len() > SHOWN;
    campaigns.truncate(SHOWN);
    let buttons: Vec<_> = campaigns.iter().map(|(campaign, _)| report_button(context, campaign)).collect();
    let mut parts: Vec<_> = freeze::line(context).await?.into_iter().collect();
    parts.extend(held.into_iter().map(|(_, lines)| lines));
    parts.extend(campaigns.into_iter().map(|(_, lines)| lines));
    if has_more {
        parts.push(say.panel_more(&say.campaign_button_campaigns(), &say.button_deadlines()));
    }
    parts.extend(begun(context));
    if parts.is_empty() {
        parts.push(say.panel_calm());
    }
    parts.extend(context.app.holds.are_off().then(|| say.hold_panel_off()));
    let codes = context.app.recipients.as_ref().map(|keys| key_codes(&say, keys));
    parts.extend(codes.map(|codes| Html::lines([codes, say.panel_key_code()])));
    let text = Html::paragraphs([say.panel_title()].into_iter().chain(parts));
    let rows = held_buttons.chunks(2).chain(buttons.chunks(3)).map(<[Button]>::to_vec);
    let rows = rows.chain(ways(context)).collect();
    Ok(context.show(Page { text, rows }))
}

/// The actions that wait, and about which this person may decide, each with its lines.
async fn held(context: &Context) -> Result<Vec<(HoldId, Html)>, HandlerError> {
    let own = context.app.store.stored_id(context.chat.id);
    let waiting = context.app.store.waiting_holds().await?;
    let is_theirs = |it: &&HoldOutline| it.hold.author == own || context.may(Right::Silence);
    let mut held = Vec::new();
    for outline in waiting.iter().filter(is_theirs).take(SHOWN) {
        held.push((outline.hold.id, waiting::lines(context, outline).await?));
    }
    Ok(held)
}

fn hold_button(context: &Context, id: HoldId) -> Button {
    context.staff_button(context.say().button_hold(id.0), StaffCallback::Hold(id))
}

/// The campaigns that are paused, go out or wait for their time, each with its lines. Those that need a decision come first.
/// One more than [`SHOWN`] tells that there are others.
async fn under_way(context: &Context) -> Result<Vec<(Campaign, Html)>, HandlerError> {
    let (say, clock) = (context.say(), context.clock());
    let campaigns = context.app.store.reader().campaigns_under_way(SHOWN + 1).await?;
    let lines = |campaign: Campaign| {
        let about = match campaign.stage {
            Stage::Paused(pause) => Some(reason(&say, pause)),
            Stage::Scheduled => Some(clock.line_of(&campaign)),
            Stage::Filling | Stage::Running | Stage::Done | Stage::Cancelled => None,
        };
        let lines = Html::lines([report::title(&say, &campaign)].into_iter().chain(about));
        (campaign, lines)
    };
    Ok(campaigns.into_iter().map(lines).collect())
}

/// The reason for a pause, in short.
fn reason(say: &Say<'_>, pause: Pause) -> Html {
    match pause {
        Pause::Author => say.panel_pause_author(),
        Pause::Trial => say.panel_pause_trial(),
        Pause::Failures(reason) => say.panel_pause_failures(&say.campaign_reason(reason)),
        Pause::Late => say.panel_pause_late(),
        Pause::Content => say.panel_pause_content(),
        Pause::Unreadable => say.panel_pause_unreadable(),
        Pause::Permission => say.panel_pause_permission(),
        Pause::Recipients => say.panel_pause_recipients(),
    }
}

/// Campaigns that were done lately, and of which nobody can tell whether everybody got them: staff may send them again.
async fn unsure(context: &Context) -> Result<Vec<(Campaign, Html)>, HandlerError> {
    let (say, reader) = (context.say(), context.app.store.reader());
    let mut found = Vec::new();
    for campaign in reader.written_campaigns(LOOKED_AT).await? {
        if campaign.stage != Stage::Done || context.now.duration_since(campaign.touched) > RECENT {
            continue;
        }
        let tally = reader.tally(campaign.id).await?;
        let unsure = tally.of(DeliveryStatus::Unsure);
        if campaign.allows(Order::Repeat, unsure) {
            let line = match campaign.figure(unsure, &tally) {
                StaffFigure::Exactly(number) => say.campaign_count_unsure(count(number)),
                StaffFigure::AtLeast(_) | StaffFigure::Few => say.campaign_unsure(),
            };
            let lines = [report::title(&say, &campaign), line];
            found.push((campaign, Html::lines(lines)));
        }
    }
    Ok(found)
}

fn report_button(context: &Context, campaign: &Campaign) -> Button {
    let label = context.say().campaign_button_campaign(campaign.id.0);
    context.staff_button(label, StaffCallback::Report(campaign.id))
}

/// The unfinished work of this member of staff: the draft, the form of a deadline and that of a status.
fn begun(context: &Context) -> impl Iterator<Item = Html> {
    let (say, forms) = (context.say(), &context.forms);
    let draft = context.draft.as_ref().map(|draft| about_draft(context, draft));
    let deadline = forms.has_answers(FormKind::Deadline).then(|| say.panel_form_deadline());
    let status = forms.has_answers(FormKind::Status).then(|| say.panel_form_status());
    draft.into_iter().chain(deadline).chain(status)
}

/// The draft under way, and its first words.
fn about_draft(context: &Context, draft: &Draft) -> Html {
    let say = context.say();
    let message = draft.version(context.lang).or_else(|| draft.content.by_lang.values().next());
    let words = message.and_then(describe::excerpt).map(|text| say.campaign_line_quote(&text));
    Html::lines([draft.kind.title(&say)].into_iter().chain(words))
}

/// The buttons that lead to the screens of staff, a row each.
fn ways(context: &Context) -> Vec<Vec<Button>> {
    let say = context.say();
    let forms = &context.forms;
    let draft = if context.draft.is_some() { say.button_panel_draft() } else { say.campaign_button_new() };
    let go_on = |kind, label| forms.has_answers(kind).then_some((label, StaffCallback::Form(kind)));
    let deadline = go_on(FormKind::Deadline, say.button_panel_deadline());
    let status = go_on(FormKind::Status, say.button_panel_status());
    let staff = [
        (draft, StaffCallback::Draft),
        (say.campaign_button_campaigns(), StaffCallback::Campaigns),
        (say.button_deadlines(), StaffCallback::Deadlines),
        (say.button_panel_statuses(), StaffCallback::NewForm(FormKind::Status)),
        (say.button_export(), StaffCallback::Export),
        (say.button_audit(), StaffCallback::Audit(AuditFilter::All, None)),
        (
            if context.frozen { say.button_freeze_lift() } else { say.button_freeze() },
            StaffCallback::AskFreeze,
        ),
        (say.button_people(), StaffCallback::People(PeopleAction::All)),
    ];
    let staff = deadline.into_iter().chain(status).chain(staff);
    staff
        .map(|(label, callback)| vec![context.staff_button(label, callback)])
        .chain([vec![context.to(say.button_home(), Screen::Home)]])
        .collect()
}
