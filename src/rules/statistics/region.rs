//! The people whom a number is about: for each axis the values that they have. Two regions are compared by what they say, never
//! by who is in them, so that nothing of the data decides what may be asked.

use std::collections::{BTreeMap, BTreeSet};

use entity::codes::StatisticsDimension;
use sea_orm::EnumIter;
use serde::{Deserialize, Serialize};

/// What people are told apart by.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, EnumIter, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Axis {
    /// The month, as its first day.
    Month,
    /// The country of the centre.
    Country,
    /// The ordinary centre that answers.
    Centre,
    /// The organisation that owns the case.
    Organisation,
    /// The group of services.
    ServiceGroup,
    /// The urgency.
    Urgency,
    /// Where it stands.
    State,
    /// Whether it waits beyond its due time.
    Overdue,
    /// The nationality.
    Nationality,
    /// Sex.
    Sex,
    /// Age in bands.
    AgeBand,
    /// Whether a vulnerability is on file.
    ProtectionConcern,
    /// Whether a medical note is on file.
    MedicalNeed,
    /// Whether the person asks for international protection or has it.
    InternationalProtection,
}

impl Axis {
    /// The axis of a dimension of the schema.
    #[must_use]
    pub const fn of(dimension: StatisticsDimension) -> Self {
        use StatisticsDimension as D;
        match dimension {
            D::Period => Self::Month,
            D::Country => Self::Country,
            D::Centre => Self::Centre,
            D::Organisation => Self::Organisation,
            D::ServiceGroup => Self::ServiceGroup,
            D::Urgency => Self::Urgency,
            D::State => Self::State,
            D::Nationality => Self::Nationality,
            D::Sex => Self::Sex,
            D::AgeBand => Self::AgeBand,
            D::ProtectionConcern => Self::ProtectionConcern,
            D::MedicalNeed => Self::MedicalNeed,
            D::InternationalProtection => Self::InternationalProtection,
        }
    }
}

/// A set of values of an axis.
#[derive(Clone, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Values {
    /// These.
    Only(BTreeSet<String>),
    /// All but these.
    Except(BTreeSet<String>),
}

impl Values {
    /// One value.
    #[must_use]
    pub fn one(value: impl Into<String>) -> Self {
        Self::Only(BTreeSet::from([value.into()]))
    }

    /// Whether every value of this set is in the other, whatever values there are.
    #[must_use]
    pub fn within(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Only(these), Self::Only(those)) => these.is_subset(those),
            (Self::Only(these), Self::Except(not)) => these.is_disjoint(not),
            (Self::Except(_), Self::Only(_)) => false,
            (Self::Except(not_these), Self::Except(not_those)) => not_those.is_subset(not_these),
        }
    }

    /// The values of this set that are not in the other.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        let minus = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.difference(b).cloned().collect();
        match (self, other) {
            (Self::Only(these), Self::Only(those)) => Self::Only(minus(these, those)),
            (Self::Only(these), Self::Except(not)) => Self::Only(these.intersection(not).cloned().collect()),
            (Self::Except(not), Self::Only(those)) => Self::Except(not.union(those).cloned().collect()),
            (Self::Except(not_these), Self::Except(not_those)) => Self::Only(minus(not_those, not_these)),
        }
    }

    /// The values that are in both sets.
    #[must_use]
    pub fn common(&self, other: &Self) -> Self {
        self.without(&self.without(other))
    }

    /// Both sets together.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let minus = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.difference(b).cloned().collect();
        match (self, other) {
            (Self::Only(these), Self::Only(those)) => Self::Only(these.union(those).cloned().collect()),
            (Self::Only(these), Self::Except(not)) | (Self::Except(not), Self::Only(these)) => {
                Self::Except(minus(not, these))
            }
            (Self::Except(a), Self::Except(b)) => Self::Except(a.intersection(b).cloned().collect()),
        }
    }

    /// Whether the value is in the set.
    #[must_use]
    pub fn holds(&self, value: &str) -> bool {
        match self {
            Self::Only(these) => these.contains(value),
            Self::Except(not) => !not.contains(value),
        }
    }
}

/// For each axis the values; an axis that is not named is not narrowed.
#[derive(Clone, Debug, Default, Eq, PartialEq, Ord, PartialOrd, Hash, Serialize, Deserialize)]
pub struct Region(BTreeMap<Axis, Values>);

impl Region {
    /// Everybody.
    pub const ALL: Self = Self(BTreeMap::new());

    /// The values on an axis; none where it is not narrowed.
    #[must_use]
    pub fn on(&self, axis: Axis) -> Option<&Values> {
        self.0.get(&axis)
    }

    /// The axes that are narrowed.
    pub fn axes(&self) -> impl Iterator<Item = Axis> {
        self.0.keys().copied()
    }

    /// Every axis with its values.
    pub fn iter(&self) -> impl Iterator<Item = (Axis, &Values)> {
        self.0.iter().map(|(axis, values)| (*axis, values))
    }

    /// The region with these values on an axis instead of what it had there.
    #[must_use]
    pub fn set(mut self, axis: Axis, values: Values) -> Self {
        if values == Values::Except(BTreeSet::new()) {
            self.0.remove(&axis);
        } else {
            self.0.insert(axis, values);
        }
        self
    }

    /// Whether everybody of this region is in the other.
    #[must_use]
    pub fn within(&self, other: &Self) -> bool {
        other.0.iter().all(|(axis, values)| self.0.get(axis).is_some_and(|mine| mine.within(values)))
    }

    /// Whether nobody can be in both.
    #[must_use]
    pub fn apart(&self, other: &Self) -> bool {
        self.0.iter().any(|(axis, mine)| {
            other.0.get(axis).is_some_and(|theirs| match (mine, theirs) {
                (Values::Only(a), Values::Only(b)) => a.is_disjoint(b),
                (Values::Only(a), Values::Except(not)) | (Values::Except(not), Values::Only(a)) => a.is_subset(not),
                (Values::Except(_), Values::Except(_)) => false,
            })
        })
    }

    /// The only axis on which two regions differ; none where they differ on several, or not at all.
    #[must_use]
    pub fn differs_on(&self, other: &Self) -> Option<Axis> {
        let mut axes: BTreeSet<Axis> = self.axes().collect();
        axes.extend(other.axes());
        let mut differing = axes.into_iter().filter(|axis| self.on(*axis) != other.on(*axis));
        differing.next().filter(|_| differing.next().is_none())
    }

    /// The rest of this region without one that lies within it and differs on this axis alone.
    #[must_use]
    pub fn rest(&self, part: &Self, axis: Axis) -> Self {
        let everything = Values::Except(BTreeSet::new());
        let (mine, theirs) = (self.on(axis).unwrap_or(&everything), part.on(axis).unwrap_or(&everything));
        self.clone().set(axis, mine.without(theirs))
    }

    /// Two regions that differ on this axis alone, together.
    #[must_use]
    pub fn joined(&self, other: &Self, axis: Axis) -> Self {
        let everything = Values::Except(BTreeSet::new());
        let (mine, theirs) = (self.on(axis).unwrap_or(&everything), other.on(axis).unwrap_or(&everything));
        self.clone().set(axis, mine.and(theirs))
    }
}
