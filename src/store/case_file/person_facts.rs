//! The facts about a person that a consent depends on: who can consent for the person, and what was determined to be in
//! the best interest of a child. A change reads them before it uses a consent, `previewShare` without a change.

use std::future::Future;

use entity::{best_interest_determination, capacity_assessment, case, codes::Purpose, person, vulnerability};
use sea_orm::{
    ColumnTrait, DbErr, EntityTrait, QueryFilter, Select,
    prelude::{Date, DateTimeUtc, Uuid},
    sea_query::{Query, SelectStatement},
};

use crate::{
    error::Error,
    rules::{
        age::{Recorded, is_child},
        authority::Authority,
        best_interest::{About, speaks},
        capacity::{Speaker, speaker},
    },
    store::{Store, sql::corrections::InForce as _, write::change::Change},
};

/// A reader of whole rows.
pub(in crate::store) trait ReadRows: Sync {
    /// The rows of a selection.
    fn rows_of<E: EntityTrait>(&self, which: Select<E>) -> impl Future<Output = Result<Vec<E::Model>, DbErr>> + Send;
}

impl ReadRows for Change {
    async fn rows_of<E: EntityTrait>(&self, which: Select<E>) -> Result<Vec<E::Model>, DbErr> {
        which.all(self.transaction()).await
    }
}

impl ReadRows for Store {
    async fn rows_of<E: EntityTrait>(&self, which: Select<E>) -> Result<Vec<E::Model>, DbErr> {
        self.database.models(which).await
    }
}

/// What a consent of one case depends on, for every purpose and receiver.
#[derive(Debug)]
pub(crate) struct PersonFacts {
    case_id: Uuid,
    at: DateTimeUtc,
    speaker: Speaker,
    determinations: Vec<best_interest_determination::Model>,
}

impl PersonFacts {
    /// Reads them.
    pub(in crate::store) async fn of(
        reader: &impl ReadRows,
        case: &case::Model,
        at: DateTimeUtc,
    ) -> Result<Self, Error> {
        let determinations = determinations(reader, case.id).await?;
        let speaker = speaker_on(reader, case, at.date_naive()).await?;
        Ok(Self { case_id: case.id, at, speaker, determinations })
    }

    /// The facts that a consent of this purpose depends on, for this receiving organisation.
    pub(crate) fn authority(&self, purpose: Purpose, receiver_id: Uuid) -> Authority {
        let about = About { case_id: self.case_id, purpose, receiver_id };
        let determined = speaks(&self.determinations, about, self.at).is_some();
        Authority { speaker: self.speaker, determined }
    }
}

/// Whether the person of the case counts as a child on this day.
pub(in crate::store) async fn child_on(reader: &impl ReadRows, case: &case::Model, day: Date) -> Result<bool, Error> {
    let person = reader.rows_of(person::Entity::find_by_id(case.person_id)).await?.pop().ok_or(Error::NotFound)?;
    Ok(is_child(person.birth(), &recorded(reader, person.id).await?, day))
}

/// The person who could consent on this day, as it is known now. Assessments count in all cases of the person.
pub(in crate::store) async fn speaker_on(
    reader: &impl ReadRows,
    case: &case::Model,
    day: Date,
) -> Result<Speaker, Error> {
    use capacity_assessment::Column as C;
    let child = child_on(reader, case, day).await?;
    let assessed = capacity_assessment::Entity::find()
        .filter(C::CaseId.in_subquery(cases_of(case.person_id)))
        .filter(C::AssessedOn.lte(day))
        .in_force();
    Ok(speaker(child, &reader.rows_of(assessed).await?, day))
}

/// The vulnerabilities recorded for a person, in any case. A vulnerability that ended still says something about the age. An example
/// is a child who is not alone any more.
pub(in crate::store) async fn recorded(reader: &impl ReadRows, person_id: Uuid) -> Result<Vec<Recorded>, Error> {
    let seen = vulnerability::Entity::find().filter(vulnerability::Column::CaseId.in_subquery(cases_of(person_id)));
    let seen = seen.once_true();
    Ok(reader.rows_of(seen).await?.iter().map(Recorded::of).collect())
}

/// The determinations of all cases of the person of this case.
pub(in crate::store) async fn determinations(
    reader: &impl ReadRows,
    case_id: Uuid,
) -> Result<Vec<best_interest_determination::Model>, Error> {
    use best_interest_determination::{Column, Entity};
    let of_person = Entity::find().filter(Column::CaseId.in_subquery(cases_of_the_person(case_id)));
    Ok(reader.rows_of(of_person).await?)
}

/// The ids of all cases of a person.
fn cases_of(person_id: Uuid) -> SelectStatement {
    Query::select().column(case::Column::Id).from(case::Entity).and_where(case::Column::PersonId.eq(person_id)).take()
}

/// The ids of all cases of the person of this case.
pub(in crate::store) fn cases_of_the_person(case_id: Uuid) -> SelectStatement {
    let person = Query::select()
        .column(case::Column::PersonId)
        .from(case::Entity)
        .and_where(case::Column::Id.eq(case_id))
        .take();
    Query::select()
        .column(case::Column::Id)
        .from(case::Entity)
        .and_where(case::Column::PersonId.in_subquery(person))
        .take()
}
