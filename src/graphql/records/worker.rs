//! `Worker`: somebody who works for an organisation. It is staff data, reached through the records that name the worker
//! or through the list of colleagues.

use async_graphql::{Value, resolver_utils::enum_value};
use entity::{
    case,
    codes::{DataClass as D, Role},
    worker, worker_centre,
};
use sea_orm::{
    prelude::DateTimeUtc,
    sea_query::{IntoIden, Order},
};

use super::{Case, Centre, Organisation, Worker, WorkerCentre, edge};
use crate::{
    access::role_set::RoleSet,
    global_id,
    graphql::{
        record::{
            fields::{computed, connection, known, many, plain},
            table::{Field, Table, record},
            types::RecordAnswer,
        },
        visible::{self, Plain},
    },
    store::{
        access::{row_access::Access, worker::at_known_centre},
        lists::worker_cases,
        read::children::Edge,
    },
};

record!(Worker, worker);

fn worker() -> Table {
    use entity::worker::Column as C;

    Table {
        name: "Worker",
        doc: "Somebody who works for an organisation.",
        from: worker::Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Inherited,
        fields: [
            computed::<async_graphql::ID>(
                "id",
                D::StaffAssigned,
                vec![C::Id.into_iden()],
                "Identifier, for inputs that name a worker.",
                |cells| Ok(global_id::value("Worker", cells.get(0)?)),
            ),
            plain::<String>(D::StaffAssigned, C::DisplayName, "Name, as given by the identity provider."),
            plain::<DateTimeUtc>(
                D::StaffAssigned,
                C::DeactivatedAt,
                "When an administrator deactivated the worker, who cannot sign in since then.",
            ),
            computed::<Vec<Role>>(
                "roles",
                D::StaffAssigned,
                vec![C::Roles.into_iden()],
                "Roles, as named by the worker's last token. Null if the worker has not signed in.",
                |cells| {
                    let roles = |bits| RoleSet::from_bits(bits).iter().map(enum_value).collect();
                    Ok(cells.get::<Option<i64>>(0)?.map_or(Value::Null, |bits| Value::List(roles(bits))))
                },
            ),
            plain::<bool>(
                D::StaffAssigned,
                C::AllOrdinaryCentres,
                "Whether the worker works in all ordinary centres of the organisation, by the last token. The centres in \
                 `centres` are then in addition.",
            ),
            many::<WorkerCentre>(
                "centres",
                D::StaffAssigned,
                "Centres that the worker's last token named, as far as you may know of them.",
                || Edge {
                    visible: at_known_centre,
                    ..edge(
                        worker_centre::Column::WorkerId,
                        worker_centre::Column::CentreId,
                        worker_centre::Column::CentreId,
                        Order::Asc,
                    )
                },
            ),
            known::<Organisation>(D::StaffAssigned, C::OrganisationId, "The worker's organisation."),
        ]
        .map(|field| Field { visible: visible::colleague::<Plain>, ..field })
        .into_iter()
        .chain([open_cases()])
        .collect(),
    }
}

fn open_cases() -> Field {
    let doc = "Open cases of which the worker is the case worker of record, as far as you may know that, newest first.";
    let cases = connection::<Case>("openCases", D::StaffAssigned, doc, || Edge {
        ways: Some(worker_cases::ways),
        ..edge(case::Column::AssignedWorkerId, case::Column::OpenedAt, case::Column::Id, Order::Desc)
    });
    Field { visible: visible::colleague::<RecordAnswer<Case>>, ..cases }
}

record!(WorkerCentre, worker_centre);

fn worker_centre() -> Table {
    Table {
        name: "WorkerCentre",
        doc: "A centre where a worker works.",
        from: worker_centre::Entity.into_iden(),
        key: worker_centre::Column::WorkerId.into_iden(),
        access: Access::Inherited,
        fields: [known::<Centre>(D::StaffAssigned, worker_centre::Column::CentreId, "The centre.")]
            .map(|field| Field { visible: visible::colleague::<Plain>, ..field })
            .into(),
    }
}
