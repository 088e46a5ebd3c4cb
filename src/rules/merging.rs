//! Two registrations of one person: when they can be merged, and for how long that can be undone.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{case, contact, person};
use uuid::Uuid;

use super::refusal::{Refusal, RefusalCode};

/// The days in which a merge can be undone.
const DAYS: i64 = 30;

/// A registration of a person.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Registration<'p> {
    /// The person.
    pub person_id: Uuid,
    /// Whether the person has died.
    pub deceased: bool,
    /// The gender identity, which only the registration says.
    pub gender_identity: Option<&'p str>,
}

/// What else decides whether two registrations can be merged.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Circumstances {
    /// Whether a case of one of them was handed over to another organisation.
    pub elsewhere: bool,
    /// Whether the officer knows that they are recorded as relatives of each other.
    pub relatives: bool,
    /// Whether cases that the officer knows have other readers than others of them: see [`unlike`].
    pub unlike: bool,
}

/// Whether the cases differ in their access mode, or some are in a protected centre. The readers of each case read the person of
/// both after a merge.
pub(crate) fn unlike(known: &[case::Model]) -> bool {
    let readers = |case: &case::Model| (case.access_mode, case.in_protected_centre);
    known.windows(2).any(|pair| readers(&pair[0]) != readers(&pair[1]))
}

/// The second registration becomes a part of the first one.
pub(crate) fn may_merge(stays: Registration<'_>, merged: Registration<'_>, but: Circumstances) -> Result<(), Refusal> {
    let refusal = |code, message| Refusal::of("mergedPersonId", code, message);
    let message = "this is the same person; name the other registration";
    refusal(RefusalCode::ValueNotAllowed, message).when(stays.person_id == merged.person_id)?;
    let message = "a case of one of the two was handed over between organisations, which share the person since; close the \
                   case that is not needed with the reason DUPLICATE";
    refusal(RefusalCode::InvalidTransition, message).when(but.elsewhere)?;
    let message = "the cases of the two have different access modes, or one is in a protected centre, and a merge would open the \
                   facts of one to the readers of the other; make them equal first";
    refusal(RefusalCode::InvalidTransition, message).when(but.unlike)?;
    let message = "the second registration has another gender identity, which the merge would lose; keep that registration instead";
    refusal(RefusalCode::InvalidTransition, message)
        .when(merged.gender_identity.is_some() && merged.gender_identity != stays.gender_identity)?;
    let message = "one of the two is recorded as dead; correct that first";
    refusal(RefusalCode::InvalidTransition, message).when(stays.deceased != merged.deceased)?;
    let message = "the two are recorded as relatives of each other; say first that they are not";
    refusal(RefusalCode::InvalidTransition, message).when(but.relatives)
}

/// A way to reach the person is not allowed by one registration and refused by the other one.
pub(crate) fn contacts_agree(stays: &[contact::Model], merged: &[contact::Model]) -> Result<(), Refusal> {
    let contradicts = |one: &contact::Model| {
        // A telephone number can be written with and without its country code.
        let alike = |other: &contact::Model| match (&one.search_key, &other.search_key) {
            (Some(one), Some(other)) => one.starts_with(other.as_str()) || other.starts_with(one.as_str()),
            _ => one.value == other.value,
        };
        let same = |other: &contact::Model| other.contact_type == one.contact_type && alike(other);
        stays.iter().any(|other| same(other) && other.may_contact != one.may_contact)
    };
    let message = "one registration allows a contact that the other one does not; correct one of them first";
    Refusal::of("mergedPersonId", RefusalCode::InvalidTransition, message).when(merged.iter().any(contradicts))
}

/// The facts in which the second registration differs, as words. The person keeps those of the first one.
pub(crate) fn differences(stays: &person::Model, merged: &person::Model) -> Vec<&'static str> {
    let differing = [
        ("sex", stays.sex != merged.sex),
        ("date of birth", stays.birth() != merged.birth()),
        ("country of birth", stays.birth_country != merged.birth_country),
        ("place of birth", stays.birth_place != merged.birth_place),
        ("marital status", stays.marital_status != merged.marital_status),
        ("gender identity", stays.gender_identity != merged.gender_identity),
    ];
    differing.into_iter().filter_map(|(fact, differs)| differs.then_some(fact)).collect()
}

/// Until when a merge of this moment can be undone.
pub(crate) fn undo_until(at: DateTime<Utc>) -> DateTime<Utc> {
    at + TimeDelta::days(DAYS)
}

/// A merge is undone once and in time, while all cases are where they were. `died` says that a death was recorded since.
pub(crate) fn may_undo(
    undone: bool,
    until: DateTime<Utc>,
    now: DateTime<Utc>,
    (elsewhere, died): (bool, bool),
) -> Result<(), Refusal> {
    let refusal = |code, message| Refusal::of("personMergeId", code, message);
    refusal(RefusalCode::InvalidTransition, "this merge was undone already").when(undone)?;
    let message = "the 30 days in which this merge could be undone are over";
    refusal(RefusalCode::DateOutOfRange, message).when(now > until)?;
    let message = "a case of the person was handed over to another organisation since, so that this merge cannot be undone any \
                   more";
    refusal(RefusalCode::InvalidTransition, message).when(elsewhere)?;
    let message = "a death was recorded or taken back since, and it is not known of which of the two; undo that first";
    refusal(RefusalCode::InvalidTransition, message).when(died)
}

/// Each of the two keeps a name in force.
pub(crate) fn both_named(both: bool) -> Result<(), Refusal> {
    let message = "one of the two would have no name, because names were corrected since; add a name first";
    Refusal::of("personMergeId", RefusalCode::InvalidTransition, message).unless(both)
}
