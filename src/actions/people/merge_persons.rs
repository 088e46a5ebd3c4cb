//! A protection officer merges two registrations of one person. One stays, and everything of the other one belongs to it from then
//! on: its cases with all that is recorded under them, and the names, documents and contacts that the first one does not have.

use async_graphql::InputObject;
use entity::{
    case,
    codes::{CorrectionKind, DataClass as D},
    contact, former_person_facts, identifier, nationality, person, person_language, person_merge, person_name,
};
use sea_orm::{EntityName as _, IntoActiveModel as _};
use uuid::Uuid;

use super::{
    correct_person::keep,
    parts::{Part, same_parts},
};
use crate::{
    access::{action::Action, directive::holds},
    actions::{Shows, Verb, consents},
    error::Error,
    global_id::Id,
    rules::{
        self,
        merging::{Circumstances, Registration, contacts_agree, differences, may_merge, undo_until, unlike},
        refusal::{Refusal, RefusalCode, same_version, same_version_of},
        text::{self, TextKind},
    },
    store::{
        case_file::closing::Closing,
        write::{
            change::Change, change_log::ChangeRecord, permit::Permit, recorded::of_person, save::Write as _,
            stop::ChangeError,
        },
    },
};

/// Two registrations of one person.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct MergePersonsInput {
    /// The person that stays, with sex, birth and marital status as recorded there.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub person_id: Id<person::Entity>,
    pub version: i32,
    /// The registration that is merged into it. It does not exist any more for anybody, unless the merge is undone.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub merged_person_id: Id<person::Entity>,
    /// The version of that registration that you last read; if it has changed since, the answer is `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub merged_version: i32,
    /// How you know that it is one person.
    pub reason: String,
}

impl Verb for MergePersonsInput {
    const ACTION: Action = Action::MergePersons;
    const SHOWS: Shows = Shows::changed("Person").and("PersonMerge");
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { person_id, version, merged_person_id, merged_version, reason } = self;
        let through = registration(change, Self::ACTION, person_id.0).await?;
        let merged_through = registration(change, Self::ACTION, merged_person_id.0).await?;
        let stays = change.locked_person(person_id.0).await?;
        let merged = change.locked_person(merged_person_id.0).await?;
        same_version(version, stays.version)?;
        same_version_of("mergedVersion", merged_version, merged.version)?;
        let reason = text::required("reason", TextKind::Paragraph, &reason)?;
        let cases = change.cases_of_people([stays.id, merged.id]).await?;
        let but = Circumstances {
            elsewhere: change.are_of_several_organisations(&cases).await?,
            relatives: relatives(change, &cases, (through.row(), merged.id)).await?,
            unlike: unlike(&change.known_among(&cases).await?),
        };
        may_merge(seen(&stays), seen(&merged), but)?;

        let differing = differences(&stays, &merged);
        if !differing.is_empty() {
            let message =
                format!("the two registrations differ: {}; look at what the first one says", differing.join(", "));
            change.warn(Refusal::of("mergedPersonId", RefusalCode::RegistrationsDiffer, message));
            let why = Closing {
                case_id: through.row().id,
                kind: CorrectionKind::Corrected,
                reason: &reason,
                replaced_by: None,
            };
            keep(change, &merged, why).await?;
        }
        let row = person_merge::Model {
            id: Uuid::now_v7(),
            person_id: stays.id,
            merged_person_id: merged.id,
            merged_reference: merged.reference.clone(),
            organisation_id: change.scope.viewer.organisation_id,
            reason,
            names_after: names_after(change, stays.id).await?,
            worker_id: change.scope.viewer.worker_id,
            merged_at: change.now(),
            undo_until: undo_until(change.now()),
            undone_at: None,
            undone_by: None,
        };
        change.shows(row.id);
        let merge = row.into_active_model().insert_in(change).await?;
        move_all(change, &merge, &cases).await?;

        // What is true of the person counts in all cases from now on.
        for permit in [&merged_through, &through] {
            change.worked_on(permit.row().id, D::Identity).await?;
        }
        change.note_signs(through.row()).await?;
        consents::end_unfounded(change, through.row().id).await?;
        for case in cases.iter().filter(|case| case.person_id == merged.id) {
            let moved = case::Model { person_id: stays.id, ..case.clone() };
            change.record(Self::ACTION.name(), &of_person(&moved, None, vec!["person_id"])).await?;
        }
        Ok(of_person(through.row(), None, vec!["cases"]))
    }
}

/// A case of the person in which the officer may do this, and the right to do it: see [`through`]. All that is recorded of the
/// person moves.
/// Errors: `NOT_FOUND` or `FORBIDDEN`.
pub(super) async fn registration(
    change: &Change,
    action: Action,
    person_id: Uuid,
) -> Result<Permit<case::Model>, Error> {
    let case_id = change.case_of_person(action, person_id).await?;
    let permit = through(change, action, case_id).await?;
    Change::still_of(permit.row(), person_id)?;
    Ok(permit)
}

/// The right to do this in the case, for an officer who reads every class of the person there.
/// Errors: `NOT_FOUND` or `FORBIDDEN`.
pub(super) async fn through(change: &Change, action: Action, case_id: Uuid) -> Result<Permit<case::Model>, Error> {
    let permit: Permit<case::Model> = change.permit(action, case_id).await?;
    let clearance = permit.held().clearance;
    let read = [D::Operational, D::Identity, D::Contact, D::Protection, D::Asylum];
    if read.into_iter().all(|class| clearance.holds(class)) { Ok(permit) } else { Err(Error::Forbidden) }
}

fn seen(person: &person::Model) -> Registration<'_> {
    let person::Model { id, deceased, ref gender_identity, .. } = *person;
    Registration { person_id: id, deceased, gender_identity: gender_identity.as_deref() }
}

/// Whether the officer knows that a case of the merged person is one of a relative.
async fn relatives(
    change: &Change,
    cases: &[case::Model],
    (case, merged): (&case::Model, Uuid),
) -> Result<bool, ChangeError> {
    let of_merged = |id: Uuid| cases.iter().any(|case| case.id == id && case.person_id == merged);
    let mut links = Vec::new();
    for own in cases.iter().filter(|it| it.person_id == case.person_id) {
        links.extend(change.family_links_of(own.id).await?);
    }
    Ok(rules::family::still_claimed(&links).any(|link| link.relative_case_id.is_some_and(of_merged)))
}

/// The place after the last name of the person.
async fn names_after(change: &Change, person_id: Uuid) -> Result<i32, ChangeError> {
    let names = change.parts_that_move::<person_name::Model>(person_id).await?;
    Ok(names.iter().map(|name| name.position + 1).max().unwrap_or(0))
}

/// Moves the cases and the parts of the merged person, and keeps which rows moved.
async fn move_all(change: &Change, merge: &person_merge::Model, cases: &[case::Model]) -> Result<(), ChangeError> {
    let (to, from) = (merge.person_id, merge.merged_person_id);
    let contacts = change.known_parts::<contact::Model>(from).await?;
    contacts_agree(&change.known_parts::<contact::Model>(to).await?, &contacts)?;
    let names = parts::<person_name::Model>(change, merge).await?;
    change.shift_names(&names.1, merge.names_after).await?;
    let facts = change.former_facts_of(from).await?;
    change.move_rows(former_person_facts::Entity.table_name(), &facts, to).await?;
    let moving: Vec<_> = cases.iter().filter(|case| case.person_id == from).map(|case| case.id).collect();
    change.move_cases(&moving, to).await?;
    let rows = vec![
        (case::Entity.table_name(), moving),
        (former_person_facts::Entity.table_name(), facts),
        names,
        parts::<nationality::Model>(change, merge).await?,
        parts::<person_language::Model>(change, merge).await?,
        parts::<identifier::Model>(change, merge).await?,
        parts::<contact::Model>(change, merge).await?,
    ];
    Ok(change.keep_moved(merge.id, rows).await?)
}

/// Moves the parts of one kind, except those in force that the person has too.
async fn parts<P: Part>(
    change: &Change,
    merge: &person_merge::Model,
) -> Result<(&'static str, Vec<Uuid>), ChangeError> {
    let known = change.parts_that_move::<P>(merge.person_id).await?;
    let parts = change.parts_that_move::<P>(merge.merged_person_id).await?;
    let ids: Vec<_> = parts.iter().filter(|part| !same_parts(*part, &known)).map(P::id).collect();
    change.move_rows(P::TABLE, &ids, merge.person_id).await?;
    Ok((P::TABLE, ids))
}
