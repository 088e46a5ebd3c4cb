//! Data classes, roles and relations: the codes that access rules are made of.

use macro_rules_attribute::apply;

/// The kind of data in a field. For each row a reader may read a set of classes. A class includes its coarse sibling.
#[apply(code!)]
pub enum DataClass {
    /// Open to every authenticated caller: the service directory, ordinary centres.
    Public,
    /// That the record exists, its reference and its dates.
    OperationalCoarse,
    /// Workflow data that identifies nobody: status, service group, due times, age band, sex.
    Operational,
    /// Initials and year of birth.
    IdentityCoarse,
    /// Names, date of birth, nationality, document numbers.
    Identity,
    /// Whether a contact of the person is on file.
    ContactCoarse,
    /// Telephone, next of kin, address, room.
    Contact,
    /// Whether a legal restriction is on file.
    LegalCoarse,
    /// Legal and consular matters, guardianship, and consent for them.
    Legal,
    /// Totals of assistance received.
    AssistanceCoarse,
    /// Assistance items and money.
    Assistance,
    /// Year and region of the journey.
    JourneyCoarse,
    /// Route, incidents, detention, rescue.
    Journey,
    /// How to handle the case safely. It never says why.
    ProtectionCoarse,
    /// Vulnerabilities, trafficking, violence, risk, best interests.
    Protection,
    /// Allergies and diet. It includes the emergency flag, and fit or unfit to travel.
    MedicalCoarse,
    /// Diagnoses, medical notes, mental health.
    Medical,
    /// Whether consular contact is allowed. False for everybody until the protection gates pass.
    AsylumCoarse,
    /// International protection and immigration status.
    Asylum,
    /// When the staff last worked on the case.
    StaffCoarse,
    /// Case notes, the workers who acted, reasons of decisions.
    Staff,
    /// The location of protected places.
    Location,
    /// Audit, proofs of consent, hashes.
    System,
    // The database stores a set of classes as bits, so a new class comes last.
    /// Whether there is a medical emergency.
    MedicalEmergency,
    /// Fit or unfit to travel.
    MedicalFitness,
    /// The worker to whom a case is assigned.
    StaffAssigned,
    /// Whether what a person says of themselves at the counter fits the file. It opens no field.
    IdentityMatch,
    /// The readers of the case.
    Readers,
}

/// The task of a person in an organisation. A role alone opens nothing: the policy gives classes to a role in a
/// relation.
#[apply(code!)]
pub enum Role {
    /// Opens and follows cases.
    CaseWorker,
    /// Runs a centre.
    CentreManager,
    /// Is responsible for protection, in a centre or a country.
    ProtectionOfficer,
    /// Sees patients.
    MedicalOfficer,
    /// Asks consulates for travel documents.
    ConsularWorker,
    /// Takes part in search and rescue.
    SarOperator,
    /// Handles the referral inbox of a partner organisation.
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
    /// Is responsible for data protection.
    DataProtectionOfficer,
    /// Configures the system. Reads no case.
    Administrator,
    // The database stores a set of roles as bits, so a new role comes last.
    /// A program of an organisation.
    ServiceAccount,
}

/// The relation of your organisation to a row. It is computed from the database and never taken from a token claim.
#[apply(code!)]
pub enum Relation {
    /// Your organisation owns the case and it is assigned to you, as case worker or in an open medical encounter.
    Assigned,
    /// Your organisation owns the case and the person is in one of your centres.
    OwnCentre,
    /// Your organisation owns the case.
    OwnOrganisation,
    /// A referral or transfer of the case waits for your organisation's answer. It opens only basic data (the stub).
    ReferralPending,
    /// Your organisation has a live share of the case. It opens the classes that the person consented to.
    ReferralActive,
    /// A referral to your organisation has ended. It opens reference, dates and result (the tombstone), and nothing of
    /// the case.
    ReferralClosed,
    /// Your organisation oversees the country of the case.
    CountryOversight,
    /// Your organisation owns the case and the person consented to a consular request.
    ConsularConsent,
    /// A consular request to your post is open. It opens the packet, and nothing of the case.
    ConsularPacket,
    /// A consular request to your post has ended. It opens the state of the packet, and nothing in it.
    ConsularPacketClosed,
    /// No access to rows. It opens only aggregated counts, with small numbers left out.
    Statistics,
    /// Your organisation keeps the entry of the directory: its own centres and workers, and the organisations in the
    /// country that it oversees. It opens nothing of a case.
    Directory,
}

/// The kind of the row that gives a standing.
#[apply(stored!)]
pub enum StandingSource {
    /// A share: it opens its classes.
    Share,
    /// A legal order in force. It opens those classes of its share that it names, also to enforcement.
    LegalOrder,
    /// A referral that waits for an answer.
    Referral,
    /// A transfer that waits for an answer.
    Transfer,
    /// A consent to a consular request, for the organisation that owns the case.
    Consent,
}

impl StandingSource {
    /// The relation of the organisation to the case.
    pub const fn relation(self) -> Relation {
        match self {
            Self::Share | Self::LegalOrder => Relation::ReferralActive,
            Self::Referral | Self::Transfer => Relation::ReferralPending,
            Self::Consent => Relation::ConsularConsent,
        }
    }
}

/// How an organisation could read a case when it did.
#[apply(stored!)]
pub enum ReadingWay {
    /// It owned the case.
    Owner,
    /// By a live share.
    Share,
    /// By a referral that waited for its answer.
    Referral,
    /// By an offered transfer.
    Transfer,
}
