//! Which consents a viewer may know of. A viewer who reads the exact content of consents (STAFF) sees a consent only
//! with every class that it reveals: see `rules::inference::consent_reveals`. A viewer who reads only that a consent is
//! active, and until when, sees all of them: without purpose, classes and recipients they all look the same, and the
//! viewer can end any disclosure by its consent.

use entity::{
    codes::{DataClass, OrganisationType, Purpose, ServiceType},
    consent::Column as C,
    consent_recipient::{self, Column as R},
    organisation,
};
use sea_orm::{
    DbErr, Iterable, QueryResult,
    sea_query::{Cond, Condition, DynIden, Expr, ExprTrait, IntoIden, Query, SelectStatement},
};

use super::{
    parent_case::{CASE, of_case},
    scope::{Scope, of_case_at_home},
};
use crate::{
    access::class::ClassSet,
    rules::inference::receiver_reveals,
    store::sql::expression::{alias, code, column, constant, exists_by_index},
};

/// The classes that a consent can reveal.
const REVEALED: [DataClass; 5] =
    [DataClass::Legal, DataClass::Journey, DataClass::Protection, DataClass::Medical, DataClass::Asylum];

/// The number of access columns that a consent has in addition to the facts of its case.
pub(in crate::store) const CONSENT_FACTS: usize = REVEALED.len();

/// The consents of a case that the viewer may know of.
pub(crate) fn visible(scope: &Scope, consent: &DynIden) -> Condition {
    let reads = |class| of_case(consent, C::CaseId, scope.cases_at_home(&alias(CASE), class));
    let exact = reads(DataClass::Staff);
    REVEALED.into_iter().fold(of_case_at_home(scope, consent, C::CaseId.into_iden()), |all, class| {
        all.add(Cond::any().add(reveals(consent, class).not()).add(reads(class)).add(exact.clone().not()))
    })
}

/// Adds the facts of the consent after those of its case: whether it reveals each of the classes.
pub(in crate::store) fn select(select: &mut SelectStatement, consent: &DynIden) {
    for class in REVEALED {
        select.expr(reveals(consent, class));
    }
}

/// The clearance of the case, reduced for a consent whose own facts begin at column `at`: see [`visible`].
pub(in crate::store) fn clearance(classes: ClassSet, row: &QueryResult, at: usize) -> Result<ClassSet, DbErr> {
    if !classes.holds(DataClass::Staff) {
        return Ok(classes);
    }
    for (number, class) in REVEALED.into_iter().enumerate() {
        // A left join without a match has null here.
        if row.try_get_by_index::<Option<bool>>(at + number)?.unwrap_or(true) && !classes.holds(class) {
            return Ok(ClassSet::NONE);
        }
    }
    Ok(classes)
}

/// "The consent reveals the class": by its purpose, by a recipient, or because it allows asylum data to be shared.
fn reveals(consent: &DynIden, class: DataClass) -> Expr {
    let (recipient, named) = (alias("recipient"), alias("named"));
    let kinds = || OrganisationType::iter().filter(|it| receiver_reveals(*it) == class).map(|it| code(&it));
    let services = ServiceType::iter().filter(|it| it.reveals() == class).map(|it| code(&it));
    let organisations = Query::select()
        .column((named.clone(), organisation::Column::Id))
        .from_as(organisation::Entity, named.clone())
        .and_where(column(&named, organisation::Column::OrganisationType).is_in(kinds()))
        .take();
    let names = Query::select()
        .expr(constant(1))
        .from_as(consent_recipient::Entity, recipient.clone())
        .and_where(column(&recipient, R::ConsentId).equals((consent.clone(), C::Id.into_iden())))
        .cond_where(
            Cond::any()
                .add(column(&recipient, R::OrganisationType).is_in(kinds()))
                .add(column(&recipient, R::ServiceType).is_in(services))
                .add(column(&recipient, R::OrganisationId).in_subquery(organisations)),
        )
        .take();
    let purposes = Purpose::iter().filter(|it| it.reveals() == class).map(|it| code(&it));
    let of_purpose = column(consent, C::Purpose).is_in(purposes);
    let reveals = of_purpose.or(exists_by_index(names));
    if class == DataClass::Asylum {
        let bit = column(consent, C::Classes).bit_and(constant(1_i64 << class as i64));
        return reveals.or(bit.ne(constant(0_i64)));
    }
    reveals
}
