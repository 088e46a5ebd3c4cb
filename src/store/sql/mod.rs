//! Building blocks of statements: expressions, pages, and how a value is written. They know no table.

pub mod expression;
pub mod paging;
pub(crate) mod statement;
