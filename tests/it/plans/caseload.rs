//! A caseload large enough that the planner of PostgreSQL chooses as it would in production. One row of each kind is
//! made as everywhere in the tests and then multiplied inside the database, which takes seconds.

use entity::{
    centre,
    codes::{OrganisationType, Oversight, Purpose, ReferralState, Role, ServiceType},
    organisation, worker,
};
use sea_orm::{ConnectionTrait, EntityName, EntityTrait};
use uuid::Uuid;
use waystation::{access::viewer::Viewer, global_id};

use crate::support::{World, rows};

const HOUSES: usize = 40;
const PARTNERS: usize = 20;
const COUNTRIES: [&str; 8] = ["NER", "MLI", "TCD", "SEN", "GIN", "CIV", "GMB", "MRT"];

/// What the questions need to know of the caseload.
pub struct Caseload {
    /// Who asks, one in each kind of relation.
    pub viewers: Vec<(&'static str, Viewer)>,
    /// The global id of a centre of the first house.
    pub centre: String,
    /// The global ids of a case, a referral and a transfer.
    pub records: [String; 3],
}

/// What the copies are made with: the id of copy `n` of a kind of row, one of many ids in turn, and a moment.
const FUNCTIONS: &str = "
    CREATE FUNCTION copy_id(kind int, n bigint) RETURNS uuid IMMUTABLE LANGUAGE sql AS
        $$ SELECT (lpad(to_hex(kind), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;
    CREATE FUNCTION pick(of uuid[], n bigint) RETURNS uuid IMMUTABLE LANGUAGE sql AS
        $$ SELECT of[1 + n % cardinality(of)] $$;
    CREATE FUNCTION ago(minutes bigint) RETURNS timestamptz IMMUTABLE LANGUAGE sql AS
        $$ SELECT timestamptz '2023-11-13 22:13:20+00' - make_interval(mins => minutes::int) $$;
";

/// Fills the world: 20,000 cases of 40 organisations in 8 countries, 30,000 referrals to 20 partners.
pub async fn fill(world: &World) -> Caseload {
    let writer = &world.database.writer;
    writer.execute_unprepared(FUNCTIONS).await.expect("functions are made");
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
    multiply_all(world, &houses, &partners).await;
    writer.execute_unprepared("ANALYZE").await.expect("statistics are taken");
    let (house, centre, workers) = &houses[0];
    let centre = global_id::encode("Centre", centre.id);
    // Copy 40 of each kind: the case is one of the first house.
    let copy =
        |kind: &str, number: u128| global_id::encode(kind, Uuid::from_u128(number << 96 | 0x7000_8000 << 48 | 40));
    let records = [copy("Case", 4), copy("Referral", 7), copy("Transfer", 10)];
    let overseer = |role, oversight| {
        let mut viewer = world.viewer(role, &workers[3], house);
        viewer.oversight = oversight;
        viewer
    };
    let mut narrowed = world.viewer(Role::CaseWorker, &workers[0], house);
    narrowed.centres = Some(vec![houses[0].1.id]);
    let (partner, _, focal_point) = &partners[0];
    let viewers = vec![
        ("assigned", world.viewer(Role::MedicalOfficer, &workers[0], house)),
        ("own centre", narrowed),
        ("own organisation", world.viewer(Role::CentreManager, &workers[1], house)),
        ("consular consent", world.viewer(Role::ConsularWorker, &workers[2], house)),
        ("country oversight", overseer(Role::ProtectionOfficer, Oversight::Country)),
        ("oversight of all", overseer(Role::DataProtectionOfficer, Oversight::All)),
        ("partner", world.viewer(Role::NgoFocalPoint, focal_point, partner)),
        ("none", world.viewer(Role::Administrator, &workers[3], house)),
    ];
    Caseload { viewers, centre, records }
}

type House = (organisation::Model, centre::Model, Vec<worker::Model>);
type Partner = (organisation::Model, entity::service::Model, worker::Model);

async fn multiply_all(world: &World, houses: &[House], partners: &[Partner]) {
    let ids = |ids: Vec<Uuid>| {
        let quoted: Vec<_> = ids.iter().map(|id| format!("'{id}'")).collect();
        format!("ARRAY[{}]::uuid[]", quoted.join(","))
    };
    let house = ids(houses.iter().map(|(house, ..)| house.id).collect());
    let centre = ids(houses.iter().map(|(_, centre, _)| centre.id).collect());
    let country: Vec<_> =
        houses.iter().map(|(house, ..)| format!("'{}'", house.country.as_deref().unwrap_or_default())).collect();
    let country = format!("(ARRAY[{}])[1 + n % {HOUSES}]", country.join(","));
    let worker = ids((0..4).flat_map(|at| houses.iter().map(move |(.., workers)| workers[at].id)).collect());
    let partner = ids(partners.iter().map(|(partner, ..)| partner.id).collect());
    let service = ids(partners.iter().map(|(_, service, _)| service.id).collect());

    let person = world.add(rows::person(&houses[0].0)).await;
    let case = world.add(rows::case(&person, &houses[0].1)).await;
    let name = world.add(rows::name(&person, "Aïssata", "Diallo")).await;
    let consent = world.add(rows::consent(&case, Purpose::ReferralService)).await;
    let recipient = world.add(rows::recipient(&consent, &partners[0].0)).await;
    let mut referral = rows::referral(&case, &partners[0].1);
    referral.consent_id = Some(consent.id);
    let referral = world.add(referral).await;
    let mut share = rows::share(&case, &partners[0].0);
    share.referral_id = Some(referral.id);
    share.classes = waystation::access::class::ClassSet::ALL.to_bits();
    let share = world.add(share).await;
    let transfer = world.add(rows::transfer(&case, &houses[1].1, &houses[0].2[0])).await;

    let person_columns = format!("'organisation_id', pick({house}, n)");
    copies(world, entity::person::Entity, 1, person.id, 20_000, &format!("'reference', 'P-' || n, {person_columns}"))
        .await;
    copies(
        world,
        entity::person_name::Entity,
        2,
        name.id,
        25_000,
        &format!(
            "
        'person_id', copy_id(1, 1 + n % 20000), 'position', n / 20001,
        'given', 'Given' || n % 500, 'family', 'Family' || n % 3000,
        'search_key', translate('g' || n % 500 || ' f' || n % 3000, '0123456789', 'abdefgiklm')"
        ),
    )
    .await;
    run(world, "INSERT INTO person_name_words SELECT id, unnest(string_to_array(search_key, ' ')), person_id FROM person_names ON CONFLICT DO NOTHING").await;
    made(
        world,
        "nationalities",
        3,
        20_000,
        "
        'basis', 'CLAIMED',
        'person_id', copy_id(1, n), 'country', 'X' || chr(65 + (n % 26)::int) || chr(65 + (n / 26 % 2)::int)",
    )
    .await;
    copies(world, entity::case::Entity, 4, case.id, 20_000, &format!("
        'reference', 'C-' || n, 'person_id', copy_id(1, n), 'organisation_id', pick({house}, n),
        'centre_id', pick({centre}, n), 'fronting_centre_id', pick({centre}, n), 'country', {country},
        'opened_at', ago(n / 3), 'last_activity_at', ago(n / 5),
        'priority', CASE WHEN n % 50 < 1 THEN 'CRITICAL' ELSE 'NORMAL' END,
        'status', CASE WHEN n % 10 < 7 THEN 'CLOSED' ELSE 'OPEN' END,
        'assigned_worker_id', pick({worker}, n), 'medical_worker_id', CASE WHEN n % 3 = 0 THEN pick({worker}, n + 40) END")).await;
    copies(world, entity::consent::Entity, 5, consent.id, 25_000, &format!("
        'case_id', copy_id(4, 1 + n % 20000), 'person_id', copy_id(1, 1 + n % 20000), 'organisation_id', pick({house}, 1 + n % 20000),
        'purpose', CASE WHEN n > 24000 THEN 'CONSULAR_DOCUMENT' ELSE 'REFERRAL_SERVICE' END, 'created_at', ago(n)")).await;
    copies(
        world,
        entity::consent_recipient::Entity,
        6,
        recipient.id,
        25_000,
        &format!("'consent_id', copy_id(5, n), 'organisation_id', pick({partner}, n)"),
    )
    .await;
    let states = [ReferralState::Sent, ReferralState::InProgress, ReferralState::InProgress, ReferralState::Completed];
    let states: Vec<_> = states.iter().map(|state| format!("'{}'", sea_orm::ActiveEnum::to_value(state))).collect();
    copies(world, entity::referral::Entity, 7, referral.id, 30_000, &format!("
        'reference', 'R-' || n, 'case_id', copy_id(4, 1 + n * 7 % 20000), 'consent_id', copy_id(5, 1 + n * 7 % 20000),
        'from_organisation_id', pick({house}, 1 + n * 7 % 20000), 'to_organisation_id', pick({partner}, n / 2), 'service_id', pick({service}, n / 2),
        'state', (ARRAY[{}])[1 + n / 60 % 4], 'urgency', CASE WHEN n % 20 = 0 THEN 'EMERGENCY' ELSE 'ROUTINE' END,
        'created_at', ago(n / 2), 'sent_at', ago(n / 2), 'next_due_at', CASE WHEN n / 60 % 4 = 0 THEN ago(n / 2 - 7000) END", states.join(","))).await;
    copies(world, entity::share::Entity, 8, share.id, 30_000, &format!("
        'referral_id', copy_id(7, n), 'case_id', copy_id(4, 1 + n * 7 % 20000), 'organisation_id', pick({partner}, n / 2),
        'consent_id', copy_id(5, 1 + n * 7 % 20000), 'ended_at', CASE WHEN n / 60 % 4 IN (0, 3) THEN ago(1) END")).await;
    let event = "'referral_id', copy_id(7, 1 + n % 30000), 'at', ago(n), 'to_state', 'SENT'";
    made(world, "referral_events", 9, 30_000, event).await;
    copies(world, entity::transfer::Entity, 10, transfer.id, 5_000, &format!("
        'reference', 'T-' || n, 'case_id', copy_id(4, n), 'from_organisation_id', pick({house}, n), 'from_centre_id', pick({centre}, n),
        'to_organisation_id', pick({house}, n + 1 + n % 7), 'to_centre_id', pick({centre}, n + 1 + n % 7),
        'created_at', ago(n / 2), 'state', CASE WHEN n % 9 = 0 THEN 'OFFERED' ELSE 'DECLINED' END")).await;
    let of_case = format!("'case_id', copy_id(4, n), 'organisation_id', pick({house}, n), 'created_at', ago(n)");
    let day = "'2023-11-01'";
    for (kind, table, columns) in [
        (11, "case_notes", "'text', 'note'".to_owned()),
        (
            12,
            "vulnerabilities",
            format!(
                "'category', 'CHILD_AT_RISK', 'severity', 'MODERATE', 'identified_on', {day}, 'source', 'SELF_REPORTED', 'confirmed', false"
            ),
        ),
        (13, "medical_notes", format!("'encounter_on', {day}, 'summary', 'summary', 'emergency', false")),
        (14, "immigration_statuses", format!("'status', 'VISITOR', 'recorded_on', {day}")),
    ] {
        made(world, table, kind, 5_000, &format!("{of_case}, {columns}")).await;
    }
    let of_person = "'person_id', copy_id(1, n)";
    for (kind, table, columns) in [
        (15, "identifiers", "'identifier_type', 'PASSPORT', 'number', 'N' || n, 'seen', 'COPY'"),
        (17, "person_languages", "'language', 'fr', 'level', 'FLUENT', 'interpreter_needed', false"),
        (16, "contacts", "'contact_type', 'PHONE', 'value', n::text, 'may_contact', true"),
    ] {
        made(world, table, kind, 5_000, &format!("{of_person}, {columns}")).await;
    }
}

/// Rows with these columns and no others.
async fn made(world: &World, table: &str, kind: i32, count: u32, columns: &str) {
    let statement = format!(
        "INSERT INTO {table} SELECT made.* FROM generate_series(1, {count}) n,
         LATERAL jsonb_populate_record(NULL::{table}, jsonb_build_object('id', copy_id({kind}, n), {columns})) made"
    );
    run(world, &statement).await;
}

/// Runs it without looking at foreign keys, which would take longer than the rows.
async fn run(world: &World, statement: &str) {
    let settings = "SET LOCAL statement_timeout = 0; SET LOCAL session_replication_role = replica";
    let all = format!("BEGIN; {settings}; {statement}; COMMIT");
    world.database.writer.execute_unprepared(&all).await.expect("rows are made");
}

/// Copies of one row, with other values in these columns: `'column', SQL of n` and so on.
async fn copies<E: EntityTrait + EntityName>(world: &World, table: E, kind: i32, row: Uuid, count: u32, columns: &str) {
    let table = table.table_name();
    let statement = format!(
        "INSERT INTO {table} SELECT copy.* FROM generate_series(1, {count}) n, (SELECT it FROM {table} it WHERE it.id = '{row}') first,
         LATERAL jsonb_populate_record(first.it, jsonb_build_object('id', copy_id({kind}, n), {columns})) copy"
    );
    run(world, &statement).await;
}
