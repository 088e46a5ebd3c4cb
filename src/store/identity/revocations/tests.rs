//! The tokens that a revocation covers, for how long, and on which nodes.

use entity::codes::{OrganisationType, Oversight, Role};
use sea_orm::ActiveModelTrait;

use super::*;
use crate::store::database::fresh::{self, Fresh};

const NGO: Uuid = Uuid::from_u128(2);
const ISSUER: &str = "https://sso.ngo.example/";

fn noon() -> DateTimeUtc {
    DateTimeUtc::from_timestamp(1_750_000_000, 0).expect("a time")
}

fn token() -> VerifiedToken {
    VerifiedToken {
        issuer: ISSUER.to_owned(),
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
        issued_at: noon() - TimeDelta::minutes(1),
        expires_at: noon() + TimeDelta::minutes(10),
    }
}

/// Writes a revocation, and reads it as every node does.
async fn revoke(revocations: &Revocations, database: &Database, what: &Revocation, at: DateTimeUtc) {
    what.write(database, at).await.unwrap();
    revocations.refresh(database, at).await.unwrap();
}

#[tokio::test]
async fn a_token_is_revoked_alone() {
    Fresh::each(async |database| {
        let revocations = Revocations::default();
        assert!(!revocations.cover(&token()));
        let this = Revocation::Token { issuer: ISSUER.to_owned(), jti: "t-1".to_owned() };
        revoke(&revocations, &database, &this, noon()).await;
        assert!(revocations.cover(&token()));
        assert!(!revocations.cover(&VerifiedToken { jti: "t-2".to_owned(), ..token() }));
        assert!(!revocations.cover(&VerifiedToken { issuer: "https://other.example/".to_owned(), ..token() }));
    })
    .await;
}

#[tokio::test]
async fn a_person_who_signs_in_again_is_let_in_again() {
    Fresh::each(async |database| {
        let revocations = Revocations::default();
        let this = Revocation::Subject { issuer: ISSUER.to_owned(), subject: "amina".to_owned() };
        revoke(&revocations, &database, &this, noon()).await;
        assert!(revocations.cover(&token()) && revocations.cover(&VerifiedToken { jti: "t-2".to_owned(), ..token() }));
        assert!(!revocations.cover(&VerifiedToken { subject: "moussa".to_owned(), ..token() }));
        let again = VerifiedToken { issued_at: noon() + TimeDelta::seconds(31), ..token() };
        assert!(!revocations.cover(&again));
        // If a person is revoked a second time the later moment counts.
        revoke(&revocations, &database, &this, noon() + TimeDelta::minutes(1)).await;
        assert!(revocations.cover(&again));
    })
    .await;
}

#[tokio::test]
async fn a_deactivated_worker_is_out_of_this_organisation_with_old_and_new_tokens_until_the_end_of_it() {
    Fresh::each(async |database| {
        let (here, there) = (Revocations::default(), Revocations::default());
        fresh::organisation(&database, NGO, OrganisationType::NationalNgo).await;
        let worker = worker::ActiveModel {
            id: Set(Uuid::from_u128(7)),
            organisation_id: Set(NGO),
            issuer: Set(ISSUER.to_owned()),
            subject: Set("amina".to_owned()),
            display_name: Set(None),
            sort_key: Set(None),
            created_at: Set(noon()),
            last_seen_at: Set(noon()),
            deactivated_at: Set(Some(noon())),
            roles: Set(None),
            all_ordinary_centres: Set(false),
        };
        let row = worker.insert(&database.writer).await.unwrap();
        for node in [&here, &there] {
            node.refresh(&database, noon()).await.unwrap();
            let later = VerifiedToken { issued_at: noon() + TimeDelta::days(300), jti: "t-2".to_owned(), ..token() };
            assert!(node.cover(&token()) && node.cover(&later));
            assert!(!node.cover(&VerifiedToken { subject: "moussa".to_owned(), ..token() }));
            assert!(!node.cover(&VerifiedToken { issuer: "https://other.example/".to_owned(), ..token() }));
            assert!(!node.cover(&VerifiedToken { organisation_id: Uuid::from_u128(3), ..token() }));
        }
        let active = worker::ActiveModel { deactivated_at: Set(None), ..row.into() };
        active.update(&database.writer).await.unwrap();
        here.refresh(&database, noon()).await.unwrap();
        assert!(!here.cover(&token()));
    })
    .await;
}

#[tokio::test]
async fn an_organisation_that_left_stays_out_whoever_signs() {
    Fresh::each(async |database| {
        let revocations = Revocations::default();
        revoke(&revocations, &database, &Revocation::Organisation(NGO), noon()).await;
        let much_later = noon() + TimeDelta::days(300);
        revocations.refresh(&database, much_later).await.unwrap();
        let other = "https://other.example/".to_owned();
        assert!(revocations.cover(&VerifiedToken { issuer: other, issued_at: much_later, ..token() }));
        assert!(!revocations.cover(&VerifiedToken { organisation_id: Uuid::from_u128(3), ..token() }));
    })
    .await;
}

#[tokio::test]
async fn another_node_learns_of_it_and_what_is_over_is_forgotten() {
    Fresh::each(async |database| {
        let (here, there) = (Revocations::default(), Revocations::default());
        let this = Revocation::Token { issuer: ISSUER.to_owned(), jti: "t-1".to_owned() };
        revoke(&here, &database, &this, noon()).await;
        assert!(!there.cover(&token()));
        there.refresh(&database, noon()).await.unwrap();
        assert!(there.cover(&token()));

        let tomorrow = noon() + TimeDelta::days(1);
        there.refresh(&database, tomorrow).await.unwrap();
        assert!(!there.cover(&token()), "no token lives that long");
        let other = Revocation::Token { issuer: ISSUER.to_owned(), jti: "t-9".to_owned() };
        revoke(&here, &database, &other, tomorrow).await;
        assert_eq!(revocation::Entity::find().all(&database.writer).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_was_not_read_for_a_minute_is_stale() {
    Fresh::each(async |database| {
        let revocations = Revocations::default();
        assert!(revocations.are_stale(noon()), "nothing was read yet");
        revocations.refresh(&database, noon()).await.unwrap();
        assert!(!revocations.are_stale(noon() + TimeDelta::seconds(60)));
        assert!(revocations.are_stale(noon() + TimeDelta::seconds(61)));
        let copy = database.clone();
        database.close().await.unwrap();
        assert!(revocations.refresh(&copy, noon() + TimeDelta::minutes(2)).await.is_err());
        assert!(revocations.are_stale(noon() + TimeDelta::minutes(2)), "a reading that fails does not count");
    })
    .await;
}

#[tokio::test]
async fn what_is_revoked_is_listed() {
    Fresh::each(async |database| {
        let subject = Revocation::Subject { issuer: ISSUER.to_owned(), subject: "amina".to_owned() };
        for (what, at) in [(&subject, 0), (&Revocation::Organisation(NGO), 1)] {
            what.write(&database, noon() + TimeDelta::minutes(at)).await.unwrap();
        }
        let listed = async || -> Vec<String> {
            Revocation::all(&database, noon()).await.unwrap().into_iter().map(|row| row.value).collect()
        };
        assert_eq!(listed().await, ["amina".to_owned(), NGO.to_string()]);
    })
    .await;
}
