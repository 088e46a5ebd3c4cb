//! Verbs on a share.

mod end_share;

pub use self::end_share::EndShare;
