//! `CaseReading`: a reader of a case on one day.

use async_graphql::{ID, Value, resolver_utils::enum_value};
use entity::{
    case_reading::{Column as C, Entity},
    codes::{DataClass as D, Purpose, Role},
};
use sea_orm::{
    Iterable,
    prelude::{Date, DateTimeUtc},
    sea_query::IntoIden,
};
use uuid::Uuid;

use super::{CaseReading, Organisation};
use crate::{
    access::{class::ClassSet, role_set::RoleSet},
    global_id,
    graphql::record::{
        fields::{code, computed, known, part_id, plain},
        scalar::Scalar,
        table::{Table, record},
    },
    rules::readers::told,
    store::access::{reading::READER_NAME, row_access::Access},
};

record!(CaseReading, table);

fn table() -> Table {
    Table {
        name: "CaseReading",
        doc: "A worker of your organisation, or another organisation, that read something of a case on one day.",
        from: Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::OfCase,
        fields: vec![
            part_id::<CaseReading>(D::Readers, C::Id),
            computed::<Date>("day", D::Readers, vec![C::Day.into_iden()], "The day, in UTC.", |cells| {
                Ok(cells.get::<DateTimeUtc>(0)?.date_naive().value())
            }),
            known::<Organisation>(D::Readers, C::OrganisationId, "The organisation of the reader."),
            computed::<ID>(
                "workerId",
                D::Readers,
                vec![C::WorkerId.into_iden()],
                "The worker. Null for another organisation.",
                |cells| Ok(cells.get::<Option<Uuid>>(0)?.map_or(Value::Null, |id| global_id::value("Worker", id))),
            ),
            computed::<String>(
                "workerName",
                D::Readers,
                vec![READER_NAME.into_iden()],
                "The name of the worker. Null for another organisation.",
                |cells| Ok(cells.get::<Option<String>>(0)?.map_or(Value::Null, Value::String)),
            ),
            computed::<Vec<Role>>(
                "roles",
                D::Readers,
                vec![C::Roles.into_iden()],
                "The roles of the worker in these requests. Null for another organisation.",
                |cells| {
                    let roles = |bits| RoleSet::from_bits(bits).iter().map(enum_value).collect();
                    Ok(cells.get::<Option<i64>>(0)?.map_or(Value::Null, |bits| Value::List(roles(bits))))
                },
            ),
            code::<Purpose>(
                D::Readers,
                C::Purpose,
                "The purpose of the sessions. Null if the tokens had none, and for another organisation.",
            ),
            computed::<Vec<D>>(
                "classes",
                D::Readers,
                vec![C::Classes.into_iden()],
                "The classes of which something was shown, as far as you read them in any form. PROTECTION, MEDICAL and \
                 ASYLUM are named only to those who read them. For another organisation these are classes that what you \
                 know of opens to it.",
                |cells| {
                    let held: ClassSet = D::iter().filter(|class| cells.holds(*class)).collect();
                    let classes = told(ClassSet::from_bits(cells.get(0)?), held);
                    Ok(Value::List(classes.iter().map(enum_value).collect()))
                },
            ),
            plain::<DateTimeUtc>(
                D::Readers,
                C::FirstAt,
                "The first request of the day. Null for another organisation.",
            ),
            plain::<DateTimeUtc>(D::Readers, C::LastAt, "The last request of the day. Null for another organisation."),
        ],
    }
}
