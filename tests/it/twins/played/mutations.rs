//! The mutations of the schema. Each one is played as a secret, or `actions.csv` says why not.

use std::collections::{BTreeMap, BTreeSet};

use waystation::access::action::Action;

use crate::{domain_matrix, support::sdl::Definitions};

/// The record that the payload of each mutation has: the name of its field, and the name of its type.
pub(super) struct Mutations(BTreeMap<String, (String, String)>);

impl Mutations {
    pub fn of_the_schema() -> Self {
        Self(Definitions::of_the_schema().mutations())
    }

    /// The selection of the record that a mutation returns.
    pub fn record(&self, mutation: &str) -> String {
        let (field, of) = &self.0[mutation];
        let overriding = if of == "Referral" || of == "Transfer" { "legalOverrides { id }" } else { "" };
        let id = if of == "ConsularPacket" { "reference" } else { "id" };
        format!("{field} {{ {id} {overriding} }}")
    }

    /// A mutation that is neither played nor exempt fails the test. So does an exemption of one that is played, and of
    /// one that does not exist.
    pub fn are_played_or_exempt(&self, played: &BTreeSet<&str>) {
        let exempt = exempt();
        let all: BTreeSet<_> = self.0.keys().map(String::as_str).collect();
        let covered: BTreeSet<_> = played.iter().copied().chain(exempt.keys().map(String::as_str)).collect();
        let missing: Vec<_> = all.difference(&covered).collect();
        assert!(missing.is_empty(), "play these as secrets, or say in actions.csv why not: {missing:?}");
        let unknown: Vec<_> = covered.difference(&all).collect();
        assert!(unknown.is_empty(), "the schema has no such mutation: {unknown:?}");
        let twice: Vec<_> = exempt.keys().filter(|mutation| played.contains(mutation.as_str())).collect();
        assert!(twice.is_empty(), "these are played, so actions.csv must not say why not: {twice:?}");
    }
}

/// The mutations that are not played, with the reason: the last column of the domain's table of actions.
fn exempt() -> BTreeMap<String, String> {
    let exempt = domain_matrix::rows("actions.csv").into_iter().filter_map(|row| {
        let action = Action::all().find(|action| action.name() == row["action"])?;
        Some((action.mutation(), row["not_a_secret"].clone())).filter(|(_, reason)| !reason.is_empty())
    });
    let exempt: BTreeMap<_, _> = exempt.collect();
    for (mutation, reason) in &exempt {
        assert!(reason.len() > 20, "{mutation} is exempt without a reason");
    }
    exempt
}
