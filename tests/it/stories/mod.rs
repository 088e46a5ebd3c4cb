//! Stories of people at work: whole requests of named viewers, on both databases.

mod accounts;
mod age;
mod best_interest;
mod capacity;
mod case;
mod centre;
mod consent;
mod consular;
mod explained;
mod following;
mod hidden;
mod house;
mod masked;
mod moving_on;
mod moving_without_consent;
mod one_human;
mod order;
mod person;
mod referral;
mod roll_call;
mod service;
mod sharing;
mod stays;
mod tasks;
mod transfer;
mod trouble;
