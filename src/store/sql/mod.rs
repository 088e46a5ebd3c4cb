//! Building blocks of statements: expressions, orders, pages, periods, and how a value is written. They know no table.

pub(crate) mod corrections;
pub mod expression;
pub mod ordering;
pub mod paging;
pub mod period;
pub(crate) mod statement;
