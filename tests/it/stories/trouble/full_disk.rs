//! A full disk: a change is refused with a code and leaves nothing behind, files are still read, and the database is intact.

use std::{
    fs::{self, OpenOptions},
    io::Write as _,
    path::Path,
};

use entity::{case_note, read_log};
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait, Statement};
use serde_json::{Value, json};

use super::{House, code};
use crate::support::{on_a_small_disk, on_both};

#[tokio::test]
async fn a_full_disk_is_said_and_files_are_still_read() {
    on_both(|world| async move {
        if world.database.is_postgres() {
            // The error of PostgreSQL, SQLSTATE 53100, is tested where database errors are translated.
            return;
        }
        let house = House::begin(world).await;
        let database = house.world.database.clone();
        let text = "a long note ".repeat(600);
        let saved = house.notes(&house.aminata, house.case.id, &text).await;
        assert_eq!(saved["errors"], Value::Null, "{saved:#}");
        let notes = async || case_note::Entity::find().count(&database.reader).await.expect("counted");
        let mut full = 0;
        for _ in 0..40 {
            // The file may not grow at all.
            house.pages("1").await;
            let before = notes().await;
            let response = house.notes(&house.aminata, house.case.id, &text).await;
            if response["errors"] == Value::Null {
                continue;
            }
            assert_eq!(code(&response), "STORAGE_FULL", "{response:#}");
            assert_eq!(notes().await, before, "the change is all or nothing");
            full += 1;
        }
        assert!(full > 10, "{full} of 40");
        for _ in 0..200 {
            house.pages("1").await;
            assert_eq!(house.reads().await, json!(house.case.reference), "files are still read");
        }
        let check = Statement::from_string(database.backend(), "PRAGMA integrity_check");
        let check = database.reader.query_one_raw(check).await.expect("read").expect("a row");
        assert_eq!(check.try_get_by_index::<String>(0).expect("a text"), "ok");
        // There is room again: the pending rows of the read log are written.
        house.pages("1000000").await;
        let saved = house.notes(&house.aminata, house.case.id, &text).await;
        assert_eq!(saved["errors"], Value::Null, "{saved:#}");
        house.reads().await;
        assert_eq!(read_log::Entity::find().count(&database.reader).await.expect("counted"), 201);
    })
    .await;
}

#[tokio::test]
async fn a_file_system_without_room_is_said_files_are_still_read_and_nothing_is_broken() {
    on_a_small_disk(|world, disk| async move {
        let house = House::begin(world).await;
        let database = house.world.database.clone();
        let notes = async || case_note::Entity::find().count(&database.reader).await.expect("counted");
        let text = "a long note ".repeat(600);
        let filler = disk.join("filler");
        let (mut saved, mut refused) = (0, 0);
        while refused < 10 {
            assert!(saved < 5_000, "the disk does not fill up");
            // The databases give back space of their own files meanwhile, so the rest is filled again and again.
            fill(&filler);
            let response = house.notes(&house.aminata, house.case.id, &text).await;
            if response["errors"] == Value::Null {
                saved += 1;
            } else {
                assert_eq!(code(&response), "STORAGE_FULL", "{response:#}");
                refused += 1;
            }
            assert_eq!(notes().await, saved, "a change is all or nothing");
            assert_eq!(house.reads().await, json!(house.case.reference), "files are still read");
        }
        fs::remove_file(&filler).expect("the filler is ours");
        let response = house.notes(&house.aminata, house.case.id, &text).await;
        assert_eq!(response["errors"], Value::Null, "{response:#}");
        assert_eq!(house.reads().await, json!(house.case.reference));
        assert_eq!(notes().await, saved + 1);
        let reads = read_log::Entity::find().count(&database.reader).await.expect("counted");
        assert_eq!(reads, saved + refused + 1, "every read is in the log");
        if !database.is_postgres() {
            let check = Statement::from_string(database.backend(), "PRAGMA integrity_check");
            let check = database.reader.query_one_raw(check).await.expect("read").expect("a row");
            assert_eq!(check.try_get_by_index::<String>(0).expect("a text"), "ok");
        }
    })
    .await;
}

/// Writes to a file until the disk has no room for another byte.
fn fill(path: &Path) {
    let mut file = OpenOptions::new().create(true).append(true).open(path).expect("the disk is ours");
    for size in [1 << 20, 1 << 12, 1] {
        while file.write_all(&vec![0; size]).is_ok() {}
    }
}
