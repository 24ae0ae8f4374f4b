//! The files of the web page, which are part of the binary. They go out compressed, and a browser that has them already
//! is told so.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::LazyLock;

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use include_dir::{Dir, include_dir};
use sha2::{Digest as _, Sha256};

static FOLDER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/emulator/page");

/// The files by name, compressed at the first request.
static FILES: LazyLock<BTreeMap<String, PageFile>> = LazyLock::new(|| {
    let files = FOLDER.files().filter_map(|file| {
        let name = file.path().to_str()?.to_owned();
        let file = PageFile::new(&name, file.contents())?;
        Some((name, file))
    });
    files.collect()
});

struct PageFile {
    content_type: String,
    /// Names the content, so that a browser can ask whether its copy is still the same.
    etag: String,
    plain: &'static [u8],
    gzip: Bytes,
}

impl PageFile {
    fn new(name: &str, plain: &'static [u8]) -> Option<PageFile> {
        let mime = mime_guess::from_path(name).first_or_octet_stream();
        let charset = if mime.type_() == "text" { "; charset=utf-8" } else { "" };
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(plain).ok()?;
        let digest = hex::encode(&Sha256::digest(plain)[..8]);
        Some(PageFile {
            content_type: format!("{mime}{charset}"),
            etag: format!("\"{digest}\""),
            plain,
            gzip: encoder.finish().ok()?.into(),
        })
    }
}

pub(super) async fn index(headers: HeaderMap) -> Response {
    asset("index.html", &headers)
}

pub(super) async fn file(Path(name): Path<String>, headers: HeaderMap) -> Response {
    asset(&name, &headers)
}

fn asset(name: &str, asked: &HeaderMap) -> Response {
    let Some(file) = FILES.get(name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let says = |name: header::HeaderName, word: &str| {
        let value = asked.get(name).and_then(|value| value.to_str().ok());
        value.is_some_and(|value| {
            value.split(',').any(|one| one.split(';').next().unwrap_or_default().trim() == word)
        })
    };
    // A new version of the program has other files under the same names, so a browser asks each time.
    let kept = [
        (header::CACHE_CONTROL, "no-cache"),
        (header::ETAG, file.etag.as_str()),
        (header::VARY, "accept-encoding"),
    ];
    if says(header::IF_NONE_MATCH, &file.etag) {
        return (StatusCode::NOT_MODIFIED, kept).into_response();
    }
    let content_type = [(header::CONTENT_TYPE, file.content_type.as_str())];
    if says(header::ACCEPT_ENCODING, "gzip") {
        let encoding = [(header::CONTENT_ENCODING, "gzip")];
        (kept, content_type, encoding, file.gzip.clone()).into_response()
    } else {
        (kept, content_type, file.plain).into_response()
    }
}
