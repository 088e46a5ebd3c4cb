//! The record types, one table each.

mod best_interest_determination;
mod capacity_assessment;
mod case;
mod case_lists;
mod case_parts;
mod centre;
mod consent;
mod consular_packet;
mod consular_packet_parts;
mod consular_post;
mod consular_recipient;
mod consular_request;
mod consular_step;
mod legal_order;
mod legal_override;
mod occupancy;
mod organisation;
mod person;
mod person_parts;
mod protection_marker;
mod referral;
mod referral_event;
mod service;
mod share;
mod stay;
mod transfer;
mod travel_document;
mod worker;

use std::sync::LazyLock;

use super::record::table::{Record, Table};
use sea_orm::{
    ColumnTrait,
    sea_query::{Cond, Condition, DynIden, IntoIden, Order},
};

use crate::store::{access::scope::Scope, read::children::Edge, sql::ordering::Ordering};

/// Defines the record types and the list of all of them. The tables refer to one another, so that the types are apart from
/// the tables.
macro_rules! records {
    ($($name:ident = $table:path,)*) => {
        $(
            #[doc = concat!("The record type `", stringify!($name), "`.")]
            #[derive(Debug)]
            pub struct $name;

            impl Record for $name {
                fn table() -> &'static Table {
                    static TABLE: LazyLock<Table> = LazyLock::new($table);
                    &TABLE
                }
            }
        )*

        /// Every record type.
        pub fn all() -> Vec<&'static Table> {
            vec![$($name::table()),*]
        }
    };
}

records! {
    BestInterestDetermination = best_interest_determination::table,
    CapacityAssessment = capacity_assessment::table,
    Case = case::table,
    CaseNote = case_parts::case_note,
    Centre = centre::table,
    Consent = consent::consent,
    ConsentRecipient = consent::consent_recipient,
    ConsularAnswer = consular_packet_parts::consular_answer,
    ConsularEvent = consular_step::consular_event,
    ConsularEvidence = consular_packet_parts::consular_evidence,
    ConsularPacket = consular_packet::table,
    ConsularPost = consular_post::table,
    ConsularRecipient = consular_recipient::table,
    ConsularRequest = consular_request::table,
    Contact = person_parts::contact,
    Identifier = person_parts::identifier,
    ImmigrationStatusRecord = case_parts::immigration_status_record,
    LegalOrder = legal_order::table,
    LegalOverride = legal_override::table,
    MedicalNote = case_parts::medical_note,
    Nationality = person_parts::nationality,
    Occupancy = occupancy::table,
    Organisation = organisation::table,
    Person = person::table,
    PersonLanguage = person_parts::person_language,
    PersonName = person_parts::person_name,
    ProtectionGate = consular_step::protection_gate,
    ProtectionMarker = protection_marker::table,
    Referral = referral::table,
    ReferralEvent = referral_event::table,
    Service = service::service,
    ServiceLanguage = service::service_language,
    Share = share::table,
    Stay = stay::table,
    Transfer = transfer::table,
    TravelDocument = travel_document::travel_document,
    TravelDocumentCustody = travel_document::travel_document_custody,
    Vulnerability = case_parts::vulnerability,
    Worker = worker::table,
}

/// The record type of this name.
pub(crate) fn named(name: &str) -> Option<&'static Table> {
    all().into_iter().find(|table| table.name == name)
}

/// Every viewer who sees the parent sees the child.
fn with_parent(_: &Scope, _: &DynIden) -> Condition {
    Cond::all()
}

/// An edge that is ordered by two columns in the same direction.
fn edge<C: ColumnTrait>(parent: C, by: C, then: C, direction: Order) -> Edge {
    Edge { parent: parent.into_iden(), order: Ordering::by(by, then, direction), visible: with_parent, ways: None }
}
