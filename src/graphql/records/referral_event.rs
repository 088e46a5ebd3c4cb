//! `ReferralEvent`: one step of a referral.

use std::sync::LazyLock;

use entity::{
    codes::{DataClass as D, ReferralState},
    referral_event,
};
use sea_orm::{prelude::DateTimeUtc, sea_query::IntoIden};

use super::{Organisation, ReferralEvent, Worker};
use crate::{
    graphql::record::{
        fields::{code, known, one, part_id, plain},
        table::{Record, Table},
    },
    store::access::row_access::Access,
};

impl Record for ReferralEvent {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "ReferralEvent",
            doc: "A step of a referral.",
            from: referral_event::Entity.into_iden(),
            key: referral_event::Column::Id.into_iden(),
            access: Access::Inherited,
            fields: vec![
                part_id::<ReferralEvent>(D::Operational, referral_event::Column::Id),
                plain::<DateTimeUtc>("at", D::Operational, referral_event::Column::At, "When the event happened."),
                code::<ReferralState>(
                    "fromState",
                    D::Operational,
                    referral_event::Column::FromState,
                    "The state before.",
                ),
                code::<ReferralState>("toState", D::Operational, referral_event::Column::ToState, "The state after."),
                // The codes of a decline or an outcome are on the referral for both sides. Why a referral ended is
                // STAFF.
                plain::<String>("reason", D::Staff, referral_event::Column::Reason, "The code of the reason."),
                known::<Organisation>(
                    "organisation",
                    D::Operational,
                    referral_event::Column::OrganisationId,
                    "The organisation that acted. Null if the server did, because a deadline passed.",
                ),
                one::<Worker>("worker", D::Staff, referral_event::Column::WorkerId, "The worker who acted."),
            ],
        });
        &TABLE
    }
}
