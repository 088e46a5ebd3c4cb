//! What must hold between the columns of a row, and between rows that refer to each other.

use entity::codes::{OrganisationType, ServiceStatus};
use sea_orm::{ActiveEnum as _, Value};
use uuid::Uuid;

use super::{
    known::{Known, Values, text, uuid},
    record::Record,
};

/// What a row breaks: the column and the sentence.
pub(super) type Broken = (&'static str, &'static str);

/// What the row breaks, as it and all others will be.
pub(super) fn broken(record: Record, id: Uuid, row: &Values, known: &Known) -> Vec<Broken> {
    match record {
        Record::Organisations => of_organisation(row),
        Record::Centres => of_centre(id, row, known),
        Record::Services => of_service(row),
        Record::ConsularPosts => of_post(row, known),
        Record::ConsularPostCompetences | Record::Workers => Vec::new(),
    }
}

fn of_organisation(row: &Values) -> Vec<Broken> {
    let homeless = is_consular(row) && text_in(row, "country").is_none();
    told([(homeless, ("country", "a consulate needs the country of its State"))])
}

fn of_centre(id: Uuid, row: &Values, known: &Known) -> Vec<Broken> {
    let protected = yes(row, "protected");
    let names_one = row.get("fronting_centre").and_then(uuid).is_some();
    let front = known.referred(row, "fronting_centre", Record::Centres);
    let is_front = known.rows(Record::Centres).any(|(_, it)| it.get("fronting_centre").and_then(uuid) == Some(id));
    let needs = "a protected centre needs an ordinary centre that answers for it";
    told([
        (protected && !names_one, ("fronting_centre", needs)),
        (!protected && names_one, ("fronting_centre", "only a protected centre has another one that answers for it")),
        (front.is_some_and(|front| yes(front, "protected")), ("fronting_centre", "this centre is protected itself")),
        (protected && is_front, ("protected", "this centre answers for a protected one, so it cannot be protected")),
        (half_a_place(row), ("longitude", "a place has both a latitude and a longitude")),
    ])
}

fn of_service(row: &Values) -> Vec<Broken> {
    let more =
        matches!((count(row, "capacity_free"), count(row, "capacity_total")), (Some(free), Some(all)) if free > all);
    let resumes = matches!(row.get("resumes_on"), Some(Value::ChronoDate(Some(_))));
    let paused = text_in(row, "status") == Some(ServiceStatus::Paused.to_value());
    told([
        (more, ("capacity_free", "this is more than the total capacity")),
        (resumes && !paused, ("resumes_on", "only a paused service has a day on which it accepts referrals again")),
    ])
}

fn of_post(row: &Values, known: &Known) -> Vec<Broken> {
    let organisation = known.referred(row, "organisation", Record::Organisations);
    let other_kind = organisation.is_some_and(|it| !is_consular(it));
    let other_state = organisation.is_some_and(|it| text_in(it, "country") != text_in(row, "country"));
    told([
        (other_kind, ("organisation", "the organisation of a post has the type GOV_ORIGIN_CONSULAR")),
        (!other_kind && other_state, ("country", "the organisation of this post has another country")),
    ])
}

fn told<const N: usize>(conditions: [(bool, Broken); N]) -> Vec<Broken> {
    conditions.into_iter().filter_map(|(so, broken)| so.then_some(broken)).collect()
}

fn is_consular(organisation: &Values) -> bool {
    text_in(organisation, "organisation_type") == Some(OrganisationType::GovOriginConsular.to_value())
}

fn half_a_place(row: &Values) -> bool {
    let given = |name: &str| matches!(row.get(name), Some(Value::Double(Some(_))));
    given("latitude") != given("longitude")
}

fn text_in(row: &Values, name: &str) -> Option<String> {
    row.get(name).and_then(text)
}

fn yes(row: &Values, name: &str) -> bool {
    matches!(row.get(name), Some(Value::Bool(Some(true))))
}

fn count(row: &Values, name: &str) -> Option<i32> {
    match row.get(name) {
        Some(Value::Int(count)) => *count,
        _ => None,
    }
}
