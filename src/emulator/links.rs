//! URLs in buttons and links, checked as Telegram checks them.
//!
//! Hand-written, because the results and the refusals must match `HttpUrl.cpp` and `LinkManager.cpp` in `TDLib`.

use std::fmt::Write as _;

/// The user's id in `tg://user?id=…`.
pub(crate) fn user_id(url: &str) -> Option<i64> {
    let lower = url.trim().to_ascii_lowercase();
    let rest = lower.strip_prefix("tg:")?;
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    let rest = rest.strip_prefix("user?").or_else(|| rest.strip_prefix("user/?"))?;
    rest.split(['&', '#']).find_map(|pair| pair.strip_prefix("id="))?.parse().ok().filter(|id| *id > 0)
}

/// The URL as Telegram normalises it, with protocol and path. Fails with Telegram's reason.
pub(crate) fn check(url: &str) -> Result<String, &'static str> {
    let url = url.trim();
    let lower = url.to_ascii_lowercase();
    for protocol in ["tg:", "ton:", "tonsite:"] {
        if let Some(rest) = lower.strip_prefix(protocol) {
            let rest = &url[url.len() - rest.len()..];
            let rest = rest.strip_prefix("//").unwrap_or(rest);
            let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
            if host.is_empty() {
                return Err("URL host is empty");
            }
            return Ok(format!("{protocol}//{rest}"));
        }
    }
    let parsed = parse(url)?;
    // `Go` and `http://localhost` are no addresses to Telegram; neither is a host of dots.
    if !parsed.host.starts_with('[') && (!parsed.host.contains('.') || parsed.host.contains("..")) {
        return Err("Wrong HTTP URL");
    }
    Ok(format!("{}://{}{}{}", parsed.protocol, parsed.authority_prefix, parsed.host_and_port, parsed.query))
}

struct HttpUrl {
    protocol: &'static str,
    authority_prefix: String,
    host: String,
    host_and_port: String,
    query: String,
}

fn parse(url: &str) -> Result<HttpUrl, &'static str> {
    let protocol_end = url.find([':', '/', '?', '#', '@', '[', ']']).unwrap_or(url.len());
    let (protocol, rest) = match url[protocol_end..].strip_prefix("://") {
        Some(rest) => match url[..protocol_end].to_ascii_lowercase().as_str() {
            "http" => ("http", rest),
            "https" => ("https", rest),
            _ => return Err("Unsupported URL protocol"),
        },
        None => ("http", url),
    };
    let authority_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, query) = rest.split_at(authority_end);
    let (user_and_host, port) = match authority.rfind([':', ']', '@']) {
        Some(colon) if colon > 0 && authority[colon..].starts_with(':') => {
            let port = authority[colon + 1..].parse::<u16>().ok().filter(|port| *port > 0);
            (&authority[..colon], Some(port.ok_or("Wrong port number specified in the URL")?))
        }
        _ => (authority, None),
    };
    let (user, host) =
        user_and_host.rsplit_once('@').map_or(("", user_and_host), |(user, host)| (user, host));
    if host.is_empty() {
        return Err("URL host is empty");
    }
    if host == "." {
        return Err("Host is invalid");
    }
    let host = host.to_lowercase();
    check_host(&host)?;
    let host_and_port = port.map_or_else(|| host.clone(), |port| format!("{host}:{port}"));
    Ok(HttpUrl {
        protocol,
        authority_prefix: if user.is_empty() { String::new() } else { format!("{user}@") },
        host,
        host_and_port,
        query: path_and_query(query),
    })
}

fn check_host(host: &str) -> Result<(), &'static str> {
    if let Some(address) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return address
            .parse::<std::net::Ipv6Addr>()
            .map(|_| ())
            .map_err(|_| "Wrong IPv6 address specified in the URL");
    }
    let bytes = host.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte == b'%' {
            let hex = |offset: usize| bytes.get(at + offset).is_some_and(u8::is_ascii_hexdigit);
            if !hex(1) || !hex(2) {
                return Err("Wrong percent-encoded symbol in URL host");
            }
            at += 2;
        } else if !(byte.is_ascii_alphanumeric() || byte >= 128 || b".-_!$,~*'();&+=".contains(&byte)) {
            return Err("Wrong URL host");
        }
        at += 1;
    }
    Ok(())
}

fn path_and_query(query: &str) -> String {
    let query = query.trim_end();
    let mut out = String::with_capacity(query.len() + 1);
    if !query.starts_with('/') {
        out.push('/');
    }
    for character in query.chars() {
        if u32::from(character) <= 0x20 {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{:02X}", u32::from(character));
        } else {
            out.push(character);
        }
    }
    out
}
