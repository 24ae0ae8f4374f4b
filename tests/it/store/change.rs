//! The effect of each change.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use jiff::civil::date;
use pledge_bot::crypto::StoreKey;
use pledge_bot::domain::{
    Chat, ChatId, ChatKind, ChatMenu, Lang, MessageId, Region, Retention, Role, SignUp, Supporter,
    SupporterKind, Topic,
};
use pledge_bot::store::{Change, PersonalData, SavedSignUp, Store, StoreError, SweepCounts};

use crate::support::earlier_sign_ups;

use super::support::{AIGUL, Folder, GROUP, SIGNED, SUPERGROUP, change, incoming, met, noon, set, supporter};

#[tokio::test]
async fn a_chat_is_remembered_as_it_chose() {
    let folder = Folder::new();
    let store = folder.open().await;
    let snapshot = store.snapshot(AIGUL).await.expect("read");
    assert_eq!((snapshot.chat, snapshot.signup, snapshot.supporter), (None, SavedSignUp::None, None));
    change(
        &store,
        AIGUL,
        [
            met(),
            Change::SetLang(Lang::Ky),
            Change::SetMenu(Some(ChatMenu::staff(Lang::Ru, Role::Owner))),
            Change::SetScreen(Some(MessageId(42))),
            Change::SetTopic(Topic::News, true, noon()),
            Change::SetTopic(Topic::Calls, true, noon()),
            Change::SetTopic(Topic::News, false, noon()),
        ],
    )
    .await;
    let expected = Chat {
        lang: Some(Lang::Ky),
        menu: Some(ChatMenu::staff(Lang::Ru, Role::Owner)),
        screen: Some(MessageId(42)),
        topics: BTreeSet::from([Topic::Calls]),
        ..Chat::new(AIGUL, ChatKind::Private)
    };
    assert_eq!(store.snapshot(AIGUL).await.expect("read").chat, Some(expected));
}

/// The name that was typed in a sign-up of an earlier version.
async fn name_begun(store: &Store, chat: ChatId) -> Option<String> {
    match store.snapshot(chat).await.expect("read").signup {
        SavedSignUp::SignUp(sign_up) => sign_up.answers().name,
        SavedSignUp::None | SavedSignUp::Unreadable => None,
    }
}

#[tokio::test]
async fn a_supporter_is_kept_changed_and_withdrawn() {
    let folder = Folder::new();
    let store = folder.open().await;
    change(&store, AIGUL, [met()]).await;
    folder.had_begun(AIGUL, "Айгүл").await;
    assert_eq!(name_begun(&store, AIGUL).await.as_deref(), Some("Айгүл"));

    change(&store, AIGUL, [Change::SaveSupporter(supporter(Some(vec![1, 2, 3]))), Change::EndSignUp]).await;
    let snapshot = store.snapshot(AIGUL).await.expect("read");
    assert_eq!(
        (snapshot.signup, snapshot.supporter),
        (SavedSignUp::None, Some(supporter(Some(vec![1, 2, 3]))))
    );
    assert_eq!(store.supporters().await.expect("read"), 1);

    let mut anew = supporter(None);
    anew.region = Region::Abroad;
    change(&store, AIGUL, [Change::SaveSupporter(anew.clone())]).await;
    assert_eq!(
        store.snapshot(AIGUL).await.expect("read").supporter,
        Some(anew),
        "it replaces the earlier one"
    );
    assert_eq!(store.supporters().await.expect("read"), 1);

    change(&store, AIGUL, [Change::Withdraw]).await;
    let snapshot = store.snapshot(AIGUL).await.expect("read");
    assert!(snapshot.supporter.is_none() && snapshot.chat.is_some());
}

#[tokio::test]
async fn stopping_and_blocking_end_a_sign_up_and_meeting_wakes_a_chat() {
    let folder = Folder::new();
    let store = folder.open().await;
    let news = Change::SetTopic(Topic::News, true, noon());
    change(&store, AIGUL, [met(), news.clone()]).await;
    folder.had_begun(AIGUL, "Айгүл").await;
    change(&store, AIGUL, [Change::StopAll]).await;
    let snapshot = store.snapshot(AIGUL).await.expect("read");
    let chat = snapshot.chat.expect("met");
    assert!(chat.topics.is_empty() && chat.active && snapshot.signup == SavedSignUp::None);

    folder.had_begun(AIGUL, "Айгүл").await;
    change(&store, AIGUL, [news, Change::MarkUnreachable]).await;
    let snapshot = store.snapshot(AIGUL).await.expect("read");
    let chat = snapshot.chat.expect("met");
    assert!(!chat.active && chat.topics.len() == 1 && snapshot.signup == SavedSignUp::None);

    change(&store, AIGUL, [met()]).await;
    assert!(store.snapshot(AIGUL).await.expect("read").chat.expect("met").active);
}

#[tokio::test]
async fn a_turn_is_done_whole_or_not_at_all() {
    let folder = Folder::new();
    let store = folder.open().await;
    store.enqueue(&[incoming(1, "{}")], noon()).await.expect("taken");
    // The second change fails, because the chat that the migration leads to was never met.
    change(&store, GROUP, [Change::Meet(ChatKind::Group)]).await;
    let list = [Change::SetTopic(Topic::News, true, noon()), Change::SetLang(Lang::Ky)];
    let failed = store.commit(Some(1), Some(set(AIGUL, list))).await;
    assert!(matches!(failed, Err(StoreError::UnknownChat)));
    let list = [Change::SetLang(Lang::Ky), Change::MigrateTo(SUPERGROUP), Change::MarkUnreachable];
    store.commit(Some(1), Some(set(GROUP, list))).await.expect("done");
    assert!(store.load(1).await.expect("read").is_none());
    assert!(!store.snapshot(SUPERGROUP).await.expect("read").chat.expect("moved").active);
}

#[tokio::test]
async fn changes_that_need_a_chat_say_so_when_it_is_unknown() {
    let folder = Folder::new();
    let store = folder.open().await;
    for needs in [
        Change::SetLang(Lang::Ky),
        Change::SetTopic(Topic::News, true, noon()),
        Change::SaveSupporter(supporter(None)),
    ] {
        let failed = store.commit(None, Some(set(AIGUL, [needs]))).await;
        assert!(matches!(failed, Err(StoreError::UnknownChat)));
    }
    change(
        &store,
        AIGUL,
        [
            Change::SetMenu(None),
            Change::SetScreen(None),
            Change::SetTopic(Topic::News, false, noon()),
            Change::StopAll,
            Change::EndSignUp,
            Change::Withdraw,
            Change::KeepMessages(vec![MessageId(1)], noon()),
            Change::Erase,
            Change::MarkUnreachable,
            Change::MigrateTo(SUPERGROUP),
        ],
    )
    .await;
    assert!(store.snapshot(AIGUL).await.expect("read").chat.is_none());
}

#[tokio::test]
async fn a_group_that_becomes_a_supergroup_keeps_everything() {
    let folder = Folder::new();
    let store = folder.open().await;
    change(
        &store,
        GROUP,
        [
            Change::Meet(ChatKind::Group),
            Change::SetLang(Lang::Ru),
            Change::SetScreen(Some(MessageId(5))),
            Change::SetTopic(Topic::Deadlines, true, noon()),
            Change::SaveSupporter(supporter(None)),
        ],
    )
    .await;
    folder.had_begun(GROUP, "Кыргыз уюму").await;
    change(&store, GROUP, [Change::MigrateTo(SUPERGROUP)]).await;
    // Telegram announces it in both chats.
    change(&store, GROUP, [Change::MigrateTo(SUPERGROUP)]).await;
    let snapshot = store.snapshot(SUPERGROUP).await.expect("read");
    let chat = snapshot.chat.expect("moved");
    assert_eq!((chat.kind, chat.lang, chat.screen), (ChatKind::Supergroup, Some(Lang::Ru), None));
    assert_eq!(chat.topics, BTreeSet::from([Topic::Deadlines]));
    assert_eq!(snapshot.supporter, Some(supporter(None)));
    assert_eq!(name_begun(&store, SUPERGROUP).await.as_deref(), Some("Кыргыз уюму"));
    assert!(store.snapshot(GROUP).await.expect("read").chat.is_none());
    assert_eq!(store.supporters().await.expect("read"), 1);
}

#[tokio::test]
async fn a_supergroup_that_chose_already_keeps_its_choice() {
    let folder = Folder::new();
    let store = folder.open().await;
    let topic = |topic| Change::SetTopic(topic, true, noon());
    change(&store, GROUP, [Change::Meet(ChatKind::Group), Change::SetLang(Lang::Ru), topic(Topic::News)])
        .await;
    change(
        &store,
        SUPERGROUP,
        [Change::Meet(ChatKind::Supergroup), Change::SetLang(Lang::Ky), topic(Topic::Calls)],
    )
    .await;
    change(&store, GROUP, [Change::MigrateTo(SUPERGROUP)]).await;
    let chat = store.snapshot(SUPERGROUP).await.expect("read").chat.expect("met");
    assert_eq!((chat.lang, chat.topics), (Some(Lang::Ky), BTreeSet::from([Topic::Calls])));
}

#[tokio::test]
async fn a_sign_up_that_cannot_be_read_is_told_from_none() {
    let folder = Folder::new();
    let store = folder.open().await;
    change(&store, AIGUL, [met()]).await;
    let sign_up = earlier_sign_ups::named("Айгүл", noon());
    let foreign = StoreKey::generate();
    earlier_sign_ups::put_sealed(&folder.data(), &folder.key(), &foreign, AIGUL, &sign_up).await;
    assert_eq!(store.snapshot(AIGUL).await.expect("read").signup, SavedSignUp::Unreadable);
    change(&store, AIGUL, [Change::EndSignUp]).await;
    assert_eq!(store.snapshot(AIGUL).await.expect("read").signup, SavedSignUp::None);
}

#[tokio::test]
async fn a_sweep_removes_the_sign_ups_that_nobody_finished() {
    let folder = Folder::new();
    let store = folder.open().await;
    change(&store, AIGUL, [met()]).await;
    folder.had_begun(AIGUL, "Айгүл").await;
    let due = noon() + SignUp::KEPT;
    assert_eq!(
        store
            .sweep(due - SignedDuration::from_millis(1), &Retention::default())
            .await
            .expect("swept")
            .signups,
        0
    );
    assert_eq!(store.sweep(due, &Retention::default()).await.expect("swept").signups, 1);
    assert_eq!(store.snapshot(AIGUL).await.expect("read").signup, SavedSignUp::None);
}

#[tokio::test]
async fn a_supporter_comes_back_with_all_that_was_said() {
    let folder = Folder::new();
    let store = folder.open().await;
    let (day, later) = (date(2026, 3, 8), date(2026, 3, 9));
    let whole = Supporter {
        kind: SupporterKind::Media,
        publish: true,
        consent: 3,
        consented_on: later,
        name: Some(vec![1]),
        contact: Some(vec![2]),
        joint: Some(vec![3]),
        ..Supporter::new((1 << 53) - 1, 2, day)
    };
    let bare = Supporter::new(1 << 52, 3, later);
    for saved in [bare.clone(), whole, bare] {
        change(&store, AIGUL, [met(), Change::SaveSupporter(saved.clone())]).await;
        assert_eq!(store.snapshot(AIGUL).await.expect("read").supporter, Some(saved));
    }
}

#[tokio::test]
async fn ids_of_messages_are_kept_once_and_for_two_days() {
    let folder = Folder::new();
    let store = folder.open().await;
    let keep = |ids: &[i32], since| Change::KeepMessages(ids.iter().copied().map(MessageId).collect(), since);
    change(&store, AIGUL, [keep(&[1], noon())]).await;
    assert_eq!(
        store.personal_data(AIGUL).await.expect("read"),
        PersonalData::default(),
        "nobody knows the chat"
    );
    let later = noon() + SignedDuration::from_hours(1);
    change(&store, AIGUL, [met(), keep(&[1, 2], noon()), keep(&[2, 3], later)]).await;
    let kept = store.personal_data(AIGUL).await.expect("read").messages;
    assert_eq!(kept, [(MessageId(1), noon()), (MessageId(2), noon()), (MessageId(3), later)]);
    let swept = store.sweep(noon() + Retention::MESSAGES, &Retention::default()).await.expect("swept");
    assert_eq!(swept, SweepCounts { messages: 2, ..SweepCounts::default() });
    assert_eq!(store.personal_data(AIGUL).await.expect("read").messages, [(MessageId(3), later)]);

    change(&store, AIGUL, [keep(&(1..=1010).collect::<Vec<_>>(), later)]).await;
    let kept = store.personal_data(AIGUL).await.expect("read").messages;
    assert_eq!((kept.len(), kept[0].0), (1000, MessageId(11)), "the newest thousand");
    change(&store, AIGUL, [Change::Erase, keep(&[2000], later), Change::SetScreen(Some(MessageId(2000)))])
        .await;
    assert_eq!(store.personal_data(AIGUL).await.expect("read"), PersonalData::default());
    assert!(store.snapshot(AIGUL).await.expect("read").chat.is_none());
}

#[tokio::test]
async fn unreachable_chats_are_removed_but_supporters_stay() {
    let folder = Folder::new();
    let store = folder.open().await;
    let keep = Retention::new(24, 7, 2, 90);
    let topic = Change::SetTopic(Topic::News, true, noon());
    let lost = [met(), Change::SetLang(Lang::Ky), topic.clone(), Change::MarkUnreachable];
    change(&store, AIGUL, lost.clone()).await;
    change(&store, GROUP, lost.clone()).await;
    change(&store, SUPERGROUP, [met(), Change::SetLang(Lang::Ky), topic.clone()]).await;
    change(&store, SIGNED, lost).await;
    change(&store, SIGNED, [Change::SaveSupporter(supporter(None))]).await;
    let after = |hours| noon() + SignedDuration::from_hours(hours);
    let none = SweepCounts::default();
    assert_eq!(store.sweep(noon(), &keep).await.expect("swept"), none, "from now on they count as lost");
    change(&store, GROUP, [met()]).await;
    assert_eq!(store.sweep(after(47), &keep).await.expect("swept"), none);
    let swept = store.sweep(after(48), &keep).await.expect("swept");
    assert_eq!(swept, SweepCounts { chats: 1, muted: 1, ..none });
    assert_eq!(store.sweep(after(49), &keep).await.expect("swept"), none, "once");

    assert!(store.snapshot(AIGUL).await.expect("read").chat.is_none());
    for here in [GROUP, SUPERGROUP] {
        let chat = store.snapshot(here).await.expect("read").chat.expect("it can be written to");
        assert_eq!((chat.lang, chat.topics.len()), (Some(Lang::Ky), 1));
    }
    let snapshot = store.snapshot(SIGNED).await.expect("read");
    let chat = snapshot.chat.expect("a supporter's");
    assert_eq!((chat.lang, chat.topics.len(), snapshot.supporter), (None, 0, Some(supporter(None))));
}

#[tokio::test]
async fn settings_are_remembered() {
    let folder = Folder::new();
    let store = folder.open().await;
    assert_eq!(store.setting("bot").await.expect("read"), None);
    store.put_setting("bot", "first").await.expect("put");
    store.put_setting("bot", "second").await.expect("put");
    assert_eq!(store.setting("bot").await.expect("read").as_deref(), Some("second"));
}
