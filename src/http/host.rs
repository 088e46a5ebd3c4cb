//! The `Host` header: HTTP/1.1 requires exactly one (RFC 9112, section 3.2). A request without it is a broken client or a probe
//! of the proxy in front.

use axum::{
    extract::Request,
    http::{StatusCode, Version, header},
    middleware::Next,
    response::Response,
};

use super::{answer::Coded, media::Media};

const HOST: Coded = Coded::new(StatusCode::BAD_REQUEST, "HOST_REQUIRED", "HTTP/1.1 requires exactly one header `host`");

/// Answers 400 to a request of HTTP/1.1 without a host or with two.
pub async fn required(request: Request, next: Next) -> Response {
    if request.version() == Version::HTTP_11 && request.headers().get_all(header::HOST).iter().count() != 1 {
        let media = Media::accepted(request.headers()).unwrap_or(Media::Json);
        return HOST.answer(media);
    }
    next.run(request).await
}
