//! The source of an issuer's keys: its key server, or a file. It does not cache.

use std::{net::IpAddr, path::PathBuf, time::Duration};

use jsonwebtoken::Algorithm;
use reqwest::{Client, Response, Url, header::CACHE_CONTROL, redirect::Policy};

use super::{KeySet, KeysRefused};

const TIMEOUT: Duration = Duration::from_secs(5);
const LARGEST_ANSWER: usize = 256 * 1024;
const LONGEST_REST: Duration = Duration::from_hours(1);
const SHORTEST_REST: Duration = Duration::from_mins(5);

/// A source of keys.
#[derive(Clone, Debug)]
pub enum KeySource {
    /// A JWK set on a key server.
    Url(KeyServer),
    /// A JWK set in a file.
    JwksFile(PathBuf),
    /// One public key in PEM form, and its id.
    PemFile(PathBuf, String),
    /// Keys of a test.
    #[cfg(test)]
    Own(KeySet),
}

/// Keys, and how long they may be cached.
#[derive(Debug)]
pub(crate) struct KeysRead {
    /// The keys.
    pub keys: KeySet,
    /// Time until they should be read again.
    pub rest: Duration,
}

impl KeySource {
    /// Reads the keys.
    pub(crate) async fn read(&self, allowed: &[Algorithm]) -> Result<KeysRead, KeysRefused> {
        // Blocking reads are acceptable here: the files have a few kilobytes and are read at most twice a minute.
        let text = |path: &PathBuf| {
            std::fs::read_to_string(path)
                .map_err(|error| KeysRefused::Unreadable(format!("{}: {error}", path.display())))
        };
        let keys = match self {
            Self::Url(server) => return server.read(allowed).await,
            Self::JwksFile(path) => KeySet::from_jwks(text(path)?.as_bytes(), allowed)?,
            Self::PemFile(path, kid) => KeySet::from_pem(&text(path)?, kid, allowed)?,
            #[cfg(test)]
            Self::Own(keys) => keys.clone(),
        };
        Ok(KeysRead { keys, rest: LONGEST_REST })
    }

    /// Whether the keys are on this machine, so that a read failure is a mistake in the settings and not an outage.
    pub(crate) fn is_local(&self) -> bool {
        !matches!(self, Self::Url(_))
    }
}

/// The key server of an issuer, with the HTTP client for it.
#[derive(Clone, Debug)]
pub struct KeyServer {
    url: Url,
    client: Client,
}

impl KeyServer {
    /// Checks the URL of a key server.
    /// Errors: a sentence, if keys from this URL cannot be trusted.
    pub(crate) fn new(address: &str) -> Result<Self, String> {
        let url = Url::parse(address).map_err(|error| format!("not a URL: {error}"))?;
        let loopback = is_loopback(&url);
        if url.scheme() != "https" && !(url.scheme() == "http" && loopback) {
            return Err("keys are fetched over https; http is for this machine only".to_owned());
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("the URL of a key server must not contain a password".to_owned());
        }
        let mut client = Client::builder().https_only(!loopback).redirect(Policy::none()).timeout(TIMEOUT);
        if loopback {
            client = client.no_proxy();
        }
        let client = client.build().map_err(|error| format!("no client for this address: {error}"))?;
        Ok(Self { url, client })
    }

    async fn read(&self, allowed: &[Algorithm]) -> Result<KeysRead, KeysRefused> {
        let unreadable = |error: reqwest::Error| KeysRefused::Unreadable(error.to_string());
        let answer = self.client.get(self.url.clone()).send().await.map_err(unreadable)?;
        // Redirects are not followed, because the keys must be at the registered URL.
        if !answer.status().is_success() {
            return Err(KeysRefused::Unreadable(format!("the key server answered {}", answer.status())));
        }
        let rest = rest(&answer);
        let text = whole(answer).await?;
        Ok(KeysRead { keys: KeySet::from_jwks(&text, allowed)?, rest })
    }
}

async fn whole(mut answer: Response) -> Result<Vec<u8>, KeysRefused> {
    let mut text = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|error| KeysRefused::Unreadable(error.to_string()))? {
        if text.len() + chunk.len() > LARGEST_ANSWER {
            return Err(KeysRefused::Unreadable("the key server's answer is longer than 256 KB".to_owned()));
        }
        text.extend_from_slice(&chunk);
    }
    Ok(text)
}

/// The cache time from the key server's `Cache-Control`, between five minutes and one hour.
fn rest(answer: &Response) -> Duration {
    let directives = answer.headers().get(CACHE_CONTROL).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let asked = directives.split(',').map(str::trim).find_map(|directive| match directive.split_once('=') {
        Some((name, seconds)) if name.eq_ignore_ascii_case("max-age") => seconds.trim_matches('"').parse().ok(),
        None if directive.eq_ignore_ascii_case("no-store") || directive.eq_ignore_ascii_case("no-cache") => Some(0),
        _ => None,
    });
    asked.map_or(LONGEST_REST, Duration::from_secs).clamp(SHORTEST_REST, LONGEST_REST)
}

fn is_loopback(url: &Url) -> bool {
    url.host_str().is_some_and(|host| {
        let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
        host == "localhost" || address.is_ok_and(|address| address.is_loopback())
    })
}
