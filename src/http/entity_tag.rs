//! Entity tags of answers to GET (RFC 9110, section 8.8.3). A client that repeats a query sends the tag of the answer that
//! it has, and gets 304 without a body while the answer is the same.

use aws_lc_rs::hmac;
use axum::{
    body::{Body, to_bytes},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CONTENT_LENGTH, CONTENT_TYPE, ETAG},
    },
    response::Response,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use headers::{HeaderMapExt as _, IfNoneMatch};

use crate::access::viewer::Viewer;

/// Makes the tags. All nodes of an installation make the same ones.
pub struct EntityTags(hmac::Key);

impl EntityTags {
    /// Creates it with the key that all nodes share. Its own key is derived, so that a tag is no use anywhere else.
    pub fn new(key: &[u8; 32]) -> Self {
        let derived = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), b"entity tags of answers");
        Self(hmac::Key::new(hmac::HMAC_SHA256, derived.as_ref()))
    }

    /// Gives the answer its tag, or replaces it by 304 if the caller has it already. The tag is a keyed hash, because
    /// proxies log headers and the text of a short answer could be found by trying. It is of one viewer, so that a tag
    /// of somebody else says nothing about their answer.
    pub(crate) async fn conditional(&self, viewer: &Viewer, asked: &HeaderMap, response: Response) -> Response {
        let (mut parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("the answer is in memory");
        let tag = self.tag(viewer, &body);
        let seen = asked.typed_get::<IfNoneMatch>();
        let known = tag.to_str().ok().and_then(|tag| tag.parse().ok());
        parts.headers.insert(ETAG, tag);
        if seen.zip(known).is_some_and(|(seen, known)| !seen.precondition_passes(&known)) {
            parts.status = StatusCode::NOT_MODIFIED;
            parts.headers.remove(CONTENT_TYPE);
            parts.headers.remove(CONTENT_LENGTH);
            return Response::from_parts(parts, Body::empty());
        }
        Response::from_parts(parts, Body::from(body))
    }

    /// The tag is weak, because compression changes the bytes and not the answer.
    fn tag(&self, viewer: &Viewer, body: &[u8]) -> HeaderValue {
        let mut context = hmac::Context::with_key(&self.0);
        context.update(viewer.organisation_id.as_bytes());
        context.update(viewer.worker_id.as_bytes());
        context.update(body);
        let hash = URL_SAFE_NO_PAD.encode(context.sign());
        HeaderValue::try_from(format!("W/\"{hash}\"")).expect("base64 is visible ASCII")
    }
}
