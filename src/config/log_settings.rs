//! How much is logged, and in which form.

use crate::config::{Lookup, SettingError, set};

/// The settings of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogSettings {
    /// `RUST_LOG`: a filter as `env_logger` reads it.
    pub filter: String,
    /// `LOG_FORMAT`: whether lines are JSON, for programs.
    pub as_json: bool,
}

impl LogSettings {
    /// Reads them.
    ///
    /// # Errors
    /// When one of them is malformed, because the log would be silent or of no use to the program that collects it.
    pub fn read(get: Lookup<'_>) -> Result<LogSettings, SettingError> {
        let filter = set(get, "RUST_LOG").unwrap_or_else(|| "info".to_owned());
        if !filter.split(',').all(|directive| is_directive(directive.trim())) {
            return Err(SettingError::Malformed {
                name: "RUST_LOG",
                hint: "error, warn, info or debug; for parts of the program a list such as info,pledge_bot::updates=debug",
            });
        }
        let as_json = match set(get, "LOG_FORMAT").map(|format| format.to_ascii_lowercase()).as_deref() {
            None | Some("text") => false,
            Some("json") => true,
            Some(_) => {
                return Err(SettingError::Malformed {
                    name: "LOG_FORMAT",
                    hint: "text or json, or leave it unset for text",
                });
            }
        };
        Ok(LogSettings { filter, as_json })
    }
}

/// Whether a part of `RUST_LOG` is a level, or a part of a program with its level. `inf` alone would be taken for the name of
/// a part, and silence all others.
fn is_directive(text: &str) -> bool {
    let is_level = |level: &str| level.parse::<log::LevelFilter>().is_ok();
    let is_target = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | ':' | '-'))
    };
    match text.split_once('=') {
        Some((target, level)) => is_target(target) && is_level(level),
        None => is_level(text) || text == "pledge_bot" || text.starts_with("pledge_bot::") && is_target(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_level_or_format_of_the_log_is_refused_with_what_is_allowed() {
        let read =
            |name: &str, value: &str| LogSettings::read(&|asked| (asked == name).then(|| value.to_owned()));
        for level in
            ["", "info", "DEBUG", "off", "warn,pledge_bot::updates=debug", "info, hyper=warn", "pledge_bot"]
        {
            assert!(read("RUST_LOG", level).is_ok(), "{level}");
        }
        for level in [
            "inf",
            "warning",
            "foo=bar=baz",
            "pledge_bot=verbose",
            "=info",
            "info,,warn",
            "info/x",
            "info warn",
        ] {
            let error = read("RUST_LOG", level).expect_err(level).to_string();
            assert!(error.starts_with("RUST_LOG") && error.contains("error, warn, info or debug"), "{error}");
        }
        for (format, as_json) in [("", false), ("text", false), ("json", true), (" JSON ", true)] {
            assert_eq!(read("LOG_FORMAT", format).map(|log| log.as_json), Ok(as_json));
        }
        let error = read("LOG_FORMAT", "jason").expect_err("misspelt").to_string();
        assert!(error.starts_with("LOG_FORMAT") && error.contains("text or json"), "{error}");
    }
}
