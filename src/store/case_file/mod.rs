//! What a mutation looks up in the file of a case, and settles in it, inside its change. `previewShare` looks up the same
//! facts without a change.

pub(crate) mod best_interest;
pub(crate) mod case;
pub(crate) mod centre;
pub(crate) mod closing;
pub(crate) mod consent;
pub(crate) mod counter;
pub(crate) mod duplicates;
pub(crate) mod entries;
pub(crate) mod family;
pub(crate) mod human;
pub(crate) mod known_rows;
pub(crate) mod legal_override;
pub(crate) mod matching;
pub(crate) mod merging;
pub(crate) mod named_rows;
pub(crate) mod person_facts;
pub(crate) mod person_parts;
pub(crate) mod referral_end;
pub(crate) mod sending_facts;
pub mod share;
pub(crate) mod shares;
pub(crate) mod sharing_facts;
pub(crate) mod statements;
pub(crate) mod stay;
