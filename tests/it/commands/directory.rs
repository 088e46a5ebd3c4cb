//! `directory`: an operator fills a new database from files, and takes the directory out again.

mod hsds;
mod made;
mod translated;
mod wrong;

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::Stdio,
};

use entity::{
    centre, change_log, codes::Role, consular_post, consular_post_competence, organisation, service, service_language,
    worker,
};
use sea_orm::{EntityTrait, Iterable, PaginatorTrait as _};
use uuid::Uuid;
use waystation::store::database::{Database, Options};

use self::made::{cell, csv, directory, xlsx};
use super::{Folder, development_issuer, run, waystation};
use crate::support::database::Fresh;

fn import(from: &Path, fresh: &Fresh, more: &[&str]) -> (Option<i32>, String) {
    let from = from.display().to_string();
    run(&[&["directory", "import", &from, "--database", fresh.url()], more].concat())
}

fn export(to: &Path, fresh: &Fresh) {
    let to = to.display().to_string();
    let (code, text) = run(&["directory", "export", &to, "--database", fresh.url()]);
    assert_eq!(code, Some(0), "{text}");
}

/// The rows of the directory: organisations, centres, services, posts, competences, workers. Then the log entries.
async fn counted(database: &Database) -> [u64; 7] {
    async fn rows<E: EntityTrait<Model: Sync>>(database: &Database) -> u64 {
        E::find().count(&database.reader).await.expect("the database answers")
    }
    [
        rows::<organisation::Entity>(database).await,
        rows::<centre::Entity>(database).await,
        rows::<service::Entity>(database).await,
        rows::<consular_post::Entity>(database).await,
        rows::<consular_post_competence::Entity>(database).await,
        rows::<worker::Entity>(database).await,
        rows::<change_log::Entity>(database).await,
    ]
}

#[tokio::test]
async fn three_bad_rows_are_named_and_after_mending_everything_is_written() {
    for fresh in Fresh::all().await {
        let (folder, node) = (Folder::new(), fresh.open(&Options::default()).await);
        let mut tables = directory(14);
        *cell(&mut tables, "centres", 7, "country") = "NIGER".to_owned();
        *cell(&mut tables, "services", 101, "service_type") = "HEALT_PRIMARY".to_owned();
        *cell(&mut tables, "services", 201, "centre") = "C-41".to_owned();
        let bad = [csv(&tables, &folder.0.join("bad")), xlsx(&tables, &folder.0.join("bad.xlsx"))];
        for (bad, [centres, services]) in
            bad.iter().zip([["centres.csv", "services.csv"], ["sheet centres", "sheet services"]])
        {
            let (code, text) = import(bad, &fresh, &[]);
            assert_eq!(code, Some(2), "{text}");
            for told in [
                format!(
                    "{centres}, line 7, column country: \"NIGER\" is not allowed: Three capital letters of ISO 3166"
                ),
                format!(
                    "{services}, line 101, column service_type: \"HEALT_PRIMARY\" is not allowed: One of SHELTER, FOOD"
                ),
                "did you mean \"HEALTH_PRIMARY\"?".to_owned(),
                format!(
                    "{services}, line 201, column centre: there is no \"C-41\" in centres; write the code of one of its rows"
                ),
                "because of 3 mistakes".to_owned(),
            ] {
                assert!(text.contains(&told), "{told}: {text}");
            }
            assert_eq!(counted(&node).await, [0; 7]);
        }
        *cell(&mut tables, "centres", 7, "country") = "NER".to_owned();
        *cell(&mut tables, "services", 101, "service_type") = "HEALTH_PRIMARY".to_owned();
        *cell(&mut tables, "services", 201, "centre") = "C-40".to_owned();
        let (good, book) = (csv(&tables, &folder.0.join("good")), xlsx(&tables, &folder.0.join("good.xlsx")));
        let (code, text) = import(&good, &fresh, &["--dry-run"]);
        assert!(code == Some(0) && text.contains("200 new, 0 changed, 0 same") && text.contains("dry run"), "{text}");
        assert_eq!(counted(&node).await, [0; 7]);
        let (code, text) = import(&book, &fresh, &[]);
        assert_eq!(code, Some(0), "{text}");
        let written = [7, 40, 200, 1, 2, 1, 251];
        assert_eq!(counted(&node).await, written);
        // The same from another format: nothing changes, and nothing is logged.
        let (code, text) = import(&good, &fresh, &[]);
        assert!(code == Some(0) && text.contains("0 new, 0 changed, 200 same"), "{text}");
        assert_eq!(counted(&node).await, written);
        *cell(&mut tables, "services", 201, "languages") = "ha zu".to_owned();
        let (code, text) = import(&csv(&tables, &folder.0.join("more")), &fresh, &[]);
        assert!(code == Some(0) && text.contains("0 new, 1 changed, 199 same"), "{text}");
        changed(&node).await;
        node.close().await.expect("it closes");
        fresh.give_back().await;
    }
}

/// What the last change of the languages of a service has written.
async fn changed(node: &Database) {
    let services = service::Entity::find().all(&node.reader).await.expect("read");
    let [changed] = services.iter().filter(|it| it.version == 2).collect::<Vec<_>>()[..] else { panic!("one") };
    assert_eq!((changed.name.as_str(), changed.search_key.is_empty()), ("Service 200", false));
    let spoken = service_language::Entity::find().all(&node.reader).await.expect("read");
    let spoken: Vec<_> =
        spoken.iter().filter(|it| it.service_id == changed.id).map(|it| it.language.as_str()).collect();
    assert_eq!(spoken, ["ha", "zu"]);
    let entries = change_log::Entity::find().all(&node.reader).await.expect("read");
    let [.., ref first, ref last] = entries.iter().filter(|it| it.subject_id == changed.id).collect::<Vec<_>>()[..]
    else {
        panic!("two entries")
    };
    let mut told = [first, last].map(|it| (it.subject_version, it.changed_fields.to_string()));
    told.sort();
    assert_eq!(told[1], (Some(2), r#"["updated_at","version","languages"]"#.to_owned()));
    assert!(entries.iter().all(|it| it.action == "IMPORT_DIRECTORY" && it.worker_id.is_none() && it.case_id.is_none()));
}

#[tokio::test]
async fn what_was_exported_changes_nothing_and_holds_no_formula() {
    const TEXTS: [&str; 9] = [
        "=HYPERLINK(\"https://example.org\")",
        "+227 20 00 00 00",
        "-5 is cold",
        "@desk",
        "'quoted",
        "''=1",
        "a, \"b\"; 'c'\nd",
        "مركز أغاديز",
        "#1 of Agadez",
    ];
    for fresh in Fresh::all().await {
        let (folder, node) = (Folder::new(), fresh.open(&Options::default()).await);
        let mut tables = directory(15);
        for (line, text) in (2..).zip(TEXTS) {
            // A spreadsheet and an export have an apostrophe before what is no formula.
            let guarded = if text.trim_start_matches('\'').starts_with(['=', '+', '-', '@']) { "'" } else { "" };
            *cell(&mut tables, "services", line, "description") = format!("{guarded}{text}");
            *cell(&mut tables, "services", line, "name") = format!("{guarded}{}", text.replace('\n', " "));
        }
        let (code, text) = import(&csv(&tables, &folder.0.join("first")), &fresh, &[]);
        assert_eq!(code, Some(0), "{text}");
        let services = service::Entity::find().all(&node.reader).await.expect("read");
        for text in TEXTS {
            assert!(services.iter().any(|it| it.description == text), "{text}");
        }
        let before = counted(&node).await;
        let (out, toml) = (folder.0.join("out"), folder.0.join("out.toml"));
        for exported in [&out, &toml] {
            export(exported, &fresh);
            let (code, text) = import(exported, &fresh, &[]);
            assert!(code == Some(0) && text.matches("0 new, 0 changed").count() == 6, "{text}");
            assert_eq!(counted(&node).await, before);
        }
        let written = std::fs::read_to_string(out.join("services.csv")).expect("it is there");
        for record in csv::Reader::from_reader(written.as_bytes()).records() {
            let record = record.expect("it is CSV");
            assert!(!record.iter().any(|cell| cell.starts_with(['=', '+', '-', '@'])), "{record:?}");
        }
        let (code, text) = run(&["directory", "export", &out.display().to_string(), "--database", fresh.url()]);
        assert!(code == Some(1) && text.contains("exists already"), "{text}");
        // On an empty database the export makes the same directory, with the same identifiers.
        for other in Fresh::all().await {
            assert_eq!(import(&toml, &other, &[]).0, Some(0));
            let again = folder.path(&format!("{}.toml", Uuid::now_v7()));
            export(Path::new(&again), &other);
            let [one, two] = [toml.display().to_string(), again].map(|it| std::fs::read_to_string(it).expect("read"));
            assert!(one == two, "the second export differs");
            other.give_back().await;
        }
        node.close().await.expect("it closes");
        fresh.give_back().await;
    }
}

#[test]
fn a_template_has_every_column_of_its_table_but_those_that_the_server_writes() {
    fn columns<C: Iterable + sea_orm::IdenStatic>(except: &[&str]) -> Vec<String> {
        C::iter().map(|it| it.as_str().to_owned()).filter(|it| !except.contains(&it.as_str())).collect()
    }
    let folder = Folder::new();
    assert_eq!(run(&["directory", "template", "csv", &folder.path("t")]).0, Some(0));
    assert_eq!(run(&["directory", "template", "toml", &folder.path("t.toml")]).0, Some(0));
    let toml = std::fs::read_to_string(folder.path("t.toml")).expect("it is there");
    let times = ["created_at", "updated_at"];
    // `revoke suspend` writes the time of a suspension. An import must not lift it.
    let organisations =
        columns::<organisation::Column>(&["suspended_at", "suspended_by_worker_id", "version", times[0], times[1]]);
    let mut services = columns::<service::Column>(&["search_key", "sort_key", "version", times[0], times[1]]);
    services.push("languages".to_owned());
    // The last token says these of a worker.
    let written_by_tokens =
        ["sort_key", "created_at", "last_seen_at", "deactivated_at", "roles", "all_ordinary_centres"];
    for (name, table) in [
        ("organisations", organisations),
        ("centres", columns::<centre::Column>(&["version", times[0], times[1]])),
        ("services", services),
        ("consular_posts", columns::<consular_post::Column>(&["sort_key", times[0], times[1]])),
        ("consular_post_competences", columns::<consular_post_competence::Column>(&[])),
        ("workers", columns::<worker::Column>(&written_by_tokens)),
    ] {
        let file = std::fs::read_to_string(folder.path(&format!("t/{name}.csv"))).expect("it is there");
        let mut lines =
            csv::ReaderBuilder::new().has_headers(false).from_reader(file.trim_start_matches('\u{FEFF}').as_bytes());
        let lines: Vec<_> = lines.records().map(|line| line.expect("it is CSV")).collect();
        assert!(lines.len() == 2 && lines[1].iter().all(|it| it.ends_with('.')), "{name} is described: {lines:?}");
        let named = lines[0].iter();
        assert!(named.clone().all(|it| toml.contains(&format!("# {it} = \"\""))), "{name}");
        // The translations of a text are one column of the table.
        let translated =
            |it: &str| it.strip_suffix("_fr").or(it.strip_suffix("_ar")).map(|of| format!("{of}_translations"));
        let mut named: Vec<_> = named.map(|it| translated(it).unwrap_or_else(|| it.to_owned())).collect();
        named.sort();
        named.dedup();
        // A reference has the name of its record, and holds a name instead of an identifier.
        let mut table: Vec<_> = table.iter().map(|it| it.strip_suffix("_id").unwrap_or(it).to_owned()).collect();
        table.sort();
        assert_eq!(named, table, "{name}");
    }
}

#[tokio::test]
async fn a_server_without_organisations_says_what_to_do_and_starts() {
    for fresh in Fresh::all().await {
        let folder = Folder::new();
        let (_, issuers) = development_issuer(&folder, Uuid::now_v7(), Role::CaseWorker);
        let serve = ["serve", "--issuers", &issuers, "--listen", "127.0.0.1:0", "--database", fresh.url()];
        let said = |sentence: &str| {
            let mut server = waystation(&serve).stderr(Stdio::piped()).spawn().expect("it starts");
            let mut started = String::new();
            for line in BufReader::new(server.stderr.take().expect("it is piped")).lines() {
                started.push_str(&line.expect("it is text"));
                if started.contains("listening") {
                    break;
                }
            }
            server.kill().and_then(|()| server.wait()).expect("it ends");
            assert!(started.contains("listening"), "{started}");
            started.contains(sentence)
        };
        let sentence = "the database has no organisations";
        assert!(said(sentence) && said("waystation directory import") && said("docs/operating.md"));
        assert_eq!(
            import(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/directory")), &fresh, &[]).0,
            Some(0)
        );
        assert!(!said(sentence));
        fresh.give_back().await;
    }
}
