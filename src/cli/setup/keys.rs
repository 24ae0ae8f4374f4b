//! The coalition's public keys, and where the store key comes from.

use pledge_bot::console::{err_line, out_line};
use pledge_bot::crypto::{Recipients, StoreKeyFile};

use crate::cli::CommandError;
use crate::cli::setup::draft::SettingsDraft;
use crate::cli::setup::questions::{Questions, SetupTopic};
use crate::cli::setup::{SetupArgs, StoreKeyKind};

const RECIPIENTS: &str = "SEAL_RECIPIENTS";
const COMMAND: &str = "STORE_KEY_COMMAND";

const ABOUT_KEYS: &str = "
The coalition's public keys. Names, contacts and backups are sealed to them, and only the private keys open them.
  On a computer of the coalition, not on this one:   pledge-bot keygen coalition.key
  It prints the public key, a line that begins with age1. Keep the file coalition.key in two places, never here.
Without a key, the bot works, but it asks for no names and no contacts, makes no backups, and if the store key is lost,
all data are lost. You can add it any time: run pledge-bot setup again.
";

const ABOUT_STORE_KEY: &str = "
The store key. The data open with it alone.
  1  A file on this machine. Simple; whoever takes the machine has the data and the key.
  2  A file with a passphrase. The bot asks for it at the terminal at each start, so it can't start by itself.
  3  A command that prints the key, for example from another machine: see \"The store key\" in docs/operate.md.
";

/// What it means to leave the keys for later.
const NO_KEYS: &str = "Without public keys, the bot asks for no names and no contacts, makes no backups, and whoever loses \
                       the store key loses all data. Add them with: pledge-bot setup --keys KEYS";

pub async fn settle(
    args: &SetupArgs,
    draft: &mut SettingsDraft,
    questions: &Questions,
) -> Result<(), CommandError> {
    if let Some(keys) = &args.keys {
        return set_keys(draft, questions, keys).await;
    }
    if !questions.are_about(SetupTopic::Keys) {
        return Ok(());
    }
    err_line(ABOUT_KEYS);
    let keep =
        if draft.get(RECIPIENTS).is_some() { "Enter to keep those that are set" } else { "Enter for later" };
    loop {
        let keys = questions.line(&format!("The public keys, separated by spaces; {keep}: ")).await?;
        if keys.is_empty() && draft.get(RECIPIENTS).is_some() {
            return Ok(());
        }
        match set_keys(draft, questions, if keys.is_empty() { "later" } else { &keys }).await {
            Ok(()) => return Ok(()),
            Err(error) => err_line(&error),
        }
    }
}

/// Sets the keys, and shows their fingerprints. `later` leaves none. Those that take the place of others have to be accepted, or
/// the bot does not start with them.
async fn set_keys(draft: &mut SettingsDraft, questions: &Questions, keys: &str) -> Result<(), CommandError> {
    let earlier = draft.get(RECIPIENTS).map(|keys| Recipients::parse(&keys)).transpose()?;
    let earlier = earlier.map(|keys| keys.fingerprints());
    if keys == "later" {
        out_line(NO_KEYS);
        draft.set(RECIPIENTS, "")?;
        return accept(draft, questions, earlier.is_some()).await;
    }
    let recipients = Recipients::parse(keys).map_err(|error| {
        format!("this is no public key, which begins with age1, as pledge-bot keygen prints it ({error})")
    })?;
    draft.set(RECIPIENTS, keys)?;
    out_line(format_args!(
        "The fingerprints of these keys: {}. Compare them with what keygen has printed.",
        recipients.fingerprints()
    ));
    let is_other = earlier.is_some_and(|earlier| earlier != recipients.fingerprints());
    accept(draft, questions, is_other).await
}

/// Asks whether keys that take the place of others are to be accepted. If nobody can be asked, they are not, and the trial of the
/// data says what to do.
async fn accept(
    draft: &mut SettingsDraft,
    questions: &Questions,
    is_other: bool,
) -> Result<(), CommandError> {
    if !is_other || !questions.can_ask() {
        return Ok(());
    }
    let question = "These take the place of other keys. Whoever has the new private keys can read what is given from now on, and \
                    nobody else can. Have you compared the fingerprints with those people, and does the coalition want it?";
    if questions.yes(question).await? {
        draft.accept_keys();
        return Ok(());
    }
    Err("the keys were not accepted, and nothing was written. If nobody of the coalition wanted other keys, find out who did".into())
}

pub async fn settle_store_key(
    args: &SetupArgs,
    draft: &mut SettingsDraft,
    questions: &Questions,
) -> Result<(), CommandError> {
    if let Some(command) = &args.store_key_command {
        return draft.set(COMMAND, command);
    }
    if let Some(kind) = args.store_key {
        return set_kind(draft, kind, questions);
    }
    if !questions.are_about(SetupTopic::StoreKey) {
        return Ok(());
    }
    loop {
        err_line(ABOUT_STORE_KEY);
        let set = match questions.line("1, 2 or 3; Enter for 1: ").await?.as_str() {
            "" | "1" => set_kind(draft, StoreKeyKind::File, questions),
            "2" => set_kind(draft, StoreKeyKind::Passphrase, questions),
            "3" => {
                let command = questions.line("The command, for a shell: ").await?;
                if command.is_empty() {
                    continue;
                }
                draft.set(COMMAND, &command)
            }
            _ => continue,
        };
        match set {
            Ok(()) => return Ok(()),
            Err(error) => err_line(&error),
        }
    }
}

fn set_kind(
    draft: &mut SettingsDraft,
    kind: StoreKeyKind,
    questions: &Questions,
) -> Result<(), CommandError> {
    match kind {
        StoreKeyKind::File => draft.set(COMMAND, ""),
        StoreKeyKind::Passphrase => {
            let path = draft.settings()?.folders.store_key;
            if let StoreKeyFile::Plain(_) = StoreKeyFile::read(&path)? {
                return Err(format!(
                    "there is a store key without a passphrase already. Encrypt it, and put the new file in its place: age \
                     --passphrase --output locked.key {}",
                    path.display()
                )
                .into());
            }
            if !questions.can_ask() {
                return Err("a passphrase can only be chosen at a terminal, and without --yes".into());
            }
            draft.set(COMMAND, "")?;
            draft.ask_for_passphrase();
            Ok(())
        }
    }
}
