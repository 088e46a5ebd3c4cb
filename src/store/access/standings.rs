//! The standings of the viewer's organisation to a case or referral that are in force: waiting answers, live shares,
//! consents. Each is a statement to narrow further, or an expression for the row at hand. `write::standings` computes
//! them.

use entity::{
    case,
    codes::{DataClass, StandingSource},
    referral, standing, transfer,
};
use sea_orm::{
    ActiveEnum, DbBackend,
    sea_query::{CaseStatement, DynIden, Expr, ExprTrait, Func, IntoIden, Query, SelectStatement},
};

use super::scope::{STANDING, Scope, any, class_on_row};
use crate::{
    access::{ceiling, class::ClassSet, viewer::OwnCentres},
    store::sql::expression::{alias, code, column, constant},
};

/// The bit that says that an answer is awaited, above those of the classes.
const AWAITED: i64 = 1 << 32;

/// The rows that wait for an answer.
const ANSWERED: [StandingSource; 2] = [StandingSource::Referral, StandingSource::Transfer];

/// What standings give: the classes of live shares, and whether an answer is awaited.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Given(i64);

impl Given {
    /// What the bits of [`Scope::given`] say.
    pub(crate) const fn from_bits(bits: i64) -> Self {
        Self(bits)
    }

    /// Whether the viewer's organisation owes an answer.
    pub(crate) const fn awaited(self) -> bool {
        self.0 & AWAITED != 0
    }

    /// The classes of the live shares.
    pub(crate) fn shared(self) -> ClassSet {
        ClassSet::from_bits(self.0 & !AWAITED)
    }
}

impl Scope {
    /// The classes that the standing opens. A class that is guarded for the viewer's type of organisation is opened only by
    /// a legal order that names it.
    fn opened(&self) -> Expr {
        let standing = alias(STANDING);
        let classes = || column(&standing, standing::Column::Classes);
        let guarded = ceiling::guarded(self.viewer.organisation_type);
        if guarded.is_empty() {
            return classes();
        }
        let ordered = column(&standing, standing::Column::Source).eq(code(&StandingSource::LegalOrder));
        let open = constant(ClassSet::ALL.except(guarded).to_bits());
        CaseStatement::new().case(ordered, classes()).finally(classes().bit_and(open)).into()
    }

    /// The bit of the class in the standing, or 0.
    fn bit(&self, class: DataClass) -> Expr {
        self.opened().bit_and(constant(1_i64 << class as i64))
    }

    /// "The standing opens the class."
    pub(crate) fn opens(&self, class: DataClass) -> Expr {
        self.bit(class_on_row(class)).ne(constant(0_i64))
    }

    /// Whether the live shares of the referral under this alias open the class to the viewer: the bit of the class, 0
    /// if none opens it, null if there is no live share.
    pub(in crate::store) fn held(&self, referral: &DynIden, class: DataClass) -> Expr {
        // The classes that any share opens on the referral itself, see `ceiling::of_referral`.
        let any = ceiling::of_referral(ClassSet::of(&[DataClass::OperationalCoarse]), self.viewer.organisation_type);
        let told = class != DataClass::OperationalCoarse && any.holds(class);
        let bit = if told { constant(1_i64) } else { self.bit(class_on_row(class)) };
        subquery(self.shares_of_referral(referral).expr(Func::max(bit)).take())
    }

    /// The union of the classes that the live shares of the referral under this alias open to the viewer; 0 if there is
    /// none.
    pub(in crate::store) fn shared_by(&self, referral: &DynIden, backend: DbBackend) -> Expr {
        subquery(self.shares_of_referral(referral).expr(union(&self.opened(), 0, backend)).take())
    }

    /// What all standings to the case under this alias give to the viewer, as bits: see [`Given`].
    pub(in crate::store) fn given(&self, case: &DynIden, backend: DbBackend) -> Expr {
        let standing = alias(STANDING);
        let source = column(&standing, standing::Column::Source);
        let awaited = source.is_in(ANSWERED.iter().map(code));
        let bits = CaseStatement::new().case(awaited, constant(AWAITED)).finally(self.opened());
        let all = [&ANSWERED[..], self.opening()].concat();
        subquery(of(case, self.standings(&all)).expr(union(&bits.into(), AWAITED, backend)).take())
    }

    /// The kinds of standings that open classes. A legal order opens more than its share only for guarded classes.
    fn opening(&self) -> &'static [StandingSource] {
        let guarded = !ceiling::guarded(self.viewer.organisation_type).is_empty();
        if guarded { &[StandingSource::Share, StandingSource::LegalOrder] } else { &[StandingSource::Share] }
    }

    /// The share of a referral is always for the whole organisation, so the centre is not asked for.
    fn shares_of_referral(&self, referral: &DynIden) -> SelectStatement {
        let standing = alias(STANDING);
        let same = |of: standing::Column, as_of: referral::Column| {
            column(&standing, of).equals((referral.clone(), as_of.into_iden()))
        };
        self.standings_of_organisation(self.opening())
            .and_where(same(standing::Column::CaseId, referral::Column::CaseId))
            .and_where(same(standing::Column::ReferralId, referral::Column::Id))
            .take()
    }

    /// The live shares with the viewer's organisation, or with one of the viewer's own centres, as a statement to narrow
    /// further.
    pub(crate) fn live_shares(&self) -> SelectStatement {
        self.standings(self.opening())
    }

    /// The live shares of the case under this alias.
    pub(crate) fn live_shares_of(&self, case: &DynIden) -> SelectStatement {
        of(case, self.live_shares())
    }

    /// The referrals and transfers that wait for an answer of the viewer's organisation.
    pub(crate) fn awaited(&self) -> SelectStatement {
        self.standings(&ANSWERED)
    }

    /// Whether the viewer's organisation has to answer a pending referral or an offered transfer of the case.
    pub(crate) fn answer_pending(&self, case: &DynIden) -> Expr {
        any(of(case, self.awaited()))
    }

    /// "The transfer under this alias is offered to the viewer, and its legal basis holds."
    pub(crate) fn offered_here(&self, transfer: &DynIden) -> Expr {
        let standing = alias(STANDING);
        let same = |of: standing::Column, as_of: transfer::Column| {
            column(&standing, of).equals((transfer.clone(), as_of.into_iden()))
        };
        let offered = self
            .standings(&[StandingSource::Transfer])
            .and_where(same(standing::Column::CaseId, transfer::Column::CaseId))
            .and_where(same(standing::Column::SourceId, transfer::Column::Id))
            .take();
        any(offered)
    }

    /// "The legal basis or consent of the referral under this alias still holds." The stub disappears at the moment at
    /// which it ends.
    pub(crate) fn grounded(&self, referral: &DynIden) -> Expr {
        let until = || column(referral, referral::Column::GroundedUntil);
        until().is_null().or(until().gt(self.now))
    }

    /// The active consents to a consular request in the case, if the viewer's organisation owns the case.
    pub(crate) fn consular_consents(&self, case: &DynIden) -> SelectStatement {
        of(case, self.standings_of_organisation(&[StandingSource::Consent]))
    }

    fn standings(&self, sources: &[StandingSource]) -> SelectStatement {
        self.standings_of_organisation(sources).and_where(self.at_own_centre_or_everywhere()).take()
    }

    fn standings_of_organisation(&self, sources: &[StandingSource]) -> SelectStatement {
        use standing::Column as C;
        let standing = alias(STANDING);
        let of = |name: C| column(&standing, name);
        let mut select = Query::select();
        select
            .from_as(standing::Entity, standing.clone())
            .and_where(of(C::OrganisationId).eq(self.viewer.organisation_id))
            .and_where(of(C::Source).is_in(sources.iter().map(code)))
            .and_where(of(C::FromAt).lte(self.now))
            .and_where(of(C::UntilAt).is_null().or(of(C::UntilAt).gt(self.now)));
        if let (Some(purpose), true) = (self.viewer.purpose, sources.contains(&StandingSource::Share)) {
            select.and_where(of(C::Purpose).is_null().or(of(C::Purpose).eq(purpose.to_value())));
        }
        select
    }

    /// "The standing is for the whole organisation, or for a centre of the viewer."
    fn at_own_centre_or_everywhere(&self) -> Expr {
        let standing = alias(STANDING);
        let centre = || column(&standing, standing::Column::CentreId);
        let everywhere = centre().is_null();
        let named = match self.viewer.centres.named() {
            [] => everywhere,
            named => everywhere.or(centre().is_in(named.iter().copied())),
        };
        match &self.viewer.centres {
            OwnCentres::Named(_) => named,
            OwnCentres::AllOrdinary { and: _ } => {
                named.or(column(&standing, standing::Column::InProtectedCentre).not())
            }
        }
    }
}

fn of(case: &DynIden, mut standings: SelectStatement) -> SelectStatement {
    let case_id = column(&alias(STANDING), standing::Column::CaseId);
    standings.and_where(case_id.equals((case.clone(), case::Column::Id.into_iden()))).take()
}

fn subquery(statement: SelectStatement) -> Expr {
    Expr::SubQuery(None, Box::new(statement.into()))
}

/// The union of the bits of all rows, 0 if there is no row. `more` holds bits besides those of the classes.
fn union(bits: &Expr, more: i64, backend: DbBackend) -> Expr {
    let union = if backend == DbBackend::Postgres {
        Expr::from(Func::bit_or(bits.clone()))
    } else {
        // SQLite has no bitwise aggregate: each bit is aggregated separately.
        let all = ClassSet::ALL.iter().map(|class| 1_i64 << class as i64).chain((more != 0).then_some(more));
        let each = all.map(|bit| Expr::from(Func::max(bits.clone().bit_and(constant(bit)))));
        each.reduce(ExprTrait::bit_or).expect("there are classes")
    };
    Func::coalesce([union, constant(0_i64)]).into()
}
