//! People who travel together: some of the people of one nationality who arrived at a centre in the same days.

use std::collections::BTreeMap;

use chrono::Duration;
use entity::{codes::HouseholdRole, household};

use crate::{draw::Draw, references::References, rows::Rows};

/// How often somebody travels with those who arrived next.
const TOGETHER: f64 = 0.3;
/// The days between the first and the last arrival of a household.
const DAYS: i64 = 3;
/// The most people in a household.
const MOST: usize = 6;

/// Adds households of these cases. No organisation is told of the household of another one, so that all members are of one.
pub fn add(rows: &mut Rows, draw: &mut Draw, references: &mut References) {
    let nationalities: BTreeMap<_, _> =
        rows.nationalities.iter().rev().map(|row| (row.person_id, row.country.clone())).collect();
    let mut groups: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (number, case) in rows.cases.iter().enumerate() {
        if let Some(country) = nationalities.get(&case.person_id) {
            groups.entry((case.organisation_id, case.centre_id, country)).or_default().push(number);
        }
    }
    for mut group in groups.into_values() {
        group.sort_by_key(|number| (rows.cases[*number].opened_at, *number));
        let mut left = group.into_iter().peekable();
        while let Some(first) = left.next() {
            let until = rows.cases[first].opened_at + Duration::days(DAYS);
            let mut members = vec![first];
            while members.len() < MOST
                && let Some(next) = left.next_if(|next| rows.cases[*next].opened_at <= until && draw.chance(TOGETHER))
            {
                members.push(next);
            }
            if members.len() > 1 {
                let created_at = members.iter().map(|it| rows.cases[*it].opened_at).max().unwrap_or(until);
                let id = draw.id(created_at);
                rows.households.push(household::Model { id, reference: references.household(draw), created_at });
                for (place, member) in members.into_iter().enumerate() {
                    let role = if place == 0 { HouseholdRole::Head } else { role(draw) };
                    rows.cases[member].household_id = Some(id);
                    rows.cases[member].household_role = Some(role);
                }
            }
        }
    }
}

/// What a member is to the head. The ages are not looked at, so that nobody is a spouse, a child or a parent.
fn role(draw: &mut Draw) -> HouseholdRole {
    draw.weighted(&[
        (HouseholdRole::Sibling, 0.3),
        (HouseholdRole::OtherRelative, 0.3),
        (HouseholdRole::NotRelated, 0.4),
    ])
}
