//! The policy as SQL: which rows a viewer may read, for lists, counts, filters, orders and searches. Its conditions say
//! the same as `access::relation` and `access::clearance` say row by row; a property test compares the two.

use std::sync::Arc;

use entity::{
    case,
    codes::{AccessMode, DataClass, Relation},
    standing,
};
use sea_orm::{
    Iterable,
    prelude::DateTimeUtc,
    sea_query::{Cond, Condition, DynIden, Expr, ExprTrait, IntoIden, SelectStatement},
};

use super::{
    access_columns::AccessColumns,
    parent_case::{CASE, of_case},
};
use crate::{
    access::{
        action::Action,
        clearance::{Grants, hides_protected},
        policy::Policy,
        viewer::{Overseen, OwnCentres, Viewer},
    },
    store::sql::expression::{alias, code, column, constant, exists_by_index},
};

/// A viewer at a moment: everything that access depends on in addition to the rows.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The viewer.
    pub viewer: Arc<Viewer>,
    /// The policy, for what it grants to others.
    pub(crate) policy: Arc<Policy>,
    /// The grants of the policy for that viewer.
    pub grants: Arc<Grants>,
    /// The moment of the request.
    pub now: DateTimeUtc,
    /// Which facts of a row are selected.
    pub(in crate::store) facts: AccessColumns,
}

/// The relations of the organisation that owns the case.
const HOME: [Relation; 3] = [Relation::Assigned, Relation::OwnCentre, Relation::OwnOrganisation];

/// The alias of the standing in the statements of `access::standings`.
pub(crate) const STANDING: &str = "standing";

/// The grant that a relation to a case has to give.
#[derive(Clone, Copy, Debug)]
pub(super) enum Need {
    /// This class.
    Class(DataClass),
    /// That the viewer may take this action: see `Grants::allows`.
    Act(Action),
    /// That the viewer answers for the person: see `Grants::answers_for`.
    Answer,
    /// That the viewer approves and offers transfers: see `Grants::moves_on`.
    Move,
    /// That the viewer supervises how others share the case: see `Grants::watches`.
    Watch,
}

impl Scope {
    /// The scope of a viewer now.
    pub fn new(policy: &Arc<Policy>, viewer: Arc<Viewer>, now: DateTimeUtc) -> Self {
        let grants = Arc::new(Grants::new(policy, &viewer));
        let facts = AccessColumns::deciding(&viewer, &grants);
        Self { viewer, policy: Arc::clone(policy), grants, now, facts }
    }

    /// The scope of nobody, which grants nothing: what the clock does it does by rule, not by right.
    pub(crate) fn of_nobody(now: DateTimeUtc) -> Self {
        let (viewer, grants) = (Viewer::nobody(), Grants::none());
        let facts = AccessColumns::deciding(&viewer, &grants);
        Self { viewer: Arc::new(viewer), policy: Arc::default(), grants: Arc::new(grants), now, facts }
    }

    /// The condition "this viewer may read `class` of the case under this alias".
    pub fn cases(&self, case: &DynIden, class: DataClass) -> Condition {
        let given = [Relation::ReferralPending, Relation::ReferralActive];
        let given = given.into_iter().filter_map(|relation| self.term(case, relation, Need::Class(class)));
        given.fold(self.cases_at_home(case, class), Condition::add)
    }

    /// The cases that the viewer reaches by position: through its own organisation, or by oversight. Together with
    /// [`Scope::opened_by_other_rows`] it says the same as [`Scope::cases`], but as one condition for each access path, so
    /// that a list can use the index of each.
    pub(crate) fn reached_by_position(&self, case: &DynIden, class: DataClass) -> Vec<Condition> {
        self.by_position(case, Need::Class(class)).collect()
    }

    fn by_position(&self, case: &DynIden, need: Need) -> impl Iterator<Item = Condition> {
        self.own(case, need).into_iter().chain(self.term(case, Relation::CountryOversight, need))
    }

    /// The cases that another row opens: a referral or transfer that waits for the viewer's organisation, a share with
    /// it, a consent to a consular request. Such rows are few, and the cases are found from them.
    pub(crate) fn opened_by_other_rows(&self, case: &DynIden, class: DataClass) -> Vec<Condition> {
        let cases =
            |mut standings: SelectStatement| standings.column((alias(STANDING), standing::Column::CaseId)).take();
        let shares = cases(self.live_shares().and_where(self.opens(class)).take());
        // Not EXISTS, which SQLite evaluates for every case. IN reads those rows first, and then the cases that they
        // name.
        let marked = |marks: SelectStatement| column(case, case::Column::Id).in_subquery(marks);
        let consents = self.consular_consents(case).expr(constant(1)).and_where(self.owned(case)).take();
        [
            (Relation::ReferralPending, marked(cases(self.awaited()))),
            (Relation::ReferralActive, marked(shares)),
            (Relation::ConsularConsent, Expr::exists(consents)),
        ]
        .into_iter()
        .filter_map(|(relation, found)| {
            Some(Cond::all().add(found).add(self.mode(case, relation, Need::Class(class))?))
        })
        .collect()
    }

    /// The same only through the viewer's own organisation and by oversight, without what a referral gave.
    pub fn cases_at_home(&self, case: &DynIden, class: DataClass) -> Condition {
        self.at_home(case, Need::Class(class))
    }

    fn at_home(&self, case: &DynIden, need: Need) -> Condition {
        let consular = self.term(case, Relation::ConsularConsent, need);
        let consular = consular.map(|consular| Cond::all().add(self.owned(case)).add(consular));
        self.by_position(case, need).chain(consular).fold(Cond::any(), Condition::add)
    }

    /// The cases whose person this viewer answers for: `Grants::answers_for` as a condition.
    pub(crate) fn cases_answered_for(&self, case: &DynIden) -> Condition {
        self.at_home(case, Need::Answer)
    }

    /// The cases whose transfers this viewer approves and offers: `Grants::moves_on` as a condition.
    pub(crate) fn cases_moved_on(&self, case: &DynIden) -> Condition {
        self.at_home(case, Need::Move)
    }

    /// The cases that this viewer supervises: `Grants::watches` as a condition.
    pub(crate) fn cases_watched(&self, case: &DynIden) -> Condition {
        self.at_home(case, Need::Watch)
    }

    pub(super) fn own(&self, case: &DynIden, need: Need) -> Option<Condition> {
        let ways: Vec<_> = HOME.into_iter().filter_map(|relation| self.term(case, relation, need)).collect();
        let opened = !ways.is_empty();
        opened.then(|| Cond::all().add(self.owned(case)).add(ways.into_iter().fold(Cond::any(), Condition::add)))
    }

    pub(in crate::store) fn owned(&self, case: &DynIden) -> Expr {
        column(case, case::Column::OrganisationId).eq(self.viewer.organisation_id)
    }

    /// "The case is at a centre of the viewer", if the viewer's organisation owns the case.
    fn at_own_centre(&self, case: &DynIden) -> Expr {
        let named = || column(case, case::Column::CentreId).is_in(self.viewer.centres.named().iter().copied());
        match &self.viewer.centres {
            OwnCentres::Named(_) => named(),
            OwnCentres::AllOrdinary { and } => {
                let ordinary = column(case, case::Column::InProtectedCentre).not();
                if and.is_empty() { ordinary } else { ordinary.or(named()) }
            }
        }
    }

    /// "The relation holds and gives what is needed". For the relations of the owning organisation it omits "my
    /// organisation owns the case".
    pub(super) fn term(&self, case: &DynIden, relation: Relation, need: Need) -> Option<Condition> {
        let mode = self.mode(case, relation, need)?;
        let holds = match relation {
            Relation::Assigned => {
                let mine = |of| column(case, of).eq(self.viewer.worker_id);
                Some(mine(case::Column::AssignedWorkerId).or(mine(case::Column::MedicalWorkerId)))
            }
            Relation::OwnCentre => Some(self.at_own_centre(case)),
            Relation::OwnOrganisation => None,
            Relation::ConsularConsent => Some(any(self.consular_consents(case))),
            Relation::CountryOversight => match self.viewer.overseen() {
                Overseen::Everything => None,
                Overseen::Country(country) => Some(column(case, case::Column::Country).eq(country)),
                Overseen::Nothing => return None,
            },
            Relation::ReferralPending => Some(self.answer_pending(case)),
            Relation::ReferralActive => {
                let Need::Class(class) = need else { return None };
                Some(any(self.live_shares_of(case).and_where(self.opens(class)).take()))
            }
            Relation::ReferralClosed
            | Relation::ConsularPacket
            | Relation::ConsularPacketClosed
            | Relation::Statistics
            | Relation::Directory => return None,
        };
        Some(Cond::all().add_option(holds).add(mode))
    }

    /// The access modes and centres in which the relation gives what is needed; `None` if it never does.
    pub(super) fn mode(&self, case: &DynIden, relation: Relation, need: Need) -> Option<Condition> {
        let mut anywhere = Vec::new();
        let mut unprotected = Vec::new();
        for mode in AccessMode::iter() {
            let classes = self.grants.classes(mode, relation);
            let (given, in_protected) = match need {
                Need::Class(class) => {
                    let class = class_on_row(class);
                    (classes.holds(class), self.grants.classes_in_protected(mode, relation).holds(class))
                }
                Need::Answer => {
                    let shown = !hides_protected(relation) || classes.holds(DataClass::Location);
                    (self.grants.gives_an_answer(mode, relation), shown)
                }
                Need::Move => {
                    (self.grants.gives_moves(mode, relation), self.grants.gives_moves_in_protected(mode, relation))
                }
                Need::Act(action) => self.grants.gives_action(mode, relation, action),
                Need::Watch => self.grants.gives_watch(mode, relation),
            };
            if given {
                let hidden = !in_protected;
                if hidden { &mut unprotected } else { &mut anywhere }.push(mode);
            }
        }
        if anywhere.len() == AccessMode::iter().count() {
            return Some(Cond::all());
        }
        let mode = || column(case, case::Column::AccessMode);
        let among = |modes: Vec<AccessMode>| (!modes.is_empty()).then(|| mode().is_in(modes.iter().map(code)));
        let ordinary = || column(case, case::Column::InProtectedCentre).not();
        let any = Cond::any().add_option(among(anywhere)).add_option(among(unprotected).map(|it| it.and(ordinary())));
        (!any.is_empty()).then_some(any)
    }

    pub(in crate::store) fn mode_of_parent_case(
        &self,
        child: &DynIden,
        case_id: impl IntoIden,
        relation: Relation,
        class: DataClass,
    ) -> Option<Condition> {
        let mode = self.mode(&alias(CASE), relation, Need::Class(class))?;
        Some(if mode.is_empty() { mode } else { of_case(child, case_id, mode) })
    }
}

/// "There is such a standing."
pub(crate) fn any(mut standings: SelectStatement) -> Expr {
    exists_by_index(standings.expr(constant(1)).take())
}

/// The class that opens a field of this class on a row. Public fields of a row need only that the viewer may know of
/// the row.
pub(crate) const fn class_on_row(class: DataClass) -> DataClass {
    match class {
        DataClass::Public => DataClass::OperationalCoarse,
        other => other,
    }
}

/// The condition "this row belongs to a case that the viewer knows through its own organisation or oversight, not
/// through a referral".
pub(crate) fn of_case_at_home(scope: &Scope, row: &DynIden, case_id: DynIden) -> Condition {
    of_case(row, case_id, scope.cases_at_home(&alias(CASE), DataClass::OperationalCoarse))
}

/// The same for a legal order: see [`Access::LegalOrder`](super::row_access::Access).
pub(crate) fn of_case_ordered(scope: &Scope, row: &DynIden, case_id: DynIden) -> Condition {
    let reads = |class| scope.cases_at_home(&alias(CASE), class);
    of_case(row, case_id, Cond::all().add(reads(DataClass::Legal)).add(reads(DataClass::ProtectionCoarse)))
}
