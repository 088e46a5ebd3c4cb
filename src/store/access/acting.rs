//! What a viewer may do, as conditions: `PermitBasis::allows` for the lists of what waits for the viewer. Oversight is left
//! out, because another organisation works on the case.

use entity::{centre, codes::Relation};
use sea_orm::sea_query::{Cond, Condition, DynIden, Expr, ExprTrait, IntoIden, Query};

use super::{
    parent_case::{CASE, of_case},
    scope::{Need, Scope},
};
use crate::{
    access::{action::Action, ceiling, viewer::OwnCentres},
    store::sql::expression::{alias, column, constant},
};

impl Scope {
    /// "The viewer may take the action on the case under this alias, which the viewer's organisation owns."
    pub(in crate::store) fn cases_acted_on(&self, case: &DynIden, action: Action) -> Condition {
        let need = Need::Act(action);
        let consular = self.term(case, Relation::ConsularConsent, need);
        let consular = consular.map(|consular| Cond::all().add(self.owned(case)).add(consular));
        let may = Cond::any().add_option(self.own(case, need)).add_option(consular);
        let all = Cond::all().add(may).add(constant(ceiling::belongs_to(&self.viewer.roles, action)));
        ceiling::read_for(action).iter().fold(all, |all, class| all.add(self.cases_at_home(case, *class)))
    }

    /// The same for a row of such a case.
    pub(in crate::store) fn acted_on(&self, row: &DynIden, case_id: impl IntoIden, action: Action) -> Condition {
        of_case(row, case_id, self.cases_acted_on(&alias(CASE), action))
    }

    /// "The viewer may take the action on this row of a case as the other side", if the row gives the viewer's organisation
    /// the relation of a receiver.
    pub(in crate::store) fn acted_on_as_receiver(
        &self,
        row: &DynIden,
        case_id: impl IntoIden,
        (relations, action): (&[Relation], Action),
    ) -> Condition {
        let modes = relations.iter().filter_map(|relation| self.mode(&alias(CASE), *relation, Need::Act(action)));
        of_case(row, case_id, modes.fold(Cond::any(), Condition::add))
    }

    /// "This centre of the viewer's organisation is one of the viewer's own."
    pub(in crate::store) fn own_centre(&self, centre: &Expr) -> Expr {
        let named = centre.clone().is_in(self.viewer.centres.named().iter().copied());
        match &self.viewer.centres {
            OwnCentres::Named(_) => named,
            OwnCentres::AllOrdinary { and: _ } => {
                let shelter = alias("shelter");
                let protected = Query::select()
                    .column((shelter.clone(), centre::Column::Id))
                    .from_as(centre::Entity, shelter.clone())
                    .and_where(column(&shelter, centre::Column::Protected))
                    .take();
                centre.clone().not_in_subquery(protected).or(named)
            }
        }
    }
}
