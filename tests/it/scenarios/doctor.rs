//! Once a week the bot checks its installation, and tells the owners what is wrong.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::SignedDuration;
use pledge_bot::config::{BackupSettings, Settings};
use pledge_bot::doctor::Machine;
use pledge_bot::domain::Lang;
use pledge_bot::domain::doctor::Finding;
use pledge_bot::emulator::{EmulatorEvent, FaultKind, InjectedFault};
use pledge_bot::service::Service;
use pledge_bot::texts::{Html, Say};
use tokio::sync::watch;

use crate::support::chat::{Heard, Person, Words as _, say};
use crate::support::machine;
use crate::support::test_bot::{OWNER, Setup, TestBot};

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// A bot with an owner on a machine on which all is well.
struct Week {
    bot: Arc<TestBot>,
    owner: Person,
    lang: Lang,
    settings: Settings,
    root: PathBuf,
    _dir: tempfile::TempDir,
}

impl Week {
    async fn begins(lang: Lang) -> Week {
        Week::of(lang, vec![OWNER]).await
    }

    /// The same with these owners.
    async fn of(lang: Lang, owners: Vec<i64>) -> Week {
        let bot = TestBot::with(Setup { owners, ..Setup::default() }).await;
        let owner = bot.person("Olga", "ru");
        owner.starts(lang).await;
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path().join("machine");
        machine::plant(&root, "self");
        for lang in Lang::ALL {
            let file = dir.path().join("texts").join(lang.code()).join("controller.ftl");
            machine::write(&file, "controller-contact = name@example.org\n");
        }
        let mut settings = bot.settings.clone();
        // They are on staff since the first start.
        settings.owners = Vec::new();
        settings.folders.messages = Some(dir.path().join("texts"));
        let command = |code: &str| Some(format!("exit {code}").into());
        settings.backups = Some(BackupSettings {
            command: command("1"),
            list_command: command("2"),
            ..BackupSettings::new(dir.path().join("texts"))
        });
        let week = Week { bot, owner, lang, settings, root, _dir: dir };
        week.restarts().await;
        week
    }

    async fn restarts(&self) {
        self.bot.ends().await;
        self.bot.starts_with(&self.settings).await.expect("the bot starts");
    }

    fn machine(&self) -> Machine {
        let mut machine = Machine::under(self.root.clone()).with_programs("");
        machine.least_free = 1;
        machine
    }

    /// The bot does what is due of its weekly check.
    async fn steps(&self) -> Heard {
        let seq = self.bot.emulator().seq();
        self.bot.service(async |service| service.weekly().on(self.machine()).step().await).await;
        self.bot.heard(self.owner.id, seq, self.lang)
    }

    fn opens(&self, device: &str) {
        fs::write(self.root.join(device), "").expect("written");
    }

    fn passes(&self, time: SignedDuration) {
        self.bot.clock.advance(time);
    }
}

fn line(say: &Say<'_>, finding: Finding) -> Html {
    say.doctor_notice_line(&say.doctor_finding(finding))
}

#[tokio::test]
async fn owners_are_told_once_a_week_what_is_wrong_and_nothing_while_all_is_well() {
    for lang in Lang::ALL {
        let (week, say) = (Week::begins(lang).await, say(lang));
        week.steps().await.is_silent();
        week.passes(DAY);
        week.steps().await.is_silent();
        // Something goes wrong after the check of this week.
        week.opens(machine::SWAP_DEVICE);
        week.passes(6 * DAY);
        week.steps().await.is_silent();
        week.passes(DAY);
        week.restarts().await;
        let swap = line(&say, Finding::SwapOpen);
        let told = |lists: Vec<Html>| {
            Html::paragraphs(
                [say.doctor_notice()].into_iter().chain(lists).chain([say.doctor_notice_remedy()]),
            )
        };
        week.steps().await.sees(told(vec![say.doctor_notice_new(&swap)]));
        week.restarts().await;
        week.passes(6 * DAY);
        week.steps().await.is_silent();
        // A week later it is no news any more, and something else is.
        week.opens(machine::DATA_DEVICE);
        week.passes(DAY);
        let disk = line(&say, Finding::DiskOpen);
        week.steps().await.sees(told(vec![say.doctor_notice_new(&disk), say.doctor_notice_known(&swap)]));
        machine::encrypt(&week.root);
        week.passes(7 * DAY);
        week.steps().await.is_silent();
    }
}

#[tokio::test]
async fn while_no_owner_can_be_told_it_is_tried_again_an_hour_later() {
    let week = Week::begins(Lang::En).await;
    week.steps().await.is_silent();
    week.opens(machine::SWAP_DEVICE);
    week.passes(DAY);
    week.bot.emulator().block(week.owner.id).expect("blocked");
    week.steps().await;
    week.bot.emulator().unblock(week.owner.id).expect("unblocked");
    week.steps().await.is_silent();
    week.passes(SignedDuration::from_hours(1));
    let say = say(Lang::En);
    week.steps().await.sees(say.doctor_notice_new(&line(&say, Finding::SwapOpen)));
}

#[tokio::test]
async fn who_becomes_the_first_owner_hears_what_is_wrong_as_something_new() {
    let mut week = Week::of(Lang::En, Vec::new()).await;
    week.steps().await.is_silent();
    week.opens(machine::SWAP_DEVICE);
    week.passes(DAY);
    week.steps().await.is_silent();
    // The settings name the first owner for one start.
    for owners in [vec![OWNER], Vec::new()] {
        week.settings.owners = owners;
        week.restarts().await;
    }
    week.passes(SignedDuration::from_hours(1));
    let say = say(Lang::En);
    week.steps().await.sees(say.doctor_notice_new(&line(&say, Finding::SwapOpen)));
}

#[tokio::test]
async fn a_clock_that_was_years_ahead_does_not_silence_the_bot() {
    let week = Week::begins(Lang::En).await;
    week.bot.clock.set(4000 * DAY);
    week.steps().await.is_silent();
    week.bot.clock.set(-4000 * DAY);
    week.opens(machine::SWAP_DEVICE);
    let say = say(Lang::En);
    week.steps().await.sees(say.doctor_notice_new(&line(&say, Finding::SwapOpen)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_runs_examines_itself_after_a_day_and_the_file_of_its_settings() {
    let week = Week::begins(Lang::En).await;
    week.bot.ends().await;
    let service = Service::start(&week.settings, week.bot.clock.clone()).await.expect("the bot starts");
    let service = service.configured_by(None, vec!["line 3 has no effect".to_owned()]);
    let (stop, stopped) = watch::channel(false);
    let seq = week.bot.emulator().seq();
    let store = Arc::clone(&service.app().store);
    let script = async {
        // Its first look notes when the check is due.
        while store.doctor_note().await.expect("read").is_none() {
            tokio::task::yield_now().await;
        }
        week.passes(DAY);
        let title = say(Lang::En).doctor_finding(Finding::SettingsIneffective).plain();
        let is_it = |event: &EmulatorEvent| event.chat == week.owner.id && event.text().contains(&title);
        week.bot.emulator().next_event(seq, is_it).await.expect("the owner is told");
        stop.send_replace(true);
    };
    let (ended, ()) = tokio::join!(service.run(stopped), script);
    ended.expect("an orderly end");
}

#[tokio::test]
async fn a_check_that_is_cut_short_is_made_an_hour_later_and_not_with_the_next_start() {
    let week = Week::begins(Lang::En).await;
    week.steps().await.is_silent();
    week.passes(DAY);
    week.bot
        .service(async |service| {
            let due = week.bot.clock.now() + SignedDuration::from_hours(1);
            let weekly = service.weekly().on(week.machine());
            let noted = async {
                while service.app().store.doctor_note().await.expect("read").expect("a note").due != due {
                    tokio::task::yield_now().await;
                }
            };
            // The process ends while Telegram keeps the check waiting.
            let _ = week.bot.emulator().fault(InjectedFault::new(FaultKind::Delay).times(100));
            tokio::select! {
                () = weekly.step() => panic!("it has no answer yet"),
                () = noted => {}
            }
            week.bot.emulator().clear_faults();
        })
        .await;
    week.opens(machine::SWAP_DEVICE);
    week.restarts().await;
    week.steps().await.is_silent();
    week.passes(SignedDuration::from_hours(1));
    let say = say(Lang::En);
    week.steps().await.sees(say.doctor_notice_new(&line(&say, Finding::SwapOpen)));
}
