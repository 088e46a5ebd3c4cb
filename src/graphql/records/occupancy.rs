//! `Occupancy`: the beds of a centre at one moment. It is counted and never stored, and it is not about one person.

use entity::stay;
use sea_orm::{
    prelude::{Date, DateTimeUtc},
    sea_query::IntoIden,
};

use super::Occupancy;
use crate::{
    graphql::record::{
        beds::beds,
        scalar::Scalar,
        table::{Table, record},
    },
    store::access::row_access::Access,
};

record!(Occupancy, table);

fn table() -> Table {
    Table {
        name: "Occupancy",
        doc: "The beds of a centre at one moment. Every person is counted, also those whose case you may not read.",
        from: stay::Entity.into_iden(),
        key: stay::Column::CentreId.into_iden(),
        access: Access::Inherited,
        fields: vec![
            beds::<DateTimeUtc>("at", "The moment of the count: now, or the end of the day.", |it| it.at.value()),
            beds::<Date>("date", "The day of the count, in the time zone of the centre.", |it| it.date.value()),
            beds::<i32>("capacityBeds", "Number of ordinary beds.", |it| it.capacity_beds.into()),
            beds::<i32>("surgeBeds", "Number of beds that can be added in a surge.", |it| it.surge_beds.into()),
            beds::<i32>("occupied", "Number of people who sleep in the centre.", |it| it.occupied.into()),
            beds::<i32>("free", "Number of free ordinary beds. 0 when the centre is over capacity.", |it| {
                (it.capacity_beds - it.occupied).max(0).into()
            }),
        ],
    }
}
