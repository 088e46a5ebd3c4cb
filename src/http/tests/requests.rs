//! The required form of a request, and the form of its response.

use super::*;

#[tokio::test]
async fn a_query_is_answered_with_its_cost() {
    for (accept, content_type) in
        [(NEW, "application/graphql-response+json; charset=utf-8"), (OLD, "application/json; charset=utf-8")]
    {
        let asked = ask(post(
            accept,
            json!({ "query": "query($n: String) { hello(name: $n) }", "variables": { "n": "é" } }).to_string(),
        ))
        .await;
        assert_eq!((asked.status, &asked.body["data"]), (StatusCode::OK, &json!({ "hello": "hello é" })));
        assert_eq!(asked.body["extensions"]["cost"], json!({ "requested": 1, "maximum": 100_000 }));
        assert_eq!(asked.headers["content-type"], content_type);
        assert_eq!(asked.headers["cache-control"], "no-store");
    }
}

#[tokio::test]
async fn a_query_may_come_by_get_and_a_mutation_may_not() {
    let asked =
        ask(Request::get("/graphql?query=query(%24n:String)%7Bhello(name:%24n)%7D&variables=%7B%22n%22:%22x%22%7D")
            .body(Body::empty())
            .unwrap())
        .await;
    assert_eq!(asked.body["data"], json!({ "hello": "hello x" }));
    let asked = ask(Request::get("/graphql?query=mutation%7Bopen%7D").body(Body::empty()).unwrap()).await;
    assert_eq!(
        (asked.status, asked.code(), asked.body.get("data")),
        (StatusCode::METHOD_NOT_ALLOWED, "MUTATION_NEEDS_POST", None)
    );
    assert_eq!(asked.headers["allow"], "POST");
    let asked = ask(query("mutation { open }")).await;
    assert_eq!(asked.body["data"], json!({ "open": 1 }));
    let asked = ask(Request::put("/graphql").body(Body::empty()).unwrap()).await;
    assert_eq!((asked.status, asked.code()), (StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED"));
}

#[tokio::test]
async fn only_json_bodies_are_read() {
    let body = || Body::from(json!({ "query": "mutation { open }" }).to_string());
    for content_type in [
        "text/plain",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded",
        "application/json; charset=utf-16",
    ] {
        let asked = ask(Request::post("/graphql").header("content-type", content_type).body(body()).unwrap()).await;
        assert_eq!((asked.status, asked.code()), (StatusCode::UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE"));
    }
    let asked = ask(Request::post("/graphql").body(body()).unwrap()).await;
    assert_eq!(asked.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let mut zipped = post(NEW, body());
    zipped.headers_mut().insert("content-encoding", "gzip".parse().unwrap());
    assert_eq!(ask(zipped).await.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let asked = ask(post("text/html", body())).await;
    assert_eq!((asked.status, asked.code()), (StatusCode::NOT_ACCEPTABLE, "NOT_ACCEPTABLE"));
}

#[tokio::test]
async fn a_body_that_is_no_request_is_refused_with_400_for_everybody() {
    for (body, code) in [
        (&b"{ \"query\": "[..], "MALFORMED_JSON"),
        (b"", "MALFORMED_JSON"),
        (b"{ \"query\": \"\xff\" }", "MALFORMED_JSON"),
        (b"[{ \"query\": \"{ hello }\" }]", "BATCHING_NOT_SUPPORTED"),
        (b"{ \"qeury\": \"{ hello }\" }", "INVALID_REQUEST"),
        (b"{ \"query\": 5 }", "INVALID_REQUEST"),
        (b"{ \"query\": \"{ hello }\", \"query\": \"{ hello }\" }", "REPEATED_NAME"),
        (b"{ \"query\": \"{ hello }\", \"variables\": { \"a\": { \"b\": 1, \"b\": 2 } } }", "REPEATED_NAME"),
        (b"{ \"query\": \"{ hello }\", \"variables\": { \"a\": 1E400 } }", "NUMBER_TOO_LARGE"),
        (b"{ \"variables\": {} }", "INVALID_REQUEST"),
        (b"{ \"query\": \"{ hello }\", \"variables\": [] }", "INVALID_REQUEST"),
        (b"{ \"query\": \"{ hello }\", \"operationName\": 1 }", "INVALID_REQUEST"),
        (b"{ \"query\": \"{ hello }\", \"extensions\": \"\" }", "INVALID_REQUEST"),
        (b"\"{ hello }\"", "INVALID_REQUEST"),
    ] {
        for accept in [NEW, OLD] {
            let asked = ask(post(accept, body.to_vec())).await;
            assert_eq!((asked.status, asked.code()), (StatusCode::BAD_REQUEST, code));
            assert!(asked.body.get("data").is_none());
        }
    }
    let asked = ask(post(
        NEW,
        json!({ "query": "{ hello }", "operationName": null, "variables": null, "extensions": null, "id": 1 })
            .to_string(),
    ))
    .await;
    assert_eq!(asked.status, StatusCode::OK);
}

#[tokio::test]
async fn a_request_that_cannot_run_has_no_data_and_the_status_its_caller_expects() {
    for (document, code) in [
        ("{", "SYNTAX_ERROR"),
        ("{ nothing }", "VALIDATION_FAILED"),
        ("query($n: String!) { hello(name: $n) }", "INVALID_VARIABLE"),
        ("{ hello(name: 3) }", "INVALID_ARGUMENT"),
        ("{ a: hello a: long }", "CONFLICTING_FIELDS"),
    ] {
        for (accept, status) in [(NEW, StatusCode::BAD_REQUEST), (OLD, StatusCode::OK)] {
            let asked = ask(post(accept, json!({ "query": document }).to_string())).await;
            assert_eq!((asked.status, asked.code()), (status, code), "{document}");
            assert!(asked.body.get("data").is_none());
        }
    }
}

#[tokio::test]
async fn the_objections_of_the_engine_are_few_short_and_without_suggestions() {
    let fields = (0..500).map(|number| format!("helo{number}")).collect::<Vec<_>>().join(" ");
    let limits = Limits { root_fields: 1_000, ..Limits::default() };
    let document = format!("{{ {} {fields} }}", "z".repeat(5_000));
    let asked = send(server(&limits, &ServerLimits::default()).0, query(&document)).await;
    let errors = asked.body["errors"].as_array().unwrap();
    assert_eq!(errors.len(), 10);
    for error in errors {
        assert_eq!(error["extensions"]["code"], "VALIDATION_FAILED");
        let message = error["message"].as_str().unwrap();
        assert!(message.chars().count() <= 201 && !message.contains("Did you mean"), "{message}");
    }
}

#[tokio::test]
async fn an_error_without_a_code_stays_in_the_house() {
    let asked = ask(query("{ hello fails }")).await;
    assert_eq!((asked.status, asked.code()), (StatusCode::OK, "INTERNAL"));
    assert_eq!((&asked.body["data"], &asked.body["errors"][0]["path"]), (&Value::Null, &json!(["fails"])));
    assert!(!asked.body.to_string().contains("relation"));
    let asked = ask(query("{ refused }")).await;
    assert_eq!((asked.code(), &asked.body["errors"][0]["message"]), ("NOT_FOUND", &json!("there is no such case")));
}

#[tokio::test]
async fn a_panic_is_a_coded_500_with_a_request_id() {
    let asked = ask(query("{ panics }")).await;
    assert_eq!((asked.status, asked.code()), (StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL"));
    assert!(asked.headers.contains_key("x-request-id") && !asked.body.to_string().contains("disco"));
}

#[tokio::test]
async fn a_caller_without_a_token_gets_the_answer_of_identity() {
    let mut request = query("{ hello }");
    request.headers_mut().insert("authorization", "Bearer nobody".parse().unwrap());
    assert_eq!(ask(request).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_header_asks_for_errors_instead_of_notes() {
    let asked = ask(query("{ withheldAsErrors }")).await;
    assert_eq!(asked.body["data"], json!({ "withheldAsErrors": false }));
    for (value, answer) in
        [("error", json!(true)), ("note", json!(false)), ("nonsense", Value::Null), ("", Value::Null)]
    {
        let mut request = query("{ withheldAsErrors }");
        request.headers_mut().insert("x-waystation-withheld", value.parse().unwrap());
        let asked = ask(request).await;
        let status = if answer.is_null() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
        assert_eq!((asked.status, &asked.body["data"]["withheldAsErrors"]), (status, &answer), "{value}");
    }
}

#[tokio::test]
async fn a_header_names_the_languages_of_the_caller() {
    for (languages, expected) in [("ha, fr;q=0.8, ar-TN;q=0.9", json!(["ha", "ar-TN", "fr"])), ("", json!([]))] {
        let mut request = query("{ languages }");
        request.headers_mut().insert("accept-language", languages.parse().expect("a header value"));
        assert_eq!(ask(request).await.body["data"]["languages"], expected, "{languages}");
    }
}

#[tokio::test]
async fn numbers_of_json_are_whole_where_they_are_whole() {
    let asks = |n: &str| {
        let text = format!("{{ \"query\": \"query($n: Int) {{ twice(of: $n) }}\", \"variables\": {{ \"n\": {n} }} }}");
        ask(post(OLD, text))
    };
    for (number, twice) in [("1.0", 2), ("-0", 0), ("1e2", 200), ("-2147483648.0", 0)] {
        assert_eq!(asks(number).await.body["data"]["twice"], twice, "{number}");
    }
    for number in ["1.5", "2147483648.0", "1e10"] {
        assert_eq!(asks(number).await.code(), "INVALID_VARIABLE", "{number}");
    }
}

#[tokio::test]
async fn what_tells_about_a_person_is_not_taken_out_of_an_address() {
    let asked = ask(Request::get("/graphql?query=%7Bfound(name:%22Awa%22)%7D").body(Body::empty()).unwrap()).await;
    assert_eq!((asked.status, asked.code()), (StatusCode::METHOD_NOT_ALLOWED, "PERSONAL_DATA_NEEDS_POST"));
    assert_eq!(asked.headers["allow"], "POST");
    assert_eq!(ask(query("{ found(name: \"Awa\") }")).await.body["data"], json!({ "found": true }));
}

#[tokio::test]
async fn a_slash_at_the_end_of_the_address_changes_nothing() {
    let asked = ask(Request::get("/graphql/?query=%7Bhello%7D").body(Body::empty()).unwrap()).await;
    assert_eq!(asked.body["data"], json!({ "hello": "hello " }));
}
