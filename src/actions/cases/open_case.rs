//! A worker opens a case for a person who is new to the organisation. There is no case yet to take a permit on. The
//! permit is taken at the centre, and the opener's future clearance on the case decides which fields may be written.

use async_graphql::InputObject;
use chrono::{Datelike as _, SubsecRound as _};
use entity::{
    case, centre,
    codes::{DataClass as D, Priority, Role},
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
        dates, reference,
        refusal::{Refusal, RefusalCode},
        text::{self, TextKind},
    },
    store::write::{
        change::Change,
        change_log::ChangeRecord,
        recorded::done,
        reference::{taken_meanwhile, unused},
        save::Write as _,
        stop::ChangeError,
    },
};

/// A new case of a new person.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct OpenCaseInput {
    /// The centre where the person stays, one of your organisation's.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub centre_id: Id<centre::Entity>,
    /// The person.
    pub person: NewPersonInput,
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
        let Self { centre_id, person, opened_at, priority, next_review_on, handling_instruction, arrival } = self;
        let centre = change.permit_at_centre(Self::ACTION, centre_id.0).await?;
        let now = change.now();
        let row = case::Model::builder()
            .id(Uuid::now_v7())
            .reference(String::new())
            .person_id(Uuid::now_v7())
            .organisation_id(centre.organisation_id)
            .centre_id(centre.id)
            .fronting_centre_id(centre.id)
            .country(centre.country.clone())
            .in_protected_centre(centre.protected)
            .opened_at(opened_at.unwrap_or(now).trunc_subsecs(6))
            .created_at(now)
            .last_activity_at(dates::to_the_hour(now))
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
        person.may_be_written_under(clearance)?;
        dates::opened("openedAt", row.opened_at, now)?;
        if let Some(day) = next_review_on {
            dates::planned("nextReviewOn", day, now.date_naive())?;
        }
        let instruction = row.handling_instruction.as_deref();
        let handling_instruction = text::optional("handlingInstruction", TextKind::Paragraph, instruction)?;

        let fronting = super::answering(change, "centreId", &centre).await?;
        let write = |drawn| reference::case(row.opened_at.year(), drawn);
        let reference = unused(change.transaction(), case::Column::Reference, write).await?;
        let person = person.checked(row.person_id, now.date_naive()).map_err(|refusal| refusal.inside("person"))?;
        let likeness = person.likeness();
        person.write(change, row.person_id, row.id, centre.organisation_id).await?;
        let row = case::Model { reference, fronting_centre_id: fronting.id, handling_instruction, ..row };
        let written = row.into_active_model().insert_in(change).await.map_err(taken_meanwhile)?;
        if let Some(arrival) = arrival {
            give_bed(change, &written, arrival, None).await.map_err(|stop| stop.inside("arrival"))?;
        }
        let known = change.possible_duplicates_of(written.id, &likeness).await?;
        if !known.is_empty() {
            let message = format!("there may be a case of the same person already: {}", known.join(", "));
            change.warn(Refusal::of("person", RefusalCode::PossibleDuplicate, message));
        }
        Ok(done(&written, written.organisation_id, vec!["opened_at", "status", "centre_id", "person_id"]))
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
