//! `ReferralEvent`: one step of a referral.

use async_graphql::Value;
use entity::{
    codes::{DataClass as D, ReferralState},
    referral_event,
};
use sea_orm::{prelude::DateTimeUtc, sea_query::IntoIden};

use super::{Organisation, ReferralEvent, Worker};
use crate::{
    graphql::record::{
        fields::{code, computed, known, one, part_id, plain},
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
            plain::<String>(D::Staff, C::Text, "What the worker wrote with the step."),
            computed::<String>(
                "message",
                D::Operational,
                [C::FromState, C::ToState, C::Text].map(IntoIden::into_iden).to_vec(),
                "The question or the answer that was sent with the step. Both sides read it. Null for other steps.",
                |cells| {
                    let states: (Option<ReferralState>, ReferralState) = (cells.get(0)?, cells.get(1)?);
                    let told =
                        states.0 == Some(ReferralState::InfoRequested) || states.1 == ReferralState::InfoRequested;
                    let message = cells.get::<Option<String>>(2)?.filter(|_| told);
                    Ok(message.map_or(Value::Null, Value::String))
                },
            ),
            known::<Organisation>(
                D::Operational,
                C::OrganisationId,
                "The organisation that acted. Null if the server did, because a deadline passed.",
            ),
            one::<Worker>(D::Staff, C::WorkerId, "The worker who acted."),
        ],
    }
}
