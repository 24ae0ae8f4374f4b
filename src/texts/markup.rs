//! Checks that a text is HTML that Telegram accepts, by the grammar of <https://core.telegram.org/bots/api#html-style>.
//!
//! Written by hand because no parser knows this grammar: browsers' HTML accepts far more. It is stricter than Telegram,
//! which lets some slips pass.

/// The tags without attributes.
const PLAIN: [&str; 13] =
    ["b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "blockquote", "tg-spoiler"];
/// A quote of which the beginning is shown until somebody taps it (Bot API 7.4). It ends with `</blockquote>`.
const EXPANDABLE: &str = "blockquote expandable";
/// The entities that Telegram resolves by name.
const ENTITIES: [&str; 4] = ["lt", "gt", "amp", "quot"];

/// The first fault of a text as Telegram HTML.
pub(super) fn fault(html: &str) -> Option<String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '>', '&']) {
        let (sign, after) = rest[at..].split_at(1);
        rest = match sign {
            "<" => {
                let Some((tag, after)) = after.split_once('>') else {
                    return Some("a < that opens no tag; write &lt;".into());
                };
                if let Some(fault) = tag_fault(tag, &mut open) {
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

/// Whether a plain text has a part that HTML would resolve as an entity.
pub(super) fn has_entity(text: &str) -> bool {
    let names = text.split('&').skip(1).filter_map(|after| Some(after.split_once(';')?.0));
    names.into_iter().any(|name| ENTITIES.contains(&name) || name.starts_with('#'))
}

/// Opens or closes a tag, or tells its fault.
fn tag_fault<'a>(tag: &'a str, open: &mut Vec<&'a str>) -> Option<String> {
    if let Some(name) = tag.strip_prefix('/') {
        return match open.pop() {
            Some(last) if last == name => None,
            Some(last) => Some(format!("</{name}> closes <{last}>")),
            None => Some(format!("</{name}> closes nothing")),
        };
    }
    // Telegram allows no tags within these two, and no tag within itself.
    if let Some(outer) = open.iter().find(|outer| ["code", "pre"].contains(outer)) {
        return Some(format!("<{tag}> within <{outer}>, which can't hold other tags"));
    }
    let name = if let Some(link) = tag.strip_prefix("a ") {
        if let Some(fault) = link_fault(link) {
            return Some(fault);
        }
        "a"
    } else if tag == EXPANDABLE {
        "blockquote"
    } else if PLAIN.contains(&tag) {
        tag
    } else {
        return Some(format!("<{tag}> is no tag of Telegram's; a < that is meant as such is written &lt;"));
    };
    if open.contains(&name) {
        return Some(format!("<{name}> within <{name}>"));
    }
    open.push(name);
    None
}

fn link_fault(attributes: &str) -> Option<String> {
    let Some(href) = attributes.strip_prefix("href=\"").and_then(|rest| rest.strip_suffix('"')) else {
        return Some(format!("<a {attributes}> is no link; write <a href=\"https://…\">"));
    };
    let mut signs = href.split('&').skip(1).map(|after| after.split(';').next().unwrap_or_default());
    if href.contains(['"', '<', '>']) || signs.any(|name| !ENTITIES.contains(&name)) {
        return Some("a link with a sign that must be escaped, such as & as &amp;".into());
    }
    let scheme = ["https://", "tg://"].into_iter().find(|scheme| href.starts_with(scheme));
    scheme.is_none().then(|| "a link that begins neither with https:// nor with tg://".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_found() {
        for html in [
            "<b>a",
            "a</b>",
            "<b><i>a</b></i>",
            "<div>a</div>",
            "<B>a</B>",
            "<b class=\"x\">a</b>",
            "<b><b>a</b></b>",
            "<pre><b>a</b></pre>",
            "<blockquote><blockquote>a</blockquote></blockquote>",
            "<blockquote expandable>a <blockquote>b</blockquote></blockquote>",
            "<blockquote expandable>a</blockquote expandable>",
            "<blockquote collapsed>a</blockquote>",
            "<a>a</a>",
            "<a href=\"javascript:alert(1)\">a</a>",
            "<a href=\"https://example.org/?a=1&b=2\">a</a>",
            "a < b",
            "A & B",
            "a > b",
            "<b",
            "&nbsp;",
            "&",
        ] {
            assert!(fault(html).is_some(), "{html}");
        }
    }

    #[test]
    fn accepted_html_passes() {
        for html in [
            "",
            "a",
            "<b>a <i>b</i></b>",
            "<blockquote>a <b>b</b></blockquote><pre>c</pre>",
            "<blockquote expandable>a <b>b</b>\n\nc</blockquote>",
            "<a href=\"https://example.org/?a=1&amp;b=2\">x</a>",
            "&lt;3 &amp; &quot;",
        ] {
            assert_eq!(fault(html), None, "{html}");
        }
    }

    #[test]
    fn entities_are_seen_in_plain_text() {
        assert!(has_entity("A &amp; B") && has_entity("&#39;"));
        assert!(!has_entity("A & B; C") && !has_entity("Q&A"));
    }
}
