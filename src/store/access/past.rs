//! What decided about access to a case at an earlier moment, for one organisation: the columns of the case and the standings of
//! the organisation, as a change found them. `access::standings` says the same of the rows of now, in SQL; a property
//! test compares the two.

use entity::{
    case,
    codes::{AccessMode, DataClass, Purpose, StandingSource},
    standing,
};
use sea_orm::prelude::DateTimeUtc;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::scope::Scope;
use crate::access::{
    ceiling,
    class::ClassSet,
    relation::{CaseFacts, to_case},
};

/// The facts of one case for one organisation.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct PastFacts {
    /// The columns of the case. `None`: the case did not exist.
    case: Option<CaseColumns>,
    /// The standings of the organisation.
    standings: Vec<StandingColumns>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
struct CaseColumns {
    organisation_id: Uuid,
    centre_id: Uuid,
    country: String,
    in_protected_centre: bool,
    access_mode: AccessMode,
    assigned_worker_id: Option<Uuid>,
    medical_worker_id: Option<Uuid>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
struct StandingColumns {
    source: StandingSource,
    centre_id: Option<Uuid>,
    in_protected_centre: bool,
    purpose: Option<Purpose>,
    classes: i64,
    later_facts: bool,
    from_at: DateTimeUtc,
    until_at: Option<DateTimeUtc>,
}

/// What a viewer could read of a case.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Reading {
    /// The classes. Without a class the viewer may not know of the case.
    pub classes: ClassSet,
    /// Those of the classes in which the viewer learns what is written later. The others are shown as they were when
    /// the case was shared: see `access::as_of`.
    pub later: ClassSet,
}

impl Reading {
    /// Whether the viewer may know of the case.
    pub(crate) fn sees(self) -> bool {
        self.classes.holds(DataClass::OperationalCoarse)
    }

    /// What the viewer reads through either of two entries of one change.
    pub(crate) fn or(self, other: Self) -> Self {
        Self { classes: self.classes | other.classes, later: self.later | other.later }
    }
}

impl PastFacts {
    /// The columns of a case that it keeps.
    pub(crate) const COLUMNS: [&str; 7] = [
        "organisation_id",
        "centre_id",
        "country",
        "in_protected_centre",
        "access_mode",
        "assigned_worker_id",
        "medical_worker_id",
    ];

    /// The facts of the case that are these rows. The standings are those of `organisation_id` only.
    pub(crate) fn of(case: Option<&case::Model>, standings: &[standing::Model], organisation_id: Uuid) -> Self {
        let case = case.map(|it| CaseColumns {
            organisation_id: it.organisation_id,
            centre_id: it.centre_id,
            country: it.country.clone(),
            in_protected_centre: it.in_protected_centre,
            access_mode: it.access_mode,
            assigned_worker_id: it.assigned_worker_id,
            medical_worker_id: it.medical_worker_id,
        });
        let own = standings.iter().filter(|it| it.organisation_id == organisation_id);
        let standings = own.map(|it| StandingColumns {
            source: it.source,
            centre_id: it.centre_id,
            in_protected_centre: it.in_protected_centre,
            purpose: it.purpose,
            classes: it.classes,
            later_facts: it.later_facts,
            from_at: it.from_at,
            until_at: it.until_at,
        });
        Self { case, standings: standings.collect() }
    }

    /// What the viewer could read of the case at this moment.
    pub(crate) fn reading(&self, scope: &Scope, case_id: Uuid, at: DateTimeUtc) -> Reading {
        let Some(case) = &self.case else { return Reading::default() };
        let viewer = &scope.viewer;
        let own: Vec<_> = self.standings.iter().filter(|it| it.is_in_force(scope, at)).collect();
        let guarded = ceiling::guarded(viewer.organisation_type);
        let opened = |it: &&StandingColumns| match it.source {
            StandingSource::Share => ClassSet::from_bits(it.classes).except(guarded),
            StandingSource::LegalOrder if !guarded.is_empty() => ClassSet::from_bits(it.classes),
            _ => ClassSet::NONE,
        };
        let here = || own.iter().copied().filter(|it| it.is_at_own_centre(scope));
        let union = |all: &mut dyn Iterator<Item = ClassSet>| all.fold(ClassSet::NONE, |sum, more| sum | more);
        let facts = CaseFacts {
            case_id,
            organisation_id: case.organisation_id,
            centre_id: case.centre_id,
            country: case.country.clone(),
            in_protected_centre: case.in_protected_centre,
            access_mode: case.access_mode,
            assigned_worker_id: case.assigned_worker_id,
            medical_worker_id: case.medical_worker_id,
            answer_pending: here().any(|it| matches!(it.source, StandingSource::Referral | StandingSource::Transfer)),
            shared: union(&mut here().map(|it| opened(&it))),
            consular_consent: own.iter().any(|it| it.source == StandingSource::Consent),
        };
        let relations = to_case(viewer, &facts);
        let classes = scope.grants.clearance(&facts, relations);
        let home = scope.grants.clearance(&facts, relations.at_home());
        let followed = union(&mut here().filter(|it| it.later_facts).map(|it| opened(&it)));
        Reading { classes, later: home | classes & (followed | ClassSet::ALL.except(as_of_acceptance())) }
    }
}

impl StandingColumns {
    fn is_in_force(&self, scope: &Scope, at: DateTimeUtc) -> bool {
        // The purpose of a token narrows shares; nothing else has one.
        let purpose = scope.viewer.purpose.is_none_or(|asked| self.purpose.is_none_or(|it| it == asked));
        purpose && self.from_at <= at && self.until_at.is_none_or(|until| until > at)
    }

    fn is_at_own_centre(&self, scope: &Scope) -> bool {
        self.centre_id.is_none_or(|centre| scope.viewer.is_at(centre, self.in_protected_centre))
    }
}

/// The classes that a share opens as of its acceptance.
fn as_of_acceptance() -> ClassSet {
    ClassSet::of(&[DataClass::Protection, DataClass::Medical, DataClass::Asylum])
}
