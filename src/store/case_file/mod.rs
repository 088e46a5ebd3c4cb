//! What a mutation looks up in the file of a case, and settles in it, inside its change.

pub mod best_interest;
pub mod case;
pub mod centre;
pub mod consent;
pub mod human;
pub mod known_rows;
pub mod legal_override;
pub mod named_rows;
pub mod referral_end;
pub mod sending_facts;
pub mod share;
pub mod shares;
pub mod statements;
pub mod stay;
