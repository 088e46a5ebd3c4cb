//! Access to a centre. The relations are those to a case at that centre. A centre has no access mode of its own, so the
//! standard mode decides.

use entity::{
    centre,
    codes::{AccessMode, DataClass, Relation},
};
use sea_orm::Iterable;
use uuid::Uuid;

use super::{clearance::Clearance, scope::Scope};
use crate::access::{ceiling, class::ClassSet, relation::Relations};

impl Scope {
    /// Whether the viewer may know of a centre. For a protected centre: only if it is the viewer's own or in the
    /// country that the viewer oversees, and the role reads LOCATION there.
    pub fn knows_centre(&self, centre: &centre::Model) -> bool {
        let mine = centre.organisation_id == self.viewer.organisation_id;
        let listed = mine || ceiling::lists(self.viewer.organisation_type, centre.centre_type.reveals());
        listed && (!centre.protected || self.knows_protected(centre.id, centre.organisation_id, &centre.country))
    }

    /// Whether the centre is one of the viewer's own.
    pub(crate) fn is_own_centre(&self, centre: &centre::Model) -> bool {
        centre.organisation_id == self.viewer.organisation_id && self.viewer.is_at(centre.id, centre.protected)
    }

    /// The clearance for the centre itself, such as its occupancy. The list of its cases reveals nothing by itself, so
    /// every viewer that can ever know of a case may ask for it.
    pub(crate) fn centre_clearance(&self, centre: &centre::Model) -> Clearance {
        let lists: ClassSet =
            self.grants.anywhere().iter().filter(|class| *class == DataClass::OperationalCoarse).collect();
        Clearance { classes: self.of_centre(centre) | lists, case_id: None }
    }

    /// Whether the viewer's organisation runs the centre, or oversees it.
    pub(crate) fn stands_behind(&self, centre: &centre::Model) -> bool {
        centre.organisation_id == self.viewer.organisation_id || self.viewer.oversees(&centre.country)
    }

    /// The same for a protected centre.
    pub(in crate::store) fn knows_protected(&self, centre: Uuid, organisation: Uuid, country: &str) -> bool {
        let reads = |relation| self.grants.classes(AccessMode::Standard, relation).holds(DataClass::Location);
        let mine = organisation == self.viewer.organisation_id && self.viewer.is_at(centre, true);
        mine && reads(Relation::OwnCentre) || self.viewer.oversees(country) && reads(Relation::CountryOversight)
    }

    /// The relations of the viewer to a case at the centre.
    pub(crate) fn to_centre(&self, centre: &centre::Model) -> Relations {
        let own = centre.organisation_id == self.viewer.organisation_id;
        Relations::default()
            .with(Relation::OwnCentre, self.is_own_centre(centre))
            // A protected centre is known to those who work there, not to the whole organisation.
            .with(Relation::OwnOrganisation, own && !centre.protected)
            .with(Relation::CountryOversight, self.viewer.oversees(&centre.country))
    }

    fn of_centre(&self, centre: &centre::Model) -> ClassSet {
        let relations = self.to_centre(centre);
        Relation::iter()
            .filter(|relation| relations.holds(*relation))
            .map(|relation| self.grants.classes(AccessMode::Standard, relation))
            .filter(|classes| !centre.protected || classes.holds(DataClass::Location))
            .fold(ClassSet::NONE, |sum, classes| sum | classes)
    }
}
