//! A schema in two modes: the engine validates a document once, and later requests with the same document run without
//! that. Admission knows which documents those are: see [`Validation`].

use std::any::TypeId;

use admission::Validation;
use async_graphql::{EmptySubscription, ObjectType, Request, Response, Schema, ValidationMode};

type Of<Q, M> = Schema<Q, M, EmptySubscription>;

/// One schema in both modes.
pub(crate) struct Validating<Q, M> {
    /// For documents that have to be validated.
    strict: Of<Q, M>,
    /// For documents that this schema found valid. It still measures them, but applies almost no rule.
    trusting: Of<Q, M>,
}

impl<Q: ObjectType + 'static, M: ObjectType + 'static> Validating<Q, M> {
    /// Both modes of the schema that `build` makes.
    pub(crate) fn new(build: fn(ValidationMode) -> Of<Q, M>) -> Self {
        Self { strict: build(ValidationMode::Strict), trusting: build(ValidationMode::Fast) }
    }

    /// Executes a request. Without a [`Validation`] in its data the document is validated.
    pub(crate) async fn execute(&self, asking: Request) -> Response {
        let validation = asking.data.get(&TypeId::of::<Validation>()).and_then(|it| it.downcast_ref::<Validation>());
        let Some(validation) = validation.cloned() else { return self.strict.execute(asking).await };
        if validation.is_done() {
            return self.trusting.execute(asking).await;
        }
        let response = self.strict.execute(asking).await;
        // A document that is not valid has errors. So may a valid one, and then the next request decides.
        if response.errors.is_empty() {
            validation.done();
        }
        response
    }
}
