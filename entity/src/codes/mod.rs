//! The code lists of the field. Every list is an enum whose stored text is its GraphQL name. A list whose exact values
//! could reveal a secret has a coarse parent.

mod access;
mod case;
mod consent;
mod consular;
mod consulate;
mod document;
mod legal;
mod medical;
mod organisation;
mod person;
mod protection;
mod referral;
mod security;
mod service;
mod statistics;
mod stay;
mod transfer;

pub use access::{DataClass, Relation, Role};
pub use case::{AccessMode, CaseStatus, CaseStatusGroup, ClosureGroup, ClosureReason, Priority, RiskLevel};
pub use consent::{CapacityOutcome, ConsentGiver, ConsentMethod, ConsentStatus, Purpose};
pub use consular::{ConsularState, Gate, GateOutcome, LiaisonState, WithdrawalReason};
pub use consulate::{InterviewMode, InterviewOutcome, InterviewSide, PostKind, QuestionCode, RefusalReason};
pub use document::{CustodyEvent, DocumentSeen, IdentifierType};
pub use legal::{BestInterestOutcome, ImmigrationStatus, LegalBasis, LegalOverrideState};
pub use medical::{FitToTravel, FitnessToTravel};
pub use organisation::{CentreType, OrganisationType, Oversight};
pub use person::{
    AgeBand, BirthDatePrecision, ContactType, LanguageLevel, MaritalStatus, NameType, NationalityBasis, Sex,
};
pub use protection::{DeterminantLevel, ProtectionSign, Severity, VulnerabilityCategory, VulnerabilitySource};
pub use referral::{
    DeclineReason, NotCompletedReason, ReferralEndReason, ReferralOutcome, ReferralReason, ReferralState, Urgency,
};
pub use security::RevocationKind;
pub use service::{ServiceGroup, ServiceStatus, ServiceType};
pub use statistics::{StatisticsDimension, StatisticsInterval, StatisticsMeasure, StatisticsState, StatisticsSubject};
pub use stay::{StayExitGroup, StayExitReason};
pub use transfer::{ShareEndReason, TransferState};

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
        every_parent_mixes::<ServiceType>();
        every_parent_mixes::<ClosureReason>();
        every_parent_mixes::<CaseStatus>();
        every_parent_mixes::<FitnessToTravel>();
        every_parent_mixes::<StayExitReason>();
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
        one_name::<AccessMode>();
        one_name::<BirthDatePrecision>();
        one_name::<CapacityOutcome>();
        one_name::<CaseStatus>();
        one_name::<CentreType>();
        one_name::<ClosureReason>();
        one_name::<ConsentMethod>();
        one_name::<ConsularState>();
        one_name::<ContactType>();
        one_name::<CustodyEvent>();
        one_name::<DataClass>();
        one_name::<DeclineReason>();
        one_name::<DeterminantLevel>();
        one_name::<DocumentSeen>();
        one_name::<FitnessToTravel>();
        one_name::<Gate>();
        one_name::<GateOutcome>();
        one_name::<IdentifierType>();
        one_name::<ImmigrationStatus>();
        one_name::<InterviewMode>();
        one_name::<InterviewOutcome>();
        one_name::<LanguageLevel>();
        one_name::<LegalBasis>();
        one_name::<LiaisonState>();
        one_name::<MaritalStatus>();
        one_name::<NameType>();
        one_name::<NationalityBasis>();
        one_name::<NotCompletedReason>();
        one_name::<OrganisationType>();
        one_name::<Oversight>();
        one_name::<PostKind>();
        one_name::<Priority>();
        one_name::<Purpose>();
        one_name::<QuestionCode>();
        one_name::<ReferralEndReason>();
        one_name::<ReferralOutcome>();
        one_name::<ReferralState>();
        one_name::<RefusalReason>();
        one_name::<Relation>();
        one_name::<RevocationKind>();
        one_name::<RiskLevel>();
        one_name::<Role>();
        one_name::<ServiceStatus>();
        one_name::<ServiceType>();
        one_name::<Severity>();
        one_name::<Sex>();
        one_name::<ShareEndReason>();
        one_name::<StayExitReason>();
        one_name::<TransferState>();
        one_name::<Urgency>();
        one_name::<VulnerabilityCategory>();
        one_name::<VulnerabilitySource>();
        one_name::<WithdrawalReason>();
    }
}
