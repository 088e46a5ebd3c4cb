//! A worker opens a case for a person who is new to the organisation, or a second case for one who is known. There is no case yet
//! to take a permit on. The permit is taken at the centre, and the opener's future clearance on the case decides which fields may be
//! written. A second case never opens more of the person to the opener than the first.

use async_graphql::InputObject;
use chrono::{Datelike as _, SubsecRound as _};
use entity::{
    case, centre,
    codes::{DataClass as D, Priority, Role},
    person,
};
use sea_orm::{
    IntoActiveModel,
    prelude::{Date, DateTimeUtc},
};
use uuid::Uuid;

use super::new_person::NewPersonInput;
use crate::{
    access::{
        action::Action,
        class::ClassSet,
        directive::holds,
        relation::{CaseFacts, to_case},
    },
    actions::{
        Verb,
        beds::{ArrivalInput, give_bed},
    },
    error::Error,
    global_id::Id,
    rules::{
        self, dates, reference,
        refusal::{Refusal, RefusalCode},
        text::{self, TextKind},
    },
    store::write::{
        change::Change,
        change_log::ChangeRecord,
        permit::Permit,
        recorded::done,
        reference::{taken_meanwhile, unused},
        save::Write as _,
        stop::ChangeError,
    },
};

/// The classes of the facts of a person.
const OF_A_PERSON: [D; 5] = [D::Operational, D::Identity, D::Contact, D::Protection, D::Asylum];

/// A new case, of a new person or of one who had a case before.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct OpenCaseInput {
    /// The centre where the person stays, one of your organisation's.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub centre_id: Id<centre::Entity>,
    /// The person, if the person is new.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub person: Option<NewPersonInput>,
    /// The person, if the person has or had a case of your organisation. You need access to that case, and to add to the person.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub person_id: Option<Id<person::Entity>>,
    /// When the case was opened, if it was opened earlier on paper. Default: now.
    pub opened_at: Option<DateTimeUtc>,
    /// How soon the case needs attention. Default: NORMAL.
    pub priority: Option<Priority>,
    /// Day of the next review.
    pub next_review_on: Option<Date>,
    /// How to handle the case safely. Never state the reason here.
    pub handling_instruction: Option<String>,
    /// The bed for the person. Leave out if the person sleeps elsewhere.
    #[graphql(directive = holds::apply(D::Operational))]
    pub arrival: Option<ArrivalInput>,
}

impl Verb for OpenCaseInput {
    const ACTION: Action = Action::OpenCase;
    const BATCH: Option<&'static str> = Some("openCases");
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { centre_id, person, person_id, opened_at, priority, next_review_on, handling_instruction, arrival } =
            self;
        let centre = change.permit_at_centre(Self::ACTION, centre_id.0).await?;
        let first = match person_id {
            Some(id) => Some(first_case(change, id.0).await?),
            None => None,
        };
        let now = change.now();
        let row = case::Model::builder()
            .id(Uuid::now_v7())
            .reference(String::new())
            .person_id(first.as_ref().map_or_else(Uuid::now_v7, |first| first.row().person_id))
            .organisation_id(centre.organisation_id)
            .centre_id(centre.id)
            .fronting_centre_id(centre.id)
            .country(centre.country.clone())
            .in_protected_centre(centre.protected)
            .opened_at(opened_at.unwrap_or(now).trunc_subsecs(6))
            .created_at(now)
            .last_activity_at(dates::to_the_hour(now))
            .maybe_access_mode(first.as_ref().map(|first| first.row().access_mode))
            .priority(priority.unwrap_or(Priority::Normal))
            .maybe_assigned_worker_id(follows(change).then_some(change.scope.viewer.worker_id))
            .maybe_next_review_on(next_review_on)
            .maybe_handling_instruction(handling_instruction)
            .build();
        let clearance = clearance(change, &row);
        if row.handling_instruction.is_some() && !clearance.holds(D::ProtectionCoarse) {
            return Err(Error::Forbidden.into());
        }
        if arrival.as_ref().is_some_and(|it| it.room_bed.is_some()) && !clearance.holds(D::Contact) {
            return Err(Error::Forbidden.into());
        }
        if let Some(person) = &person {
            person.may_be_written_under(clearance)?;
        }
        if first.as_ref().is_some_and(|first| opens_more(clearance, first.held().clearance.classes)) {
            return Err(Error::Forbidden.into());
        }
        one_person(person.is_some(), first.is_some())?;
        dates::opened("openedAt", row.opened_at, now)?;
        if let Some(day) = next_review_on {
            dates::planned("nextReviewOn", day, now.date_naive())?;
        }
        let instruction = row.handling_instruction.as_deref();
        let handling_instruction = text::optional("handlingInstruction", TextKind::Paragraph, instruction)?;

        let fronting = super::answering(change, "centreId", &centre).await?;
        let write = |drawn| reference::case(row.opened_at.year(), drawn);
        let reference = unused(change.transaction(), case::Column::Reference, write).await?;
        let likeness = match person {
            Some(person) => {
                let checked = person.checked(row.person_id, now.date_naive());
                let person = checked.map_err(|refusal| refusal.inside("person"))?;
                let likeness = person.likeness();
                person.write(change, row.person_id, row.id, centre.organisation_id).await?;
                Some(likeness)
            }
            None => None,
        };
        let row = case::Model { reference, fronting_centre_id: fronting.id, handling_instruction, ..row };
        let written = row.into_active_model().insert_in(change).await.map_err(taken_meanwhile)?;
        if let Some(arrival) = arrival {
            give_bed(change, &written, arrival, None).await.map_err(|stop| stop.inside("arrival"))?;
        }
        let known = match (&likeness, &first) {
            (Some(likeness), _) => change.possible_duplicates_of(written.id, likeness).await?,
            (None, Some(first)) if rules::case::open(first.row().status).is_ok() => vec![first.row().reference.clone()],
            (None, _) => Vec::new(),
        };
        if !known.is_empty() {
            let message = format!("there may be a case of the same person already: {}", known.join(", "));
            change.warn(Refusal::of("person", RefusalCode::PossibleDuplicate, message));
        }
        Ok(done(&written, written.organisation_id, vec!["opened_at", "status", "centre_id", "person_id"]))
    }
}

/// The case through which the worker knows the person.
/// Errors: `NOT_FOUND` or `FORBIDDEN` if there is none in which the worker adds to the person.
async fn first_case(change: &Change, person_id: Uuid) -> Result<Permit<case::Model>, Error> {
    let case_id = change.case_of_person(Action::AddToPerson, person_id).await?;
    change.permit(Action::AddToPerson, case_id).await
}

/// Whether a clearance opens more of a person than another one.
fn opens_more(clearance: ClassSet, first: ClassSet) -> bool {
    OF_A_PERSON.into_iter().any(|class| clearance.holds(class) && !first.holds(class))
}

/// A case is about a new person or about a known one.
fn one_person(new: bool, known: bool) -> Result<(), Refusal> {
    match (new, known) {
        (false, false) => Err(Refusal::of("person", RefusalCode::ValueRequired, "give the person, or the person's id")),
        (true, true) => {
            let message = "a known person is not registered again; correct what is recorded with correctPerson";
            Err(Refusal::of("personId", RefusalCode::ValueNotAllowed, message))
        }
        _ => Ok(()),
    }
}

/// A case worker becomes the worker of record. A manager or a protection officer assigns the case later.
fn follows(change: &Change) -> bool {
    change.scope.viewer.roles.contains(&Role::CaseWorker)
}

/// The classes that the opener will read once the case exists. The opener may write only these.
fn clearance(change: &Change, row: &case::Model) -> ClassSet {
    let facts = CaseFacts {
        case_id: row.id,
        organisation_id: row.organisation_id,
        centre_id: row.centre_id,
        country: row.country.clone(),
        in_protected_centre: row.in_protected_centre,
        access_mode: row.access_mode,
        assigned_worker_id: row.assigned_worker_id,
        medical_worker_id: None,
        answer_pending: false,
        shared: ClassSet::NONE,
        consular_consent: false,
    };
    change.scope.grants.clearance(&facts, to_case(&change.scope.viewer, &facts))
}
