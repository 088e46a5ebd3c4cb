//! A refusal by rule: expected, coded, in the user's words, and part of the answer instead of an error.

use async_graphql::Enum;
use sea_orm::EnumIter;
use serde::{Deserialize, Serialize};

/// Why a request was refused by a rule of the field. Programs read the code, people read the message.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "UserErrorCode")]
pub enum RefusalCode {
    /// The step does not lead on from the state the record is in.
    InvalidTransition,
    /// The step belongs to the other organisation; a sender never accepts its own referral.
    WrongSide,
    /// A referral needs another organisation than the sender, or than the one that declined.
    SameOrganisation,
    /// A transfer needs another centre than the present one.
    SameCentre,
    /// A second person has to do this, not the one who asked.
    SamePerson,
    /// Sharing without consent needs an approval by a second person that is still in force.
    OverrideNotApproved,
    /// Nobody shares a class of data that they may not read themself.
    ClassNotHeld,
    /// A determination in favour of the child, for this purpose, has to be named.
    DeterminationMissing,
    /// The purpose does not fit the service.
    PurposeDoesNotFit,
    /// No consent is on file for this, and no legal basis stands in for it.
    ConsentMissing,
    /// The consent does not name this organisation, this purpose or these classes of data.
    ConsentDoesNotCover,
    /// The consent does not hold: withdrawn, out of date, or not properly taken.
    ConsentNotValid,
    /// A child needs the consent of a guardian or a court, or a decision on the child's best interest.
    GuardianConsentRequired,
    /// Somebody else consents for an adult only with an assessment on file that the adult cannot decide.
    CapacityAssessmentRequired,
    /// The legal basis given does not apply to this person.
    LegalBasisDoesNotApply,
    /// Some of the data may never go to an organisation of this kind.
    ClassNotShareable,
    /// An organisation of this kind receives no referrals.
    ReceiverNotAllowed,
    /// How the person may safely be contacted has to be stated first.
    ContactRestrictionsRequired,
    /// A live referral of this case to the same organisation and service exists already.
    DuplicateReferral,
    /// The service has no free place.
    NoCapacity,
    /// The receiving service is paused, full or closed.
    ServiceNotActive,
    /// The case, centre or organisation is closed or suspended.
    NotActive,
    /// A reason has to be given, and in words where the reason is OTHER.
    ReasonRequired,
    /// The reason does not fit who gives it, or what the records say.
    ReasonDoesNotApply,
    /// Something that this step needs is missing.
    ValueRequired,
    /// The value is not one that can be.
    ValueNotAllowed,
    /// The date cannot be.
    DateOutOfRange,
    /// The text holds characters that no text should hold.
    TextNotAllowed,
    /// The text is too long.
    TextTooLong,
    /// It was done as often as the rules allow.
    LimitReached,
    /// Protection has not cleared a consular request.
    NotCleared,
    /// The post is not competent for this person.
    PostNotCompetent,
    /// The person is not recorded as claiming the nationality of this State.
    NationalityNotRecorded,
    /// A fact in the packet changed since it was made ready.
    PacketOutdated,
    /// The record changed since it was read; read it again.
    VersionConflict,
}

/// One refusal: the code, the input field it is about where there is one, and a sentence.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Refusal {
    /// What a program reads.
    pub code: RefusalCode,
    /// The field of the input, as GraphQL names it.
    pub field: Option<&'static str>,
    /// The fields and list positions above that field, the outermost first: `person`, `names`, `1`.
    pub above: Vec<String>,
    /// What a person reads: lower case, without anyone's data.
    pub message: String,
}

impl Refusal {
    /// A refusal of the request as a whole.
    #[must_use]
    pub fn new(code: RefusalCode, message: impl Into<String>) -> Self {
        Self { code, field: None, above: Vec::new(), message: message.into() }
    }

    /// A refusal because of one field of the input.
    #[must_use]
    pub fn of(field: &'static str, code: RefusalCode, message: impl Into<String>) -> Self {
        Self { code, field: Some(field), above: Vec::new(), message: message.into() }
    }

    /// The same refusal, one step deeper in the input: below a field, or at a position in a list.
    #[must_use]
    pub fn inside(mut self, step: impl Into<String>) -> Self {
        self.above.insert(0, step.into());
        self
    }

    /// The way to the field from the input.
    #[must_use]
    pub fn path(&self) -> Vec<String> {
        self.above.iter().cloned().chain(self.field.map(str::to_owned)).collect()
    }
}

/// Rules that look at many things refuse all of them at once; a single refusal joins them with `?`.
impl From<Refusal> for Vec<Refusal> {
    fn from(refusal: Refusal) -> Self {
        vec![refusal]
    }
}

/// Nobody overwrites what they have not seen: the version the user read must still be the current one.
pub fn same_version(seen: i32, current: i32) -> Result<(), Refusal> {
    if seen == current {
        return Ok(());
    }
    let message = format!("this record changed since you read it: you saw version {seen}, it is now at {current}");
    Err(Refusal::of("version", RefusalCode::VersionConflict, message))
}

/// A reason with the code OTHER says nothing by itself, so it needs words.
pub fn words_for_other(is_other: bool, text: Option<&str>, field: &'static str) -> Result<(), Refusal> {
    if is_other && text.is_none_or(|text| text.trim().is_empty()) {
        return Err(Refusal::of(field, RefusalCode::ReasonRequired, "the reason OTHER needs a sentence that says why"));
    }
    Ok(())
}
