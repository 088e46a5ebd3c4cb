//! Who is asking: the result of a verified token and the database, never of a token alone.

use entity::codes::{OrganisationType, Oversight, Purpose, Role};
use uuid::Uuid;

use super::ceiling;

/// The centres of an organisation that count as a viewer's own. A token that names no centre has none.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum OwnCentres {
    /// These.
    Named(Vec<Uuid>),
    /// Every ordinary centre, and these protected ones: a protected centre is own only where it is named.
    AllOrdinary {
        /// The centres that are named.
        and: Vec<Uuid>,
    },
}

/// The cases of others that a viewer may see through oversight.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Overseen<'v> {
    /// No case.
    Nothing,
    /// The cases in this country.
    Country(&'v str),
    /// All cases.
    Everything,
}

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
    /// What the organisation oversees, as far as the token says so too. Read it through [`Viewer::overseen`], which holds
    /// the ceiling of the kind of organisation.
    pub oversight: Oversight,
    /// The roles that the issuer may grant and the token claims.
    pub roles: Vec<Role>,
    /// The centres that count as the viewer's own.
    pub centres: OwnCentres,
    /// Where given, narrows shares to this purpose.
    pub purpose: Option<Purpose>,
}

impl Viewer {
    /// Whether the viewer speaks for a State of origin, whatever the token's roles say.
    #[must_use]
    pub const fn is_of_origin(&self) -> bool {
        matches!(self.organisation_type, OrganisationType::GovOriginConsular)
    }

    /// Whether a centre of the viewer's organisation is one of the viewer's own.
    #[must_use]
    pub fn is_at(&self, centre: Uuid, protected: bool) -> bool {
        self.centres.hold(centre, protected)
    }

    /// What the viewer oversees, below the ceiling of the kind of organisation.
    #[must_use]
    pub fn overseen(&self) -> Overseen<'_> {
        match (self.oversight, &self.country) {
            _ if !ceiling::may_oversee(self.organisation_type) => Overseen::Nothing,
            (Oversight::All, _) => Overseen::Everything,
            (Oversight::Country, Some(country)) => Overseen::Country(country),
            (Oversight::Country, None) | (Oversight::None, _) => Overseen::Nothing,
        }
    }

    /// Whether the viewer oversees the cases in this country.
    #[must_use]
    pub fn oversees(&self, country: &str) -> bool {
        match self.overseen() {
            Overseen::Nothing => false,
            Overseen::Country(mine) => mine == country,
            Overseen::Everything => true,
        }
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
            centres: OwnCentres::NONE,
            purpose: None,
        }
    }
}

impl OwnCentres {
    /// No centre.
    pub const NONE: Self = Self::Named(Vec::new());

    /// Every ordinary centre, and no protected one.
    pub const ALL_ORDINARY: Self = Self::AllOrdinary { and: Vec::new() };

    /// Whether this centre is among them.
    #[must_use]
    pub fn hold(&self, centre: Uuid, protected: bool) -> bool {
        let ordinary = matches!(self, Self::AllOrdinary { .. }) && !protected;
        ordinary || self.named().contains(&centre)
    }

    /// Those that are named.
    #[must_use]
    pub fn named(&self) -> &[Uuid] {
        match self {
            Self::Named(named) | Self::AllOrdinary { and: named } => named,
        }
    }
}
