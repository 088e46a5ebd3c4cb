//! Entity tags of answers to GET (RFC 9110, section 8.8.3). A client that repeats a query sends the tag of the answer that
//! it has, and gets 304 without a body while the answer is the same. When it asks the second time, the server remembers
//! what the answer was computed from, and from then on finds most unchanged answers without computing them.

use std::{sync::Arc, time::Duration};

use async_graphql::Variables;
use aws_lc_rs::{
    digest::{self, SHA256, SHA256_OUTPUT_LEN},
    hmac,
};
use axum::{
    body::{Body, to_bytes},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH, VARY, X_CONTENT_TYPE_OPTIONS},
    },
    response::Response,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use headers::{HeaderMapExt as _, IfNoneMatch};
use moka::sync::Cache;

use super::answer;
use crate::{
    access::viewer::Viewer,
    graphql::basis::{Basis, KeptBasis},
    rules::translation::Languages,
};

/// The most answers whose tags are remembered. One takes about half a kilobyte.
const MOST_REMEMBERED: u64 = 10_000;

/// The longest time for which an answer is taken to be unchanged. A row that an operator wrote by hand has no entry among the
/// changes of cases.
pub(crate) const LONGEST: TimeDelta = TimeDelta::minutes(15);

/// How long a tag is remembered that nobody sends.
const FORGOTTEN_AFTER: Duration = Duration::from_hours(1);

/// Makes the tags. All nodes of an installation make the same ones.
pub struct EntityTags {
    key: hmac::Key,
    remembered: Cache<RepeatedRequest, Remembered>,
}

/// A request that its caller repeats, as a digest of the viewer and everything that was asked.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(crate) struct RepeatedRequest([u8; SHA256_OUTPUT_LEN]);

/// The answer that a viewer got last.
#[derive(Clone, Debug)]
struct Remembered {
    tag: HeaderValue,
    basis: Arc<Basis>,
}

impl RepeatedRequest {
    /// The request, if the caller has an answer to it: if it sends a tag.
    pub(crate) fn of(
        viewer: &Viewer,
        headers: &HeaderMap,
        (query, operation_name, variables): (&str, Option<&str>, &Variables),
        (as_errors, languages): (bool, &Languages),
    ) -> Option<Self> {
        headers.get(IF_NONE_MATCH)?;
        let mut digest = digest::Context::new(&SHA256);
        let who = (viewer.organisation_id, viewer.worker_id, &viewer.settings.language);
        let asked = serde_json::to_vec(&(who, query, operation_name, variables, as_errors, languages.tags()));
        digest.update(&asked.expect("the variables came as JSON"));
        Some(Self(digest.finish().as_ref().try_into().expect("SHA-256 has this length")))
    }
}

impl EntityTags {
    /// Creates it with the key that all nodes share. Its own key is derived, so that a tag is no use anywhere else.
    pub fn new(key: &[u8; 32]) -> Self {
        let derived = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), b"entity tags of answers");
        Self {
            key: hmac::Key::new(hmac::HMAC_SHA256, derived.as_ref()),
            remembered: Cache::builder().max_capacity(MOST_REMEMBERED).time_to_idle(FORGOTTEN_AFTER).build(),
        }
    }

    /// The tag of the last answer to this request and what it was computed from, if the caller has that answer.
    pub(crate) fn remembered(
        &self,
        request: &RepeatedRequest,
        headers: &HeaderMap,
    ) -> Option<(HeaderValue, Arc<Basis>)> {
        let Remembered { tag, basis } = self.remembered.get(request)?;
        is_known(headers, &tag).then_some((tag, basis))
    }

    /// Gives the answer its tag, or replaces it by 304 if the caller has it already. The tag is a keyed hash, because
    /// proxies log headers and the text of a short answer could be found by trying. It is of one viewer, so that a tag
    /// of somebody else says nothing about their answer.
    pub(crate) async fn conditional(
        &self,
        viewer: &Viewer,
        headers: &HeaderMap,
        response: Response,
        repeated: Option<(RepeatedRequest, KeptBasis)>,
    ) -> Response {
        let (mut parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("the answer is in memory");
        let tag = self.tag(viewer, &body);
        if let Some((request, kept)) = repeated {
            match kept.get() {
                Some(basis) => {
                    self.remembered.insert(request, Remembered { tag: tag.clone(), basis: Arc::new(basis.clone()) });
                }
                None => self.remembered.invalidate(&request),
            }
        }
        if is_known(headers, &tag) {
            return not_modified(tag);
        }
        parts.headers.insert(ETAG, tag);
        Response::from_parts(parts, Body::from(body))
    }

    /// The tag is weak, because compression changes the bytes and not the answer.
    fn tag(&self, viewer: &Viewer, body: &[u8]) -> HeaderValue {
        let mut context = hmac::Context::with_key(&self.key);
        context.update(viewer.organisation_id.as_bytes());
        context.update(viewer.worker_id.as_bytes());
        context.update(body);
        let hash = URL_SAFE_NO_PAD.encode(context.sign());
        HeaderValue::try_from(format!("W/\"{hash}\"")).expect("base64 is visible ASCII")
    }
}

/// Whether the caller sends this tag.
fn is_known(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let seen = headers.typed_get::<IfNoneMatch>();
    let tag = tag.to_str().ok().and_then(|tag| tag.parse().ok());
    seen.zip(tag).is_some_and(|(seen, tag)| !seen.precondition_passes(&tag))
}

/// 304: the caller has the answer with this tag.
pub(crate) fn not_modified(tag: HeaderValue) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    response.headers_mut().insert(ETAG, tag);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response.headers_mut().insert(VARY, answer::VARIES);
    response
}
