//! Cases that are searched by their person: by name, nationality, document, telephone number or reference. There are two access paths, and the statement
//! itself takes the cheaper one. If few people are candidates, their cases are collected and sorted. If many are, the
//! viewer's cases are scanned in the order of the list, the person of each is checked, and the scan ends when the page
//! is full. So a rare name does not scan the viewer's cases, and a common name does not collect everybody.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use entity::{
    case,
    codes::Sex,
    contact, identifier, nationality, person,
    person_name_word::{self, Column as W},
};
use sea_orm::sea_query::{
    Asterisk, CommonTableExpression, Cond, Condition, DynIden, Expr, ExprTrait, Func, IntoIden, Order, Query,
    SelectStatement, WithClause,
};

use crate::{
    rules::{
        phone::PhoneSearch,
        search::{NameSearch, Word},
    },
    store::{
        access::{inferred, scope::Scope},
        read::access_paths::union,
        sql::{
            corrections::in_force,
            expression::{alias, code, column, constant, exists_by_index},
        },
    },
};

/// The most candidates that are collected.
const FEW: i64 = 1_000;

/// The name of the CTE of candidates.
const CANDIDATES: &str = "candidates";

/// The name of the CTE of the matching cases, with the columns of `cases`, if there are few candidates. It is empty if
/// there are many.
pub(crate) const FEW_CASES: &str = "few_cases";

/// A search criterion, prepared for both access paths.
#[derive(Clone, Debug)]
pub(crate) struct Sought {
    /// `SELECT person_id, ...` of the candidates: people who may match.
    candidates: SelectStatement,
    /// `SELECT person_id` of those candidates who match.
    found: SelectStatement,
    /// "The person of the case at hand matches."
    holds: Expr,
}

impl Sought {
    /// Matches a person with a spelling of the name in which every word of the search begins a part. The index finds
    /// the spellings by the first word; each other word is then looked up among the few words of that spelling. A join
    /// of all words would multiply their matches.
    pub(crate) fn named(search: &NameSearch, person: &Expr) -> Option<Self> {
        let (first, others) = search.words().split_first()?;
        let (word, candidate) = (alias("word"), alias("candidate_name"));
        let spellings =
            |so: Condition| Query::select().from_as(person_name_word::Entity, word.clone()).cond_where(so).take();
        let with_others = |mut spellings: SelectStatement, of: &DynIden| {
            for other in others {
                spellings.and_where(exists_by_index(of_spelling(of, other)));
            }
            spellings
        };
        // Each beginning is one range of the index, read in its order. A single condition for several ranges would make
        // PostgreSQL collect all of them before the limit applies.
        let candidates = first.beginnings.iter().map(|beginning| {
            spellings(begins_so(&word, first, beginning))
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
            holds: exists_by_index(with_others(of_person, &word)),
        })
    }

    /// Matches a person with one of these nationalities.
    pub(crate) fn of_nationality(countries: &[String], person: &Expr) -> Self {
        let of = alias("nationality");
        let citizens = Query::select()
            .from_as(nationality::Entity, of.clone())
            .and_where(column(&of, nationality::Column::Country).is_in(countries.iter().map(String::as_str)))
            .and_where(in_force(&of))
            .take();
        Self::with_row(&citizens, &column(&of, nationality::Column::PersonId), person)
    }

    /// Matches the person with this reference.
    pub(crate) fn referenced(reference: &str, person: &Expr) -> Self {
        let of = alias("referenced");
        let people = Query::select()
            .from_as(person::Entity, of.clone())
            .and_where(column(&of, person::Column::Reference).eq(reference))
            .take();
        Self::with_row(&people, &column(&of, person::Column::Id), person)
    }

    /// Matches a person with a document of one of these numbers that the viewer may know of.
    pub(crate) fn with_document(search_keys: &[String], scope: &Scope, person: &Expr) -> Self {
        let of = alias("document");
        let documents = Query::select()
            .from_as(identifier::Entity, of.clone())
            .and_where(column(&of, identifier::Column::SearchKey).is_in(search_keys.iter().map(String::as_str)))
            .and_where(in_force(&of))
            .cond_where(inferred::identifiers(scope, &of))
            .take();
        Self::with_row(&documents, &column(&of, identifier::Column::PersonId), person)
    }

    /// Matches a person with a contact at one of these telephone numbers.
    pub(crate) fn reached_at(phones: &[PhoneSearch], person: &Expr) -> Self {
        let of = alias("contact");
        let key = || column(&of, contact::Column::SearchKey);
        let longer = |phone: &PhoneSearch| Cond::all().add(key().gte(phone.key())).add(key().lt(beyond(phone.key())));
        let shorter = Cond::all().add(key().is_in(phones.iter().flat_map(PhoneSearch::shorter)));
        let ways: Vec<_> = phones.iter().map(longer).chain([shorter]).collect();
        let contacts = |so: Condition| {
            Query::select().from_as(contact::Entity, of.clone()).cond_where(so).and_where(in_force(&of)).take()
        };
        // Each is one range of the index, read in its order, as for a name.
        let candidates = ways.iter().map(|so| {
            contacts(so.clone())
                .column((of.clone(), contact::Column::PersonId))
                .order_by((of.clone(), contact::Column::SearchKey), Order::Asc)
                .limit(FEW.unsigned_abs() + 1)
                .take()
        });
        let columns = [contact::Column::PersonId.into_iden()];
        let any = contacts(ways.iter().cloned().fold(Cond::any(), Condition::add));
        Self {
            candidates: union(&contact::Entity.into_iden(), &columns, candidates.collect()),
            ..Self::with_row(&any, &column(&of, contact::Column::PersonId), person)
        }
    }

    /// Matches a person with the same initials and sex who was born in these years.
    pub(crate) fn alike(initials: &str, sex: Sex, born: &RangeInclusive<i32>, person: &Expr) -> Self {
        let of = alias("alike");
        let people = Query::select()
            .from_as(person::Entity, of.clone())
            .and_where(column(&of, person::Column::Initials).eq(initials))
            .and_where(column(&of, person::Column::Sex).eq(code(&sex)))
            .cond_where(born_in(&of, born))
            .take();
        Self::with_row(&people, &column(&of, person::Column::Id), person)
    }

    /// Matches a person who was born in these years or of whom no birth is recorded. It finds most people, so that it is only
    /// used next to another criterion.
    pub(crate) fn born_about(years: &RangeInclusive<i32>, person: &Expr) -> Self {
        let of = alias("born");
        let unknown = column(&of, person::Column::BirthDate).is_null();
        let people = Query::select()
            .from_as(person::Entity, of.clone())
            .cond_where(Cond::any().add(unknown).add(born_in(&of, years)))
            .take();
        Self::with_row(&people, &column(&of, person::Column::Id), person)
    }

    /// Matches a person with one of these rows. `person_of` is the column with their person.
    pub(super) fn with_row(rows: &SelectStatement, person_of: &Expr, person: &Expr) -> Self {
        let (candidate, person_id) = (alias("candidate"), W::PersonId.into_iden());
        Self {
            candidates: rows.clone().expr_as(person_of.clone(), person_id.clone()).take(),
            found: Query::select().column((candidate.clone(), person_id)).from_as(CANDIDATES, candidate).take(),
            holds: exists_by_index(
                rows.clone().expr(constant(1)).and_where(person_of.clone().eq(person.clone())).take(),
            ),
        }
    }

    /// The CTEs of the statement, each evaluated once: the candidates, cut where they count as many, and the cases of
    /// those who match, if there are few.
    pub(crate) fn with(&self) -> WithClause {
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

    /// "There are many candidates, and the person of the case at hand matches." If there are few, the ordering column
    /// is compared with null, so that the index scan ends before its first row. A condition without a column would be
    /// evaluated for every row.
    pub(crate) fn among_many(&self, ordered_by: Expr, last: impl Into<Expr>) -> Condition {
        let last = Query::select().expr(last).and_where(count_of_candidates().gt(constant(FEW))).take();
        Cond::all().add(ordered_by.lte(Expr::SubQuery(None, Box::new(last.into())))).add(self.holds.clone())
    }

    /// "The person of the case at hand matches", for cases that are few anyway.
    pub(crate) fn holds(&self) -> Expr {
        self.holds.clone()
    }
}

/// "The birth of the person under this alias is in these years."
fn born_in(person: &DynIden, years: &RangeInclusive<i32>) -> Condition {
    let day = |year: i32, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    let birth = || column(person, person::Column::BirthDate);
    Cond::all().add(birth().gte(day(*years.start(), 1, 1))).add(birth().lte(day(*years.end(), 12, 31)))
}

fn count_of_candidates() -> Expr {
    let count = Query::select().expr(Func::count(Expr::col(Asterisk))).from(alias(CANDIDATES)).take();
    Expr::SubQuery(None, Box::new(count.into()))
}

/// `SELECT 1` of the words that begin like this and belong to the spelling under this alias.
fn of_spelling(spelling: &DynIden, word: &Word) -> SelectStatement {
    let other = alias("other_word");
    Query::select()
        .expr(constant(1))
        .from_as(person_name_word::Entity, other.clone())
        .and_where(column(&other, W::PersonNameId).equals((spelling.clone(), W::PersonNameId)))
        .cond_where(begins(&other, word))
        .take()
}

/// "The word under this alias has one of the beginnings of the searched word."
fn begins(alias: &DynIden, word: &Word) -> Condition {
    word.beginnings.iter().fold(Cond::any(), |any, beginning| any.add(begins_so(alias, word, beginning)))
}

/// "The word under this alias begins like this." Not LIKE, for which SQLite uses no index. No word with this beginning
/// sorts after the beginning followed by the last character of Unicode.
fn begins_so(alias: &DynIden, of: &Word, beginning: &str) -> Condition {
    if of.whole {
        return Cond::all().add(column(alias, W::Word).eq(beginning));
    }
    Cond::all().add(column(alias, W::Word).gte(beginning)).add(column(alias, W::Word).lt(beyond(beginning)))
}

/// A text after every text with this beginning.
fn beyond(beginning: &str) -> String {
    format!("{beginning}{}", char::MAX)
}
