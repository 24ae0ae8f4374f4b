//! Who is told how the bot is.

use reqwest::Url;

use crate::config::{Lookup, Secret, SettingError, network, set};
use crate::updates::WebhookAddress;

/// The settings of monitoring. All of it is off unless it is set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Monitors {
    /// `HEALTH_LISTEN`: host and port at which `/health` and `/ready` are answered.
    pub health: Option<String>,
    /// `METRICS_LISTEN`: host and port at which `/metrics` is answered.
    pub metrics: Option<String>,
    /// `HEARTBEAT_URL`: the address that is asked for once a minute while all is well. Whoever knows it can do the same.
    pub heartbeat: Option<Secret>,
}

impl Monitors {
    /// Reads them.
    pub(super) fn read(get: Lookup<'_>, webhook: Option<&WebhookAddress>) -> Result<Monitors, SettingError> {
        let health = network::listen(get, "HEALTH_LISTEN")?;
        let metrics = network::listen(get, "METRICS_LISTEN")?;
        let webhook = webhook.map(|webhook| webhook.listen.as_str());
        if health.is_some() && health.as_deref() == webhook {
            return Err(SettingError::Malformed {
                name: "HEALTH_LISTEN",
                hint: "WEBHOOK_LISTEN has the same address, and answers /health and /ready there; leave this one unset",
            });
        }
        if metrics.is_some() && (metrics == health || metrics.as_deref() == webhook) {
            return Err(SettingError::Malformed {
                name: "METRICS_LISTEN",
                hint: "HEALTH_LISTEN or WEBHOOK_LISTEN has the same address; give the metrics one of their own",
            });
        }
        Ok(Monitors { health, metrics, heartbeat: heartbeat(get)? })
    }

    /// The risks of these settings.
    pub(super) fn risks(&self, webhook: Option<&WebhookAddress>) -> Vec<String> {
        let mut risks = Vec::new();
        let webhook = webhook.map(|webhook| webhook.listen.as_str());
        for (setting, address) in [("HEALTH_LISTEN", self.health.as_deref()), ("WEBHOOK_LISTEN", webhook)] {
            if address.is_some_and(|address| !network::is_on_this_machine(address)) {
                risks.push(format!(
                    "{setting} can be reached from other machines: whoever gets there can ask at /health whether the bot is \
                     locked or frozen; use 127.0.0.1, and in a container publish the port to 127.0.0.1 alone"
                ));
            }
        }
        if self.metrics.as_deref().is_some_and(|address| !network::is_on_this_machine(address)) {
            risks.push(
                "METRICS_LISTEN can be reached from other machines: whoever gets there can watch how much the bot is used; \
                 use 127.0.0.1"
                    .to_owned(),
            );
        }
        let shows = |url: &Secret| Url::parse(url.expose()).is_ok_and(|url| network::is_plain(&url));
        if self.heartbeat.as_ref().is_some_and(shows) {
            risks.push(
                "HEARTBEAT_URL has http:// and another machine: whoever is on the way can read the address, and send \
                 heartbeats after the bot has died; use https://"
                    .to_owned(),
            );
        }
        risks
    }
}

fn heartbeat(get: Lookup<'_>) -> Result<Option<Secret>, SettingError> {
    let fits = |url: Url| matches!(url.scheme(), "http" | "https") && url.has_host();
    match set(get, "HEARTBEAT_URL") {
        None => Ok(None),
        Some(text) if Url::parse(&text).is_ok_and(fits) => Ok(Some(text.into())),
        Some(_) => Err(SettingError::Malformed {
            name: "HEARTBEAT_URL",
            hint: "an address such as https://monitor.example.org/a-long-secret, or leave it unset",
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Monitors, SettingError> {
        let get =
            |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        let webhook = WebhookAddress {
            url: "https://bot.example.org/telegram".parse().expect("an address"),
            listen: "127.0.0.1:8080".to_owned(),
        };
        Monitors::read(&get, Some(&webhook))
    }

    #[test]
    fn monitoring_is_off_unless_it_is_set() {
        assert_eq!(read(&[]), Ok(Monitors::default()));
        let all = [
            ("HEALTH_LISTEN", "127.0.0.1:8091"),
            ("METRICS_LISTEN", "[::1]:8092"),
            ("HEARTBEAT_URL", "https://monitor.example.org/S3CRET"),
        ];
        let monitors = read(&all).expect("they fit");
        assert_eq!(monitors.health.as_deref(), Some("127.0.0.1:8091"));
        assert_eq!(monitors.risks(None), [""; 0]);
        assert!(!format!("{monitors:?}").contains("S3CRET"), "Debug shows the address");
    }

    #[test]
    fn an_address_that_is_of_no_use_is_named_by_its_setting_alone() {
        for (name, value) in [
            ("HEALTH_LISTEN", "S3CRET"),
            ("HEALTH_LISTEN", "127.0.0.1:8080"),
            ("METRICS_LISTEN", "127.0.0.1:S3CRET"),
            ("METRICS_LISTEN", ":9100"),
            ("METRICS_LISTEN", "127.0.0.1:8080"),
            ("HEARTBEAT_URL", "S3CRET"),
            ("HEARTBEAT_URL", "ftp://monitor.example.org/S3CRET"),
        ] {
            let error = read(&[(name, value)]).expect_err(value).to_string();
            assert!(error.starts_with(name) && !error.contains("S3CRET"), "{error}");
        }
        let same = [("HEALTH_LISTEN", "127.0.0.1:1"), ("METRICS_LISTEN", "127.0.0.1:1")];
        assert!(read(&same).expect_err("one listens").to_string().starts_with("METRICS_LISTEN"));
    }

    #[test]
    fn what_others_can_read_is_a_risk() {
        for (address, is_risk) in [
            ("0.0.0.0:9100", true),
            ("[::]:9100", true),
            ("192.0.2.1:9100", true),
            ("localhost:9100", false),
            ("127.0.0.1:9100", false),
            ("[::1]:9100", false),
        ] {
            for setting in ["METRICS_LISTEN", "HEALTH_LISTEN"] {
                let risks = read(&[(setting, address)]).expect("it fits").risks(None);
                assert_eq!(risks.len(), usize::from(is_risk), "{setting} {address}");
                assert!(risks.iter().all(|risk| risk.starts_with(setting)), "{risks:?}");
            }
            let url = "https://bot.example.org/telegram".parse().expect("an address");
            let webhook = WebhookAddress { url, listen: address.to_owned() };
            let risks = Monitors::default().risks(Some(&webhook));
            assert_eq!(risks.len(), usize::from(is_risk), "WEBHOOK_LISTEN {address}");
        }
        for (address, is_risk) in [("http://monitor.example.org/a", true), ("http://127.0.0.1/a", false)] {
            let risks = read(&[("HEARTBEAT_URL", address)]).expect("it fits").risks(None);
            assert_eq!(risks.len(), usize::from(is_risk), "{address}");
        }
    }
}
