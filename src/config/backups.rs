//! When and where the bot makes backups of itself.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use jiff::civil::Time;

use crate::config::folders::{PATIENCE, is_inside};
use crate::config::key_risk::disk;
use crate::config::limits::number;
use crate::config::{Folders, Lookup, Secret, SettingError, set};
use crate::slow_disk::look;

/// The bot's own backups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupSettings {
    /// `BACKUP_DIR`: the folder for the backups, which has to be there.
    pub folder: PathBuf,
    /// `BACKUP_KEEP`: how many of them stay there.
    pub keep: usize,
    /// `BACKUP_AT`: the time of the day at home.
    pub at: Time,
    /// `BACKUP_COMMAND`: a shell command that gets the path of each new backup as `$1`.
    pub command: Option<Secret>,
    /// `OPT_OUTS_COPY_DIR`: the folder for a copy of the list of opt-outs.
    pub list_folder: Option<PathBuf>,
    /// `OPT_OUTS_COPY_COMMAND`: a shell command that gets the path of the list as `$1`.
    pub list_command: Option<Secret>,
}

impl BackupSettings {
    /// The defaults, with a folder.
    pub fn new(folder: PathBuf) -> BackupSettings {
        BackupSettings { folder, keep: KEEP, at: AT, command: None, list_folder: None, list_command: None }
    }

    /// Whether the list of opt-outs is copied to another place.
    pub fn copies_list(&self) -> bool {
        self.list_folder.is_some() || self.list_command.is_some()
    }
}

/// How many backups are kept.
const KEEP: usize = 7;
/// Half past three in the night.
const AT: Time = Time::constant(3, 30, 0, 0);

const FOLDER: &str = "BACKUP_DIR";
const COMMAND: &str = "BACKUP_COMMAND";
const LIST_FOLDER: &str = "OPT_OUTS_COPY_DIR";
const LIST_COMMAND: &str = "OPT_OUTS_COPY_COMMAND";

/// Reads the settings; `None` if there is no folder for backups.
///
/// # Errors
/// When the backups or the copy of the list would lie in the data folder, both in one place, or the copy beside the list; when
/// there is no key to seal the backups to, or no folder for them.
pub(super) fn backups(get: Lookup<'_>, folders: &Folders) -> Result<Option<BackupSettings>, SettingError> {
    let keep = number(get, "BACKUP_KEEP", KEEP, 1..=365, "a whole number from 1 to 365, or leave it unset")?;
    let at = match set(get, "BACKUP_AT") {
        None => AT,
        Some(text) => text.parse().map_err(|_| SettingError::Malformed {
            name: "BACKUP_AT",
            hint: "a time of the day in Bishkek such as 03:30",
        })?,
    };
    let folder = set(get, FOLDER).map(PathBuf::from);
    let command = |name| set(get, name).map(Secret::from);
    let (command, list_command) = (command(COMMAND), command(LIST_COMMAND));
    let list_folder = set(get, LIST_FOLDER).map(PathBuf::from);
    let Some(folder) = folder else {
        let alone = [
            (COMMAND, command.is_some()),
            (LIST_FOLDER, list_folder.is_some()),
            (LIST_COMMAND, list_command.is_some()),
        ];
        return match alone.into_iter().find(|(_, is_set)| *is_set) {
            None => Ok(None),
            Some((name, _)) => Err(SettingError::Malformed {
                name,
                hint: "it has an effect only together with BACKUP_DIR; set that too, or leave this one unset",
            }),
        };
    };
    if set(get, "SEAL_RECIPIENTS").is_none() {
        let hint = "backups are sealed to the coalition's keys, so SEAL_RECIPIENTS has to be set too";
        return Err(SettingError::Malformed { name: FOLDER, hint });
    }
    let settings = BackupSettings { folder, keep, at, command, list_folder, list_command };
    check_places(&settings, folders)?;
    Ok(Some(settings))
}

const APART: &str = "the list of opt-outs has to go to another place than the backups: whoever loses or gives away one of them \
                     should not do so with the other";

fn check_places(settings: &BackupSettings, folders: &Folders) -> Result<(), SettingError> {
    if settings.command.is_some() && settings.command == settings.list_command {
        return Err(SettingError::Malformed { name: LIST_COMMAND, hint: APART });
    }
    let (settings, folders) = (settings.clone(), folders.clone());
    // A disk that does not answer keeps no bot from starting. `risks` tells of it.
    look(PATIENCE, move || check_folders(&settings, &folders)).unwrap_or(Ok(()))
}

fn check_folders(settings: &BackupSettings, folders: &Folders) -> Result<(), SettingError> {
    let inside = |name, path: &Path, folder: &Path| {
        is_inside(path, folder).map_err(|error| SettingError::Path { name, kind: error.kind() })
    };
    let malformed = |name, hint| Err(SettingError::Malformed { name, hint });
    if inside(FOLDER, &settings.folder, &folders.data)? {
        return malformed(
            FOLDER,
            "it must not lie in DATA_DIR, of which it holds backups; choose another folder",
        );
    }
    let Some(list_folder) = &settings.list_folder else { return Ok(()) };
    if inside(LIST_FOLDER, list_folder, &folders.data)? {
        return malformed(
            LIST_FOLDER,
            "it must not lie in DATA_DIR, which the list has to outlive; choose another folder",
        );
    }
    if inside(LIST_FOLDER, list_folder, &settings.folder)?
        || inside(FOLDER, &settings.folder, list_folder)?
        || are_same(list_folder, &settings.folder)
    {
        return malformed(LIST_FOLDER, APART);
    }
    let own = folders.opt_outs.parent().filter(|own| !own.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if inside(LIST_FOLDER, list_folder, own)? && inside(LIST_FOLDER, own, list_folder)? {
        return malformed(
            LIST_FOLDER,
            "it must be another folder than that of OPT_OUTS_FILE, whose copy it holds",
        );
    }
    Ok(())
}

/// Whether two paths are one folder, such as one disk that is mounted twice.
fn are_same(one: &Path, other: &Path) -> bool {
    let place = |path: &Path| path.metadata().ok().map(|found: Metadata| (found.dev(), found.ino()));
    place(one).is_some_and(|one| Some(one) == place(other))
}

/// The risks of where backups go, each as a line for the log.
pub(super) fn risks(settings: Option<&BackupSettings>, folders: &Folders) -> Vec<String> {
    let Some(settings) = settings else {
        return vec![
            "BACKUP_DIR is not set, so the bot makes no backups: if this disk fails, everything in it is lost, unless \
             somebody makes them in another way; docs/operate.md tells how (Back up and restore)"
                .to_owned(),
        ];
    };
    let silent = silent_folders(settings, &|folder| {
        let folder = folder.to_owned();
        look(PATIENCE, move || folder.metadata().is_ok()).is_some()
    });
    if !silent.is_empty() {
        return silent;
    }
    let (settings, folders) = (settings.clone(), folders.clone());
    look(PATIENCE, move || disk_risks(&settings, &folders)).unwrap_or_default()
}

/// A line for each folder whose disk does not answer.
fn silent_folders(settings: &BackupSettings, answers: &dyn Fn(&Path) -> bool) -> Vec<String> {
    let places = [(FOLDER, Some(&settings.folder)), (LIST_FOLDER, settings.list_folder.as_ref())];
    let places = places.into_iter().filter_map(|(name, folder)| Some((name, folder?)));
    let silent = places.filter(|(_, folder)| !answers(folder));
    silent
        .map(|(name, folder)| {
            format!(
                "the disk of {} ({name}) does not answer; the bot goes on without it and tries it again: see whether the machine or \
                 the network that it is on is away",
                folder.display()
            )
        })
        .collect()
}

fn disk_risks(settings: &BackupSettings, folders: &Folders) -> Vec<String> {
    let of = disk(&settings.folder);
    let mut risks = Vec::new();
    if of == disk(&folders.data) && settings.command.is_none() {
        risks.push(
            "the backups in BACKUP_DIR are on the same disk as the data, and BACKUP_COMMAND takes them nowhere else: whoever \
             loses the disk loses both"
                .to_owned(),
        );
    }
    if let Some(list_folder) = &settings.list_folder
        && settings.list_command.is_none()
        && [of, disk(&folders.opt_outs)].contains(&disk(list_folder))
    {
        risks.push(
            "the copy of the list of opt-outs in OPT_OUTS_COPY_DIR is on the same disk as the list or the backups: whoever loses \
             the disk loses both"
                .to_owned(),
        );
    }
    risks
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    struct Place(tempfile::TempDir);

    impl Place {
        fn new() -> Place {
            let place = Place(tempfile::tempdir().expect("a folder"));
            for name in ["data", "backups", "lists"] {
                fs::create_dir(place.0.path().join(name)).expect("made");
            }
            place
        }

        /// Reads settings whose paths lie in this folder.
        fn read(&self, pairs: &[(&str, &str)]) -> Result<Option<BackupSettings>, SettingError> {
            let path = |name: &str| self.0.path().join(name).display().to_string();
            let get = |name: &str| match name {
                "SEAL_RECIPIENTS" => Some("age1…".to_owned()),
                "DATA_DIR" => Some(path("data")),
                "OPT_OUTS_FILE" => Some(path("opt-outs.list")),
                "STORE_KEY_FILE" => Some(path("store.key")),
                name => {
                    let value = pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
                    value.map(|value| if name.ends_with("_DIR") { path(value) } else { value.to_owned() })
                }
            };
            backups(&get, &Folders::read(&get)?)
        }

        fn refused(&self, pairs: &[(&str, &str)]) -> String {
            let error = self.read(pairs).expect_err("refused").to_string();
            assert_eq!(error.lines().count(), 1, "{error}");
            error
        }
    }

    #[test]
    fn without_a_folder_there_are_no_backups() {
        let place = Place::new();
        assert_eq!(place.read(&[]), Ok(None));
        let error = place.refused(&[("BACKUP_COMMAND", "echo S3CRET")]);
        assert!(error.starts_with("BACKUP_COMMAND") && error.contains("BACKUP_DIR"), "{error}");
        assert!(!error.contains("S3CRET"), "{error}");
    }

    #[test]
    fn a_folder_is_enough() {
        let settings = Place::new().read(&[("BACKUP_DIR", "backups")]).expect("read").expect("there");
        assert_eq!((settings.keep, settings.at.to_string().as_str()), (7, "03:30:00"));
        assert!(!settings.copies_list());
        let given = [("BACKUP_DIR", "backups"), ("BACKUP_AT", "23:05"), ("BACKUP_KEEP", "30")];
        let settings = Place::new().read(&given).expect("read").expect("there");
        assert_eq!((settings.keep, settings.at.to_string().as_str()), (30, "23:05:00"));
    }

    #[test]
    fn values_out_of_bounds_are_refused() {
        let place = Place::new();
        for (name, value) in
            [("BACKUP_KEEP", "0"), ("BACKUP_KEEP", "366"), ("BACKUP_AT", "25:00"), ("BACKUP_AT", "night")]
        {
            assert!(place.refused(&[(name, value)]).starts_with(&format!("{name} is malformed")));
        }
    }

    #[test]
    fn nothing_lies_in_the_data_folder_nor_both_in_one_place() {
        let place = Place::new();
        symlink("backups", place.0.path().join("link")).expect("linked");
        for (folder, list, name) in [
            ("data", None, "BACKUP_DIR"),
            ("data/backups", None, "BACKUP_DIR"),
            ("backups", Some("data/lists"), "OPT_OUTS_COPY_DIR"),
            ("backups", Some("backups"), "OPT_OUTS_COPY_DIR"),
            ("backups", Some("link"), "OPT_OUTS_COPY_DIR"),
            ("backups", Some("backups/lists"), "OPT_OUTS_COPY_DIR"),
            ("lists/backups", Some("lists"), "OPT_OUTS_COPY_DIR"),
            // The list itself is there.
            ("backups", Some("."), "OPT_OUTS_COPY_DIR"),
        ] {
            let mut pairs = vec![("BACKUP_DIR", folder)];
            pairs.extend(list.map(|list| ("OPT_OUTS_COPY_DIR", list)));
            let error = place.refused(&pairs);
            assert!(error.starts_with(name), "{folder} {list:?}: {error}");
        }
        let one = [("BACKUP_DIR", "backups"), ("BACKUP_COMMAND", "send"), ("OPT_OUTS_COPY_COMMAND", "send")];
        assert!(place.refused(&one).starts_with("OPT_OUTS_COPY_COMMAND"));
        assert!(place.read(&[("BACKUP_DIR", "backups"), ("OPT_OUTS_COPY_DIR", "lists")]).is_ok());
    }

    #[test]
    fn without_keys_to_seal_to_there_are_no_backups() {
        let get = |name: &str| (name == "BACKUP_DIR").then(|| "backups".to_owned());
        let error = backups(&get, &Folders::read(&get).expect("folders")).expect_err("refused").to_string();
        assert!(error.contains("SEAL_RECIPIENTS"), "{error}");
    }

    #[test]
    fn a_disk_that_does_not_answer_is_a_line_in_the_log() {
        let lists =
            BackupSettings { list_folder: Some("/far/lists".into()), ..BackupSettings::new("/far/b".into()) };
        assert_eq!(silent_folders(&lists, &|_| true), [""; 0]);
        let told = silent_folders(&lists, &|folder| folder != Path::new("/far/b"));
        assert!(
            told.len() == 1 && told[0].starts_with("the disk of /far/b (BACKUP_DIR) does not answer"),
            "{told:?}"
        );
        assert!(silent_folders(&lists, &|_| false)[1].contains("OPT_OUTS_COPY_DIR"));
    }

    #[test]
    fn backups_that_share_a_disk_with_the_data_are_a_risk() {
        let place = Place::new();
        let folders = Folders {
            data: place.0.path().join("data"),
            store_key: place.0.path().join("store.key"),
            opt_outs: place.0.path().join("opt-outs.list"),
            messages: None,
        };
        let told = |settings: Option<&BackupSettings>| risks(settings, &folders);
        assert!(told(None)[0].starts_with("BACKUP_DIR is not set"));
        let near = BackupSettings::new(place.0.path().join("backups"));
        assert!(told(Some(&near))[0].contains("the same disk as the data"));
        let sent = BackupSettings { command: Some("send".to_owned().into()), ..near.clone() };
        assert_eq!(told(Some(&sent)), [""; 0]);
        let lists = BackupSettings { list_folder: Some(place.0.path().join("lists")), ..sent };
        assert!(told(Some(&lists))[0].contains("the same disk as the list"));
        assert_eq!(told(Some(&BackupSettings::new("/proc".into()))), [""; 0]);
    }
}
