//! Whether the person is recorded as claiming the nationality of a State.

use entity::{codes::NationalityBasis, nationality};

use crate::rules::refusal::{Refusal, RefusalCode};

/// A packet states that the person claims the nationality of the State, so the claim has to be recorded. A nationality
/// that only a document states counts as claimed if the person claims no other one.
pub(crate) fn nationality_recorded(nationalities: &[nationality::Model], country: &str) -> Result<(), Refusal> {
    let claims_another =
        nationalities.iter().any(|known| known.country != country && known.basis == NationalityBasis::Claimed);
    let claimed = |known: &nationality::Model| {
        known.country == country && (known.basis != NationalityBasis::Documented || !claims_another)
    };
    let message = "the person is not recorded as claiming the nationality of this State";
    Refusal::new(RefusalCode::NationalityNotRecorded, message).unless(nationalities.iter().any(claimed))
}
