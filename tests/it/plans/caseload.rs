//! A caseload so large that the planner of PostgreSQL chooses as in production. One row of each kind is made by
//! `support::rows` and then multiplied inside the database, which takes seconds.

use entity::{
    centre,
    codes::{OrganisationType, Oversight, Purpose, Role, ServiceType},
    organisation, service, worker,
};
use sea_orm::ConnectionTrait;
use uuid::Uuid;
use waystation::{
    access::{
        class::ClassSet,
        viewer::{OwnCentres, Viewer},
    },
    global_id,
};

use crate::support::{World, rows};

const HOUSES: usize = 40;
const PARTNERS: usize = 20;
const COUNTRIES: [&str; 8] = ["NER", "MLI", "TCD", "SEN", "GIN", "CIV", "GMB", "MRT"];

/// What the questions refer to.
pub struct Caseload {
    /// The viewers, one in each kind of relation.
    pub viewers: Vec<(&'static str, Viewer)>,
    /// The global id of a centre of the first organisation.
    pub centre: String,
    /// The global id of a worker with cases of the first organisation.
    pub worker: String,
    /// The global ids of the first organisation, of a partner, and of the partner's service.
    pub sides: [String; 3],
    /// The global ids of a record of each type that a list leads to.
    pub records: [String; 6],
    /// The global ids of a case that is assigned to the viewer of a centre, and of a partner.
    pub preview: [String; 2],
}

/// Fills the world: 20,000 cases of 40 organisations in 8 countries, 30,000 referrals to 20 partners.
pub async fn fill(world: &World) -> Caseload {
    let mut houses: Vec<House> = Vec::new();
    for number in 0..HOUSES {
        let country = COUNTRIES[number % COUNTRIES.len()];
        let mut house = rows::organisation(OrganisationType::Iom);
        house.country = Some(country.to_owned());
        let house = world.add(house).await;
        let mut centre = rows::centre(&house);
        country.clone_into(&mut centre.country);
        let centre = world.add(centre).await;
        let mut workers = Vec::new();
        for _ in 0..4 {
            workers.push(world.add(rows::worker(&house)).await);
        }
        houses.push((house, centre, workers));
    }
    let mut partners = Vec::new();
    for _ in 0..PARTNERS {
        let partner = world.add(rows::organisation(OrganisationType::NationalNgo)).await;
        let service = world.add(rows::service(&partner, ServiceType::HealthPrimary)).await;
        let worker = world.add(rows::worker(&partner)).await;
        partners.push((partner, service, worker));
    }
    let consulate = templates(world, &houses, &partners).await;
    multiply(world, &houses, &partners).await;
    let (house, centre, workers) = &houses[0];
    let centre = global_id::encode("Centre", centre.id);
    // Copy 40 of each kind, because its case belongs to the first organisation.
    let copied = |kind: &str, number: u128, copy: u128| {
        global_id::encode(kind, Uuid::from_u128((number << 96) + (0x7000_8000 << 48) + copy))
    };
    let copy = |kind: &str, number: u128| copied(kind, number, 40);
    let records = [
        copy("Case", 4),
        copy("Referral", 7),
        copy("Transfer", 10),
        copy("LegalOverride", 12),
        copy("ConsularRequest", 13),
        copy("Consent", 6),
    ];
    let overseer = |role, oversight| {
        let mut viewer = world.viewer(role, &workers[3], house);
        viewer.oversight = oversight;
        viewer
    };
    let mut narrowed = world.viewer(Role::CaseWorker, &workers[0], house);
    narrowed.centres = OwnCentres::Named(vec![houses[0].1.id]);
    let (partner, _, focal_point) = &partners[0];
    let police = Viewer {
        organisation_type: OrganisationType::GovHostEnforcement,
        ..world.viewer(Role::GovernmentHostOfficer, focal_point, partner)
    };
    // Copy 160 is the first one after 40 that belongs to the first worker of the first organisation.
    let preview = [copied("Case", 4, 160), global_id::encode("Organisation", partner.id)];
    let viewers = vec![
        ("assigned", world.viewer(Role::MedicalOfficer, &workers[0], house)),
        ("own centre", narrowed),
        ("own organisation", world.viewer(Role::CentreManager, &workers[1], house)),
        ("consular consent", world.viewer(Role::ConsularWorker, &workers[2], house)),
        ("country oversight", overseer(Role::ProtectionOfficer, Oversight::Country)),
        ("oversight of all", overseer(Role::DataProtectionOfficer, Oversight::All)),
        ("partner", world.viewer(Role::NgoFocalPoint, focal_point, partner)),
        ("enforcement agency", police),
        ("consulate", consulate),
        ("none", world.viewer(Role::Administrator, &workers[3], house)),
    ];
    let worker = global_id::encode("Worker", workers[0].id);
    let sides = [
        global_id::encode("Organisation", house.id),
        global_id::encode("Organisation", partner.id),
        global_id::encode("Service", partners[0].1.id),
    ];
    Caseload { viewers, centre, worker, sides, records, preview }
}

type House = (organisation::Model, centre::Model, Vec<worker::Model>);
type Partner = (organisation::Model, service::Model, worker::Model);

/// One row of each kind that has more than a few columns. Returns a liaison officer of the consulate that is asked.
async fn templates(world: &World, houses: &[House], partners: &[Partner]) -> Viewer {
    let ((house, centre, workers), (partner, service, _)) = (&houses[0], &partners[0]);
    let person = world.add(rows::person(house)).await;
    let case = world.add(rows::case(&person, centre)).await;
    world.add(rows::stay(&case, centre)).await;
    world.add(rows::name(&person, "Aïssata", "Diallo")).await;
    let consent = world.add(rows::consent(&case, Purpose::ReferralService)).await;
    world.add(rows::recipient(&consent, partner)).await;
    let mut referral = rows::referral(&case, service);
    referral.consent_id = Some(consent.id);
    let referral = world.add(referral).await;
    let mut share = rows::share(&case, partner);
    share.referral_id = Some(referral.id);
    share.classes = ClassSet::ALL.to_bits();
    let share = world.add(share).await;
    let order = rows::legal_order(&case, partner, &workers[0]);
    world.add(rows::approved(&order, &workers[1], &share)).await;
    world.add(rows::transfer(&case, &houses[1].1, &workers[0])).await;
    world.add(rows::legal_override(&referral, &workers[0])).await;
    world.add(rows::determination(&case, &workers[0])).await;
    let mut embassy = rows::organisation(OrganisationType::GovOriginConsular);
    embassy.country = Some("GIN".to_owned());
    let embassy = world.add(embassy).await;
    let post = world.add(rows::post(&embassy, "GIN")).await;
    let request = world.add(rows::consular_request(&case, &post, &consent, workers[0].id)).await;
    let packet = world.add(rows::packet(&request, &post)).await;
    world.add(rows::packet_version(&packet, 1)).await;
    world.viewer(Role::GovernmentLiaison, &world.add(rows::worker(&embassy)).await, &embassy)
}

/// Changes that clients follow. The rebuild of the standings has emptied the table.
const CHANGES: &str = "INSERT INTO case_changes SELECT copy_id(98, n), n, ago(5000 - n), pick(houses(), n), pick(countries(), n), \
                       copy_id(4, n), copy_id(97, n), '{\"case\": null, \"standings\": []}', '[]' \
                       FROM generate_series(1, 5000::bigint) n; \
                       UPDATE case_change_positions SET newest = 5000";

/// Copies the templates inside the database: see `caseload.sql`.
async fn multiply(world: &World, houses: &[House], partners: &[Partner]) {
    let array = |name: &str, of: &str, values: Vec<String>| {
        let values: Vec<_> = values.iter().map(|value| format!("'{value}'")).collect();
        let values = values.join(", ");
        format!(
            "CREATE FUNCTION {name}() RETURNS {of}[] IMMUTABLE LANGUAGE sql AS $$ SELECT ARRAY[{values}]::{of}[] $$;"
        )
    };
    let country = |house: &organisation::Model| house.country.clone().expect("every house has one");
    // First workers of all organisations, then second ones, so that copy n gets a worker of its own organisation.
    let workers = (0..4).flat_map(|at| houses.iter().map(move |(.., workers)| workers[at].id.to_string())).collect();
    let statements = [
        array("houses", "uuid", houses.iter().map(|(house, ..)| house.id.to_string()).collect()),
        array("centres", "uuid", houses.iter().map(|(_, centre, _)| centre.id.to_string()).collect()),
        array("countries", "text", houses.iter().map(|(house, ..)| country(house)).collect()),
        array("workers", "uuid", workers),
        array("partners", "uuid", partners.iter().map(|(partner, ..)| partner.id.to_string()).collect()),
        array("services", "uuid", partners.iter().map(|(_, service, _)| service.id.to_string()).collect()),
        array("small", "text", super::SMALL.map(str::to_owned).to_vec()),
        include_str!("caseload.sql").to_owned(),
    ];
    for statements in statements {
        world.database.writer.execute_unprepared(&statements).await.expect("rows are copied");
    }
    world.rebuild().await;
    world.database.writer.execute_unprepared(CHANGES).await.expect("changes are written");
    // Otherwise the plans would depend on whether the server has found the time for it.
    world.database.writer.execute_unprepared("VACUUM ANALYZE").await.expect("the tables are counted");
}
