//! Codes for the work of consulates: posts, questions, reasons and interviews.

use macro_rules_attribute::apply;

/// The kind of a State's post abroad.
#[apply(code!)]
pub enum PostKind {
    /// An embassy.
    Embassy,
    /// A consulate.
    Consulate,
}

/// The reason why a consulate refuses a request or does not confirm a nationality.
#[apply(code!)]
pub enum RefusalReason {
    /// The nationality is not established.
    NationalityNotEstablished,
    /// The identity is not established.
    IdentityNotEstablished,
    /// There is too little evidence.
    InsufficientEvidence,
    /// The person did not come to the interview.
    NoShowInterview,
    /// The person declined.
    ApplicantDeclined,
    /// There are signs of another nationality.
    OtherNationalityIndicated,
    /// The person is a child for whom no guardian has decided.
    MinorWithoutGuardianDecision,
    /// Another post is competent.
    PostNotCompetent,
    /// Another reason.
    Other,
}

/// A question that a consulate may ask. It cannot ask anything else.
#[apply(code!)]
pub enum QuestionCode {
    /// The spelling of the full name.
    FullNameSpelling,
    /// Other names that were used in the country.
    OtherNamesUsed,
    /// The date of birth, as exact as it is known.
    BirthDateDetail,
    /// The place of birth, down to the village or quarter.
    BirthPlaceDetail,
    /// The full name of the father.
    FatherFullName,
    /// The full name of the mother.
    MotherFullName,
    /// The last address in the country.
    LastAddressInCountry,
    /// The community leader at the last address: chief, mayor or head of quarter.
    CommunityLeader,
    /// The last school attended in the country.
    SchoolAttended,
    /// Documents of the country that the person held before.
    DocumentPreviouslyHeld,
    /// Place and date of the registration of the birth.
    BirthRegistration,
    /// A better copy of a listed document.
    CopyOfEvidence,
}

/// How an interview is held. The requesting organisation always arranges it.
#[apply(code!)]
pub enum InterviewMode {
    /// In person, at a place chosen by the requesting organisation.
    InPerson,
    /// By video, set up by the requesting organisation.
    Video,
    /// By telephone, set up by the requesting organisation.
    Phone,
}

/// Whether an interview was held.
#[apply(code!)]
pub enum InterviewOutcome {
    /// The interview was held.
    Held,
    /// The interview was not held.
    Missed,
}

/// The side that proposed an interview. The other side agrees to it or proposes another time.
#[apply(code!)]
pub enum InterviewSide {
    /// The requesting organisation.
    Requester,
    /// The consulate.
    Consulate,
}
