//! A worker changes the day on which a person is expected to leave their bed.

use async_graphql::{InputObject, MaybeUndefined};
use entity::{case, centre, stay};
use sea_orm::prelude::Date;

use crate::{
    access::action::Action,
    actions::{Shows, Verb, case_row},
    global_id::Id,
    rules::{
        dates,
        given::set,
        refusal::same_version,
        stay::has_bed,
        time_zone::{day_of, of_row},
    },
    store::write::{
        change::Change,
        change_log::ChangeRecord,
        recorded::{done, write_next},
        stop::ChangeError,
    },
};

/// Changes to the current stay of a case. A field that is left out does not change; null empties it.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct UpdateStayInput {
    pub case_id: Id<case::Entity>,
    pub version: i32,
    /// The day on which the person is expected to leave.
    pub expected_until: MaybeUndefined<Date>,
}

impl Verb for UpdateStayInput {
    const ACTION: Action = Action::UpdateStay;
    const SHOWS: Shows = Shows::changed("Case").and("Stay");
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { case_id, version, expected_until } = self;
        let permit = Self::permit(change, case_id.0).await?;
        let case = permit.row();
        same_version(version, case.version)?;
        let before = has_bed(change.latest_stay(case.id).await?)?;
        if let MaybeUndefined::Value(day) = expected_until {
            let centre = change.row::<centre::Entity>(before.centre_id).await?;
            dates::planned("expectedUntil", day, day_of(change.now(), of_row(&centre.time_zone)))?;
        }
        let mut after = stay::Model { updated_at: change.now(), ..before.clone() };
        set(&mut after.expected_until, expected_until);
        change.shows(before.id);
        if after.expected_until == before.expected_until {
            return Ok(done(case, case.organisation_id, Vec::new()));
        }
        let changed = write_next(change, before.organisation_id, &before, after).await?;
        change.record("CHANGE_STAY".to_owned(), &changed).await?;
        case_row::write(change, case, case.clone()).await
    }
}
