//! Texts in several languages in files, with a column for each language, and the desk of a service.

use entity::{centre, service};
use sea_orm::EntityTrait;
use waystation::store::database::{Database, Options};

use super::{
    super::Folder,
    export, import,
    made::{Table, csv, directory, xlsx},
};
use crate::support::database::Fresh;

/// Adds a column to a table, with this text in its first line.
fn add(tables: &mut [Table], table: &str, heading: &str, first: &str) {
    let (_, lines) = tables.iter_mut().find(|(name, _)| *name == table).expect("there is such a table");
    lines[0].push(heading.to_owned());
    lines[1].push(first.to_owned());
    lines[2..].iter_mut().for_each(|line| line.push(String::new()));
}

/// The translations of the first service, and its search key.
async fn first(node: &Database) -> (Option<String>, Option<String>, String) {
    let services = service::Entity::find().all(&node.reader).await.expect("read");
    let first = services.into_iter().find(|it| it.name == "Service 1").expect("it is there");
    (first.name_translations, first.description_translations, first.search_key)
}

#[tokio::test]
async fn a_column_for_each_language_changes_only_that_language() {
    for fresh in Fresh::all().await {
        let (folder, node) = (Folder::new(), fresh.open(&Options::default()).await);
        let mut tables = directory(16);
        add(&mut tables, "services", "name_FR", "Santé à l'école");
        add(&mut tables, "services", "description_ar", "صحة");
        add(&mut tables, "centres", "name_ar-TN", "مركز");
        add(&mut tables, "services", "schedules", "mo-fr 08:00-17:00; SA 09:00-12:00 /2026-09-30");
        add(&mut tables, "services", "telephone", "00227 20 00 00 00");
        add(&mut tables, "services", "email", "desk@example.org");
        add(&mut tables, "services", "costs", "Free of charge.");
        let (code, text) = import(&csv(&tables, &folder.0.join("first")), &fresh, &[]);
        assert_eq!(code, Some(0), "{text}");
        let (names, descriptions, key) = first(&node).await;
        assert_eq!(names.as_deref(), Some(r#"{"fr":"Santé à l'école"}"#));
        assert_eq!(descriptions.as_deref(), Some(r#"{"ar":"صحة"}"#));
        assert!(key.contains("likuli") && key.contains("صحه"), "{key}");
        let (code, text) = import(&xlsx(&tables, &folder.0.join("same.xlsx")), &fresh, &[]);
        assert!(code == Some(0) && text.contains("0 new, 0 changed, 200 same"), "{text}");

        // Another file knows other languages. An empty cell removes one.
        let mut tables = directory(16);
        add(&mut tables, "services", "name_ha", "Lafiya");
        add(&mut tables, "services", "description_ar", " ");
        let (code, text) = import(&csv(&tables, &folder.0.join("second")), &fresh, &[]);
        assert!(code == Some(0) && text.contains("0 new, 1 changed, 199 same"), "{text}");
        let (names, descriptions, _) = first(&node).await;
        assert_eq!(names.as_deref(), Some(r#"{"fr":"Santé à l'école","ha":"Lafiya"}"#));
        assert_eq!(descriptions, None);

        for (to, told) in [
            ("out", "name_ar-TN"),
            ("out.toml", "name_ha = \"Lafiya\""),
            ("again.toml", "schedules = \"MO,TU,WE,TH,FR 08:00-17:00; SA 09:00-12:00 /2026-09-30\""),
            ("more.toml", "telephone = \"+22720000000\""),
        ] {
            let exported = folder.0.join(to);
            export(&exported, &fresh);
            let (code, text) = import(&exported, &fresh, &[]);
            assert!(code == Some(0) && text.matches("0 new, 0 changed").count() == 6, "{text}");
            let file = if to == "out" { exported.join("centres.csv") } else { exported };
            let written = std::fs::read_to_string(file).expect("it is there");
            assert!(written.contains(told), "{told}");
        }
        let centres = centre::Entity::find().all(&node.reader).await.expect("read");
        assert_eq!(centres.iter().filter(|it| it.name_translations.is_some()).count(), 1);
        node.close().await.expect("it closes");
        fresh.give_back().await;
    }
}
