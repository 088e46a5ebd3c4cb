//! Keys over time: rotation, outages, invented key ids, and key servers that misbehave.

use std::sync::Arc;

use axum::http::{StatusCode, header::CACHE_CONTROL};
use futures_util::FutureExt as _;
use tokio::{net::TcpListener, task::JoinSet};

use super::*;
use crate::http::identity::keys::{
    KeySet, KeysRefused,
    ring::{KeyRing, NoKey},
    source::KeyServer,
};

#[tokio::test]
async fn an_unknown_key_id_asks_the_key_server_once_in_thirty_seconds() {
    let (old, new) = (Ngo::new(), Ngo::new());
    let server = KeyServerHere::start(old.key.jwks().to_string()).await;
    let ring = server.ring();
    ring.refresh(noon()).await.unwrap();
    server.answers(StatusCode::OK, &new.key.jwks().to_string());

    // The server was asked a moment ago, so it is not asked again.
    assert!(ring.key(&new.kid(), noon() + TimeDelta::seconds(29)).await.is_err());
    assert_eq!(server.asked(), 1);

    // Of concurrent lookups one asks, and the others are not refused but told to come again.
    let later = noon() + TimeDelta::seconds(30);
    let mut requests = JoinSet::new();
    for number in 0..20 {
        let (ring, kid) = (Arc::clone(&ring), if number == 7 { new.kid() } else { format!("made-up-{number}") });
        requests.spawn(async move { ring.key(&kid, later).await.map(drop) });
    }
    let answers = requests.join_all().await;
    let unavailable = answers.iter().filter(|answer| **answer == Err(NoKey::Unavailable)).count();
    assert_eq!((unavailable, server.asked()), (19, 2));
    assert!(ring.key(&new.kid(), later).await.is_ok());

    // The rotated key is gone, because it may have been withdrawn.
    assert!(ring.key(&old.kid(), later).await.is_err());
    assert_eq!(server.asked(), 2);
}

#[tokio::test]
async fn nobody_waits_for_a_key_server_that_somebody_else_asks() {
    let ngo = Ngo::new();
    // It takes connections and never answers.
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/keys", silent.local_addr().unwrap());
    let source = KeySource::Url(KeyServer::new(&address).unwrap());
    let ring = KeyRing::new("ngo".into(), source, vec![Algorithm::ES256]);
    let first = Arc::clone(&ring);
    let first = tokio::spawn(async move { first.key("made-up", noon()).await.map(drop) });
    let connection = silent.accept().await.unwrap();
    for later in [TimeDelta::zero(), TimeDelta::seconds(1), TimeDelta::minutes(1)] {
        for kid in [ngo.kid(), "made-up".to_owned()] {
            let answer = ring.key(&kid, noon() + later).now_or_never().expect("it does not wait");
            assert_eq!(answer.err(), Some(NoKey::Unavailable));
        }
    }
    drop(connection);
    assert_eq!(first.await.unwrap(), Err(NoKey::Unavailable));
}

#[tokio::test]
async fn keys_are_kept_through_an_outage_but_not_for_ever() {
    let ngo = Ngo::new();
    let server = KeyServerHere::start(ngo.key.jwks().to_string()).await;
    let ring = server.ring();
    ring.refresh(noon()).await.unwrap();
    server.answers(StatusCode::BAD_GATEWAY, "");
    assert!(ring.refresh(noon() + TimeDelta::hours(1)).await.is_err());
    server.answers(StatusCode::OK, "<html>please sign in</html>");
    assert!(ring.refresh(noon() + TimeDelta::hours(2)).await.is_err());
    assert!(ring.key(&ngo.kid(), noon() + TimeDelta::hours(23)).await.is_ok());
    assert!(ring.key(&ngo.kid(), noon() + TimeDelta::hours(24)).await.is_err());
}

#[tokio::test]
async fn a_key_server_without_a_usable_key_has_withdrawn_them_all() {
    let ngo = Ngo::new();
    let encrypting = ngo.key.jwks().to_string().replace("\"sig\"", "\"enc\"");
    for withdrawn in ["{\"keys\":[]}", encrypting.as_str()] {
        let server = KeyServerHere::start(ngo.key.jwks().to_string()).await;
        let ring = server.ring();
        ring.refresh(noon()).await.unwrap();
        assert!(ring.key(&ngo.kid(), noon()).await.is_ok() && ring.has_keys(noon()));
        server.answers(StatusCode::OK, withdrawn);
        let soon = noon() + TimeDelta::minutes(5);
        assert!(matches!(ring.refresh(soon).await, Err(KeysRefused::NoneUsable(_))));
        // `Unknown` and not `Unavailable`, because the key server has answered.
        assert_eq!(ring.key(&ngo.kid(), soon).await.err(), Some(NoKey::Unknown));
        assert!(!ring.has_keys(soon));
        server.answers(StatusCode::OK, &ngo.key.jwks().to_string());
        let later = noon() + TimeDelta::minutes(6);
        assert!(ring.key(&ngo.kid(), later).await.is_ok() && ring.has_keys(later));
    }
}

#[tokio::test]
async fn a_forbidden_algorithm_does_not_reach_the_key_server() {
    let ngo = Ngo::new();
    let server = KeyServerHere::start(ngo.key.jwks().to_string()).await;
    let mut entry = ngo.entry();
    entry.keys = server.source();
    let token = ngo.token(&json!({ "alg": "EdDSA", "typ": "JWT", "kid": "made-up" }), &claims());
    assert_eq!(judge(entry, &token).await, Err(Reason::WrongAlgorithm));
    assert_eq!(server.asked(), 0);
}

#[tokio::test]
async fn keys_rest_as_the_key_server_asks_within_bounds() {
    let server = KeyServerHere::start(Ngo::new().key.jwks().to_string()).await;
    let ring = server.ring();
    for (asked, rest) in [("max-age=60", 300), ("public, max-age=900", 900), ("max-age=86400", 3600), ("no-store", 300)]
    {
        server.answer.lock().unwrap().1.insert(CACHE_CONTROL, asked.parse().unwrap());
        assert_eq!(ring.refresh(noon()).await.unwrap().as_secs(), rest, "{asked}");
    }
    server.answer.lock().unwrap().1.clear();
    assert_eq!(ring.refresh(noon()).await.unwrap().as_secs(), 3600);
}

#[tokio::test]
async fn a_key_server_that_redirects_or_floods_is_not_believed() {
    let server = KeyServerHere::start(Ngo::new().key.jwks().to_string()).await;
    let elsewhere = server.address.clone();
    let redirecting = KeyServerHere::start(String::new()).await;
    redirecting.answers(StatusCode::FOUND, "");
    redirecting.answer.lock().unwrap().1.insert("location", elsewhere.parse().unwrap());
    assert!(matches!(redirecting.ring().refresh(noon()).await, Err(KeysRefused::Unreadable(_))));
    assert_eq!(server.asked(), 0);
    server.answers(StatusCode::OK, &" ".repeat(256 * 1024 + 1));
    assert!(matches!(server.ring().refresh(noon()).await, Err(KeysRefused::Unreadable(_))));
}

#[test]
fn keys_are_fetched_over_https_except_on_this_machine() {
    for address in ["http://sso.ngo.example/keys", "http://127.0.0.1.ngo.example/keys", "ftp://127.0.0.1/keys", "keys"]
    {
        assert!(KeyServer::new(address).is_err(), "{address}");
    }
    assert!(KeyServer::new("https://name:word@sso.ngo.example/keys").is_err());
    for address in ["http://127.0.0.1:8080/keys", "http://[::1]/keys", "http://localhost/keys"] {
        assert!(KeyServer::new(address).is_ok(), "{address}");
    }
}

#[test]
fn keys_of_other_kinds_are_passed_over() {
    let good = Ngo::new().key.jwks()["keys"][0].clone();
    let rsa = |bytes: usize| json!({ "kty": "RSA", "kid": "rsa", "alg": "RS256", "e": "AQAB", "n": URL_SAFE_NO_PAD.encode(vec![0xff; bytes]) });
    let changed = |name: &str, value: Value| {
        let mut key = good.clone();
        key[name] = value;
        key
    };
    let allowed = [Algorithm::ES256, Algorithm::RS256, Algorithm::PS256];
    let accepted = |key: &Value| KeySet::from_jwks(json!({ "keys": [key] }).to_string().as_bytes(), &allowed);
    assert!(accepted(&good).is_ok() && accepted(&rsa(256)).is_ok());
    let without_algorithm = {
        let mut key = rsa(256);
        key.as_object_mut().unwrap().remove("alg");
        key
    };
    for (key, reason) in [
        (json!({ "kty": "oct", "kid": "s", "alg": "HS256", "k": "c2VjcmV0" }), "a shared secret"),
        (json!({ "kty": "oct", "kid": "s", "alg": "ES256", "k": "c2VjcmV0" }), "a shared secret"),
        (changed("use", json!("enc")), "not for signatures"),
        (changed("key_ops", json!(["encrypt"])), "not for verifying"),
        (changed("alg", json!("RS256")), "its algorithm is not allowed for this issuer"),
        (changed("alg", json!("ES384")), "its algorithm is not allowed for this issuer"),
        (changed("alg", json!("RSA-OAEP")), "not an algorithm for signatures"),
        (changed("x", json!("AAAA")), "its coordinates do not have the length of its curve"),
        (changed("d", json!("AAAA")), "its private part is published"),
        (changed("kid", json!("")), "a key has no kid"),
        (rsa(255), "an RSA key must have 2048 to 8192 bits"),
        (rsa(1025), "an RSA key must have 2048 to 8192 bits"),
        (without_algorithm, "names no algorithm, and several algorithms of this issuer fit it"),
        (json!({ "kty": "new" }), "a key has no kid"),
    ] {
        assert!(accepted(&key).unwrap_err().to_string().ends_with(reason), "{key}: {reason}");
    }
}
