//! Looks at files for a limited time. A network disk may hang, and whoever touches it hangs with it: so each look has a thread of its
//! own, which nobody waits for any longer once the time is up, not even the end of the program.

use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use futures_util::future::join_all;
use tokio::sync::oneshot;

use crate::doctor::installation::Installation;

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoAnswer {
    /// It takes too long.
    Late,
    /// It has failed.
    Failed,
}

/// What `look` gives, if it does within this time.
pub(super) async fn within<T: Send + 'static>(
    patience: Duration,
    look: impl FnOnce() -> T + Send + 'static,
) -> Result<T, NoAnswer> {
    let (answer, answered) = oneshot::channel();
    let looking = move || {
        // Nobody may wait any longer.
        let _ = answer.send(look());
    };
    thread::Builder::new().name("doctor".to_owned()).spawn(looking).map_err(|_| NoAnswer::Failed)?;
    match tokio::time::timeout(patience, answered).await {
        Ok(answer) => answer.map_err(|_| NoAnswer::Failed),
        Err(_) => Err(NoAnswer::Late),
    }
}

/// The places of the settings that don't answer within this time, each as a line.
pub(super) async fn silent_places(installation: &Installation, patience: Duration) -> Vec<String> {
    let looks = places(installation).into_iter().map(async |(setting, path)| {
        let shown = path.display().to_string();
        let looked = within(patience, move || drop(path.metadata())).await;
        (looked == Err(NoAnswer::Late)).then(|| format!("{setting}: {shown} does not answer"))
    });
    join_all(looks).await.into_iter().flatten().collect()
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

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[tokio::test]
    async fn what_hangs_or_fails_has_no_answer() {
        let patience = Duration::from_mins(1);
        assert_eq!(within(patience, || 7).await, Ok(7));
        assert_eq!(within(patience, || panic!("it fails")).await, Err::<(), _>(NoAnswer::Failed));
        let (end, hangs) = mpsc::channel::<()>();
        let hangs = move || hangs.recv().is_ok();
        assert_eq!(within(Duration::from_millis(1), hangs).await, Err(NoAnswer::Late));
        drop(end);
    }
}
