//! How facts that change are shown to the reader of a share. A referral opens PROTECTION, MEDICAL and ASYLUM as of its
//! acceptance; later facts follow only if the consent says so. Columns of the case are read from the copy that the
//! share kept (`share_facts`), and rows that were added later are left out.

use entity::{
    case,
    codes::{AccessMode, DataClass, Relation},
    person, share_facts, standing,
};
use sea_orm::{
    Iterable,
    sea_query::{CaseStatement, Cond, Condition, DynIden, Expr, ExprTrait, IntoIden, Order, Query},
};

use super::{
    parent_case::{CASE, of_case},
    reading::{READERS_COMPLETE_UNTIL, complete_until},
    scope::{STANDING, Scope, any},
};
use crate::{
    access::class::coarse,
    store::sql::expression::{alias, column, constant, exists_by_index},
};

/// A column of the case that changes while it is shared.
struct Changing {
    /// The column name that a field selects.
    name: &'static str,
    /// The column of the case.
    of_case: case::Column,
    /// The class of its exact value.
    class: DataClass,
    /// The column of `share_facts` that keeps it. Null: the share does not keep it, and shows nothing.
    kept: Option<share_facts::Column>,
}

/// The exact reason of a closure, which can only come after an acceptance. Its coarse form is operational, so the two
/// have different names in a selection.
pub(crate) const EXACT_CLOSURE_REASON: &str = "exact_closure_reason";

const CONTACT: &str = "consular_contact_allowed";

const CHANGING: [Changing; 9] = {
    use DataClass::{Asylum, Medical, Protection};
    use case::Column as C;
    use share_facts::Column as K;
    [
        Changing { name: "risk_level", of_case: C::RiskLevel, class: Protection, kept: Some(K::RiskLevel) },
        Changing {
            name: "handling_instruction",
            of_case: C::HandlingInstruction,
            class: Protection,
            kept: Some(K::HandlingInstruction),
        },
        Changing {
            name: "fitness_to_travel",
            of_case: C::FitnessToTravel,
            class: Medical,
            kept: Some(K::FitnessToTravel),
        },
        Changing {
            name: "fitness_valid_until",
            of_case: C::FitnessValidUntil,
            class: Medical,
            kept: Some(K::FitnessValidUntil),
        },
        Changing { name: "allergies", of_case: C::Allergies, class: Medical, kept: Some(K::Allergies) },
        Changing {
            name: "medical_emergency",
            of_case: C::MedicalEmergency,
            class: Medical,
            kept: Some(K::MedicalEmergency),
        },
        Changing {
            name: "immigration_status",
            of_case: C::ImmigrationStatus,
            class: Asylum,
            kept: Some(K::ImmigrationStatus),
        },
        Changing {
            name: CONTACT,
            of_case: C::ConsularContactAllowed,
            class: Asylum,
            kept: Some(K::ConsularContactAllowed),
        },
        Changing { name: EXACT_CLOSURE_REASON, of_case: C::ClosureReason, class: Asylum, kept: None },
    ]
};

impl Scope {
    /// The column of a case under this alias, as the viewer may know it.
    pub(in crate::store) fn column_of_case(&self, case: &DynIden, name: &DynIden) -> Expr {
        if name.inner() == READERS_COMPLETE_UNTIL {
            return complete_until();
        }
        let Some(changing) = CHANGING.iter().find(|changing| changing.name == name.inner()) else {
            return column(case, name.clone());
        };
        let now = column(case, changing.of_case);
        if !self.receives(changing.class) {
            return now;
        }
        let standing = alias(STANDING);
        // A masked form is kept like the exact one, and a share may open only the masked form.
        let opened = masked(changing.class).map(|class| self.opens(class)).reduce(ExprTrait::or);
        let opened = opened.expect("a class has a form");
        let shares = || self.live_shares_of(case).and_where(opened.clone()).take();
        let later = shares().and_where(column(&standing, standing::Column::LaterFacts)).take();
        let frozen = Cond::all()
            .add(any(shares()))
            .add(Cond::any().add(self.cases_at_home(case, changing.class)).add(any(later)).not());
        let then = match changing.kept {
            None => constant(Option::<String>::None),
            Some(kept) => {
                let facts = alias("kept");
                let of_share = column(&facts, share_facts::Column::ShareId)
                    .equals((standing.clone(), standing::Column::ShareId.into_iden()));
                let newest = shares()
                    .expr(column(&facts, kept))
                    .join_as(sea_orm::JoinType::InnerJoin, share_facts::Entity, facts, of_share)
                    .order_by((standing.clone(), standing::Column::FromAt), Order::Desc)
                    .limit(1)
                    .take();
                Expr::SubQuery(None, Box::new(newest.into()))
            }
        };
        // Contact that was allowed at acceptance may be dangerous now, so a receiver reads it only while both are true.
        let then = if changing.name == CONTACT { then.and(now.clone()) } else { then };
        CaseStatement::new().case(frozen, then).finally(now).into()
    }

    /// The column of a person under this alias, as the viewer may know it. The death and the gender are the facts of a person
    /// that are PROTECTION and can change: the second one when two registrations are merged.
    pub(in crate::store) fn column_of_person(&self, person: &DynIden, name: &DynIden) -> Expr {
        let (now, class) = (column(person, name.clone()), DataClass::Protection);
        let kept = match &*name.inner() {
            "deceased" => share_facts::Column::Deceased,
            "gender_identity" => share_facts::Column::GenderIdentity,
            _ => return now,
        };
        if !self.receives(class) {
            return now;
        }
        let (case, standing, facts) = (alias("case_of_person"), alias(STANDING), alias("kept"));
        let of_person =
            || column(&case, case::Column::PersonId).equals((person.clone(), person::Column::Id.into_iden()));
        let shares = || {
            let on = column(&case, case::Column::Id).equals((standing.clone(), standing::Column::CaseId.into_iden()));
            self.live_shares()
                .join_as(sea_orm::JoinType::InnerJoin, case::Entity, case.clone(), on)
                .and_where(of_person())
                .and_where(self.opens(class))
                .take()
        };
        let later = shares().and_where(column(&standing, standing::Column::LaterFacts)).take();
        let home = Query::select()
            .expr(constant(1))
            .from_as(case::Entity, case.clone())
            .and_where(of_person())
            .cond_where(self.cases_at_home(&case, class))
            .take();
        let frozen = Cond::all().add(any(shares())).add(Cond::any().add(exists_by_index(home)).add(any(later)).not());
        let of_share = column(&facts, share_facts::Column::ShareId)
            .equals((standing.clone(), standing::Column::ShareId.into_iden()));
        let newest = shares()
            .expr(column(&facts, kept))
            .join_as(sea_orm::JoinType::InnerJoin, share_facts::Entity, facts.clone(), of_share)
            .order_by((standing.clone(), standing::Column::FromAt), Order::Desc)
            .limit(1)
            .take();
        CaseStatement::new().case(frozen, Expr::SubQuery(None, Box::new(newest.into()))).finally(now).into()
    }

    /// The condition "the viewer may know this row of the case": through the viewer's own organisation, or through a
    /// share that later facts follow, or through a share that began after the row was written.
    pub(crate) fn known_of_case(
        &self,
        row: &DynIden,
        (case_id, created_at): (impl IntoIden, impl IntoIden),
        class: DataClass,
    ) -> Condition {
        if !self.receives(class) {
            return Cond::all();
        }
        let (standing, case_id) = (alias(STANDING), case_id.into_iden());
        let then = column(&standing, standing::Column::FromAt).gte(column(row, created_at));
        let shares = self
            .live_shares()
            .and_where(column(&standing, standing::Column::CaseId).equals((row.clone(), case_id.clone())))
            .and_where(self.opens(class))
            .and_where(column(&standing, standing::Column::LaterFacts).or(then))
            .take();
        let home = of_case(row, case_id, self.cases_at_home(&alias(CASE), class));
        Cond::any().add(home).add(any(shares))
    }

    /// Whether a share can open the class, or its masked form, to this viewer.
    fn receives(&self, class: DataClass) -> bool {
        AccessMode::iter().any(|mode| {
            let classes = self.grants.classes(mode, Relation::ReferralActive);
            masked(class).any(|form| classes.holds(form))
        })
    }
}

/// The masked forms of a class, or the class itself if it has no masked form.
fn masked(class: DataClass) -> impl Iterator<Item = DataClass> {
    let forms = coarse(class);
    forms.iter().copied().chain(forms.is_empty().then_some(class))
}
