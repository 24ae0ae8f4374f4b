//! `setup`: from nothing to a running bot. It asks one question after another, and each answer can be a flag instead.
//!
//! ```text
//! token, proxy       token.rs     Telegram is asked whether they are right
//! keys, store key    keys.rs
//! quiet hours        quiet.rs
//! contact            contact.rs   whom people can ask about their data
//! backups            backups.rs
//! ```
//!
//! Then the data are tried (`prepare.rs`), the settings written (`draft.rs`), the service started (`service.rs`), and the first
//! owner let in (`owner.rs`).

mod backups;
mod contact;
mod draft;
mod keys;
mod owner;
mod prepare;
mod questions;
mod quiet;
mod service;
mod token;

use clap::{Args, ValueEnum};
use pledge_bot::config::{Secret, Settings, SettingsPlace};
use pledge_bot::console::out_line;
use pledge_bot::service::register_names;
use tokio::sync::watch;

use crate::cli::CommandError;
use crate::cli::environment::settings_place;
use crate::cli::signals::stopped;
use draft::SettingsDraft;
use prepare::PreparePart;
use questions::Questions;

#[derive(Args)]
pub struct SetupArgs {
    /// The file with the token. It can also come from the environment, as BOT_TOKEN, which sudo drops; at a terminal it is asked for
    #[arg(long, value_name = "FILE")]
    token_file: Option<std::path::PathBuf>,
    /// A proxy on the way to Telegram, or the word none. One with a password comes from the environment, as TELEGRAM_PROXY
    #[arg(long, value_name = "ADDRESS")]
    proxy: Option<String>,
    /// The coalition's public keys, separated by spaces, in quotation marks; or the word later
    #[arg(long, value_name = "KEYS")]
    keys: Option<String>,
    /// Whom people can ask about their data: an e-mail address, a phone number or a postal address
    #[arg(long, value_name = "TEXT")]
    contact: Option<String>,
    /// Where the store key is, with which alone the bot's data open
    #[arg(long, value_name = "KIND")]
    store_key: Option<StoreKeyKind>,
    /// A shell command that prints the store key, or the passphrase of its file
    #[arg(long, value_name = "COMMAND", conflicts_with = "store_key")]
    store_key_command: Option<String>,
    /// The hours in Bishkek in which only urgent broadcasts go out, such as 22:00-08:00, or the word none
    #[arg(long, value_name = "HOURS")]
    quiet_hours: Option<String>,
    /// The folder for the bot's own backups, or none
    #[arg(long, value_name = "FOLDER")]
    backup_dir: Option<String>,
    /// A shell command that takes each backup, given as $1, to another machine, or none
    #[arg(long, value_name = "COMMAND")]
    backup_command: Option<String>,
    /// The folder for a copy of the list of opt-outs, or none; never that of the backups
    #[arg(long, value_name = "FOLDER")]
    opt_outs_copy_dir: Option<String>,
    /// A shell command that takes the list of opt-outs, given as $1, to another place, or none
    #[arg(long, value_name = "COMMAND")]
    opt_outs_copy_command: Option<String>,
    /// Where the Bot API answers; for a server of your own or the emulator
    #[arg(long, value_name = "ADDRESS")]
    api_url: Option<String>,
    /// When to make the link for the first owner, who lets the others on staff in
    #[arg(long, value_name = "WHEN")]
    first_owner: Option<FirstOwnerTime>,
    /// Neither start nor restart the service; somebody starts the bot by hand
    #[arg(long)]
    no_service: bool,
    /// Ask nothing: what has no flag stays as it is, or as it usually is. The same holds without a terminal
    #[arg(long)]
    yes: bool,
    /// Do only this part, as the bot's user, with the settings of the environment
    #[arg(long, hide = true, value_name = "PART")]
    prepare: Option<PreparePart>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StoreKeyKind {
    /// A file on this machine
    File,
    /// A file that opens with a passphrase, for which the bot asks at the terminal when it starts
    Passphrase,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FirstOwnerTime {
    /// Now
    Now,
    /// At another time
    Later,
}

impl SetupArgs {
    /// Whether a flag says what is to be set.
    fn has_answers(&self) -> bool {
        let SetupArgs {
            token_file,
            proxy,
            keys,
            contact,
            store_key,
            store_key_command,
            quiet_hours,
            backup_dir,
            backup_command,
            opt_outs_copy_dir,
            opt_outs_copy_command,
            api_url,
            ..
        } = self;
        let backups = [backup_dir, backup_command, opt_outs_copy_dir, opt_outs_copy_command];
        let texts =
            [proxy, keys, contact, store_key_command, quiet_hours, api_url].into_iter().chain(backups);
        token_file.is_some() || store_key.is_some() || texts.into_iter().any(Option::is_some)
    }
}

pub async fn run(args: SetupArgs, mut stop: watch::Receiver<bool>) -> Result<(), CommandError> {
    if let Some(part) = args.prepare {
        let folder = args.backup_dir.as_deref().map(std::path::Path::new);
        return prepare::carry_out(part, args.contact.as_deref(), folder).await;
    }
    tokio::select! {
        biased;
        () = stopped(&mut stop) => {
            Err("stopped; what was said to be written is, and nothing else. Run pledge-bot setup again".into())
        }
        done = set_up(&args) => done,
    }
}

async fn set_up(args: &SetupArgs) -> Result<(), CommandError> {
    let place = settings_place()?;
    if matches!(place, SettingsPlace::Package(_)) && !rustix::process::geteuid().is_root() {
        return Err("the settings of the package are root's to change: sudo pledge-bot setup. To set up another bot in this \
                    folder: PLEDGE_BOT_SETTINGS=.env pledge-bot setup"
            .into());
    }
    let mut draft = SettingsDraft::open(place)?;
    let mut questions = Questions::new(args.yes);
    if draft.is_set_up() {
        out_line(draft.summary()?);
    }
    questions.choose(args, &draft).await?;
    if let Some(missing) = missing(args, &draft, &questions) {
        return Err(missing.into());
    }
    let account = token::settle(args, &mut draft, &questions).await?;
    keys::settle(args, &mut draft, &questions).await?;
    keys::settle_store_key(args, &mut draft, &questions).await?;
    quiet::settle(args, &mut draft, &questions).await?;
    let contact = contact::settle(args, &draft, &questions).await?;
    if contact.is_some() {
        contact::name_folder(&mut draft)?;
    }
    let has_new_folder = backups::settle(args, &mut draft, &questions).await?;
    let settings = draft.settings()?;
    if draft.accepts_keys() {
        service::stop(args, &draft).await?;
    }
    let backup_folder = settings.backups.as_ref().map(|backups| backups.folder.as_path());
    prepare::run(&draft, contact.as_deref(), backup_folder.filter(|_| has_new_folder)).await?;
    owner::forget_named(&mut draft, &settings).await?;
    if draft.save()? {
        out_line(format_args!("Written: {} (only its owner can read it).", draft.place().shown()));
    } else {
        out_line(format_args!("Nothing has changed in {}.", draft.place().shown()));
    }
    register(&draft, &settings).await;
    let runs = service::start(args, &draft, &settings, contact.is_some()).await?;
    owner::first(args, &settings, account.as_deref(), &questions, &runs).await
}

/// What nobody has said and nobody can be asked for, in one sentence.
fn missing(args: &SetupArgs, draft: &SettingsDraft, questions: &Questions) -> Option<String> {
    let nobody = questions.nobody()?;
    let mut missing = Vec::new();
    if args.token_file.is_none() && !draft.has_token() && token::of_environment().is_none() {
        missing.push("the token (--token-file FILE, or BOT_TOKEN in the environment)");
    }
    if args.keys.is_none() && !draft.is_set_up() && draft.get("SEAL_RECIPIENTS").is_none() {
        missing.push("the coalition's public keys (--keys KEYS, or --keys later)");
    }
    (!missing.is_empty()).then(|| format!("nobody can be asked, {nobody}. Missing: {}", missing.join("; ")))
}

/// Registers names and menus. The running bot does so too, so a failure holds nothing up.
async fn register(draft: &SettingsDraft, settings: &Settings) {
    let Some(token) = draft.token() else { return };
    let (api, proxy) = (&settings.api_url, settings.proxy.as_ref());
    match register_names(&Secret::from(token), api, proxy, settings.folders.messages.as_deref()).await {
        Ok(changes) => {
            out_line(format_args!(
                "The bot's name, descriptions and menus are registered ({changes} changes)."
            ));
        }
        Err(error) => {
            out_line(format_args!(
                "Names and menus could not all be registered ({error}); the running bot tries it again."
            ));
        }
    }
}
