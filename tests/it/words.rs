//! The mechanical rules of language in CONTRIBUTING.md: openings that no sentence of comments, schema or pages has.
//! A sentence that opens with a relative clause hides its subject. A question may open so.

use std::{fs, path::Path};

/// Openings that no sentence may have.
const OPENINGS: &[&str] = &["Who ", "Whoever ", "Whom ", "What came of ", "Of a ", "At which ", "Not everybody's "];

/// Sentences that may stay: the file, the opening, and why. May only shrink.
const EXCEPTIONS: &[(&str, &str, &str)] = &[];

/// The folders and files that are read. Generated files are included, because descriptions end up in `schema.graphql`.
const FOLDERS: &[&str] =
    &["src", "admission/src", "entity", "migration", "tests/it", "bench/src", "bench/benches", "docs", "examples"];
const FILES: &[&str] =
    &["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "schema.graphql", "schema.origin.graphql"];

#[test]
fn no_sentence_hides_its_subject() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for place in FOLDERS.iter().chain(FILES) {
        read(top, &top.join(place), &mut files);
    }
    assert!(files.len() > 500, "only {} files were read", files.len());
    let mut used = vec![false; EXCEPTIONS.len()];
    let mut findings = Vec::new();
    for (path, text) in &files {
        for sentence in sentences(path, text) {
            if !OPENINGS.iter().any(|opening| sentence.starts_with(opening)) || sentence.ends_with('?') {
                continue;
            }
            match EXCEPTIONS.iter().position(|(file, start, _)| path == file && sentence.starts_with(start)) {
                Some(number) => used[number] = true,
                None => findings.push(format!("{path}: {}", sentence.chars().take(100).collect::<String>())),
            }
        }
    }
    let gone = EXCEPTIONS.iter().zip(used).filter(|(_, used)| !used);
    findings.extend(gone.map(|((file, start, _), _)| format!("{file}: {start} is gone; remove the exception")));
    assert!(findings.is_empty(), "{} sentences\n{}", findings.len(), findings.join("\n"));
}

#[test]
fn sentences_are_found_where_they_begin() {
    let code = "/// Reads a row. Who asks\n/// is logged.\nfn who() { // Of a case\n let it = \"https://a.b\"; }\n";
    assert_eq!(sentences("a.rs", code), ["Reads a row.", "Who asks is logged.", "Of a case"]);
    let schema = "\"\"\"\nOne case. Whom it is about\n\"\"\"\ntype Case {\n  \"Its id.\"\n  id: ID\n}\n";
    assert_eq!(sentences("a.graphql", schema), ["One case.", "Whom it is about", "Its id."]);
    let page = "# Who sees what\n\n- **One.** Who\n  reads?\n\n```\nWho is code\n```\n\n| Whoever asks | no |\n";
    assert_eq!(sentences("a.md", page), ["One.", "Who reads?", "Whoever asks", "no"]);
}

/// The sentences of the comments of code, of the descriptions of a schema, and of the text of a document.
fn sentences(path: &str, text: &str) -> Vec<String> {
    let mut blocks = vec![String::new()];
    let mut inside = false;
    for line in text.lines() {
        let line = line.trim();
        let (part, alone) = match path.rsplit_once('.').map(|(_, kind)| kind) {
            Some("rs") => match line.find("//").filter(|at| *at == 0 || line[..*at].ends_with(' ')) {
                Some(at) => (line[at..].trim_start_matches(['/', '!']), at > 0),
                None => ("", true),
            },
            Some("graphql") if line == "\"\"\"" => {
                inside = !inside;
                ("", true)
            }
            Some("graphql") if inside => (line, false),
            Some("graphql") => (line.strip_prefix('"').map_or("", |rest| rest.trim_end_matches('"')), true),
            _ if line.starts_with("```") => {
                inside = !inside;
                ("", true)
            }
            _ if inside || line.starts_with('#') => ("", true),
            _ => (line, line.starts_with('|')),
        };
        let begins = ["- ", "* ", "> "].iter().any(|mark| part.trim_start().starts_with(mark));
        if alone || begins || part.trim().is_empty() {
            blocks.push(String::new());
        }
        let cells: Vec<&str> = if part.starts_with('|') { part.split('|').collect() } else { vec![part] };
        for (number, cell) in cells.into_iter().enumerate() {
            if number > 0 {
                blocks.push(String::new());
            }
            let block = blocks.last_mut().expect("there is one");
            block.push_str(cell.trim().trim_start_matches(['-', '*', '>', ' ']));
            block.push(' ');
        }
        if alone {
            blocks.push(String::new());
        }
    }
    let mut found = Vec::new();
    for block in blocks.iter().map(|block| block.replace("**", "")) {
        let mut from = 0;
        for (at, _) in block.match_indices(['.', '!', '?']) {
            if block[at + 1..].starts_with(' ') {
                found.push(block[from..=at].trim().to_owned());
                from = at + 1;
            }
        }
        found.push(block[from..].trim().to_owned());
    }
    found.retain(|sentence| !sentence.is_empty());
    found
}

fn read(top: &Path, path: &Path, files: &mut Vec<(String, String)>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).expect("a folder of the repository") {
            read(top, &entry.expect("an entry").path(), files);
        }
    } else if path.extension().is_some_and(|kind| matches!(kind.to_str(), Some("rs" | "md" | "graphql"))) {
        let inside = path.strip_prefix(top).expect("it is below").to_string_lossy().replace('\\', "/");
        if inside != "tests/it/words.rs" {
            files.push((inside, fs::read_to_string(path).expect("a file is text")));
        }
    }
}
