//! The list of checkpoints: what all processes say about their chains, numbered, each with the hash of the one before, and
//! signed. A chain that is removed with all its checkpoints therefore leaves a gap in the numbers.

use entity::{codes::CheckpointKind, read_log_checkpoint};
use sea_orm::{
    ActiveEnum, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryOrder, QuerySelect, SqlErr,
    prelude::DateTimeUtc,
};

use super::{
    chain::{Head, Parts},
    signing::{PublicKeys, Signer, Unsigned},
};

/// How often a number that another process has taken is tried again.
const TRIES: usize = 20;

/// What is said of the end of a chain. With [`CheckpointKind::RowsRemoved`] it is the last row that was deleted.
pub(in crate::store) fn about(kind: CheckpointKind, head: &Head, at: DateTimeUtc) -> read_log_checkpoint::Model {
    read_log_checkpoint::Model {
        number: 0,
        kind,
        chain_id: Some(head.chain_id),
        sequence: head.sequence,
        row_hash: head.hash.clone(),
        at,
        previous_hash: None,
        hash: String::new(),
        key_id: None,
        signature: None,
    }
}

/// Appends a checkpoint, with a number above `known`. Returns its number. If checkpoints were removed that this process has
/// written, the gap in the numbers stays.
pub(in crate::store) async fn append(
    on: &impl ConnectionTrait,
    signer: &Signer,
    said: &read_log_checkpoint::Model,
    known: i64,
) -> Result<i64, DbErr> {
    let mut tries = 1..TRIES;
    loop {
        match append_once(on, signer, said.clone(), known).await {
            Err(error) if is_taken(&error) && tries.next().is_some() => {}
            appended => return appended,
        }
    }
}

/// The same in a transaction, where a number that another process has taken ends the transaction.
pub(in crate::store) async fn append_once(
    on: &impl ConnectionTrait,
    signer: &Signer,
    mut said: read_log_checkpoint::Model,
    known: i64,
) -> Result<i64, DbErr> {
    let newest = newest(on).await?;
    let (number, hash) = newest.map_or((0, None), |it| (it.number, Some(it.hash)));
    if number < known {
        tracing::error!(from = number + 1, to = known, "checkpoints of the read log were removed");
    }
    said.number = number.max(known) + 1;
    said.previous_hash = hash;
    said.key_id = signer.key_id();
    said.hash = hash_of(&said);
    said.signature = signer.sign(&said.hash);
    let number = said.number;
    read_log_checkpoint::Entity::insert(said.into_active_model()).exec_without_returning(on).await?;
    Ok(number)
}

/// Whether another process was faster.
pub(in crate::store) fn is_taken(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}

/// The newest checkpoint.
pub(in crate::store) async fn newest(on: &impl ConnectionTrait) -> Result<Option<read_log_checkpoint::Model>, DbErr> {
    read_log_checkpoint::Entity::find().order_by_desc(read_log_checkpoint::Column::Number).limit(1).one(on).await
}

/// The hash of a checkpoint, from all its columns except hash and signature.
pub fn hash_of(said: &read_log_checkpoint::Model) -> String {
    let read_log_checkpoint::Model {
        number,
        kind,
        chain_id,
        sequence,
        row_hash,
        at,
        previous_hash,
        hash: _,
        key_id,
        signature: _,
    } = said;
    let mut parts = Parts::of("read log checkpoint 1");
    parts.number(*number);
    parts.text(&kind.to_value());
    parts.text_or_none(chain_id.map(|it| it.to_string()).as_deref());
    parts.number(*sequence);
    parts.text_or_none(row_hash.as_deref());
    parts.number(at.timestamp_micros());
    parts.text_or_none(previous_hash.as_deref());
    parts.text_or_none(key_id.as_deref());
    parts.hash()
}

/// Whether a checkpoint is as its process wrote it. `Ok(false)` if it is not signed.
/// Errors: a sentence for the operator.
pub(in crate::store) fn check(said: &read_log_checkpoint::Model, keys: &PublicKeys) -> Result<bool, String> {
    if hash_of(said) != said.hash {
        return Err("the checkpoint was changed".to_owned());
    }
    let Some(key) = &said.key_id else { return Ok(false) };
    match keys.accept(key, &said.hash, said.signature.as_deref()) {
        Ok(()) => Ok(true),
        Err(Unsigned::UnknownKey) => Err(format!("the checkpoint is signed with the unknown key {key}")),
        Err(Unsigned::Wrong) => Err("the signature of the checkpoint is wrong".to_owned()),
    }
}
