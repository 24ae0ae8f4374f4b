//! Carries out a request, whether the bot runs or not.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::control::request::{
    ControlAnswer, ControlRequest, FirstOwner, HoldEntry, Opener, StaffEntry, WaitingInvitation,
};
use crate::crypto;
use crate::domain::audit::{Deed, DeedRecord};
use crate::domain::hold::HoldOutline;
use crate::domain::staff_change::{StaffChangeError, has_owner};
use crate::domain::{ChatId, HeldAction, HoldId, Invitation, PersonCode, StaffChange, StaffMember, StoredId};
use crate::store::{Store, StoreError};

/// The setting with the bot's username, which a command needs for a link while the bot does not run.
pub const BOT_NAME: &str = "bot_name";

/// Carries out a request on a store. The answer to one that fails says why.
pub async fn carry_out(store: &Store, request: &ControlRequest, now: Timestamp) -> ControlAnswer {
    attempt(store, request, now).await.unwrap_or_else(|error| ControlAnswer::Failed(error.to_string()))
}

async fn attempt(
    store: &Store,
    request: &ControlRequest,
    now: Timestamp,
) -> Result<ControlAnswer, StoreError> {
    match request {
        ControlRequest::About => Ok(ControlAnswer::About {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            process: std::process::id(),
        }),
        ControlRequest::StaffList => list(store, now).await,
        ControlRequest::StaffInvite(role) => invite(store, crypto::invitation(*role, None, now), now).await,
        ControlRequest::InviteFirst => invite(store, crypto::first_invitation(now), now).await,
        ControlRequest::FirstOwner => first_owner(store, now).await,
        ControlRequest::RefuseFirst => refuse_first(store, now).await,
        ControlRequest::StaffSuspend(code) => match known(store, code, Deed::Suspend, now).await? {
            Some(person) => change(store, StaffChange::Suspend(person), now).await,
            None => Ok(NOBODY),
        },
        ControlRequest::StaffRemove(code) => match known(store, code, Deed::Remove, now).await? {
            Some(person) => change(store, StaffChange::Remove(person), now).await,
            None => Ok(NOBODY),
        },
        ControlRequest::StaffConfirm(code) => match known(store, code, Deed::Confirm, now).await? {
            Some(person) => confirm(store, person, now).await,
            None => Ok(NOBODY),
        },
        ControlRequest::StaffRole(code, role) => match known(store, code, Deed::ChangeRole, now).await? {
            Some(person) => store.give_role(person, *role, now).await.map(answer),
            None => Ok(NOBODY),
        },
        ControlRequest::HoldsList => holds(store).await,
        ControlRequest::HoldStop(id) => decide(store, *id, true, now).await,
        ControlRequest::HoldGoAhead(id) => decide(store, *id, false, now).await,
        ControlRequest::Freeze => store.freeze_by_command_line(true, now).await.map(|_| ControlAnswer::Done),
        ControlRequest::LiftFreeze => {
            store.freeze_by_command_line(false, now).await.map(|_| ControlAnswer::Done)
        }
        ControlRequest::ForgetKey => store.forget_key(now).await.map(|()| ControlAnswer::Done),
        ControlRequest::Record(deed) => {
            let Some(deed) = Deed::from_code(deed) else {
                return Ok(ControlAnswer::Failed(format!("the running bot knows no deed {deed:?}")));
            };
            store.record_by_command_line(DeedRecord::done(deed, None), now).await?;
            Ok(ControlAnswer::Done)
        }
    }
}

/// Stops an action that waits, or agrees to it. The bot does the rest, now or when it runs again.
async fn decide(store: &Store, id: i64, stop: bool, now: Timestamp) -> Result<ControlAnswer, StoreError> {
    let was_waiting = store.decide_hold(HoldId(id), stop, now).await?;
    Ok(if was_waiting { ControlAnswer::Done } else { ControlAnswer::NoHold })
}

async fn holds(store: &Store) -> Result<ControlAnswer, StoreError> {
    let mut entries = Vec::new();
    for HoldOutline { hold, action, .. } in store.waiting_holds().await? {
        let launch = action.as_ref().and_then(HeldAction::launch);
        let versions = launch.map(|launch| launch.content.by_lang.values()).into_iter().flatten();
        let texts = versions.flat_map(|version| version.body.texts());
        entries.push(HoldEntry {
            id: hold.id.0,
            kind: hold.kind.code().to_owned(),
            author: store.person_code(hold.author),
            alias: store.alias_of(hold.author).await?,
            begun: hold.begun,
            lapses: hold.lapses,
            texts: texts.map(|text| text.text.clone()).collect(),
        });
    }
    shorten(&mut entries);
    Ok(ControlAnswer::Holds(entries))
}

/// Shortens the texts of actions if there are too many for one answer. Each has the same share.
fn shorten(entries: &mut [HoldEntry]) {
    /// The most bytes of all texts together. As JSON they may be twice as long.
    const TEXTS: usize = 400 * 1024;
    let all: usize = entries.iter().flat_map(|entry| &entry.texts).map(String::len).sum();
    let share = if all > TEXTS { TEXTS / entries.len() } else { return };
    for entry in entries {
        let most = share / entry.texts.len().max(1);
        for text in entry.texts.iter_mut().filter(|text| text.len() > most) {
            let end = (0..=most).rev().find(|end| text.is_char_boundary(*end));
            text.truncate(end.unwrap_or_default());
            text.push('…');
        }
    }
}

async fn change(store: &Store, change: StaffChange, now: Timestamp) -> Result<ControlAnswer, StoreError> {
    store.change_staff(change, now).await.map(answer)
}

fn answer(changed: Result<(), StaffChangeError>) -> ControlAnswer {
    match changed {
        Ok(()) => ControlAnswer::Done,
        Err(error) => ControlAnswer::Refused(error),
    }
}

/// The answer about a code that nobody has.
const NOBODY: ControlAnswer = ControlAnswer::Refused(StaffChangeError::NothingToDo);

/// The person with this code: somebody on staff, or somebody who has opened an invitation. None if two of them have it, which is as
/// good as impossible: they can still be told apart in the bot.
pub(super) async fn find(store: &Store, code: &PersonCode) -> Result<Option<ChatId>, StoreError> {
    let staff = store.staff().await?.into_iter().map(|member| store.stored_id(member.chat));
    let openers = store.invitations().await?.into_iter().filter_map(|invitation| invitation.opened);
    let found = staff.chain(openers).filter(|person| store.person_code(*person) == *code);
    let found: BTreeSet<StoredId> = found.collect();
    let only = if found.len() == 1 { found.first() } else { None };
    Ok(only.map(|person| store.telegram_id(*person)))
}

/// The same. What was tried about nobody is recorded.
async fn known(
    store: &Store,
    code: &PersonCode,
    deed: Deed,
    now: Timestamp,
) -> Result<Option<ChatId>, StoreError> {
    let person = find(store, code).await?;
    if person.is_none() {
        store.record_by_command_line(DeedRecord::refused(deed), now).await?;
    }
    Ok(person)
}

async fn list(store: &Store, now: Timestamp) -> Result<ControlAnswer, StoreError> {
    let entry = |member: StaffMember| StaffEntry {
        code: store.person_code(store.stored_id(member.chat)),
        role: member.role,
        standing: member.standing,
        alias: member.alias.map(|alias| alias.as_str().to_owned()),
        name: None,
        since: member.since,
        is_restrained: member.restrained.is_some(),
    };
    let waiting = |invitation: Invitation| WaitingInvitation {
        role: invitation.role,
        until: invitation.until,
        opened: invitation.opened.map(|person| opener(store, person)),
    };
    let staff = store.staff().await?;
    let invitations = store.invitations().await?.into_iter();
    let invitations = invitations.filter(|invitation| invitation.counts(&staff, now)).map(waiting).collect();
    Ok(ControlAnswer::Staff(staff.into_iter().map(entry).collect(), invitations))
}

async fn invite(
    store: &Store,
    (payload, invitation): (String, Invitation),
    now: Timestamp,
) -> Result<ControlAnswer, StoreError> {
    let until = invitation.until;
    Ok(match change(store, StaffChange::Invite(invitation), now).await? {
        ControlAnswer::Done => ControlAnswer::Invited(payload, store.setting(BOT_NAME).await?, until),
        refused => refused,
    })
}

/// How far the invitation for the first owner is.
async fn first_owner(store: &Store, now: Timestamp) -> Result<ControlAnswer, StoreError> {
    let step = if has_owner(&store.staff().await?) {
        FirstOwner::There
    } else {
        match first(store, now).await?.map(|invitation| invitation.opened) {
            None => FirstOwner::Uninvited,
            Some(None) => FirstOwner::Unopened,
            Some(Some(person)) => FirstOwner::Opened(opener(store, person)),
        }
    };
    Ok(ControlAnswer::FirstOwner(step))
}

/// Who has opened an invitation. Who carries this out knows no names.
fn opener(store: &Store, person: StoredId) -> Opener {
    Opener { code: store.person_code(person), name: None }
}

async fn refuse_first(store: &Store, now: Timestamp) -> Result<ControlAnswer, StoreError> {
    match first(store, now).await? {
        Some(invitation) => change(store, StaffChange::Uninvite(invitation.id), now).await,
        None => Ok(ControlAnswer::Refused(StaffChangeError::NoInvitation)),
    }
}

/// The invitation for the first owner, unless it is over.
async fn first(store: &Store, now: Timestamp) -> Result<Option<Invitation>, StoreError> {
    let all = store.invitations().await?;
    Ok(all.into_iter().find(|invitation| invitation.is_first && !invitation.is_over(now)))
}

/// Lets the person in who opened an invitation. If they opened none, what they did while restrained stands.
async fn confirm(store: &Store, person: ChatId, now: Timestamp) -> Result<ControlAnswer, StoreError> {
    let stored = store.stored_id(person);
    let open = store.invitations().await?.into_iter().find(|invitation| invitation.opened == Some(stored));
    match open {
        Some(Invitation { id, role, lang, .. }) => {
            Ok(match change(store, StaffChange::Admit(id), now).await? {
                ControlAnswer::Done => ControlAnswer::Joined(person.telegram_number(), role, lang),
                refused => refused,
            })
        }
        None => change(store, StaffChange::Confirm(person), now).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::control::LONGEST;

    /// Actions with three versions of this text each.
    fn holds(count: i64, text: &str) -> Vec<HoldEntry> {
        let entry = |id: i64| HoldEntry {
            id,
            kind: "launch".to_owned(),
            author: PersonCode::of(id.unsigned_abs()),
            alias: Some("Berry".to_owned()),
            begun: Timestamp::UNIX_EPOCH,
            lapses: Timestamp::UNIX_EPOCH,
            texts: vec![text.to_owned(); 3],
        };
        (1..=count).map(entry).collect()
    }

    #[test]
    fn however_many_actions_wait_all_of_them_fit_into_one_answer() {
        for text in ["ң".repeat(4096), "\"\n".repeat(2048)] {
            let mut all = holds(500, &text);
            shorten(&mut all);
            let answer = serde_json::to_vec(&ControlAnswer::Holds(all.clone())).expect("plain data");
            assert!((answer.len() as u64) < LONGEST, "{} bytes", answer.len());
            let is_beginning = |text: &String| text.len() > 200 && text.ends_with('…');
            assert!(all.iter().flat_map(|entry| &entry.texts).all(is_beginning));
        }
    }

    #[test]
    fn a_few_actions_are_shown_with_their_whole_texts() {
        let all = holds(10, &"ң".repeat(4096));
        let mut shown = all.clone();
        shorten(&mut shown);
        assert_eq!(shown, all);
    }
}
