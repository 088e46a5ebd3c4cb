//! `Stay`: the time that a person has a bed in a centre. For the organisation that owns the case and those who oversee
//! it.

use std::sync::LazyLock;

use entity::{
    codes::{DataClass as D, StayExitReason},
    stay::{Column as C, Entity},
};
use sea_orm::{prelude::DateTimeUtc, sea_query::IntoIden};

use super::{Case, Centre, Organisation, Referral, Stay};
use crate::{
    graphql::record::{
        fields::{coarse_code, code, id, known, one, plain},
        table::{Record, Table},
    },
    store::access::row_access::Access,
};

impl Record for Stay {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "Stay",
            doc: "The time that a person has a bed in a centre.",
            from: Entity.into_iden(),
            key: C::Id.into_iden(),
            access: Access::Stay,
            fields: vec![
                id("Global identifier."),
                plain::<DateTimeUtc>("from", D::Operational, C::FromAt, "When the person arrived."),
                plain::<DateTimeUtc>(
                    "until",
                    D::Operational,
                    C::UntilAt,
                    "When the person left. Null while the person stays.",
                ),
                coarse_code::<StayExitReason>(
                    "exitGroup",
                    D::Operational,
                    C::ExitReason,
                    "The coarse reason why the stay ended.",
                ),
                code::<StayExitReason>(
                    "exitReason",
                    D::Protection,
                    C::ExitReason,
                    "The exact reason why the stay ended.",
                ),
                known::<Organisation>(
                    "organisation",
                    D::OperationalCoarse,
                    C::OrganisationId,
                    "The organisation that gave the bed.",
                ),
                known::<Centre>(
                    "centre",
                    D::Operational,
                    C::FrontingCentreId,
                    "The centre that answers for the stay. If the person slept in a protected centre, this is an \
                     ordinary centre.",
                ),
                known::<Centre>("placement", D::Location, C::CentreId, "The exact centre where the person slept."),
                plain::<String>("roomBed", D::Contact, C::RoomBed, "Room or bed in the centre."),
                plain::<bool>(
                    "overCapacity",
                    D::Operational,
                    C::OverCapacity,
                    "Whether all beds were taken when the person arrived.",
                ),
                one::<Referral>(
                    "holdForReferral",
                    D::Operational,
                    C::HoldForReferralId,
                    "The bed is kept until this referral is answered. Null if there is none or you may not know of it.",
                ),
                one::<Case>("case", D::OperationalCoarse, C::CaseId, "The case."),
            ],
        });
        &TABLE
    }
}
