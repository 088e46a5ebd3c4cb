//! `ReferralEvent`: one step of a referral.

use async_graphql::Value;
use entity::{
    codes::{DataClass as D, ReferralState},
    referral_event,
};
use sea_orm::{
    DbErr,
    prelude::{DateTimeUtc, Uuid},
    sea_query::{DynIden, IntoIden},
};

use super::{Organisation, ReferralEvent, Worker};
use crate::{
    global_id,
    graphql::record::{
        fields::{code, computed, known, one, part_id, plain},
        table::{Table, record},
    },
    store::{
        access::{
            row_access::Access,
            worker::{COLLEAGUE_ID, COLLEAGUE_NAME},
        },
        read::rows::Cells,
        sql::expression::alias,
    },
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
            computed::<String>(
                "text",
                D::Staff,
                said_in(),
                "What the worker wrote with the step. Null for a question or an answer.",
                |cells| said(cells, false),
            ),
            computed::<String>(
                "message",
                D::Operational,
                said_in(),
                "The question or the answer that was sent with the step. Both sides read it. Null for other steps.",
                |cells| said(cells, true),
            ),
            known::<Organisation>(
                D::Operational,
                C::OrganisationId,
                "The organisation that acted. Null if the server did, because a deadline passed.",
            ),
            one::<Worker>(D::Staff, C::WorkerId, "The worker who acted."),
            computed::<async_graphql::ID>(
                "colleagueId",
                D::Operational,
                vec![alias(COLLEAGUE_ID)],
                "Identifier of the worker of your organisation who acted, if your organisation received the referral.",
                |cells| Ok(cells.get::<Option<Uuid>>(0)?.map_or(Value::Null, |id| global_id::value("Worker", id))),
            ),
            computed::<String>(
                "colleagueName",
                D::Operational,
                vec![alias(COLLEAGUE_NAME)],
                "Name of that worker, as given by the identity provider.",
                |cells| Ok(cells.get::<Option<String>>(0)?.map_or(Value::Null, Value::String)),
            ),
        ],
    }
}

/// The words of a step: either those of a question or an answer, or those of every other step.
fn said(cells: &Cells<'_>, messages: bool) -> Result<Value, DbErr> {
    use ReferralState::{InfoRequested, UnderReview};
    let (from, to): (Option<ReferralState>, ReferralState) = (cells.get(0)?, cells.get(1)?);
    // A referral that ends while it waits for an answer has words of the sender's staff.
    let message = to == InfoRequested || (from == Some(InfoRequested) && to == UnderReview);
    let words = cells.get::<Option<String>>(2)?.filter(|_| message == messages);
    Ok(words.map_or(Value::Null, Value::String))
}

fn said_in() -> Vec<DynIden> {
    use entity::referral_event::Column as C;
    [C::FromState, C::ToState, C::Text].map(IntoIden::into_iden).to_vec()
}
