//! Whom people can ask about their data. The consent and the privacy page show it, and nobody but the coalition can supply it.

use std::fs;
use std::io;
use std::path::Path;

use pledge_bot::console::{err_line, out_line};
use pledge_bot::domain::Lang;
use pledge_bot::texts::{Texts, no_contact};

use crate::cli::CommandError;
use crate::cli::setup::SetupArgs;
use crate::cli::setup::draft::SettingsDraft;
use crate::cli::setup::questions::{Questions, SetupTopic};

/// The setting of the folder with the coalition's own texts, and that folder unless it is set.
const FOLDER: (&str, &str) = ("MESSAGES_DIR", "texts");
/// The file in it for each language, and the text in that.
const FILE: &str = "controller.ftl";
const TEXT: &str = "controller-contact";
/// The most characters, so that the consent stays readable on a phone.
const LONGEST: usize = 200;

const ABOUT: &str = "
Whom people can ask about their data: an e-mail address, a phone number or a postal address of the coalition, at which a person
answers. The consent and the privacy page show it in every language.";

/// Takes the contact from its flag, or asks for it; gives it, if it is to be written.
pub async fn settle(
    args: &SetupArgs,
    draft: &SettingsDraft,
    questions: &Questions,
) -> Result<Option<String>, CommandError> {
    if let Some(contact) = &args.contact {
        return checked(contact).map(Some);
    }
    if !questions.are_about(SetupTopic::Contact) || (!draft.is_set_up() && !is_missing(draft)?) {
        return Ok(None);
    }
    err_line(ABOUT);
    loop {
        let contact = questions.line("The contact; Enter for later: ").await?;
        if contact.is_empty() {
            out_line(
                "Until there is a contact, the consent says that none was entered, and the bot warns at each start.",
            );
            return Ok(None);
        }
        match checked(&contact) {
            Ok(contact) => return Ok(Some(contact)),
            Err(error) => err_line(&error),
        }
    }
}

/// One line that means itself in a file of texts.
fn checked(contact: &str) -> Result<String, CommandError> {
    let contact = contact.trim();
    let fits = |c: char| !c.is_control() && !"{}<>&".contains(c);
    if contact.is_empty() || contact.chars().count() > LONGEST || !contact.chars().all(fits) {
        return Err(format!(
            "the contact has to be one line of up to {LONGEST} characters, without {{ }} < > &"
        )
        .into());
    }
    Ok(contact.to_owned())
}

/// Whether the texts lack the contact in a language.
fn is_missing(draft: &SettingsDraft) -> Result<bool, CommandError> {
    let texts = match draft.settings()?.folders.messages {
        Some(folder) => Texts::load(&folder),
        None => Ok(Texts::builtin()),
    };
    // Texts at fault are told at the start.
    Ok(texts.is_ok_and(|texts| no_contact(&texts.lacks_contact).is_some()))
}

/// Names the folder of texts in the settings, unless they name one.
///
/// # Errors
/// When the settings can't be read any more, which their reader excludes.
pub fn name_folder(draft: &mut SettingsDraft) -> Result<(), CommandError> {
    if draft.get(FOLDER.0).is_none() {
        draft.set(FOLDER.0, &draft.in_home(FOLDER.1)?)?;
    }
    Ok(())
}

/// Writes the contact into the texts of each language. What else is in those files stays.
///
/// # Errors
/// When a file can't be written.
pub fn write(folder: &Path, contact: &str) -> Result<(), CommandError> {
    for lang in Lang::ALL {
        let folder = folder.join(lang.code());
        fs::create_dir_all(&folder)
            .map_err(|error| format!("{} can't be made: {error}", folder.display()))?;
        let path = folder.join(FILE);
        let before = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(format!("{} can't be read: {error}", path.display()).into()),
        };
        let text = format!("{}{TEXT} = {contact}\n", without(&before));
        fs::write(&path, text).map_err(|error| format!("{} can't be written: {error}", path.display()))?;
    }
    Ok(())
}

/// A file of texts without the contact.
fn without(text: &str) -> String {
    let (mut others, mut is_contact) = (String::new(), false);
    for line in text.split_inclusive('\n') {
        // A text goes on in the lines that begin with a space.
        let goes_on = is_contact && line.starts_with(' ');
        is_contact = goes_on || line.split('=').next().map(str::trim) == Some(TEXT);
        if !is_contact {
            others.push_str(line);
        }
    }
    if !others.is_empty() && !others.ends_with('\n') {
        others.push('\n');
    }
    others
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_contact_changes_in_a_file_of_texts() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("ky").join(FILE);
        fs::create_dir(folder.path().join("ky")).expect("made");
        fs::write(&path, "# ours\ncontroller-contact =\n    two\n    lines\nlegal-notice = one")
            .expect("written");
        write(folder.path(), "a@example.org").expect("written");
        let text = fs::read_to_string(&path).expect("read");
        assert_eq!(text, "# ours\nlegal-notice = one\ncontroller-contact = a@example.org\n");
        let english = fs::read_to_string(folder.path().join("en").join(FILE)).expect("read");
        assert_eq!(english, "controller-contact = a@example.org\n");
        for wrong in ["", "{ $name }", "two\nlines", &"x".repeat(201)] {
            assert!(checked(wrong).is_err(), "{wrong}");
        }
    }
}
