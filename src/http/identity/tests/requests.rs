//! Whole requests: from headers to a viewer, with a database.

use std::sync::Arc;

use axum::http::StatusCode;
use entity::{organisation, worker};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};

use super::*;
use crate::{
    access::viewer::Viewer,
    error::Error,
    http::identity::refusal::Refusal,
    store::identity::{revocations::Revocation, viewers::SubjectRefused},
};

fn reason(refusal: Refusal) -> Reason {
    match refusal {
        Refusal::Invalid(refused) => refused.reason,
        other => panic!("{other}"),
    }
}

async fn viewer(identity: &Identity, headers: &HeaderMap, now: DateTimeUtc) -> Result<Arc<Viewer>, Refusal> {
    identity.caller(headers, now).await.map(|known| known.viewer)
}

/// Writes a revocation, and reads it as every node does.
async fn revoke(identity: &Identity, what: &Revocation) {
    what.write(&identity.database, noon()).await.unwrap();
    identity.revocations.refresh(&identity.database, noon()).await.unwrap();
}

#[tokio::test]
async fn a_request_without_token_is_told_how_to_bring_one() {
    Fresh::each(async |database| {
        let identity = identity(Ngo::new().entry(), database).await;
        for values in [&[][..], &["Basic YTpi"], &["Bearer"], &["Bearer  "]] {
            let refusal = viewer(&identity, &headers(values), noon()).await.unwrap_err();
            assert_eq!((refusal.status(), &refusal), (StatusCode::UNAUTHORIZED, &Refusal::NoToken));
            assert_eq!(refusal.www_authenticate().unwrap(), "Bearer realm=\"waystation\"");
        }
    })
    .await;
}

#[tokio::test]
async fn every_bad_token_gets_the_same_answer() {
    Fresh::each(async |database| {
        let ngo = Ngo::new();
        let identity = identity(ngo.entry(), database).await;
        let mut expired = claims();
        expired["exp"] = json!(1);
        let expired = format!("Bearer {}", ngo.token(&ngo.header(), &expired));
        for values in [&["Bearer x"][..], &[&expired], &["Bearer a", "Bearer b"]] {
            let refusal = viewer(&identity, &headers(values), noon()).await.unwrap_err();
            assert_eq!(refusal.status(), StatusCode::UNAUTHORIZED);
            let challenge = refusal.www_authenticate().unwrap();
            assert_eq!(challenge, "Bearer realm=\"waystation\", error=\"invalid_token\"");
            assert_eq!(refusal.public_sentence(), "the token is not valid");
        }
    })
    .await;
}

#[tokio::test]
async fn a_viewer_is_remembered_until_the_token_expires() {
    Fresh::each(async |database| {
        let ngo = Ngo::new();
        let identity = identity(ngo.entry(), database.clone()).await;
        let request = headers(&[&format!("bearer {}", ngo.token(&ngo.header(), &claims()))]);
        let first = viewer(&identity, &request, noon()).await.unwrap();
        assert_eq!((first.organisation_id, first.roles.as_slice()), (NGO, &[Role::NgoFocalPoint][..]));
        let second = viewer(&identity, &request, noon()).await.unwrap();
        assert!(Arc::ptr_eq(&first, &second));
        assert_eq!(worker::Entity::find().all(&database.reader).await.unwrap().len(), 1);
        let later = noon() + TimeDelta::minutes(11);
        assert_eq!(reason(viewer(&identity, &request, later).await.unwrap_err()), Reason::Expired);
    })
    .await;
}

#[tokio::test]
async fn a_revoked_token_is_refused_although_it_was_remembered() {
    Fresh::each(async |database| {
        let ngo = Ngo::new();
        let identity = identity(ngo.entry(), database).await;
        let request = headers(&[&format!("Bearer {}", ngo.token(&ngo.header(), &claims()))]);
        assert!(viewer(&identity, &request, noon()).await.is_ok());
        let this = Revocation::Token { issuer: NGO_ISSUER.to_owned(), jti: "t-1".to_owned() };
        revoke(&identity, &this).await;
        assert_eq!(reason(viewer(&identity, &request, noon()).await.unwrap_err()), Reason::Revoked);
    })
    .await;
}

#[tokio::test]
async fn a_caller_whose_token_was_revoked_or_expired_is_accepted_no_longer() {
    Fresh::each(async |database| {
        let ngo = Ngo::new();
        let identity = identity(ngo.entry(), database).await;
        let request = headers(&[&format!("Bearer {}", ngo.token(&ngo.header(), &claims()))]);
        assert!(identity.remembered(&request, noon()).is_none(), "nobody looked it up");
        let caller = identity.caller(&request, noon()).await.unwrap();
        assert!(identity.remembered(&request, noon()).is_some_and(|it| it.is_ok()));
        assert!(caller.is_accepted(noon()).is_ok());
        let late = noon() + TimeDelta::minutes(11);
        assert!(matches!(caller.is_accepted(late), Err(Error::Unavailable)), "revocations were not read");
        identity.revocations.refresh(&identity.database, late).await.unwrap();
        assert!(matches!(caller.is_accepted(late), Err(Error::Unauthenticated)), "it has expired");
        identity.revocations.refresh(&identity.database, noon()).await.unwrap();
        let this = Revocation::Token { issuer: NGO_ISSUER.to_owned(), jti: "t-1".to_owned() };
        revoke(&identity, &this).await;
        assert!(matches!(caller.is_accepted(noon()), Err(Error::Unauthenticated)), "it was revoked");
        assert!(identity.remembered(&request, noon()).is_some_and(|it| it.is_err()));
    })
    .await;
}

#[tokio::test]
async fn what_the_database_refuses_is_refused() {
    Fresh::each(async |database| {
        let ngo = Ngo::new();
        let identity = identity(ngo.entry(), database.clone()).await;
        let mut changed = claims();
        changed["orgType"] = json!("IOM");
        let request = headers(&[&format!("Bearer {}", ngo.token(&ngo.header(), &changed))]);
        let refused = Reason::Subject(SubjectRefused::OtherOrganisationType);
        assert_eq!(reason(viewer(&identity, &request, noon()).await.unwrap_err()), refused);
        assert_eq!(worker::Entity::find().all(&database.reader).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_suspended_organisation_loses_access_at_the_next_reading() {
    Fresh::each(async |database| {
        let ngo = Ngo::new();
        let identity = identity(ngo.entry(), database.clone()).await;
        let request = headers(&[&format!("Bearer {}", ngo.token(&ngo.header(), &claims()))]);
        assert!(viewer(&identity, &request, noon()).await.is_ok());
        let suspended =
            organisation::ActiveModel { id: Set(NGO), suspended_at: Set(Some(noon())), ..Default::default() };
        suspended.update(&database.writer).await.unwrap();
        identity.revocations.refresh(&database, noon()).await.unwrap();
        assert_eq!(reason(viewer(&identity, &request, noon()).await.unwrap_err()), Reason::Revoked);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_let_in_on_revocations_that_were_not_read_for_a_minute() {
    Fresh::each(async |database| {
        let ngo = Ngo::new();
        let identity = identity(ngo.entry(), database.clone()).await;
        let request = headers(&[&format!("Bearer {}", ngo.token(&ngo.header(), &claims()))]);
        assert!(viewer(&identity, &request, noon() + TimeDelta::seconds(59)).await.is_ok());
        let late = noon() + TimeDelta::seconds(61);
        let refusal = viewer(&identity, &request, late).await.unwrap_err();
        assert_eq!(refusal.status(), StatusCode::SERVICE_UNAVAILABLE, "also for a viewer who was just accepted");
        assert!(!identity.is_ready(late));
        identity.revocations.refresh(&database, late).await.unwrap();
        assert!(viewer(&identity, &request, late).await.is_ok() && identity.is_ready(late));
    })
    .await;
}

#[tokio::test]
async fn a_database_that_is_away_is_no_refusal() {
    Fresh::each(async |database| {
        let ngo = Ngo::new();
        let identity = identity(ngo.entry(), database.clone()).await;
        database.close().await.unwrap();
        let request = headers(&[&format!("Bearer {}", ngo.token(&ngo.header(), &claims()))]);
        let refusal = viewer(&identity, &request, noon()).await.unwrap_err();
        assert_eq!((refusal.status(), refusal.www_authenticate()), (StatusCode::SERVICE_UNAVAILABLE, None));
    })
    .await;
}

#[tokio::test]
async fn a_token_is_not_judged_before_the_keys_were_read() {
    Fresh::each(async |database| {
        let ngo = Ngo::new();
        let server = KeyServerHere::start(String::new()).await;
        server.answers(StatusCode::SERVICE_UNAVAILABLE, "");
        let mut entry = ngo.entry();
        entry.keys = server.source();
        let identity = identity(entry, database).await;
        let request = headers(&[&format!("Bearer {}", ngo.token(&ngo.header(), &claims()))]);
        let refusal = viewer(&identity, &request, noon()).await.unwrap_err();
        assert!(matches!(refusal, Refusal::Unavailable(_)) && !identity.is_ready(noon()));
        assert_eq!(identity.issuers_away(noon()), ["ngo".into()]);
        assert_eq!((refusal.status(), refusal.www_authenticate()), (StatusCode::SERVICE_UNAVAILABLE, None));

        server.answers(StatusCode::OK, &ngo.key.jwks().to_string());
        let soon = noon() + TimeDelta::seconds(30);
        assert!(viewer(&identity, &request, soon).await.is_ok() && identity.is_ready(soon));
        assert!(identity.issuers_away(soon).is_empty());
    })
    .await;
}
