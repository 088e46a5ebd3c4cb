//! Error codes are a promise to clients: docs/errors.md lists every code of the source, and no other.

use std::{collections::BTreeSet, fs, path::Path};

/// Where the source defines codes.
const PLACES: [&str; 4] = ["src/error.rs", "src/graphql/admission/refusal.rs", "src/http", "src/http/identity"];

/// Other words in capitals in these files.
const OTHER_WORDS: [&str; 4] = ["POST", "DENY", "JSON", "WRONG"];

#[test]
fn the_page_of_errors_lists_every_code() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &Path| fs::read_to_string(path).expect("a file of the repository");
    let mut used = BTreeSet::new();
    for place in PLACES.map(|place| root.join(place)) {
        let files = if place.is_dir() {
            let entries = fs::read_dir(&place).expect("a folder of the repository");
            entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_file()).collect()
        } else {
            vec![place]
        };
        used.extend(files.iter().flat_map(|file| between(read(file).as_str(), '"')));
    }
    let used: BTreeSet<_> = used.into_iter().filter(|code| !OTHER_WORDS.contains(&code.as_str())).collect();
    let page = read(&root.join("docs/errors.md"));
    let (_, table) = page.split_once("| code | status | meaning |").expect("the table of codes");
    let (table, _) = table.split_once("\n\n").expect("the table ends");
    let listed: BTreeSet<_> =
        table.lines().filter_map(|line| line.split('|').nth(1)).flat_map(|cell| between(cell, '`')).collect();
    assert_eq!(listed, used);
    assert!(used.len() > 40, "{used:?}");
}

/// Words of capitals and underscores that are enclosed in this sign on one line.
fn between(text: &str, sign: char) -> Vec<String> {
    let word = |it: &&str| it.len() > 3 && it.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    text.lines().flat_map(|line| line.split(sign).filter(word)).map(str::to_owned).collect()
}
