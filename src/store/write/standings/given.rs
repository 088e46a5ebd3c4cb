//! The standings that rows give: one statement over shares, legal orders, referrals, transfers and consents, for one
//! case or for all.

use entity::{
    case, centre,
    codes::{ConsentStatus, Purpose, StandingSource, TransferState},
    consent, legal_order, referral, share, standing, transfer,
};
use sea_orm::{
    IdenStatic, Iterable, JoinType,
    prelude::Uuid,
    sea_query::{
        CaseStatement, DynIden, Expr, ExprTrait, IntoIden, Query, SelectStatement, SubQueryStatement, UnionType,
    },
};

use crate::{
    rules::referral::PENDING,
    store::sql::expression::{alias, code, column, constant},
};

/// The standings that the rows of this case give, or of all cases. The first of the united statements sets the types.
pub(super) fn given(case_id: Option<Uuid>) -> SelectStatement {
    let all = [orders(), referrals(), transfers(), consents()];
    let united = all.into_iter().fold(of(shares(), case_id), |mut all, (statement, case)| {
        all.union(UnionType::All, of((statement, case), case_id)).take()
    });
    let given = alias("given");
    let mut select = Query::select();
    for part in standing::Column::iter() {
        select.expr(column(&given, part));
    }
    select.from_subquery(united, given).take()
}

fn of((mut statement, case): (SelectStatement, Expr), case_id: Option<Uuid>) -> SelectStatement {
    statement.and_where_option(case_id.map(|id| case.eq(id))).take()
}

/// The columns of a standing as expressions, with what most standings share.
struct Row {
    organisation_id: Expr,
    case_id: Expr,
    source_id: Expr,
    source: StandingSource,
    share_id: Expr,
    referral_id: Expr,
    transfer_id: Expr,
    centre_id: Expr,
    in_protected_centre: Expr,
    purpose: Expr,
    classes: Expr,
    later_facts: Expr,
    from_at: Expr,
    until_at: Expr,
}

impl Row {
    fn of(source: StandingSource, id: [Expr; 3], [from_at, until_at]: [Expr; 2]) -> Self {
        let [organisation_id, case_id, source_id] = id;
        let null = || constant(Option::<String>::None);
        Self {
            organisation_id,
            case_id,
            source_id,
            source,
            share_id: null(),
            referral_id: null(),
            transfer_id: null(),
            centre_id: null(),
            in_protected_centre: constant(false),
            purpose: null(),
            classes: constant(0_i64),
            later_facts: constant(false),
            from_at,
            until_at,
        }
    }

    fn select(self) -> SelectStatement {
        use standing::Column as C;
        let mut select = Query::select();
        for part in C::iter() {
            let value = match part {
                C::OrganisationId => self.organisation_id.clone(),
                C::CaseId => self.case_id.clone(),
                C::SourceId => self.source_id.clone(),
                C::Source => code(&self.source),
                C::ShareId => self.share_id.clone(),
                C::ReferralId => self.referral_id.clone(),
                C::TransferId => self.transfer_id.clone(),
                C::CentreId => self.centre_id.clone(),
                C::InProtectedCentre => self.in_protected_centre.clone(),
                C::Purpose => self.purpose.clone(),
                C::Classes => self.classes.clone(),
                C::LaterFacts => self.later_facts.clone(),
                C::FromAt => self.from_at.clone(),
                C::UntilAt => self.until_at.clone(),
            };
            select.expr_as(value, part.as_str());
        }
        select
    }
}

/// A share until it is ended: it opens its classes.
fn shares() -> (SelectStatement, Expr) {
    let share = alias("share");
    let of = |part| column(&share, part);
    let select = of_share(StandingSource::Share, of(share::Column::Id), &share)
        .select()
        .from_as(share::Entity, share.clone())
        .and_where(of(share::Column::EndedAt).is_null())
        .take();
    (select, of(share::Column::CaseId))
}

/// A legal order in force, with the share that it opened: `rules::order::in_force`. The share opens the classes that the
/// order names to enforcement too.
fn orders() -> (SelectStatement, Expr) {
    use legal_order::Column as O;
    let (order, share) = (alias("legal_order"), alias("share"));
    let of = |part| column(&order, part);
    let shared = |part| column(&share, part);
    let same = |ours: O, theirs: share::Column| of(ours).equals((share.clone(), theirs.into_iden()));
    let on = same(O::ShareId, share::Column::Id)
        .and(same(O::CaseId, share::Column::CaseId))
        .and(same(O::OrganisationId, share::Column::OrganisationId));
    let (until, ends) = (|| of(O::ValidUntil), || shared(share::Column::EndsAt));
    let first: Expr =
        CaseStatement::new().case(ends().is_null().or(until().lt(ends())), until()).finally(ends()).into();
    let row = of_share(StandingSource::LegalOrder, of(O::Id), &share);
    let classes = row.classes.clone().bit_and(of(O::Classes));
    let select = Row { classes, until_at: first, ..row }
        .select()
        .from_as(legal_order::Entity, order.clone())
        .join_as(JoinType::InnerJoin, share::Entity, share.clone(), on)
        .and_where(shared(share::Column::EndedAt).is_null())
        .and_where(of(O::ApprovedAt).is_not_null())
        .and_where(of(O::EndedAt).is_null())
        .take();
    (select, of(O::CaseId))
}

fn of_share(source: StandingSource, id: Expr, share: &DynIden) -> Row {
    use share::Column as S;
    let of = |part| column(share, part);
    Row {
        share_id: of(S::Id),
        referral_id: of(S::ReferralId),
        transfer_id: of(S::TransferId),
        centre_id: of(S::CentreId),
        in_protected_centre: is_protected(|centre| centre.eq(of(S::CentreId))),
        purpose: of(S::Purpose),
        classes: of(S::Classes),
        later_facts: of(S::LaterFacts),
        ..Row::of(source, [of(S::OrganisationId), of(S::CaseId), id], [of(S::StartsAt), of(S::EndsAt)])
    }
}

/// A referral that waits for an answer, until its legal basis or consent ends. Its state says that it was sent.
fn referrals() -> (SelectStatement, Expr) {
    use referral::Column as R;
    let referral = alias("referral");
    let of = |part| column(&referral, part);
    let id = [of(R::ToOrganisationId), of(R::CaseId), of(R::Id)];
    let row = Row::of(StandingSource::Referral, id, [of(R::CreatedAt), of(R::GroundedUntil)]);
    let select = Row { referral_id: of(R::Id), ..row }
        .select()
        .from_as(referral::Entity, referral.clone())
        .and_where(of(R::State).is_in(PENDING.iter().map(code)))
        .take();
    (select, of(R::CaseId))
}

/// A transfer that is offered, until its legal basis or consent ends. Everybody in the receiving organisation may know
/// of it, unless the case stays in its organisation: then only the receiving centre, because everybody belongs to the
/// receiving organisation.
fn transfers() -> (SelectStatement, Expr) {
    use transfer::Column as T;
    let transfer = alias("transfer");
    let of = |part| column(&transfer, part);
    let within = || of(T::FromOrganisationId).eq(of(T::ToOrganisationId));
    let protected = is_protected(|centre| centre.clone().eq(of(T::FromCentreId)).or(centre.eq(of(T::ToCentreId))));
    let id = [of(T::ToOrganisationId), of(T::CaseId), of(T::Id)];
    let row = Row::of(StandingSource::Transfer, id, [of(T::CreatedAt), of(T::GroundedUntil)]);
    let centre_id = CaseStatement::new().case(within(), of(T::ToCentreId)).into();
    let select = Row { transfer_id: of(T::Id), centre_id, in_protected_centre: within().and(protected), ..row }
        .select()
        .from_as(transfer::Entity, transfer.clone())
        .and_where(of(T::State).eq(code(&TransferState::Offered)))
        .take();
    (select, of(T::CaseId))
}

/// An active consent to a consular request, for the organisation that owns the case.
fn consents() -> (SelectStatement, Expr) {
    use consent::Column as C;
    let (consent, case) = (alias("consent"), alias("owned"));
    let of = |part| column(&consent, part);
    let id = [column(&case, case::Column::OrganisationId), of(C::CaseId), of(C::Id)];
    let on = column(&case, case::Column::Id).equals((consent.clone(), C::CaseId.into_iden()));
    let select = Row::of(StandingSource::Consent, id, [of(C::ValidFrom), of(C::ValidUntil)])
        .select()
        .from_as(consent::Entity, consent.clone())
        .join_as(JoinType::InnerJoin, case::Entity, case, on)
        .and_where(of(C::Purpose).eq(code(&Purpose::ConsularDocument)))
        .and_where(of(C::Status).eq(code(&ConsentStatus::Active)))
        .and_where(of(C::ValidUntil).is_not_null())
        .take();
    (select, of(C::CaseId))
}

/// "A protected centre has this id."
fn is_protected(of: impl FnOnce(Expr) -> Expr) -> Expr {
    let centre = alias("protected_centre");
    let statement = Query::select()
        .expr(constant(1))
        .from_as(centre::Entity, centre.clone())
        .and_where(column(&centre, centre::Column::Protected))
        .and_where(of(column(&centre, centre::Column::Id)))
        .take();
    Expr::SubQuery(
        Some(sea_orm::sea_query::SubQueryOper::Exists),
        Box::new(SubQueryStatement::SelectStatement(statement)),
    )
}
