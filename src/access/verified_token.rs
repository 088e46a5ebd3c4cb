//! What a token said, once its signature and its rules held: facts about who asks, not yet compared with the database.
//! Stands here so that `http` can fill it and `store` can read it, and neither needs the other.

use std::fmt;

use chrono::TimeDelta;
use entity::codes::{OrganisationType, Oversight, Purpose, Role};
use sea_orm::prelude::DateTimeUtc;
use uuid::Uuid;

/// The longest lifetime that any issuer may be given: after that, a revoked token needs no remembering.
pub const LONGEST_LIFETIME: TimeDelta = TimeDelta::hours(12);
/// How far the clocks of two machines may stand apart.
pub const LEEWAY: TimeDelta = TimeDelta::seconds(30);

/// The word among a token's centres for every ordinary centre of the organisation.
pub const ALL_ORDINARY_CENTRES: &str = "*";

/// Who a valid token speaks for. It opens nothing by itself: relations and the organisation come from the database.
#[derive(Clone, Eq, PartialEq)]
pub struct VerifiedToken {
    /// The identity provider, as its tokens name it (`iss`).
    pub issuer: String,
    /// The person or program, unique within the issuer (`sub`).
    pub subject: String,
    /// The token's own number (`jti`), by which it can be revoked.
    pub jti: String,
    /// The organisation it speaks for; the issuer was allowed to say so.
    pub organisation_id: Uuid,
    /// The kind of that organisation, if the token gives it; the database must agree.
    pub organisation_type: Option<OrganisationType>,
    /// The roles that we know and that the issuer may grant; never empty.
    pub roles: Vec<Role>,
    /// Codes or ids of the centres that count as own; [`ALL_ORDINARY_CENTRES`] is every ordinary one. Empty for none.
    pub centres: Vec<String>,
    /// How far the organisation's oversight goes for this token: never further than the database says.
    pub oversight: Oversight,
    /// What the session is for; where given, shares are narrowed to it.
    pub purpose: Option<Purpose>,
    /// The country of a liaison officer's organisation, if the token gives it; the database must agree.
    pub country: Option<String>,
    /// The post (embassy, consulate) of a liaison officer.
    pub post: Option<String>,
    /// The name for colleagues, if the token gives one.
    pub display_name: Option<String>,
    /// When it was made.
    pub issued_at: DateTimeUtc,
    /// When it ends.
    pub expires_at: DateTimeUtc,
}

impl fmt::Debug for VerifiedToken {
    /// Says nothing, so that no log line can carry who asked.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifiedToken").finish_non_exhaustive()
    }
}
