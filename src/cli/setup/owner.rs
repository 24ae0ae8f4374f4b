//! The first owner: whoever opens a link that only this terminal shows, and whose code and name are confirmed here.
//!
//! ```text
//! ‹ https://t.me/the_bot?start=join_…
//! — Somebody opens it in Telegram, is shown a code, and is asked to wait.
//! ‹ Somebody has opened the link. The bot shows them this code: k7m3pr
//!   The name that Telegram shows of them: Olga
//!   … Is it them?
//! — yes
//! ```
//!
//! Who has opened the link waits until the hour is over, also if this terminal was closed meanwhile.

use std::io;
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use pledge_bot::clock::Clock;
use pledge_bot::config::Settings;
use pledge_bot::console::out_line;
use pledge_bot::control::{ControlAnswer, ControlRequest, FirstOwner, Opener, SocketError, ask};
use pledge_bot::domain::visible;
use pledge_bot::store::StoreFacts;

use crate::cli::CommandError;
use crate::cli::setup::draft::SettingsDraft;
use crate::cli::setup::questions::Questions;
use crate::cli::setup::service::ServiceState;
use crate::cli::setup::{FirstOwnerTime, SetupArgs};

/// How often the bot is asked whether somebody has opened the link.
const PAUSE: Duration = Duration::from_secs(1);
/// How long the person at the terminal may take to start the bot.
const PATIENCE: Duration = Duration::from_mins(15);
/// How many answers may be missing before the bot counts as one that gives none.
const FAILURES: usize = 3;

/// Lets the first owner in, if there is none and somebody is at the terminal. `name` is the bot's username.
///
/// # Errors
/// When the bot does not answer, or not any more.
pub async fn first(
    args: &SetupArgs,
    settings: &Settings,
    name: Option<&str>,
    questions: &Questions,
    state: &ServiceState,
) -> Result<(), CommandError> {
    let data = &settings.folders.data;
    let asked = ask(data, &ControlRequest::FirstOwner).await;
    let step = match &asked {
        Ok(Some(ControlAnswer::FirstOwner(step))) => Some(step),
        Ok(_) | Err(_) => None,
    };
    if step == Some(&FirstOwner::There) {
        out_line("An owner is on staff. See: pledge-bot staff list");
        return Ok(());
    }
    if let (Ok(None), ServiceState::ByHand(command)) = (&asked, state) {
        out_line(format_args!("To start the bot: {command}"));
    }
    if !settings.owners.is_empty() {
        out_line("The first owners are those that OWNER_IDS named.");
        return Ok(());
    }
    let is_wanted = match (args.first_owner, step) {
        (Some(FirstOwnerTime::Later), _) => false,
        (Some(FirstOwnerTime::Now), _) if !questions.can_ask() => {
            return Err("the link for the first owner is shown at a terminal alone, and never in a log; run pledge-bot \
                        setup there"
                .into());
        }
        (Some(FirstOwnerTime::Now), _) => true,
        (None, Some(FirstOwner::Opened(_))) => questions.can_ask(),
        (None, _) => {
            questions.can_ask()
                && questions.yes("\nNobody is on staff yet. Make the link for the first owner now?").await?
        }
    };
    if !is_wanted {
        out_line("There is no owner yet. To let the first one in, run pledge-bot setup again at a terminal.");
        return Ok(());
    }
    let mut opener = match awaited(data).await? {
        FirstOwner::Opened(opener) => Some(opener),
        FirstOwner::There | FirstOwner::Uninvited | FirstOwner::Unopened => None,
    };
    loop {
        let Some(person) = (match opener.take() {
            Some(person) => Some(person),
            None => opened(data, name, questions).await?,
        }) else {
            return Ok(());
        };
        if admit(data, person, questions).await? {
            return Ok(());
        }
    }
}

/// Empties `OWNER_IDS` once the staff has begun: nobody reads it any more, and it names owners in clear.
///
/// # Errors
/// When the data can't be read.
pub async fn forget_named(draft: &mut SettingsDraft, settings: &Settings) -> Result<(), CommandError> {
    if !settings.owners.is_empty() && StoreFacts::read(&settings.folders.data).await?.has_staff {
        draft.set("OWNER_IDS", "")?;
        out_line("OWNER_IDS is emptied: the owners are on staff, and the settings need not name them.");
    }
    Ok(())
}

/// Waits until the bot runs and says how far the invitation is.
async fn awaited(data: &Path) -> Result<FirstOwner, CommandError> {
    let until = Clock::System.now().saturating_add(PATIENCE)?;
    let (mut failures, mut is_told) = (0, false);
    while Clock::System.now() < until {
        match ask(data, &ControlRequest::FirstOwner).await {
            Ok(Some(ControlAnswer::FirstOwner(step))) => return Ok(step),
            Ok(Some(other)) => return Err(unexpected(other)),
            Ok(None) if is_told => {}
            Ok(None) => {
                out_line("The bot has to run for that. This waits for it; Ctrl+C ends the waiting.");
                is_told = true;
            }
            Err(error) => {
                failures += 1;
                if failures == FAILURES {
                    return Err(mute(&error));
                }
            }
        }
        Clock::System.sleep(PAUSE).await;
    }
    Err("the bot does not run; start it, and run pledge-bot setup again".into())
}

/// What to do about a bot that runs and gives no answer. The settings are written by then.
fn mute(error: &SocketError) -> CommandError {
    let remedy = match error {
        SocketError::Version => "restart the bot, so that it runs this version too",
        SocketError::Socket(io::ErrorKind::PermissionDenied) => "become root, or the user who runs the bot",
        SocketError::Socket(_) | SocketError::Silent | SocketError::Unseen => {
            "look at its log, and restart it (with the package: systemctl restart pledge-bot)"
        }
    };
    format!("{error}; {remedy}, and run pledge-bot setup again").into()
}

/// Makes a link, and waits until somebody opens it. None if an owner is there, or no further link is wanted.
async fn opened(
    data: &Path,
    name: Option<&str>,
    questions: &Questions,
) -> Result<Option<Opener>, CommandError> {
    loop {
        let until = match order(data, &ControlRequest::InviteFirst).await? {
            ControlAnswer::Invited(payload, stored, until) => {
                show(&payload, name.or(stored.as_deref()));
                until
            }
            other => return Err(unexpected(other)),
        };
        match wait(data, until).await? {
            FirstOwner::Opened(opener) => return Ok(Some(opener)),
            FirstOwner::There => {
                out_line("An owner is on staff now.");
                return Ok(None);
            }
            FirstOwner::Uninvited | FirstOwner::Unopened => {
                if !questions.yes("The hour is over, and the link with it. Make another one?").await? {
                    return Ok(None);
                }
            }
        }
    }
}

fn show(payload: &str, name: Option<&str>) {
    match name {
        Some(name) => out_line(format_args!("\nhttps://t.me/{name}?start={payload}\n")),
        None => out_line(format_args!("\nSend this to the bot: /start {payload}\n")),
    }
    out_line(
        "Whoever is to be the first owner opens this in Telegram, within an hour. It works once. Give it to nobody else; the \
         bot keeps only a hash of it.\nWaiting for somebody to open it; Ctrl+C ends the waiting, and the link counts for the \
         rest of the hour.",
    );
}

/// Waits until the link is opened, or over.
async fn wait(data: &Path, until: Timestamp) -> Result<FirstOwner, CommandError> {
    loop {
        match order(data, &ControlRequest::FirstOwner).await? {
            ControlAnswer::FirstOwner(FirstOwner::Unopened) if Clock::System.now() < until => {}
            ControlAnswer::FirstOwner(step) => return Ok(step),
            other => return Err(unexpected(other)),
        }
        Clock::System.sleep(PAUSE).await;
    }
}

/// Asks whether it is the right person, and lets them in. If not, the link ends.
async fn admit(data: &Path, opener: Opener, questions: &Questions) -> Result<bool, CommandError> {
    // It is shown at a terminal, which obeys some characters.
    let name = opener.name.as_deref().map(visible::line).unwrap_or_default();
    let name = if name.is_empty() { "(Telegram tells no name)" } else { &name };
    out_line(format_args!(
        "\nSomebody has opened the link. The bot shows them this code: {}\nThe name that Telegram shows of them: {name}",
        opener.code
    ));
    let question = "Anybody can take a name. Ask the person whom you gave the link to, face to face or in a call, for the code \
                    that they see. Is it this one?";
    if !questions.yes(question).await? {
        order(data, &ControlRequest::RefuseFirst).await?;
        out_line("They were not let in, and the link has ended. Here is another one.");
        return Ok(false);
    }
    match order(data, &ControlRequest::StaffConfirm(opener.code)).await? {
        ControlAnswer::Joined(..) => {
            out_line(
                "They are the first owner now, and the bot has told them. With /staff they invite others: invite a second \
                      owner soon.",
            );
            Ok(true)
        }
        ControlAnswer::Refused(error) => {
            out_line(format_args!("They could not be let in: {error}."));
            Ok(false)
        }
        other => Err(unexpected(other)),
    }
}

async fn order(data: &Path, request: &ControlRequest) -> Result<ControlAnswer, CommandError> {
    ask(data, request)
        .await
        .map_err(|error| mute(&error))?
        .ok_or_else(|| "the bot does not run any more; start it, and run pledge-bot setup again".into())
}

fn unexpected(answer: ControlAnswer) -> CommandError {
    match answer {
        ControlAnswer::Refused(error) => error.into(),
        ControlAnswer::Failed(reason) => reason.into(),
        ControlAnswer::Done
        | ControlAnswer::About { .. }
        | ControlAnswer::Staff(..)
        | ControlAnswer::Invited(..)
        | ControlAnswer::Joined(..)
        | ControlAnswer::FirstOwner(_)
        | ControlAnswer::Holds(_)
        | ControlAnswer::NoHold => "the bot has answered something else".into(),
    }
}
