//! The arrows and invariants of the layers, read from the source, because a running program cannot show what is absent.
//! When a test here fails, the code is most likely in the wrong place.

pub mod modules;
pub mod source;

use self::source::Source;

/// The modules that each part of the server may name in addition to itself. A new part needs an entry here.
const ARROWS: &[(&str, &[&str])] = &[
    ("metrics", &[]),
    ("error", &[]),
    ("global_id", &["error"]),
    ("scalars", &[]),
    ("labels", &[]),
    ("access", &[]),
    ("rules", &["access"]),
    ("store", &["access", "rules", "error", "metrics"]),
    ("actions", &["access", "rules", "store", "error", "global_id", "scalars"]),
    ("graphql", &["access", "rules", "store", "actions", "error", "global_id", "scalars", "labels", "metrics"]),
    ("http", &["access", "rules", "store", "actions", "graphql", "error", "global_id", "labels", "metrics"]),
    // The settings of the whole server, composed of the settings of its parts.
    ("config", &["access", "store", "graphql", "http"]),
    ("logs", &["config"]),
    ("command", &["access", "rules", "store", "actions", "graphql", "http", "config", "logs", "error", "metrics"]),
    // The program names the server as `waystation`.
    ("main", &["command"]),
];

/// The folders and files inside a part, from the bottom up: each may name only those before it. A new one needs a place here.
const FOLDERS: &[(&str, &str)] = &[
    (
        "store",
        "database sql read_log identity access read lists write changes webhooks case_file consular tasks background directory statistics",
    ),
    (
        "actions",
        "verb localised case_row beds steps consular consents overriding best_interest orders services directory webhooks shares referrals transfers people households matching \
         entries cases stays perform available",
    ),
];

/// Files that may be longer than [`LONGEST`] lines, and how long. May only shrink: split the file instead.
const LONGER: &[(&str, usize)] = &[];
const LONGEST: usize = 300;

/// Actions that query the database themselves, inside their change. May only shrink: the query belongs in `store`.
const ASKING: &[&str] = &[];

/// The files of the server in these folders, without tests.
fn code_of(folders: &[&str]) -> Vec<Source> {
    let mut code = source::all();
    code.retain(|it| !it.test && folders.iter().any(|folder| it.path.starts_with(folder)));
    assert!(!code.is_empty(), "there is no code in {folders:?}");
    code
}

fn none(findings: &[String]) {
    assert!(findings.is_empty(), "\n{}", findings.join("\n"));
}

/// The files that name one of the words, each with the word.
fn naming(files: &[Source], words: &[&str]) -> Vec<String> {
    let named = |file: &Source| {
        words.iter().filter(|word| file.names(word)).map(|word| format!("{}: {word}", file.path)).collect::<Vec<_>>()
    };
    files.iter().flat_map(named).collect()
}

#[test]
fn imports_go_one_way() {
    let mut findings = Vec::new();
    for file in code_of(&["src/"]) {
        let module = file.module();
        let Some(part) = module.first().copied() else { continue };
        let Some((_, may)) = ARROWS.iter().find(|(it, _)| *it == part) else {
            findings.push(format!("{}: `{part}` has no entry in ARROWS", file.path));
            continue;
        };
        let stray = file.uses().into_iter().filter(|used| used != part && !may.contains(&used.as_str()));
        findings.extend(stray.map(|used| format!("{}: {part} may not use {used}", file.path)));
    }
    none(&findings);
}

#[test]
fn folders_go_one_way() {
    let mut findings = Vec::new();
    let imports = modules::imports(&code_of(&["src/"]));
    for (part, folders) in FOLDERS {
        let place = |module: &[String]| match module {
            [of, folder, ..] if of == part => Some((folder.clone(), folders.split(' ').position(|it| it == folder))),
            _ => None,
        };
        for (module, imported) in &imports {
            let Some((folder, at)) = place(module) else { continue };
            if at.is_none() {
                findings.push(format!("{part}::{folder} has no place in FOLDERS"));
            }
            let higher = imported.iter().filter(|it| place(it).is_some_and(|(_, other)| other > at));
            findings.extend(higher.map(|it| format!("{} may not use {}", module.join("::"), it.join("::"))));
        }
    }
    none(&findings);
}

#[test]
fn no_modules_import_each_other_in_a_circle() {
    let line = |(module, imported): (&modules::Path, &std::collections::BTreeSet<modules::Path>)| {
        let imported: Vec<_> = imported.iter().map(|it| it.join("::")).collect();
        format!("{} uses {}", module.join("::"), imported.join(", "))
    };
    for crate_of in ["src/", "admission/src/", "entity/src/", "migration/src/", "demo/src/", "bench/src/"] {
        let circles = modules::circles(&modules::imports(&code_of(&[crate_of])));
        none(&circles.iter().map(line).collect::<Vec<_>>());
    }
}

#[test]
fn admission_is_a_crate_that_needs_nothing_of_ours() {
    let needs = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/admission/Cargo.toml")).expect("a text");
    assert!(!needs.contains("path ="), "{needs}");
}

#[test]
fn rules_and_access_know_no_database_and_wait_for_nothing() {
    let pure = code_of(&["src/rules/", "src/access/"]);
    let mut findings = naming(&pure, &["async", "await", "tokio", "axum", "sqlx", "reqwest"]);
    for file in &pure {
        // Value types and code lists do not access the database.
        let known = ["Iterable", "EnumIter", "ActiveEnum", "prelude", "Date", "DateTimeUtc"];
        let stray = file.names_of("sea_orm").into_iter().filter(|name| !known.contains(name));
        findings.extend(stray.map(|name| format!("{}: sea_orm::{name}", file.path)));
    }
    none(&findings);
}

#[test]
fn only_the_store_asks_the_database() {
    let asking = [
        "ConnectionTrait",
        "DatabaseConnection",
        "DatabaseTransaction",
        "EntityTrait",
        "QueryFilter",
        "QueryOrder",
        "QuerySelect",
        "Statement",
        "StatementBuilder",
        "TransactionTrait",
    ];
    let elsewhere = code_of(&["src/"]).into_iter().filter(|file| !file.path.starts_with("src/store/"));
    let (excepted, elsewhere): (Vec<_>, Vec<_>) = elsewhere.partition(|file| ASKING.contains(&file.path.as_str()));
    none(&naming(&elsewhere, &asking));
    let done = excepted.iter().filter(|file| naming(std::slice::from_ref(file), &asking).is_empty());
    none(&done.map(|file| format!("{}: asks no longer; take it out of ASKING", file.path)).collect::<Vec<_>>());
}

#[test]
fn graphql_writes_nothing_and_builds_no_statement() {
    let files = code_of(&["src/graphql/"]);
    let mut findings = naming(&files, &["ActiveModel", "ActiveModelTrait", "InsertStatement", "UpdateStatement"]);
    let queries = files.iter().filter(|file| file.names_of("sea_query").contains(&"Query"));
    findings.extend(queries.map(|file| format!("{}: sea_query::Query", file.path)));
    none(&findings);
}

#[test]
fn only_identity_reads_tokens() {
    let elsewhere = code_of(&["src/"]).into_iter().filter(|file| !file.path.starts_with("src/http/identity"));
    none(&naming(&elsewhere.collect::<Vec<_>>(), &["jsonwebtoken"]));
}

#[test]
fn the_server_signs_no_token() {
    none(&naming(&code_of(&["src/"]), &["EncodingKey", "EcdsaKeyPair"]));
}

#[test]
fn only_records_and_roots_touch_the_low_level_traits_of_the_engine() {
    let of_graphql =
        "changes/mod.rs counter.rs duplicates.rs lists/mod.rs record/ mutation.rs node.rs origin.rs payload.rs tasks/";
    let allowed: Vec<_> = of_graphql.split(' ').map(|it| format!("src/graphql/{it}")).collect();
    let findings = code_of(&["src/"]).into_iter().filter_map(|file| {
        let answers = file.code.contains("OutputType for") || file.code.contains("ContainerType for");
        (answers && !allowed.iter().any(|it| file.path.starts_with(it.as_str()))).then_some(file.path)
    });
    none(&findings.collect::<Vec<_>>());
}

#[test]
fn the_clock_is_read_at_the_edge() {
    let inside = [
        "src/access/",
        "src/rules/",
        "src/store/",
        "src/actions/",
        "src/graphql/",
        "admission/src/",
        "demo/src/",
        "entity/",
        "migration/",
    ];
    let findings = code_of(&inside).into_iter().flat_map(|file| {
        let clocks = ["Utc::now", "SystemTime::now", "Local::now"];
        clocks
            .into_iter()
            .filter(|it| file.code.contains(it))
            .map(|it| format!("{}: {it}", file.path))
            .collect::<Vec<_>>()
    });
    none(&findings.collect::<Vec<_>>());
}

#[test]
fn a_file_is_one_idea_and_says_so_in_its_first_line() {
    let mut findings = Vec::new();
    for file in source::all() {
        let lines = file.text.lines().count();
        let longest = LONGER.iter().find(|(path, _)| *path == file.path).map_or(LONGEST, |(_, lines)| *lines);
        if lines > longest {
            findings.push(format!("{}: {lines} lines", file.path));
        }
        if longest > LONGEST && lines <= LONGEST {
            findings.push(format!("{}: no longer too long; take it out of LONGER", file.path));
        }
        if !file.text.starts_with("//! ") {
            findings.push(format!("{}: the first line does not say what it is", file.path));
        }
    }
    none(&findings);
}

#[test]
fn nothing_is_left_for_later() {
    let mut findings = Vec::new();
    for file in source::all().into_iter().filter(|file| file.path != "tests/it/layers.rs") {
        let never = ["#[allow", "#![allow", "todo!", "unimplemented!", "dbg!", "#[ignore"];
        findings.extend(never.iter().filter(|it| file.code.contains(**it)).map(|it| format!("{}: {it}", file.path)));
    }
    none(&findings);
}

#[test]
fn the_reader_of_sources_reads() {
    let files = source::all();
    let file = |path: &str| files.iter().find(|file| file.path == path).expect("the file is there");
    let payload = file("src/graphql/payload.rs").uses();
    for used in ["access", "actions", "error", "store"] {
        assert!(payload.iter().any(|it| it == used), "{payload:?}");
    }
    assert!(file("src/store/database/tests.rs").test, "a module under cfg(test) is a test");
    assert!(file("src/access/class.rs").names_of("sea_orm").contains(&"Iterable"));
    assert!(
        !file("src/access/class.rs").names("bits_survive_the_database_and_unknown_ones_do_not"),
        "tests are cut off"
    );
    assert!(
        file("src/store/access/scope.rs").names("cases_at_home")
            && !file("src/store/access/scope.rs").names("property")
    );
}

#[test]
fn the_reader_of_modules_finds_a_circle() {
    let file = |path: &str, code: &str| Source {
        path: format!("src/{path}"),
        text: String::new(),
        code: code.to_owned(),
        test: false,
    };
    let mut files = vec![
        file("lib.rs", "pub mod a; pub mod b;"),
        file("a/mod.rs", "pub mod one;\nmod two;\npub use self::two::{Two, sum as total};"),
        file("a/one.rs", "use super::{Two, total};\nuse crate::b::{self, Beta};\nfn f() { b::g(); }"),
        file("a/two.rs", "pub struct Two;"),
        file("b.rs", "pub struct Beta;"),
    ];
    let names = |imports: &modules::Imports, of: &str| {
        let of: modules::Path = of.split("::").map(str::to_owned).collect();
        imports[&of].iter().map(|it| it.join("::")).collect::<Vec<_>>()
    };
    let imports = modules::imports(&files);
    assert_eq!(names(&imports, "a"), Vec::<String>::new(), "it only declares and hands on");
    assert_eq!(names(&imports, "a::one"), ["a::two", "b"]);
    assert_eq!(modules::circles(&imports), modules::Imports::new());
    files[4].code.push_str("\nfn g() { crate::a::one::f(); }");
    let circles = modules::circles(&modules::imports(&files));
    assert_eq!(circles.keys().map(|it| it.join("::")).collect::<Vec<_>>(), ["a::one", "b"]);
}

#[test]
fn one_function_decides_what_a_second_person_is() {
    let elsewhere = code_of(&["src/"])
        .into_iter()
        .filter(|file| !["src/rules/second_person.rs", "src/rules/refusal.rs"].contains(&file.path.as_str()));
    none(&naming(&elsewhere.collect::<Vec<_>>(), &["SamePerson"]));
}
