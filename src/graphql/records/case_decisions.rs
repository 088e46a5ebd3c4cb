//! The fields of a case that list decisions by a second person: sharing without consent, and the best interest of a
//! child.

use entity::codes::DataClass as D;

use super::{
    BestInterestDetermination, LegalOverride,
    case_lists::{determinations, legal_overrides},
};
use crate::graphql::record::{
    fields::{connection, many},
    table::Field,
};

/// The fields of `Case` that list such decisions.
pub(super) fn decisions() -> Vec<Field> {
    vec![
        many::<LegalOverride>(
            "legalOverrides",
            D::OperationalCoarse,
            "Requests to share without consent that you may know of, newest first.",
            legal_overrides,
        ),
        many::<BestInterestDetermination>(
            "bestInterestDeterminations",
            D::Protection,
            "Determinations of the best interest of the child, newest first.",
            determinations,
        ),
        connection::<LegalOverride>(
            "legalOverridesConnection",
            D::OperationalCoarse,
            "Requests to share without consent that you may know of, newest first, in pages.",
            legal_overrides,
        ),
        connection::<BestInterestDetermination>(
            "bestInterestDeterminationsConnection",
            D::Protection,
            "Determinations of the best interest of the child, newest first, in pages.",
            determinations,
        ),
    ]
}
