//! Refusals by rule: expected, coded, in the user's words, and part of the payload instead of an error.

use std::borrow::Cow;

use async_graphql::Enum;
use sea_orm::EnumIter;
use serde::{Deserialize, Serialize};

/// Why a rule refused the request. Programs read the code, people read the message.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "UserErrorCode")]
pub enum RefusalCode {
    /// The step is not possible in the current state of the record.
    InvalidTransition,
    /// The step belongs to the other organisation. A sender never accepts its own referral.
    WrongSide,
    /// A referral has to go to another organisation than the sender, or than the one that declined it.
    SameOrganisation,
    /// A transfer has to go to another centre.
    SameCentre,
    /// A second person has to do this, not the one who requested it.
    SamePerson,
    /// Sharing without consent needs an approval by a second person that is still in force.
    OverrideNotApproved,
    /// You cannot share a class of data that you may not read.
    ClassNotHeld,
    /// A best-interest determination in favour of the child, for this purpose, has to be named.
    DeterminationMissing,
    /// The purpose does not fit the service.
    PurposeDoesNotFit,
    /// There is no consent on record for this, and no legal basis replaces it.
    ConsentMissing,
    /// The consent does not name this organisation, this purpose or these classes of data.
    ConsentDoesNotCover,
    /// The consent is not valid: withdrawn, out of date, or not properly taken.
    ConsentNotValid,
    /// A child needs the consent of a guardian or a court, or a best-interest determination in favour.
    GuardianConsentRequired,
    /// Somebody else can consent for an adult only after an assessment that the adult cannot decide.
    CapacityAssessmentRequired,
    /// The legal basis does not apply to this person.
    LegalBasisDoesNotApply,
    /// Some of the data may never go to an organisation of this kind.
    ClassNotShareable,
    /// An organisation of this kind cannot receive referrals.
    ReceiverNotAllowed,
    /// The contact restrictions of the person have to be given first.
    ContactRestrictionsRequired,
    /// Only as a warning: there may be a case of the same person already. Read `possibleDuplicates` before you open a case.
    PossibleDuplicate,
    /// Only as a warning: the two registrations say something different of the person. What the merged one says is in `formerFacts`.
    RegistrationsDiffer,
    /// A live referral of this case to the same organisation and service already exists.
    DuplicateReferral,
    /// The service has no free place.
    NoCapacity,
    /// The receiving service is paused, full or closed.
    ServiceNotActive,
    /// The case, centre or organisation is closed or suspended.
    NotActive,
    /// A reason has to be given; the reason OTHER also needs a text.
    ReasonRequired,
    /// The reason does not fit the role of the user or the facts on record.
    ReasonDoesNotApply,
    /// A value that this step needs is missing.
    ValueRequired,
    /// The value is not allowed.
    ValueNotAllowed,
    /// The date is not possible.
    DateOutOfRange,
    /// The text contains characters that are not allowed.
    TextNotAllowed,
    /// The text is too long.
    TextTooLong,
    /// The limit for this step is reached.
    LimitReached,
    /// More records fit than are answered. More details are needed.
    TooManyMatches,
    /// Protection has not cleared a consular request.
    NotCleared,
    /// The consular post is not competent for this person.
    PostNotCompetent,
    /// The person is not recorded as claiming the nationality of this State.
    NationalityNotRecorded,
    /// A fact in the packet has changed since the packet was made ready.
    PacketOutdated,
    /// The record has changed since it was read. Read it again.
    VersionConflict,
}

/// One refusal: the code, the input field if there is one, and a message.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Refusal {
    /// Code for programs.
    pub code: RefusalCode,
    /// Field of the input, by its GraphQL name.
    pub field: Option<&'static str>,
    /// Path from the input to that field, the outermost step first: `person`, `names`, `1`.
    pub above: Vec<String>,
    /// Message for people: lower case, without anyone's data.
    pub message: Cow<'static, str>,
}

impl Refusal {
    /// A refusal of the whole request.
    pub(crate) fn new(code: RefusalCode, message: impl Into<Cow<'static, str>>) -> Self {
        Self { code, field: None, above: Vec::new(), message: message.into() }
    }

    /// A refusal because of one field of the input.
    pub(crate) fn of(field: &'static str, code: RefusalCode, message: impl Into<Cow<'static, str>>) -> Self {
        Self { code, field: Some(field), above: Vec::new(), message: message.into() }
    }

    /// This refusal if it is so.
    pub(crate) fn when(self, so: bool) -> Result<(), Self> {
        if so { Err(self) } else { Ok(()) }
    }

    /// This refusal if it is not so.
    pub(crate) fn unless(self, so: bool) -> Result<(), Self> {
        self.when(!so)
    }

    /// The same refusal one step deeper in the input: below a field, or at a position in a list.
    pub(crate) fn inside(mut self, step: impl Into<String>) -> Self {
        self.above.insert(0, step.into());
        self
    }

    /// Path of the field from the input.
    pub(crate) fn path(&self) -> Vec<String> {
        self.above.iter().cloned().chain(self.field.map(str::to_owned)).collect()
    }
}

/// Rules with several conditions return all refusals at once; `?` turns a single refusal into such a list.
impl From<Refusal> for Vec<Refusal> {
    fn from(refusal: Refusal) -> Self {
        vec![refusal]
    }
}

/// Returns the refusals of all conditions at once, so that the user does not learn of them one by one.
pub(crate) fn all(conditions: impl IntoIterator<Item = Result<(), Refusal>>) -> Result<(), Vec<Refusal>> {
    let refusals: Vec<_> = conditions.into_iter().filter_map(Result::err).collect();
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

/// Optimistic lock: refuses if the version that the user read is not the current one.
pub(crate) fn same_version(seen: i32, current: i32) -> Result<(), Refusal> {
    same_version_of("version", seen, current)
}

/// The same for a part of the record that counts versions of its own. `field` is the argument that passes its version.
pub(crate) fn same_version_of(field: &'static str, seen: i32, current: i32) -> Result<(), Refusal> {
    if seen == current {
        return Ok(());
    }
    let message = format!("this record changed since you read it: you saw version {seen}, it is now at {current}");
    Err(Refusal::of(field, RefusalCode::VersionConflict, message))
}

/// The reason code OTHER needs a text because it says nothing by itself.
pub(crate) fn words_for_other(is_other: bool, text: Option<&str>, field: &'static str) -> Result<(), Refusal> {
    Refusal::of(field, RefusalCode::ReasonRequired, "the reason OTHER needs a text that explains it")
        .when(is_other && text.is_none_or(|text| text.trim().is_empty()))
}
