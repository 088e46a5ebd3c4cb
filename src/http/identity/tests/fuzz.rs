//! Every input gets a decision and no input causes a panic. `PROPTEST_CASES=100000` runs more cases.

use std::sync::LazyLock;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Issuers, Ngo, claims, noon, token};

static NGO: LazyLock<Ngo> = LazyLock::new(Ngo::new);

/// One runtime and one list of trusted issuers for all cases.
static JUDGE: LazyLock<(tokio::runtime::Runtime, Issuers)> = LazyLock::new(|| {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let issuers = runtime.block_on(Issuers::trust(vec![NGO.entry()], noon())).expect("the issuer is trusted");
    (runtime, issuers)
});

fn accepted(text: &str) -> bool {
    let (runtime, issuers) = &*JUDGE;
    runtime.block_on(token::verify(text, issuers, noon())).is_ok()
}

/// Values for a claim: every type of JSON, and values close to valid ones.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[a-zA-Z0-9_+/.-]{0,40}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map("[a-z]{1,6}", inner, 0..4).prop_map(|map| json!(map)),
        ]
    })
}

proptest! {
    #[test]
    fn no_text_is_a_token_without_a_signature(
        text in any::<String>(),
        parts in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..5),
    ) {
        prop_assert!(!accepted(&text));
        let parts: Vec<String> = parts.iter().map(|part| URL_SAFE_NO_PAD.encode(part)).collect();
        prop_assert!(!accepted(&parts.join(".")));
        let header = URL_SAFE_NO_PAD.encode(NGO.header().to_string());
        let unsigned = [header, parts.join(".")].join(".");
        prop_assert!(!accepted(&unsigned));
    }

    #[test]
    fn any_claim_and_any_header_has_a_judgement(
        claim in "iss|aud|sub|jti|iat|exp|nbf|org|orgType|roles|centres|purpose|country|post|[a-z]{1,6}",
        name in "alg|typ|kid|crit|jwk|[a-z]{1,4}",
        of_claim in value(),
        of_header in value(),
    ) {
        let (mut claims, mut header) = (claims(), NGO.header());
        claims[claim.as_str()] = of_claim;
        accepted(&NGO.token(&NGO.header(), &claims));
        header[name.as_str()] = of_header;
        accepted(&NGO.token(&header, &claims));
    }
}
