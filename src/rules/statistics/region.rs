//! Regions: the people that a number is about, as the values that they have on each axis. Two regions are compared by
//! their definitions and never by their members, so that the data never decides which questions are allowed.

use std::collections::{BTreeMap, BTreeSet};

use entity::codes::StatisticsDimension;
use sea_orm::EnumIter;
use serde::{Deserialize, Serialize};

/// A property by which people are counted.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, EnumIter, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Axis {
    /// Month, as its first day.
    Month,
    /// Country of the centre.
    Country,
    /// The ordinary centre that fronts for the case's centre.
    Centre,
    /// Organisation that owns the case.
    Organisation,
    /// Group of services.
    ServiceGroup,
    /// Urgency.
    Urgency,
    /// State.
    State,
    /// Whether the answer is overdue.
    Overdue,
    /// Nationality.
    Nationality,
    /// Sex.
    Sex,
    /// Age band.
    AgeBand,
    /// Whether a vulnerability is on record.
    ProtectionConcern,
    /// Whether a medical note is on record.
    MedicalNeed,
    /// Whether the person asked for international protection or has it.
    InternationalProtection,
}

impl Axis {
    /// The axis of a GraphQL dimension.
    pub(crate) const fn of(dimension: StatisticsDimension) -> Self {
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
pub(crate) enum Values {
    /// Only these.
    Only(BTreeSet<String>),
    /// All but these.
    Except(BTreeSet<String>),
}

impl Values {
    /// One value.
    pub(crate) fn one(value: impl Into<String>) -> Self {
        Self::Only(BTreeSet::from([value.into()]))
    }

    /// Whether every value of this set is in the other set, whatever values exist.
    pub(crate) fn within(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Only(these), Self::Only(those)) => these.is_subset(those),
            (Self::Only(these), Self::Except(not)) => these.is_disjoint(not),
            (Self::Except(_), Self::Only(_)) => false,
            (Self::Except(not_these), Self::Except(not_those)) => not_those.is_subset(not_these),
        }
    }

    /// The values of this set that are not in the other.
    pub(crate) fn without(&self, other: &Self) -> Self {
        let minus = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.difference(b).cloned().collect();
        match (self, other) {
            (Self::Only(these), Self::Only(those)) => Self::Only(minus(these, those)),
            (Self::Only(these), Self::Except(not)) => Self::Only(these.intersection(not).cloned().collect()),
            (Self::Except(not), Self::Only(those)) => Self::Except(not.union(those).cloned().collect()),
            (Self::Except(not_these), Self::Except(not_those)) => Self::Only(minus(not_those, not_these)),
        }
    }

    /// The values that are in both sets.
    pub(crate) fn common(&self, other: &Self) -> Self {
        self.without(&self.without(other))
    }

    /// Whether the value is in the set.
    pub(crate) fn holds(&self, value: &str) -> bool {
        match self {
            Self::Only(these) => these.contains(value),
            Self::Except(not) => !not.contains(value),
        }
    }
}

/// All existing values of an axis, for axes on which they are known.
#[derive(Clone, Debug, Default)]
pub(crate) struct Universe(BTreeMap<Axis, BTreeSet<String>>);

impl Universe {
    /// Adds all values of one axis.
    pub(crate) fn with(mut self, axis: Axis, values: impl IntoIterator<Item = String>) -> Self {
        self.0.insert(axis, values.into_iter().collect());
        self
    }
}

/// A set of values per axis. An axis that is not named is not narrowed.
#[derive(Clone, Debug, Default, Eq, PartialEq, Ord, PartialOrd, Hash, Serialize, Deserialize)]
pub(crate) struct Region(BTreeMap<Axis, Values>);

impl Region {
    /// Everybody.
    pub(crate) const ALL: Self = Self(BTreeMap::new());

    /// The values on an axis; `None` if the axis is not narrowed.
    pub(crate) fn on(&self, axis: Axis) -> Option<&Values> {
        self.0.get(&axis)
    }

    /// The narrowed axes.
    pub(crate) fn axes(&self) -> impl Iterator<Item = Axis> {
        self.0.keys().copied()
    }

    /// The narrowed axes with their values.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Axis, &Values)> {
        self.0.iter().map(|(axis, values)| (*axis, values))
    }

    /// The region with these values on an axis instead of the previous ones.
    pub(crate) fn set(mut self, axis: Axis, values: Values) -> Self {
        if values == Values::Except(BTreeSet::new()) {
            self.0.remove(&axis);
        } else {
            self.0.insert(axis, values);
        }
        self
    }

    /// The simplest form of the region: only existing values, and no axis on which all existing values are named. A
    /// question that lists all values equals one that lists none.
    pub(crate) fn plain(self, universe: &Universe) -> Self {
        let narrowed = self.0.into_iter().filter_map(|(axis, values)| {
            let Some(all) = universe.0.get(&axis) else { return Some((axis, values)) };
            let these: BTreeSet<_> = all.iter().filter(|value| values.holds(value)).cloned().collect();
            (these.len() < all.len()).then_some((axis, Values::Only(these)))
        });
        Self(narrowed.collect())
    }
}

/// Definitions that the tests compare the fast forms with.
#[cfg(test)]
impl Region {
    /// Whether everybody in this region is also in the other.
    pub(crate) fn within(&self, other: &Self) -> bool {
        other.0.iter().all(|(axis, values)| self.0.get(axis).is_some_and(|mine| mine.within(values)))
    }

    /// Whether nobody can be in both regions.
    pub(crate) fn apart(&self, other: &Self) -> bool {
        self.0.iter().any(|(axis, mine)| {
            other.0.get(axis).is_some_and(|theirs| match (mine, theirs) {
                (Values::Only(a), Values::Only(b)) => a.is_disjoint(b),
                (Values::Only(a), Values::Except(not)) | (Values::Except(not), Values::Only(a)) => a.is_subset(not),
                (Values::Except(_), Values::Except(_)) => false,
            })
        })
    }
}
