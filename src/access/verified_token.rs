//! The claims of a token after its signature and rules were verified. They are not yet compared with the database. The
//! type is here because `http` fills it and `store` reads it, and neither may depend on the other.

use std::fmt;

use chrono::TimeDelta;
use entity::codes::{OrganisationType, Oversight, Purpose, Role};
use sea_orm::prelude::DateTimeUtc;
use uuid::Uuid;

use super::viewer::Settings;

/// The longest lifetime that any issuer may be given. A revoked token is forgotten after this time.
pub const LONGEST_LIFETIME: TimeDelta = TimeDelta::hours(12);
/// Tolerated difference between the clocks of two machines.
pub(crate) const LEEWAY: TimeDelta = TimeDelta::seconds(30);

/// The value in a token's list of centres that means every ordinary centre of the organisation.
pub const ALL_ORDINARY_CENTRES: &str = "*";

/// The person or program that a valid token speaks for. It grants nothing by itself: relations and the organisation
/// come from the database.
#[derive(Clone, Eq, PartialEq)]
pub struct VerifiedToken {
    /// The identity provider, as its tokens name it (`iss`).
    pub issuer: String,
    /// The person or program, unique within the issuer (`sub`).
    pub subject: String,
    /// The token's own id (`jti`). A revocation names it.
    pub jti: String,
    /// The organisation that the token speaks for. The issuer is allowed to name it.
    pub organisation_id: Uuid,
    /// The kind of that organisation, if the token gives it; the database must agree.
    pub organisation_type: Option<OrganisationType>,
    /// The known roles that the issuer may grant. Never empty.
    pub roles: Vec<Role>,
    /// Codes or ids of the centres that count as the viewer's own. [`ALL_ORDINARY_CENTRES`] means every ordinary one.
    /// Empty if the viewer has no centre.
    pub centres: Vec<String>,
    /// How far the organisation's oversight goes for this token. It never exceeds the value in the database.
    pub oversight: Oversight,
    /// The purpose of the session. If it is given, shares are narrowed to it.
    pub purpose: Option<Purpose>,
    /// The country of a liaison officer's organisation, if the token gives it; the database must agree.
    pub country: Option<String>,
    /// The post (embassy, consulate) of a liaison officer.
    pub post: Option<String>,
    /// The name shown to colleagues, if the token gives one.
    pub display_name: Option<String>,
    /// What the person chose at the identity provider.
    pub settings: Settings,
    /// When the token was issued (`iat`).
    pub issued_at: DateTimeUtc,
    /// When the token expires (`exp`).
    pub expires_at: DateTimeUtc,
}

impl fmt::Debug for VerifiedToken {
    /// Prints no field, so that no log line can reveal the caller.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifiedToken").finish_non_exhaustive()
    }
}
