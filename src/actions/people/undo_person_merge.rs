//! A protection officer undoes a merge of two registrations that were two people. What moved goes back. What was recorded of the
//! person since stays with the person, and what was recorded in a case goes with the case.

use async_graphql::InputObject;
use entity::{
    case, codes::DataClass as D, contact, former_person_facts, identifier, nationality, person, person_language,
    person_merge, person_name,
};
use sea_orm::EntityName as _;
use uuid::Uuid;

use super::{
    facts::initials,
    merge_persons::{registration, through},
    parts::Part,
};
use crate::{
    access::{action::Action, directive::holds},
    actions::{Shows, Verb, consents},
    error::Error,
    global_id::Id,
    rules::merging::{both_named, may_undo},
    store::write::{change::Change, change_log::ChangeRecord, recorded::of_person, save, stop::ChangeError},
};

/// A merge that was a mistake.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct UndoPersonMergeInput {
    /// The person that stayed.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub person_id: Id<person::Entity>,
    /// The merge, one of the person's.
    #[graphql(directive = holds::apply(D::Operational))]
    pub person_merge_id: Id<person_merge::Entity>,
}

impl Verb for UndoPersonMergeInput {
    const ACTION: Action = Action::UndoPersonMerge;
    const SHOWS: Shows = Shows::changed("Person").and("PersonMerge");
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { person_id, person_merge_id } = self;
        let officer = registration(change, Self::ACTION, person_id.0).await?;
        let merge = change.merge_of(person_id.0, person_merge_id.0).await?.ok_or(Error::NotFound)?;
        let stays = change.locked_person(merge.person_id).await?;
        let other = change.locked_person(merge.merged_person_id).await?;
        let cases = change.cases_of_people([stays.id, other.id]).await?;
        let elsewhere = change.are_of_several_organisations(&cases).await?;
        let died = stays.deceased != other.deceased;
        may_undo(merge.undone_at.is_some(), merge.undo_until, change.now(), (elsewhere, died))?;
        // The officer decides about both people, as for the merge.
        let moved = change.moved(merge.id).await?;
        let moved = of_table(&moved, case::Entity.table_name());
        let known = change.known_among(&cases).await?;
        for of_merged in [false, true] {
            let side = known.iter().filter(|case| moved.contains(&case.id) == of_merged);
            one_of(change, side.map(|case| case.id)).await?;
        }

        let back = move_back(change, &merge).await?;
        for person in [&stays, &other] {
            let name = change.name_in_use(person.id).await?;
            both_named(name.is_some())?;
            let after = person::Model { initials: name.as_ref().and_then(initials), ..person.clone() };
            if after != *person {
                save::write(change, person, &person::Model { updated_at: change.now(), ..after }).await?;
            }
        }
        let undone_by = Some(change.scope.viewer.worker_id);
        let undone = person_merge::Model { undone_at: Some(change.now()), undone_by, ..merge.clone() };
        save::write(change, &merge, &undone).await?;
        change.shows(merge.id);

        // Facts of the one count for the other no more. What ended because of the merge stays ended.
        let first = back.first().copied();
        let kept = cases.iter().find(|case| !back.contains(&case.id)).map(|case| case.id);
        for case_id in [kept, first].into_iter().flatten() {
            let case = change.row::<case::Entity>(case_id).await?;
            change.note_signs(&case).await?;
            consents::end_unfounded(change, case_id).await?;
            change.record(Self::ACTION.name(), &of_person(&case, None, vec!["person_id"])).await?;
            consents::follow(change, case_id).await?;
        }
        let through = if back.contains(&officer.row().id) { kept } else { Some(officer.row().id) };
        let through = change.row::<case::Entity>(through.ok_or(Error::NotFound)?).await?;
        change.worked_on(through.id, D::Identity).await?;
        Ok(of_person(&through, None, vec!["cases"]))
    }
}

/// The right to undo a merge in one of these cases.
/// Errors: that of the last of them; `NOT_FOUND` without any.
async fn one_of(change: &Change, cases: impl Iterator<Item = Uuid>) -> Result<(), Error> {
    let mut refused = Error::NotFound;
    for case_id in cases {
        match through(change, Action::UndoPersonMerge, case_id).await {
            Ok(_) => return Ok(()),
            Err(error) => refused = error,
        }
    }
    Err(refused)
}

/// Moves back what moved with the merge, and what replaces it since. Returns the cases.
async fn move_back(change: &Change, merge: &person_merge::Model) -> Result<Vec<Uuid>, ChangeError> {
    let moved = change.moved(merge.id).await?;
    let facts = of_table(&moved, former_person_facts::Entity.table_name());
    change.move_rows(former_person_facts::Entity.table_name(), &facts, merge.merged_person_id).await?;
    if !facts.is_empty() {
        change.note_that_rows_left(merge.person_id, former_person_facts::Entity.table_name());
    }
    let cases = of_table(&moved, case::Entity.table_name());
    change.move_cases(&cases, merge.merged_person_id).await?;
    let names = parts::<person_name::Model>(change, merge, &moved).await?;
    change.shift_names(&names, -merge.names_after).await?;
    parts::<nationality::Model>(change, merge, &moved).await?;
    parts::<person_language::Model>(change, merge, &moved).await?;
    parts::<identifier::Model>(change, merge, &moved).await?;
    parts::<contact::Model>(change, merge, &moved).await?;
    Ok(cases)
}

/// Moves the parts of one kind back. Returns their ids.
async fn parts<P: Part>(
    change: &Change,
    merge: &person_merge::Model,
    moved: &[(String, Uuid)],
) -> Result<Vec<Uuid>, ChangeError> {
    let ids = of_table(moved, P::TABLE);
    for part in change.parts_that_move::<P>(merge.person_id).await? {
        // A row that reveals asylum data is told to those who read the markers, and not to other readers of its list.
        let told = if part.reveals() == D::Asylum { "protection_markers" } else { P::TABLE };
        if ids.contains(&part.id()) {
            change.note_that_rows_left(merge.person_id, told);
        }
    }
    change.move_rows(P::TABLE, &ids, merge.merged_person_id).await?;
    Ok(ids)
}

fn of_table(moved: &[(String, Uuid)], table: &str) -> Vec<Uuid> {
    moved.iter().filter(|(of, _)| of == table).map(|(_, id)| *id).collect()
}
