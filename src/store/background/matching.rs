//! What a round of the blind match reads: all entries in force with what is compared of their people, and the sides of matches. It reads
//! from the writer, because a replica that lags behind would show again what has just ended.

use std::collections::{BTreeMap, BTreeSet};

use entity::{case, codes::PersonMatchState as S, matching_entry, person_match};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, prelude::DateTimeUtc};
use uuid::Uuid;

use super::job;
use crate::{
    error::Error,
    rules::matching_tokens::Compared,
    store::{
        case_file::matching::{compared, in_force},
        database::Database,
    },
};

/// The number of entries that are read at a time.
const BATCH: u64 = 200;

/// An entry in force, and what is compared of its person.
#[derive(Debug)]
pub(crate) struct Entered {
    /// The entry.
    pub entry: matching_entry::Model,
    /// What is compared.
    pub compared: Compared,
}

/// The ids of entries that did not end, in order, all greater than `after`. The time of some is over.
pub(crate) async fn entries_after(database: &Database, after: Uuid) -> Result<Vec<Uuid>, DbErr> {
    let entries = matching_entry::Entity::find().filter(matching_entry::Column::EndedAt.is_null());
    job::ids(entries, matching_entry::Column::Id, after).all(&database.writer).await
}

/// All entries in force, with what is compared of their people. They are read in batches, because a statement takes a limited
/// number of values.
pub(crate) async fn all_entered(database: &Database, now: DateTimeUtc) -> Result<Vec<Entered>, Error> {
    let (mut all, mut after) = (Vec::new(), Uuid::nil());
    loop {
        let batch = matching_entry::Entity::find()
            .filter(in_force(now))
            .filter(matching_entry::Column::Id.gt(after))
            .order_by_asc(matching_entry::Column::Id)
            .limit(BATCH)
            .all(&database.writer)
            .await?;
        let Some(last) = batch.last() else { return Ok(all) };
        after = last.id;
        let cases = case::Entity::find().filter(case::Column::Id.is_in(batch.iter().map(|entry| entry.case_id)));
        let cases = cases.all(&database.writer).await?;
        let of_case: BTreeMap<Uuid, Uuid> = cases.into_iter().map(|case| (case.id, case.person_id)).collect();
        let compared = compared(&database.writer, of_case.values().copied().collect()).await?;
        for entry in batch {
            let person = of_case.get(&entry.case_id).and_then(|person| compared.get(person));
            all.extend(person.map(|compared| Entered { entry, compared: compared.clone() }));
        }
    }
}

/// The organisations that were asked about a case of another one, each with that case.
pub(crate) async fn all_asked(database: &Database) -> Result<BTreeSet<(Uuid, Uuid)>, DbErr> {
    use person_match::Column as M;
    let asked = person_match::Entity::find().select_only().column(M::OrganisationId).column(M::OtherCaseId);
    Ok(asked.into_tuple::<(Uuid, Uuid)>().all(&database.writer).await?.into_iter().collect())
}

/// The ids of sides that agreed and wait for the other side, in order, all greater than `after`.
pub(crate) async fn waiting_after(database: &Database, after: Uuid, now: DateTimeUtc) -> Result<Vec<Uuid>, DbErr> {
    use person_match::Column as M;
    let waiting = person_match::Entity::find().filter(M::State.eq(S::Waiting)).filter(M::ExpiresAt.gt(now));
    job::ids(waiting, M::Id, after).all(&database.writer).await
}
