//! The orders of lists, as input types: a sort key with the class that it reveals, and a direction.

use std::fmt::Debug;

use async_graphql::{Enum, InputObject, InputType, resolver_utils::EnumType};
use entity::codes::DataClass as D;
use sea_orm::sea_query::Order;

use crate::access::directive::holds;

/// A sort direction.
#[derive(Clone, Copy, Debug, Enum, Eq, PartialEq)]
pub(crate) enum OrderDirection {
    /// Smallest or earliest first.
    Asc,
    /// Largest or latest first.
    Desc,
}

/// A sort key and a direction.
#[derive(Clone, Copy, Debug, InputObject)]
#[graphql(
    concrete(name = "CaseOrder", params(CaseOrderField)),
    concrete(name = "CentreOrder", params(CentreOrderField)),
    concrete(name = "ColleagueOrder", params(ColleagueOrderField)),
    concrete(name = "ConsularPacketOrder", params(ConsularPacketOrderField)),
    concrete(name = "ConsularPostOrder", params(ConsularPostOrderField)),
    concrete(name = "ConsularRequestOrder", params(ConsularRequestOrderField)),
    concrete(name = "LegalOverrideOrder", params(LegalOverrideOrderField)),
    concrete(name = "OrganisationOrder", params(OrganisationOrderField)),
    concrete(name = "PersonMatchOrder", params(PersonMatchOrderField)),
    concrete(name = "ReferralOrder", params(ReferralOrderField)),
    concrete(name = "ServiceOrder", params(ServiceOrderField)),
    concrete(name = "TransferOrder", params(TransferOrderField)),
    concrete(name = "WebhookOrder", params(WebhookOrderField))
)]
pub(crate) struct OrderBy<F: InputType> {
    /// The sort key. Items with equal keys are sorted by an internal identifier.
    #[graphql(directive = holds::apply(D::Public))]
    pub(crate) field: F,
    /// The sort direction.
    #[graphql(directive = holds::apply(D::Public))]
    pub(crate) direction: OrderDirection,
}

/// A sort key.
pub(crate) trait OrderField: Copy + Debug + EnumType + InputType {}

impl<F: Copy + Debug + EnumType + InputType> OrderField for F {}

/// A sort key of cases.
#[derive(Clone, Copy, Debug, Enum, Eq, PartialEq)]
pub(crate) enum CaseOrderField {
    /// The time when the case was opened.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    OpenedAt,
    /// The reference.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    Reference,
    /// The day of the next review. Cases without one are left out.
    #[graphql(directive = holds::apply(D::Operational))]
    NextReviewOn,
    /// The priority. In ascending order CRITICAL comes first. Closed cases are left out.
    #[graphql(directive = holds::apply(D::Operational))]
    Priority,
    /// The time when staff last worked on the case, to the hour (`Case.lastActivityAt`).
    #[graphql(directive = holds::apply(D::Staff))]
    LastActivityAt,
}

/// A sort key of referrals.
#[derive(Clone, Copy, Debug, Enum, Eq, PartialEq)]
pub(crate) enum ReferralOrderField {
    /// The time when the referral was sent (INCOMING) or drafted (OUTGOING).
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    EnteredAt,
    /// The time when the referral was sent. Drafts are left out.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    SentAt,
    /// The due time of the running clock. Referrals without a running clock are left out.
    #[graphql(directive = holds::apply(D::Operational))]
    DueAt,
    /// The urgency. In ascending order IMMEDIATE comes first.
    #[graphql(directive = holds::apply(D::Operational))]
    Urgency,
}

/// A sort key of transfers.
#[derive(Clone, Copy, Debug, Enum, Eq, PartialEq)]
pub(crate) enum TransferOrderField {
    /// The time when the transfer was proposed.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    CreatedAt,
    /// The time when the transfer was offered to the receiver. Transfers that were never offered are left out.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    OfferedAt,
}

/// A sort key of requests to share without consent.
#[derive(Clone, Copy, Debug, Enum, Eq, PartialEq)]
pub(crate) enum LegalOverrideOrderField {
    /// The time of the request.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    CreatedAt,
}

/// A sort key of matches across organisations.
#[derive(Clone, Copy, Debug, Enum, Eq, PartialEq)]
pub(crate) enum PersonMatchOrderField {
    /// The time when the match was found.
    #[graphql(directive = holds::apply(D::Protection))]
    CreatedAt,
}

/// A sort key of consular requests.
#[expect(clippy::enum_variant_names, reason = "each is a time, and the schema says so")]
#[derive(Clone, Copy, Debug, Enum, Eq, PartialEq)]
pub(crate) enum ConsularRequestOrderField {
    /// The time when the request was drafted.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    CreatedAt,
    /// The time when the request was submitted to the consulate. Requests that were never submitted are left out.
    #[graphql(directive = holds::apply(D::Legal))]
    SubmittedAt,
    /// The time of the interview. Requests without one are left out.
    #[graphql(directive = holds::apply(D::Legal))]
    InterviewAt,
}

/// A sort key of consular packets.
#[derive(Clone, Copy, Debug, Enum, Eq, PartialEq)]
pub(crate) enum ConsularPacketOrderField {
    /// The time when the packet was submitted.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    SubmittedAt,
}

/// A sort key of consular posts.
#[derive(Clone, Copy, Debug, Enum, Eq, PartialEq)]
pub(crate) enum ConsularPostOrderField {
    /// The name: by its letters first, then by accents and case.
    #[graphql(directive = holds::apply(D::Public))]
    Name,
}

/// A sort key of organisations.
#[derive(Clone, Copy, Debug, Enum, Eq, PartialEq)]
pub(crate) enum OrganisationOrderField {
    /// The name: by its letters first, then by accents and case.
    #[graphql(directive = holds::apply(D::Public))]
    Name,
}

/// A sort key of centres.
#[derive(Clone, Copy, Debug, Enum, Eq, PartialEq)]
pub(crate) enum CentreOrderField {
    /// The name: by its letters first, then by accents and case.
    #[graphql(directive = holds::apply(D::Public))]
    Name,
}

/// A sort key of services.
#[derive(Clone, Copy, Debug, Enum, Eq, PartialEq)]
pub(crate) enum ServiceOrderField {
    /// The name: by its letters first, then by accents and case.
    #[graphql(directive = holds::apply(D::Public))]
    Name,
}

/// A sort key of the workers of your organisation.
#[derive(Clone, Copy, Debug, Enum, Eq, PartialEq)]
pub(crate) enum ColleagueOrderField {
    /// The time when the worker's account was created.
    #[graphql(directive = holds::apply(D::StaffAssigned))]
    CreatedAt,
    /// The name: by its letters first, then by accents and case. Workers without a name are left out.
    #[graphql(directive = holds::apply(D::StaffAssigned))]
    DisplayName,
}

/// A sort key of webhooks.
#[derive(Clone, Copy, Debug, Enum, Eq, PartialEq)]
pub(crate) enum WebhookOrderField {
    /// The time when the webhook was registered.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    CreatedAt,
}

impl OrderDirection {
    /// As a direction of the database.
    pub(crate) const fn read(self) -> Order {
        match self {
            Self::Asc => Order::Asc,
            Self::Desc => Order::Desc,
        }
    }
}
