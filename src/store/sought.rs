//! Cases that are looked for by something of their person: a name, a nationality. Two ways lead from there to a page, and
//! the statement takes the cheaper one by itself.
//!
//! Where few persons are candidates, their cases are collected and put in order. Where many are, the viewer's cases are
//! walked through in the order of the list, each is asked about its person, and the walk ends when the page is full. So a
//! rare name does not read through the viewer's cases, and a name that everybody has does not collect everybody.

use entity::{
    case, nationality,
    person_name_word::{self, Column as W},
};
use sea_orm::sea_query::{
    Asterisk, CommonTableExpression, Cond, Condition, DynIden, Expr, ExprTrait, Func, IntoIden, Order, Query,
    SelectStatement, WithClause,
};

use super::{
    nearby::there_is,
    scope::{alias, column, constant},
    ways::union,
};
use crate::rules::search::{NameSearch, Word};

/// The most candidates that are collected.
const FEW: i64 = 1_000;

/// The name under which the candidates are collected.
const CANDIDATES: &str = "candidates";

/// The name under which the cases of those found are collected, as rows of the table of cases, where the candidates are
/// few. It has no rows where they are many.
pub const FEW_CASES: &str = "few_cases";

/// What is looked for, said in the two ways.
#[derive(Clone, Debug)]
pub struct Sought {
    /// `SELECT person_id, ...` of the persons who come into question.
    candidates: SelectStatement,
    /// `SELECT person_id` of those candidates who have what is looked for.
    found: SelectStatement,
    /// "The person of the case at hand has it."
    holds: Expr,
}

impl Sought {
    /// The person of the case has a spelling of the name that, for each word of the search, has a part that begins with
    /// it. One word leads to the spellings; each of the others is then looked up among the words of that spelling, which
    /// are few. A join of all words would multiply their matches.
    #[must_use]
    pub fn named(search: &NameSearch, person: &Expr) -> Option<Self> {
        let (first, others) = search.words().split_first()?;
        let (word, candidate) = (alias("word"), alias("candidate_name"));
        let spellings =
            |so: Condition| Query::select().from_as(person_name_word::Entity, word.clone()).cond_where(so).take();
        let with_others = |mut spellings: SelectStatement, of: &DynIden| {
            for other in others {
                spellings.and_where(there_is(of_spelling(of, other)));
            }
            spellings
        };
        // Each beginning is a part of the index, read in its order: PostgreSQL would collect several parts at once to their
        // end before it counts.
        let candidates = first.beginnings.iter().map(|beginning| {
            spellings(begins_so(&word, beginning))
                .columns([(word.clone(), W::PersonNameId), (word.clone(), W::PersonId)])
                .order_by((word.clone(), W::Word), Order::Asc)
                .limit(FEW.unsigned_abs() + 1)
                .take()
        });
        let columns = [W::PersonNameId.into_iden(), W::PersonId.into_iden()];
        let candidates = union(&person_name_word::Entity.into_iden(), &columns, candidates.collect());
        let collected =
            Query::select().column((candidate.clone(), W::PersonId)).from_as(CANDIDATES, candidate.clone()).take();
        let of_person = spellings(begins(&word, first))
            .expr(constant(1))
            .and_where(column(&word, W::PersonId).eq(person.clone()))
            .take();
        Some(Self {
            candidates,
            found: with_others(collected, &candidate),
            holds: there_is(with_others(of_person, &word)),
        })
    }

    /// The person of the case has the nationality.
    #[must_use]
    pub fn of_nationality(country: &str, person: &Expr) -> Self {
        let (of, candidate) = (alias("nationality"), alias("candidate_citizen"));
        let citizens = || {
            Query::select()
                .from_as(nationality::Entity, of.clone())
                .and_where(column(&of, nationality::Column::Country).eq(country))
                .take()
        };
        let person_of = || column(&of, nationality::Column::PersonId);
        Self {
            candidates: citizens().column((of.clone(), nationality::Column::PersonId)).take(),
            found: Query::select()
                .column((candidate.clone(), nationality::Column::PersonId))
                .from_as(CANDIDATES, candidate)
                .take(),
            holds: there_is(citizens().expr(constant(1)).and_where(person_of().eq(person.clone())).take()),
        }
    }

    /// What the statement collects first, once: the candidates, not more of them than show that they are many, and where
    /// they are few, the cases of those found.
    #[must_use]
    pub fn with(&self) -> WithClause {
        let collected = |name: &'static str, rows: SelectStatement| {
            CommonTableExpression::new().query(rows).table_name(alias(name)).materialized(true).to_owned()
        };
        let case = alias("case_of_candidate");
        let found = self.found.clone().and_where(count_of_candidates().lte(constant(FEW))).take();
        let cases = Query::select()
            .column((case.clone(), Asterisk))
            .from_as(case::Entity, case.clone())
            .and_where(column(&case, case::Column::PersonId).in_subquery(found))
            .take();
        Query::with()
            .cte(collected(CANDIDATES, self.candidates.clone().limit(FEW.unsigned_abs() + 1).take()))
            .cte(collected(FEW_CASES, cases))
            .to_owned()
    }

    /// "The candidates are many, and the person of the case at hand has what is looked for." Where they are few, the column
    /// of the order is compared with null, so that the walk through the index ends before its first row: a condition that
    /// does not name a column would be asked of every row.
    #[must_use]
    pub fn among_many(&self, ordered_by: Expr, last: impl Into<Expr>) -> Condition {
        let last = Query::select().expr(last).and_where(count_of_candidates().gt(constant(FEW))).take();
        Cond::all().add(ordered_by.lte(Expr::SubQuery(None, Box::new(last.into())))).add(self.holds.clone())
    }

    /// "The person of the case at hand has what is looked for", for cases that are few anyway.
    #[must_use]
    pub fn holds(&self) -> Expr {
        self.holds.clone()
    }
}

fn count_of_candidates() -> Expr {
    let count = Query::select().expr(Func::count(Expr::col(Asterisk))).from(alias(CANDIDATES)).take();
    Expr::SubQuery(None, Box::new(count.into()))
}

/// `SELECT 1` of the words that begin so and belong to the spelling under this alias.
fn of_spelling(spelling: &DynIden, word: &Word) -> SelectStatement {
    let other = alias("other_word");
    Query::select()
        .expr(constant(1))
        .from_as(person_name_word::Entity, other.clone())
        .and_where(column(&other, W::PersonNameId).equals((spelling.clone(), W::PersonNameId)))
        .cond_where(begins(&other, word))
        .take()
}

/// "The word under this alias has one of the beginnings of the word that is looked for."
fn begins(alias: &DynIden, word: &Word) -> Condition {
    word.beginnings.iter().fold(Cond::any(), |any, beginning| any.add(begins_so(alias, beginning)))
}

/// "The word under this alias begins so." Not LIKE: SQLite has no index for that. Nothing that begins so comes behind the
/// last character there is.
fn begins_so(alias: &DynIden, beginning: &str) -> Condition {
    let beyond = format!("{beginning}{}", char::MAX);
    Cond::all().add(column(alias, W::Word).gte(beginning)).add(column(alias, W::Word).lt(beyond))
}
