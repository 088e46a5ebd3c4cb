//! One step of a referral as rows: the referral under the version that was read, with the columns that follow from its
//! new state, and a line of its history. Whether the step is allowed was decided before.

use entity::{
    referral::{Column, Entity, Model},
    referral_event,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, IdenStatic,
    IntoActiveModel, Iterable, ModelTrait, QueryFilter, prelude::DateTimeUtc,
};
use uuid::Uuid;

use crate::{
    access::viewer::Viewer,
    rules::{
        clocks::{self, Due},
        referral::{Phase, phase},
    },
};

/// The reason for a step, for the history.
#[derive(Clone, Debug, Default)]
pub(crate) struct Because {
    /// The code of the reason.
    pub reason: Option<String>,
    /// More about the reason, as free text.
    pub text: Option<String>,
}

/// The result of a step.
#[derive(Debug)]
pub(crate) struct Written {
    /// The referral as it is now.
    pub row: Model,
    /// The columns that changed.
    pub changed: Vec<&'static str>,
}

/// Writes a step. `by` is `None` if the clock took it. Returns `None` if the referral has changed since `before` was
/// read: then nothing was written.
pub(crate) async fn write(
    transaction: &DatabaseTransaction,
    at: DateTimeUtc,
    by: Option<&Viewer>,
    (before, after): (&Model, Model),
    because: Because,
) -> Result<Option<Written>, DbErr> {
    let row = settled(before, after, at);
    let changed: Vec<Column> = Column::iter().filter(|column| before.get(*column) != row.get(*column)).collect();
    let mut set = before.clone().into_active_model();
    for column in &changed {
        set.set(*column, row.get(*column));
    }
    let written = Entity::update_many()
        .set(set)
        .filter(Column::Id.eq(before.id))
        .filter(Column::Version.eq(before.version))
        .filter(Column::State.eq(before.state))
        .exec(transaction)
        .await?;
    if written.rows_affected == 0 {
        return Ok(None);
    }
    event(transaction, at, by, (Some(before), &row), because).await?;
    Ok(Some(Written { row, changed: changed.iter().map(IdenStatic::as_str).collect() }))
}

/// Writes a new draft and the first line of its history.
pub(crate) async fn write_draft(
    transaction: &DatabaseTransaction,
    by: &Viewer,
    draft: Model,
) -> Result<Written, DbErr> {
    let at = draft.created_at;
    let changed = Column::iter().map(|column| column.as_str()).collect();
    let row = draft.into_active_model().insert(transaction).await?;
    event(transaction, at, Some(by), (None, &row), Because::default()).await?;
    Ok(Written { row, changed })
}

/// The running clock, the closing time and the version follow from the state; no mutation writes them.
fn settled(before: &Model, after: Model, at: DateTimeUtc) -> Model {
    let next_due_at = due(&after).and_then(|due| clocks::next_due(after.state, &due));
    let closed = phase(after.state) == Phase::Closed;
    Model {
        next_due_at,
        closed_at: before.closed_at.or_else(|| closed.then_some(at)),
        updated_at: at,
        version: before.version + 1,
        ..after
    }
}

/// The due times of a referral that was sent; `None` for others.
pub(crate) fn due(row: &Model) -> Option<Due> {
    Some(Due {
        acknowledge_at: row.acknowledge_due_at?,
        decide_at: row.decide_due_at?,
        service_at: row.service_due_at?,
    })
}

async fn event(
    transaction: &DatabaseTransaction,
    at: DateTimeUtc,
    by: Option<&Viewer>,
    (before, after): (Option<&Model>, &Model),
    because: Because,
) -> Result<(), DbErr> {
    let Because { reason, text } = because;
    referral_event::ActiveModel {
        id: Set(Uuid::now_v7()),
        referral_id: Set(after.id),
        at: Set(at),
        worker_id: Set(by.map(|viewer| viewer.worker_id)),
        organisation_id: Set(by.map(|viewer| viewer.organisation_id)),
        from_state: Set(before.map(|row| row.state)),
        to_state: Set(after.state),
        reason: Set(reason),
        text: Set(text),
    }
    .insert(transaction)
    .await?;
    Ok(())
}
