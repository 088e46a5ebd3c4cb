//! The header of a token, and the header of a request that carries one.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header::AUTHORIZATION};

use super::*;
use crate::http::identity::{Identity, refusal::Refusal};

#[tokio::test]
async fn a_token_that_asks_for_understanding_is_refused() {
    let ngo = Ngo::new();
    assert_eq!(ngo.judge_header(|h| h["crit"] = json!(["b64"])).await, Err(Reason::ForbiddenHeader("crit")));
}

#[tokio::test]
async fn a_token_that_brings_its_own_key_is_refused() {
    let ngo = Ngo::new();
    for name in ["jku", "jwk", "x5u", "x5c"] {
        let refused = ngo.judge_header(|header| header[name] = json!("https://stranger.example/keys")).await;
        assert_eq!(refused, Err(Reason::ForbiddenHeader(name)));
    }
}

#[tokio::test]
async fn a_token_without_key_id_is_refused() {
    let ngo = Ngo::new();
    assert_eq!(ngo.judge_header(|h| _ = h.as_object_mut().unwrap().remove("kid")).await, Err(Reason::NoKeyId));
    assert_eq!(ngo.judge_header(|h| h["kid"] = json!(7)).await, Err(Reason::NoKeyId));
}

#[tokio::test]
async fn a_token_of_another_kind_is_refused() {
    let ngo = Ngo::new();
    for kind in ["secevent+jwt", "dpop+jwt", "logout+jwt", ""] {
        assert_eq!(ngo.judge_header(|header| header["typ"] = json!(kind)).await, Err(Reason::WrongType));
    }
    for kind in ["JWT", "at+JWT", "application/at+jwt"] {
        assert!(ngo.judge_header(|header| header["typ"] = json!(kind)).await.is_ok());
    }
    let mut strict = ngo.entry();
    strict.only_access_token_type = true;
    let token = ngo.token(&json!({ "alg": "ES256", "typ": "JWT", "kid": ngo.kid() }), &claims());
    assert_eq!(judge(strict, &token).await, Err(Reason::WrongType));
}

#[tokio::test]
async fn a_claim_or_header_given_twice_is_refused() {
    let ngo = Ngo::new();
    let twice = |text: String, name: &str| text.replacen('{', &format!("{{\"{name}\":\"x\","), 1);
    let header = ngo.header().to_string();
    let claims = claims().to_string();
    let token = signed(&ngo.key, &twice(header.clone(), "kid"), &claims);
    assert_eq!(ngo.judge(&token).await, Err(Reason::RepeatedName));
    let token = signed(&ngo.key, &header, &twice(claims, "sub"));
    assert_eq!(ngo.judge(&token).await, Err(Reason::RepeatedName));
}

#[tokio::test]
async fn a_token_that_is_too_long_is_refused() {
    let refused = Ngo::new().judge_claims(|claims| claims["more"] = json!("a".repeat(8 * 1024))).await;
    assert_eq!(refused, Err(Reason::TooLong));
}

#[tokio::test]
async fn what_is_no_token_is_refused() {
    let ngo = Ngo::new();
    let good = ngo.token(&ngo.header(), &claims());
    for text in ["", "a.b", "a.b.c", "..", &good.replace('.', ""), &format!("{good}.x"), &format!("{good}=")] {
        let refused = ngo.judge(text).await.unwrap_err();
        assert!(matches!(refused, Reason::Malformed | Reason::WrongSignature), "{text}: {refused}");
    }
}

fn headers(values: &[&str]) -> HeaderMap {
    values.iter().map(|value| (AUTHORIZATION, HeaderValue::from_str(value).unwrap())).collect()
}

async fn identity(ngo: &Ngo) -> Identity {
    Identity::new(Issuers::trust(vec![ngo.entry()], noon()).await.unwrap())
}

#[tokio::test]
async fn a_request_without_token_is_told_how_to_bring_one() {
    let identity = identity(&Ngo::new()).await;
    for values in [&[][..], &["Basic YTpi"], &["Bearer"], &["Bearer  "]] {
        let refusal = identity.verified_token(&headers(values), noon()).await.unwrap_err();
        assert_eq!((refusal.status(), &refusal), (StatusCode::UNAUTHORIZED, &Refusal::NoToken));
        assert_eq!(refusal.www_authenticate().unwrap(), "Bearer realm=\"waystation\"");
    }
}

#[tokio::test]
async fn every_bad_token_gets_the_same_answer() {
    let ngo = Ngo::new();
    let identity = identity(&ngo).await;
    let mut expired = claims();
    expired["exp"] = json!(1);
    let expired = format!("Bearer {}", ngo.token(&ngo.header(), &expired));
    for values in [&["Bearer x"][..], &[&expired], &["Bearer a", "Bearer b"]] {
        let refusal = identity.verified_token(&headers(values), noon()).await.unwrap_err();
        assert_eq!(refusal.status(), StatusCode::UNAUTHORIZED);
        assert_eq!(refusal.www_authenticate().unwrap(), "Bearer realm=\"waystation\", error=\"invalid_token\"");
        assert_eq!(refusal.public_sentence(), "the token is not valid");
    }
}

#[tokio::test]
async fn a_verified_token_is_remembered_until_it_expires() {
    let ngo = Ngo::new();
    let identity = identity(&ngo).await;
    let request = headers(&[&format!("bearer {}", ngo.token(&ngo.header(), &claims()))]);
    let first = identity.verified_token(&request, noon()).await.unwrap();
    let second = identity.verified_token(&request, noon()).await.unwrap();
    assert!(std::sync::Arc::ptr_eq(&first, &second));
    let later = noon() + TimeDelta::minutes(11);
    assert!(matches!(
        identity.verified_token(&request, later).await,
        Err(Refusal::Invalid(refused)) if refused.reason == Reason::Expired
    ));
}
