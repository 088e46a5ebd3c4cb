//! Cases: opened, worked on, closed and opened again.

mod ending;
mod made;
mod opening;
mod silence;
mod working;
