//! `Occupancy`: the beds of a centre at one moment. Counted, never stored, and no row about anybody.

use std::sync::LazyLock;

use entity::stay;
use sea_orm::{
    prelude::{Date, DateTimeUtc},
    sea_query::IntoIden,
};

use crate::{
    graphql::record::{
        beds::beds,
        scalar::Scalar,
        table::{Record, Table},
    },
    store::facts::Access,
};

/// The record type.
#[derive(Debug)]
pub struct Occupancy;

impl Record for Occupancy {
    fn table() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
            name: "Occupancy",
            doc: "The beds of a centre at one moment: every head is counted, whoever may read the case.",
            from: stay::Entity.into_iden(),
            key: stay::Column::CentreId.into_iden(),
            access: Access::Inherited,
            fields: vec![
                beds::<DateTimeUtc>("at", "The moment: now, or the end of the day.", |it| it.at.value()),
                beds::<Date>("date", "The day of it, in UTC.", |it| it.at.date_naive().value()),
                beds::<i32>("capacityBeds", "Beds in ordinary times.", |it| it.capacity_beds.into()),
                beds::<i32>("surgeBeds", "Further beds in a surge.", |it| it.surge_beds.into()),
                beds::<i32>("occupied", "How many people sleep there.", |it| it.occupied.into()),
                beds::<i32>("free", "How many ordinary beds are left; none, where more people came.", |it| {
                    (it.capacity_beds - it.occupied).max(0).into()
                }),
            ],
        });
        &TABLE
    }
}
