//! A schema in two modes: the engine validates a document once, and later requests with the same document run without
//! that. Admission knows which documents those are: see [`Validation`].

use std::any::TypeId;

use admission::Validation;
use async_graphql::{ObjectType, Request, Response, Schema, ServerError, SubscriptionType, ValidationMode};
use futures_util::StreamExt as _;

use super::changes::following::Following;

/// One schema in both modes.
pub(crate) struct Validating<Q, M, S> {
    /// For documents that have to be validated.
    strict: Schema<Q, M, S>,
    /// For documents that this schema found valid. It still measures them, but applies almost no rule.
    trusting: Schema<Q, M, S>,
}

impl<Q: ObjectType + 'static, M: ObjectType + 'static, S: SubscriptionType + 'static> Validating<Q, M, S> {
    /// Both modes of the schema that `build` makes.
    pub(crate) fn new(build: fn(ValidationMode) -> Schema<Q, M, S>) -> Self {
        Self { strict: build(ValidationMode::Strict), trusting: build(ValidationMode::Fast) }
    }

    /// Executes a request. Without a [`Validation`] in its data the document is validated.
    pub(crate) async fn execute(&self, asking: Request) -> Response {
        let validation = asking.data.get(&TypeId::of::<Validation>()).and_then(|it| it.downcast_ref::<Validation>());
        let Some(validation) = validation.cloned() else { return run(&self.strict, asking).await };
        if validation.is_done() {
            return run(&self.trusting, asking).await;
        }
        let response = run(&self.strict, asking).await;
        // A document that is not valid has errors. So may a valid one, and then the next request decides.
        if response.errors.is_empty() {
            validation.done();
        }
        response
    }
}

/// Runs a query or a mutation, or one delivery of a subscription.
async fn run<Q, M, S>(schema: &Schema<Q, M, S>, asking: Request) -> Response
where
    Q: ObjectType + 'static,
    M: ObjectType + 'static,
    S: SubscriptionType + 'static,
{
    if !asking.data.contains_key(&TypeId::of::<Following>()) {
        return schema.execute(asking).await;
    }
    // Admission lets a subscription have one root field, which answers once.
    let answer = schema.execute_stream(asking).next().await;
    answer.unwrap_or_else(|| Response::from_errors(vec![ServerError::new("the subscription has no field", None)]))
}
