//! The caller of a request, built from a verified token and the database, never from a token alone.

use entity::codes::{OrganisationType, Oversight, Purpose, Role};
use uuid::Uuid;

use super::ceiling;

/// The centres of an organisation that count as a viewer's own. A token without centres gives an empty list.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum OwnCentres {
    /// The listed centres.
    Named(Vec<Uuid>),
    /// Every ordinary centre, and the listed protected ones. A protected centre is the viewer's own only if it is
    /// listed.
    AllOrdinary {
        /// The listed centres.
        and: Vec<Uuid>,
    },
}

/// The cases of other organisations that a viewer may see through oversight.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Overseen<'v> {
    /// No case.
    Nothing,
    /// The cases in this country.
    Country(&'v str),
    /// All cases.
    Everything,
}

/// A person or program that acts for one organisation.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// The id of the worker's row, which is created at the first valid token of the subject.
    pub worker_id: Uuid,
    /// The organisation that the token names and that exists in the database.
    pub organisation_id: Uuid,
    /// The kind of that organisation, from the database.
    pub organisation_type: OrganisationType,
    /// The country of the organisation, ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// The oversight of the organisation, as far as the token claims it. Read it through [`Viewer::overseen`], which
    /// applies the ceiling of the kind of organisation.
    pub oversight: Oversight,
    /// The roles that the token claims and the issuer may grant.
    pub roles: Vec<Role>,
    /// The centres that count as the viewer's own.
    pub centres: OwnCentres,
    /// If given, shares are narrowed to this purpose.
    pub purpose: Option<Purpose>,
    /// What the person chose at their identity provider.
    pub settings: Settings,
}

/// What a person chose at their identity provider. It decides how values are shown and nothing else.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Settings {
    /// The language, BCP 47.
    pub language: Option<String>,
    /// The time zone, as in the IANA database.
    pub time_zone: Option<String>,
}

impl Viewer {
    /// Whether the viewer's organisation is a State of origin. The roles of the token do not matter.
    pub const fn is_of_origin(&self) -> bool {
        matches!(self.organisation_type, OrganisationType::GovOriginConsular)
    }

    /// Whether this centre of the viewer's organisation is one of the viewer's own.
    pub fn is_at(&self, centre: Uuid, protected: bool) -> bool {
        self.centres.hold(centre, protected)
    }

    /// The cases that the viewer oversees, cut by the ceiling of the kind of organisation.
    pub(crate) fn overseen(&self) -> Overseen<'_> {
        match (self.oversight, &self.country) {
            _ if !ceiling::may_oversee(self.organisation_type) => Overseen::Nothing,
            (Oversight::All, _) => Overseen::Everything,
            (Oversight::Country, Some(country)) => Overseen::Country(country),
            (Oversight::Country, None) | (Oversight::None, _) => Overseen::Nothing,
        }
    }

    /// Whether the viewer oversees the cases in this country.
    pub(crate) fn oversees(&self, country: &str) -> bool {
        match self.overseen() {
            Overseen::Nothing => false,
            Overseen::Country(mine) => mine == country,
            Overseen::Everything => true,
        }
    }

    /// A viewer without organisation, role or centre.
    pub(crate) const fn nobody() -> Self {
        Self {
            worker_id: Uuid::nil(),
            organisation_id: Uuid::nil(),
            organisation_type: OrganisationType::Research,
            country: None,
            oversight: Oversight::None,
            roles: Vec::new(),
            centres: OwnCentres::NONE,
            purpose: None,
            settings: Settings { language: None, time_zone: None },
        }
    }
}

impl OwnCentres {
    /// No centre.
    pub const NONE: Self = Self::Named(Vec::new());

    /// Every ordinary centre, and no protected one.
    pub const ALL_ORDINARY: Self = Self::AllOrdinary { and: Vec::new() };

    /// Whether this centre is one of the viewer's own.
    pub fn hold(&self, centre: Uuid, protected: bool) -> bool {
        let ordinary = matches!(self, Self::AllOrdinary { .. }) && !protected;
        ordinary || self.named().contains(&centre)
    }

    /// The listed centres.
    pub fn named(&self) -> &[Uuid] {
        match self {
            Self::Named(named) | Self::AllOrdinary { and: named } => named,
        }
    }
}
