//! The types of organisations and centres, and how far an organisation oversees others.

use macro_rules_attribute::apply;

use super::DataClass;

/// The type of an organisation. Some types have a ceiling: a limit on what they may read that no role lifts.
#[apply(code!)]
pub enum OrganisationType {
    /// The International Organization for Migration.
    Iom,
    /// Another agency of the United Nations.
    UnAgency,
    /// An international non-governmental organisation.
    IntlNgo,
    /// A national non-governmental organisation.
    NationalNgo,
    /// A social service of the host State.
    GovHostSocial,
    /// The host State's agency against trafficking in persons.
    GovHostAntitrafficking,
    /// The host State's asylum authority.
    GovHostAsylum,
    /// Police or immigration enforcement of the host State.
    GovHostEnforcement,
    /// A consulate of a State of origin.
    GovOriginConsular,
    /// A Red Cross or Red Crescent society, or their committee or federation.
    RedCross,
    /// A hospital, clinic or health post.
    HealthFacility,
    /// An organisation of the local or migrant community.
    CommunityOrg,
    /// An organisation that funds the work and reads published statistics.
    Donor,
    /// A research institution.
    Research,
}

/// Which cases of other organisations an organisation oversees.
#[apply(code!)]
pub enum Oversight {
    /// None.
    None,
    /// The cases in its country.
    Country,
    /// All cases.
    All,
}

/// The life cycle of a centre.
#[apply(code!)]
pub enum CentreStatus {
    /// It is being set up and takes nobody in yet.
    Planned,
    /// It takes people in.
    Open,
    /// It takes nobody in for now. People who are there stay.
    Paused,
    /// It is closed. People who are still there leave or move.
    Closed,
}

/// The type of a centre, after the typology of the migrant-centre toolkit.
#[apply(code!)]
pub enum CentreType {
    /// A centre with several kinds of assistance.
    Multifunctional,
    /// A shelter or other accommodation.
    ShelterAccommodation,
    /// An information and resource centre.
    InformationResource,
    /// A centre run by the government.
    GovernmentRun,
    /// A hotel, guest house or private accommodation.
    HotelPrivateAccommodation,
    /// Another centre.
    Other,
    /// A transit centre on a route.
    TransitCentre,
    /// A shelter for victims of trafficking.
    ShelterVot,
    /// A shelter for unaccompanied and separated children.
    ShelterUasc,
    /// A search and rescue post.
    SarPost,
    /// A team that travels to people.
    MobileTeam,
}

impl CentreType {
    /// The class that this type reveals about the people in a centre.
    pub const fn reveals(self) -> DataClass {
        match self {
            Self::ShelterVot | Self::ShelterUasc => DataClass::Protection,
            Self::Multifunctional
            | Self::ShelterAccommodation
            | Self::InformationResource
            | Self::GovernmentRun
            | Self::HotelPrivateAccommodation
            | Self::Other
            | Self::TransitCentre
            | Self::SarPost
            | Self::MobileTeam => DataClass::Operational,
        }
    }
}
