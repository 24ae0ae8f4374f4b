//! `pledge-bot doctor`: whether everything is in order with an installation. It changes nothing, works beside a running bot and
//! without one, and needs no store key.
//!
//! `examine` gathers what several checks look at (`observations.rs`) and makes each check, one file for each group of them. `report.rs`
//! shows the outcomes, `words.rs` explains each finding, `silent_places.rs` names disks that hang, and `weekly.rs` tells the owners.
//! Everything of the system's is read through a [`Machine`], so that a test can plant a fault.
//!
//! A new check: a variant of [`Check`] and those of [`Finding`](crate::domain::doctor::Finding), which lead through the compiler to
//! an arm below, the words and the texts for owners; and a row in the table of `docs/operate.md`.

mod backups;
mod data;
mod disks;
mod files;
mod installation;
mod machine;
mod memory;
mod mounts;
mod observations;
mod report;
mod running_bot;
mod service;
mod silent_places;
mod telegram;
mod texts;
mod weekly;
mod words;

use std::sync::Arc;

use futures_util::future::join_all;

use crate::clock::Clock;
use crate::config::Folders;
use crate::domain::doctor::Check;
use crate::slow_disk::{NoAnswer, within};
use observations::Observations;
use silent_places::silent_places;

pub use installation::Installation;
pub use machine::Machine;
pub use report::{CheckOutcome, DoctorReport, Found};
pub use weekly::WeeklyCheck;
pub use words::{Explanation, explain};

/// Looks at an installation on a machine.
#[derive(Debug, Clone)]
pub struct Doctor {
    /// The installation.
    pub installation: Installation,
    /// The machine.
    pub machine: Machine,
    /// The clock that is compared with Telegram's.
    pub clock: Clock,
}

impl Doctor {
    /// Makes all checks. What does not answer within the machine's patience is named, and holds up nothing else.
    pub async fn examine(self: &Arc<Doctor>) -> DoctorReport {
        let Doctor { installation, machine, clock } = &**self;
        let folders = installation.folders.as_ref();
        let bot = async {
            match folders {
                Some(folders) => running_bot::running_bot(&folders.data).await,
                None => running_bot::RunningBot::None,
            }
        };
        let (telegram, bot, unit, data) = tokio::join!(
            telegram::look(installation, clock),
            bot,
            service::look(machine),
            data::look(folders, machine.patience)
        );
        let facts = Arc::new(Observations { telegram, bot, unit, data });
        let checks = join_all(Check::ALL.into_iter().map(async |check| {
            let (doctor, facts) = (Arc::clone(self), Arc::clone(&facts));
            (check, within(machine.patience, move || doctor.outcome(check, &facts)).await)
        }));
        let (checks, silent) = tokio::join!(checks, silent_places(installation, machine.patience));
        let unseen = |why| CheckOutcome::unseen(no_answer(why, &silent));
        DoctorReport(checks.into_iter().map(|(check, made)| (check, made.unwrap_or_else(unseen))).collect())
    }

    fn outcome(&self, check: Check, facts: &Observations) -> CheckOutcome {
        let Doctor { installation, machine, clock } = self;
        let with_folders = |make: &dyn Fn(&Folders) -> CheckOutcome| {
            let unknown = || CheckOutcome::unseen("the settings can't be read");
            installation.folders.as_ref().map_or_else(unknown, make)
        };
        match check {
            Check::Settings => {
                installation::settings(installation, data::named_owners(installation, &facts.data))
            }
            Check::Connection => telegram::connection(installation, &facts.telegram),
            Check::Proxy => telegram::proxy(installation, &facts.telegram),
            Check::Token => telegram::token(&facts.telegram),
            Check::Webhook => telegram::webhook(installation, &facts.telegram),
            Check::Clock => telegram::clock(&facts.telegram, clock),
            Check::DiskSpace => with_folders(&|folders| disks::space(machine, installation, folders)),
            Check::Permissions => with_folders(&|folders| files::permissions(installation, folders)),
            Check::Secrets => with_folders(&|folders| files::secrets(installation, folders)),
            Check::StoreKey => {
                with_folders(&|folders| data::store_key(installation, folders, &facts.data, &facts.bot))
            }
            Check::KeyCopy => data::key_copy(installation, &facts.data),
            Check::Messages => with_folders(&texts::messages),
            Check::Schema => data::schema(&facts.data),
            Check::Service => service::service(&facts.unit, &facts.bot),
            Check::Backup => with_folders(&|folders| backups::backup(installation, folders, clock)),
            Check::OptOuts => with_folders(&|folders| {
                let copies = backups::list_copies(installation, folders, clock);
                data::opt_outs(folders, &facts.data, copies)
            }),
            Check::Swap => memory::swap(machine, facts),
            Check::CoreDumps => memory::core_dumps(machine, facts),
            Check::Encryption => with_folders(&|folders| disks::encryption(machine, installation, folders)),
            Check::Version => data::version(&facts.data, &facts.bot),
        }
    }
}

/// Why a check has no outcome.
fn no_answer(why: NoAnswer, silent: &[String]) -> String {
    match why {
        NoAnswer::Failed => "the check failed".to_owned(),
        NoAnswer::Late if silent.is_empty() => "a file that it looks at does not answer".to_owned(),
        NoAnswer::Late => silent.join("; "),
    }
}
