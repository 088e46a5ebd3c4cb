//! The states of a consular request. The requesting organisation and the consulate have different lists, so that the
//! consulate cannot see why a request waits or ends.

use macro_rules_attribute::apply;

/// The state of a consular request, for the requesting organisation.
#[apply(code!)]
pub enum ConsularState {
    /// It is being prepared.
    Draft,
    /// Protection officers decide the five gates.
    ProtectionScreening,
    /// A gate failed. The consulate never learns of the request.
    BlockedProtection,
    /// The gates passed and the packet is frozen.
    Ready,
    /// The packet was submitted to the consulate.
    Submitted,
    /// The consulate confirmed receipt.
    Acknowledged,
    /// The consulate has asked a question.
    MoreInfoRequired,
    /// An interview is proposed and not agreed yet.
    InterviewProposed,
    /// An interview is agreed.
    InterviewScheduled,
    /// The interview was held.
    Interviewed,
    /// The interview was not held.
    InterviewMissed,
    /// The consulate confirmed the nationality.
    NationalityConfirmed,
    /// The consulate did not confirm the nationality.
    NationalityNotConfirmed,
    /// The document is being produced.
    DocumentInProduction,
    /// The document is issued.
    Issued,
    /// The person has the document.
    Delivered,
    /// The person travelled with the document.
    Used,
    /// The document expired unused.
    Expired,
    /// The document was returned unused.
    ReturnedUnused,
    /// The consulate refused the request.
    Refused,
    /// The requesting organisation withdrew the request.
    Withdrawn,
    /// A protection officer put it on hold. The consulate cannot see the hold.
    OnHoldProtection,
}

/// The state of a packet, for the consulate that reads it.
// Several states of the request have the same state here on purpose.
#[apply(code!)]
pub enum LiaisonState {
    /// The packet was submitted to the post.
    Received,
    /// The post is examining it.
    InReview,
    /// A question of the post is open.
    InformationRequested,
    /// An interview is proposed and not agreed yet.
    InterviewProposed,
    /// An interview is agreed.
    InterviewScheduled,
    /// The interview was held.
    Interviewed,
    /// The interview was not held.
    InterviewMissed,
    /// The nationality is confirmed.
    Confirmed,
    /// The nationality is not confirmed.
    NotConfirmed,
    /// The document is being produced.
    InProduction,
    /// The document is issued.
    Issued,
    /// The document was handed over.
    Delivered,
    /// The request has ended after the document was issued.
    Closed,
    /// The post refused the request.
    Refused,
    /// The requesting organisation closed the request.
    ClosedByRequester,
}

/// A question that a protection officer must decide before a consulate may know of a person.
#[apply(code!)]
pub enum Gate {
    /// The person claims no international protection and shows no sign of statelessness.
    AInternationalProtection,
    /// The person does not fear the authorities of this State.
    BFearOfAuthorities,
    /// The risk of trafficking was assessed, including involvement of officials of the State.
    CTraffickingRisk,
    /// For a child: the best interest was assessed and the guardian is involved. An adult passes.
    DChild,
    /// The person gave informed consent with an interpreter, naming this State and this post.
    EInformedConsent,
}

/// The decision of a protection officer at a gate.
#[apply(code!)]
pub enum GateOutcome {
    /// The gate raises no objection to the request.
    Pass,
    /// The consulate must not know of the person.
    Fail,
}

/// The reason why the requesting organisation withdrew a request. The consulate never learns it.
#[apply(code!)]
pub enum WithdrawalReason {
    /// The person no longer wants the request.
    ApplicantChangedMind,
    /// The consent for it was withdrawn or expired.
    ConsentEnded,
    /// The person may be in need of international protection.
    InternationalProtection,
    /// There is another concern for the safety of the person.
    ProtectionConcern,
    /// The same request was made twice.
    Duplicate,
    /// The request was made by mistake.
    EnteredInError,
    /// The person has died.
    Deceased,
    /// The case was closed.
    CaseClosed,
    /// Another reason.
    Other,
}
