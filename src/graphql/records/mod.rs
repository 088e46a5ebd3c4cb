//! The record types, one table each.

mod best_interest_determination;
mod capacity_assessment;
mod case;
mod case_entry_lists;
mod case_lists;
mod case_parts;
mod case_reading;
mod centre;
mod consent;
mod consular_packet;
mod consular_packet_parts;
mod consular_post;
mod consular_recipient;
mod consular_request;
mod consular_step;
mod correction;
mod family_link;
mod household;
mod legal_order;
mod legal_override;
mod localised_text;
mod matching_entry;
mod occupancy;
mod organisation;
mod person;
mod person_lists;
mod person_match;
mod person_merge;
mod person_parts;
mod protection_marker;
mod referral;
mod referral_event;
mod roll_call_entry;
mod service;
mod share;
mod standing;
mod stay;
mod transfer;
mod travel_document;
mod webhook;
mod worker;

use super::record::table::{Record, Table};
use sea_orm::{
    ColumnTrait,
    sea_query::{Cond, Condition, DynIden, IntoIden, Order},
};

use crate::store::{
    access::scope::Scope,
    read::children::{Edge, Rows},
    sql::ordering::Ordering,
};

/// Defines the record types and the list of all of them. The tables refer to one another, so that the types are apart from
/// the tables.
macro_rules! records {
    ($($name:ident,)*) => {
        $(
            #[doc = concat!("The record type `", stringify!($name), "`.")]
            #[derive(Debug)]
            pub struct $name;
        )*

        /// Every record type.
        pub fn all() -> Vec<&'static Table> {
            vec![$($name::table()),*]
        }
    };
}

records! {
    BestInterestDetermination,
    CapacityAssessment,
    Case,
    CaseNote,
    CaseReading,
    Centre,
    Consent,
    ConsentRecipient,
    ConsularAnswer,
    ConsularEvent,
    ConsularEvidence,
    ConsularPacket,
    ConsularPost,
    ConsularRecipient,
    ConsularRequest,
    Contact,
    Correction,
    FamilyLink,
    FormerPersonFacts,
    Holiday,
    Household,
    Identifier,
    ImmigrationStatusRecord,
    LegalOrder,
    LegalOverride,
    LocalisedText,
    MatchingEntry,
    MedicalNote,
    Nationality,
    Occupancy,
    Organisation,
    Person,
    PersonLanguage,
    PersonMatch,
    PersonMerge,
    PersonName,
    ProtectionGate,
    ProtectionMarker,
    Referral,
    ReferralEvent,
    RollCallEntry,
    Service,
    ServiceLanguage,
    ServiceSchedule,
    Share,
    Standing,
    Stay,
    Transfer,
    TravelDocument,
    TravelDocumentCustody,
    Vulnerability,
    Webhook,
    WebhookDelivery,
    Worker,
    WorkerCentre,
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
    let order = Ordering::by(by, then, direction);
    Edge { parent: parent.into_iden(), order, visible: with_parent, rows: Rows::All, ways: None }
}

/// The same for a table with corrections: only rows in force.
fn edge_in_force<C: ColumnTrait>(parent: C, by: C, then: C, direction: Order) -> Edge {
    Edge { rows: Rows::InForce, ..edge(parent, by, then, direction) }
}
