//! Each way to tamper with the log, and the place where it is found. Two processes have written: `A` has ten rows with checkpoints
//! after five and eight of them, and still runs. `B` has two rows and ended.

use entity::{
    codes::CheckpointKind,
    read_log,
    read_log_checkpoint::{self, Model as Checkpoint},
};
use sea_orm::{ActiveModelTrait, IntoActiveModel, ModelTrait};
use uuid::Uuid;
use waystation::store::read_log::{chain, checkpoints};

use super::{Folder, Fresh, Reading, Signer};

/// Statements, and what is found. `A` and `B` are the conditions of the chains.
const BY_SQL: [(&str, &str, &str); 17] = [
    (
        "another operation",
        "UPDATE read_log SET operation = 'Other' WHERE A AND sequence = 3",
        "sequence 3 ID - the row was changed",
    ),
    ("no cases", "UPDATE read_log SET entries = '[]' WHERE A AND sequence = 4", "sequence 4 ID - the row was changed"),
    (
        "another time",
        "UPDATE read_log SET at = '2020-01-01 00:00:00+00:00' WHERE A AND sequence = 9",
        "sequence 9 ID - the row was changed",
    ),
    (
        "another reader",
        "UPDATE read_log SET request_id = id WHERE B AND sequence = 1",
        "sequence 1 ID - the row was changed",
    ),
    (
        "an unreadable row",
        "UPDATE read_log SET purpose = 'NONSENSE' WHERE A AND sequence = 2",
        "sequence 2 ID - the row cannot be read",
    ),
    ("a removed row", "DELETE FROM read_log WHERE A AND sequence = 4", "sequence 5 ID - row 4 of the chain is missing"),
    (
        "a removed beginning",
        "DELETE FROM read_log WHERE A AND sequence <= 3",
        "sequence 4 ID - rows 1 to 3 of the chain are missing",
    ),
    (
        "two rows that changed places",
        "UPDATE read_log SET sequence = 100 WHERE A AND sequence = 3;
         UPDATE read_log SET sequence = 3 WHERE A AND sequence = 4;
         UPDATE read_log SET sequence = 4 WHERE A AND sequence = 100",
        "sequence 3 ID - the row was changed",
    ),
    (
        "a row without its chain",
        "UPDATE read_log SET chain_id = NULL, sequence = NULL, hash = NULL WHERE A AND sequence = 6",
        "sequence 7 ID - row 6 of the chain is missing",
    ),
    (
        "a cut end",
        "DELETE FROM read_log WHERE A AND sequence >= 7",
        "sequence 7 - rows 7 to 8 of the chain are missing: checkpoint 4 names the last one",
    ),
    (
        "a removed chain",
        "DELETE FROM read_log WHERE B",
        "sequence 1 - rows 1 to 2 of the chain are missing: checkpoint 5",
    ),
    (
        "a removed chain with its checkpoints",
        "DELETE FROM read_log WHERE B; DELETE FROM read_log_checkpoints WHERE B",
        "checkpoint 3 - the checkpoints 2 to 2 are missing",
    ),
    (
        "a cut end with its checkpoint",
        "DELETE FROM read_log WHERE A AND sequence >= 6; DELETE FROM read_log_checkpoints WHERE number = 4",
        "checkpoint 5 - the checkpoints 4 to 4 are missing",
    ),
    (
        "a removed checkpoint",
        "DELETE FROM read_log_checkpoints WHERE number = 3",
        "checkpoint 4 - the checkpoints 3 to 3 are missing",
    ),
    (
        "a forged checkpoint",
        "UPDATE read_log_checkpoints SET sequence = 7 WHERE number = 4",
        "checkpoint 4 - the checkpoint was changed",
    ),
    (
        "a removed signature",
        "UPDATE read_log_checkpoints SET signature = NULL WHERE number = 3",
        "checkpoint 3 - the signature of the checkpoint is wrong",
    ),
    (
        "removed signatures",
        "UPDATE read_log_checkpoints SET signature = NULL, key_id = NULL",
        "no checkpoint is signed",
    ),
];

/// The conditions of the chains.
fn spelled(sql: &str) -> String {
    let chain = |number: u8| format!("chain_id = (SELECT chain_id FROM kept_checkpoints WHERE number = {number})");
    sql.replace("WHERE A", &format!("WHERE {}", chain(1))).replace("WHERE B", &format!("WHERE {}", chain(2)))
}

impl Reading {
    async fn put_back(&self) {
        self.execute("DELETE FROM read_log; INSERT INTO read_log SELECT * FROM kept_rows").await;
        let checkpoints =
            "DELETE FROM read_log_checkpoints; INSERT INTO read_log_checkpoints SELECT * FROM kept_checkpoints";
        self.execute(checkpoints).await;
    }

    async fn write(&self, rows: &[read_log::Model]) {
        for row in rows {
            row.clone().into_active_model().reset_all().update(&self.world.database.writer).await.expect("written");
        }
    }

    async fn add(&self, row: read_log::Model) {
        row.into_active_model().insert(&self.world.database.writer).await.expect("written");
    }

    async fn change(&self, checkpoint: Checkpoint, change: impl FnOnce(&mut Checkpoint)) {
        let mut checkpoint = checkpoint;
        change(&mut checkpoint);
        checkpoint.hash = checkpoints::hash_of(&checkpoint);
        let changed = checkpoint.into_active_model().reset_all();
        read_log_checkpoint::ActiveModel::update(changed, &self.world.database.writer).await.expect("written");
    }
}

/// Makes the hashes of rows anew, as somebody does who knows the program and has no key.
fn linked(rows: &mut [read_log::Model]) {
    let mut before = rows[0].previous_hash.clone();
    for row in rows {
        row.previous_hash = before;
        row.hash = Some(chain::hash_of(row));
        before = row.hash.clone();
    }
}

#[tokio::test]
async fn every_kind_of_tampering_is_found_at_its_place() {
    let folder = Folder::new();
    for fresh in Fresh::all().await {
        let reading = Reading::begin(&fresh, &folder).await;
        let (a, b) = (reading.process(&reading.signer).await, reading.process(&reading.signer).await);
        for times in [5, 3] {
            reading.reads(&a, times).await;
            a.read_log().sign(reading.world.now).await;
        }
        reading.reads(&a, 2).await;
        reading.reads(&b, 2).await;
        b.read_log().finish(reading.world.now).await;
        reading.execute("CREATE TABLE kept_rows AS SELECT * FROM read_log").await;
        reading.execute("CREATE TABLE kept_checkpoints AS SELECT * FROM read_log_checkpoints").await;
        reading.is_green("12 rows in 2 chains, 5 checkpoints\n2 rows are after the last checkpoint");
        for (name, sql, expected) in BY_SQL {
            reading.execute(&spelled(sql)).await;
            let (code, text) = reading.verified(&[]);
            let text = without_row_ids(&text);
            assert!(code == Some(3) && text.contains(expected), "{name}: {expected}\n{text}");
            reading.put_back().await;
        }
        with_new_hashes(&reading).await;
        reading.is_green("12 rows in 2 chains");
        drop((a, b));
        reading.close(fresh).await;
    }
}

/// A row id differs in each run. A finding about a row has one.
fn without_row_ids(text: &str) -> String {
    let words: Vec<_> = text.split(' ').collect();
    let mut kept = Vec::new();
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        if word == "row" && kept.len() > 1 && words.clone().next().is_some_and(|id| Uuid::try_parse(id).is_ok()) {
            words.next();
            kept.push("ID");
        } else {
            kept.push(word);
        }
    }
    kept.join(" ")
}

/// Somebody who makes every hash anew, as far as it goes without the key.
async fn with_new_hashes(reading: &Reading) {
    let said = reading.checkpoints().await;
    let kinds: Vec<_> = said.iter().map(|it| it.kind).collect();
    let (start, rows, end) = (CheckpointKind::Start, CheckpointKind::Rows, CheckpointKind::End);
    assert_eq!(kinds, [start, start, rows, rows, end]);
    let [a, b] = [0, 1].map(|of| said[of].chain_id.expect("it is about a chain"));
    let (of_a, of_b) = (reading.rows_of(a).await, reading.rows_of(b).await);

    let mut one = of_a[3].clone();
    one.operation = Some("Other".to_owned());
    linked(std::slice::from_mut(&mut one));
    reading.write(&[one.clone()]).await;
    reading.is_found(&format!("chain {a} sequence 5 row {} - the row before it was changed", of_a[4].id));
    reading.put_back().await;

    let mut rest = of_a[3..].to_vec();
    rest[0] = one;
    linked(&mut rest);
    reading.write(&rest).await;
    reading.is_found(&format!(
        "chain {a} sequence 5 row {} - checkpoint 3 names another row: a row from 1 to here",
        of_a[4].id
    ));
    reading.put_back().await;

    let mut later = vec![of_b[1].clone(), read_log::Model { id: Uuid::now_v7(), sequence: Some(3), ..of_b[1].clone() }];
    linked(&mut later);
    let added = later.remove(1);
    reading.add(added.clone()).await;
    reading.is_found(&format!("chain {b} sequence 3 row {} - the chain ended before", added.id));
    reading.put_back().await;

    let mut own = vec![read_log::Model {
        id: Uuid::now_v7(),
        chain_id: Some(Uuid::now_v7()),
        previous_hash: None,
        ..of_b[0].clone()
    }];
    linked(&mut own);
    reading.add(own[0].clone()).await;
    reading.is_found("no checkpoint knows this chain");
    reading.put_back().await;

    reading.change(said[3].clone(), |it| it.sequence = 7).await;
    reading.is_found("checkpoint 4 - the signature of the checkpoint is wrong");
    reading.put_back().await;

    let last = said[4].clone();
    last.clone().delete(&reading.world.database.writer).await.expect("deleted");
    let unsigned = reading.process(&Signer::none()).await;
    unsigned.read_log().finish(reading.world.now).await;
    reading.is_found("checkpoint 5 - the checkpoint is not signed, although earlier ones are");
    reading.put_back().await;

    let kept = "DELETE FROM read_log WHERE B AND sequence = 1; UPDATE read_log_checkpoints SET kind = 'ROWS_REMOVED' WHERE number = 5";
    reading.execute(&spelled(kept)).await;
    reading.is_found("checkpoint 5 - the checkpoint was changed");
    reading.put_back().await;

    reading.execute("DROP INDEX read_log_chain_id_sequence").await;
    let twice = read_log::Model { id: Uuid::now_v7(), ..of_a[1].clone() };
    reading.add(twice.clone()).await;
    reading.is_found(&format!("chain {a} sequence 2 row {} - another row has this place", twice.id));
    reading.put_back().await;
}
