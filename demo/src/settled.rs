//! The cast as rows.

use chrono::{DateTime, Datelike, Duration, Utc};
use entity::{
    centre,
    codes::{CentreStatus, CentreType, OrganisationType, ServiceType},
    consular_post, consular_post_competence, organisation, service, service_language, worker, worker_centre,
};
use sea_orm::{DbErr, EntityTrait, QuerySelect};
use serde_json::json;
use uuid::Uuid;
use waystation::{
    access::role_set::RoleSet,
    http::identity::issuers::DEVELOPMENT_ISSUER,
    rules::name_order::sort_key,
    store::{background::search_keys, database::Database},
};

use super::{
    cast::{
        self, CENTRES, Centre, Competence, ORGANISATIONS, Organisation, POSTS, Post, Service, Worker, fronting,
        services, workers,
    },
    rows::Rows,
};

/// Writes the cast, unless it is already there.
pub(super) async fn settle(database: &Database, now: DateTime<Utc>) -> Result<u64, DbErr> {
    if organisation::Entity::find_by_id(ORGANISATIONS[0].id).limit(1).one(&database.reader).await?.is_some() {
        return Ok(0);
    }
    let transaction = database.begin_write().await?;
    let written = rows(now).write(&*transaction).await?;
    transaction.commit().await?;
    Ok(written)
}

/// All rows of the cast. They are older than the first case.
pub(super) fn rows(now: DateTime<Utc>) -> Rows {
    let since = now - Duration::days(1_200);
    // A protected centre names its fronting centre, which has to be written first.
    let (ordinary, protected): (Vec<_>, Vec<_>) = CENTRES.iter().partition(|centre| centre.fronted_by.is_none());
    Rows {
        organisations: ORGANISATIONS.iter().map(|organisation| of_organisation(organisation, since)).collect(),
        centres: ordinary.into_iter().chain(protected).map(|centre| of_centre(centre, since, now)).collect(),
        services: services().iter().map(|service| of_service(service, since, now)).collect(),
        service_languages: services().iter().flat_map(languages).collect(),
        consular_posts: POSTS.iter().map(|post| of_post(post, since)).collect(),
        consular_post_competences: competences(),
        workers: workers().iter().map(|worker| of_worker(worker, since, now)).collect(),
        worker_centres: workers().iter().flat_map(own_centres).collect(),
        ..Rows::default()
    }
}

fn of_organisation(organisation: &Organisation, since: DateTime<Utc>) -> organisation::Model {
    let Organisation { id, name, acronym, organisation_type, country, oversight } = *organisation;
    // A State of origin, a donor and an institute do not sign the information sharing protocol.
    let signs = !matches!(
        organisation_type,
        OrganisationType::GovOriginConsular
            | OrganisationType::GovHostEnforcement
            | OrganisationType::Donor
            | OrganisationType::Research
    );
    organisation::Model {
        id,
        name: name.to_owned(),
        name_translations: None,
        acronym: acronym.to_owned(),
        organisation_type,
        country: country.map(str::to_owned),
        oversight,
        information_sharing_protocol_signed_on: signs.then(|| since.date_naive()),
        contact_desk: Some(organisation.contact_desk()),
        suspended_at: None,
        suspended_by_worker_id: None,
        created_at: since,
        updated_at: since,
        version: 1,
    }
}

fn of_centre(centre: &'static Centre, since: DateTime<Utc>, now: DateTime<Utc>) -> centre::Model {
    let protected = centre.fronted_by.is_some();
    centre::Model {
        id: centre.id,
        organisation_id: centre.organisation_id,
        code: centre.code.to_owned(),
        name: centre.name.to_owned(),
        name_translations: None,
        centre_type: centre.centre_type,
        country: centre.country.to_owned(),
        admin1: centre.admin1.to_owned(),
        admin2: None,
        latitude: centre.place.map(|(north, _)| north),
        longitude: centre.place.map(|(_, east)| east),
        capacity_beds: centre.beds,
        surge_beds: if protected { 0 } else { centre.beds / 5 },
        status: CentreStatus::Open,
        protected,
        fronting_centre_id: protected.then(|| fronting(centre).id),
        opening_hours: (!protected).then(|| "Day and night".to_owned()),
        time_zone: "Africa/Niamey".to_owned(),
        working_days: working_days(centre.country).to_owned(),
        holidays: (centre.country == "NER").then(|| holidays_of_niger(now.year())),
        open_centre: !protected && centre.centre_type != CentreType::ShelterUasc,
        created_at: since,
        updated_at: since,
        version: 1,
    }
}

/// The working week of a country.
const fn working_days(country: &str) -> &'static str {
    match country.as_bytes() {
        // Friday and Saturday are its weekend.
        b"DJI" => "MO,TU,WE,TH,SU",
        _ => "MO,TU,WE,TH,FR",
    }
}

/// The public holidays of Niger with a fixed day, in this year and the next. The day of the others follows the moon, and a
/// centre adds them when they are announced.
fn holidays_of_niger(year: i32) -> String {
    const DAYS: [(&str, &str); 6] = [
        ("01-01", "New Year's Day"),
        ("04-24", "Concord Day"),
        ("05-01", "Labour Day"),
        ("08-03", "Independence Day"),
        ("12-18", "Republic Day"),
        ("12-25", "Christmas Day"),
    ];
    let of = |year: i32| DAYS.map(|(day, name)| json!({ "date": format!("{year}-{day}"), "name": name }));
    json!([of(year), of(year + 1)].concat()).to_string()
}

fn of_service(service: &Service, since: DateTime<Utc>, now: DateTime<Utc>) -> service::Model {
    let (name, description) = (service.name(), service.description());
    service::Model {
        id: service.id,
        organisation_id: service.organisation_id,
        centre_id: None,
        service_type: service.service_type,
        sort_key: sort_key(&name),
        search_key: search_keys::of_service(&name, description, [None, None]),
        name,
        name_translations: None,
        description: description.to_owned(),
        description_translations: None,
        eligibility: Some("People on the move, whatever their papers.".to_owned()),
        eligibility_translations: None,
        country: service.country.to_owned(),
        admin1: service.admin1.map(str::to_owned),
        referral_required: true,
        acceptance_hours: Some(hours(service.service_type).to_owned()),
        schedules: None,
        costs: Some("Free of charge.".to_owned()),
        telephone: None,
        email: None,
        capacity_unit: service.capacity.map(|(unit, ..)| unit.to_owned()),
        capacity_total: service.capacity.map(|(_, total, _)| total),
        capacity_free: service.capacity.map(|(.., free)| free),
        capacity_as_of: service.capacity.map(|_| now - Duration::hours(20)),
        status: service.status,
        resumes_on: None,
        confidential: service.confidential,
        created_at: since,
        updated_at: since,
        version: 1,
    }
}

/// When a service of this type takes people in.
const fn hours(of: ServiceType) -> &'static str {
    match of {
        ServiceType::HealthEmergency | ServiceType::Shelter | ServiceType::SafeShelter => "Day and night",
        _ => "Monday to Friday, 8 to 17",
    }
}

fn languages(service: &'static Service) -> impl Iterator<Item = service_language::Model> {
    let of = |language: &&str| service_language::Model { service_id: service.id, language: (*language).to_owned() };
    service.languages.iter().map(of)
}

fn of_post(post: &Post, since: DateTime<Utc>) -> consular_post::Model {
    let Post { id, organisation_id, country, kind, name, host_country, competence: _ } = post;
    consular_post::Model {
        id: *id,
        organisation_id: *organisation_id,
        country: (*country).to_owned(),
        kind: *kind,
        name: (*name).to_owned(),
        name_translations: None,
        sort_key: sort_key(name),
        host_country: (*host_country).to_owned(),
        active: true,
        created_at: since,
        updated_at: since,
    }
}

fn competences() -> Vec<consular_post_competence::Model> {
    let lines = POSTS.iter().flat_map(|post| post.competence.iter().map(|line| (post.id, line)));
    let row = |(number, (consular_post_id, line)): (u16, (Uuid, &Competence))| consular_post_competence::Model {
        id: cast::fixed(6, number),
        consular_post_id,
        origin_admin1: line.origin_admin1.map(str::to_owned),
        stay_country: Some(line.stay_country.to_owned()),
    };
    (1..).zip(lines).map(row).collect()
}

fn own_centres(worker: &Worker) -> impl Iterator<Item = worker_centre::Model> {
    worker.centres.iter().map(|centre_id| worker_centre::Model { worker_id: worker.id, centre_id: *centre_id })
}

fn of_worker(worker: &Worker, since: DateTime<Utc>, now: DateTime<Utc>) -> worker::Model {
    worker::Model {
        id: worker.id,
        organisation_id: worker.organisation_id,
        issuer: DEVELOPMENT_ISSUER.to_owned(),
        subject: worker.subject.clone(),
        display_name: Some(worker.display_name.clone()),
        sort_key: Some(sort_key(&worker.display_name)),
        created_at: since,
        last_seen_at: now - Duration::days(1),
        deactivated_at: None,
        roles: Some(worker.roles.iter().copied().collect::<RoleSet>().to_bits()),
        all_ordinary_centres: worker.all_ordinary_centres,
    }
}
