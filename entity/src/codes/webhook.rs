//! Webhooks: what they tell, and what became of a message.

use macro_rules_attribute::apply;

/// The kind of an event about a case that a webhook sends.
#[apply(shown!)]
pub enum WebhookEventKind {
    /// The case changed, or became known to the organisation.
    CaseChanged,
    /// The organisation may not know of the case any more.
    CaseLeft,
}

/// Why a webhook delivers nothing.
#[apply(code!)]
pub enum WebhookPauseReason {
    /// Somebody paused it.
    Requested,
    /// The end point answered 410 Gone.
    Gone,
    /// The end point did not accept a message for three days.
    Failing,
    /// The worker who registered it was deactivated, or the worker's tokens were revoked.
    WorkerEnded,
}

/// The kind of a message to an end point.
#[apply(code!)]
pub enum WebhookDeliveryKind {
    /// It names cases that changed or left.
    CasesChanged,
    /// Changes were lost because they are too old. All cases have to be read again.
    ChangesExpired,
    /// A test.
    Test,
}

/// What became of a message.
#[apply(code!)]
pub enum WebhookDeliveryState {
    /// It waits to be sent.
    Queued,
    /// It was not accepted and is tried again.
    Retrying,
    /// The end point accepted it.
    Delivered,
    /// It was not accepted and is not tried again.
    Failed,
}
