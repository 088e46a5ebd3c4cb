//! Which callers the database accepts, and what it adds to a token.

use entity::{
    codes::{CentreStatus, CentreType, Oversight, PostKind, Role},
    worker,
};
use sea_orm::{ActiveModelTrait, IntoActiveModel, Iterable};
use tokio::task::JoinSet;

use super::*;
use crate::store::database::fresh::{self, Fresh};

mod duties;

const NGO: Uuid = Uuid::from_u128(2);
const OTHER: Uuid = Uuid::from_u128(3);

fn noon() -> DateTimeUtc {
    DateTimeUtc::from_timestamp(1_750_000_000, 0).expect("a time")
}

fn token() -> VerifiedToken {
    VerifiedToken {
        issuer: "https://sso.ngo.example/".to_owned(),
        subject: "amina".to_owned(),
        jti: "t-1".to_owned(),
        organisation_id: NGO,
        organisation_type: None,
        roles: vec![Role::NgoFocalPoint],
        centres: Vec::new(),
        oversight: Oversight::None,
        purpose: None,
        country: None,
        post: None,
        display_name: None,
        settings: crate::access::viewer::Settings::default(),
        issued_at: noon(),
        expires_at: noon() + TimeDelta::minutes(10),
    }
}

async fn refused(database: &Database, token: &VerifiedToken) -> SubjectRefused {
    viewer(database, token, noon()).await.unwrap().unwrap_err()
}

async fn workers(database: &Database) -> Vec<worker::Model> {
    worker::Entity::find().all(&database.writer).await.unwrap()
}

#[tokio::test]
async fn kind_country_and_oversight_come_from_the_database() {
    Fresh::each(async |database| {
        fresh::organisation(&database, NGO, OrganisationType::NationalNgo).await;
        let viewer = viewer(&database, &token(), noon()).await.unwrap().unwrap();
        assert_eq!((viewer.organisation_id, viewer.organisation_type), (NGO, OrganisationType::NationalNgo));
        assert_eq!(viewer.country.as_deref(), Some("NER"));
        let nothing = (OwnCentres::NONE, Oversight::None, None);
        assert_eq!((viewer.centres, viewer.oversight, viewer.purpose), nothing);
        assert_eq!(viewer.roles, [Role::NgoFocalPoint]);
    })
    .await;
}

#[tokio::test]
async fn an_unknown_suspended_or_other_organisation_is_refused_and_leaves_no_worker() {
    Fresh::each(async |database| {
        assert_eq!(refused(&database, &token()).await, SubjectRefused::UnknownOrganisation);
        fresh::organisation(&database, NGO, OrganisationType::NationalNgo).await;
        let iom = VerifiedToken { organisation_type: Some(OrganisationType::Iom), ..token() };
        assert_eq!(refused(&database, &iom).await, SubjectRefused::OtherOrganisationType);
        let suspended =
            organisation::ActiveModel { id: Set(NGO), suspended_at: Set(Some(noon())), ..Default::default() };
        suspended.update(&database.writer).await.unwrap();
        assert_eq!(refused(&database, &token()).await, SubjectRefused::SuspendedOrganisation);
        assert_eq!(workers(&database).await, []);
    })
    .await;
}

#[tokio::test]
async fn a_deactivated_worker_is_refused_and_not_seen() {
    Fresh::each(async |database| {
        fresh::organisation(&database, NGO, OrganisationType::NationalNgo).await;
        let id = viewer(&database, &token(), noon()).await.unwrap().unwrap().worker_id;
        let out = worker::ActiveModel { id: Set(id), deactivated_at: Set(Some(noon())), ..Default::default() };
        let row = out.update(&database.writer).await.unwrap();
        let later = noon() + TimeDelta::hours(1);
        let refused = viewer(&database, &token(), later).await.unwrap().unwrap_err();
        assert_eq!(refused, SubjectRefused::DeactivatedWorker);
        assert_eq!(workers(&database).await, [row]);
    })
    .await;
}

#[tokio::test]
async fn a_liaison_officer_speaks_for_the_country_and_the_post_of_their_organisation() {
    Fresh::each(async |database| {
        fresh::organisation(&database, NGO, OrganisationType::GovOriginConsular).await;
        fresh::organisation(&database, OTHER, OrganisationType::NationalNgo).await;
        post(NGO, "Embassy in Niamey").into_active_model().insert(&database.writer).await.unwrap();
        let at = |country: Option<&str>, post: Option<&str>| VerifiedToken {
            country: country.map(str::to_owned),
            post: post.map(str::to_owned),
            ..token()
        };
        let embassy = Some("Embassy in Niamey");
        for (country, post, refusal) in [
            (Some("GIN"), embassy, SubjectRefused::OtherCountry),
            (None, embassy, SubjectRefused::OtherCountry),
            (Some("Niger"), embassy, SubjectRefused::NotACountry),
            (Some("ner"), embassy, SubjectRefused::NotACountry),
            (Some("XXA"), embassy, SubjectRefused::NotACountry),
            (Some("NER"), None, SubjectRefused::OtherPost),
            (Some("NER"), Some("Consulate at Agadez"), SubjectRefused::OtherPost),
            (Some("NER"), Some(""), SubjectRefused::OtherPost),
        ] {
            assert_eq!(refused(&database, &at(country, post)).await, refusal, "{country:?} {post:?}");
        }
        assert_eq!(workers(&database).await, []);
        let id = NGO.to_string();
        for post in [embassy, Some(id.as_str())] {
            assert!(viewer(&database, &at(Some("NER"), post), noon()).await.unwrap().is_ok());
        }
        // The country of residence of an NGO worker is not checked.
        let elsewhere = VerifiedToken { organisation_id: OTHER, subject: "moussa".to_owned(), ..at(Some("FRA"), None) };
        assert!(viewer(&database, &elsewhere, noon()).await.unwrap().is_ok());
    })
    .await;
}

#[tokio::test]
async fn first_requests_that_come_at_once_make_one_worker() {
    Fresh::each(async |database| {
        fresh::organisation(&database, NGO, OrganisationType::NationalNgo).await;
        let mut requests = JoinSet::new();
        for _ in 0..20 {
            let database = database.clone();
            requests.spawn(async move { viewer(&database, &token(), noon()).await.unwrap().unwrap().worker_id });
        }
        let ids = requests.join_all().await;
        let [worker] = &workers(&database).await[..] else { panic!("one worker") };
        assert!(ids.iter().all(|id| *id == worker.id));
        assert_eq!((worker.organisation_id, worker.created_at, worker.last_seen_at), (NGO, noon(), noon()));
    })
    .await;
}

#[tokio::test]
async fn a_subject_of_another_issuer_is_another_worker() {
    Fresh::each(async |database| {
        fresh::organisation(&database, NGO, OrganisationType::NationalNgo).await;
        let other = VerifiedToken { issuer: "https://sso.other.example/".to_owned(), ..token() };
        for token in [token(), other, token()] {
            assert!(viewer(&database, &token, noon()).await.unwrap().is_ok());
        }
        assert_eq!(workers(&database).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn last_seen_is_written_once_in_five_minutes() {
    Fresh::each(async |database| {
        fresh::organisation(&database, NGO, OrganisationType::NationalNgo).await;
        for (minutes, seen) in [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10)] {
            viewer(&database, &token(), noon() + TimeDelta::minutes(minutes)).await.unwrap().unwrap();
            assert_eq!(workers(&database).await[0].last_seen_at, noon() + TimeDelta::minutes(seen), "{minutes}");
        }
    })
    .await;
}

#[tokio::test]
async fn somebody_who_works_for_two_organisations_is_two_workers() {
    Fresh::each(async |database| {
        fresh::organisation(&database, NGO, OrganisationType::NationalNgo).await;
        fresh::organisation(&database, OTHER, OrganisationType::NationalNgo).await;
        let there = VerifiedToken { organisation_id: OTHER, ..token() };
        let id = async |token: &VerifiedToken| viewer(&database, token, noon()).await.unwrap().unwrap().worker_id;
        let (here, there) = ((id(&token()).await, NGO), (id(&there).await, OTHER));
        assert_eq!(id(&token()).await, here.0);
        let mut found: Vec<_> = workers(&database).await.iter().map(|it| (it.id, it.organisation_id)).collect();
        found.sort_by_key(|(_, organisation)| *organisation);
        assert_eq!(found, [here, there]);
    })
    .await;
}

#[tokio::test]
async fn the_name_for_colleagues_follows_the_token() {
    Fresh::each(async |database| {
        fresh::organisation(&database, NGO, OrganisationType::NationalNgo).await;
        let called = |name: Option<&str>| VerifiedToken { display_name: name.map(str::to_owned), ..token() };
        for (said, kept) in [
            (None, None),
            (Some("Amina"), Some("Amina")),
            (None, Some("Amina")),
            (Some(" Amina D. "), Some("Amina D.")),
            (Some("Amina\u{202e}nigeB"), Some("Amina D.")),
            (Some("  "), Some("Amina D.")),
        ] {
            viewer(&database, &called(said), noon()).await.unwrap().unwrap();
            assert_eq!(workers(&database).await[0].display_name.as_deref(), kept);
        }
    })
    .await;
}

#[tokio::test]
async fn centres_are_those_that_the_token_names_and_the_organisation_has() {
    Fresh::each(async |database| {
        for (organisation, code) in [(NGO, "AGZ-1"), (OTHER, "AGZ-2")] {
            fresh::organisation(&database, organisation, OrganisationType::NationalNgo).await;
            centre(organisation, code).into_active_model().insert(&database.writer).await.unwrap();
        }
        for (codes, ids) in [
            (&["AGZ-1"][..], OwnCentres::Named(vec![NGO])),
            (&[&NGO.to_string()], OwnCentres::Named(vec![NGO])),
            (&["AGZ-1", "AGZ-2", "NOWHERE", &OTHER.to_string()], OwnCentres::Named(vec![NGO])),
            (&["AGZ-2"], OwnCentres::NONE),
            (&[], OwnCentres::NONE),
            (&["*"], OwnCentres::ALL_ORDINARY),
            (&["*", "AGZ-1"], OwnCentres::AllOrdinary { and: vec![NGO] }),
        ] {
            let codes = codes.iter().map(|code| (*code).to_owned()).collect();
            let narrowed = VerifiedToken { centres: codes, ..token() };
            let viewer = viewer(&database, &narrowed, noon()).await.unwrap().unwrap();
            assert_eq!(viewer.centres, ids);
        }
    })
    .await;
}

#[tokio::test]
async fn oversight_is_the_weaker_word_of_token_and_database() {
    use Oversight::{All, Country, None};
    Fresh::each(async |database| {
        fresh::organisation(&database, NGO, OrganisationType::Iom).await;
        for (held, said, gets) in
            [(None, All, None), (Country, None, None), (Country, All, Country), (All, Country, Country)]
        {
            let row = organisation::ActiveModel { id: Set(NGO), oversight: Set(held), ..Default::default() };
            row.update(&database.writer).await.unwrap();
            let told = VerifiedToken { oversight: said, ..token() };
            assert_eq!(viewer(&database, &told, noon()).await.unwrap().unwrap().oversight, gets, "{held:?} {said:?}");
        }
    })
    .await;
}

/// A centre with the id of its organisation.
fn centre(organisation_id: Uuid, code: &str) -> centre::Model {
    centre::Model {
        id: organisation_id,
        organisation_id,
        code: code.to_owned(),
        name: "A centre".to_owned(),
        name_translations: None,
        centre_type: CentreType::iter().next().expect("there are centres"),
        country: "NER".to_owned(),
        admin1: "Agadez".to_owned(),
        admin2: None,
        latitude: None,
        longitude: None,
        capacity_beds: 10,
        surge_beds: 0,
        status: CentreStatus::Open,
        protected: false,
        fronting_centre_id: None,
        opening_hours: None,
        time_zone: "UTC".to_owned(),
        working_days: "MO,TU,WE,TH,FR".to_owned(),
        holidays: None,
        open_centre: true,
        created_at: noon(),
        updated_at: noon(),
        version: 1,
    }
}

/// A post with the id of its organisation.
fn post(organisation_id: Uuid, name: &str) -> consular_post::Model {
    consular_post::Model {
        id: organisation_id,
        organisation_id,
        country: "NER".to_owned(),
        kind: PostKind::Embassy,
        name: name.to_owned(),
        name_translations: None,
        sort_key: String::new(),
        host_country: "NER".to_owned(),
        active: true,
        created_at: noon(),
        updated_at: noon(),
    }
}
