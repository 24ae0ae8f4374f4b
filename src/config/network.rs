//! How the bot reaches Telegram, and how Telegram reaches the bot.

use std::net::IpAddr;

use reqwest::Url;

use crate::config::{Lookup, Secret, SettingError, set};
use crate::updates::WebhookAddress;

const API_URL: &str = "https://api.telegram.org";

pub(super) fn api_url(get: Lookup<'_>) -> Result<Url, SettingError> {
    let text = set(get, "TELEGRAM_API_URL").unwrap_or_else(|| API_URL.into());
    Url::parse(&text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host()).ok_or(
        SettingError::Malformed {
            name: "TELEGRAM_API_URL",
            hint: "an address such as http://127.0.0.1:8081, or leave it unset for Telegram's own",
        },
    )
}

pub(super) fn proxy(get: Lookup<'_>) -> Result<Option<Secret>, SettingError> {
    let fits = |text: &String| {
        let known =
            |url: Url| matches!(url.scheme(), "http" | "https" | "socks5" | "socks5h") && url.has_host();
        Url::parse(text).is_ok_and(known) && reqwest::Proxy::all(text).is_ok()
    };
    match set(get, "TELEGRAM_PROXY") {
        None => Ok(None),
        Some(text) if fits(&text) => Ok(Some(text.into())),
        Some(_) => Err(SettingError::Malformed {
            name: "TELEGRAM_PROXY",
            hint: "an address such as socks5h://127.0.0.1:1080 or http://name:password@proxy.example.org:3128; \
                   the kinds are http, https, socks5 and socks5h",
        }),
    }
}

/// The ports that Telegram delivers to (<https://core.telegram.org/bots/api#setwebhook>).
const WEBHOOK_PORTS: [u16; 4] = [443, 80, 88, 8443];

/// A fault of the webhook's address.
fn fault(hint: &'static str) -> SettingError {
    SettingError::Malformed { name: "WEBHOOK_URL", hint }
}

/// Checks that the webhook's address does not hold the token.
pub(super) fn hides_token(webhook: &WebhookAddress, token: &Secret) -> Result<(), SettingError> {
    let token = token.expose();
    if webhook.url.as_str().contains(token.split_once(':').map_or(token, |(_, rest)| rest)) {
        return Err(fault("the address must not hold the bot's token, which proxies would log"));
    }
    Ok(())
}

pub(super) fn webhook(get: Lookup<'_>, api: &Url) -> Result<Option<WebhookAddress>, SettingError> {
    let Some(text) = set(get, "WEBHOOK_URL") else { return Ok(None) };
    let url = Url::parse(&text).ok().filter(Url::has_host);
    // A Bot API server other than Telegram's takes plain HTTP and any port.
    let is_telegram = api.host_str() == Some("api.telegram.org");
    let url = url.filter(|url| url.scheme() == "https" || (url.scheme() == "http" && !is_telegram)).ok_or(
        fault("an address such as https://bot.example.org/telegram, at which a proxy passes on to the bot"),
    )?;
    if is_telegram && !url.port_or_known_default().is_some_and(|port| WEBHOOK_PORTS.contains(&port)) {
        return Err(fault("Telegram delivers to the ports 443, 80, 88 and 8443 only"));
    }
    if !WebhookAddress::has_a_free_path(&url) {
        return Err(fault(
            "no name, no password, no #, and another path than /health, which tells that the bot is alive",
        ));
    }
    let listen = listen(get, "WEBHOOK_LISTEN")?.unwrap_or_else(|| WebhookAddress::LISTEN.into());
    Ok(Some(WebhookAddress { url, listen }))
}

/// Host and port to listen on, if they are set.
pub(super) fn listen(get: Lookup<'_>, name: &'static str) -> Result<Option<String>, SettingError> {
    let fits = |text: &String| {
        text.rsplit_once(':').is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok())
    };
    match set(get, name) {
        None => Ok(None),
        Some(address) if fits(&address) => Ok(Some(address)),
        Some(_) => Err(SettingError::Malformed {
            name,
            hint: "a host and a port such as 127.0.0.1:8080, or leave it unset",
        }),
    }
}

/// Whether only this machine gets to an address to listen at.
pub(super) fn is_on_this_machine(listen: &str) -> bool {
    let host = listen.rsplit_once(':').map_or(listen, |(host, _)| host);
    Url::parse(&format!("http://{host}/")).is_ok_and(|url| is_this_machine(&url))
}

/// Whether whoever is on the way can read what passes there.
pub(super) fn is_plain(url: &Url) -> bool {
    url.scheme() == "http" && !is_this_machine(url)
}

/// The risks on the way to Telegram and from it.
pub(super) fn risks(api: &Url, proxy: Option<&Secret>, webhook: Option<&WebhookAddress>) -> Vec<String> {
    let mut risks = Vec::new();
    if is_plain(api) {
        risks.push(
            "TELEGRAM_API_URL has http:// and another machine: whoever is on the way there can read the token and all that \
             people write; use https://"
                .to_owned(),
        );
    }
    if webhook.is_some_and(|webhook| is_plain(&webhook.url)) {
        risks.push(
            "WEBHOOK_URL has http:// and another machine: whoever is on the way can read all that people write, and send the \
             bot what nobody wrote; use https://"
                .to_owned(),
        );
    }
    // Only https hides a password on the way to the proxy. The requests themselves are encrypted for Telegram.
    let shows_password =
        |url: Url| url.scheme() != "https" && url.password().is_some() && !is_this_machine(&url);
    if proxy.is_some_and(|proxy| Url::parse(proxy.expose()).is_ok_and(shows_password)) {
        risks.push(
            "TELEGRAM_PROXY sends its password unencrypted: whoever is on the way to the proxy can read it; use https://, or \
             a password that is good for nothing else"
                .to_owned(),
        );
    }
    risks
}

fn is_this_machine(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    address.map_or(host == "localhost" || host.ends_with(".localhost"), |address| address.is_loopback())
}
