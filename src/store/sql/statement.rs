//! How a statement is written. Values from callers and rows are bound, each value once. LIMIT is written as a literal:
//! plans are generic and cached per connection, and the page size is what influences the plan most.

use std::fmt;

use futures_util::TryStreamExt;
use sea_orm::{
    ConnectionTrait, DbBackend, DbErr, EntityTrait, FromQueryResult, QueryResult, QueryTrait, Select, Statement,
    StreamTrait, Value,
    sea_query::{PostgresQueryBuilder, QueryBuilder, SelectStatement, SqlWriter, SqliteQueryBuilder, Values},
};

use crate::store::database::Database;

impl Database {
    /// The rows of a statement.
    pub(crate) async fn read(&self, select: &SelectStatement) -> Result<Vec<QueryResult>, DbErr> {
        let statement = written(select, self.backend());
        if let Some(moment) = self.moment() {
            return moment.query_all_raw(statement).await;
        }
        let _taken = self.taken().await;
        self.reader.query_all_raw(statement).await
    }

    /// The rows that a query for whole rows selects.
    pub(crate) async fn models<E: EntityTrait>(&self, of: Select<E>) -> Result<Vec<E::Model>, DbErr> {
        let rows = self.read(&of.into_query()).await?;
        rows.iter().map(|row| E::Model::from_query_result(row, "")).collect()
    }

    /// Passes each row of a statement to `row` in turn, for results that are too large for memory. The statement reads
    /// at a moment of its own.
    /// Errors: a database error, or an error of `row`.
    pub(crate) async fn each(
        &self,
        select: &SelectStatement,
        mut row: impl FnMut(QueryResult) -> Result<(), DbErr> + Send,
    ) -> Result<(), DbErr> {
        let _taken = self.taken().await;
        let mut rows = self.reader.stream_raw(written(select, self.backend())).await?;
        while let Some(next) = rows.try_next().await? {
            row(next)?;
        }
        Ok(())
    }
}

fn written(select: &SelectStatement, backend: DbBackend) -> Statement {
    let mut text = Text { sql: String::with_capacity(4_096), values: Vec::new(), mark: '?' };
    if backend == DbBackend::Postgres {
        text.mark = '$';
        select.build_collect_any_into(&PostgresQueryBuilder, &mut text);
    } else {
        select.build_collect_any_into(&SqliteQueryBuilder, &mut text);
    }
    Statement { sql: text.sql, values: Some(Values(text.values)), db_backend: backend }
}

struct Text {
    sql: String,
    values: Vec<Value>,
    mark: char,
}

impl SqlWriter for Text {
    fn push_param<T: QueryBuilder>(&mut self, value: Value, _: &T) {
        use fmt::Write as _;
        // A limit is the only number of this type.
        let pushed = if let Value::BigUnsigned(Some(limit)) = value {
            write!(self.sql, "{limit}")
        } else {
            let place = self.values.iter().position(|known| *known == value).unwrap_or_else(|| {
                self.values.push(value);
                self.values.len() - 1
            });
            write!(self.sql, "{}{}", self.mark, place + 1)
        };
        pushed.expect("a string takes everything");
    }

    fn as_writer(&mut self) -> &mut dyn fmt::Write {
        &mut self.sql
    }
}

impl fmt::Write for Text {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        self.sql.push_str(part);
        Ok(())
    }
}

impl fmt::Display for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sql)
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};

    use super::*;

    #[test]
    fn a_limit_stands_in_the_statement_and_a_value_is_bound_once() {
        let name = || Alias::new("name");
        let mut select = Query::select();
        select.column(name()).from(Alias::new("people"));
        select.and_where(Expr::col(name()).eq("x' OR 1")).and_where(Expr::col(name()).ne(7)).limit(51);
        select.and_where(Expr::col(name()).lt("x' OR 1"));
        let expected = [(DbBackend::Postgres, '$'), (DbBackend::Sqlite, '?')];
        for (backend, mark) in expected {
            let statement = written(&select, backend);
            let sql = format!(
                "SELECT \"name\" FROM \"people\" \
                 WHERE \"name\" = {mark}1 AND \"name\" <> {mark}2 AND \"name\" < {mark}1 LIMIT 51"
            );
            assert_eq!(statement.sql, sql);
            assert_eq!(statement.values, Some(Values(vec!["x' OR 1".into(), 7.into()])));
        }
    }
}
