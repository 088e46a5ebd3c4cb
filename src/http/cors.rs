//! Browser applications of other origins (CORS, Fetch standard): which origins may send requests, and the answer to a
//! preflight. It is off unless origins are named. The application sets the token in a header itself, so credentials of
//! the browser such as cookies are never allowed.

use std::time::Duration;

use axum::http::{HeaderName, HeaderValue, Method, Uri, header};
use serde::{Deserialize, Serialize};
use tower_http::cors::CorsLayer;

use super::rate;

/// The `[cors]` section of the settings file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Cors {
    /// The origins of browser applications that may send requests: `https://app.example.org`.
    pub allowed_origins: Vec<String>,
}

/// The request headers that an application may set.
const ASKED_WITH: [HeaderName; 5] = [
    header::ACCEPT,
    header::AUTHORIZATION,
    header::CONTENT_TYPE,
    HeaderName::from_static("x-request-id"),
    HeaderName::from_static("x-waystation-withheld"),
];

/// The response headers that an application may read.
const ANSWERED_WITH: [HeaderName; 6] = [
    HeaderName::from_static("x-request-id"),
    header::RETRY_AFTER,
    header::WWW_AUTHENTICATE,
    rate::LIMIT,
    rate::REMAINING,
    rate::RESET,
];

/// How long a browser may cache the answer to a preflight.
const REMEMBERED: Duration = Duration::from_hours(1);

impl Cors {
    /// The CORS layer, or `None` if no origin is allowed.
    pub(crate) fn layer(&self) -> Option<CorsLayer> {
        let origins: Vec<_> = self.allowed_origins.iter().filter_map(|it| HeaderValue::from_str(it).ok()).collect();
        (!origins.is_empty()).then(|| {
            CorsLayer::new()
                .allow_origin(origins)
                .allow_methods([Method::GET, Method::POST])
                .allow_headers(ASKED_WITH)
                .expose_headers(ANSWERED_WITH)
                .max_age(REMEMBERED)
        })
    }

    /// The entries that are not origins or not safe: `*`, `null`, an origin with a path, or plain `http` on another
    /// machine.
    pub(crate) fn wrong(&self) -> impl Iterator<Item = &String> {
        self.allowed_origins.iter().filter(|origin| !is_origin(origin))
    }
}

/// Whether the text is an origin in the form that browsers send: scheme, host and port, in lower case, without a path.
fn is_origin(text: &str) -> bool {
    let Ok(uri) = text.parse::<Uri>() else { return false };
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else { return false };
    let here = matches!(authority.host(), "localhost" | "127.0.0.1" | "[::1]");
    let written = format!("{scheme}://{authority}").to_lowercase();
    (scheme == "https" || scheme == "http" && here) && written == text && !text.contains(['@', '*'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_written_as_browsers_write_it() {
        for good in ["https://app.example.org", "https://app.example.org:8443", "http://localhost:3000"] {
            assert!(is_origin(good), "{good}");
        }
        for bad in [
            "*",
            "null",
            "",
            "app.example.org",
            "https://app.example.org/",
            "https://app.example.org/path",
            "https://*.example.org",
            "https://App.example.org",
            "https://a@app.example.org",
            "http://app.example.org",
            "ftp://localhost",
        ] {
            assert!(!is_origin(bad), "{bad}");
        }
    }
}
