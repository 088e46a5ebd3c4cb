//! The conventions of the server, with its own schema.

use async_graphql::value;

use super::*;

fn cost(query: &str) -> Result<u64, ConstValue> {
    let admission = Gates::new(&Limits::default()).unwrap().casework;
    let code = |refusals: Vec<Refusal>| ConstValue::from(code(refusals[0].reason).name());
    admission.admit(query, None, &Variables::default()).map(|it| it.cost).map_err(code)
}

#[test]
fn the_schema_of_the_server_is_read_and_an_inbox_is_admitted() {
    assert!(cost(include_str!("../../../admission/src/introspection.graphql")).is_ok());
    assert_eq!(
        cost("{ referrals(box: INCOMING, first: 50) { totalCount nodes { id case { id reference } } } }"),
        Ok(203)
    );
    // The default lengths are in the schema: 20 referrals, 100 names. A daily list has at most 366 days.
    assert_eq!(cost("{ referrals(box: INCOMING) { nodes { id } } }"), Ok(22));
    assert_eq!(cost("{ cases(first: 1) { nodes { person { names { family } } } } }"), Ok(1 + 1 + 1 + 101));
    assert_eq!(cost("{ centres(first: 1) { nodes { occupancyPerDay { at } } } }"), Ok(1 + 1 + 1 + 366));
}

#[test]
fn buckets_count_as_often_as_there_can_be_some() {
    let cost = |group_by: &str, of_a_centre: &str| {
        cost(&format!(
            "{{ statistics(measures: [CASES] {group_by} between: {{ from: \"2020-01-01\", before: \"2021-01-01\" }}) {{
                buckets {{ centre {{ {of_a_centre} }} }} }} }}"
        ))
    };
    assert_eq!(cost("", "name"), Ok(1 + 1 + 2));
    assert_eq!(cost("groupBy: []", "name"), Ok(1 + 1 + 2));
    assert_eq!(cost("groupBy: [CENTRE]", "name"), Ok(1 + 1 + 2_000));
    let nested = "cases(first: 100) { nodes { reference } }";
    assert_eq!(cost("groupBy: [PERIOD, AGE_BAND, CENTRE]", nested), Err(value!("TOO_COSTLY")));
}

#[test]
fn an_identifier_in_an_input_must_be_one_and_has_its_own_code() {
    let of_centre = |id: &str| cost(&format!("{{ cases(filter: {{ centreId: \"{id}\" }}) {{ totalCount }} }}"));
    assert_eq!(of_centre(&global_id::encode("Centre", Uuid::nil())), Ok(2));
    assert_eq!(of_centre("x"), Err(value!("INVALID_ID")));
}

#[test]
fn each_scalar_takes_its_own_values_only() {
    for (scalar, good, bad) in [
        ("CountryCode", value!("NER"), value!(3)),
        ("LanguageTag", value!("ar-TN"), value!(true)),
        ("ScriptCode", value!("Latn"), value!(["Latn"])),
        ("DateTime", value!("2026-02-28T23:59:59.123456Z"), value!("2026-02-30T00:00:00Z")),
        ("DateTime", value!("9999-12-31T23:59:59Z"), value!("+10000-01-01T00:00:00Z")),
        ("DateTime", value!("0001-01-01T00:00:00Z"), value!("0001-01-01T00:00:00+01:00")),
        ("Date", value!("2024-02-29"), value!("2026-02-29")),
        ("Date", value!("9999-12-31"), value!("+10000-01-01")),
        ("UUID", value!("01900000-0000-7000-8000-000000000000"), value!("01900000")),
    ] {
        assert_eq!(ServerConventions.scalar(scalar, &good.into_value()), Ok(()), "{scalar}");
        assert!(ServerConventions.scalar(scalar, &bad.into_value()).is_err(), "{scalar}");
    }
}
