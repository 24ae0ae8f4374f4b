//! What staff are told of actions that are held, without having asked.

use std::sync::Arc;

use jiff::Timestamp;

use crate::conversation::callback::StaffCallback;
use crate::conversation::staff::holds::{subject, waiting};
use crate::conversation::staff::{export, people};
use crate::conversation::{App, Context, HandlerError, Origin, Trigger};
use crate::domain::hold::{Decider, Grant, HeldKind, HoldOutline, HoldState, Silencing};
use crate::domain::{CampaignId, ChatId, ChatKind, StaffChange, StoredId};
use crate::store::UntoldSilencing;
use crate::telegram::{Page, Reply};
use crate::texts::Html;

/// The context of one of the staff to whom the bot writes by itself.
pub(crate) async fn reader(app: &Arc<App>, chat: ChatId, now: Timestamp) -> Result<Context, HandlerError> {
    let stored = app.store.snapshot(chat).await?;
    let origin = Origin {
        chat,
        kind: ChatKind::Private,
        person: Some(chat),
        client: None,
        as_group: false,
        trigger: Trigger::Membership,
    };
    Ok(Context::new(app, now, origin, stored))
}

/// The messages by which one of the staff is told of an action that waits: the last one has the buttons.
pub(crate) async fn announced(context: &Context, outline: &HoldOutline) -> Result<Vec<Reply>, HandlerError> {
    let mut replies = subject::versions(context, outline).await?;
    let page = waiting::page(context, outline).await?;
    replies.push(Reply::Say { chat: context.chat.id, thread: None, page });
    Ok(replies)
}

/// The page that says how an action ended.
pub(crate) async fn ended(context: &Context, outline: &HoldOutline) -> Result<Page, HandlerError> {
    let say = context.say();
    let who = context.name_of(outline.hold.author).await?;
    let by = match outline.ended_by {
        Some(Decider::Person(person)) => Some(context.name_of(person).await?),
        Some(Decider::Operator) | None => None,
    };
    let result = match outline.hold.state {
        HoldState::Waiting => None,
        HoldState::Done => Some(done(context, outline).await?),
        HoldState::Undone => Some(say.hold_undone(&who)),
        HoldState::Stopped => Some(match by {
            Some(by) => say.hold_stopped(&by),
            None => say.hold_stopped_operator(),
        }),
        HoldState::Lapsed => Some(say.hold_lapsed()),
        HoldState::Refused => Some(say.hold_refused()),
    };
    // Afterwards nobody knows any more what it was about.
    let title = outline.action.as_ref().map(|action| subject::title(context, &who, Some(action)));
    let is_own = context.app.store.stored_id(context.chat.id) == outline.hold.author;
    let own = if is_own { own_lines(context, outline) } else { Vec::new() };
    let text = Html::paragraphs(title.into_iter().chain(result).chain(own));
    Ok(Page { text, rows: vec![context.way_to_panel(None)] })
}

async fn done(context: &Context, outline: &HoldOutline) -> Result<Html, HandlerError> {
    let say = context.say();
    Ok(match outline.hold.approved {
        Some(Decider::Person(person)) => say.hold_done_approved(&context.name_of(person).await?),
        Some(Decider::Operator) => say.hold_done_operator(),
        None => say.hold_done(),
    })
}

/// What only the author is told.
fn own_lines(context: &Context, outline: &HoldOutline) -> Vec<Html> {
    let say = context.say();
    let back = match outline.hold.state {
        HoldState::Waiting | HoldState::Done => None,
        HoldState::Undone | HoldState::Stopped | HoldState::Lapsed | HoldState::Refused => {
            given_back(context, outline)
        }
    };
    let second = (outline.hold.state == HoldState::Stopped).then(|| say.hold_next_second());
    back.into_iter().chain(second).collect()
}

/// The line that says that the draft or the form is back, for an action that was made of one.
pub(super) fn given_back(context: &Context, outline: &HoldOutline) -> Option<Html> {
    let has_work = match outline.hold.kind {
        HeldKind::Launch | HeldKind::PlanAnew | HeldKind::SetDeadline | HeldKind::EnterStatus => true,
        HeldKind::Repeat
        | HeldKind::Resume
        | HeldKind::RemoveDeadline
        | HeldKind::Export
        | HeldKind::Grant => false,
    };
    has_work.then(|| context.say().hold_given_back())
}

/// The author is told that nobody else could be told for a long time.
pub(crate) async fn still_untold(context: &Context, outline: &HoldOutline) -> Result<Page, HandlerError> {
    let who = context.name_of(outline.hold.author).await?;
    let title = subject::title(context, &who, outline.action.as_ref());
    let text = Html::paragraphs([title, context.say().hold_still_untold()]);
    let undo = StaffCallback::StopHold(outline.hold.id);
    let undo = context.staff_button(context.say().button_hold_undo(), undo);
    Ok(Page { text, rows: vec![vec![undo], context.way_to_panel(None)] })
}

/// The file that an export gives its author.
pub(crate) async fn exported(context: &Context) -> Result<Reply, HandlerError> {
    export::document(context).await
}

/// The author of an export is told that the file could not be sent.
pub(crate) fn not_exported(context: &Context) -> Page {
    Page { text: context.say().hold_not_exported(), rows: vec![context.way_to_panel(None)] }
}

/// Somebody on staff is told that a person got rights; that person is welcomed.
pub(crate) async fn granted(
    context: &Context,
    author: StoredId,
    grant: &Grant,
) -> Result<Page, HandlerError> {
    if grant.person == context.chat.id && matches!(grant.change, StaffChange::Admit(_)) {
        return Ok(people::welcome(&context.say(), grant.role));
    }
    let who = context.name_of(author).await?;
    let text =
        Html::paragraphs([people::granted(context, grant).await?, context.say().hold_granted_by(&who)]);
    Ok(Page { text, rows: vec![context.way_to_panel(None)] })
}

/// One of the staff is told that another one has silenced a broadcast.
pub(crate) async fn silenced(context: &Context, silencing: &UntoldSilencing) -> Result<Page, HandlerError> {
    let (say, who) = (context.say(), context.name_of(silencing.person).await?);
    let CampaignId(code) = silencing.campaign;
    let text = match silencing.kind {
        Silencing::Pause => say.silenced_pause(&who, code),
        Silencing::Cancel => say.silenced_cancel(&who, code),
        Silencing::TakeBack => say.silenced_take_back(&who, code),
    };
    let report =
        context.staff_button(say.campaign_button_campaign(code), StaffCallback::Report(silencing.campaign));
    Ok(Page { text, rows: vec![vec![report], context.way_to_panel(None)] })
}

/// Names of staff, and what they may do.
impl Context {
    /// The name that one of the staff has chosen.
    pub(in crate::conversation::staff) async fn name_of(
        &self,
        person: StoredId,
    ) -> Result<String, HandlerError> {
        let alias = self.app.store.alias_of(person).await?;
        Ok(alias.unwrap_or_else(|| self.say().hold_someone()))
    }

    /// Whether this person may do actions of this kind.
    pub(in crate::conversation::staff) fn may_do(&self, kind: HeldKind) -> bool {
        self.staff.as_ref().is_some_and(|member| member.has(kind.right()))
    }
}
