//! A set of data classes: the classes that a viewer may read of a row.

use std::{fmt, ops};

use entity::codes::DataClass;
use sea_orm::Iterable;

/// A set of data classes as bits. It is built from classes by name; a class always includes its coarse siblings.
#[derive(Clone, Copy, Default, Eq, Hash, PartialEq)]
pub struct ClassSet(u32);

/// The coarse siblings of a class: the masked forms that stay readable when the policy does not grant the class itself.
/// `MedicalFitness` and `MedicalEmergency` are masked forms of medical data that a policy can also grant alone, and
/// `StaffAssigned` is one of staff data.
pub const fn coarse(class: DataClass) -> &'static [DataClass] {
    use DataClass as C;
    match class {
        C::Operational => &[C::OperationalCoarse],
        C::Identity => &[C::IdentityCoarse],
        C::Contact => &[C::ContactCoarse],
        C::Legal => &[C::LegalCoarse],
        C::Assistance => &[C::AssistanceCoarse],
        C::Journey => &[C::JourneyCoarse],
        C::Protection => &[C::ProtectionCoarse],
        C::Medical => &[C::MedicalCoarse, C::MedicalEmergency, C::MedicalFitness],
        C::MedicalCoarse => &[C::MedicalEmergency, C::MedicalFitness],
        C::Asylum => &[C::AsylumCoarse],
        C::Staff => &[C::StaffCoarse, C::StaffAssigned],
        C::Public
        | C::Location
        | C::System
        | C::OperationalCoarse
        | C::IdentityCoarse
        | C::ContactCoarse
        | C::LegalCoarse
        | C::AssistanceCoarse
        | C::JourneyCoarse
        | C::ProtectionCoarse
        | C::MedicalEmergency
        | C::MedicalFitness
        | C::AsylumCoarse
        | C::StaffCoarse
        | C::StaffAssigned
        | C::IdentityMatch
        | C::Readers => &[],
    }
}

impl ClassSet {
    /// The empty set: the row does not exist for this viewer.
    pub const NONE: Self = Self(0);
    /// Every class.
    pub const ALL: Self = Self((1 << (DataClass::Readers as u32 + 1)) - 1);

    /// The classes of a row in masked form: that it exists, its state and its dates.
    pub const MASKED: Self = Self(1 << DataClass::OperationalCoarse as u32);

    /// The set of the given classes and their coarse siblings.
    pub fn of(classes: &[DataClass]) -> Self {
        classes.iter().copied().collect()
    }

    /// Whether the set contains the class.
    pub const fn holds(self, class: DataClass) -> bool {
        self.0 & (1 << class as u32) != 0
    }

    /// Whether the set contains every class of `other`.
    pub const fn covers(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether the set is empty.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The set without this class. Its coarse siblings stay.
    pub const fn without(self, class: DataClass) -> Self {
        Self(self.0 & !(1 << class as u32))
    }

    /// The set without the classes of `other`.
    pub const fn except(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The classes of the set, in the order of [`DataClass`].
    pub fn iter(self) -> impl Iterator<Item = DataClass> {
        DataClass::iter().filter(move |class| self.holds(*class))
    }

    /// The form in the database: one bit per class.
    pub fn to_bits(self) -> i64 {
        i64::from(self.0)
    }

    /// Reads the form in the database. Unknown bits are dropped.
    pub fn from_bits(bits: i64) -> Self {
        // The mask makes the value fit into `u32`.
        Self(u32::try_from(bits & Self::ALL.to_bits()).unwrap_or_default())
    }
}

impl FromIterator<DataClass> for ClassSet {
    fn from_iter<I: IntoIterator<Item = DataClass>>(classes: I) -> Self {
        classes.into_iter().fold(Self::NONE, |set, class| {
            let siblings = coarse(class).iter().fold(0, |bits, coarse| bits | 1 << *coarse as u32);
            Self(set.0 | (1 << class as u32) | siblings)
        })
    }
}

impl ops::BitOr for ClassSet {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl ops::BitAnd for ClassSet {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl fmt::Debug for ClassSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holding_a_class_includes_its_coarse_sibling_and_not_the_reverse() {
        let exact = ClassSet::of(&[DataClass::Medical]);
        assert!(exact.holds(DataClass::MedicalCoarse));
        let masked = ClassSet::of(&[DataClass::MedicalCoarse]);
        assert!(!masked.holds(DataClass::Medical));
        for alone in [DataClass::MedicalEmergency, DataClass::MedicalFitness] {
            assert!(exact.holds(alone) && masked.holds(alone));
            assert_eq!(ClassSet::of(&[alone]).iter().collect::<Vec<_>>(), [alone]);
        }
    }

    #[test]
    fn bits_survive_the_database_and_unknown_ones_do_not() {
        let set = ClassSet::of(&[DataClass::Identity, DataClass::Location]);
        assert_eq!(ClassSet::from_bits(set.to_bits()), set);
        assert_eq!(ClassSet::from_bits(set.to_bits() | 1 << 40), set);
        assert_eq!(ClassSet::ALL.iter().count(), DataClass::iter().count());
    }
}
