//! A period of time as a condition.

use sea_orm::{
    prelude::DateTimeUtc,
    sea_query::{Cond, Condition, Expr, ExprTrait},
};

/// A period. Its beginning belongs to it, its end does not.
#[derive(Clone, Copy, Debug, Default)]
pub struct Period {
    /// The beginning, if it has one.
    pub from: Option<DateTimeUtc>,
    /// The end, if it has one.
    pub before: Option<DateTimeUtc>,
}

impl Period {
    /// "The moment is in the period."
    pub fn holds(self, moment: &Expr) -> Condition {
        Cond::all()
            .add_option(self.from.map(|from| moment.clone().gte(from)))
            .add_option(self.before.map(|before| moment.clone().lt(before)))
    }
}
