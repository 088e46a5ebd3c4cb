//! `LegalOrder`: an order that lets an enforcement agency read data of a case that is otherwise closed to it. The
//! organisation that owns the case reads the order; the agency never does.

use async_graphql::{Value, resolver_utils::enum_value};
use entity::{
    codes::DataClass as D,
    legal_order::{Column as C, Entity},
};
use sea_orm::{prelude::DateTimeUtc, sea_query::IntoIden};

use super::{Case, LegalOrder, Organisation, Worker};
use crate::{
    access::class::ClassSet,
    graphql::record::{
        fields::{available_actions, computed, id, known, one, plain},
        table::{Table, record},
    },
    rules::order::{Recorded, in_force},
    store::access::row_access::Access,
};

record!(LegalOrder, table);

fn table() -> Table {
    Table {
        name: "LegalOrder",
        doc: "An order of a court or prosecutor that lets an enforcement agency read data of a case.",
        from: Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::LegalOrder,
        fields: vec![
            id("Global identifier."),
            available_actions(
                [C::RequestedBy, C::ApprovedAt, C::EndedAt, C::ValidUntil].map(IntoIden::into_iden).to_vec(),
                |actor, cells| {
                    Ok(actor.on_legal_order(Recorded {
                        requested_by: cells.get(0)?,
                        approved_at: cells.get(1)?,
                        ended_at: cells.get(2)?,
                        valid_until: cells.get(3)?,
                    }))
                },
            ),
            plain::<i32>(
                D::OperationalCoarse,
                C::Version,
                "Version of the record, raised by each change. Pass it as `version` to a mutation.",
            ),
            plain::<DateTimeUtc>(D::OperationalCoarse, C::CreatedAt, "When it was recorded."),
            plain::<String>(D::Legal, C::Reference, "The number of the order."),
            plain::<String>(D::Legal, C::Reason, "Which authority ordered it, and why."),
            known::<Organisation>(D::Legal, C::OrganisationId, "The agency named in the order."),
            computed::<Vec<D>>(
                "classes",
                D::Legal,
                vec![C::Classes.into_iden()],
                "The data classes that the agency may read.",
                |cells| {
                    let classes = ClassSet::from_bits(cells.get(0)?);
                    Ok(Value::List(classes.iter().map(enum_value).collect()))
                },
            ),
            computed::<bool>(
                "inForce",
                D::Legal,
                vec![C::ApprovedAt.into_iden(), C::EndedAt.into_iden(), C::ValidUntil.into_iden()],
                "Whether the agency may read now: the order is approved, not ended and not expired.",
                |cells| {
                    let moment = |number| cells.get::<Option<DateTimeUtc>>(number);
                    let (approved, ended) = (moment(0)?.is_some(), moment(1)?.is_some());
                    let until = moment(2)?;
                    Ok(Value::Boolean(in_force(approved, ended, until, cells.now.for_change_at([until]))))
                },
            ),
            plain::<DateTimeUtc>(D::Legal, C::ApprovedAt, "When it was approved."),
            plain::<DateTimeUtc>(D::Legal, C::ValidUntil, "When it expires."),
            plain::<DateTimeUtc>(D::Legal, C::EndedAt, "When it was ended early."),
            one::<Worker>(D::Staff, C::RequestedBy, "The worker who recorded it.").named("recordedBy"),
            one::<Worker>(D::Staff, C::ApprovedBy, "The data protection officer who approved it."),
            one::<Worker>(D::Staff, C::EndedBy, "The worker who ended it."),
            one::<Case>(D::OperationalCoarse, C::CaseId, "The case."),
        ],
    }
}
