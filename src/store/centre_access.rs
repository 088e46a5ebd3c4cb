//! What a viewer may know and read of a centre. The relations are those to a case that stays there; a centre has no file
//! that could be closed to its own house, so the ordinary access mode decides.

use entity::{
    centre,
    codes::{AccessMode, DataClass, Oversight, Relation},
};

use super::{facts::Clearance, scope::Scope};
use crate::access::class::ClassSet;

impl Scope {
    /// Whether the viewer may know of a centre: of a protected one only where it is the viewer's own, or in the country
    /// overseen, and the role reads protected locations there.
    #[must_use]
    pub fn knows_centre(&self, centre: &centre::Model) -> bool {
        !centre.protected || !self.of_centre(centre).is_empty()
    }

    /// What the viewer may read of the centre itself, such as how many sleep there. That the list of its cases may be asked
    /// for says nothing of any case, so everybody who can ever know of a case asks.
    #[must_use]
    pub fn centre_clearance(&self, centre: &centre::Model) -> Clearance {
        let lists: ClassSet =
            self.grants.anywhere().iter().filter(|class| *class == DataClass::OperationalCoarse).collect();
        Clearance { classes: self.of_centre(centre) | lists, case_id: None }
    }

    /// Whether the viewer's organisation runs the centre, or oversees it.
    #[must_use]
    pub fn stands_behind(&self, centre: &centre::Model) -> bool {
        centre.organisation_id == self.viewer.organisation_id || self.oversees(&centre.country)
    }

    /// Whether the centre is the viewer's own, as far as the token does not narrow, or lies where the viewer oversees.
    #[must_use]
    pub fn at_own_centre(&self, centre: uuid::Uuid, organisation: uuid::Uuid, country: &str) -> bool {
        let mine = self.viewer.centres.as_ref().is_none_or(|mine| mine.contains(&centre));
        organisation == self.viewer.organisation_id && mine || self.oversees(country)
    }

    fn oversees(&self, country: &str) -> bool {
        match self.viewer.oversight {
            Oversight::None => false,
            Oversight::Country => self.viewer.country.as_deref() == Some(country),
            Oversight::All => true,
        }
    }

    fn of_centre(&self, centre: &centre::Model) -> ClassSet {
        let own = centre.organisation_id == self.viewer.organisation_id;
        let mine = own && self.viewer.centres.as_ref().is_none_or(|mine| mine.contains(&centre.id));
        [
            (Relation::OwnCentre, mine),
            // That a house has a shelter is known in the shelter, not in the house.
            (Relation::OwnOrganisation, own && !centre.protected),
            (Relation::CountryOversight, self.oversees(&centre.country)),
        ]
        .into_iter()
        .filter(|(_, holds)| *holds)
        .map(|(relation, _)| self.grants.classes(AccessMode::Standard, relation))
        .filter(|classes| !centre.protected || classes.holds(DataClass::Location))
        .fold(ClassSet::NONE, |sum, classes| sum | classes)
    }
}
