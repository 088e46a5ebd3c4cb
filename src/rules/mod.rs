//! The rules of the field as pure functions over plain facts: which step may follow which, under which conditions, and
//! what is due when. They know no database, clock, randomness or request. Time is an argument, and `access` has decided
//! before who may act.

pub(crate) mod account;
pub mod age;
pub(crate) mod answering;
pub mod authority;
pub mod best_interest;
pub mod calendar;
pub mod capacity;
pub(crate) mod case;
pub(crate) mod centre;
pub mod clocks;
pub mod consent;
pub mod consent_time;
pub mod consular;
pub(crate) mod counter;
pub mod country;
pub(crate) mod dates;
pub(crate) mod document_number;
pub(crate) mod emergency;
pub(crate) mod family;
pub mod fold;
pub(crate) mod given;
pub(crate) mod household;
pub mod inference;
pub(crate) mod language;
pub mod legal_override;
pub(crate) mod likeness;
pub(crate) mod machine;
pub(crate) mod matching;
pub(crate) mod matching_tokens;
pub mod medical;
pub(crate) mod merging;
pub mod name;
pub mod name_order;
pub(crate) mod newest_word;
pub mod order;
pub(crate) mod phone;
pub(crate) mod readers;
pub mod recording;
pub(crate) mod reference;
pub mod referral;
pub mod refusal;
pub(crate) mod schedule;
pub(crate) mod script;
pub(crate) mod search;
pub mod second_person;
pub mod sending;
pub(crate) mod service;
pub(crate) mod share;
pub(crate) mod share_preview;
mod spellings;
pub mod statistics;
pub mod stay;
pub(crate) mod text;
pub(crate) mod time_zone;
pub mod transfer;
pub mod translation;
pub(crate) mod webhook;
pub(crate) mod weekdays;

#[cfg(test)]
mod tests;
