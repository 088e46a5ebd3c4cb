//! Verbs on a share.

mod end_share;

pub(crate) use self::end_share::EndShare;
