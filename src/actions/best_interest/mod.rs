//! Best-interest determinations of children: one worker requests, a protection officer decides. The rules are in
//! `rules::best_interest`. Consents, legal overrides and consular gates for a child need a decision in favour.

mod decide_best_interest_determination;
mod request_best_interest_determination;
use crate::actions::Each;

/// Makes something of every verb of this folder.
pub(crate) fn verbs<E: Each>() -> Vec<E::Made> {
    vec![
        E::of::<request_best_interest_determination::RequestBestInterestDeterminationInput>(),
        E::of::<decide_best_interest_determination::DecideBestInterestDeterminationInput>(),
    ]
}
