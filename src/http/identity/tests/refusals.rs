//! Each rule for tokens, broken one at a time.

use aws_lc_rs::{
    encoding::{AsDer, PublicKeyX509Der},
    rand::SystemRandom,
    rsa::{KeyPair, KeySize},
    signature::{KeyPair as _, RSA_PKCS1_SHA256},
};
use base64::engine::general_purpose::STANDARD;
use entity::codes::Purpose;
use jsonwebtoken::{EncodingKey, Header};

use super::*;
use crate::http::identity::keys::KeySet;

#[tokio::test]
async fn a_good_token_says_who_asks() {
    let token = Ngo::new()
        .judge_claims(|claims| {
            claims["roles"] = json!(["focal-point", "CASE_WORKER", "offline_access"]);
            claims["aud"] = json!(["account", "waystation"]);
            claims["centres"] = json!(["AGZ-1"]);
            claims["purpose"] = json!("CASE_MANAGEMENT");
        })
        .await
        .unwrap();
    assert_eq!((token.issuer.as_str(), token.subject.as_str(), token.jti.as_str()), (NGO_ISSUER, "amina", "t-1"));
    assert_eq!(token.organisation_id, NGO);
    assert_eq!(token.roles, [Role::CaseWorker, Role::NgoFocalPoint]);
    assert_eq!(token.centres, ["AGZ-1"]);
    assert_eq!(token.purpose, Some(Purpose::CaseManagement));
    assert_eq!(token.expires_at, noon() + TimeDelta::minutes(10));
}

#[tokio::test]
async fn a_token_without_signature_is_refused() {
    let ngo = Ngo::new();
    assert_eq!(ngo.judge_header(|header| header["alg"] = json!("none")).await, Err(Reason::WrongAlgorithm));
    let message = ngo.token(&ngo.header(), &claims());
    let unsigned = format!("{}.", message.rsplit_once('.').unwrap().0);
    assert_eq!(ngo.judge(&unsigned).await, Err(Reason::WrongSignature));
}

#[tokio::test]
async fn a_token_signed_with_the_public_key_as_a_shared_secret_is_refused() {
    let ngo = Ngo::new();
    let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
    let der: PublicKeyX509Der<'_> = pair.public_key().as_der().unwrap();
    let pem = format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", STANDARD.encode(der.as_ref()));
    let mut header = Header::new(Algorithm::HS256);
    header.kid = Some("rsa".to_owned());
    let forged = jsonwebtoken::encode(&header, &claims(), &EncodingKey::from_secret(pem.as_bytes())).unwrap();
    let mut entry = ngo.entry();
    entry.keys = KeySource::Own(KeySet::from_pem(&pem, "rsa", &entry.algorithms).unwrap());
    assert_eq!(judge(entry, &forged).await, Err(Reason::WrongAlgorithm));
}

#[tokio::test]
async fn an_rsa_key_in_pem_form_verifies_its_own_algorithm_only() {
    let ngo = Ngo::new();
    let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
    let der: PublicKeyX509Der<'_> = pair.public_key().as_der().unwrap();
    let pem = format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", STANDARD.encode(der.as_ref()));
    let sign = |algorithm: &str| {
        let header = json!({ "alg": algorithm, "typ": "JWT", "kid": "rsa" }).to_string();
        let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims().to_string()));
        let mut signature = vec![0; pair.public_modulus_len()];
        pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message.as_bytes(), &mut signature).unwrap();
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
    };
    let mut entry = ngo.entry();
    entry.keys = KeySource::Own(KeySet::from_pem(&pem, "rsa", &entry.algorithms).unwrap());
    assert!(judge(entry.clone(), &sign("RS256")).await.is_ok());
    assert_eq!(judge(entry.clone(), &sign("ES256")).await, Err(Reason::WrongAlgorithm));
    assert_eq!(judge(entry, &sign("PS256")).await, Err(Reason::WrongAlgorithm));
}

#[tokio::test]
async fn a_token_signed_by_somebody_else_is_refused() {
    let ngo = Ngo::new();
    let stranger = signed(&Signer::new(), &ngo.header().to_string(), &claims().to_string());
    assert_eq!(ngo.judge(&stranger).await, Err(Reason::WrongSignature));
}

#[tokio::test]
async fn a_token_of_another_issuer_is_refused() {
    let ngo = Ngo::new();
    assert_eq!(
        ngo.judge_claims(|claims| claims["iss"] = json!("https://sso.ngo.example")).await,
        Err(Reason::UnknownIssuer)
    );
    assert_eq!(
        ngo.judge_claims(|claims| claims["iss"] = json!([NGO_ISSUER])).await,
        Err(Reason::MalformedClaim("iss"))
    );
}

#[tokio::test]
async fn a_token_made_for_somebody_else_is_refused() {
    let ngo = Ngo::new();
    for audience in [json!("another"), json!(["another", "account"]), json!([])] {
        assert_eq!(ngo.judge_claims(|claims| claims["aud"] = audience).await, Err(Reason::WrongAudience));
    }
    assert_eq!(
        ngo.judge_claims(|claims| claims["aud"] = json!({"waystation": 1})).await,
        Err(Reason::MalformedClaim("aud"))
    );
}

#[tokio::test]
async fn an_expired_token_is_refused_after_thirty_seconds_of_leeway() {
    let ngo = Ngo::new();
    let now = noon().timestamp();
    assert!(ngo.judge_claims(|claims| claims["exp"] = json!(now - 29)).await.is_ok());
    assert_eq!(ngo.judge_claims(|claims| claims["exp"] = json!(now - 30)).await, Err(Reason::Expired));
}

#[tokio::test]
async fn a_token_that_begins_later_is_refused() {
    let ngo = Ngo::new();
    let now = noon().timestamp();
    assert!(ngo.judge_claims(|claims| claims["nbf"] = json!(now + 30)).await.is_ok());
    assert_eq!(ngo.judge_claims(|claims| claims["nbf"] = json!(now + 31)).await, Err(Reason::NotYetValid));
    assert_eq!(ngo.judge_claims(|claims| claims["nbf"] = json!("soon")).await, Err(Reason::MalformedClaim("nbf")));
}

#[tokio::test]
async fn a_token_that_lives_too_long_is_refused() {
    let ngo = Ngo::new();
    let now = noon().timestamp();
    assert!(ngo.judge_claims(|claims| claims["exp"] = json!(now + 900)).await.is_ok());
    assert_eq!(ngo.judge_claims(|claims| claims["exp"] = json!(now + 901)).await, Err(Reason::LifetimeTooLong));
    // A later `iat` does not hide the long lifetime.
    let moved = ngo.judge_claims(|claims| {
        claims["iat"] = json!(now + 600);
        claims["exp"] = json!(now + 1500);
    });
    assert_eq!(moved.await, Err(Reason::IssuedInFuture));
}

#[tokio::test]
async fn a_token_without_a_needed_claim_is_refused() {
    let ngo = Ngo::new();
    for name in ["iss", "aud", "sub", "exp", "iat", "jti", "roles"] {
        let refused = ngo.judge_claims(|claims| _ = claims.as_object_mut().unwrap().remove(name)).await;
        assert_eq!(refused, Err(Reason::MissingClaim(name)));
    }
    let refused = ngo.judge_claims(|claims| _ = claims.as_object_mut().unwrap().remove("org")).await;
    assert_eq!(refused, Err(Reason::MissingClaim("organisation")));
}

#[tokio::test]
async fn a_time_that_cannot_be_is_refused() {
    let ngo = Ngo::new();
    for time in [json!("1750000600"), json!(-1), json!(1e300), json!(u64::MAX), json!(null), json!([1_750_000_600])] {
        assert_eq!(ngo.judge_claims(|claims| claims["exp"] = time).await, Err(Reason::MalformedClaim("exp")));
    }
}

#[tokio::test]
async fn a_subject_that_a_database_would_refuse_is_refused() {
    let ngo = Ngo::new();
    for subject in ["", "a\0b", &"a".repeat(256)] {
        assert_eq!(ngo.judge_claims(|claims| claims["sub"] = json!(subject)).await, Err(Reason::MalformedClaim("sub")));
    }
}

#[tokio::test]
async fn a_narrowing_claim_that_is_not_understood_does_not_widen() {
    let ngo = Ngo::new();
    assert_eq!(ngo.judge_claims(|c| c["purpose"] = json!("ANYTHING")).await, Err(Reason::MalformedClaim("purpose")));
    assert_eq!(ngo.judge_claims(|c| c["purpose"] = json!(null)).await, Err(Reason::MalformedClaim("purpose")));
    assert_eq!(ngo.judge_claims(|c| c["centres"] = json!([7])).await, Err(Reason::MalformedClaim("centres")));
    assert_eq!(ngo.judge_claims(|c| c["centres"] = json!([])).await.unwrap().centres, Vec::<String>::new());
    assert_eq!(ngo.judge_claims(|c| c["oversight"] = json!("GLOBAL")).await, Err(Reason::MalformedClaim("oversight")));
}

#[tokio::test]
async fn a_token_without_centres_and_oversight_has_none_unless_its_issuer_says_so() {
    let ngo = Ngo::new();
    let silent = ngo.judge_claims(|_| ()).await.unwrap();
    assert_eq!((silent.centres, silent.oversight), (Vec::new(), Oversight::None));
    let entry = IssuerEntry {
        defaults: Defaults {
            centres: vec!["*".to_owned()],
            oversight: Some(Oversight::Country),
            ..Defaults::default()
        },
        ..ngo.entry()
    };
    let silent = judge(entry.clone(), &ngo.token(&ngo.header(), &claims())).await.unwrap();
    assert_eq!((silent.centres, silent.oversight), (vec!["*".to_owned()], Oversight::Country));
    let mut said = claims();
    said["centres"] = json!([]);
    said["oversight"] = json!("NONE");
    let said = judge(entry, &ngo.token(&ngo.header(), &said)).await.unwrap();
    assert_eq!((said.centres, said.oversight), (Vec::new(), Oversight::None));
}

#[tokio::test]
async fn an_issuer_cannot_speak_for_another_organisation() {
    let refused = Ngo::new().judge_claims(|claims| claims["org"] = json!(IOM)).await;
    assert_eq!(refused, Err(Reason::OrganisationNotAllowed));
}

#[tokio::test]
async fn an_ngo_cannot_mint_an_iom_administrator() {
    let ngo = Ngo::new();
    let as_iom = ngo.judge_claims(|claims| {
        claims["org"] = json!(IOM);
        claims["orgType"] = json!("IOM");
        claims["roles"] = json!(["ADMINISTRATOR"]);
    });
    assert_eq!(as_iom.await, Err(Reason::OrganisationNotAllowed));
    let at_home = ngo.judge_claims(|claims| claims["roles"] = json!(["ADMINISTRATOR"]));
    assert_eq!(at_home.await, Err(Reason::NoRole));
    let beside = ngo.judge_claims(|claims| claims["roles"] = json!(["ADMINISTRATOR", "NGO_FOCAL_POINT"])).await;
    assert_eq!(beside.unwrap().roles, [Role::NgoFocalPoint]);
}

#[tokio::test]
async fn an_unknown_role_is_no_access() {
    let ngo = Ngo::new();
    for roles in [json!(["SUPERUSER"]), json!([]), json!("ngo_focal_point")] {
        assert_eq!(ngo.judge_claims(|claims| claims["roles"] = roles).await, Err(Reason::NoRole));
    }
}

#[tokio::test]
async fn the_refusal_names_issuer_and_key_and_nothing_else() {
    let ngo = Ngo::new();
    let mut header = ngo.header();
    header["kid"] = json!("k\n1 x");
    let issuers = Issuers::trust(vec![ngo.entry()], noon()).await.unwrap();
    let refused = token::verify(&ngo.token(&header, &claims()), &issuers, noon()).await.unwrap_err();
    assert_eq!(refused.to_string(), "token refused: key unknown (issuer ngo) (kid k1x)");
}
