//! Verbs on the household and the relatives of a case.

mod decide_family_link;
mod join_household;
mod leave_household;
mod member;
mod record_family_link;
mod touched;

use crate::actions::Each;

/// Makes something of every verb of this folder.
pub(crate) fn verbs<E: Each>() -> Vec<E::Made> {
    vec![
        E::of::<join_household::JoinHouseholdInput>(),
        E::of::<leave_household::LeaveHouseholdInput>(),
        E::of::<record_family_link::RecordFamilyLinkInput>(),
        E::of::<decide_family_link::DecideFamilyLinkInput>(),
    ]
}
