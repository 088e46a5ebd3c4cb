//! The blind match of people across organisations: protection officers enter a person who agreed, and answer a match. What a
//! side is told comes from a `round`, and what is written on a side is in `sides`.

mod answer_person_match;
mod enter_matching;
mod leave_matching;
pub mod round;
mod sides;

use crate::actions::Each;

/// Makes something of every verb of this folder.
pub(crate) fn verbs<E: Each>() -> Vec<E::Made> {
    vec![
        E::of::<enter_matching::EnterMatchingInput>(),
        E::of::<leave_matching::LeaveMatchingInput>(),
        E::of::<answer_person_match::AnswerPersonMatchInput>(),
    ]
}
