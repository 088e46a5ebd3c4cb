//! Rows that a correction closed are used nowhere: each list and each statement says whether it reads rows in force.

use std::{fs, path::Path};

use waystation::graphql::{
    record::table::{Field, Holds},
    records,
};

/// The entities whose rows a correction can close.
const CORRECTED: [&str; 10] = [
    "capacity_assessment",
    "case_note",
    "contact",
    "identifier",
    "immigration_status",
    "medical_note",
    "nationality",
    "person_language",
    "person_name",
    "vulnerability",
];

/// Files that read these tables and need no condition, each with the reason. May only shrink.
const WITHOUT: [(&str, &str); 1] = [("src/store/background/search_keys.rs", "a name that is closed has no words")];

#[test]
fn a_list_of_rows_that_can_be_closed_says_which_of_them_it_shows() {
    let mut lists = 0;
    for field in records::all().into_iter().flat_map(|table| &table.fields) {
        let Holds::Many { edge, to, connection } = &field.holds else { continue };
        let corrected = |field: &Field| matches!(&field.holds, Holds::One { to, .. } if to().name == "Correction");
        let closes = to().fields.iter().any(corrected) && to().name != "FormerPersonFacts";
        lists += usize::from(closes && !connection);
        assert_eq!(format!("{:?}", edge().rows) != "All", closes, "{}", field.name);
    }
    assert_eq!(lists, 2 * CORRECTED.len());
}

#[test]
fn a_statement_over_rows_that_can_be_closed_reads_those_in_force() {
    let (mut files, mut findings) = (Vec::new(), Vec::new());
    read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/store")), &mut files);
    for (path, text) in &files {
        let reads = CORRECTED.iter().any(|entity| {
            let of = format!("{entity}::Entity");
            text.match_indices(&of)
                .any(|(at, _)| !text[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_'))
        });
        let without = WITHOUT.iter().any(|(file, _)| path.ends_with(file));
        if reads && !without && !text.contains("in_force") {
            findings.push(path);
        }
    }
    assert!(findings.is_empty(), "these read rows that were corrected: {findings:?}");
    assert!(files.len() > 100, "the store was read");
}

fn read(folder: &Path, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            read(&path, files);
        } else {
            files.push((path.to_string_lossy().into_owned(), fs::read_to_string(&path).expect("a text")));
        }
    }
}
