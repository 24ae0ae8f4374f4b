//! Forms of staff under way: kept sealed, until they are set, dropped, too old or restored.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use jiff::civil::date;
use pledge_bot::domain::time::home_zone;
use pledge_bot::domain::{
    CallStatus, Deadline, DeadlineForm, FormKind, Lang, Retention, Role, StaffForm, StaffForms, StaffMember,
    StatusEntry, StatusForm,
};
use pledge_bot::store::{Change, ChangeSet, Store, StoreError};

use super::support::{AIGUL, Folder, SIGNED, Vault, change, met, noon};

fn deadline() -> DeadlineForm {
    let titles = BTreeMap::from([(Lang::Ky, "Отчет".to_owned())]);
    DeadlineForm { date: Some(date(2027, 3, 1)), titles, ..DeadlineForm::begin(noon()) }
}

fn status() -> StatusForm {
    StatusForm { status: Some(CallStatus::Kept), ..StatusForm::begin(noon()) }
}

fn save(form: StaffForm) -> Change {
    Change::SaveForm(Box::new(form), noon())
}

/// A form of each kind.
async fn begun(store: &Store) {
    let list = [met(), save(StaffForm::Deadline(deadline())), save(StaffForm::Status(status()))];
    change(store, AIGUL, list).await;
}

async fn forms(store: &Store) -> StaffForms {
    store.snapshot(AIGUL).await.expect("read").forms
}

#[tokio::test]
async fn a_chat_has_one_form_of_each_kind_also_after_a_restart() {
    let folder = Folder::new();
    let store = folder.open().await;
    begun(&store).await;
    let changed = DeadlineForm { leads: Some(vec![7]), ..deadline() };
    change(&store, AIGUL, [save(StaffForm::Deadline(changed.clone()))]).await;
    store.close().await.expect("closed");

    let store = folder.open().await;
    let both = StaffForms { deadline: Some(changed), status: Some(status()) };
    assert_eq!(forms(&store).await, both);
    assert!(store.personal_data(AIGUL).await.expect("read").forms);
    assert!(store.snapshot(SIGNED).await.expect("read").forms.is_empty());
    change(&store, AIGUL, [Change::EndForm(FormKind::Status)]).await;
    assert_eq!(forms(&store).await, StaffForms { status: None, ..both });
}

#[tokio::test]
async fn a_form_ends_with_its_effect_and_only_then() {
    let folder = Folder::new();
    let store = folder.open().await;
    begun(&store).await;
    store.save_staff(StaffMember::new(AIGUL, Role::Editor, None)).await.expect("saved");
    let day = date(2027, 3, 1);
    let new = Deadline::new(String::new(), day, home_zone());
    change(&store, AIGUL, [Change::SetDeadline(Box::new(new.clone()), None, noon())]).await;
    assert_eq!(forms(&store).await, StaffForms { deadline: None, status: Some(status()) });
    let entry = StatusEntry {
        call: "a-call".parse().expect("an ID"),
        status: CallStatus::Kept,
        date: day,
        notes: BTreeMap::new(),
        link: "https://example.org/".to_owned(),
    };
    change(&store, AIGUL, [Change::EnterStatus(Box::new(entry.clone()), noon())]).await;
    assert!(forms(&store).await.is_empty());
    assert_eq!(store.reader().record().await.expect("read"), [entry]);

    let set = store.reader().deadlines().await.expect("read").remove(0);
    let later = Deadline { date: date(2027, 4, 1), ..new };
    let replaces = Some(set.id.clone());
    change(&store, AIGUL, [Change::SetDeadline(Box::new(later.clone()), replaces.clone(), noon())]).await;
    let expected = Deadline { id: set.id.clone(), ..later.clone() };
    assert_eq!(store.reader().deadlines().await.expect("read"), std::slice::from_ref(&expected));
    // One that was removed meanwhile does not come back.
    let changed = Change::SetDeadline(Box::new(later), replaces, noon());
    change(&store, AIGUL, [Change::RemoveDeadline(set.id, noon()), changed]).await;
    assert!(store.reader().deadlines().await.expect("read").is_empty());
}

#[tokio::test]
async fn a_form_that_nobody_goes_on_with_is_swept() {
    let folder = Folder::new();
    let store = folder.open().await;
    begun(&store).await;
    let keep = Retention::default();
    let sweep = async |after| store.sweep(noon() + after, &keep).await.expect("swept");
    sweep(keep.signups - SignedDuration::from_secs(1)).await;
    assert!(!forms(&store).await.is_empty());
    sweep(keep.signups).await;
    assert!(forms(&store).await.is_empty());
    assert!(!store.personal_data(AIGUL).await.expect("read").forms);
}

#[tokio::test]
async fn a_restored_backup_has_no_forms() {
    let vault = Vault::new();
    let store = vault.open().await;
    begun(&store).await;
    let backup = vault.back_up("data", "backup.age").await;
    store.close().await.expect("closed");
    vault.restore(&backup, "restored").await.expect("restored");
    let restored = vault.open_at("restored").await;
    assert!(restored.snapshot(AIGUL).await.expect("read").chat.is_some());
    assert!(forms(&restored).await.is_empty());
    assert!(!restored.personal_data(AIGUL).await.expect("read").forms);
}

#[tokio::test]
async fn what_takes_a_right_is_not_stored_of_somebody_who_lost_it_meanwhile() {
    let folder = Folder::new();
    let store = folder.open().await;
    begun(&store).await;
    let deadline = Deadline::new(String::new(), date(2027, 3, 1), home_zone());
    let sets = || Change::SetDeadline(Box::new(deadline.clone()), None, noon());
    for role in [Some(Role::Viewer), Some(Role::Editor), None] {
        match role {
            Some(role) => store.save_staff(StaffMember::new(AIGUL, role, None)).await.expect("saved"),
            None => store.remove_staff(AIGUL).await.expect("removed"),
        }
        let set = ChangeSet { chat: AIGUL, list: vec![sets()] };
        let stored = store.commit(None, Some(set)).await;
        let may = role == Some(Role::Editor);
        assert!(if may { stored.is_ok() } else { matches!(stored, Err(StoreError::Overtaken)) }, "{role:?}");
    }
}
