//! The tests of the rules: tables written out, and properties where a rule has one.

mod age;
mod answering;
mod case;
mod clocks;
mod consent;
mod consular;
mod country;
mod dates;
mod fold;
mod inference;
mod medical;
mod name;
mod order;
mod recording;
mod reference;
mod referral;
mod refusal;
mod search;
mod sending;
mod statistics;
mod stay;
mod text;
mod transfer;
