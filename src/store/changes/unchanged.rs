//! Whether anything that a viewer can follow was written after a position. One statement asks, and indexes answer it.

use entity::{case_change, standing};
use sea_orm::{
    DbErr,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};

use super::positions::Position;
use crate::{
    access::viewer::Overseen,
    store::{
        Store,
        sql::expression::{alias, column},
    },
};

impl Store {
    /// Whether no entry after the position concerns the viewer's organisation or a country that it oversees, and none of its
    /// standings began or ended. An entry that has no position yet counts as later.
    pub(crate) async fn is_unchanged_since(&self, since: &Position) -> Result<bool, DbErr> {
        use case_change::Column as C;
        let entry = alias("entry");
        let of = |name: C| column(&entry, name);
        let viewer = &self.scope.viewer;
        let mut concerned = vec![of(C::OrganisationId).eq(viewer.organisation_id)];
        concerned.extend(match viewer.overseen() {
            Overseen::Nothing => None,
            Overseen::Country(country) => Some(of(C::Country).eq(country)),
            Overseen::Everything => Some(of(C::Country).is_not_null()),
        });
        let entries =
            || Query::select().column((entry.clone(), C::Id)).from_as(case_change::Entity, entry.clone()).take();
        let mut found = Vec::new();
        for concern in concerned {
            for later in [of(C::Position).gt(since.place), of(C::Position).is_null()] {
                found.push(Expr::exists(entries().and_where(concern.clone()).and_where(later).take()));
            }
        }
        for bound in [standing::Column::UntilAt, standing::Column::FromAt] {
            found.push(Expr::exists(self.bound(bound, since)));
        }
        // A database that was restored has another entry at the position, or none.
        found.extend(since.entry.map(|id| {
            let same = entries().and_where(of(C::Id).eq(id)).and_where(of(C::Position).eq(since.place)).take();
            Expr::exists(same).not()
        }));
        let changed = found.into_iter().reduce(ExprTrait::or).expect("there are conditions");
        let select: SelectStatement = Query::select().expr(changed).take();
        let rows = self.database.read(&select).await?;
        Ok(!rows.first().ok_or(DbErr::RecordNotFound("a condition".to_owned()))?.try_get_by_index::<bool>(0)?)
    }
}
