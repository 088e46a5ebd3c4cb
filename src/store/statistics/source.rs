//! The tables whose rows are counted, and the statement that reads one month of them with the columns by which counts
//! are grouped.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{
    case, centre,
    codes::{AccessMode, StatisticsSubject},
    consular_request, medical_note, nationality, person, referral, stay, vulnerability,
};
use sea_orm::{
    JoinType, Order,
    sea_query::{Cond, Condition, DynIden, Expr, ExprTrait, IntoIden, Query, SelectStatement, SimpleExpr},
};
use serde::{Deserialize, Serialize};

use super::months::bounds;
use crate::{
    rules::time_zone::{FURTHEST_AHEAD, FURTHEST_BEHIND},
    store::{
        access::inferred::{plain_nationality, plain_vulnerability},
        sql::{
            corrections::in_force,
            expression::{alias, code, column, exists_by_index},
        },
    },
};

/// The tables whose rows are counted.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
pub(crate) enum CountedTable {
    /// Cases, by the month in which they were opened.
    Cases,
    /// Referrals, by the month in which they were sent.
    Referrals,
    /// Consular requests, by the month in which they were drafted.
    ConsularRequests,
    /// Stays, counted for every month at whose end they were open.
    Stays,
    /// Ended stays, by the month in which they ended.
    EndedStays,
}

/// The columns that every source selects first.
pub(crate) enum Common {
    /// Country of the centre.
    Country,
    /// The exact centre.
    Centre,
    /// The organisation that owns the case.
    Organisation,
    /// The access mode of the case.
    AccessMode,
    /// When the case was opened.
    OpenedAt,
    /// The immigration status.
    ImmigrationStatus,
    /// Sex.
    Sex,
    /// Date of birth.
    BirthDate,
    /// Its precision.
    BirthDatePrecision,
    /// The first recorded nationality that reveals nothing else.
    Nationality,
    /// Whether a vulnerability is on file that reveals nothing else.
    ProtectionConcern,
    /// Whether a medical note is on file.
    MedicalNeed,
    /// Whether the person is counted in this table for the first time.
    First,
    /// The organisation that owns the case now.
    HomeOrganisation,
    /// The exact centre of the case now.
    HomeCentre,
    /// Whether the person appears at the centre for the first time.
    FirstHere,
    /// The moment that assigns the row to a month.
    At,
    /// The number of the first column that only this table has.
    Own,
}

impl CountedTable {
    /// All of them.
    pub(crate) const ALL: [Self; 5] =
        [Self::Cases, Self::Referrals, Self::ConsularRequests, Self::Stays, Self::EndedStays];

    /// The subjects that are counted from it.
    pub(crate) const fn subjects(self) -> &'static [StatisticsSubject] {
        use StatisticsSubject as S;
        match self {
            Self::Cases => &[S::Case],
            Self::Referrals => &[S::Referral, S::Acknowledgement, S::Decision],
            Self::ConsularRequests => &[S::ConsularRequest],
            Self::Stays => &[S::Presence],
            Self::EndedStays => &[S::EndedStay],
        }
    }

    /// The table, the column of its case, and the column of the moment that assigns a row to a month.
    pub(crate) fn columns(self) -> (DynIden, DynIden, DynIden) {
        use referral::Column as R;
        use stay::Column as S;
        match self {
            Self::Cases => (case::Entity.into_iden(), case::Column::Id.into_iden(), case::Column::OpenedAt.into_iden()),
            Self::Referrals => (referral::Entity.into_iden(), R::CaseId.into_iden(), R::SentAt.into_iden()),
            Self::ConsularRequests => (
                consular_request::Entity.into_iden(),
                consular_request::Column::CaseId.into_iden(),
                consular_request::Column::CreatedAt.into_iden(),
            ),
            Self::Stays => (stay::Entity.into_iden(), S::CaseId.into_iden(), S::FromAt.into_iden()),
            Self::EndedStays => (stay::Entity.into_iden(), S::CaseId.into_iden(), S::UntilAt.into_iden()),
        }
    }

    /// The rows of a month.
    pub(crate) fn select(self, month: NaiveDate, now: DateTime<Utc>) -> SelectStatement {
        let (table, of_case, at) = self.columns();
        let (row, case, person) = (alias("counted"), alias("counted_case"), alias("counted_person"));
        let mut select = Query::select();
        self.place(&mut select, &row, &case);
        for of in [case::Column::AccessMode, case::Column::OpenedAt, case::Column::ImmigrationStatus] {
            select.expr(column(&case, of));
        }
        for of in [person::Column::Sex, person::Column::BirthDate, person::Column::BirthDatePrecision] {
            select.expr(column(&person, of));
        }
        select.expr(first_nationality(&person));
        let mut concern = of_the_case(vulnerability::Entity, vulnerability::Column::CaseId, &case);
        select.expr(exists_by_index(concern.and_where(plain_vulnerability(&alias(OF_CASE))).take()));
        select.expr(exists_by_index(of_the_case(medical_note::Entity, medical_note::Column::CaseId, &case)));
        select.expr(self.first(&row, &case));
        for of in [case::Column::OrganisationId, case::Column::CentreId] {
            select.expr(column(&case, of));
        }
        select.expr(if self == Self::Cases { first_here(&case) } else { Expr::val(false) });
        for of in std::iter::once(at).chain(self.own()) {
            select.expr(column(&row, of));
        }
        select
            .from_as(table, row.clone())
            .join_as(
                JoinType::InnerJoin,
                case::Entity,
                case.clone(),
                column(&case, case::Column::Id).equals((row.clone(), of_case)),
            )
            .join_as(
                JoinType::InnerJoin,
                person::Entity,
                person.clone(),
                column(&person, person::Column::Id).equals((case.clone(), case::Column::PersonId.into_iden())),
            )
            .cond_where(self.within(&row, month, now));
        select
    }

    /// Country, centre and organisation: those of the case, or for a stay those of the bed.
    fn place(self, select: &mut SelectStatement, row: &DynIden, case: &DynIden) {
        if !matches!(self, Self::Stays | Self::EndedStays) {
            for of in [case::Column::Country, case::Column::CentreId, case::Column::OrganisationId] {
                select.expr(column(case, of));
            }
            return;
        }
        let there = alias("there");
        let country = Query::select()
            .column((there.clone(), centre::Column::Country))
            .from_as(centre::Entity, there.clone())
            .and_where(column(&there, centre::Column::Id).equals((row.clone(), stay::Column::CentreId)))
            .take();
        select
            .expr(Expr::SubQuery(None, Box::new(country.into())))
            .expr(column(row, stay::Column::CentreId))
            .expr(column(row, stay::Column::OrganisationId));
    }

    /// The rows that count for a month: those whose moment is in it, or for stays those that are open when it ends somewhere.
    fn within(self, row: &DynIden, month: NaiveDate, now: DateTime<Utc>) -> Condition {
        let (from, until) = bounds(month);
        let (_, _, at) = self.columns();
        if self != Self::Stays {
            return Cond::all().add(column(row, at.clone()).gte(from)).add(column(row, at).lt(until));
        }
        let (first, last) = (Ord::min(until - FURTHEST_AHEAD, now), Ord::min(until + FURTHEST_BEHIND, now));
        let left = || column(row, stay::Column::UntilAt);
        Cond::all().add(column(row, at).lt(last)).add(left().is_null().or(left().gte(first)))
    }

    /// "The person is counted here for the first time": in the person's first case, the first such row.
    fn first(self, row: &DynIden, case: &DynIden) -> SimpleExpr {
        if self == Self::Stays {
            // A person has one open stay at a time.
            return Expr::val(true);
        }
        let earlier = alias("earlier_case");
        let first_case = exists_by_index(
            Query::select()
                .expr(Expr::val(1))
                .from_as(case::Entity, earlier.clone())
                .and_where(
                    column(&earlier, case::Column::PersonId).equals((case.clone(), case::Column::PersonId.into_iden())),
                )
                .and_where(column(&earlier, case::Column::Id).lt(Expr::col((case.clone(), case::Column::Id))))
                .take(),
        )
        .not();
        let (table, of_case, at) = self.columns();
        if self == Self::Cases {
            return first_case;
        }
        let before = alias("earlier");
        let id = case::Column::Id.into_iden();
        let first_row = exists_by_index(
            Query::select()
                .expr(Expr::val(1))
                .from_as(table, before.clone())
                .and_where(column(&before, of_case.clone()).equals((row.clone(), of_case)))
                .and_where(column(&before, at).is_not_null())
                .and_where(column(&before, id.clone()).lt(Expr::col((row.clone(), id))))
                .take(),
        )
        .not();
        first_case.and(first_row)
    }

    fn own(self) -> Vec<DynIden> {
        use consular_request::Column as C;
        use referral::Column as R;
        match self {
            Self::Cases => vec![case::Column::Status.into_iden()],
            Self::Referrals => vec![
                R::State.into_iden(),
                R::Urgency.into_iden(),
                R::ServiceType.into_iden(),
                R::InferenceClass.into_iden(),
                R::SentAt.into_iden(),
                R::AcknowledgedAt.into_iden(),
                R::DecidedAt.into_iden(),
                R::NextDueAt.into_iden(),
            ],
            Self::ConsularRequests => vec![C::State.into_iden(), C::HeldState.into_iden()],
            Self::Stays => vec![stay::Column::UntilAt.into_iden()],
            Self::EndedStays => vec![stay::Column::FromAt.into_iden(), stay::Column::UntilAt.into_iden()],
        }
    }
}

/// "The person has no earlier case at this centre with the same access mode, and none with a more open one." Cases of
/// another organisation and more closed cases do not count, because a viewer who reads the rows of a centre may not
/// know of them.
fn first_here(case: &DynIden) -> SimpleExpr {
    let other = alias("other_case");
    let same = |of: case::Column| column(&other, of).equals((case.clone(), of));
    let mode = |of: &DynIden, modes: &[AccessMode]| column(of, case::Column::AccessMode).is_in(modes.iter().map(code));
    let (standard, restricted, sealed) = (AccessMode::Standard, AccessMode::Restricted, AccessMode::Sealed);
    let earlier =
        same(case::Column::AccessMode).and(column(&other, case::Column::Id).lt(column(case, case::Column::Id)));
    let less_closed = Cond::any()
        .add(mode(case, &[restricted]).and(mode(&other, &[standard])))
        .add(mode(case, &[sealed]).and(mode(&other, &[standard, restricted])));
    exists_by_index(
        Query::select()
            .expr(Expr::val(1))
            .from_as(case::Entity, other.clone())
            .and_where(same(case::Column::PersonId))
            .and_where(same(case::Column::CentreId))
            .and_where(same(case::Column::OrganisationId))
            .cond_where(Cond::any().add(earlier).add(less_closed))
            .take(),
    )
    .not()
}

fn first_nationality(person: &DynIden) -> SimpleExpr {
    let of = alias("counted_nationality");
    let statement = Query::select()
        .expr(column(&of, nationality::Column::Country))
        .from_as(nationality::Entity, of.clone())
        .and_where(column(&of, nationality::Column::PersonId).equals((person.clone(), person::Column::Id.into_iden())))
        .and_where(in_force(&of))
        .and_where(plain_nationality(&of))
        .order_by((of, nationality::Column::Id), Order::Asc)
        .limit(1)
        .take();
    SimpleExpr::SubQuery(None, Box::new(statement.into()))
}

/// The alias of the row in [`of_the_case`].
const OF_CASE: &str = "counted_of_case";

fn of_the_case(table: impl IntoIden, of_case: impl IntoIden, case: &DynIden) -> SelectStatement {
    let t = alias(OF_CASE);
    Query::select()
        .expr(Expr::val(1))
        .from_as(table.into_iden(), t.clone())
        .and_where(column(&t, of_case).equals((case.clone(), case::Column::Id.into_iden())).and(in_force(&t)))
        .take()
}
