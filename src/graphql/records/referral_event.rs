//! `ReferralEvent`: one step of a referral.

use entity::{
    codes::{DataClass as D, ReferralState},
    referral_event,
};
use sea_orm::{prelude::DateTimeUtc, sea_query::IntoIden};

use super::{Organisation, ReferralEvent, Worker};
use crate::{
    graphql::record::{
        fields::{code, known, one, part_id, plain},
        table::{Table, record},
    },
    store::access::row_access::Access,
};

record!(ReferralEvent, table);

fn table() -> Table {
    use entity::referral_event::Column as C;

    Table {
        name: "ReferralEvent",
        doc: "A step of a referral.",
        from: referral_event::Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Inherited,
        fields: vec![
            part_id::<ReferralEvent>(D::Operational, C::Id),
            plain::<DateTimeUtc>(D::Operational, C::At, "When the event happened."),
            code::<ReferralState>(D::Operational, C::FromState, "The state before."),
            code::<ReferralState>(D::Operational, C::ToState, "The state after."),
            // The codes of a decline or an outcome are on the referral for both sides. Why a referral ended is
            // STAFF.
            plain::<String>(D::Staff, C::Reason, "The code of the reason."),
            known::<Organisation>(
                D::Operational,
                C::OrganisationId,
                "The organisation that acted. Null if the server did, because a deadline passed.",
            ),
            one::<Worker>(D::Staff, C::WorkerId, "The worker who acted."),
        ],
    }
}
