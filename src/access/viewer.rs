//! Who is asking: the result of a verified token and the database, never of a token alone.

use entity::codes::{OrganisationType, Oversight, Purpose, Role};
use uuid::Uuid;

/// A person or program that asks, on behalf of one organisation.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// The worker's row, made at the first valid token of the subject.
    pub worker_id: Uuid,
    /// The organisation that the token speaks for and the database knows.
    pub organisation_id: Uuid,
    /// The kind of that organisation, from the database.
    pub organisation_type: OrganisationType,
    /// Its country, ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// What it oversees.
    pub oversight: Oversight,
    /// The roles that the issuer may grant and the token claims.
    pub roles: Vec<Role>,
    /// Where given, narrows "own centre" to these centres.
    pub centres: Option<Vec<Uuid>>,
    /// Where given, narrows shares to this purpose.
    pub purpose: Option<Purpose>,
}

impl Viewer {
    /// Whether the viewer speaks for a State of origin, whatever the token's roles say.
    #[must_use]
    pub const fn is_of_origin(&self) -> bool {
        matches!(self.organisation_type, OrganisationType::GovOriginConsular)
    }

    /// Nobody, of no organisation and in no role.
    #[must_use]
    pub const fn nobody() -> Self {
        Self {
            worker_id: Uuid::nil(),
            organisation_id: Uuid::nil(),
            organisation_type: OrganisationType::Research,
            country: None,
            oversight: Oversight::None,
            roles: Vec::new(),
            centres: None,
            purpose: None,
        }
    }
}
