//! The migrated tables compared with the entities, on both databases.

use entity::{
    case, centre, change_log,
    codes::{CentreStatus, CentreType, OrganisationType, Oversight},
    organisation, outbox,
};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, prelude::DateTimeUtc};
use tokio::sync::mpsc::unbounded_channel;
use uuid::Uuid;

use self::tables::every_table_agrees;
use super::{Options, fresh::Fresh};

mod moment;
mod outage;
mod settings;
mod share;
mod stop;
mod tables;
mod writing;

#[tokio::test]
async fn nodes_that_start_at_once_migrate_once() {
    for fresh in Fresh::all().await {
        let options = Options::default();
        let (one, two, three) = (fresh.open(&options).await, fresh.open(&options).await, fresh.open(&options).await);
        let (first, second, third) = tokio::join!(one.migrate(), two.migrate(), three.migrate());
        first.and(second).and(third).expect("every node finds the tables");
        for node in [one, two, three] {
            every_table_agrees(&node).await;
            node.close().await.expect("it closes");
        }
        fresh.drop().await;
    }
}

#[tokio::test]
async fn the_reader_refuses_to_write() {
    for fresh in Fresh::all().await {
        let database = fresh.open(&Options::default()).await;
        database.migrate().await.expect("the migrations run");
        assert!(outbox::Entity::delete_many().exec(&database.reader).await.is_err());
        assert!(outbox::Entity::delete_many().exec(&database.writer).await.is_ok());
        database.close().await.expect("it closes");
        fresh.drop().await;
    }
}

#[tokio::test]
async fn statements_are_heard_inside_transactions_too() {
    for fresh in Fresh::all().await {
        let (sender, mut heard) = unbounded_channel();
        let database = fresh.open(&Options { statements: Some(sender), ..Options::default() }).await;
        database.migrate().await.expect("the migrations run");
        while heard.try_recv().is_ok() {}
        let transaction = database.begin_write().await.expect("a transaction begins");
        case::Entity::find().all(&*transaction).await.expect("cases are read");
        transaction.commit().await.expect("it commits");
        case::Entity::find().all(&database.reader).await.expect("cases are read");
        let heard: Vec<_> = std::iter::from_fn(|| heard.try_recv().ok()).map(|statement| statement.sql).collect();
        assert_eq!(heard.len(), 2);
        assert_eq!(heard[0], heard[1]);
        database.close().await.expect("it closes");
        fresh.drop().await;
    }
}

fn event(at: DateTimeUtc) -> outbox::ActiveModel {
    let (id, subject_id, organisation_id) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    outbox::Model {
        id,
        at,
        event_type: "case.opened".to_owned(),
        subject_type: "Case".to_owned(),
        subject_id,
        case_id: None,
        organisation_id,
        subject_version: Some(1),
        delivered_at: None,
    }
    .into_active_model()
}

#[tokio::test]
async fn writers_that_read_first_wait_for_each_other() {
    for fresh in Fresh::all().await {
        let nodes = [fresh.open(&Options::default()).await, fresh.open(&Options::default()).await];
        nodes[0].migrate().await.expect("the migrations run");
        let writers = (0..40).map(|turn| {
            let node = nodes[turn % 2].clone();
            tokio::spawn(async move {
                let transaction = node.begin_write().await?;
                outbox::Entity::find().all(&*transaction).await?;
                event(DateTimeUtc::UNIX_EPOCH).insert(&*transaction).await?;
                transaction.commit().await
            })
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.expect("no writer panics").expect("no writer is refused");
        }
        assert_eq!(outbox::Entity::find().all(&nodes[0].reader).await.expect("events are read").len(), 40);
        for node in nodes {
            node.close().await.expect("it closes");
        }
        fresh.drop().await;
    }
}

#[tokio::test]
async fn every_kind_of_value_comes_back_as_it_was_written() {
    for fresh in Fresh::all().await {
        let database = fresh.open(&Options::default()).await;
        database.migrate().await.expect("the migrations run");
        let at = DateTimeUtc::from_timestamp_micros(1_700_000_000_123_456).expect("a time");
        let organisation = organisation::Model {
            id: Uuid::now_v7(),
            name: "Dirkou Reception".to_owned(),
            name_translations: None,
            acronym: "DR".to_owned(),
            organisation_type: OrganisationType::NationalNgo,
            country: Some("NER".to_owned()),
            oversight: Oversight::Country,
            information_sharing_protocol_signed_on: Some(at.date_naive()),
            contact_desk: None,
            suspended_at: Some(at),
            suspended_by_worker_id: None,
            created_at: at,
            updated_at: at,
            version: 1,
        };
        let centre = centre::Model {
            id: Uuid::now_v7(),
            organisation_id: organisation.id,
            code: "NER-DIR".to_owned(),
            name: "Dirkou".to_owned(),
            name_translations: None,
            centre_type: CentreType::TransitCentre,
            country: "NER".to_owned(),
            admin1: "Agadez".to_owned(),
            admin2: None,
            latitude: Some(19.012_5),
            longitude: Some(12.891_7),
            capacity_beds: 150,
            surge_beds: 50,
            status: CentreStatus::Open,
            protected: false,
            fronting_centre_id: None,
            opening_hours: None,
            time_zone: "UTC".to_owned(),
            working_days: "MO,TU,WE,TH,FR".to_owned(),
            holidays: None,
            open_centre: true,
            created_at: at,
            updated_at: at,
            version: 1,
        };
        let entry = change_log::Model {
            id: Uuid::now_v7(),
            at,
            worker_id: None,
            organisation_id: Some(organisation.id),
            action: "open_centre".to_owned(),
            subject_type: "Centre".to_owned(),
            subject_id: centre.id,
            case_id: None,
            changed_fields: serde_json::json!(["name", "capacity_beds"]),
            subject_version: Some(1),
            request_id: None,
        };
        let written = organisation.clone().into_active_model().insert(&database.writer).await.expect("it is written");
        assert_eq!(written, organisation);
        let written = centre.clone().into_active_model().insert(&database.writer).await.expect("it is written");
        assert_eq!(written, centre);
        entry.clone().into_active_model().insert(&database.writer).await.expect("it is written");

        let reader = &database.reader;
        assert_eq!(organisation::Entity::find().one(reader).await.expect("it is read"), Some(organisation));
        assert_eq!(centre::Entity::find().one(reader).await.expect("it is read"), Some(centre));
        assert_eq!(change_log::Entity::find().one(reader).await.expect("it is read"), Some(entry));

        let unknown = "UPDATE organisations SET oversight = 'EVERYTHING'";
        assert!(database.writer.execute_unprepared(unknown).await.is_err(), "a closed list takes no other code");
        database.close().await.expect("it closes");
        fresh.drop().await;
    }
}
