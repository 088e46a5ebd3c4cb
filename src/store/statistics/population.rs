//! Whom a viewer's statistics are about, and how exactly. Who reads every row of the own centres has them counted as they are;
//! who only counts gets no small number.

use entity::{
    codes::{AccessMode, DataClass, Oversight, Relation, Role},
    statistics_cell::Column as C,
};
use sea_orm::{
    ActiveEnum, Iterable,
    sea_query::{Cond, Condition, DynIden, ExprTrait},
};

use crate::{
    access::class::ClassSet,
    error::Error,
    rules::statistics::{
        measure::{class, class_of_axis, definition},
        question::Question,
        region::{Axis, Region, Values},
    },
    store::{
        referral_facts::INFERENCES,
        scope::{Scope, column},
    },
};

/// The rows that are counted for a viewer.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum Population {
    /// Rows that the viewer may read one by one: in these modes, of referrals with these inferences.
    Read {
        /// How far the cases may be closed.
        modes: Vec<AccessMode>,
        /// What the existence of a referral may tell.
        inferences: Vec<DataClass>,
    },
    /// Rows of which the viewer gets numbers only.
    Counted {
        /// Whom they are about: everybody, a country, an organisation.
        within: Region,
    },
}

impl Population {
    /// Whom this question is about for this viewer.
    ///
    /// # Errors
    /// `FORBIDDEN` when the viewer may have none of it counted.
    pub fn of(scope: &Scope, question: &Question) -> Result<Self, Error> {
        let read = needed(question, false);
        let modes = AccessMode::iter().filter(|mode| {
            let classes = scope.grants.classes(*mode, Relation::OwnCentre);
            read.iter().all(|class| classes.holds(class))
        });
        let modes: Vec<_> = modes.collect();
        if modes.contains(&AccessMode::Standard) {
            let classes = scope.grants.classes(AccessMode::Standard, Relation::OwnCentre);
            let inferences = INFERENCES.into_iter().filter(|class| classes.holds(*class)).collect();
            return Ok(Self::Read { modes, inferences });
        }
        let classes = scope.grants.classes(AccessMode::Standard, Relation::Statistics);
        if !needed(question, true).iter().all(|class| classes.holds(class)) {
            return Err(Error::Forbidden);
        }
        let within = within(scope);
        let of_protection = question.axes().any(|axis| axis == Axis::InternationalProtection);
        // Who asked for protection is counted for countries, and one organisation is not a country.
        if of_protection && within.on(Axis::Organisation).is_some() {
            return Err(Error::Forbidden);
        }
        Ok(Self::Counted { within })
    }

    /// The condition on the counts under this alias.
    #[must_use]
    pub fn condition(&self, scope: &Scope, t: &DynIden) -> Condition {
        let viewer = &scope.viewer;
        match self {
            Self::Read { modes, inferences } => Cond::all()
                .add(column(t, C::OrganisationId).eq(viewer.organisation_id))
                .add(column(t, C::AccessMode).is_in(modes.iter().map(ActiveEnum::to_value)))
                .add(column(t, C::InferenceClass).is_in(inferences.iter().map(ActiveEnum::to_value)))
                .add_option(viewer.centres.as_ref().map(|mine| column(t, C::CentreId).is_in(mine.iter().copied()))),
            Self::Counted { within } => Cond::all()
                .add_option(
                    within.on(Axis::Organisation).map(|_| column(t, C::OrganisationId).eq(viewer.organisation_id)),
                )
                .add_option(
                    within
                        .on(Axis::Country)
                        .map(|_| column(t, C::Country).eq(viewer.country.clone().unwrap_or_default())),
                ),
        }
    }
}

/// The classes that a question tells of.
fn needed(question: &Question, counted: bool) -> ClassSet {
    let of_measures = question.measures.iter().map(|measure| class(definition(*measure).subject));
    let of_axes = question.axes().map(|axis| class_of_axis(axis, counted));
    ClassSet::of(&of_measures.chain(of_axes).collect::<Vec<_>>())
}

fn within(scope: &Scope) -> Region {
    let viewer = &scope.viewer;
    let own = || Region::ALL.set(Axis::Organisation, Values::one(viewer.organisation_id.to_string()));
    // A donor's numbers are about the whole programme.
    if !viewer.roles.contains(&Role::Analyst) {
        return Region::ALL;
    }
    match (viewer.oversight, &viewer.country) {
        (Oversight::All, _) => Region::ALL,
        (Oversight::Country, Some(country)) => Region::ALL.set(Axis::Country, Values::one(country.clone())),
        (Oversight::Country, None) | (Oversight::None, _) => own(),
    }
}
