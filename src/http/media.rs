//! Media types of a GraphQL request and its answer ("GraphQL over HTTP").

use axum::http::{HeaderMap, header};

use super::preferences;

/// The media type of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Media {
    /// `application/graphql-response+json`: the status shows whether the operation ran.
    GraphqlResponse,
    /// `application/json`, for older clients: 200 for every well-formed GraphQL request, even if it did not run.
    Json,
}

impl Media {
    /// The value of `content-type`.
    pub(crate) const fn content_type(self) -> &'static str {
        match self {
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
        }
    }

    /// The media type with the highest weight in `Accept`; the first one if several have the same weight. Without
    /// `Accept` it is `application/json`. `None` if the caller accepts neither.
    pub(crate) fn accepted(headers: &HeaderMap) -> Option<Self> {
        if preferences::weighted(headers, &header::ACCEPT).next().is_none() {
            return Some(Self::Json);
        }
        preferences::preferred(headers, &header::ACCEPT, |range| match range.to_ascii_lowercase().as_str() {
            "application/graphql-response+json" => Some(Self::GraphqlResponse),
            "application/json" | "application/*" | "*/*" => Some(Self::Json),
            _ => None,
        })
    }
}

/// Whether the header `Accept` allows events, as GraphQL over SSE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Events {
    /// For every operation.
    Preferred,
    /// For a subscription, which JSON cannot answer.
    Accepted,
    /// For nothing.
    Refused,
}

impl Events {
    /// As the headers say.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let is_event = |range: &str| range.eq_ignore_ascii_case("text/event-stream");
        if preferences::preferred(headers, &header::ACCEPT, |range| Some(is_event(range))) == Some(true) {
            return Self::Preferred;
        }
        let accepted =
            preferences::weighted(headers, &header::ACCEPT).any(|(range, weight)| is_event(range) && weight > 0.0);
        if accepted { Self::Accepted } else { Self::Refused }
    }
}

/// Whether the body is declared as uncompressed JSON in UTF-8. Other types are refused, above all forms and plain text,
/// because a foreign web page can send those without a CORS preflight.
pub(crate) fn is_json(headers: &HeaderMap) -> bool {
    let mut types = headers.get_all(header::CONTENT_TYPE).iter();
    let (Some(only), None) = (types.next(), types.next()) else { return false };
    let mut parts = only.to_str().unwrap_or_default().split(';').map(str::trim);
    let json = parts.next().is_some_and(|it| it.eq_ignore_ascii_case("application/json"));
    let utf8 = parts.filter(|it| !it.is_empty()).all(|parameter| {
        parameter.split_once('=').is_none_or(|(name, value)| {
            // `utf8` is an alias in the Encoding standard.
            let value = value.trim_matches('"');
            !name.eq_ignore_ascii_case("charset") || ["utf-8", "utf8"].iter().any(|it| value.eq_ignore_ascii_case(it))
        })
    });
    let plain = headers.get(header::CONTENT_ENCODING).is_none_or(|it| it.as_bytes().eq_ignore_ascii_case(b"identity"));
    json && utf8 && plain
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn accept(value: &'static str) -> Option<Media> {
        Media::accepted(&HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static(value))]))
    }

    #[test]
    fn the_best_liked_form_is_chosen() {
        assert_eq!(Media::accepted(&HeaderMap::new()), Some(Media::Json));
        for json in
            ["*/*", "application/*", "application/json", "APPLICATION/JSON; charset=utf-8", "text/html, */*;q=0.1", ""]
        {
            assert_eq!(accept(json), Some(Media::Json), "{json}");
        }
        for response in [
            "application/graphql-response+json",
            "application/graphql-response+json, application/json;q=0.9",
            "application/json;q=0.5, application/graphql-response+json; charset=utf-8",
            "application/graphql-response+json, application/json",
        ] {
            assert_eq!(accept(response), Some(Media::GraphqlResponse), "{response}");
        }
        for neither in ["text/html", "application/json;q=0", "text/event-stream, application/xml"] {
            assert_eq!(accept(neither), None, "{neither}");
        }
    }

    #[test]
    fn events_are_for_subscriptions_unless_they_are_liked_best() {
        let events = |value| Events::of(&HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static(value))]));
        for preferred in ["text/event-stream", "Text/Event-Stream, application/json;q=0.9"] {
            assert_eq!(events(preferred), Events::Preferred, "{preferred}");
        }
        for accepted in ["application/json, text/event-stream", "text/event-stream;q=0.1, */*"] {
            assert_eq!(events(accepted), Events::Accepted, "{accepted}");
        }
        for refused in ["*/*", "application/json", "text/event-stream;q=0"] {
            assert_eq!(events(refused), Events::Refused, "{refused}");
        }
        assert_eq!(Events::of(&HeaderMap::new()), Events::Refused);
    }

    #[test]
    fn only_json_in_utf8_is_taken() {
        let says = |value| is_json(&HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(value))]));
        assert!(
            says("application/json")
                && says("Application/JSON; charset=UTF-8")
                && says("application/json;charset=\"utf-8\"")
                && says("application/json; charset=utf8")
        );
        for other in [
            "",
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "application/jsonx",
            "application/json; charset=latin1",
            "text/plain; application/json",
        ] {
            assert!(!says(other), "{other}");
        }
        assert!(!is_json(&HeaderMap::new()));
    }
}
