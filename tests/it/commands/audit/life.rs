//! What is no tampering: processes that stop, die and fail, several at once, an older program, retention.

use chrono::Duration;
use entity::{codes::CheckpointKind, read_log};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, PaginatorTrait};
use serde_json::Value;
use uuid::Uuid;
use waystation::store::background::retention::{Retention, forget};

use super::{Folder, Fresh, Reading, Signer};
use crate::support::rows;

#[tokio::test]
async fn processes_stop_and_die_and_an_older_one_writes_and_nothing_is_wrong() {
    let folder = Folder::new();
    for fresh in Fresh::all().await {
        let reading = Reading::begin(&fresh, &folder).await;
        reading.is_green("0 rows in 0 chains");
        let now = reading.world.now;
        let (a, b) = (reading.process(&reading.signer).await, reading.process(&reading.signer).await);
        tokio::join!(reading.reads(&a, 6), reading.reads(&b, 7));
        // The clock of one of them goes back.
        let (of_a, of_b) = (a.read_log(), b.read_log());
        tokio::join!(of_a.sign(now), of_b.sign(now - Duration::days(2)));
        reading.is_green("13 rows in 2 chains, 4 checkpoints\nno fault");
        reading.reads(&a, 2).await;
        // One process dies, the other stops.
        drop(a);
        reading.reads(&b, 1).await;
        b.read_log().finish(now).await;
        assert_eq!(
            reading.answer(&b).await["data"],
            Value::Null,
            "it writes no log any more, so that it shows nothing"
        );
        reading.is_green("16 rows in 2 chains, 5 checkpoints\n2 rows are after the last checkpoint");
        let row = read_log::Entity::find().one(&reading.world.database.reader).await.expect("read").expect("a row");
        let mut older = read_log::Model { id: Uuid::now_v7(), ..row }.into_active_model();
        (older.chain_id, older.sequence, older.hash, older.previous_hash) =
            (Set(None), Set(None), Set(None), Set(None));
        older.insert(&reading.world.database.writer).await.expect("an older program writes");
        reading.is_green("1 rows are of a program without chains");
        reading.close(fresh).await;
    }
}

#[tokio::test]
async fn a_log_that_cannot_be_written_shows_nothing_and_the_process_goes_on_with_another_chain() {
    let folder = Folder::new();
    for fresh in Fresh::all().await {
        let reading = Reading::begin(&fresh, &folder).await;
        let process = reading.process(&reading.signer).await;
        reading.reads(&process, 3).await;
        let (refuse, allow) = if reading.world.database.is_postgres() {
            let refuse =
                "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
                CREATE TRIGGER refuse BEFORE INSERT ON read_log FOR EACH ROW EXECUTE FUNCTION refuse()";
            (refuse, "DROP TRIGGER refuse ON read_log")
        } else {
            let refuse = "CREATE TRIGGER refuse BEFORE INSERT ON read_log BEGIN SELECT RAISE(ABORT, 'no'); END";
            (refuse, "DROP TRIGGER refuse")
        };
        reading.execute(refuse).await;
        let answer = reading.answer(&process).await;
        assert_eq!(answer["data"], Value::Null, "{answer:#}");
        assert_eq!(answer["errors"][0]["extensions"]["code"], "UNAVAILABLE", "{answer:#}");
        reading.execute(allow).await;
        reading.reads(&process, 2).await;
        process.read_log().sign(reading.world.now).await;
        reading.is_green("5 rows in 2 chains, 4 checkpoints\nno fault");
        reading.close(fresh).await;
    }
}

#[tokio::test]
async fn what_retention_deletes_is_signed_and_a_row_that_was_made_old_stays() {
    let folder = Folder::new();
    for fresh in Fresh::all().await {
        let reading = Reading::begin(&fresh, &folder).await;
        let (database, now) = (reading.world.database.clone(), reading.world.now);
        let process = reading.process(&reading.signer).await;
        reading.reads(&process, 4).await;
        process.read_log().sign(now).await;
        reading.reads(&process, 3).await;
        let retention = Retention { read_log_days: 30, ..Retention::default() };
        let left = async || read_log::Entity::find().count(&database.reader).await.expect("counted");

        // Somebody makes the first rows old, so that retention would delete them.
        let chain = reading.checkpoints().await[0].chain_id.expect("it is about a chain");
        let of_chain = reading.rows_of(chain).await;
        let mut old = of_chain[0].clone().into_active_model();
        old.at = Set(now - Duration::days(60));
        old.update(&database.writer).await.expect("written");
        forget(&database, &retention, &reading.signer, now).await.expect("old rows are deleted");
        assert_eq!(left().await, 7);
        reading.is_found("sequence 1");
        of_chain[0].clone().into_active_model().reset_all().update(&database.writer).await.expect("written");
        reading.is_green("7 rows in 1 chains");

        // The rows are old, and those after the last checkpoint too. The process reads again.
        forget(&database, &retention, &reading.signer, now + Duration::days(31)).await.expect("old rows are deleted");
        assert_eq!(left().await, 0);
        let said = reading.checkpoints().await;
        let kinds: Vec<_> = said.iter().map(|it| (it.number, it.kind, it.sequence)).collect();
        let kept = [(3, CheckpointKind::RowsRemoved, 7), (4, CheckpointKind::CheckpointsRemoved, 2)];
        assert_eq!(kinds, kept, "what later rows need stays in the list");
        reading.is_green("0 rows in 1 chains");
        reading.reads(&process, 2).await;
        process.read_log().sign(now + Duration::days(31)).await;
        reading.is_green("2 rows in 1 chains");
        forget(&database, &retention, &reading.signer, now + Duration::days(90)).await.expect("old rows are deleted");
        forget(&database, &retention, &reading.signer, now + Duration::days(200)).await.expect("old rows are deleted");
        reading.is_green("0 rows in");
        reading
            .execute("DELETE FROM read_log_checkpoints WHERE number = (SELECT MIN(number) FROM read_log_checkpoints)")
            .await;
        reading.is_found("are missing");
        reading.close(fresh).await;
    }
}

#[tokio::test]
async fn without_a_key_the_chain_is_there_and_nothing_is_signed() {
    let folder = Folder::new();
    for fresh in Fresh::all().await {
        let reading = Reading::begin(&fresh, &folder).await;
        let process = reading.process(&Signer::none()).await;
        reading.reads(&process, 2).await;
        process.read_log().finish(rows::now()).await;
        let unkeyed = super::run(&["audit", "verify", "--database", &reading.url]);
        assert!(unkeyed.0 == Some(0) && unkeyed.1.contains("2 checkpoints are not signed"), "{}", unkeyed.1);
        // A key comes later. What was before it is signed by the order of the list.
        let keyed = reading.process(&reading.signer).await;
        reading.reads(&keyed, 1).await;
        keyed.read_log().finish(rows::now()).await;
        reading.is_green("2 checkpoints are not signed");
        let unkeyed = super::run(&["audit", "verify", "--database", &reading.url]);
        assert!(unkeyed.0 == Some(3) && unkeyed.1.contains("is signed with the unknown key"), "{}", unkeyed.1);
        reading.close(fresh).await;
    }
}
