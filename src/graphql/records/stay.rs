//! `Stay`: a bed in a centre from one moment to another. For its own house and those who oversee it.

use std::sync::LazyLock;

use entity::{
    codes::{DataClass as D, StayExitReason},
    stay::{Column as C, Entity},
};
use sea_orm::{prelude::DateTimeUtc, sea_query::IntoIden};

use super::{Case, Centre, Organisation, Referral};
use crate::{
    graphql::record::table::{Record, Table, coarse_code, code, id, known, one, plain},
    store::facts::Access,
};

/// The record type.
#[derive(Debug)]
pub struct Stay;

impl Record for Stay {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "Stay",
            doc: "A person has a bed in a centre from one moment to another.",
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
                    "When the person left; none while the person stays.",
                ),
                coarse_code::<StayExitReason>(
                    "exitGroup",
                    D::Operational,
                    C::ExitReason,
                    "Why the stay ended, in coarse words.",
                ),
                code::<StayExitReason>("exitReason", D::Protection, C::ExitReason, "Why exactly the stay ended."),
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
                    "The centre that answers for the stay; for a protected place an ordinary one.",
                ),
                known::<Centre>("placement", D::Location, C::CentreId, "The exact centre where the person slept."),
                plain::<String>("roomBed", D::Contact, C::RoomBed, "Room or bed."),
                plain::<bool>("overCapacity", D::Operational, C::OverCapacity, "Whether every bed was taken already."),
                one::<Referral>(
                    "holdForReferral",
                    D::Operational,
                    C::HoldForReferralId,
                    "The referral until whose answer the bed is kept, where you may know of it.",
                ),
                one::<Case>("case", D::OperationalCoarse, C::CaseId, "The case."),
            ],
        });
        &TABLE
    }
}
