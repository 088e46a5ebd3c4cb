//! Relatives: which links can be recorded, and what the opposite of a relation is.

use entity::{
    codes::{FamilyLinkStatus, FamilyRelation},
    family_link,
};
use uuid::Uuid;

use super::refusal::{Refusal, RefusalCode};

/// The most relatives in a file.
const MOST: usize = 50;

/// What the person is to a relative who is this to the person.
pub(crate) const fn opposite(relation: FamilyRelation) -> FamilyRelation {
    use FamilyRelation as R;
    match relation {
        R::Parent => R::Child,
        R::Child => R::Parent,
        R::Grandparent => R::Grandchild,
        R::Grandchild => R::Grandparent,
        R::Guardian => R::Ward,
        R::Ward => R::Guardian,
        R::Caregiver => R::Dependant,
        R::Dependant => R::Caregiver,
        R::Spouse | R::Sibling | R::OtherRelative => relation,
    }
}

/// A relative of this case and person, who has a case and is a person too, or only a name. `known` are the links of the file.
pub(crate) fn may_link(
    (case_id, person_id): (Uuid, Uuid),
    relative: Option<(Uuid, Uuid)>,
    name: Option<&str>,
    relation: FamilyRelation,
    known: &[family_link::Model],
) -> Result<(), Refusal> {
    let refusal = |field, code, message| Err(Refusal::of(field, code, message));
    match (relative, name) {
        (None, None) => {
            return refusal(
                "relativeName",
                RefusalCode::ValueRequired,
                "name the relative, or give the relative's case",
            );
        }
        (Some(_), Some(_)) => {
            return refusal("relativeName", RefusalCode::ValueNotAllowed, "the relative's own case has the name");
        }
        (Some((id, person)), None) if id == case_id || person == person_id => {
            return refusal("relativeCaseId", RefusalCode::ValueNotAllowed, "nobody is a relative of their own");
        }
        _ => {}
    }
    let repeats = |link: &&family_link::Model| {
        let same = (link.relative_case_id, link.relative_name.as_deref()) == (relative.map(|(id, _)| id), name);
        same && link.relation == relation && link.status != FamilyLinkStatus::Disproved
    };
    Refusal::of("relation", RefusalCode::ValueNotAllowed, "this relative is recorded already")
        .when(known.iter().any(|link| repeats(&link)))?;
    let message = format!("a file has at most {MOST} relatives");
    Refusal::new(RefusalCode::LimitReached, message).when(known.len() >= MOST)
}

/// The links that were not disproved.
pub(crate) fn still_claimed(links: &[family_link::Model]) -> impl Iterator<Item = &family_link::Model> {
    links.iter().filter(|link| link.status != FamilyLinkStatus::Disproved)
}

/// A decision says whether the relative is one.
pub(crate) fn is_decision(status: FamilyLinkStatus) -> Result<(), Refusal> {
    let message = "decide that the relative is one, or is not";
    Refusal::of("status", RefusalCode::ValueNotAllowed, message).when(status == FamilyLinkStatus::Claimed)
}
