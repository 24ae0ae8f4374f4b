//! Whether a text is the HTML that Telegram accepts. Stricter than Telegram, which lets some slips pass.

/// The tags that need no attribute, by the Bot API's "HTML style".
const PLAIN: [&str; 13] = [
    "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "blockquote", "tg-spoiler",
];
/// The entities that Telegram resolves by name.
const ENTITIES: [&str; 4] = ["lt", "gt", "amp", "quot"];

/// Says what is wrong with a text as Telegram HTML; nothing where nothing is.
pub(super) fn wrong(html: &str) -> Option<String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '>', '&']) {
        let (sign, after) = rest[at..].split_at(1);
        rest = match sign {
            "<" => {
                let Some((tag, after)) = after.split_once('>') else {
                    return Some("a < that opens no tag; write &lt;".into());
                };
                if let Some(fault) = step(tag, &mut open) {
                    return Some(fault);
                }
                after
            }
            "&" => match after.split_once(';') {
                Some((name, after)) if ENTITIES.contains(&name) => after,
                _ => return Some("an & that begins no entity; write &amp;".into()),
            },
            _ => return Some("a > that closes no tag; write &gt;".into()),
        };
    }
    open.last().map(|tag| format!("<{tag}> is never closed"))
}

/// Opens or closes a tag.
fn step<'a>(tag: &'a str, open: &mut Vec<&'a str>) -> Option<String> {
    if let Some(name) = tag.strip_prefix('/') {
        return match open.pop() {
            Some(last) if last == name => None,
            Some(last) => Some(format!("</{name}> closes <{last}>")),
            None => Some(format!("</{name}> closes nothing")),
        };
    }
    let link = tag.strip_prefix("a href=\"").and_then(|rest| rest.strip_suffix('"'));
    match link {
        Some(href) if href.contains(['"', '<', '>']) => return Some("a link with a sign that must be escaped".into()),
        Some(_) => open.push("a"),
        None if PLAIN.contains(&tag) => open.push(tag),
        None => return Some(format!("<{tag}> is no tag of Telegram's")),
    }
    None
}

#[cfg(test)]
mod tests {
    use super::wrong;

    #[test]
    fn slips_are_found() {
        for html in ["<b>a", "a</b>", "<b><i>a</b></i>", "<div>a</div>", "a < b", "A & B", "a > b", "<b", "&nbsp;"] {
            assert!(wrong(html).is_some(), "{html}");
        }
        for html in ["a", "<b>a <i>b</i></b>", "<a href=\"https://example.org/?a=1&amp;b=2\">x</a>", "&lt;3 &amp; &quot;"] {
            assert_eq!(wrong(html), None, "{html}");
        }
    }
}
