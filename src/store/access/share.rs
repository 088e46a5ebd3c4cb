//! Shares as records of the file: for the organisation of the case and those who oversee it, unless what opened the
//! share reveals what the viewer may not know. Data protection officers and auditors know of such a share in masked form,
//! because every live share can be ended. What a share opens to its reader is in `standings`.

use entity::{codes::DataClass, legal_order, referral, share::Column as C};
use sea_orm::{
    DbErr, QueryResult,
    sea_query::{Cond, Condition, DynIden, Expr, ExprTrait, IntoIden, Query, SelectStatement},
};

use super::{
    clearance::Clearance,
    parent_case::{CASE, of_case},
    referral::INFERENCES,
    scope::{Scope, class_on_row},
};
use crate::{
    access::{
        class::ClassSet,
        relation::{CaseFacts, to_case},
    },
    store::sql::expression::{alias, code, column, constant, exists_by_index},
};

/// The number of access columns that a share has in addition to the facts of its case.
pub(in crate::store) const SHARE_FACTS: usize = 3;

const OPENED_BY: &str = "opened_by";

impl Scope {
    /// The condition "this viewer may read `class` of the share under this alias".
    pub fn shares(&self, share: &DynIden, class: DataClass) -> Condition {
        let at_home = |class| of_case(share, C::CaseId, self.cases_at_home(&alias(CASE), class));
        let by_referral =
            INFERENCES.into_iter().fold(Cond::any().add(column(share, C::ReferralId).is_null()), |any, class| {
                any.add(Cond::all().add(exists_by_index(referral_of(share, class))).add(at_home(class)))
            });
        // The same rule as for the order itself: its existence reveals that an authority asked for the person.
        let knows_orders = Cond::all().add(at_home(DataClass::Legal)).add(at_home(DataClass::ProtectionCoarse));
        let by_order = Cond::any().add(exists_by_index(order_of(share)).not()).add(knows_orders);
        let by_content = Cond::any().add(exists_by_index(content_of(share)).not()).add(at_home(DataClass::Medical));
        let known = at_home(DataClass::Operational);
        let known = Cond::all().add(at_home(class)).add(known).add(by_referral).add(by_order).add(by_content);
        let watched = self.cases_watched(&alias(CASE));
        if !ClassSet::MASKED.holds(class_on_row(class)) || watched.is_empty() {
            return known;
        }
        let masked = Cond::all().add(of_case(share, C::CaseId, watched)).add(exists_by_index(content_of(share)).not());
        Cond::any().add(known).add(masked)
    }
}

/// The referral that opened the share under this alias, if the existence of the referral reveals this class.
fn referral_of(share: &DynIden, tells: DataClass) -> SelectStatement {
    let referral = alias(OPENED_BY);
    Query::select()
        .expr(constant(1))
        .from_as(referral::Entity, referral.clone())
        .and_where(column(&referral, referral::Column::Id).equals((share.clone(), C::ReferralId.into_iden())))
        .and_where(column(&referral, referral::Column::InferenceClass).eq(code(&tells)))
        .take()
}

/// The legal order that opened the share under this alias.
fn order_of(share: &DynIden) -> SelectStatement {
    let order = alias("ordered_by");
    Query::select()
        .expr(constant(1))
        .from_as(legal_order::Entity, order.clone())
        .and_where(column(&order, legal_order::Column::ShareId).equals((share.clone(), C::Id.into_iden())))
        .take()
}

/// The referral whose medical content opened the share under this alias. The sender did not ask for medical data, so the
/// share reveals the content. It is never shown in masked form: next to the share that the referral opened at the same
/// moment, the masked form would say that there is medical content. It ends with the other share of its referral.
fn content_of(share: &DynIden) -> SelectStatement {
    let referral = alias("content_of");
    let medical = |classes: Expr| classes.bit_and(constant(1_i64 << DataClass::Medical as i64));
    Query::select()
        .expr(constant(1))
        .from_as(referral::Entity, referral.clone())
        .and_where(column(&referral, referral::Column::Id).equals((share.clone(), C::ReferralId.into_iden())))
        .and_where(medical(column(&referral, referral::Column::Classes)).eq(constant(0_i64)))
        .and_where(medical(column(share, C::Classes)).ne(constant(0_i64)))
        .take()
}

/// The shares of a case that the viewer may know of.
pub(crate) fn visible(scope: &Scope, share: &DynIden) -> Condition {
    scope.shares(share, DataClass::OperationalCoarse)
}

/// Adds the facts of the share after those of its case: the class that its referral reveals, whether a legal order
/// opened it, and whether medical content did.
pub(in crate::store) fn select(select: &mut SelectStatement, row: &DynIden) {
    let referral = alias(OPENED_BY);
    let inference = Query::select()
        .column((referral.clone(), referral::Column::InferenceClass))
        .from_as(referral::Entity, referral.clone())
        .and_where(column(&referral, referral::Column::Id).equals((row.clone(), C::ReferralId.into_iden())))
        .take();
    select
        .expr(Expr::SubQuery(None, Box::new(inference.into())))
        .expr(exists_by_index(order_of(row)))
        .expr(exists_by_index(content_of(row)));
}

/// The clearance of a share, whose own facts begin at column `at`: see [`Scope::shares`].
pub(in crate::store) fn clearance(
    facts: &CaseFacts,
    row: &QueryResult,
    at: usize,
    scope: &Scope,
) -> Result<Clearance, DbErr> {
    let inference: Option<DataClass> = row.try_get_by_index(at)?;
    let ordered: bool = row.try_get_by_index(at + 1)?;
    let content: bool = row.try_get_by_index(at + 2)?;
    let home = to_case(&scope.viewer, facts).at_home();
    let classes = scope.grants.clearance(facts, home);
    let knows_orders = classes.holds(DataClass::Legal) && classes.holds(DataClass::ProtectionCoarse);
    let known = inference.is_none_or(|class| classes.holds(class)) && (!ordered || knows_orders);
    let known = known && (!content || classes.holds(DataClass::Medical)) && classes.holds(DataClass::Operational);
    let masked = !content && scope.grants.watches(facts, home);
    let unknown = if masked { ClassSet::MASKED } else { ClassSet::NONE };
    let classes = if known { classes } else { unknown };
    Ok(Clearance { classes, case_id: Some(facts.case_id) })
}
