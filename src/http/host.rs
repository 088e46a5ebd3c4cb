//! The `Host` header: HTTP/1.1 requires exactly one (RFC 9112, section 3.2). A request without it comes from a broken
//! client or from a probe by the proxy.

use axum::{
    extract::Request,
    http::{StatusCode, Version, header},
    middleware::Next,
    response::Response,
};

use super::{answer::Coded, media::Media};
use crate::error::ErrorCode;

const HOST: Coded =
    Coded::new(StatusCode::BAD_REQUEST, ErrorCode::HostRequired, "HTTP/1.1 requires exactly one header `host`");

/// Answers 400 to an HTTP/1.1 request with no `Host` header or more than one.
pub(crate) async fn required(request: Request, next: Next) -> Response {
    if request.version() == Version::HTTP_11 && request.headers().get_all(header::HOST).iter().count() != 1 {
        let media = Media::accepted(request.headers()).unwrap_or(Media::Json);
        return HOST.answer(media);
    }
    next.run(request).await
}
