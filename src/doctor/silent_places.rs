//! Which places of the settings don't answer. A network disk may hang.

use std::path::{Path, PathBuf};
use std::time::Duration;

use futures_util::future::join_all;

use crate::doctor::installation::Installation;
use crate::slow_disk::{NoAnswer, within};

/// The places of the settings that don't answer within this time, each as a line.
pub(super) async fn silent_places(installation: &Installation, patience: Duration) -> Vec<String> {
    let looks = places(installation).into_iter().map(async |(setting, path)| {
        let silent = silent(setting, &path);
        let looked = within(patience, move || drop(path.metadata())).await;
        (looked == Err(NoAnswer::Late)).then_some(silent)
    });
    join_all(looks).await.into_iter().flatten().collect()
}

/// The line for a place that does not answer.
pub(super) fn silent(setting: &str, place: &Path) -> String {
    format!("{setting}: {} does not answer", place.display())
}

fn places(installation: &Installation) -> Vec<(&'static str, PathBuf)> {
    let folders = installation.folders.iter().flat_map(|folders| {
        let named = [
            ("DATA_DIR", Some(&folders.data)),
            ("STORE_KEY_FILE", Some(&folders.store_key)),
            ("OPT_OUTS_FILE", Some(&folders.opt_outs)),
            ("MESSAGES_DIR", folders.messages.as_ref()),
        ];
        named.into_iter().filter_map(|(setting, path)| Some((setting, path?.clone())))
    });
    let backups = installation.settings.as_ref().ok().and_then(|settings| settings.backups.as_ref());
    let backups = backups.into_iter().flat_map(|backups| {
        let list = backups.list_folder.clone().map(|folder| ("OPT_OUTS_COPY_DIR", folder));
        [("BACKUP_DIR", backups.folder.clone())].into_iter().chain(list)
    });
    folders.chain(backups).collect()
}
