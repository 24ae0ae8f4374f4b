//! Once a week the bot checks its installation, and tells the owners what is wrong.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::SignedDuration;
use pledge_bot::config::BackupSettings;
use pledge_bot::doctor::{Doctor, Installation, Machine, WeeklyCheck};
use pledge_bot::domain::Lang;
use pledge_bot::domain::doctor::Finding;
use pledge_bot::texts::{Html, Say};

use crate::support::chat::{Heard, Person, say};
use crate::support::machine;
use crate::support::test_bot::{OWNER, Setup, TestBot};

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// A bot with an owner on a machine on which all is well.
struct Week {
    bot: Arc<TestBot>,
    owner: Person,
    lang: Lang,
    root: PathBuf,
    _dir: tempfile::TempDir,
}

impl Week {
    async fn begins(lang: Lang) -> Week {
        let bot = TestBot::with(Setup { owners: vec![OWNER], ..Setup::default() }).await;
        let owner = bot.person("Olga", "ru");
        owner.starts(lang).await;
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path().join("machine");
        machine::plant(&root, "self");
        for lang in Lang::ALL {
            let file = dir.path().join("texts").join(lang.code()).join("controller.ftl");
            machine::write(&file, "controller-contact = name@example.org\n");
        }
        Week { bot, owner, lang, root, _dir: dir }
    }

    /// The bot does what is due of its weekly check.
    async fn steps(&self) -> Heard {
        let seq = self.bot.emulator().seq();
        let mut settings = self.bot.settings.clone();
        settings.folders.messages = Some(self.root.with_file_name("texts"));
        let command = |code: &str| Some(format!("exit {code}").into());
        settings.backups = Some(BackupSettings {
            command: command("1"),
            list_command: command("2"),
            ..BackupSettings::new(self.root.with_file_name("texts"))
        });
        self.bot
            .service(async |service| {
                let mut machine = Machine::under(self.root.clone()).with_programs("");
                machine.least_free = 1;
                let token = crate::support::token::TOKEN.to_owned();
                let installation = Installation::of_running(&settings, token.into());
                let doctor = Doctor { installation, machine, clock: self.bot.clock.clone() };
                let (store, notices) = (Arc::clone(&service.app().store), service.notices().clone());
                WeeklyCheck::new(store, notices, self.bot.clock.clone(), doctor).step().await;
            })
            .await;
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
        week.bot.restart().await;
        let swap = line(&say, Finding::SwapOpen);
        let told = |lists: Vec<Html>| {
            Html::paragraphs(
                [say.doctor_notice()].into_iter().chain(lists).chain([say.doctor_notice_remedy()]),
            )
        };
        week.steps().await.sees(told(vec![say.doctor_notice_new(&swap)]));
        week.bot.restart().await;
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
async fn a_clock_that_was_years_ahead_does_not_silence_the_bot() {
    let week = Week::begins(Lang::En).await;
    week.bot.clock.set(4000 * DAY);
    week.steps().await.is_silent();
    week.bot.clock.set(-4000 * DAY);
    week.opens(machine::SWAP_DEVICE);
    let say = say(Lang::En);
    week.steps().await.sees(say.doctor_notice_new(&line(&say, Finding::SwapOpen)));
}
