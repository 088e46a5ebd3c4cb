//! `GET /`: the query explorer (`GraphiQL`). All its files are built into the program, so that it works without
//! internet.
//!
//! The page does not decide access. It sends queries to `/graphql` with one bearer token: that of the chosen persona
//! (demo) or one that the user pastes. Its sources are in `explorer/`, built into `explorer/built/`.

use aws_lc_rs::digest::{SHA256, digest};
use axum::{
    Router,
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::map_response,
    response::{Html, IntoResponse, Response},
    routing::get,
};
use flate2::read::GzDecoder;
use serde::Serialize;
use serde_json::json;
use std::{fmt::Write, io::Read};

/// A persona with a button. For the demo only, because the page contains the token.
#[derive(Clone, Serialize)]
pub struct Persona {
    /// Its name in `tokens.json`, such as `ngo_focal_point`.
    pub key: String,
    /// The text of the button, such as "Focal point of an NGO".
    pub title: String,
    /// One short line below the title.
    pub description: String,
    /// The bearer token of this person.
    pub token: String,
}

/// An operation in the menu of the page. The editor opens with the first one.
#[derive(Clone, Debug, Serialize)]
pub struct Example {
    /// The name of the file, without `.graphql`.
    pub name: String,
    /// The key of the persona that can run it.
    pub persona: String,
    /// The GraphQL text, comments included.
    pub document: String,
    /// The variables, as JSON text.
    pub variables: Option<String>,
}

/// The routes of the explorer. With `personas` the page shows a button for each; without, a field to paste a token.
pub(crate) fn explorer(personas: Option<&[Persona]>, examples: &[Example]) -> Router {
    let personas = personas.filter(|personas| !personas.is_empty());
    let page = page(&json!({ "personas": personas, "examples": examples, "licences": path(&LICENCES) }));
    let mut routes = Router::new().route("/", get(async move || ([(header::CACHE_CONTROL, "no-store")], Html(page))));
    for file in [&SCRIPT, &STYLE, &ICON, &LICENCES] {
        routes = routes.route(&format!("/{}", path(file)), get(async move |headers: HeaderMap| answer(file, &headers)));
    }
    routes.layer(map_response(strict))
}

/// A file of the page as the build produces it: gzipped, except for the small icon.
struct File {
    name: &'static str,
    content_type: &'static str,
    bytes: &'static [u8],
    gzipped: bool,
}

static SCRIPT: File = File {
    name: "explorer.js",
    content_type: "text/javascript; charset=utf-8",
    bytes: include_bytes!("../../explorer/built/explorer.js.gz"),
    gzipped: true,
};
static STYLE: File = File {
    name: "explorer.css",
    content_type: "text/css; charset=utf-8",
    bytes: include_bytes!("../../explorer/built/explorer.css.gz"),
    gzipped: true,
};
static LICENCES: File = File {
    name: "licences.txt",
    content_type: "text/plain; charset=utf-8",
    bytes: include_bytes!("../../explorer/built/licences.txt.gz"),
    gzipped: true,
};
static ICON: File = File {
    name: "icon.svg",
    content_type: "image/svg+xml",
    bytes: include_bytes!("../../explorer/page/icon.svg"),
    gzipped: false,
};

/// Path of a file, relative to the page. It contains a hash of the content, so that a browser may cache the file
/// forever.
fn path(file: &File) -> String {
    let mut path = String::from("explorer/");
    for byte in &digest(&SHA256, file.bytes).as_ref()[..8] {
        write!(path, "{byte:02x}").expect("writing to a string does not fail");
    }
    format!("{path}/{}", file.name)
}

fn page(setup: &serde_json::Value) -> String {
    // A `<` could end the `<script>` element that holds the text. In JSON it occurs only in strings, where the escape
    // means the same.
    let setup = setup.to_string().replace('<', "\\u003c");
    include_str!("../../explorer/page/page.html")
        .replace("{icon}", &path(&ICON))
        .replace("{style}", &path(&STYLE))
        .replace("{script}", &path(&SCRIPT))
        .replace("{setup}", &setup) // last, so that placeholders in its texts are not replaced
}

fn answer(file: &'static File, asked: &HeaderMap) -> Response {
    let kept = [
        (header::CONTENT_TYPE, file.content_type),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::VARY, "accept-encoding"),
    ];
    if !file.gzipped {
        (kept, file.bytes).into_response()
    } else if takes_gzip(asked) {
        (kept, [(header::CONTENT_ENCODING, "gzip")], file.bytes).into_response()
    } else {
        let mut plain = Vec::new();
        GzDecoder::new(file.bytes).read_to_end(&mut plain).expect("the build wrote this file, and a test reads it");
        (kept, plain).into_response()
    }
}

fn takes_gzip(asked: &HeaderMap) -> bool {
    let encodings = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    encodings.flat_map(|value| value.split(',')).any(|encoding| {
        let (name, weight) = encoding.split_once(';').unwrap_or((encoding, "q=1"));
        let refused = weight.trim().strip_prefix("q=").and_then(|q| q.parse().ok()) == Some(0.0);
        name.trim().eq_ignore_ascii_case("gzip") && !refused
    })
}

/// Headers that allow no foreign and no inline content, no framing, and no referrer.
const STRICT: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

async fn strict(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.extend(STRICT.map(|(name, value)| (name, HeaderValue::from_static(value))));
    response
}

#[cfg(test)]
mod tests;
