//! The rules of the field as pure functions over plain facts: which step may follow which, under which conditions, and
//! what is due when. They know no database, clock, randomness or request. Time is an argument, and `access` has decided
//! before who may act.

pub mod age;
pub mod answering;
pub mod authority;
pub mod best_interest;
pub mod capacity;
pub mod case;
pub mod clocks;
pub mod consent;
pub mod consent_time;
pub mod consular;
pub mod country;
pub mod dates;
pub mod emergency;
pub mod fold;
pub mod inference;
pub mod language;
pub mod legal_override;
pub mod machine;
pub mod medical;
pub mod name;
pub mod newest_word;
pub mod order;
pub mod phone;
pub mod recording;
pub mod reference;
pub mod referral;
pub mod refusal;
pub mod script;
pub mod search;
pub mod second_person;
pub mod sending;
pub mod share;
mod spellings;
pub mod statistics;
pub mod stay;
pub mod text;
pub mod transfer;

#[cfg(test)]
mod tests;
