//! A worker records that two people travel together: the case joins the household of another case. The worker answers for both
//! cases, because the household names each of them to the readers of the other.

use async_graphql::InputObject;
use entity::{
    case,
    codes::{DataClass as D, HouseholdRole},
    household,
};
use sea_orm::IntoActiveModel;
use uuid::Uuid;

use super::member::member;
use crate::{
    access::{action::Action, directive::holds},
    actions::{Verb, case_row},
    global_id::Id,
    rules::{
        self, reference,
        refusal::{Refusal, same_version},
    },
    store::write::{
        change::Change,
        change_log::ChangeRecord,
        reference::{taken_meanwhile, unused},
        save::Write as _,
        stop::ChangeError,
    },
};

/// A case that joins the household of another case.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct JoinHouseholdInput {
    pub case_id: Id<case::Entity>,
    pub version: i32,
    /// The other case. If it has no household, a new one is recorded for both, and this case is its head.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub other_case_id: Id<case::Entity>,
    /// What the person is to the head of the household.
    #[graphql(directive = holds::apply(D::Operational))]
    pub role: HouseholdRole,
}

impl Verb for JoinHouseholdInput {
    const ACTION: Action = Action::JoinHousehold;
    const BATCH: Option<&'static str> = Some("joinHouseholds");
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { case_id, version, other_case_id, role } = self;
        let permit = Self::permit(change, case_id.0).await?;
        let other = Self::permit(change, other_case_id.0).await?;
        let (before, other) = (permit.row(), other.row());
        same_version(version, before.version)?;
        rules::case::open(before.status)?;
        rules::case::open(other.status).map_err(|refusal| Refusal { field: Some("otherCaseId"), ..refusal })?;
        rules::household::join(member(before), member(other), role)?;
        let household_id = match other.household_id {
            Some(id) => id,
            None => open(change, other).await?,
        };
        let after = case::Model { household_id: Some(household_id), household_role: Some(role), ..before.clone() };
        case_row::write(change, before, after).await
    }
}

/// Records a household with this case as its head.
async fn open(change: &Change, head: &case::Model) -> Result<Uuid, ChangeError> {
    let row = household::Model {
        id: Uuid::now_v7(),
        reference: unused(change.transaction(), household::Column::Reference, reference::household).await?,
        created_at: change.now(),
    };
    let household_id = row.id;
    row.into_active_model().insert_in(change).await.map_err(taken_meanwhile)?;
    let after =
        case::Model { household_id: Some(household_id), household_role: Some(HouseholdRole::Head), ..head.clone() };
    let done = case_row::write(change, head, after).await?;
    change.record(Action::JoinHousehold.name(), &done).await?;
    Ok(household_id)
}
