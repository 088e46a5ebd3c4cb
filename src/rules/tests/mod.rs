//! The tests of the rules: tables written out, and properties where a rule has one.

mod age;
mod answering;
mod case;
mod clocks;
mod consent;
mod consular;
mod dates;
mod fold;
mod inference;
mod order;
mod recording;
mod reference;
mod referral;
mod refusal;
mod sending;
mod statistics;
mod stay;
mod text;
mod transfer;
