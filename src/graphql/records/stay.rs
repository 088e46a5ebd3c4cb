//! `Stay`: the time that a person has a bed in a centre. For the organisation that owns the case and those who oversee
//! it.

use entity::{
    codes::{DataClass as D, StayExitReason},
    stay::{Column as C, Entity},
};
use sea_orm::{
    prelude::{Date, DateTimeUtc},
    sea_query::IntoIden,
};

use super::{Case, Centre, Organisation, Referral, Stay};
use crate::{
    graphql::record::{
        fields::{available_actions, coarse_code, code, id, known, one, plain},
        table::{Table, record},
    },
    store::access::row_access::Access,
};

record!(Stay, table);

fn table() -> Table {
    Table {
        name: "Stay",
        doc: "The time that a person has a bed in a centre.",
        from: Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Stay,
        fields: vec![
            id("Global identifier."),
            available_actions(vec![C::UntilAt.into_iden()], |actor, cells| {
                let known = cells.holds(D::Operational);
                Ok(if known { actor.on_stay(cells.get(0)?) } else { Vec::new() })
            }),
            plain::<DateTimeUtc>(D::Operational, C::FromAt, "When the person arrived.").named("from"),
            plain::<DateTimeUtc>(D::Operational, C::UntilAt, "When the person left. Null while the person stays.")
                .named("until"),
            plain::<Date>(
                D::Operational,
                C::ExpectedUntil,
                "The day on which the person is expected to leave. Null if no day is planned.",
            ),
            coarse_code::<StayExitReason>(D::Operational, C::ExitReason, "The coarse reason why the stay ended.")
                .named("exitGroup"),
            code::<StayExitReason>(D::Protection, C::ExitReason, "The exact reason why the stay ended."),
            known::<Organisation>(D::OperationalCoarse, C::OrganisationId, "The organisation that gave the bed."),
            known::<Centre>(
                D::Operational,
                C::FrontingCentreId,
                "The centre that answers for the stay. If the person slept in a protected centre, this is an \
                     ordinary centre.",
            )
            .named("centre"),
            known::<Centre>(D::Location, C::CentreId, "The exact centre where the person slept.").named("placement"),
            plain::<String>(D::Contact, C::RoomBed, "Room or bed in the centre."),
            plain::<bool>(D::Operational, C::OverCapacity, "Whether all beds were taken when the person arrived."),
            one::<Referral>(
                D::Operational,
                C::HoldForReferralId,
                "The bed is kept until this referral is answered. Null if there is none or you may not know of it.",
            ),
            one::<Case>(D::OperationalCoarse, C::CaseId, "The case."),
        ],
    }
}
