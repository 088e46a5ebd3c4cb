//! The tables of Waystation, one file each, and the code lists they are written in.

#![forbid(unsafe_code)]

pub mod codes;
