//! Commands that work on a database: the address, the database role that they connect as, and revocations.

use std::{net::TcpListener, path::Path};

use entity::{
    codes::{DataClass, OrganisationType, Purpose, ReferralState, StandingSource, TransferState},
    standing,
};
use sea_orm::{ConnectionTrait as _, EntityTrait as _};
use uuid::Uuid;
use waystation::{
    access::class::ClassSet,
    store::{
        database::{Database, Options},
        identity::revocations::Revocations,
    },
};

use super::{Folder, run};
use crate::support::{
    World,
    database::{Fresh, on_server},
    file::{Cast, Disclosure, File},
    rows,
};

#[test]
fn no_address_of_a_database_stops_the_program_in_the_middle() {
    for address in ["", "nonsense", "postgres://u:sup3r/secret@127.0.0.1:5432/ws", "sqlite::memory:", "mysql://h/d"] {
        for command in [&["migrate", "status"][..], &["revoke", "list"], &["settings"]] {
            let (code, text) = run(&[command, &["--database", address]].concat());
            assert!(code == Some(2) && text.starts_with("database: "), "{address}: {text}");
            assert!(!text.contains("secret"), "{text}");
        }
    }
    let nobody_listens = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("there is a port");
    let (code, text) = run(&["migrate", "status", "--database", &format!("postgres://u@{nobody_listens}/ws")]);
    assert!(code == Some(1) && text.contains("cannot be reached"), "{text}");
}

#[test]
fn a_question_makes_no_database_and_migrate_reads_the_settings() {
    let folder = Folder::new();
    let config =
        folder.write("waystation.toml", &format!("database = \"sqlite://{}?mode=rwc\"", folder.path("db.sqlite")));
    let (code, text) = run(&["migrate", "status", "--config", &config]);
    assert!(code == Some(1) && text.contains("there is no database"), "{text}");
    assert!(!Path::new(&folder.path("db.sqlite")).exists());
    let (code, text) = run(&["migrate", "up", "--config", &config]);
    assert!(code == Some(0) && text.contains("applied  m0001_directory"), "{text}");
    assert_eq!(run(&["migrate", "status", "--config", &config]).0, Some(0));
}

#[tokio::test]
async fn a_role_that_may_not_change_the_tables_is_enough_where_nothing_is_pending() {
    let (Some(fresh), Ok(maintenance)) = (Fresh::on_a_server().await, std::env::var("WAYSTATION_TEST_POSTGRES")) else {
        return;
    };
    let role = format!("waystation_limited_{}", Uuid::now_v7().simple());
    let database = fresh.open(&Options::default()).await;
    let grants = format!(
        "CREATE ROLE {role} LOGIN; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
         REVOKE CREATE ON SCHEMA public FROM PUBLIC"
    );
    database.writer.execute_unprepared(&grants).await.expect("a role is made");
    database.close().await.expect("it closes");
    let (_, rest) = fresh.url().split_once("://").expect("an address");
    let (_, place) = rest.split_once('@').expect("an address names a user");
    let limited = format!("postgres://{role}@{place}");
    let (code, text) = run(&["migrate", "up", "--database", &limited]);
    assert_eq!(code, Some(0), "{text}");

    let database = fresh.open(&Options::default()).await;
    database.writer.execute_unprepared("DELETE FROM seaql_migrations WHERE version LIKE 'm0010%'").await.expect("gone");
    database.close().await.expect("it closes");
    let (code, text) = run(&["migrate", "up", "--database", &limited]);
    assert!(code == Some(1) && text.contains("permission denied"), "{text}");
    assert!(!text.contains("at line"), "{text}");
    let database = fresh.open(&Options::default()).await;
    database.writer.execute_unprepared(&format!("DROP OWNED BY {role}")).await.expect("nothing is left of it");
    database.close().await.expect("it closes");
    fresh.give_back().await;
    on_server(&maintenance, &[format!("DROP ROLE {role}")]).await;
}

#[tokio::test]
async fn what_is_revoked_by_command_holds_on_a_running_node() {
    for fresh in Fresh::all().await {
        let node = fresh.open(&Options::default()).await;
        let (ngo, worker) = somebody(&node).await;
        let (now, revocations) = (rows::now(), Revocations::default());
        let covered = async || {
            revocations.refresh(&node, now).await.expect("it is read");
            let token = waystation::access::verified_token::VerifiedToken {
                issuer: worker.issuer.clone(),
                subject: worker.subject.clone(),
                jti: "t-1".to_owned(),
                organisation_id: ngo.id,
                ..demo::cast::personas()[0].token(now)
            };
            revocations.cover(&token)
        };
        let revoke = |arguments: &[&str]| {
            let (code, text) = run(&[&["revoke"], arguments, &["--database", fresh.url()]].concat());
            (code == Some(0), text)
        };
        assert!(!covered().await);
        let (ngo_id, worker_id) = (ngo.id.to_string(), worker.id.to_string());
        for (arguments, undone) in [
            (&["suspend", ngo_id.as_str()][..], true),
            (&["organisation", ngo.name.as_str()], true),
            (&["token", "--issuer", &worker.issuer, "--id", "t-1"], false),
            (&["worker", "--worker", &worker_id], false),
        ] {
            let (done, text) = revoke(arguments);
            assert!(done && covered().await, "{arguments:?}: {text}");
            let (done, listed) = revoke(&["list"]);
            assert!(done && listed.contains("since"), "{listed}");
            if undone {
                assert!(revoke(&["restore", &ngo_id]).0 && !covered().await, "{arguments:?}");
            }
        }
        for arguments in [
            &["organisation", "nobody"][..],
            &["worker", "--worker", &Uuid::nil().to_string()],
            &["worker"],
            &["token", "--id", "x"],
        ] {
            assert!(!revoke(arguments).0, "{arguments:?}");
        }
        node.close().await.expect("it closes");
        fresh.give_back().await;
    }
}

async fn somebody(node: &Database) -> (entity::organisation::Model, entity::worker::Model) {
    use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _};
    let ngo = rows::organisation(OrganisationType::NationalNgo);
    let worker = rows::worker(&ngo);
    ngo.clone().into_active_model().insert(&node.writer).await.expect("the row is sound");
    worker.clone().into_active_model().insert(&node.writer).await.expect("the row is sound");
    (ngo, worker)
}

/// A file that is shared with a partner: IDENTITY, and nothing else.
async fn shared(world: &World) -> (Cast, File) {
    let house = rows::organisation(OrganisationType::Iom);
    let partner = rows::organisation(OrganisationType::NationalNgo);
    let cast = Cast::new(world, house, partner).await;
    let shared = ClassSet::of(&[DataClass::Operational, DataClass::Identity]);
    let (referral, transfer) = (ReferralState::Accepted, TransferState::Cancelled);
    let file = cast.file(world, Disclosure { referral, transfer, shared, purpose: Purpose::MedicalCare }).await;
    (cast, file)
}

#[tokio::test]
async fn check_finds_standings_that_differ_and_repairs_them() {
    for fresh in Fresh::all().await {
        let world = World::open(&fresh).await;
        let (cast, file) = shared(&world).await;
        let check = |more: &[&str]| run(&[&["check", "--database", fresh.url()], more].concat());
        let right = (Some(0), "standings: all as the cases give them\n".to_owned());
        assert_eq!(check(&[]), right);
        let kept = standing::Entity::delete_many().exec(&world.database.writer).await.expect("deleted").rows_affected;
        assert!(kept > 0, "the file has a standing");
        let share = rows::share(&file.case, &cast.house);
        let stale = standing::Model {
            organisation_id: cast.house.id,
            case_id: file.case.id,
            source_id: share.id,
            source: StandingSource::Share,
            share_id: Some(share.id),
            referral_id: None,
            transfer_id: None,
            centre_id: None,
            in_protected_centre: false,
            purpose: None,
            classes: share.classes,
            later_facts: false,
            from_at: share.starts_at,
            until_at: None,
        };
        world.add(stale).await;
        let (code, text) = check(&[]);
        assert!(code == Some(3) && text.contains(&format!("1 stale, {kept} missing")), "{code:?} {text}");
        let (code, text) = check(&["--repair"]);
        assert!(code == Some(0) && text.contains("repaired"), "{code:?} {text}");
        assert_eq!(check(&[]), right);
        world.database.close().await.expect("it closes");
        fresh.give_back().await;
    }
}

#[tokio::test]
async fn a_simulation_counts_the_cases_that_a_policy_would_open_or_close() {
    let folder = Folder::new();
    let shipped = include_str!("../../../policy.toml");
    let (before, partners) = shipped.split_once("\n[roles.NGO_FOCAL_POINT]\n").expect("there is a focal point");
    let without = |class: &str| {
        let narrowed = partners.replacen(&format!("\"{class}\", "), "", 1);
        folder.write(&format!("{class}.toml"), &format!("{before}\n[roles.NGO_FOCAL_POINT]\n{narrowed}"))
    };
    let (identity, journey) = (without("IDENTITY"), without("JOURNEY"));
    for fresh in Fresh::all().await {
        let world = World::open(&fresh).await;
        let (cast, _) = shared(&world).await;
        let simulate = |new: &str| run(&["policy", "simulate", new, "--format", "csv", "--database", fresh.url()]);
        let (code, text) = simulate(&identity);
        let row = format!("{},NGO_FOCAL_POINT,REFERRAL_ACTIVE,,IDENTITY_COARSE IDENTITY,1", cast.partner.acronym);
        assert!(code == Some(1) && text.lines().skip(1).collect::<Vec<_>>() == [row], "{code:?} {text}");
        // No share opens it, so that nobody loses it.
        assert_eq!(simulate(&journey), (Some(0), String::new()));
        assert_eq!(simulate("/nowhere").0, Some(2));
        world.database.close().await.expect("it closes");
        fresh.give_back().await;
    }
}
