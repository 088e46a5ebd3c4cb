//! The record types, one table each.

mod best_interest_determination;
mod capacity_assessment;
mod case;
mod case_decisions;
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
mod names;
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

pub use self::names::{
    BestInterestDetermination, CapacityAssessment, Case, CaseNote, Centre, Consent, ConsentRecipient, ConsularAnswer,
    ConsularEvent, ConsularEvidence, ConsularPacket, ConsularPost, ConsularRecipient, ConsularRequest, Contact,
    Identifier, ImmigrationStatusRecord, LegalOrder, LegalOverride, MedicalNote, Nationality, Occupancy, Organisation,
    Person, PersonLanguage, PersonName, ProtectionGate, ProtectionMarker, Referral, ReferralEvent, Service,
    ServiceLanguage, Share, Stay, Transfer, TravelDocument, TravelDocumentCustody, Vulnerability, Worker,
};
use super::record::table::{Record, Table};
use sea_orm::{
    ColumnTrait,
    sea_query::{Cond, Condition, DynIden, IntoIden, Order},
};

use crate::store::{access::scope::Scope, read::children::Edge, sql::ordering::Ordering};

/// Every record type.
pub fn all() -> Vec<&'static Table> {
    vec![
        BestInterestDetermination::table(),
        CapacityAssessment::table(),
        Case::table(),
        CaseNote::table(),
        Centre::table(),
        Consent::table(),
        ConsentRecipient::table(),
        ConsularAnswer::table(),
        ConsularEvent::table(),
        ConsularEvidence::table(),
        ConsularPacket::table(),
        ConsularPost::table(),
        ConsularRecipient::table(),
        ConsularRequest::table(),
        Contact::table(),
        Identifier::table(),
        ImmigrationStatusRecord::table(),
        LegalOrder::table(),
        LegalOverride::table(),
        MedicalNote::table(),
        Nationality::table(),
        Occupancy::table(),
        Organisation::table(),
        Person::table(),
        PersonLanguage::table(),
        PersonName::table(),
        ProtectionGate::table(),
        ProtectionMarker::table(),
        Referral::table(),
        ReferralEvent::table(),
        Service::table(),
        ServiceLanguage::table(),
        Share::table(),
        Stay::table(),
        Transfer::table(),
        TravelDocument::table(),
        TravelDocumentCustody::table(),
        Vulnerability::table(),
        Worker::table(),
    ]
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
