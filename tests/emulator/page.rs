//! The files of the web page on the wire.

use std::collections::BTreeSet;
use std::io::Read as _;

use flate2::read::GzDecoder;
use reqwest::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, ETAG, IF_NONE_MATCH};
use reqwest::{Client, Response, StatusCode};

use crate::start;

/// The most bytes of the whole page on the wire, with its headers.
const MOST: usize = 60_000;

async fn get(url: &str, etag: Option<&str>) -> Response {
    let request = Client::new().get(url).header(ACCEPT_ENCODING, "br, gzip;q=0.9");
    let request = etag.into_iter().fold(request, |request, etag| request.header(IF_NONE_MATCH, etag));
    request.send().await.expect("an answer")
}

/// What a file of the page refers to: `src="…"`, `href="…"`, and imports.
fn references(text: &str) -> impl Iterator<Item = String> {
    text.split('"').filter_map(|part| {
        let name = part.strip_prefix("page/").or_else(|| part.strip_prefix("./"))?;
        (!name.contains(char::is_whitespace)).then(|| format!("/page/{name}"))
    })
}

#[tokio::test]
async fn the_page_comes_compressed_and_takes_at_most_60_kb() {
    let emulator = start().await;
    let (mut bytes, mut seen, mut queue) = (0, BTreeSet::new(), vec!["/".to_owned()]);
    while let Some(path) = queue.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let response = get(&format!("{}{path}", emulator.url()), None).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        assert_eq!(response.headers()[CONTENT_ENCODING], "gzip", "{path}");
        let headers: usize =
            response.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
        let body = response.bytes().await.expect("a body");
        bytes += headers + body.len();
        let mut text = String::new();
        GzDecoder::new(&body[..]).read_to_string(&mut text).expect("gzip of UTF-8");
        queue.extend(references(&text));
    }
    assert!(seen.len() > 10, "{seen:?}");
    assert!(bytes <= MOST, "{bytes} bytes");
}

#[tokio::test]
async fn a_browser_that_has_the_page_gets_no_second_copy() {
    let emulator = start().await;
    for path in ["/", "/page/app.js"] {
        let url = format!("{}{path}", emulator.url());
        let first = get(&url, None).await;
        assert_eq!(first.headers()[CACHE_CONTROL], "no-cache", "it asks whether its copy is still good");
        let etag = first.headers()[ETAG].to_str().expect("ASCII").to_owned();
        let second = get(&url, Some(&etag)).await;
        assert_eq!(second.status(), StatusCode::NOT_MODIFIED);
        assert!(second.bytes().await.expect("a body").is_empty());
        assert_eq!(get(&url, Some("\"another\"")).await.status(), StatusCode::OK);
    }
}

#[tokio::test]
async fn who_takes_no_gzip_gets_the_page_as_it_is() {
    let emulator = start().await;
    let text = reqwest::get(emulator.url()).await.expect("an answer").text().await.expect("text");
    assert!(text.starts_with("<!doctype html>"), "{text}");
}
