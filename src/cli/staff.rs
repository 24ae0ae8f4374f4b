//! `staff`: who is on staff, by the one who has the machine.

use clap::{Subcommand, ValueEnum};
use pledge_bot::clock::Clock;
use pledge_bot::config::Settings;
use pledge_bot::console::out_line;
use pledge_bot::control::{
    ControlAnswer, ControlRequest, Opener, StaffEntry, WaitingInvitation, ask, carry_out,
};
use pledge_bot::domain::{Role, Standing, visible};
use pledge_bot::service::open_store;

use crate::cli::CommandError;
use crate::cli::environment::environment;

#[derive(Subcommand)]
pub enum StaffCommandLine {
    /// Show who is on staff, and who waits to join, with their codes
    List,
    /// Make a link by which one person can join within 24 hours. Once they have opened it, let them in with `confirm`
    Invite {
        /// The role that it gives
        role: RoleArgument,
    },
    /// Take somebody's rights away at once, until `role` gives them back
    Suspend {
        /// Their code, as `list` shows it
        code: String,
    },
    /// Take somebody out of the staff, at once
    Remove {
        /// Their code, as `list` shows it
        code: String,
    },
    /// Let in the person who opened an invitation, by the code that they see; or confirm that somebody was right to take rights from others
    Confirm {
        /// Their code, as `list` shows it
        code: String,
    },
    /// Give somebody on staff another role, at once; if they are suspended, their rights are in force again
    Role {
        /// Their code, as `list` shows it
        code: String,
        /// The role
        role: RoleArgument,
    },
}

#[derive(Clone, Copy, ValueEnum)]
pub enum RoleArgument {
    /// Sees the panel, lists and reports
    Viewer,
    /// Writes and sends too
    Editor,
    /// May do everything
    Owner,
}

impl From<RoleArgument> for Role {
    fn from(role: RoleArgument) -> Role {
        match role {
            RoleArgument::Viewer => Role::Viewer,
            RoleArgument::Editor => Role::Editor,
            RoleArgument::Owner => Role::Owner,
        }
    }
}

pub async fn run(command: StaffCommandLine) -> Result<(), CommandError> {
    let request = match command {
        StaffCommandLine::List => ControlRequest::StaffList,
        StaffCommandLine::Invite { role } => ControlRequest::StaffInvite(role.into()),
        StaffCommandLine::Suspend { code } => ControlRequest::StaffSuspend(code.parse()?),
        StaffCommandLine::Remove { code } => ControlRequest::StaffRemove(code.parse()?),
        StaffCommandLine::Confirm { code } => ControlRequest::StaffConfirm(code.parse()?),
        StaffCommandLine::Role { code, role } => ControlRequest::StaffRole(code.parse()?, role.into()),
    };
    match order(&request).await? {
        ControlAnswer::Done | ControlAnswer::Joined(..) => out_line("Done. The staff is told of it."),
        ControlAnswer::Staff(staff, invitations) => show(&staff, &invitations),
        ControlAnswer::Invited(payload, name, until) => {
            match name {
                Some(name) => out_line(format_args!("https://t.me/{name}?start={payload}")),
                None => out_line(format_args!("/start {payload}")),
            }
            out_line(format_args!(
                "Give this to one person, and to nobody else. It works once, until {until}. Whoever opens it is shown a code. Have the \
                 person read it out to you, face to face or in a call, and let them in with `pledge-bot staff confirm CODE`."
            ));
        }
        ControlAnswer::Refused(error) => return Err(error.into()),
        ControlAnswer::Failed(reason) => return Err(reason.into()),
        ControlAnswer::About { .. }
        | ControlAnswer::Holds(_)
        | ControlAnswer::NoHold
        | ControlAnswer::FirstOwner(_) => {
            return Err("the bot has answered something else".into());
        }
    }
    Ok(())
}

/// Has a request carried out: by the bot that runs on the data folder, or on the data while none runs.
pub async fn order(request: &ControlRequest) -> Result<ControlAnswer, CommandError> {
    let env = environment()?;
    order_with(&Settings::read(&env)?, request).await
}

/// The same with settings that were read.
pub async fn order_with(
    settings: &Settings,
    request: &ControlRequest,
) -> Result<ControlAnswer, CommandError> {
    if let Some(answer) = ask(&settings.folders.data, request).await? {
        return Ok(answer);
    }
    let store = open_store(settings).await?;
    let answer = carry_out(&store, request, Clock::System.now()).await;
    store.close().await?;
    Ok(answer)
}

fn show(staff: &[StaffEntry], invitations: &[WaitingInvitation]) {
    if staff.is_empty() {
        out_line("Nobody is on staff. Invite somebody: pledge-bot staff invite owner");
    }
    for member in staff {
        let since = member.since.map_or_else(|| "the beginning".to_owned(), |since| since.to_string());
        let alias =
            member.alias.clone().unwrap_or_else(|| format!("(no alias{})", name(member.name.as_deref())));
        let standing = match member.standing {
            Standing::Active => "",
            Standing::Suspended => "; suspended",
            Standing::Removed => "; removed, which nobody has confirmed yet",
        };
        let restrained = if member.is_restrained {
            "; took rights from others and can start nothing until somebody confirms that"
        } else {
            ""
        };
        out_line(format_args!(
            "{}  {}  {alias}, since {since}{standing}{restrained}",
            member.code,
            member.role.code()
        ));
    }
    for WaitingInvitation { role, until, opened } in invitations {
        let opened = match opened {
            None => "nobody has opened it yet".to_owned(),
            Some(Opener { code, name: shown }) => {
                format!(
                    "somebody with the code {code} has opened it and waits to be confirmed{}",
                    name(shown.as_deref())
                )
            }
        };
        out_line(format_args!("An invitation for the role {} until {until}: {opened}", role.code()));
    }
}

/// The name that Telegram shows of somebody, as an addition to a line. It is shown at a terminal, which obeys some characters.
fn name(shown: Option<&str>) -> String {
    let name = shown.map(visible::line).unwrap_or_default();
    if name.is_empty() { name } else { format!("; Telegram shows: {name}") }
}
