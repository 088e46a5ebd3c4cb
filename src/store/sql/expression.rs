//! Expressions of which conditions are made: columns under an alias, literals, lists of ids, "there is a row".

use sea_orm::{
    ActiveEnum, DbBackend, Value,
    sea_query::{
        Cond, Condition, DynIden, Expr, ExprTrait, IntoIden, LogicalChainOper, Query, SelectStatement,
        extension::postgres::PgExpr,
    },
};
use uuid::Uuid;

/// A column of a table under an alias.
pub(crate) fn column(alias: &DynIden, column: impl IntoIden) -> Expr {
    Expr::col((alias.clone(), column.into_iden()))
}

/// A constant of the program, written into the statement as a literal: it is the same for every caller, and the
/// database plans the statement once. Values from callers or rows are bound instead.
pub(crate) fn constant(of: impl Into<Value>) -> Expr {
    Expr::Constant(of.into())
}

/// The value of a code list, written into the statement as a literal.
pub(crate) fn code(of: &impl ActiveEnum<Value = String>) -> Expr {
    constant(of.to_value())
}

/// "One of these ids": one array parameter on PostgreSQL, so that the statement text is the same for any number of ids.
pub(crate) fn among(of: Expr, ids: impl IntoIterator<Item = Uuid>, backend: DbBackend) -> Expr {
    match backend {
        DbBackend::Postgres => of.eq_any(ids.into_iter().collect::<Vec<_>>()),
        _ => of.is_in(ids),
    }
}

/// `FROM table AS row WHERE` all of these conditions hold. A statement of this form cannot get a further condition: it would
/// panic. sea-query copies each `Condition` of a statement, with every statement inside it, whenever it writes one. It
/// does not copy this form.
pub(crate) fn selected(
    table: impl IntoIden,
    row: &DynIden,
    conditions: impl IntoIterator<Item = Condition>,
) -> SelectStatement {
    // An empty condition is added too, because an empty `Cond::any()` means that nothing is visible.
    let all = conditions.into_iter().fold(Cond::all(), Condition::add);
    let mut select = Query::select().from_as(table.into_iden(), row.clone()).take();
    // One expression only. sea-query would write several without the parentheses that they need.
    select.and_or_where(LogicalChainOper::And(all.into()));
    select
}

/// "One of these ids", where the kind of database is not known. The last id is repeated up to a power of two, so that the
/// statement has few texts.
pub(crate) fn one_of_these(of: Expr, ids: &[Uuid]) -> Expr {
    let Some(last) = ids.last() else { return constant(false) };
    let padding = ids.len().next_power_of_two() - ids.len();
    of.is_in(ids.iter().copied().chain(std::iter::repeat_n(*last, padding)))
}

/// An alias for a table inside one statement. It is cloned wherever a column is named, which costs nothing for a static
/// string.
pub fn alias(name: &'static str) -> DynIden {
    name.into_iden()
}

/// "The statement finds a row." This is not EXISTS: inside an OR PostgreSQL evaluates EXISTS for a few rows by reading
/// every row that could match. This form is answered by the index, for the row at hand.
pub(crate) fn exists_by_index(mut statement: SelectStatement) -> Expr {
    Expr::SubQuery(None, Box::new(statement.limit(1).take().into())).is_not_null()
}

/// The alias of the listed table in every statement.
pub fn listed() -> DynIden {
    alias("t")
}
