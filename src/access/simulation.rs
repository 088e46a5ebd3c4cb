//! What a new policy would change for the cases that are there: which role of which organisation gains and loses which
//! classes, and of how many cases. Actions are left out, because `policy diff` names them and no case changes them.

use std::collections::BTreeMap;

use entity::codes::{OrganisationType, Relation, Role};
use sea_orm::Iterable;

use super::{
    ceiling,
    class::ClassSet,
    policy::{Policy, spelled},
    policy_table,
};

/// The cases that an organisation reaches through a relation.
#[derive(Clone, Debug)]
pub struct Reach {
    /// The acronym of the organisation.
    pub organisation: String,
    /// Its kind, which decides its ceiling.
    pub organisation_type: OrganisationType,
    /// The relation.
    pub relation: Relation,
    /// The most that the cases open: the classes of the live shares, or all classes.
    pub opened: ClassSet,
    /// The number of these cases.
    pub cases: u64,
}

/// The headings of the rows of [`effects`].
const HEADINGS: [&str; 6] = ["organisation", "role", "relation", "gains", "loses", "cases"];

/// One row for each organisation, role, relation and set of classes that is gained or lost. Of own cases, all are counted:
/// at which of them a worker is assigned or at the centre is not a matter of the policy.
pub fn effects(old: &Policy, new: &Policy, reached: &[Reach]) -> Vec<[String; 6]> {
    let mut cases: BTreeMap<[String; 5], u64> = BTreeMap::new();
    for reach in reached {
        for role in Role::iter() {
            let limits = ceiling::of_role(role, reach.relation)
                & ceiling::of_organisation(reach.organisation_type, reach.relation)
                & reach.opened;
            let reads = |policy: &Policy| policy.cell(role, reach.relation).classes & limits;
            let (before, after) = (reads(old), reads(new));
            if before != after {
                let [role, relation] = [spelled(&role), spelled(&reach.relation)];
                let [gains, loses] = [after.except(before), before.except(after)].map(names);
                *cases.entry([reach.organisation.clone(), role, relation, gains, loses]).or_default() += reach.cases;
            }
        }
    }
    let row = |([organisation, role, relation, gains, loses], cases): ([String; 5], u64)| {
        [organisation, role, relation, gains, loses, cases.to_string()]
    };
    cases.into_iter().map(row).collect()
}

fn names(classes: ClassSet) -> String {
    classes.iter().map(|class| spelled(&class)).collect::<Vec<_>>().join(" ")
}

/// The effects as Markdown.
pub fn markdown(effects: &[[String; 6]]) -> String {
    policy_table::table(HEADINGS, effects)
}

/// The effects as CSV (RFC 4180).
pub fn csv(effects: &[[String; 6]]) -> String {
    policy_table::csv_table(std::iter::once(HEADINGS.map(str::to_owned)).chain(effects.iter().cloned()))
}
