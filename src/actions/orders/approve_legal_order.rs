//! A data protection officer approves a legal order. The agency can then read the named classes until the order ends.

use async_graphql::InputObject;
use entity::{codes::Purpose, legal_order, share};

use uuid::Uuid;

use crate::{
    access::{action::Action, class::ClassSet},
    actions::Verb,
    global_id::Id,
    rules::{
        order::{Recorded, may_approve, opened},
        refusal::same_version,
    },
    store::write::{
        change::Change,
        change_log::ChangeRecord,
        recorded::{done, write_next},
        stop::ChangeError,
    },
};

/// The approval of a legal order.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ApproveLegalOrderInput {
    pub legal_order_id: Id<legal_order::Entity>,
    pub version: i32,
}

impl Verb for ApproveLegalOrderInput {
    const ACTION: Action = Action::ApproveLegalOrder;
    type Subject = legal_order::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { legal_order_id, version } = self;
        let permit = Self::permit(change, legal_order_id.0).await?;
        let before = permit.row();
        same_version(version, before.version)?;
        may_approve(Recorded::of(before), &change.me().await?, change.now())?;
        let owner = permit.held().case.organisation_id;
        let share = open_share(change, before, owner).await?;
        let after = legal_order::Model {
            approved_by: Some(change.scope.viewer.worker_id),
            approved_at: Some(change.now()),
            share_id: Some(share),
            ..before.clone()
        };
        write_next(change, owner, before, after).await
    }
}

async fn open_share(change: &Change, order: &legal_order::Model, owner: Uuid) -> Result<Uuid, ChangeError> {
    let row = share::Model::builder()
        .id(Uuid::now_v7())
        .case_id(order.case_id)
        .organisation_id(order.organisation_id)
        .classes(opened(ClassSet::from_bits(order.classes)).to_bits())
        .purpose(Purpose::LegalProceeding)
        .starts_at(change.now())
        .maybe_ends_at(order.valid_until)
        .build();
    let row = change.open_share(row).await?;
    let done = done(&row, owner, vec!["organisation_id", "classes", "purpose", "starts_at", "ends_at"]);
    change.record("OPEN_SHARE".to_owned(), &done).await?;
    Ok(row.id)
}
