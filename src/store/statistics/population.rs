//! The people that a viewer's statistics are about, and how exact they are. A viewer who reads every row of its own
//! centres gets exact numbers. A viewer who may only count gets no small numbers.

use entity::{
    centre,
    codes::{AccessMode, DataClass, Relation, Role, StatisticsDimension, StatisticsSubject},
    statistics_cell::Column as C,
};
use sea_orm::{
    ActiveEnum, Iterable,
    sea_query::{Cond, Condition, DynIden, ExprTrait, IntoIden, Query, SelectStatement},
};

use crate::{
    access::{
        class::ClassSet,
        policy::spelled,
        viewer::{Overseen, OwnCentres},
    },
    error::Error,
    rules::statistics::{
        measure::{class, class_of_axis, definition},
        question::Question,
        region::{Axis, Region, Values},
    },
    store::{
        access::{referral::INFERENCES, scope::Scope},
        sql::expression::{alias, code, column},
    },
};

/// The rows that are counted for a viewer.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(crate) enum Population {
    /// Rows of the viewer's own centres that the viewer may read one by one, in these ways.
    Read(Vec<Readable>),
    /// Rows that the viewer may only count.
    Counted {
        /// The part that they are about: everybody, a country, an organisation.
        within: Region,
    },
}

/// One way in which a viewer reads the rows of its own centres.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(crate) struct Readable {
    /// The relation to the case: it is at one of the viewer's own centres, or has moved to another centre of the
    /// organisation.
    relation: Relation,
    /// How far the case is closed.
    mode: AccessMode,
    /// The classes that the existence of a counted referral may reveal.
    inferences: Vec<DataClass>,
    /// Whether the viewer may know of a stay in a protected centre after the person has left it.
    knows_protected: bool,
}

impl Population {
    /// The population of this question for this viewer.
    /// Errors: `FORBIDDEN` if the viewer may not have it counted.
    pub(crate) fn of(scope: &Scope, question: &Question) -> Result<Self, Error> {
        let readable = readable(scope, question);
        if readable.iter().any(|it| it.relation == Relation::OwnCentre && it.mode == AccessMode::Standard) {
            return Ok(Self::Read(readable));
        }
        let classes = scope.grants.classes(AccessMode::Standard, Relation::Statistics);
        if !needed(question, true).iter().all(|class| classes.holds(class)) {
            return Err(Error::NotCounted(forbidden(scope, question)));
        }
        let within = within(scope);
        let of_protection = question.axes().any(|axis| axis == Axis::InternationalProtection);
        // Asylum status is counted only for whole countries, not for one organisation.
        if of_protection && within.on(Axis::Organisation).is_some() {
            return Err(Error::NotCounted("INTERNATIONAL_PROTECTION of one organisation".to_owned()));
        }
        Ok(Self::Counted { within })
    }

    /// Whether the numbers are complete. The number of people in a centre can be compared with the number of used beds,
    /// which also counts cases that are closed to the viewer.
    pub(crate) fn exact(&self, question: &Question) -> bool {
        let Self::Read(readable) = self else { return false };
        let beds = question.measures.iter().any(|it| definition(*it).subject == StatisticsSubject::Presence);
        let open = |mode| readable.iter().any(|it| it.relation == Relation::OwnCentre && it.mode == mode);
        !beds || AccessMode::iter().all(open)
    }

    /// The condition on the counts under this alias.
    pub(crate) fn condition(&self, scope: &Scope, t: &DynIden) -> Condition {
        let viewer = &scope.viewer;
        match self {
            Self::Read(readable) => {
                let ways = readable.iter().fold(Cond::any(), |any, way| any.add(way.condition(scope, t)));
                at_own_centre(scope, t, (C::OrganisationId, C::CentreId)).add(ways)
            }
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

impl Readable {
    /// The same condition as in `store::scope` for the row: it uses the centre of the case now, not the centre of the
    /// counted row.
    fn condition(&self, scope: &Scope, t: &DynIden) -> Condition {
        let home = (C::HomeOrganisationId, C::HomeCentreId);
        let known = match self.relation {
            Relation::OwnCentre => at_own_centre(scope, t, home),
            _ => Cond::all()
                .add(column(t, home.0).eq(scope.viewer.organisation_id))
                .add(column(t, home.1).not_in_subquery(protected())),
        };
        let still_there = || column(t, C::HomeCentreId).equals((t.clone(), C::CentreId.into_iden()));
        let ordinary = || column(t, C::CentreId).not_in_subquery(protected());
        known
            .add(column(t, C::AccessMode).eq(code(&self.mode)))
            .add(column(t, C::InferenceClass).is_in(self.inferences.iter().map(ActiveEnum::to_value)))
            .add_option((!self.knows_protected).then(|| still_there().or(ordinary())))
    }
}

/// The ways in which the viewer reads what the question reveals of rows of its own centres.
fn readable(scope: &Scope, question: &Question) -> Vec<Readable> {
    let read = needed(question, false);
    let knows_protected = scope.grants.classes(AccessMode::Standard, Relation::OwnCentre).holds(DataClass::Location);
    [Relation::OwnCentre, Relation::OwnOrganisation]
        .into_iter()
        .flat_map(|relation| AccessMode::iter().map(move |mode| (relation, mode)))
        .filter_map(|(relation, mode)| {
            let classes = scope.grants.classes(mode, relation);
            let inferences = INFERENCES.into_iter().filter(|class| classes.holds(*class)).collect();
            let reads = read.iter().all(|class| classes.holds(class));
            reads.then_some(Readable { relation, mode, inferences, knows_protected })
        })
        .collect()
}

/// "This organisation and this centre are the viewer's."
fn at_own_centre(scope: &Scope, t: &DynIden, (organisation, centre): (C, C)) -> Condition {
    let viewer = &scope.viewer;
    let named = || column(t, centre).is_in(viewer.centres.named().iter().copied());
    let mine = match &viewer.centres {
        OwnCentres::Named(_) => named(),
        OwnCentres::AllOrdinary { and } => {
            let ordinary = column(t, centre).not_in_subquery(protected());
            if and.is_empty() { ordinary } else { ordinary.or(named()) }
        }
    };
    Cond::all().add(column(t, organisation).eq(viewer.organisation_id)).add(mine)
}

fn protected() -> SelectStatement {
    let there = alias("protected_centre");
    Query::select()
        .column((there.clone(), centre::Column::Id))
        .from_as(centre::Entity, there.clone())
        .and_where(column(&there, centre::Column::Protected))
        .take()
}

/// The measures and dimensions of the question that the viewer may not have counted: judged by the rows of its own
/// centres if the viewer reads them, and otherwise by what may be counted of all rows.
fn forbidden(scope: &Scope, question: &Question) -> String {
    let of = |relation| scope.grants.classes(AccessMode::Standard, relation);
    let (own, all) = (of(Relation::OwnCentre), of(Relation::Statistics));
    let (classes, counted) = if own.holds(DataClass::Operational) { (own, false) } else { (all, true) };
    let measures = question.measures.iter().filter(|it| !classes.holds(class(definition(**it).subject)));
    let axes = question.axes().filter(|axis| !classes.holds(class_of_axis(*axis, counted)));
    let name = |axis| StatisticsDimension::iter().find(|it| Axis::of(*it) == axis).map(|it| spelled(&it));
    let mut names: Vec<_> = measures.map(spelled).chain(axes.filter_map(name)).collect();
    names.dedup();
    names.join(", ")
}

/// The classes that a question reveals.
fn needed(question: &Question, counted: bool) -> ClassSet {
    let of_measures = question.measures.iter().map(|measure| class(definition(*measure).subject));
    let of_axes = question.axes().map(|axis| class_of_axis(axis, counted));
    ClassSet::of(&of_measures.chain(of_axes).collect::<Vec<_>>())
}

fn within(scope: &Scope) -> Region {
    let viewer = &scope.viewer;
    let own = || Region::ALL.set(Axis::Organisation, Values::one(viewer.organisation_id.to_string()));
    // Only analysts are limited: the numbers of other roles, such as donors, cover the whole programme.
    if !viewer.roles.contains(&Role::Analyst) {
        return Region::ALL;
    }
    match viewer.overseen() {
        Overseen::Everything => Region::ALL,
        Overseen::Country(country) => Region::ALL.set(Axis::Country, Values::one(country.to_owned())),
        Overseen::Nothing => own(),
    }
}
