//! What people do, told as they do it: whole requests as named viewers, on both databases.

mod age;
mod best_interest;
mod case;
mod consent;
mod consular;
mod house;
mod order;
mod referral;
mod stays;
mod transfer;
mod trouble;
