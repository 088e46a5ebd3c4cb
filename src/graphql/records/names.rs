//! The names of the record types. Their tables refer to one another, so that the names are apart from the tables.

/// The record type `BestInterestDetermination`.
#[derive(Debug)]
pub struct BestInterestDetermination;

/// The record type `CapacityAssessment`.
#[derive(Debug)]
pub struct CapacityAssessment;

/// The record type `Case`.
#[derive(Debug)]
pub struct Case;

/// The record type `CaseNote`.
#[derive(Debug)]
pub struct CaseNote;

/// The record type `Centre`.
#[derive(Debug)]
pub struct Centre;

/// The record type `Consent`.
#[derive(Debug)]
pub struct Consent;

/// The record type `ConsentRecipient`.
#[derive(Debug)]
pub struct ConsentRecipient;

/// The record type `ConsularAnswer`.
#[derive(Debug)]
pub struct ConsularAnswer;

/// The record type `ConsularEvent`.
#[derive(Debug)]
pub struct ConsularEvent;

/// The record type `ConsularEvidence`.
#[derive(Debug)]
pub struct ConsularEvidence;

/// The record type `ConsularPacket`.
#[derive(Debug)]
pub struct ConsularPacket;

/// The record type `ConsularPost`.
#[derive(Debug)]
pub struct ConsularPost;

/// The record type `ConsularRecipient`.
#[derive(Debug)]
pub struct ConsularRecipient;

/// The record type `ConsularRequest`.
#[derive(Debug)]
pub struct ConsularRequest;

/// The record type `Contact`.
#[derive(Debug)]
pub struct Contact;

/// The record type `Identifier`.
#[derive(Debug)]
pub struct Identifier;

/// The record type `ImmigrationStatusRecord`.
#[derive(Debug)]
pub struct ImmigrationStatusRecord;

/// The record type `LegalOrder`.
#[derive(Debug)]
pub struct LegalOrder;

/// The record type `LegalOverride`.
#[derive(Debug)]
pub struct LegalOverride;

/// The record type `MedicalNote`.
#[derive(Debug)]
pub struct MedicalNote;

/// The record type `Nationality`.
#[derive(Debug)]
pub struct Nationality;

/// The record type `Occupancy`.
#[derive(Debug)]
pub struct Occupancy;

/// The record type `Organisation`.
#[derive(Debug)]
pub struct Organisation;

/// The record type `Person`.
#[derive(Debug)]
pub struct Person;

/// The record type `PersonLanguage`.
#[derive(Debug)]
pub struct PersonLanguage;

/// The record type `PersonName`.
#[derive(Debug)]
pub struct PersonName;

/// The record type `ProtectionGate`.
#[derive(Debug)]
pub struct ProtectionGate;

/// The record type `ProtectionMarker`.
#[derive(Debug)]
pub struct ProtectionMarker;

/// The record type `Referral`.
#[derive(Debug)]
pub struct Referral;

/// The record type `ReferralEvent`.
#[derive(Debug)]
pub struct ReferralEvent;

/// The record type `Service`.
#[derive(Debug)]
pub struct Service;

/// The record type `ServiceLanguage`.
#[derive(Debug)]
pub struct ServiceLanguage;

/// The record type `Share`.
#[derive(Debug)]
pub struct Share;

/// The record type `Stay`.
#[derive(Debug)]
pub struct Stay;

/// The record type `Transfer`.
#[derive(Debug)]
pub struct Transfer;

/// The record type `TravelDocument`.
#[derive(Debug)]
pub struct TravelDocument;

/// The record type `TravelDocumentCustody`.
#[derive(Debug)]
pub struct TravelDocumentCustody;

/// The record type `Vulnerability`.
#[derive(Debug)]
pub struct Vulnerability;

/// The record type `Worker`.
#[derive(Debug)]
pub struct Worker;
