//! The settings of an entry about claims: their places, the provider's names for our roles and organisations, and
//! defaults for missing claims.

use std::{
    collections::{BTreeMap, HashSet},
    ops::Range,
};

use entity::codes::{Oversight, Purpose, Role};
use toml::Spanned;
use uuid::Uuid;

use super::{entry::Defaults, reading::Table};
use crate::{
    access::{findings::Findings, verified_token::ALL_ORDINARY_CENTRES},
    http::identity::claims::Places,
    rules::country::is_country,
};

/// The places of the claims.
pub(crate) fn places(reading: &mut Findings<'_>, table: &Table<'_>) -> Places {
    let mut places = Places::default();
    let Some(given) = reading.table(table, "claims") else { return places };
    let known: Vec<&str> = places.named().map(|(name, _)| name).collect();
    reading.only(&given, &known);
    for (name, span, pointer) in reading.entries(&given) {
        if !pointer.starts_with('/') {
            reading.find(span, &format!("\"{pointer}\" is not a JSON pointer; it starts with \"/\""));
        }
        if let Some(place) = places.named_mut().find_map(|(known, place)| (known == name).then_some(place)) {
            *place = pointer;
        }
    }
    places
}

/// The provider's own names for our roles.
pub(crate) fn role_names(reading: &mut Findings<'_>, table: &Table<'_>, granted: &[Role]) -> BTreeMap<String, Role> {
    let mut names = BTreeMap::new();
    let Some(given) = reading.table(table, "role_names") else { return names };
    for (theirs, span, ours) in reading.entries(&given) {
        names.extend(granted_role(reading, span, &ours, granted).map(|role| (theirs, role)));
    }
    names
}

/// The organisations that the issuer may speak for.
pub(crate) fn organisations(reading: &mut Findings<'_>, table: &Table<'_>) -> HashSet<Uuid> {
    let mut ids = HashSet::new();
    for (span, text) in reading.needed_texts(table, "organisations") {
        match Uuid::parse_str(&text) {
            Ok(id) => _ = ids.insert(id),
            Err(_) => reading.find(span, &format!("\"{text}\" is not the id of an organisation")),
        }
    }
    ids
}

/// The provider's own names for organisations, such as the ids of its tenants.
pub(crate) fn organisation_names(
    reading: &mut Findings<'_>,
    table: &Table<'_>,
    organisations: &HashSet<Uuid>,
) -> BTreeMap<String, Uuid> {
    let mut names = BTreeMap::new();
    let Some(given) = reading.table(table, "organisation_names") else { return names };
    for (theirs, span, ours) in reading.entries(&given) {
        names.extend(organisation(reading, span, &ours, organisations).map(|id| (theirs, id)));
    }
    names
}

const DEFAULTS: [&str; 7] = ["organisation", "roles", "centres", "oversight", "purpose", "country", "post"];

/// Defaults for tokens without the claim.
pub(crate) fn defaults(
    reading: &mut Findings<'_>,
    table: &Table<'_>,
    (organisations, granted): (&HashSet<Uuid>, &[Role]),
) -> Defaults {
    let Some(given) = reading.table(table, "defaults") else { return Defaults::default() };
    reading.only(&given, &DEFAULTS);
    let oversight = named::<Oversight>(reading, &given, "oversight");
    let purpose = named::<Purpose>(reading, &given, "purpose");
    let mut roles = Vec::new();
    if given.get("roles").is_some() {
        for (span, name) in reading.needed_texts(&given, "roles") {
            roles.extend(granted_role(reading, span, &name, granted));
        }
    }
    let organisation =
        text(reading, &given, "organisation").and_then(|(span, id)| organisation(reading, span, &id, organisations));
    Defaults {
        organisation,
        roles,
        centres: centres(reading, &given),
        oversight,
        purpose,
        country: country(reading, &given),
        post: text(reading, &given, "post").map(|(_, text)| text),
    }
}

/// A role that the issuer may grant.
fn granted_role(reading: &mut Findings<'_>, span: Range<usize>, name: &str, granted: &[Role]) -> Option<Role> {
    let role = reading.name::<Role>(span.clone(), name, "role")?;
    if !granted.contains(&role) {
        reading.find(span, &format!("{name} is not among the `roles` that this issuer may grant"));
        return None;
    }
    Some(role)
}

/// An organisation that the issuer may speak for.
fn organisation(reading: &mut Findings<'_>, span: Range<usize>, id: &str, among: &HashSet<Uuid>) -> Option<Uuid> {
    match Uuid::parse_str(id) {
        Ok(id) if among.contains(&id) => return Some(id),
        Ok(_) => reading.find(span, &format!("{id} is not among the `organisations` of this issuer")),
        Err(_) => reading.find(span, &format!("\"{id}\" is not the id of an organisation")),
    }
    None
}

fn text(reading: &mut Findings<'_>, table: &Table<'_>, name: &str) -> Option<(Range<usize>, String)> {
    let span = table.get(name).map(Spanned::span)?;
    reading.needed_text(table, name).map(|text| (span, text))
}

fn country(reading: &mut Findings<'_>, table: &Table<'_>) -> Option<String> {
    let (span, code) = text(reading, table, "country")?;
    if !is_country(&code) {
        reading.find(span, &format!("\"{code}\" is no country: write three capital letters of ISO 3166, such as NER"));
    }
    Some(code)
}

fn named<T: async_graphql::resolver_utils::EnumType>(
    reading: &mut Findings<'_>,
    table: &Table<'_>,
    name: &str,
) -> Option<T> {
    let (span, text) = text(reading, table, name)?;
    reading.name(span, &text, name)
}

/// `"all"` means every ordinary centre; otherwise the value is a list of codes or ids.
fn centres(reading: &mut Findings<'_>, table: &Table<'_>) -> Vec<String> {
    match table.get("centres").map(|value| (value.span(), value.get_ref().as_str())) {
        None => Vec::new(),
        Some((_, Some("all"))) => vec![ALL_ORDINARY_CENTRES.to_owned()],
        Some((span, Some(_))) => {
            reading.find(span, "`centres` must be \"all\", for every ordinary centre, or a list of codes");
            Vec::new()
        }
        Some((_, None)) => reading.needed_texts(table, "centres").into_iter().map(|(_, code)| code).collect(),
    }
}
