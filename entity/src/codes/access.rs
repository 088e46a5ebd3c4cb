//! The words that access is written in: data classes, roles and relations.

use async_graphql::Enum;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// What kind of knowledge a field holds. A reader holds a set of classes for each row; holding a class includes its
/// coarse sibling.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DataClass {
    /// Open to every authenticated caller: the service directory, ordinary centres.
    Public,
    /// That the record exists, its reference and its dates.
    OperationalCoarse,
    /// Workflow facts that identify nobody: status, service group, due times, age band, sex.
    Operational,
    /// Initials and year of birth.
    IdentityCoarse,
    /// Names, date of birth, nationality, document numbers.
    Identity,
    /// Whether a way to reach the person is on file.
    ContactCoarse,
    /// Telephone, next of kin, address, room.
    Contact,
    /// Whether a legal restriction is on file.
    LegalCoarse,
    /// Legal and consular matters, guardianship, consent for them.
    Legal,
    /// Totals of assistance received.
    AssistanceCoarse,
    /// Assistance items and money.
    Assistance,
    /// Year and region of the journey.
    JourneyCoarse,
    /// Route, incidents, detention, rescue.
    Journey,
    /// How to handle the case safely, never why.
    ProtectionCoarse,
    /// Vulnerabilities, trafficking, violence, risk, best interests.
    Protection,
    /// Allergies and diet; with them the emergency flag, and fit or unfit to travel.
    MedicalCoarse,
    /// Diagnoses, medical notes, mental health.
    Medical,
    /// Whether consular contact is allowed; no for everybody until the gates pass.
    AsylumCoarse,
    /// International protection and immigration status.
    Asylum,
    /// When the staff last worked on the case.
    StaffCoarse,
    /// Case notes, worker identity, reasons of decisions.
    Staff,
    /// Where a protected place is.
    Location,
    /// Audit, proofs of consent, hashes.
    System,
    // A class is a bit in the database: a new one comes last.
    /// Whether there is a medical emergency.
    MedicalEmergency,
    /// Fit or unfit to travel.
    MedicalFitness,
}

/// What a person does in an organisation. A role opens nothing by itself: policy gives classes to a role in a relation.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Role {
    /// Opens and follows cases.
    CaseWorker,
    /// Runs a centre.
    CentreManager,
    /// Answers for protection, in a centre or a country.
    ProtectionOfficer,
    /// Sees patients.
    MedicalOfficer,
    /// Asks consulates for travel documents.
    ConsularWorker,
    /// Takes part in search and rescue.
    SarOperator,
    /// Works the referral inbox of a partner organisation.
    NgoFocalPoint,
    /// Answers consular requests for a State of origin.
    GovernmentLiaison,
    /// Receives referrals for an agency of the host State.
    GovernmentHostOfficer,
    /// Reads statistics.
    Analyst,
    /// Reads published statistics.
    Donor,
    /// Checks how the system is used.
    Auditor,
    /// Answers for data protection.
    DataProtectionOfficer,
    /// Configures the system; reads no case.
    Administrator,
    /// A program of an organisation.
    ServiceAccount,
}

/// How the viewer's organisation stands to a row, computed from the database and never taken from a claim.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Relation {
    /// My organisation owns the case and it is assigned to me, as case worker or in an open medical encounter.
    Assigned,
    /// My organisation owns the case and the person stays in one of my centres.
    OwnCentre,
    /// My organisation owns the case.
    OwnOrganisation,
    /// A referral or transfer of the case waits for my organisation's answer: the stub.
    ReferralPending,
    /// My organisation holds a live share of the case: the consented classes.
    ReferralActive,
    /// A referral to my organisation has ended: the tombstone of the referral, and nothing of the case.
    ReferralClosed,
    /// My organisation oversees the country of the case.
    CountryOversight,
    /// My organisation owns the case and the person agreed to a consular request.
    ConsularConsent,
    /// A packet of an open consular request to my post: the packet, and nothing of the case.
    ConsularPacket,
    /// A packet of a consular request to my post that is over: how it stands, and nothing of the packet.
    ConsularPacketClosed,
    /// To no row: the numbers over many that my role counts, with small ones left out.
    Statistics,
}
