//! How a question to the database is written. What a caller or a row says is bound, each value once. How many rows are
//! wanted is our own word and stands in the statement: a plan is made once for all callers, and the size of a page is what
//! sways it most.

use std::fmt;

use futures_util::TryStreamExt;
use sea_orm::{
    ConnectionTrait, DbBackend, DbErr, QueryResult, Statement, StreamTrait, Value,
    sea_query::{PostgresQueryBuilder, QueryBuilder, SelectStatement, SqlWriter, SqliteQueryBuilder, Values},
};

use super::database::Database;

impl Database {
    /// The rows of a statement.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read(&self, select: &SelectStatement) -> Result<Vec<QueryResult>, DbErr> {
        let statement = written(select, self.backend());
        if let Some(moment) = self.moment() {
            return moment.query_all_raw(statement).await;
        }
        let _taken = self.taken().await;
        self.reader.query_all_raw(statement).await
    }

    /// Each row of a statement in turn, where they are too many to be held at once. It is a moment of its own.
    ///
    /// # Errors
    /// When the database fails, or what is done with a row.
    pub async fn each(
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
