//! Rows that name a person, when two registrations of one person are merged and when that is undone. Each table moves in one of
//! three ways: see [`OF_A_PERSON`].

use entity::{
    case,
    codes::{DataClass, TransferState},
    former_person_facts, person_merge, person_merge_row, transfer,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Expr, ExprTrait, IntoIden, Query},
};
use uuid::Uuid;

use super::person_parts::PersonPart;
use crate::store::{
    access::person_merge::visible,
    sql::{corrections::in_force, expression::column},
    write::{
        change::Change,
        written::{Belongs, WrittenRow},
    },
};

/// How the rows of a table that names a person move.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Moves {
    /// A row goes with its case, also if it was written after the merge.
    WithItsCase,
    /// A row goes by itself. The rows that moved are kept with the merge, and only these go back, with what replaces them.
    ByItself,
    /// The row stays where it is.
    Not,
}

/// The tables with a column `person_id`. A test compares them with the entities.
pub(crate) const OF_A_PERSON: [(&str, Moves); 12] = [
    ("cases", Moves::ByItself),
    ("contacts", Moves::ByItself),
    ("former_person_facts", Moves::ByItself),
    ("identifiers", Moves::ByItself),
    ("nationalities", Moves::ByItself),
    ("person_languages", Moves::ByItself),
    ("person_names", Moves::ByItself),
    // A word follows its name: see `move_parts`.
    ("person_name_words", Moves::ByItself),
    ("consents", Moves::WithItsCase),
    ("protection_markers", Moves::WithItsCase),
    ("stays", Moves::WithItsCase),
    // A merge that happened to a person belongs to that person. If the person is merged too, it waits until that is undone.
    ("person_merges", Moves::Not),
];

/// The table of names, whose words move with them.
const NAMES: &str = "person_names";

/// The column that names the person.
const PERSON_ID: &str = "person_id";

impl Change {
    /// All cases of these people, locked in one order.
    pub(crate) async fn cases_of_people(&self, people: [Uuid; 2]) -> Result<Vec<case::Model>, DbErr> {
        let cases = case::Entity::find()
            .filter(case::Column::PersonId.is_in(people))
            .order_by_asc(case::Column::Id)
            .lock_exclusive();
        cases.all(self.transaction()).await
    }

    /// Those of these cases of which the viewer may know.
    pub(crate) async fn known_among(&self, cases: &[case::Model]) -> Result<Vec<case::Model>, DbErr> {
        let known = self.scope.cases_at_home(&case::Entity.into_iden(), DataClass::OperationalCoarse);
        let ids = case::Column::Id.is_in(cases.iter().map(|case| case.id));
        case::Entity::find().filter(ids).filter(known).all(self.transaction()).await
    }

    /// Whether one of these cases was handed over to another organisation at any time, or belongs to one now. An organisation
    /// knows the transfers of its own cases, and a case of another organisation begins with one. So the answer says nothing
    /// that the organisation does not know.
    pub(crate) async fn are_of_several_organisations(&self, cases: &[case::Model]) -> Result<bool, DbErr> {
        use transfer::Column as T;
        if cases.iter().any(|case| case.organisation_id != self.scope.viewer.organisation_id) {
            return Ok(true);
        }
        let handed_over = transfer::Entity::find()
            .filter(T::CaseId.is_in(cases.iter().map(|case| case.id)))
            .filter(T::State.is_in([TransferState::Accepted, TransferState::HandedOver]))
            .filter(Expr::col(T::FromOrganisationId).ne(Expr::col(T::ToOrganisationId)));
        Ok(handed_over.count(self.transaction()).await? > 0)
    }

    /// The parts of a person, in force or not. Rows that the viewer may not know of move too.
    pub(crate) async fn parts_that_move<P: PersonPart>(&self, person_id: Uuid) -> Result<Vec<P>, DbErr> {
        let t = P::Entity::default().into_iden();
        let mut parts = P::Entity::find().filter(column(&t, PERSON_ID).eq(person_id)).all(self.transaction()).await?;
        parts.sort_by_key(P::id);
        Ok(parts)
    }

    /// The ids of the rows that keep what a person's own facts were.
    pub(crate) async fn former_facts_of(&self, person_id: Uuid) -> Result<Vec<Uuid>, DbErr> {
        let rows = former_person_facts::Entity::find().filter(former_person_facts::Column::PersonId.eq(person_id));
        Ok(rows.all(self.transaction()).await?.into_iter().map(|row| row.id).collect())
    }

    /// Moves these cases to a person, with what is recorded of the person under them. Versions stay: another reader of the case
    /// would notice them, and sees no other change.
    pub(crate) async fn move_cases(&self, cases: &[Uuid], to: Uuid) -> Result<(), DbErr> {
        self.set_person("cases", "id", cases, to).await?;
        for (table, _) in OF_A_PERSON.iter().filter(|(_, moves)| *moves == Moves::WithItsCase) {
            self.set_person(table, "case_id", cases, to).await?;
        }
        for case in cases {
            // Those who read any fact of the person see another person. One table of each class says so.
            for table in ["persons", "contacts", "protection_markers"] {
                self.note(Belongs::Case(*case), every(table));
            }
        }
        Ok(())
    }

    /// Moves parts of a person, or what is kept of former facts, to another person.
    pub(crate) async fn move_rows(&self, table: &'static str, ids: &[Uuid], to: Uuid) -> Result<(), DbErr> {
        self.set_person(table, "id", ids, to).await?;
        if table == NAMES {
            self.set_person("person_name_words", "person_name_id", ids, to).await?;
        }
        for id in ids {
            let row = WrittenRow { id: Some(*id), ..every(table) };
            self.note(Belongs::Person(to), row);
        }
        Ok(())
    }

    /// Notes for those who follow the cases of a person that rows of this table left it.
    pub(crate) fn note_that_rows_left(&self, person_id: Uuid, table: &str) {
        self.note(Belongs::Person(person_id), every(table));
    }

    /// Moves names back or forward among the names of their person.
    pub(crate) async fn shift_names(&self, ids: &[Uuid], places: i32) -> Result<(), DbErr> {
        use entity::person_name::{Column as N, Entity};
        let shifted = Entity::update_many().col_expr(N::Position, Expr::col(N::Position).add(places));
        shifted.filter(N::Id.is_in(ids.iter().copied())).exec(self.transaction()).await.map(drop)
    }

    async fn set_person(&self, table: &'static str, key: &'static str, keys: &[Uuid], to: Uuid) -> Result<(), DbErr> {
        let update = Query::update()
            .table(table)
            .value(PERSON_ID, to)
            .and_where(Expr::col(key).is_in(keys.iter().copied()))
            .take();
        self.transaction().execute(&update).await.map(drop)
    }

    /// Keeps which rows moved with a merge.
    pub(crate) async fn keep_moved(&self, merge_id: Uuid, rows: Vec<(&str, Vec<Uuid>)>) -> Result<(), DbErr> {
        let row = |row_table: &str, row_id| {
            person_merge_row::Model { merge_id, row_id, row_table: row_table.to_owned() }.into_active_model()
        };
        let rows = rows.into_iter().flat_map(|(table, ids)| ids.into_iter().map(move |id| row(table, id)));
        person_merge_row::Entity::insert_many(rows).exec_without_returning(self.transaction()).await.map(drop)
    }

    /// The rows that moved with a merge, and those that replace one of them since.
    pub(crate) async fn moved(&self, merge_id: Uuid) -> Result<Vec<(String, Uuid)>, DbErr> {
        use entity::correction::{Column as C, Entity};
        let rows = person_merge_row::Entity::find().filter(person_merge_row::Column::MergeId.eq(merge_id));
        let rows = rows.all(self.transaction()).await?;
        let mut moved: Vec<_> = rows.into_iter().map(|row| (row.row_table, row.row_id)).collect();
        let mut looked_at = 0;
        while looked_at < moved.len() {
            let corrected = Entity::find()
                .filter(C::SubjectId.is_in(moved[looked_at..].iter().map(|(_, id)| *id)))
                .filter(C::ReplacedBy.is_not_null());
            let corrected = corrected.all(self.transaction()).await?;
            let next = looked_at..moved.len();
            looked_at = moved.len();
            for row in corrected {
                let table = moved[next.clone()].iter().find(|(_, id)| *id == row.subject_id);
                let new = row.replaced_by.filter(|id| moved.iter().all(|(_, known)| known != id));
                if let (Some((table, _)), Some(id)) = (table.cloned(), new) {
                    moved.push((table, id));
                }
            }
        }
        Ok(moved)
    }

    /// A merge of this person that the viewer may know of, locked.
    pub(crate) async fn merge_of(&self, person_id: Uuid, id: Uuid) -> Result<Option<person_merge::Model>, DbErr> {
        use person_merge::{Column as M, Entity};
        let found = Entity::find().filter(M::Id.eq(id)).filter(M::PersonId.eq(person_id));
        found.filter(visible(&self.scope, &Entity.into_iden())).lock_exclusive().one(self.transaction()).await
    }

    /// The name in use of the person.
    pub(crate) async fn name_in_use(&self, person_id: Uuid) -> Result<Option<entity::person_name::Model>, DbErr> {
        use entity::person_name::{Column as N, Entity};
        let names = Entity::find().filter(N::PersonId.eq(person_id)).filter(in_force(&Entity.into_iden()));
        names.order_by_asc(N::Position).order_by_asc(N::Id).one(self.transaction()).await
    }
}

/// The note that rows of a table are others than before.
fn every(table: &str) -> WrittenRow {
    WrittenRow { table: table.to_owned(), id: None, new: true, columns: Vec::new(), masked: Vec::new() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use sea_orm::DbBackend;

    use super::OF_A_PERSON;

    #[test]
    fn no_table_that_names_a_person_is_forgotten() {
        let names_a_person = |table: &&sea_orm::sea_query::TableCreateStatement| {
            table.get_columns().iter().any(|column| column.get_column_name() == "person_id")
        };
        let tables = entity::tables(DbBackend::Sqlite);
        let named: BTreeSet<_> = tables
            .iter()
            .filter(names_a_person)
            .map(|table| format!("{:?}", table.get_table_name().expect("a table has a name")))
            .collect();
        let listed: Vec<_> = OF_A_PERSON.iter().map(|(table, _)| format!("\"{table}\"")).collect();
        for table in &named {
            assert!(listed.iter().any(|it| table.contains(it.as_str())), "say how the rows of {table} move");
        }
        assert_eq!(named.len(), OF_A_PERSON.len(), "a table that is gone must leave the list: {named:?}");
    }
}
