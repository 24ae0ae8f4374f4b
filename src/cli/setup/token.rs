//! The token and the way to Telegram, which is asked whether they are right.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use pledge_bot::config::Secret;
use pledge_bot::console::{err_line, out_line};
use pledge_bot::service::{AccountError, bot_account};
use pledge_bot::telegram::{BotAccount, BotSwitch};

use crate::cli::CommandError;
use crate::cli::setup::SetupArgs;
use crate::cli::setup::draft::SettingsDraft;
use crate::cli::setup::questions::{Questions, SetupTopic};

const HOW: &str = "
The token. Telegram gives it to whoever makes a bot:
  1. In Telegram, open https://t.me/BotFather and press Start.
  2. Send /newbot. BotFather asks for the bot's name, and then for its username, which ends in \"bot\".
     The person who does this owns the bot: somebody of the coalition, with two-step verification on.
  3. BotFather answers with the token: a line of digits, a colon and letters. Copy the whole line.
     If the bot is there already: send /mybots, choose it, and tap API Token.
Whoever has the token can speak as the bot. Show it to nobody.
";

const ABOUT_PROXY: &str = "
Where Telegram is blocked, the bot reaches it through a proxy: socks5h://proxy.example.org:1080, or with a name and a
password, http://name:password@proxy.example.org:3128. What you type is not shown.
";

/// The token of the environment. Unlike the command line, no other user of the machine sees it there.
pub fn of_environment() -> Option<String> {
    std::env::var("BOT_TOKEN").ok().map(|token| token.trim().to_owned()).filter(|token| !token.is_empty())
}

/// Settles the token and the way to Telegram; gives the bot's username, unless a command prints the token or Telegram can't be
/// reached and nothing about it has changed.
///
/// # Errors
/// When the token is wrong, or Telegram can't be reached, and nobody can be asked.
pub async fn settle(
    args: &SetupArgs,
    draft: &mut SettingsDraft,
    questions: &Questions,
) -> Result<Option<String>, CommandError> {
    let before = way(draft);
    set_way(args, draft, questions).await?;
    let given = given(args)?;
    let mut asks = given.is_none() && (questions.are_about(SetupTopic::Token) || !draft.has_token());
    if let Some(token) = given {
        set_token(draft, token.expose())?;
    }
    if asks {
        err_line(HOW);
    }
    let account = loop {
        if asks {
            ask_for_token(draft, questions).await?;
        }
        let Some(token) = draft.token().map(Secret::from) else {
            out_line("The token comes from BOT_TOKEN_COMMAND, which setup does not run.");
            return Ok(None);
        };
        let settings = draft.settings()?;
        match bot_account(&token, &settings.api_url, settings.proxy.as_ref()).await {
            Ok(account) => break account,
            Err(error @ AccountError::Token) if questions.can_ask() => {
                err_line(format_args!("{error}."));
                asks = true;
            }
            Err(AccountError::Unreachable(reason)) if way(draft) == before && draft.is_set_up() => {
                out_line(format_args!(
                    "Telegram can't be reached now ({reason}), so the token was not tried."
                ));
                return Ok(None);
            }
            Err(error @ AccountError::Unreachable(_)) if questions.can_ask() => {
                err_line(format_args!("{error}. Check the network of this machine.\n{ABOUT_PROXY}"));
                ask_for_proxy(draft, questions).await?;
                asks = false;
            }
            Err(error @ AccountError::Unreachable(_)) => {
                return Err(format!(
                    "{error}. Check the network of this machine; where Telegram is blocked, give a proxy: --proxy ADDRESS, \
                     or TELEGRAM_PROXY in the environment. Nothing was written"
                )
                .into());
            }
            Err(error @ (AccountError::Token | AccountError::Client(_))) => {
                return Err(format!("{error}. Nothing was written").into());
            }
        }
    };
    out_line(format_args!("Telegram knows the bot as @{}.", account.name));
    tell_of_switches(draft, questions, &account).await?;
    Ok(Some(account.name))
}

/// All that decides whether Telegram answers.
fn way(draft: &SettingsDraft) -> [Option<String>; 4] {
    ["BOT_TOKEN", "BOT_TOKEN_COMMAND", "TELEGRAM_PROXY", "TELEGRAM_API_URL"].map(|name| draft.get(name))
}

/// The way to Telegram, from flags, the environment, or the person who wants to change it.
async fn set_way(
    args: &SetupArgs,
    draft: &mut SettingsDraft,
    questions: &Questions,
) -> Result<(), CommandError> {
    if let Some(api) = &args.api_url {
        draft.try_set("TELEGRAM_API_URL", api)?;
    }
    let of_environment = std::env::var("TELEGRAM_PROXY").ok().filter(|proxy| !proxy.trim().is_empty());
    match (&args.proxy, of_environment) {
        (Some(proxy), _) if has_password(proxy) => {
            return Err("--proxy shows its password to everybody who lists the programs of this machine; put the address \
                        into the environment, as TELEGRAM_PROXY, or type it at the terminal"
                .into());
        }
        (Some(proxy), _) => set_proxy(draft, proxy)?,
        (None, Some(proxy)) => set_proxy(draft, &proxy)?,
        (None, None) if questions.are_about(SetupTopic::Proxy) => {
            err_line(ABOUT_PROXY);
            ask_for_proxy(draft, questions).await?;
        }
        (None, None) => {}
    }
    Ok(())
}

/// Whether an address has a name and a password in it.
fn has_password(address: &str) -> bool {
    let host = address.split_once("://").map_or(address, |(_, rest)| rest);
    host.split(['/', '?', '#']).next().is_some_and(|host| host.contains('@'))
}

fn set_proxy(draft: &mut SettingsDraft, proxy: &str) -> Result<(), CommandError> {
    draft.try_set("TELEGRAM_PROXY", if proxy == "none" { "" } else { proxy })
}

async fn ask_for_proxy(draft: &mut SettingsDraft, questions: &Questions) -> Result<(), CommandError> {
    loop {
        let proxy = questions.hidden("The proxy's address; none; or Enter to try again as it is: ").await?;
        if proxy.is_empty() {
            return Ok(());
        }
        match set_proxy(draft, &proxy) {
            Ok(()) => return Ok(()),
            Err(error) => err_line(&error),
        }
    }
}

/// The token from the file or the environment.
fn given(args: &SetupArgs) -> Result<Option<Secret>, CommandError> {
    let (text, source) = match (&args.token_file, of_environment()) {
        (Some(file), _) => (read(file)?, file.display().to_string()),
        (None, Some(token)) => (Secret::from(token), "BOT_TOKEN in the environment".to_owned()),
        (None, None) => return Ok(None),
    };
    let token = Secret::token(text.expose());
    token.map(Some).ok_or_else(|| {
        format!(
            "{source}: this is no token, which looks like 123456789:AA…; copy the whole line from @BotFather"
        )
        .into()
    })
}

fn read(file: &Path) -> Result<Secret, CommandError> {
    let failed = |error| format!("{} can't be read: {error}", file.display());
    let text = fs::read_to_string(file).map(Secret::from).map_err(failed)?;
    let mode = file.metadata().map_or(0, |file| file.mode());
    if mode & 0o077 != 0 {
        out_line(format_args!(
            "Others on this machine can read {}; remove it when this is done.",
            file.display()
        ));
    }
    Ok(text)
}

fn set_token(draft: &mut SettingsDraft, token: &str) -> Result<(), CommandError> {
    draft.set("BOT_TOKEN_COMMAND", "")?;
    draft.try_set("BOT_TOKEN", token)
}

async fn ask_for_token(draft: &mut SettingsDraft, questions: &Questions) -> Result<(), CommandError> {
    loop {
        let typed = questions.hidden("The token (what you type or paste is not shown): ").await?;
        match Secret::token(&typed) {
            Some(token) => return set_token(draft, token.expose()),
            None => err_line("This is no token, which looks like 123456789:AA…; copy the whole line."),
        }
    }
}

/// Names the switches at BotFather that are wrong, until they are right or the person goes on.
async fn tell_of_switches(
    draft: &SettingsDraft,
    questions: &Questions,
    account: &BotAccount,
) -> Result<(), CommandError> {
    let mut wrong = account.wrong.clone();
    while !wrong.is_empty() {
        out_line(format_args!(
            "\nAt @BotFather, {} of the bot's switches should be set otherwise:",
            wrong.len()
        ));
        for BotSwitch { field, meaning, remedy, .. } in &wrong {
            out_line(format_args!("  - {meaning} ({field})\n    Send @BotFather: {remedy}."));
        }
        if !questions.can_ask() {
            return Ok(());
        }
        let answer = questions.line("Enter when it is done, or later to go on: ").await?;
        let (Some(token), false) = (draft.token().map(Secret::from), answer.eq_ignore_ascii_case("later"))
        else {
            return Ok(());
        };
        let settings = draft.settings()?;
        match bot_account(&token, &settings.api_url, settings.proxy.as_ref()).await {
            Ok(now) => wrong = now.wrong,
            Err(error) => {
                out_line(format_args!("{error}."));
                return Ok(());
            }
        }
    }
    out_line("BotFather's switches are right.");
    Ok(())
}
