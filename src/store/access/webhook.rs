//! The clearance of a webhook and of its messages: they are settings of an organisation, for those who keep them
//! (`Grants::lists_webhooks`).

use entity::{
    codes::{DataClass, WebhookDeliveryState},
    webhook, webhook_delivery,
};
use sea_orm::sea_query::{Cond, Condition, DynIden, ExprTrait};

use super::{clearance::Clearance, scope::Scope};
use crate::{
    access::class::ClassSet,
    store::sql::expression::{code, column, constant},
};

/// The clearance of a webhook that the viewer may know of.
pub(crate) fn own_webhook() -> Clearance {
    Clearance { classes: ClassSet::of(&[DataClass::OperationalCoarse]), case_id: None }
}

/// "The viewer may know of this webhook."
pub(in crate::store) fn known_webhook(scope: &Scope, webhook: &DynIden) -> Condition {
    Cond::all()
        .add(constant(scope.grants.lists_webhooks()))
        .add(column(webhook, webhook::Column::OrganisationId).eq(scope.viewer.organisation_id))
        .add(column(webhook, webhook::Column::DeletedAt).is_null())
}

/// "The message was given up."
pub(crate) fn is_failed(delivery: &DynIden) -> Condition {
    Cond::all().add(column(delivery, webhook_delivery::Column::State).eq(code(&WebhookDeliveryState::Failed)))
}
