//! `Worker`: somebody who works for an organisation. It is staff data, reached through the records that name the worker
//! or through the list of colleagues.

use entity::{codes::DataClass as D, worker};
use sea_orm::{prelude::DateTimeUtc, sea_query::IntoIden};

use super::{Organisation, Worker};
use crate::{
    global_id,
    graphql::{
        record::{
            fields::{computed, known, plain},
            table::{Field, Table, record},
        },
        visible,
    },
    store::access::row_access::Access,
};

record!(Worker, table);

fn table() -> Table {
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
                D::Staff,
                vec![C::Id.into_iden()],
                "Identifier, for inputs that name a worker.",
                |cells| Ok(global_id::value("Worker", cells.get(0)?)),
            ),
            plain::<String>(D::Staff, C::DisplayName, "Name, as given by the identity provider."),
            plain::<DateTimeUtc>(
                D::Staff,
                C::DeactivatedAt,
                "When an administrator deactivated the worker, who cannot sign in since then.",
            ),
            known::<Organisation>(D::Staff, C::OrganisationId, "The worker's organisation."),
        ]
        .map(|field| Field { visible: visible::colleague, ..field })
        .into(),
    }
}
