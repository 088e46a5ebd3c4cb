//! `issuers.toml`: accepted files, and the messages about mistakes.

use std::path::Path;

use super::*;
use crate::http::identity::issuers::file::parse;

const EXAMPLE: &str = include_str!("../../../../issuers.example.toml");

fn entries_of(text: &str) -> Result<Vec<IssuerEntry>, String> {
    parse("issuers.toml", text, Path::new("/nowhere")).map_err(|refused| refused.to_string())
}

/// The entries of the example file.
pub(crate) fn example() -> Vec<IssuerEntry> {
    entries_of(EXAMPLE).unwrap()
}

#[test]
fn the_example_is_sound() {
    let entries = entries_of(EXAMPLE).unwrap();
    let [auth0, entra, keycloak, okta, partner] = &entries[..] else { panic!("five issuers") };
    assert_eq!((&*keycloak.name, keycloak.algorithms.as_slice()), ("iom-keycloak", &[Algorithm::RS256][..]));
    assert_eq!(keycloak.places.roles, "/resource_access/waystation/roles");
    assert_eq!(keycloak.places.purpose, "/purpose");
    assert_eq!(keycloak.role_names["case-worker"], Role::CaseWorker);
    assert_eq!(partner.roles, HashSet::from([Role::NgoFocalPoint]));
    assert_eq!(partner.maximum_lifetime, TimeDelta::minutes(15));
    assert_eq!(partner.documents, Accepts::Any);
    let restricted = entries_of(&EXAMPLE.replace("documents = \"any\"", "documents = \"persisted-only\""));
    assert_eq!(restricted.unwrap()[2].documents, Accepts::PersistedOnly);
    // Missing settings get the strict defaults.
    assert_eq!((&keycloak.form, &partner.form), (&Form::default(), &Form::default()));
    assert!(auth0.form.token_id_may_be_missing && okta.form.type_may_be_missing);
    assert_eq!((entra.places.token_id.as_str(), entra.form.maximum_bytes), ("/uti", 16_384));
    assert_eq!(okta.defaults.organisation, Some(Uuid::parse_str("01900000-0000-7000-8000-000000000005").unwrap()));
}

#[test]
fn defaults_and_names_are_those_that_the_issuer_may_speak_of() {
    let text = r#"[issuers.ngo]
issuer = "https://sso.ngo.example/"
audience = "waystation"
algorithms = ["RS256"]
organisations = ["00000000-0000-0000-0000-000000000002"]
roles = ["NGO_FOCAL_POINT"]
keys = { jwks_url = "https://sso.ngo.example/keys" }
maximum_token_bytes = 1000000
type_may_be_missing = "yes"
[issuers.ngo.organisation_names]
theirs = "00000000-0000-0000-0000-000000000001"
other = "org"
[issuers.ngo.defaults]
organisation = "00000000-0000-0000-0000-000000000001"
roles = ["ADMINISTRATOR"]
centres = "every"
oversight = "GLOBAL"
subject = "amina"
country = "Niger"
[issuers.other]
documents = "all"
"#;
    let refused = entries_of(text).unwrap_err();
    for (line, words) in [
        (8, "a token has between 1024 and 65536 bytes"),
        (9, "`type_may_be_missing` must be true or false"),
        (11, "00000000-0000-0000-0000-000000000001 is not among the `organisations` of this issuer"),
        (12, "\"org\" is not the id of an organisation"),
        (14, "00000000-0000-0000-0000-000000000001 is not among the `organisations` of this issuer"),
        (15, "ADMINISTRATOR is not among the `roles` that this issuer may grant"),
        (16, "`centres` must be \"all\", for every ordinary centre, or a list of codes"),
        (17, "unknown oversight \"GLOBAL\""),
        (18, "unknown setting \"subject\""),
        (19, "\"Niger\" is no country"),
        (21, "`documents` is \"any\" or \"persisted-only\""),
    ] {
        assert!(refused.contains(&format!("issuers.toml:{line}: {words}")), "{line}: {refused}");
    }
}

#[tokio::test]
async fn claims_are_found_in_keycloaks_and_in_a_namespaced_layout() {
    let ngo = Ngo::new();
    let keycloak =
        json!({ "waystation_organisation": NGO, "resource_access": { "waystation": { "roles": ["case-worker"] } } });
    let hasura = json!({ "https://hasura.io/jwt/claims": {
        "x-hasura-org-id": NGO, "x-hasura-allowed-roles": ["focal_point"], "x-hasura-purpose": "REFERRAL_SERVICE",
    } });
    let roles = [Role::CaseWorker, Role::NgoFocalPoint];
    let of = |name: &str| example().into_iter().find(|entry| &*entry.name == name).unwrap();
    let entries = [of("iom-keycloak"), of("partner-ngo")];
    for ((entry, layout), role) in entries.into_iter().zip([keycloak, hasura]).zip(roles) {
        let mut claims = claims();
        claims["aud"] = json!(entry.audience);
        for (name, value) in layout.as_object().unwrap() {
            claims[name] = value.clone();
        }
        let entry =
            IssuerEntry { places: entry.places, role_names: entry.role_names, audience: entry.audience, ..ngo.entry() };
        let verified = judge(entry, &ngo.token(&ngo.header(), &claims)).await.unwrap();
        assert_eq!((verified.organisation_id, verified.roles), (NGO, vec![role]));
    }
}

#[test]
fn every_fault_is_told_with_its_line() {
    let text = r#"[issuers.ngo]
issuer = "https://sso.ngo.example/"
audiense = "waystation"
algorithms = ["RS256", "HS256", "XS1"]
organisations = "*"
roles = ["NGO_FOCAL_PONT", "ANALYST"]
maximum_lifetime_seconds = 86400
keys = { jwks_url = "http://sso.ngo.example/keys" }
[issuers.ngo.role_names]
boss = "ADMINISTRATOR"
[issuers.ngo.claims]
organisation = "org"
role = "/roles"
[issuers.other]
keys = { jwks_file = "a", pem_file = "b" }
"#;
    let expected = r#"issuers.toml:1: `audience` is missing
issuers.toml:3: unknown setting "audiense"; did you mean "audience"?
issuers.toml:4: HS256 uses a shared secret; anyone who verifies could also sign
issuers.toml:4: unknown algorithm "XS1"
issuers.toml:5: `organisations` must be a list with at least one text
issuers.toml:6: unknown role "NGO_FOCAL_PONT"; did you mean "NGO_FOCAL_POINT"?
issuers.toml:7: a lifetime is between one minute (60) and twelve hours (43200)
issuers.toml:8: keys are fetched over https; http is for this machine only
issuers.toml:10: ADMINISTRATOR is not among the `roles` that this issuer may grant
issuers.toml:12: "org" is not a JSON pointer; it starts with "/"
issuers.toml:13: unknown setting "role"; did you mean "roles"?
issuers.toml:14: `issuer` is missing
issuers.toml:14: `audience` is missing
issuers.toml:14: `algorithms` is missing
issuers.toml:14: `organisations` is missing
issuers.toml:14: `roles` is missing
issuers.toml:15: keys need exactly one of `jwks_url`, `jwks_file`, `pem_file`"#;
    let refused = entries_of(text).unwrap_err();
    let mut told: Vec<&str> = refused.lines().collect();
    let mut wanted: Vec<&str> = expected.lines().collect();
    told.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(told, wanted, "{refused}");
}

#[test]
fn a_file_that_is_no_toml_is_told_with_its_line() {
    let refused = entries_of("[issuers.a]\nissuer = \n[issuers.b\n").unwrap_err();
    assert!(refused.contains("issuers.toml:2: ") && refused.contains("issuers.toml:3: "), "{refused}");
}

#[test]
fn nobody_is_trusted_by_an_empty_file() {
    assert_eq!(entries_of("").unwrap_err(), "issuers.toml:1: no issuer is trusted: nobody could sign in");
}

#[test]
fn two_entries_cannot_be_the_same_issuer() {
    let again = EXAMPLE.replace("https://partner-ngo.example/\"", "https://sso.iom.example/realms/field\"");
    assert!(entries_of(&again).unwrap_err().ends_with("two entries have the same issuer"));
}
