//! Best-interest determinations of children: one worker requests, a protection officer decides. The rules are in
//! `rules::best_interest`. Consents, legal overrides and consular gates for a child need a decision in favour.

mod decide_best_interest_determination;
mod request_best_interest_determination;

pub(crate) use self::{
    decide_best_interest_determination::DecideBestInterestDetermination,
    request_best_interest_determination::RequestBestInterestDetermination,
};
