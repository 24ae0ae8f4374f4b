//! The bot's own backups: made every night, kept, handed on, and told of when they fail.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use jiff::SignedDuration;
use pledge_bot::backup::{BackupRecord, restore};
use pledge_bot::backup_keeper::{BackupKeeper, BackupStep};
use pledge_bot::config::{BackupSettings, Settings};
use pledge_bot::crypto::Identity;
use pledge_bot::domain::{Lang, Topic};
use pledge_bot::emulator::{FaultKind, InjectedFault};

use sqlx::Connection as _;

use crate::support::chat::{Heard, Person, english, say};
use crate::support::test_bot::{OWNER, Setup, TestBot};

const HOUR: SignedDuration = SignedDuration::from_hours(1);
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// A bot that makes backups, and its owner.
struct Keeper {
    bot: Arc<TestBot>,
    owner: Person,
    settings: Settings,
}

impl Keeper {
    /// It makes them in `backups`, unless `change` says something else; the paths in it begin in the bot's folder.
    async fn new(lang: Lang, change: impl FnOnce(&mut BackupSettings, &Path)) -> Keeper {
        let bot = TestBot::with(Setup { owners: vec![OWNER], ..Setup::default() }).await;
        let owner = bot.person("Olga", lang.code());
        owner.starts(lang).await;
        for folder in ["backups", "lists", "elsewhere"] {
            fs::create_dir(bot.folder().join(folder)).expect("made");
        }
        let mut backups = BackupSettings::new(bot.folder().join("backups"));
        change(&mut backups, &bot.folder());
        let settings = Settings { backups: Some(backups), ..bot.settings.clone() };
        let keeper = Keeper { bot, owner, settings };
        keeper.restarts_after(SignedDuration::ZERO).await;
        keeper
    }

    async fn plain() -> Keeper {
        Keeper::new(Lang::En, |_, _| ()).await
    }

    /// The machine is off for some time.
    async fn restarts_after(&self, time: SignedDuration) {
        self.bot.ends().await;
        self.bot.clock.advance(time);
        self.bot.starts_with(&self.settings).await.expect("it starts");
        self.bot.settle().await;
    }

    async fn keeps<T>(&self, act: impl AsyncFnOnce(BackupKeeper) -> T) -> T {
        self.bot.service(async |service| act(service.backups().expect("it makes some").clone()).await).await
    }

    async fn step(&self) -> BackupStep {
        self.keeps(async |keeper| keeper.step().await).await
    }

    /// The same after some time.
    async fn step_after(&self, time: SignedDuration) -> BackupStep {
        self.bot.clock.advance(time);
        self.step().await
    }

    fn path(&self, name: &str) -> PathBuf {
        self.bot.folder().join(name)
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let entries = self.path(folder).read_dir().expect("a folder");
        let mut names: Vec<_> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// The name of a backup that is made now.
    fn name_now(&self) -> String {
        format!("pledge-bot-{}.age", self.bot.clock.now().strftime("%Y%m%dT%H%M%SZ"))
    }

    /// A named pipe. Whoever opens it waits for somebody at its other end.
    fn pipe(&self, name: &str) -> PathBuf {
        let path = self.path(name);
        assert!(Command::new("mkfifo").arg(&path).status().expect("it runs").success());
        path
    }

    /// Carries out statements in the database behind the bot's back, where nothing is checked.
    async fn damages(&self, statement: &'static str) {
        let mut db = self.bot.database().await;
        sqlx::query("PRAGMA foreign_keys = OFF").execute(&mut db).await.expect("off");
        sqlx::query(statement).execute(&mut db).await.expect("done");
        db.close().await.expect("closed");
    }

    /// Waits until there are so many backups.
    async fn until_there_are(&self, count: usize) {
        while self.names("backups").len() != count {
            tokio::task::yield_now().await;
        }
    }

    fn record(&self) -> BackupRecord {
        BackupRecord::read(&self.settings.folders.data).expect("a record")
    }

    /// What the owner hears of the backups now.
    async fn owner_hears(&self) -> Heard {
        self.bot.settle().await;
        let seq = self.bot.emulator().seq();
        self.bot.service(async |service| service.tell_of_backups().await).await;
        self.bot.heard(self.owner.id, seq, Lang::En)
    }
}

#[tokio::test]
async fn a_backup_is_made_every_night_and_the_newest_stay() {
    let keeper = Keeper::new(Lang::En, |backups, _| backups.keep = 3).await;
    for other in ["2026-03-08.age", "notes.txt"] {
        fs::write(keeper.path("backups").join(other), "of somebody else").expect("written");
    }
    // The first one is made at once, so that one sees whether it works.
    assert_eq!(keeper.step().await, BackupStep::Done);
    assert_eq!(keeper.step_after(16 * HOUR).await, BackupStep::Nothing, "three in the morning");
    assert_eq!(keeper.step_after(HOUR / 2).await, BackupStep::Done, "half past three");
    for _ in 0..3 {
        assert_eq!(keeper.step_after(HOUR).await, BackupStep::Nothing);
        assert_eq!(keeper.step_after(DAY - HOUR).await, BackupStep::Done);
    }
    let newest = ["26", "27", "28"].map(|day| format!("pledge-bot-202611{day}T213000Z.age"));
    let others = ["2026-03-08.age", "notes.txt"].map(str::to_owned);
    assert_eq!(keeper.names("backups"), [&others[..], &newest[..]].concat());
    let good = keeper.record().good.expect("a good one");
    assert_eq!(good.file, keeper.path("backups").join(&newest[2]));
    assert_eq!((good.bytes, good.at), (good.file.metadata().expect("there").len(), keeper.bot.clock.now()));

    let identity = Identity::parse(&keeper.bot.identity).expect("a key");
    let (data, key) = (keeper.path("restored"), keeper.path("restored.key"));
    let restored = restore(&good.file, &identity, &data, None, &key, keeper.bot.clock.now()).await;
    assert_eq!(restored.expect("restored").0.chats, 1);
}

#[tokio::test]
async fn the_backups_of_data_that_are_lost_stay() {
    let keeper = Keeper::new(Lang::En, |backups, _| backups.keep = 1).await;
    keeper.step().await;
    keeper.step_after(DAY).await;
    let last = keeper.names("backups");
    assert_eq!(last.len(), 1, "the first one made room");
    // The disk with the data and the list fails, and the bot begins anew on an empty one.
    keeper.bot.ends().await;
    fs::rename(&keeper.settings.folders.data, keeper.path("lost")).expect("moved");
    fs::rename(&keeper.settings.folders.opt_outs, keeper.path("lost.list")).expect("moved");
    keeper.bot.starts_with(&keeper.settings).await.expect("it starts");
    for _ in 0..3 {
        keeper.bot.clock.advance(DAY);
        assert_eq!(keeper.step().await, BackupStep::Done);
        let names = keeper.names("backups");
        assert!(names.len() == 2 && names.contains(&last[0]), "{names:?}");
    }
}

#[tokio::test]
async fn a_backup_whose_end_the_bot_did_not_see_is_removed_in_its_turn() {
    let keeper = Keeper::new(Lang::En, |backups, _| backups.keep = 1).await;
    keeper.step().await;
    keeper.damages("INSERT INTO topics (chat_id, topic, since) VALUES (-1, 'news', 0)").await;
    assert_eq!(keeper.step_after(DAY).await, BackupStep::Failed);
    // As if the backup had got its name, and the bot had been killed right then.
    fs::write(keeper.path("backups").join(keeper.name_now()), "of the bot's data").expect("written");
    keeper.damages("DELETE FROM topics WHERE chat_id = -1").await;
    keeper.restarts_after(HOUR).await;
    assert_eq!(keeper.step().await, BackupStep::Done);
    assert_eq!(keeper.names("backups"), [keeper.name_now()]);
}

#[tokio::test]
async fn a_backup_of_another_bot_with_the_same_name_stays() {
    let keeper = Keeper::new(Lang::En, |backups, _| backups.keep = 1).await;
    let theirs = keeper.name_now();
    fs::write(keeper.path("backups").join(&theirs), "of other data").expect("written");
    assert_eq!(keeper.step().await, BackupStep::Failed);
    for time in [HOUR, DAY] {
        assert_eq!(keeper.step_after(time).await, BackupStep::Done);
        assert_eq!(keeper.names("backups"), [theirs.clone(), keeper.name_now()]);
    }
}

#[tokio::test]
async fn a_missed_night_is_made_up_for_at_the_next_start() {
    let keeper = Keeper::plain().await;
    keeper.step().await;
    keeper.restarts_after(5 * DAY).await;
    assert_eq!(keeper.step().await, BackupStep::Done);
    assert_eq!(keeper.names("backups").len(), 2);
    keeper.restarts_after(HOUR).await;
    assert_eq!(keeper.step().await, BackupStep::Nothing);
}

#[tokio::test]
async fn each_backup_is_handed_on_and_the_list_of_opt_outs_goes_to_another_place() {
    let keeper = Keeper::new(Lang::En, |backups, folder| {
        let to = |name: &str| format!("cp \"$1\" '{}'", folder.join("elsewhere").join(name).display());
        backups.command = Some(to("backup").into());
        backups.list_command = Some(to("list").into());
        backups.list_folder = Some(folder.join("lists"));
    })
    .await;
    let aigul = keeper.bot.reader("Aigul").await;
    aigul.switches_on(Topic::News).await;
    aigul.says("/stop").await;
    assert_eq!(keeper.step().await, BackupStep::Done);
    let (record, list) = (keeper.record(), fs::read(&keeper.settings.folders.opt_outs).expect("the list"));
    let made = record.good.expect("a good one").file;
    assert_eq!(fs::read(keeper.path("elsewhere/backup")).expect("handed on"), fs::read(made).expect("it"));
    assert_eq!(fs::read(keeper.path("elsewhere/list")).expect("handed on"), list);
    let copies = keeper.names("lists");
    assert!(copies.len() == 1 && copies[0].starts_with("opt-outs-"), "{copies:?}");
    assert_eq!(fs::read(keeper.path("lists").join(&copies[0])).expect("copied"), list);
    assert_eq!(record.list_copied, Some(keeper.bot.clock.now()));

    // The next copy takes the place of this one.
    let bakyt = keeper.bot.reader("Bakyt").await;
    bakyt.switches_on(Topic::News).await;
    bakyt.says("/stop").await;
    assert_eq!(keeper.step_after(DAY).await, BackupStep::Done);
    assert_eq!(keeper.names("lists"), copies);
    let longer = fs::read(keeper.path("lists").join(&copies[0])).expect("copied");
    assert!(longer.len() > list.len() && longer.starts_with(&list));
    // An old list takes no other's place.
    fs::write(&keeper.settings.folders.opt_outs, list).expect("put back");
    assert_eq!(keeper.step_after(DAY).await, BackupStep::Failed);
    assert_eq!(fs::read(keeper.path("lists").join(&copies[0])).expect("copied"), longer);
    assert_eq!(keeper.names("backups").len(), 3, "the backup was made all the same");
}

#[tokio::test]
async fn a_target_that_is_not_there_is_tried_again_and_again_ever_more_seldom() {
    let keeper = Keeper::new(Lang::En, |backups, folder| backups.folder = folder.join("disk/backups")).await;
    assert_eq!(keeper.step().await, BackupStep::Failed);
    for minutes in [5, 10, 20, 40, 60, 60] {
        let wait = SignedDuration::from_mins(minutes);
        assert_eq!(keeper.step_after(wait - SignedDuration::from_secs(1)).await, BackupStep::Nothing);
        assert_eq!(keeper.step_after(SignedDuration::from_secs(1)).await, BackupStep::Failed, "{minutes}");
    }
    assert!(!keeper.path("disk").exists(), "the bot makes no folder where a disk is missing");
    fs::create_dir_all(keeper.path("disk/backups")).expect("mounted");
    assert_eq!(keeper.step_after(HOUR).await, BackupStep::Done);
    assert_eq!(keeper.names("disk/backups").len(), 1);
}

#[tokio::test]
async fn a_backup_counts_as_good_once_its_command_has_succeeded() {
    let keeper = Keeper::new(Lang::En, |backups, folder| {
        let command = format!("test -e '{}' || exit 3", folder.join("line").display());
        backups.command = Some(command.into());
    })
    .await;
    assert_eq!(keeper.step().await, BackupStep::Failed);
    let record = keeper.record();
    assert!(record.made.is_some() && record.good.is_none());
    // Also after a restart the command gets the same backup.
    keeper.restarts_after(SignedDuration::ZERO).await;
    fs::write(keeper.path("line"), "").expect("up again");
    assert_eq!(keeper.step().await, BackupStep::Done);
    assert_eq!(keeper.record().good, record.made);
    assert_eq!(keeper.names("backups").len(), 1);
}

#[tokio::test]
async fn a_command_that_hangs_is_given_up_and_holds_up_nothing_else() {
    let keeper = Keeper::new(Lang::En, |backups, folder| {
        backups.command = Some("exec tail -f /dev/null".to_owned().into());
        backups.list_folder = Some(folder.join("lists"));
    })
    .await;
    let limit = Duration::from_millis(1);
    let step = keeper.keeps(async |keeper| keeper.with_limit(limit).step().await).await;
    assert_eq!(step, BackupStep::Failed);
    assert_eq!((keeper.names("backups").len(), keeper.names("lists").len()), (1, 1));
    assert!(keeper.record().good.is_none());
}

#[tokio::test]
async fn owners_are_told_once_after_eight_days_without_a_backup_and_once_that_it_works_again() {
    for lang in Lang::ALL {
        let say = say(lang);
        let keeper = Keeper::new(lang, |_, _| ()).await;
        keeper.step().await;
        fs::rename(keeper.path("backups"), keeper.path("away")).expect("moved");
        for _ in 0..8 {
            keeper.step_after(DAY).await;
            keeper.owner_hears().await.is_silent();
        }
        keeper.step_after(HOUR).await;
        keeper.owner_hears().await.sees(say.staff_notice_backup(8));
        keeper.step_after(DAY).await;
        keeper.owner_hears().await.is_silent();
        keeper.restarts_after(DAY).await;
        // Before the first attempt since the start nobody knows whether it still fails.
        keeper.owner_hears().await.is_silent();
        keeper.step().await;
        keeper.owner_hears().await.is_silent();
        fs::rename(keeper.path("away"), keeper.path("backups")).expect("back");
        assert_eq!(keeper.step_after(HOUR).await, BackupStep::Done);
        keeper.owner_hears().await.sees(say.staff_notice_backup_again());
        keeper.owner_hears().await.is_silent();
    }
}

#[tokio::test]
async fn owners_are_told_that_the_list_is_not_copied_although_backups_are_made() {
    for lang in Lang::ALL {
        let say = say(lang);
        let keeper =
            Keeper::new(lang, |backups, folder| backups.list_folder = Some(folder.join("gone"))).await;
        for _ in 0..9 {
            keeper.owner_hears().await.is_silent();
            assert_eq!(keeper.step_after(DAY).await, BackupStep::Failed);
        }
        keeper.step_after(HOUR).await;
        keeper.owner_hears().await.sees(say.staff_notice_list(8)).does_not_see(say.staff_notice_backup(8));
        fs::create_dir(keeper.path("gone")).expect("made");
        assert_eq!(keeper.step_after(HOUR).await, BackupStep::Done);
        keeper.owner_hears().await.sees(say.staff_notice_list_again());
    }
}

#[tokio::test]
async fn owners_who_can_not_be_reached_are_told_later() {
    let keeper = Keeper::plain().await;
    keeper.step().await;
    fs::remove_dir_all(keeper.path("backups")).expect("gone");
    keeper.step_after(9 * DAY).await;
    let fault = InjectedFault::new(FaultKind::Forbidden).method("sendMessage").chat(OWNER);
    keeper.bot.emulator().fault(fault);
    keeper.owner_hears().await.is_silent();
    // Whoever blocks the bot is reached again once they write to it.
    keeper.owner.says("/help").await;
    keeper.owner_hears().await.sees(english().staff_notice_backup(9));
    keeper.owner_hears().await.is_silent();
}

#[tokio::test]
async fn by_a_wrong_clock_nobody_is_told_and_no_backup_is_removed() {
    let keeper = Keeper::new(Lang::En, |backups, _| backups.keep = 1).await;
    keeper.step().await;
    keeper.bot.clock.set(-300 * DAY);
    assert_eq!(keeper.step().await, BackupStep::Done);
    assert_eq!(keeper.names("backups").len(), 2);
    keeper.bot.clock.set(600 * DAY);
    fs::rename(keeper.path("backups"), keeper.path("away")).expect("moved");
    assert_eq!(keeper.step().await, BackupStep::Failed);
    keeper.bot.service(async |service| service.tell_of_backups().await).await;
    keeper.bot.clock.set(-300 * DAY);
    assert!(keeper.bot.heard(OWNER, 0, Lang::En).texts().iter().all(|text| !text.contains("backup")));
    fs::rename(keeper.path("away"), keeper.path("backups")).expect("back");
    assert_eq!(keeper.step_after(HOUR).await, BackupStep::Done);
}

#[tokio::test]
async fn a_bot_that_is_not_to_make_backups_says_nothing_of_them() {
    let (bot, owner) = TestBot::with_owner().await;
    bot.clock.advance(30 * DAY);
    bot.settle().await;
    let seq = bot.emulator().seq();
    bot.service(async |service| {
        assert!(service.backups().is_none());
        service.tell_of_backups().await;
    })
    .await;
    bot.heard(owner.id, seq, Lang::En).is_silent();
}

#[tokio::test]
async fn while_a_disk_does_not_answer_people_get_their_answers_and_the_list_is_copied() {
    let keeper =
        Keeper::new(Lang::En, |backups, folder| backups.list_folder = Some(folder.join("lists"))).await;
    let pipe = keeper.pipe("backups/pledge-bot-20261101T213000Z.age.part");
    let making = keeper.keeps(async |keeper| keeper).await;
    let making = tokio::spawn(async move { making.step().await });
    while keeper.record().since.is_none() {
        tokio::task::yield_now().await;
    }
    keeper.bot.reader("Aigul").await;
    assert!(!making.is_finished() && keeper.record().made.is_none());
    let _back = fs::File::options().read(true).write(true).open(&pipe).expect("the disk is back");
    assert_eq!(making.await.expect("no panic"), BackupStep::Done);
    assert_eq!((keeper.names("backups").len(), keeper.names("lists").len()), (1, 1));
}

#[tokio::test]
async fn a_disk_that_never_answers_is_given_up_and_tried_again() {
    let keeper = Keeper::plain().await;
    let pipe = keeper.pipe("backups/pledge-bot-20261101T213000Z.age.part");
    let hasty = keeper.keeps(async |keeper| keeper.with_patience(Duration::from_millis(1))).await;
    for minutes in [0, 5, 10] {
        keeper.bot.clock.advance(SignedDuration::from_mins(minutes));
        assert_eq!(hasty.step().await, BackupStep::Failed);
        assert_eq!(hasty.step().await, BackupStep::Nothing);
    }
    assert_eq!(keeper.record().made, None);
    let _back = fs::File::options().read(true).write(true).open(&pipe).expect("the disk is back");
    assert_eq!(keeper.step_after(HOUR).await, BackupStep::Done);
    assert_eq!(keeper.names("backups").len(), 1);
}

#[tokio::test]
async fn a_list_whose_disk_does_not_answer_is_given_up_and_its_command_gets_it_later() {
    let keeper = Keeper::new(Lang::En, |backups, folder| {
        backups.list_command =
            Some(format!("cp \"$1\" '{}'", folder.join("elsewhere/list").display()).into());
    })
    .await;
    let list = keeper.settings.folders.opt_outs.clone();
    fs::rename(&list, keeper.path("aside.list")).expect("moved");
    keeper.pipe("opt-outs.list");
    let hasty = keeper.keeps(async |keeper| keeper.with_patience(Duration::from_millis(1))).await;
    assert_eq!(hasty.step().await, BackupStep::Failed);
    assert_eq!(keeper.record().list_copied, None);
    // Whoever waits at the pipe goes on, and finds no list.
    drop(fs::File::options().read(true).write(true).open(&list).expect("the disk is back"));
    fs::rename(keeper.path("aside.list"), &list).expect("moved back");
    assert_eq!(keeper.step_after(HOUR).await, BackupStep::Done);
    assert_eq!(fs::read(keeper.path("elsewhere/list")).expect("taken"), fs::read(&list).expect("it"));
}

#[tokio::test]
async fn of_damaged_data_no_backup_is_made_none_is_removed_and_owners_are_told() {
    for lang in Lang::ALL {
        let keeper = Keeper::new(lang, |backups, _| backups.keep = 1).await;
        keeper.step().await;
        let whole = keeper.names("backups");
        keeper.damages("INSERT INTO topics (chat_id, topic, since) VALUES (-1, 'news', 0)").await;
        for _ in 0..2 {
            assert_eq!(keeper.step_after(DAY).await, BackupStep::Failed);
            keeper.owner_hears().await.sees(say(lang).staff_notice_damaged());
            keeper.owner_hears().await.is_silent();
        }
        assert_eq!(keeper.names("backups"), whole);
        assert_eq!(keeper.record().good.expect("the first one").file, keeper.path("backups").join(&whole[0]));
        keeper.damages("DELETE FROM topics WHERE chat_id = -1").await;
        assert_eq!(keeper.step_after(DAY).await, BackupStep::Done);
        keeper.owner_hears().await.is_silent();
    }
}

#[tokio::test]
async fn a_bot_that_runs_by_itself_makes_backups_every_night_and_tells_owners_when_it_can_not() {
    let keeper = Keeper::plain().await;
    let (bot, owner) = (&keeper.bot, keeper.owner.id);
    let (stop, running) = bot.runs_by_itself().await;
    keeper.until_there_are(1).await;
    bot.clock.advance(DAY);
    keeper.until_there_are(2).await;
    // Its name is there a moment before it counts.
    while keeper.record().own.len() != 2 {
        tokio::task::yield_now().await;
    }
    fs::rename(keeper.path("backups"), keeper.path("away")).expect("moved");
    bot.clock.advance(9 * DAY);
    // Before Telegram has confirmed the time, nobody is told.
    let seq = bot.emulator().seq();
    bot.emulator().say(owner, "/help").expect("it is sent");
    bot.emulator().next_sent(seq, owner).await.expect("an answer");
    bot.clock.advance(SignedDuration::from_mins(10));
    bot.tells(seq, owner, english().staff_notice_backup(9)).await;
    stop.send_replace(true);
    running.await.expect("no panic").expect("an orderly end");
}

#[tokio::test]
async fn a_clock_that_was_years_ahead_does_not_silence_the_bot() {
    let keeper =
        Keeper::new(Lang::En, |backups, folder| backups.list_folder = Some(folder.join("lists"))).await;
    keeper.bot.clock.set(600 * DAY);
    assert_eq!(keeper.step().await, BackupStep::Done);
    keeper.bot.clock.set(-600 * DAY);
    for folder in ["backups", "lists"] {
        fs::remove_dir_all(keeper.path(folder)).expect("gone");
    }
    for _ in 0..9 {
        assert_eq!(keeper.step().await, BackupStep::Failed);
        keeper.owner_hears().await.is_silent();
        keeper.bot.clock.advance(DAY);
    }
    let say = english();
    keeper.owner_hears().await.sees(say.staff_notice_backup(9)).sees(say.staff_notice_list(9));
}

#[tokio::test]
async fn no_command_takes_an_older_list_in_place_of_a_newer_one() {
    let keeper = Keeper::new(Lang::En, |backups, folder| {
        let to = folder.join("elsewhere/list");
        backups.list_command = Some(format!("cp \"$1\" '{}'", to.display()).into());
    })
    .await;
    let list = &keeper.settings.folders.opt_outs;
    let mut copies = Vec::new();
    for name in ["Aigul", "Bakyt"] {
        let person = keeper.bot.reader(name).await;
        person.switches_on(Topic::News).await;
        person.says("/stop").await;
        assert_eq!(keeper.step_after(DAY).await, BackupStep::Done);
        copies.push(fs::read(keeper.path("elsewhere/list")).expect("taken"));
    }
    fs::write(list, &copies[0]).expect("put back");
    assert_eq!(keeper.step_after(DAY).await, BackupStep::Failed);
    assert_eq!(fs::read(keeper.path("elsewhere/list")).expect("taken"), copies[1]);
    fs::write(list, &copies[1]).expect("put back");
    assert_eq!(keeper.step_after(HOUR).await, BackupStep::Done);
}

#[tokio::test]
async fn a_command_that_is_new_gets_the_backup_that_is_there() {
    let mut keeper = Keeper::plain().await;
    assert_eq!(keeper.step().await, BackupStep::Done);
    let to = keeper.path("elsewhere/backup");
    let backups = keeper.settings.backups.as_mut().expect("it makes some");
    backups.command = Some(format!("cp \"$1\" '{}'", to.display()).into());
    keeper.restarts_after(HOUR).await;
    assert_eq!(keeper.step().await, BackupStep::Done);
    let made = keeper.path("backups").join(&keeper.names("backups")[0]);
    assert_eq!(fs::read(&to).expect("taken"), fs::read(made).expect("made"));
    assert_eq!((keeper.names("backups").len(), keeper.step().await), (1, BackupStep::Nothing));
}

#[tokio::test]
async fn a_backup_that_takes_a_command_too_long_is_handed_to_it_three_times() {
    let keeper = Keeper::new(Lang::En, |backups, _| {
        backups.command = Some("exec tail -f /dev/null".to_owned().into());
    })
    .await;
    let hasty = keeper.keeps(async |keeper| keeper.with_limit(Duration::from_millis(1))).await;
    let step_after = async |minutes| {
        keeper.bot.clock.advance(SignedDuration::from_mins(minutes));
        hasty.step().await
    };
    for minutes in [0, 5, 10] {
        assert_eq!(step_after(minutes).await, BackupStep::Failed);
    }
    for _ in 0..3 {
        assert_eq!(step_after(60).await, BackupStep::Nothing);
    }
    assert_eq!(step_after(24 * 60).await, BackupStep::Failed, "the next one");
    assert_eq!(keeper.names("backups").len(), 2);
}

#[tokio::test]
async fn the_unsealed_copy_of_before_an_upgrade_goes_after_thirty_days() {
    let bot = TestBot::without_key().await;
    let beside = bot.settings.folders.data.parent().expect("a folder").to_owned();
    let unsealed = "pledge-bot-schema-11-20261125T050000Z.db";
    let others = ["pledge-bot-schema-11-20261125T050000Z.age", "pledge-bot-schema.txt", "other.db"];
    let now = Duration::from_millis(bot.clock.now().as_millisecond().unsigned_abs());
    for name in [&others[..], &[unsealed]].concat() {
        fs::write(beside.join(name), "the data of then").expect("written");
        let file = fs::File::options().append(true).open(beside.join(name)).expect("opened");
        file.set_modified(SystemTime::UNIX_EPOCH + now).expect("set");
    }
    bot.clock.advance(30 * DAY - HOUR);
    bot.sweeps().await;
    assert!(beside.join(unsealed).exists());
    bot.clock.advance(HOUR);
    bot.sweeps().await;
    assert!(!beside.join(unsealed).exists());
    assert!(others.iter().all(|name| beside.join(name).exists()));
}
