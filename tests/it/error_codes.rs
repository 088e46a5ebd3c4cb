//! Error codes are a promise to clients: docs/errors.md lists every value of the enum `ErrorCode` with the sentence of the
//! schema, and the source writes no code in any other way.

use std::{fs, path::Path};

use async_graphql::parser::{
    parse_schema,
    types::{TypeKind, TypeSystemDefinition},
};
use waystation::graphql::engine;

use crate::layers::source;

#[test]
fn the_page_of_errors_lists_every_code_with_its_sentence() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/errors.md");
    let page = fs::read_to_string(page).expect("a file of the repository");
    let (_, table) = page.split_once("| code | status | meaning |\n|---|---|---|\n").expect("the table of codes");
    let (table, _) = table.split_once("\n\n").expect("the table ends");
    let listed: Vec<_> = table
        .lines()
        .map(|line| {
            let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
            (cells[0].trim_matches('`').to_owned(), cells[2].to_owned())
        })
        .collect();
    assert_eq!(listed, codes());
}

/// The codes of the schema with their sentences.
fn codes() -> Vec<(String, String)> {
    let schema = parse_schema(engine::sdl(&engine::schema())).expect("the schema can be read");
    for definition in schema.definitions {
        let TypeSystemDefinition::Type(definition) = definition else { continue };
        let TypeKind::Enum(codes) = &definition.node.kind else { continue };
        if definition.node.name.node != "ErrorCode" {
            continue;
        }
        let sentence = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let codes = codes.values.iter().map(|value| {
            let text = &value.node.description.as_ref().expect("a code has a description").node;
            (value.node.value.node.to_string(), sentence(text))
        });
        return codes.collect();
    }
    panic!("the schema has no ErrorCode");
}

#[test]
fn no_file_writes_a_code_as_text() {
    let codes = codes();
    let mut findings = Vec::new();
    for file in source::all().iter().filter(|file| !file.test && file.path.starts_with("src/")) {
        let outside_tests = file.text.split("#[cfg(test)]").next().unwrap_or_default();
        let written = |code: &str| outside_tests.contains(&format!("\"{code}\""));
        findings
            .extend(codes.iter().filter(|(code, _)| written(code)).map(|(code, _)| format!("{}: {code}", file.path)));
    }
    assert!(findings.is_empty(), "write these as ErrorCode:\n{}", findings.join("\n"));
}
