//! Random sides of matches across organisations. Some belong to another organisation than their case, as after a transfer.

use std::collections::{BTreeSet, HashMap};

use chrono::Duration;
use entity::{
    case,
    codes::{DataClass, PersonMatchState, Relation},
    consent, matching_entry, person_match, worker,
};
use rand::{RngExt as _, rngs::ChaCha8Rng};
use sea_orm::Iterable as _;
use uuid::Uuid;
use waystation::{
    access::{action::Action, class::ClassSet, relation::to_case},
    store::access::scope::Scope,
};

use super::{
    by_hand::{case_of, home_facts},
    caseload::{Caseload, one, write},
    kinds::ByHand,
};
use crate::support::{World, rows};

/// The rows.
pub struct Matches {
    entries: Vec<matching_entry::Model>,
    pub sides: Vec<person_match::Model>,
}

impl Matches {
    pub fn at_random(
        dice: &mut ChaCha8Rng,
        cases: &[case::Model],
        consents: &[consent::Model],
        workers: &[worker::Model],
    ) -> Self {
        let mut entries = Vec::new();
        let states: Vec<_> = PersonMatchState::iter().collect();
        let pairs: BTreeSet<_> =
            (0..60).map(|_| (dice.random_range(0..cases.len()), dice.random_range(0..cases.len()))).collect();
        let sides = pairs.into_iter().map(|(case, other)| {
            let (case, other) = (&cases[case], &cases[other]);
            let entry = matching_entry::Model {
                id: Uuid::now_v7(),
                case_id: case.id,
                organisation_id: if dice.random_bool(0.8) { case.organisation_id } else { other.organisation_id },
                consent_id: one(dice, consents).id,
                worker_id: one(dice, workers).id,
                entered_at: rows::now(),
                valid_until: rows::now() + Duration::days(90),
                ended_at: None,
                end_reason: None,
                registration_id: case.person_id,
                facts: 0,
            };
            entries.push(entry.clone());
            person_match::Model {
                id: Uuid::now_v7(),
                case_id: case.id,
                organisation_id: entry.organisation_id,
                other_organisation_id: other.organisation_id,
                other_case_id: other.id,
                state: one(dice, &states),
                created_at: rows::now(),
                expires_at: rows::now() + Duration::days(30),
                answered_at: None,
                answered_by: None,
                talk_reference: None,
                ended_at: None,
                version: 1,
            }
        });
        let sides = sides.collect();
        Self { entries, sides }
    }

    pub async fn write(&self, world: &World) {
        write(world, &self.entries).await;
        write(world, &self.sides).await;
    }
}

/// The access facts of each side: only a protection officer of its organisation, who owns the case, answers it.
pub fn by_hand(all: &Caseload, scope: &Scope) -> ByHand {
    let side = |row: &person_match::Model| {
        let facts = home_facts(all, scope, case_of(all, row.case_id));
        let home = to_case(&scope.viewer, &facts).at_home();
        let classes = scope.grants.clearance(&facts, home);
        let acting = home.without(Relation::CountryOversight);
        let officer = scope.viewer.roles.contains(&entity::codes::Role::ProtectionOfficer)
            && [DataClass::Identity, DataClass::Protection].iter().all(|class| classes.holds(*class))
            && scope.grants.allows(&facts, acting, Action::AnswerPersonMatch);
        let known = officer && row.organisation_id == scope.viewer.organisation_id;
        (row.id, (if known { classes } else { ClassSet::NONE }, home))
    };
    all.matches.sides.iter().map(side).collect::<HashMap<_, _>>()
}
