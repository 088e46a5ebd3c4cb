//! `LegalOrder`: by which an enforcement agency may read of a case what is closed to it otherwise. The house reads it, never
//! the agency.

use std::sync::LazyLock;

use async_graphql::{Value, resolver_utils::enum_value};
use entity::{
    codes::DataClass as D,
    legal_order::{Column as C, Entity},
};
use sea_orm::{prelude::DateTimeUtc, sea_query::IntoIden};

use super::{Case, Organisation, Worker};
use crate::{
    access::class::ClassSet,
    graphql::record::table::{Record, Table, computed, id, known, one, plain},
    rules::order::in_force,
    store::facts::Access,
};

/// The record type.
#[derive(Debug)]
pub struct LegalOrder;

impl Record for LegalOrder {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "LegalOrder",
            doc: "An order of a court or prosecutor by which an enforcement agency may read of a case.",
            from: Entity.into_iden(),
            key: C::Id.into_iden(),
            access: Access::LegalOrder,
            fields: vec![
                id("Global identifier."),
                plain::<i32>(
                    "version",
                    D::OperationalCoarse,
                    C::Version,
                    "Counts the changes; a mutation names the version it saw.",
                ),
                plain::<DateTimeUtc>("createdAt", D::OperationalCoarse, C::CreatedAt, "When it was recorded."),
                plain::<String>("reference", D::Legal, C::Reference, "The order's own number."),
                plain::<String>("reason", D::Legal, C::Reason, "Who ordered it, and why."),
                known::<Organisation>("organisation", D::Legal, C::OrganisationId, "The agency that it names."),
                computed::<Vec<D>>(
                    "classes",
                    D::Legal,
                    vec![C::Classes.into_iden()],
                    "The classes of data that it names.",
                    |cells| {
                        let classes = ClassSet::from_bits(cells.get(0)?);
                        Ok(Value::List(classes.iter().map(enum_value).collect()))
                    },
                ),
                computed::<bool>(
                    "inForce",
                    D::Legal,
                    vec![C::ApprovedAt.into_iden(), C::EndedAt.into_iden(), C::ValidUntil.into_iden()],
                    "Whether the agency reads by it now: approved, not ended, not run out.",
                    |cells| {
                        let moment = |number| cells.get::<Option<DateTimeUtc>>(number);
                        let (approved, ended) = (moment(0)?.is_some(), moment(1)?.is_some());
                        Ok(Value::Boolean(in_force(approved, ended, moment(2)?, cells.now)))
                    },
                ),
                plain::<DateTimeUtc>("approvedAt", D::Legal, C::ApprovedAt, "When it was approved."),
                plain::<DateTimeUtc>("validUntil", D::Legal, C::ValidUntil, "When it runs out."),
                plain::<DateTimeUtc>("endedAt", D::Legal, C::EndedAt, "When it was ended before it ran out."),
                one::<Worker>("recordedBy", D::Staff, C::RequestedBy, "Who recorded it."),
                one::<Worker>("approvedBy", D::Staff, C::ApprovedBy, "The data protection officer who approved it."),
                one::<Worker>("endedBy", D::Staff, C::EndedBy, "Who ended it."),
                one::<Case>("case", D::OperationalCoarse, C::CaseId, "The case."),
            ],
        });
        &TABLE
    }
}
