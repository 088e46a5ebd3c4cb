//! The header and the form of a token.

use super::*;

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
    strict.form.only_access_token_type = true;
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
