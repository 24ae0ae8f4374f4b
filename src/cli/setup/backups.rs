//! The bot's own backups, and where they and the list of opt-outs are taken.

use std::fs::DirBuilder;
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;

use pledge_bot::config::SettingsPlace;
use pledge_bot::console::{err_line, out_line};

use crate::cli::CommandError;
use crate::cli::setup::SetupArgs;
use crate::cli::setup::draft::SettingsDraft;
use crate::cli::setup::questions::{Questions, SetupTopic};

const FOLDER: &str = "BACKUP_DIR";
const COMMAND: &str = "BACKUP_COMMAND";
const LIST_FOLDER: &str = "OPT_OUTS_COPY_DIR";
const LIST_COMMAND: &str = "OPT_OUTS_COPY_COMMAND";
/// The folder unless another one is wanted, beside the data. Any other one has to be there.
const USUAL: &str = "backups";
/// Where the service may write.
const WRITABLE: [&str; 2] = [SettingsPlace::HOME, "/var/backups/pledge-bot"];

const ABOUT: &str = "
Backups. The bot makes one every night, sealed to the coalition's keys, and keeps seven. A disk that fails takes them along, so let
a command take each one to another machine. It gets the file as $1: ssh backup@office.example.org <\"$1\"
That machine has to let the bot in without a password; docs/operate.md says how (Make backups).
A restore also needs the list of those who have left. Its copy has to go to another place than the backups.
";

/// Takes the settings of the backups from flags, or asks for them. A first setup with keys has a folder unless it is declined. Gives
/// whether the folder is new.
///
/// # Errors
/// When a setting is malformed.
pub async fn settle(
    args: &SetupArgs,
    draft: &mut SettingsDraft,
    questions: &Questions,
) -> Result<bool, CommandError> {
    let before = draft.get(FOLDER);
    let is_first = draft.get("SEAL_RECIPIENTS").is_some() && before.is_none() && !draft.had_keys();
    if let Some(folder) = &args.backup_dir {
        set_folder(draft, folder)?;
    } else if questions.are_about(SetupTopic::Backups) || is_first && questions.can_ask() {
        ask(draft, questions).await?;
    } else if is_first {
        set_folder(draft, &usual(draft))?;
    }
    for (flag, name) in [
        (&args.backup_command, COMMAND),
        (&args.opt_outs_copy_dir, LIST_FOLDER),
        (&args.opt_outs_copy_command, LIST_COMMAND),
    ] {
        if let Some(value) = flag {
            set(draft, name, value)?;
        }
    }
    let now = draft.get(FOLDER);
    Ok(now.is_some() && now != before)
}

/// Asks where backups and the list go.
async fn ask(draft: &mut SettingsDraft, questions: &Questions) -> Result<(), CommandError> {
    if draft.get("SEAL_RECIPIENTS").is_none() {
        out_line("Backups are sealed to the coalition's public keys, so without keys there are none.");
        return Ok(());
    }
    err_line(ABOUT);
    let usual = draft.get(FOLDER).unwrap_or_else(|| usual(draft));
    let question = format!("The folder for backups; none; or Enter for {usual}: ");
    answered(questions, &question, |folder| set_folder(draft, folder.unwrap_or(&usual))).await?;
    if draft.get(FOLDER).is_none() {
        return Ok(());
    }
    let question = format!("The command that takes them elsewhere; {}: ", keep(draft, &[COMMAND]));
    answered(questions, &question, |command| command.map_or(Ok(()), |command| set(draft, COMMAND, command)))
        .await?;
    let keep = keep(draft, &[LIST_FOLDER, LIST_COMMAND]);
    let question = format!("The copy of the list: a folder, or a command with \"$1\"; {keep}: ");
    answered(questions, &question, |place| match place {
        None => Ok(()),
        Some("none") => set(draft, LIST_FOLDER, "none").and_then(|()| set(draft, LIST_COMMAND, "none")),
        Some(command) if command.contains("$1") => set(draft, LIST_COMMAND, command),
        Some(folder) => set(draft, LIST_FOLDER, folder),
    })
    .await
}

/// The usual folder.
fn usual(draft: &SettingsDraft) -> String {
    let data = draft.get("DATA_DIR").unwrap_or_else(|| "data".to_owned());
    Path::new(&data).with_file_name(USUAL).display().to_string()
}

/// Asks until an answer fits; none for Enter.
async fn answered(
    questions: &Questions,
    question: &str,
    mut fits: impl FnMut(Option<&str>) -> Result<(), CommandError>,
) -> Result<(), CommandError> {
    loop {
        let answer = questions.line(question).await?;
        match fits(Some(answer.as_str()).filter(|answer| !answer.is_empty())) {
            Ok(()) => return Ok(()),
            Err(error) => err_line(&error),
        }
    }
}

/// What Enter means.
fn keep(draft: &SettingsDraft, names: &[&str]) -> &'static str {
    let is_set = names.iter().any(|name| draft.get(name).is_some());
    if is_set { "none; or Enter to keep what is set" } else { "Enter for later" }
}

/// Sets the folder for backups. Without one, the other settings mean nothing and go too.
fn set_folder(draft: &mut SettingsDraft, folder: &str) -> Result<(), CommandError> {
    if folder == "none" {
        for name in [COMMAND, LIST_FOLDER, LIST_COMMAND] {
            draft.set(name, "")?;
        }
        out_line("The bot makes no backups. If its disk fails, everything is lost.");
        return draft.set(FOLDER, "");
    }
    set(draft, FOLDER, folder)
}

/// Sets one of the settings; `none` leaves it unset.
fn set(draft: &mut SettingsDraft, name: &'static str, value: &str) -> Result<(), CommandError> {
    if value == "none" {
        return draft.try_set(name, "");
    }
    if ![FOLDER, LIST_FOLDER].contains(&name) {
        return draft.try_set(name, value);
    }
    let path = draft.in_home(value)?;
    draft.try_set(name, &path)?;
    let is_packages = matches!(draft.place(), SettingsPlace::Package(_));
    if is_packages && !WRITABLE.iter().any(|folder| Path::new(&path).starts_with(folder)) {
        out_line(format_args!(
            "The service may not write to {path} yet: type systemctl edit pledge-bot, and add the two lines [Service] and \
             ReadWritePaths={path}"
        ));
    }
    Ok(())
}

/// Makes the usual folder, and looks whether another one is there, as the bot's user. One on a disk that is not mounted is not made.
///
/// # Errors
/// When it can't be made, or is not there.
pub fn make(folder: &Path, data: &Path) -> Result<(), CommandError> {
    let failed = |reason: &str| -> CommandError {
        let shown = folder.display();
        format!(
            "the folder for backups {shown} {reason}. Make it, for the bot's user: install -d -m 700 -o USER {shown}"
        )
        .into()
    };
    if folder.is_dir() {
        return Ok(());
    }
    if folder != data.with_file_name(USUAL) {
        return Err(failed("is not there, or the bot's user can't get there"));
    }
    match DirBuilder::new().mode(0o700).create(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            Err(failed(&format!("can't be made ({error})")))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}
