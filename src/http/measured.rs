//! Counts a GraphQL request: which operation it was, how it ended, and how long it took. A request that is dropped before its
//! answer is counted too.

use std::{
    sync::OnceLock,
    time::{Duration, Instant},
};

use axum::response::Response;

use super::answer::Counted;
use crate::{
    graphql::admission::Root,
    metrics::{
        labels::{INTROSPECTION, OTHER, Outcome, SEVERAL, Value},
        list::{ERRORS, REQUEST_DURATION, REQUESTS, SUBSCRIPTIONS},
    },
};

/// The time of a request begins a little before it is measured.
const BEFORE: Duration = Duration::from_millis(100);

/// A request that is being answered.
pub(crate) struct Measured {
    began: Instant,
    /// The time after which the server drops the request.
    within: Duration,
    operation: OnceLock<Value>,
    outcome: Option<Outcome>,
}

impl Measured {
    /// A request that begins now, and may take this long.
    pub(super) fn begin(within: Duration) -> Self {
        Self { began: Instant::now(), within, operation: OnceLock::new(), outcome: None }
    }

    /// The operation was admitted. A trusted document is counted under its own name, and every other one by its root field.
    pub(super) fn runs(&self, root: Root, trusted: Option<Value>) {
        let operation = trusted.unwrap_or_else(|| match root {
            Root::Field(field) => Value::from_start(field),
            Root::Several => SEVERAL.into(),
            Root::Introspection => INTROSPECTION.into(),
            Root::Unknown => OTHER.into(),
        });
        // A request is admitted once.
        let _ = self.operation.set(operation);
    }

    /// The request has its answer.
    pub(super) fn end(mut self, response: &Response) {
        let status = response.status();
        count_errors(response);
        self.outcome = Some(match response.extensions().get::<Counted>() {
            _ if status.is_server_error() => Outcome::Failed,
            Some(counted) => counted.outcome,
            None if status.is_client_error() => Outcome::Refused,
            None => Outcome::Answered,
        });
    }
}

impl Drop for Measured {
    fn drop(&mut self) {
        let took = self.began.elapsed();
        let outcome = self.outcome.unwrap_or_else(|| match took {
            _ if std::thread::panicking() => Outcome::Failed,
            took if took + BEFORE >= self.within => Outcome::TimedOut,
            _ => Outcome::Abandoned,
        });
        let operation = self.operation.take().unwrap_or_else(|| OTHER.into());
        REQUESTS.add([operation.clone(), outcome.into()], 1);
        REQUEST_DURATION.observe([operation], took.as_secs_f64());
    }
}

/// Counts the codes of the errors of an answer that goes to a client.
pub(super) fn count_errors(response: &Response) {
    for code in response.extensions().get::<Counted>().iter().flat_map(|counted| &counted.codes) {
        ERRORS.add([(*code).into()], 1);
    }
}

/// Counts as an open subscription until it is dropped.
pub(crate) struct Open(());

impl Open {
    /// One more.
    pub(super) fn begin() -> Self {
        SUBSCRIPTIONS.change([], 1.0);
        Self(())
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        SUBSCRIPTIONS.change([], -1.0);
    }
}
