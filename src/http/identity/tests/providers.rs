//! Tokens in the form that the large identity providers issue them. The entries of `issuers.example.toml` accept them
//! without any change of code.

use entity::codes::Purpose;

use super::{entries::example, *};
use crate::access::verified_token::ALL_ORDINARY_CENTRES;

/// A provider of the example file, with a key of the test.
struct Provider {
    key: Ngo,
    entry: IssuerEntry,
}

impl Provider {
    fn new(name: &str) -> Self {
        let key = Ngo::new();
        let entry = example().into_iter().find(|entry| &*entry.name == name).expect("the example has the provider");
        let (keys, algorithms) = (KeySource::Own(key.key.keys()), vec![Algorithm::ES256]);
        Self { key, entry: IssuerEntry { keys, algorithms, ..entry } }
    }

    fn organisation(&self) -> Uuid {
        *self.entry.organisations.iter().next().expect("it speaks for one")
    }

    async fn judge(&self, typ: Option<&str>, claims: &Value) -> Result<VerifiedToken, Reason> {
        let mut header = json!({ "alg": "ES256", "kid": self.key.kid() });
        if let Some(typ) = typ {
            header["typ"] = json!(typ);
        }
        judge(self.entry.clone(), &self.key.token(&header, claims)).await
    }
}

fn with(mut claims: Value, name: &str, value: Value) -> Value {
    claims[name] = value;
    claims
}

fn without(mut claims: Value, name: &str) -> Value {
    claims.as_object_mut().expect("claims are an object").remove(name);
    claims
}

fn keycloak_claims(organisation: Uuid) -> Value {
    let now = noon().timestamp();
    json!({
        "exp": now + 300, "iat": now, "jti": "onrtac:5c1e62a4-0f4b-4b3f-9a41-7b1d5c1e62a4",
        "iss": "https://sso.iom.example/realms/field", "aud": ["waystation", "account"],
        "sub": "f1b3d52a-93c1-4a51-8c55-2f7f3e1d6a10", "typ": "Bearer", "azp": "waystation",
        "sid": "0f2b7a1c-7a31-4ad1-9f36-0a4a3c2f9d55", "acr": "1", "allowed-origins": ["https://app.iom.example"],
        "realm_access": { "roles": ["default-roles-field", "offline_access"] },
        "resource_access": { "waystation": { "roles": ["case-worker", "uma_protection"] } },
        "scope": "openid profile email waystation", "email_verified": true, "name": "Amina Diallo",
        "preferred_username": "amina", "given_name": "Amina", "family_name": "Diallo", "email": "amina@iom.example",
        "waystation_organisation": [organisation], "waystation_centres": ["AGZ", "ARL"],
    })
}

#[tokio::test]
async fn keycloak() {
    let provider = Provider::new("iom-keycloak");
    let claims = keycloak_claims(provider.organisation());
    let token = provider.judge(Some("at+jwt"), &claims).await.unwrap();
    assert_eq!((token.organisation_id, token.roles), (provider.organisation(), vec![Role::CaseWorker]));
    assert_eq!((token.centres, token.oversight), (vec!["AGZ".to_owned(), "ARL".to_owned()], Oversight::None));
    assert_eq!(token.display_name.as_deref(), Some("Amina Diallo"));
    // Keycloak's default `typ`.
    assert_eq!(provider.judge(Some("JWT"), &claims).await, Err(Reason::WrongType));
    let mut lenient = Provider::new("iom-keycloak");
    lenient.entry.form.only_access_token_type = false;
    assert!(lenient.judge(Some("JWT"), &claims).await.is_ok());
    // Keycloak's other tokens have the same keys, audience and subject.
    for kind in ["ID", "Refresh", "Offline", "Logout"] {
        let other = with(claims.clone(), "typ", json!(kind));
        assert_eq!(lenient.judge(Some("JWT"), &other).await, Err(Reason::NotForAccess("typ")), "{kind}");
    }
    for name in ["nonce", "at_hash", "c_hash"] {
        let id = without(with(claims.clone(), name, json!("x")), "typ");
        assert_eq!(lenient.judge(Some("JWT"), &id).await, Err(Reason::NotForAccess(name)));
    }
}

fn auth0() -> Value {
    let now = noon().timestamp();
    json!({
        "https://waystation.example/roles": ["NGO_FOCAL_POINT"], "https://waystation.example/name": "Moussa Issoufou",
        "iss": "https://partner.eu.auth0.com/", "sub": "auth0|65f1b3d52a93c14a518c552f",
        "aud": ["https://waystation.example/graphql", "https://partner.eu.auth0.com/userinfo"],
        "iat": now, "exp": now + 43_200, "scope": "openid profile", "org_id": "org_9ybsU1dN2dKfDkBi",
        "azp": "JcW3bD3vXq9YlT0oZrKf2Qm1uHs8nGpA", "permissions": [],
    })
}

#[tokio::test]
async fn auth0_in_both_of_its_profiles() {
    let provider = Provider::new("auth0");
    let token = provider.judge(Some("JWT"), &auth0()).await.unwrap();
    assert_eq!((token.organisation_id, token.roles), (provider.organisation(), vec![Role::NgoFocalPoint]));
    assert_eq!(token.display_name.as_deref(), Some("Moussa Issoufou"));
    assert!(token.jti.starts_with("sha256:"), "a token without a number can be revoked by its hash");
    let rfc9068 = with(with(auth0(), "jti", json!("p4eYB4sO")), "client_id", json!("JcW3bD3v"));
    assert_eq!(provider.judge(Some("at+jwt"), &rfc9068).await.unwrap().jti, "p4eYB4sO");
    let day = with(auth0(), "exp", json!(noon().timestamp() + 86_400));
    assert_eq!(provider.judge(Some("JWT"), &day).await, Err(Reason::LifetimeTooLong));
    let other = with(auth0(), "org_id", json!("org_somebodyElse"));
    assert_eq!(provider.judge(Some("JWT"), &other).await, Err(Reason::MalformedClaim("organisation")));
}

fn entra() -> Value {
    let now = noon().timestamp();
    json!({
        "aud": "5c1e62a4-0000-4000-8000-000000000000",
        "iss": "https://login.microsoftonline.com/8f1b3d52-0000-4000-8000-000000000000/v2.0",
        "iat": now - 1, "nbf": now - 1, "exp": now + 4_935, "aio": "AXQAi/8TAAAA", "azp": "b2c4e1d0-0000-4000-8000-000000000000",
        "azpacr": "1", "name": "Fatou Camara", "oid": "690222be-0000-4000-8000-000000000000",
        "preferred_username": "fatou@partner.example", "rh": "0.AXkA", "roles": ["Case.Work", "Task.Read"],
        "scp": "access_as_user", "sub": "AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ",
        "tid": "8f1b3d52-0000-4000-8000-000000000000", "uti": "fqiBqXLPj0eQa82S-IYFAA", "ver": "2.0",
    })
}

#[tokio::test]
async fn entra_id() {
    let provider = Provider::new("entra");
    let token = provider.judge(Some("JWT"), &entra()).await.unwrap();
    assert_eq!((token.organisation_id, token.roles), (provider.organisation(), vec![Role::CaseWorker]));
    assert_eq!((token.jti.as_str(), token.centres), ("fqiBqXLPj0eQa82S-IYFAA", vec![ALL_ORDINARY_CENTRES.to_owned()]));
    let groups: Vec<_> = (0..200).map(Uuid::from_u128).collect();
    let long = with(entra(), "groups", json!(groups));
    assert!(provider.judge(Some("JWT"), &long).await.is_ok());
    let mut short = Provider::new("entra");
    short.entry.form.maximum_bytes = 8 * 1024;
    assert_eq!(short.judge(Some("JWT"), &long).await, Err(Reason::TooLong));
    let other = with(entra(), "tid", json!("00000000-0000-4000-8000-000000000000"));
    assert_eq!(provider.judge(Some("JWT"), &other).await, Err(Reason::OrganisationNotAllowed));
    let mut strong = Provider::new("entra");
    strong.entry.form.required_amr = vec!["mfa".to_owned()];
    assert_eq!(strong.judge(Some("JWT"), &entra()).await, Err(Reason::WeakSignIn("amr")));
    let weak = with(entra(), "amr", json!(["pwd"]));
    assert_eq!(strong.judge(Some("JWT"), &weak).await, Err(Reason::WeakSignIn("amr")));
    assert!(strong.judge(Some("JWT"), &with(entra(), "amr", json!(["pwd", "mfa"]))).await.is_ok());
}

fn okta() -> Value {
    let now = noon().timestamp();
    json!({
        "ver": 1, "jti": "AT.0mP4JKAZX1iACIT4vbEDF7LpvDVjxypPMf0D7uX39RE",
        "iss": "https://partner.okta.com/oauth2/aus1waystation", "aud": "api://waystation",
        "iat": now, "exp": now + 3_600, "cid": "0oa1nmqz9x", "uid": "00u1nmqz9x", "scp": ["openid", "profile"],
        "auth_time": now, "sub": "idrissa@partner.example", "groups": ["Everyone", "Waystation Focal Points"],
    })
}

#[tokio::test]
async fn okta_without_a_type_in_the_header() {
    let provider = Provider::new("okta");
    let token = provider.judge(None, &okta()).await.unwrap();
    assert_eq!((token.organisation_id, token.roles), (provider.organisation(), vec![Role::NgoFocalPoint]));
    assert_eq!(provider.judge(Some("JWT"), &okta()).await, Err(Reason::WrongType));
    // A claim with one value may be a single text.
    let one = with(okta(), "groups", json!("Waystation Focal Points"));
    assert_eq!(provider.judge(None, &one).await.unwrap().roles, [Role::NgoFocalPoint]);
    let mut strict = Provider::new("okta");
    strict.entry.form.type_may_be_missing = false;
    assert_eq!(strict.judge(None, &okta()).await, Err(Reason::WrongType));
}

#[tokio::test]
async fn a_name_that_cannot_be_a_role_is_passed_over_and_another_shape_is_refused() {
    let provider = Provider::new("okta");
    let odd = json!([7, null, "a".repeat(300), { "name": "x" }, ["y"], "Waystation Focal Points"]);
    assert_eq!(provider.judge(None, &with(okta(), "groups", odd)).await.unwrap().roles, [Role::NgoFocalPoint]);
    for shape in [json!(7), json!(null), json!({ "roles": ["Waystation Focal Points"] }), json!(true)] {
        let refused = provider.judge(None, &with(okta(), "groups", shape)).await;
        assert_eq!(refused, Err(Reason::MalformedClaim("roles")));
    }
}

#[tokio::test]
async fn a_list_of_one_is_one_and_a_list_of_two_is_none() {
    let provider = Provider::new("iom-keycloak");
    let id = provider.organisation();
    for (organisation, accepted) in
        [(json!(id), true), (json!([id]), true), (json!([id, id]), false), (json!([]), false), (json!([[id]]), false)]
    {
        let claims = with(keycloak_claims(id), "waystation_organisation", organisation.clone());
        assert_eq!(provider.judge(Some("at+jwt"), &claims).await.is_ok(), accepted, "{organisation}");
    }
    let claims = with(keycloak_claims(id), "purpose", json!(["CASE_MANAGEMENT"]));
    assert_eq!(provider.judge(Some("at+jwt"), &claims).await.unwrap().purpose, Some(Purpose::CaseManagement));
}

#[tokio::test]
async fn a_token_that_is_bound_is_not_taken_as_a_bearer_token() {
    let provider = Provider::new("iom-keycloak");
    for (name, value) in [("cnf", json!({ "jkt": "0ZcOCORZ" })), ("act", json!({ "sub": "somebody-else" }))] {
        let bound = with(keycloak_claims(provider.organisation()), name, value);
        assert_eq!(provider.judge(Some("at+jwt"), &bound).await, Err(Reason::Bound(name)));
    }
}

#[tokio::test]
async fn roles_that_exclude_each_other_are_refused_together_by_name() {
    let provider = Provider::new("iom-keycloak");
    for (roles, refused) in [
        (["ADMINISTRATOR", "case-worker"], "roles CASE_WORKER and ADMINISTRATOR exclude each other"),
        (["CONSULAR_WORKER", "PROTECTION_OFFICER"], "roles PROTECTION_OFFICER and CONSULAR_WORKER exclude each other"),
        (["AUDITOR", "DATA_PROTECTION_OFFICER"], "roles AUDITOR and DATA_PROTECTION_OFFICER exclude each other"),
    ] {
        let access = json!({ "waystation": { "roles": roles } });
        let claims = with(keycloak_claims(provider.organisation()), "resource_access", access);
        assert_eq!(provider.judge(Some("at+jwt"), &claims).await.unwrap_err().to_string(), refused);
    }
    // A role that the issuer may not grant is dropped first, so it excludes nothing.
    let access = json!({ "waystation": { "roles": ["DONOR", "case-worker"] } });
    let claims = with(keycloak_claims(provider.organisation()), "resource_access", access);
    assert_eq!(provider.judge(Some("at+jwt"), &claims).await.unwrap().roles, [Role::CaseWorker]);
}

#[tokio::test]
async fn the_log_says_what_came_and_what_is_wanted() {
    let provider = Provider::new("iom-keycloak");
    let issuers = Issuers::trust(vec![provider.entry.clone()], noon()).await.unwrap();
    let header = json!({ "alg": "ES256", "kid": provider.key.kid(), "typ": "at+jwt" });
    let claims = keycloak_claims(provider.organisation());
    let told = async |claims: Value| {
        let token = provider.key.token(&header, &claims);
        token::verify(&token, &issuers, noon()).await.unwrap_err().to_string()
    };
    let slash = with(claims.clone(), "iss", json!("https://sso.iom.example/realms/field/"));
    assert_eq!(
        told(slash).await,
        "token refused: issuer not trusted: the token has iss \"https://sso.iom.example/realms/field/\"; trusted \
         issuers: \"https://sso.iom.example/realms/field\""
    );
    let account = told(with(claims.clone(), "aud", json!("account"))).await;
    assert!(
        account.starts_with("token refused: wrong audience: the token has aud \"account\"; expected \"waystation\""),
        "{account}"
    );
    let missing = told(without(claims.clone(), "waystation_organisation")).await;
    assert!(missing.contains("claim organisation missing: expected at /waystation_organisation"), "{missing}");
    let forged = told(with(claims, "iss", json!("x\u{1b}[31m\u{202e}"))).await;
    assert!(forged.is_ascii() && !forged.contains('\u{1b}'), "{forged}");
}
