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
mod language;
mod medical;
mod name;
mod order;
mod phone;
mod recording;
mod reference;
mod referral;
mod refusal;
mod script;
mod search;
mod sending;
mod statistics;
mod stay;
mod text;
mod transfer;
