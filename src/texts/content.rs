//! Texts and facts as a whole: read together, checked together, replaced together.

use std::path::Path;

use crate::domain::{Lang, Pledge};
use crate::texts::bundles::Bundles;
use crate::texts::check::CheckInput;
use crate::texts::contact;
use crate::texts::files::{ContentFiles, FACTS, ORIGINAL};
use crate::texts::{ContentError, Say, check, facts};

/// Texts and facts.
pub struct Texts {
    /// The facts.
    pub pledge: Pledge,
    /// The pledge as it was submitted, word for word, in English.
    pub original: String,
    /// The languages in which no contact of those responsible for the data was entered.
    pub lacks_contact: Vec<Lang>,
    bundles: Bundles,
}

impl Texts {
    /// The texts and facts in the binary. They are not checked here, which would slow every start: a test and
    /// `pledge-bot check` do that.
    ///
    /// # Panics
    /// When the facts can't be read, which no build is that passes its tests.
    pub fn builtin() -> Texts {
        let files = ContentFiles::builtin();
        let pledge = facts::read(files.get(FACTS)).unwrap_or_else(|faults| {
            let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
            panic!("the built-in facts are at fault:\n{}", faults.join("\n"))
        });
        let original = plain(&files.get(ORIGINAL).text);
        Texts { pledge, original, lacks_contact: Lang::ALL.into(), bundles: Bundles::read(&files) }
    }

    /// The texts and facts in the binary, and over them the messages and the facts of a folder.
    ///
    /// # Errors
    /// All faults, in the order of files and lines.
    pub fn load(folder: &Path) -> Result<Texts, Vec<ContentError>> {
        Texts::read(&ContentFiles::over_builtin(folder))
    }

    pub(super) fn read(files: &ContentFiles) -> Result<Texts, Vec<ContentError>> {
        let bundles = Bundles::read(files);
        let original = plain(&files.get(ORIGINAL).text);
        let (pledge, mut faults) = match facts::read(files.get(FACTS)) {
            Ok(pledge) => (Some(pledge), Vec::new()),
            Err(faults) => (None, faults),
        };
        faults.extend(files.faults.iter().cloned());
        faults.extend(check::faults(&CheckInput {
            files,
            bundles: &bundles,
            pledge: pledge.as_ref(),
            original: &original,
        }));
        faults.sort();
        faults.dedup();
        match pledge {
            Some(pledge) if faults.is_empty() => {
                Ok(Texts { pledge, original, lacks_contact: contact::lacking(&bundles), bundles })
            }
            _ => Err(faults),
        }
    }

    /// The texts in one language.
    pub fn say(&self, lang: Lang) -> Say<'_> {
        Say::new(&self.bundles, lang)
    }
}

/// The original without the asterisks that mark its headings; its words stay as they are.
fn plain(original: &str) -> String {
    original.replace("**", "").lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_texts_and_facts_are_without_fault() {
        let faults = Texts::read(&ContentFiles::builtin()).err().unwrap_or_default();
        assert!(faults.is_empty(), "{faults:#?}");
    }
}
