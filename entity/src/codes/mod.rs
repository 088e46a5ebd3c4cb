//! The code lists of the field. Every list is an enum whose stored text is its GraphQL name. A list whose exact values
//! could reveal a secret has a coarse parent.

use macro_rules_attribute::attribute_alias;

attribute_alias! {
    // A list that users see and that no row stores.
    #[apply(shown!)] =
        #[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, ::sea_orm::EnumIter)]
        #[derive(::async_graphql::Enum, ::serde::Serialize, ::serde::Deserialize)]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")];
    // A list that rows store and that no user sees.
    #[apply(stored!)] =
        #[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, ::sea_orm::EnumIter)]
        #[derive(::sea_orm::DeriveActiveEnum, ::serde::Serialize, ::serde::Deserialize)]
        #[sea_orm(rs_type = "String", db_type = "String(::sea_orm::prelude::StringLen::N(40))")]
        #[sea_orm(rename_all = "SCREAMING_SNAKE_CASE")]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")];
    // A list that rows store and users see.
    #[apply(code!)] =
        #[apply(stored!)]
        #[derive(::async_graphql::Enum)];
}

mod access;
mod case;
mod consent;
mod consular;
mod consulate;
mod document;
mod legal;
mod matching;
mod medical;
mod organisation;
mod person;
mod protection;
mod referral;
mod security;
mod service;
mod statistics;
mod stay;
mod task;
mod transfer;
mod webhook;

pub use access::{DataClass, ReadingWay, Relation, Role, StandingSource};
pub use case::{AccessMode, CaseStatus, CaseStatusGroup, ClosureGroup, ClosureReason, Priority, RiskLevel};
pub use consent::{CapacityOutcome, ConsentGiver, ConsentMethod, ConsentStatus, Purpose};
pub use consular::{ConsularState, Gate, GateOutcome, LiaisonState, WithdrawalReason};
pub use consulate::{InterviewMode, InterviewOutcome, InterviewSide, PostKind, QuestionCode, RefusalReason};
pub use document::{CustodyEvent, DocumentSeen, IdentifierType};
pub use legal::{BestInterestOutcome, DataSubjectRequest, ImmigrationStatus, LegalBasis, LegalOverrideState};
pub use matching::{MatchingEndReason, PersonMatchState};
pub use medical::{FitToTravel, FitnessToTravel};
pub use organisation::{CentreStatus, CentreType, OrganisationType, Oversight};
pub use person::{
    AgeBand, BirthDatePrecision, ContactType, CorrectionKind, FamilyLinkStatus, FamilyRelation, HouseholdRole,
    LanguageLevel, MaritalStatus, NameType, NationalityBasis, Sex,
};
pub use protection::{DeterminantLevel, ProtectionSign, Severity, VulnerabilityCategory, VulnerabilitySource};
pub use referral::{
    DeclineReason, NotCompletedReason, ReferralEndReason, ReferralOutcome, ReferralReason, ReferralState, Urgency,
};
pub use security::{CheckpointKind, RevocationKind};
pub use service::{ServiceGroup, ServiceStatus, ServiceType, Weekday};
pub use statistics::{StatisticsDimension, StatisticsInterval, StatisticsMeasure, StatisticsState, StatisticsSubject};
pub use stay::{StayExitGroup, StayExitReason};
pub use task::TaskKind;
pub use transfer::{ShareEndReason, TransferReason, TransferState};
pub use webhook::{WebhookDeliveryKind, WebhookDeliveryState, WebhookEventKind, WebhookPauseReason};

/// A code with a coarse parent. A reader who may not know the exact code reads the parent on every row, because hiding
/// the code only on sensitive rows would reveal which rows those are.
pub trait Coarsens: Copy {
    /// The coarse list.
    type Parent;

    /// The parent of this code.
    fn coarse(self) -> Self::Parent;

    /// Whether the exact code reveals more than that the record exists.
    fn sensitive(self) -> bool;
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use sea_orm::{ActiveEnum, Iterable};
    use serde::Serialize;

    use super::*;

    macro_rules! each {
        ($check:ident: $($code:ty),*) => { $($check::<$code>();)* };
    }

    fn every_parent_mixes<C>()
    where
        C: Coarsens + Iterable,
        C::Parent: Iterable + Debug + PartialEq,
    {
        for parent in C::Parent::iter() {
            let ordinary = C::iter().filter(|code| code.coarse() == parent).any(|code| !code.sensitive());
            assert!(ordinary, "{parent:?} has no ordinary member, so reading it reveals a secret");
        }
    }

    #[test]
    fn no_coarse_code_gives_a_secret_away() {
        each!(every_parent_mixes: ServiceType, ClosureReason, CaseStatus, FitnessToTravel, StayExitReason);
    }

    fn one_name<C>()
    where
        C: ActiveEnum<Value = String> + Iterable + async_graphql::resolver_utils::EnumType + Serialize + Debug,
    {
        for code in C::iter() {
            let stored = code.to_value();
            let item = C::items().iter().find(|item| item.value == code).expect("every code is a GraphQL value");
            assert_eq!(stored, item.name, "{code:?}");
            let written = async_graphql::to_value(code).expect("a code can be written");
            assert_eq!(written, async_graphql::Value::from(stored.clone()), "{code:?}");
            assert!(stored.len() <= 40, "{stored} does not fit its column");
        }
    }

    #[test]
    fn a_code_has_one_name_in_the_database_in_graphql_and_in_files() {
        each!(one_name:
            AccessMode, BirthDatePrecision, CapacityOutcome, CaseStatus, CentreStatus, CentreType, ClosureReason, ConsentMethod,
            ConsularState, ContactType, CorrectionKind, CustodyEvent, DataClass, DeclineReason, DeterminantLevel, DocumentSeen,
            FamilyLinkStatus, FamilyRelation, FitnessToTravel, Gate, GateOutcome, HouseholdRole, IdentifierType, ImmigrationStatus, InterviewMode, InterviewOutcome,
            LanguageLevel, LegalBasis, LiaisonState, MaritalStatus, MatchingEndReason, NameType, NationalityBasis, NotCompletedReason,
            OrganisationType, Oversight, PersonMatchState, PostKind, Priority, Purpose, QuestionCode, ReferralEndReason, ReferralOutcome,
            ReferralState, RefusalReason, Relation, RevocationKind, RiskLevel, Role, ServiceStatus, ServiceType,
            Severity, Sex, ShareEndReason, StayExitReason, TransferReason, TransferState, Urgency, VulnerabilityCategory,
            VulnerabilitySource, WebhookDeliveryKind, WebhookDeliveryState, WebhookPauseReason, WithdrawalReason
        );
    }
}
