//! Actions, one verb per file: each file reads from top to bottom as what a person does. A verb takes its permit,
//! checks the rules, writes its rows and returns what it changed. Verbs that only take a step of a state machine are rows of
//! a table in the file `steps` of their area. No area calls back an area that calls it.

pub mod available;
mod beds;
pub(crate) mod best_interest;
mod case_row;
pub(crate) mod cases;
pub mod consents;
pub mod consular;
pub(crate) mod directory;
mod entries;
mod households;
mod localised;
pub mod matching;
pub(crate) mod orders;
pub(crate) mod overriding;
pub(crate) mod people;
mod perform;
pub(crate) mod referrals;
pub(crate) mod services;
pub(crate) mod shares;
pub(crate) mod stays;
mod steps;
pub(crate) mod transfers;
mod verb;
mod webhooks;

pub(crate) use self::{
    perform::perform,
    steps::{Each, input_object},
    verb::{Shows, Verb},
};

/// Makes something of every verb.
pub(crate) fn verbs<E: Each>() -> Vec<E::Made> {
    [
        cases::verbs::<E>(),
        entries::verbs::<E>(),
        people::verbs::<E>(),
        households::verbs::<E>(),
        matching::verbs::<E>(),
        stays::verbs::<E>(),
        best_interest::verbs::<E>(),
        consents::verbs::<E>(),
        overriding::verbs::<E>(),
        referrals::verbs::<E>(),
        services::verbs::<E>(),
        directory::verbs::<E>(),
        webhooks::verbs::<E>(),
        shares::verbs::<E>(),
        transfers::verbs::<E>(),
        consular::verbs::<E>(),
        orders::verbs::<E>(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
