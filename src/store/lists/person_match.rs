//! Lists of matches across organisations. Whether one expired follows from its dates: `rules::matching` says it for one row, this
//! file as a condition.

use entity::{
    codes::{DataClass, PersonMatchState},
    person_match::{Column as C, Entity},
};
use sea_orm::sea_query::{Cond, Condition, DynIden, ExprTrait};

use super::{list::Selected, of_case::CaseOfRow};
use crate::store::{
    access::scope::Scope,
    sql::{
        expression::{code, column},
        ordering::Ordering,
    },
};

/// Filter of a list of matches.
#[derive(Clone, Debug, Default)]
pub(crate) struct PersonMatchFilter {
    /// Only matches in one of these states.
    pub(crate) state: Option<Vec<PersonMatchState>>,
    /// Only matches of cases that fulfil this.
    pub(crate) case: CaseOfRow,
}

impl Selected for PersonMatchFilter {
    type Entity = Entity;

    fn condition(&self, scope: &Scope, t: &DynIden, order: &Ordering) -> Condition {
        let Self { state, case } = self;
        let states =
            state.as_ref().map(|states| states.iter().fold(Cond::any(), |any, state| any.add(is(scope, *state, t))));
        let of_state = states.map(|states| Cond::all().add(states).add(scope.person_matches(t, DataClass::Protection)));
        Cond::all().add(scope.person_matches(t, order.class)).add_option(of_state).add_option(case.holds(
            scope,
            t,
            C::CaseId,
        ))
    }
}

/// "The match under this alias is in this state now."
fn is(scope: &Scope, state: PersonMatchState, t: &DynIden) -> Condition {
    use PersonMatchState as S;
    let stored = |state: S| column(t, C::State).eq(code(&state));
    let over = || column(t, C::ExpiresAt).lte(scope.now);
    let open = |state| Cond::all().add(stored(state)).add(over().not());
    match state {
        S::Proposed | S::Waiting | S::Agreed => open(state),
        S::Declined => Cond::all().add(stored(state)),
        S::Expired => {
            let unanswered = Cond::any().add(stored(S::Proposed)).add(stored(S::Waiting));
            Cond::any().add(stored(S::Expired)).add(Cond::all().add(unanswered).add(over()))
        }
        S::Ended => Cond::any().add(stored(S::Ended)).add(Cond::all().add(stored(S::Agreed)).add(over())),
    }
}
