//! Cases: opened, worked on, closed and opened again.

mod ending;
mod opening;
mod silence;
mod working;
