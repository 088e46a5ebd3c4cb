//! Whether a viewer is told of a change: only if the viewer could see it by reading the case again. The tables of fields say
//! which classes a written column is shown in.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use entity::codes::DataClass;
use sea_orm::sea_query::{DynIden, IntoIden};
use uuid::Uuid;

use crate::{
    access::class::ClassSet,
    error::Error,
    graphql::{
        record::{
            plan::Plan,
            table::{Field, Holds, Table, Via},
        },
        records,
    },
    store::{
        Store,
        access::{as_of::EXACT_CLOSURE_REASON, clearance::Clearance, row_access::Access},
        changes::entries::ChangedCase,
        write::written::WrittenRow,
    },
};

/// How the rows of a table are shown.
struct Shown {
    table: &'static Table,
    by: By,
}

/// What decides which classes of a row a viewer reads.
enum By {
    /// The reading of the case, if it holds the classes of the fields that lead to the row.
    Case {
        /// The classes of each field of a case or a person that leads to rows of the table.
        leads: Vec<DataClass>,
    },
    /// The row itself.
    Row,
}

/// The tables with rows of cases and persons, by name. A row of another table changes together with one of these.
static SHOWN: LazyLock<HashMap<String, Vec<Shown>>> = LazyLock::new(|| {
    let all = records::all();
    let of_case = |table: &&&'static Table| matches!(table.name, "Case" | "Person");
    let mut shown: HashMap<String, Vec<Shown>> = HashMap::new();
    for table in &all {
        let leads: Vec<_> = all.iter().filter(of_case).flat_map(|from| leading(from, table)).collect();
        let by = match table.access {
            Access::Case => By::Case { leads: vec![DataClass::OperationalCoarse] },
            Access::Inherited if !leads.is_empty() => By::Case { leads },
            Access::Inherited | Access::Public | Access::Service | Access::Packet => continue,
            Access::OfCase
            | Access::OfCaseLegal
            | Access::Inferred
            | Access::Override
            | Access::LegalOrder
            | Access::Consent
            | Access::Referral
            | Access::Transfer
            | Access::Stay
            | Access::Share => By::Row,
        };
        shown.entry(table.from.to_string()).or_default().push(Shown { table, by });
    }
    shown
});

/// The classes of the fields of a record that lead to rows of this table.
fn leading(from: &'static Table, table: &'static Table) -> impl Iterator<Item = DataClass> {
    from.fields.iter().filter_map(|field| match &field.holds {
        Holds::One { to, .. } | Holds::Many { to, .. } if to().name == table.name => Some(field.class),
        _ => None,
    })
}

/// The clearances of the rows that have their own access, by key.
pub(super) struct RowClearances(HashMap<Uuid, Clearance>);

impl RowClearances {
    /// Reads them for all these cases: one statement for each table.
    pub(super) async fn read(store: &Store, cases: &[ChangedCase]) -> Result<Self, Error> {
        let mut asked: BTreeMap<&'static str, (&'static Table, Vec<Uuid>)> = BTreeMap::new();
        let rows = cases.iter().filter(|case| !case.now.classes.is_empty()).flat_map(|case| &case.written);
        for row in rows {
            for Shown { table, by } in SHOWN.get(&row.table).into_iter().flatten() {
                if let (By::Row, Some(id)) = (by, row.id) {
                    asked.entry(table.name).or_insert((table, Vec::new())).1.push(id);
                }
            }
        }
        let mut clearances = HashMap::new();
        for (table, mut ids) in asked.into_values() {
            ids.sort_unstable();
            ids.dedup();
            clearances.extend(store.clearances(&Plan::new(table).shape, &ids).await?);
        }
        Ok(Self(clearances))
    }

    /// Whether the viewer, who may know of the case now, is told that it changed.
    pub(super) fn tell(&self, case: &ChangedCase) -> bool {
        case.before != case.now || case.written.iter().any(|row| self.shows(case.now.later, row))
    }

    /// Whether a reader of these classes of the case sees that the row was written.
    fn shows(&self, classes: ClassSet, row: &WrittenRow) -> bool {
        SHOWN.get(&row.table).into_iter().flatten().any(|Shown { table, by }| {
            let reads = |class: DataClass| match by {
                By::Case { leads } => leads.iter().any(|lead| classes.holds(*lead)) && holds(classes, class),
                By::Row => row.id.and_then(|id| self.0.get(&id)).is_some_and(|it| it.holds(class)),
            };
            table.fields.iter().filter(|field| is_written(field, row)).any(|field| reads(field.class))
        })
    }
}

fn holds(classes: ClassSet, class: DataClass) -> bool {
    class == DataClass::Public || classes.holds(class)
}

/// Whether a written column decides what the field shows.
fn is_written(field: &Field, row: &WrittenRow) -> bool {
    let columns: &[DynIden] = match &field.holds {
        Holds::Leaf { columns, .. } | Holds::Parts { columns, .. } => columns,
        Holds::One { via, .. } | Holds::Known { via: Via::Column(via), .. } => std::slice::from_ref(via),
        Holds::Id
        | Holds::Organisation { .. }
        | Holds::Centre { .. }
        | Holds::Occupancy { .. }
        | Holds::Occupancies { .. }
        | Holds::Part
        | Holds::Known { via: Via::RunBy, .. }
        | Holds::Many { .. } => return false,
    };
    row.new || columns.iter().any(|column| row.columns.contains(&column_of(column)))
}

/// The column of a table that a field names: one column has two names, because its forms have two classes.
fn column_of(name: &DynIden) -> String {
    let exact = name.inner() == EXACT_CLOSURE_REASON;
    if exact { entity::case::Column::ClosureReason.into_iden().to_string() } else { name.to_string() }
}
