//! Random viewers and policies.

use std::fmt::Write as _;

use entity::{
    codes::{DataClass, Oversight, Relation, Role},
    organisation,
};
use rand::{RngExt as _, rngs::ChaCha8Rng, seq::IndexedRandom as _};
use sea_orm::Iterable;
use waystation::access::{
    policy::{Policy, spelled},
    viewer::{OwnCentres, Settings, Viewer},
};

use super::caseload::{Caseload, POLICE, PURPOSES, one};

/// A worker of the caseload with up to three roles. The claims narrow the access, or name centres of others.
pub fn viewer(dice: &mut ChaCha8Rng, caseload: &Caseload) -> Viewer {
    let organisation = one(dice, &caseload.organisations);
    let colleagues: Vec<_> = caseload.workers.iter().filter(|it| it.organisation_id == organisation.id).collect();
    let roles: Vec<_> = Role::iter().collect();
    let centres: Vec<_> = caseload.centres.iter().map(|centre| centre.id).collect();
    Viewer {
        worker_id: one(dice, &colleagues).id,
        organisation_id: organisation.id,
        organisation_type: organisation.organisation_type,
        country: organisation.country,
        oversight: if dice.random_bool(0.8) { organisation.oversight } else { Oversight::All },
        roles: (0..dice.random_range(1..=3)).map(|_| one(dice, &roles)).collect(),
        centres: match dice.random_range(0..5) {
            0 => OwnCentres::NONE,
            1 => OwnCentres::Named(centres.sample(dice, 8).copied().collect()),
            2 => OwnCentres::AllOrdinary { and: centres.sample(dice, 8).copied().collect() },
            _ => OwnCentres::ALL_ORDINARY,
        },
        purpose: dice.random_bool(0.3).then(|| one(dice, &PURPOSES)),
        settings: Settings::default(),
    }
}

/// A worker of the enforcement agency with every role at once.
pub fn police(caseload: &Caseload) -> Viewer {
    let agency = &caseload.organisations[POLICE];
    let worker = caseload.workers.iter().find(|worker| worker.organisation_id == agency.id).expect("it has workers");
    Viewer {
        worker_id: worker.id,
        organisation_id: agency.id,
        organisation_type: agency.organisation_type,
        country: agency.country.clone(),
        oversight: agency.oversight,
        roles: Role::iter().collect(),
        centres: OwnCentres::ALL_ORDINARY,
        purpose: None,
        settings: Settings::default(),
    }
}

/// One officer of each State of origin, with claims that must open nothing. The first is a liaison officer only, the
/// second has every role, the third has every role except liaison officer.
pub fn officers(caseload: &Caseload) -> Vec<Viewer> {
    let everything: Vec<_> = Role::iter().collect();
    let but_liaison = everything.iter().copied().filter(|role| *role != Role::GovernmentLiaison).collect();
    let roles = [vec![Role::GovernmentLiaison], everything, but_liaison];
    let of = |(state, roles): (&organisation::Model, Vec<Role>)| {
        let worker = caseload.workers.iter().find(|worker| worker.organisation_id == state.id).expect("it has workers");
        Viewer {
            worker_id: worker.id,
            organisation_id: state.id,
            organisation_type: state.organisation_type,
            country: state.country.clone(),
            oversight: Oversight::All,
            centres: if roles.contains(&Role::GovernmentLiaison) { OwnCentres::NONE } else { OwnCentres::ALL_ORDINARY },
            purpose: Some(PURPOSES[1]),
            settings: Settings::default(),
            roles,
        }
    };
    caseload.states().iter().zip(roles).map(of).collect()
}

/// A policy in which any role may read any class in any relation.
pub fn policy(dice: &mut ChaCha8Rng) -> Policy {
    let mut text = "version = \"random\"\n".to_owned();
    for role in Role::iter() {
        writeln!(text, "[roles.{}]", spelled(&role)).expect("a string takes text");
        for relation in Relation::iter() {
            let mut classes = Vec::new();
            if dice.random_bool(0.6) {
                // A cell with a class also needs the class that makes the row exist; the policy is refused otherwise.
                let shows = DataClass::OperationalCoarse;
                classes.extend(DataClass::iter().filter(|class| dice.random_bool(0.3) || *class == shows));
            }
            let classes: Vec<_> = classes.iter().map(spelled).collect();
            writeln!(text, "{}.classes = {classes:?}", spelled(&relation)).expect("a string takes text");
        }
    }
    Policy::parse("random.toml", &text).unwrap_or_else(|error| panic!("{error}"))
}
