//! The policy as SQL: which rows a viewer may read, for lists, counts, filters, orders and searches.
//! It says in conditions what `access::relation` and `access::clearance` say row by row; a property test holds the two
//! together.

use std::sync::Arc;

use entity::{
    case, centre,
    codes::{AccessMode, ConsentStatus, DataClass, Oversight, Purpose, ReferralState, Relation, TransferState},
    consent, referral, share, transfer,
};
use sea_orm::{
    ActiveEnum, Iterable,
    prelude::DateTimeUtc,
    sea_query::{Alias, Cond, Condition, DynIden, Expr, ExprTrait, IntoIden, Query, SelectStatement},
};

use crate::access::{
    clearance::{Grants, hides_protected},
    policy::Policy,
    viewer::Viewer,
};

/// A viewer at a moment: everything that access depends on beside the rows.
#[derive(Clone, Debug)]
pub struct Scope {
    /// Who asks.
    pub viewer: Arc<Viewer>,
    /// What the policy gives that viewer.
    pub grants: Arc<Grants>,
    /// The moment of the request.
    pub now: DateTimeUtc,
}

/// The referral states in which the receiver's answer is awaited.
pub const PENDING: [ReferralState; 4] =
    [ReferralState::Sent, ReferralState::Acknowledged, ReferralState::UnderReview, ReferralState::InfoRequested];

/// The classes that the existence of a referral can give away.
pub const INFERENCES: [DataClass; 6] = [
    DataClass::Operational,
    DataClass::Legal,
    DataClass::Journey,
    DataClass::Protection,
    DataClass::Medical,
    DataClass::Asylum,
];

/// The relations of the house that owns the case.
const HOME: [Relation; 4] =
    [Relation::Assigned, Relation::OwnCentre, Relation::OwnOrganisation, Relation::ConsularConsent];

/// A column of a table under an alias.
pub fn column(alias: &DynIden, column: impl IntoIden) -> Expr {
    Expr::col((alias.clone(), column.into_iden()))
}

/// A name for a table inside one statement.
pub fn alias(name: &str) -> DynIden {
    Alias::new(name).into_iden()
}

impl Scope {
    /// The scope of a viewer now.
    #[must_use]
    pub fn new(policy: &Policy, viewer: Arc<Viewer>, now: DateTimeUtc) -> Self {
        let grants = Arc::new(Grants::new(policy, &viewer));
        Self { viewer, grants, now }
    }

    /// The condition "this viewer may read `class` of the case under this alias".
    #[must_use]
    pub fn cases(&self, case: &DynIden, class: DataClass) -> Condition {
        self.branches(case, class).into_iter().fold(Cond::any(), Condition::add)
    }

    /// The same as separate conditions, one for each way in, so that a list can take the index of each.
    #[must_use]
    pub fn branches(&self, case: &DynIden, class: DataClass) -> Vec<Condition> {
        let given = [Relation::CountryOversight, Relation::ReferralPending, Relation::ReferralActive];
        let given = given.into_iter().filter_map(|relation| self.term(case, relation, class));
        self.own(case, class).into_iter().chain(given).collect()
    }

    /// The same through the own house and oversight only: what a referral gave is left out.
    #[must_use]
    pub fn cases_at_home(&self, case: &DynIden, class: DataClass) -> Condition {
        let oversight = self.term(case, Relation::CountryOversight, class);
        Cond::any().add_option(self.own(case, class)).add_option(oversight)
    }

    /// The condition "this viewer may read `class` of the referral under this alias".
    #[must_use]
    pub fn referrals(&self, referral: &DynIden, class: DataClass) -> Condition {
        Cond::any().add(self.referrals_received(referral, class)).add(self.referrals_at_home(referral, class))
    }

    /// Referrals to the viewer's organisation: a stub, then what the share holds, then a tombstone.
    #[must_use]
    pub fn referrals_received(&self, referral: &DynIden, class: DataClass) -> Condition {
        let state = || column(referral, referral::Column::State);
        let pending = || state().is_in(PENDING.map(|state| state.to_value()));
        let share = alias("referral_share");
        let live = self
            .live_shares(&share)
            .and_where(
                column(&share, share::Column::ReferralId).equals((referral.clone(), referral::Column::Id.into_iden())),
            )
            .take();
        let holding = live.clone().and_where(holds(&share, class)).take();
        let way = |relation, held: Expr| {
            let mode = self.mode_of_parent_case(referral, referral::Column::CaseId.into_iden(), relation, class)?;
            Some(Cond::all().add(held).add(mode))
        };
        let ways = Cond::any()
            .add_option(way(Relation::ReferralPending, pending()))
            .add_option(way(Relation::ReferralActive, pending().not().and(Expr::exists(holding))))
            .add_option(way(Relation::ReferralClosed, pending().not().and(Expr::exists(live).not())));
        Cond::all()
            .add(column(referral, referral::Column::ToOrganisationId).eq(self.viewer.organisation_id))
            .add(column(referral, referral::Column::SentAt).is_not_null())
            .add(state().ne(ReferralState::EnteredInError.to_value()))
            .add(ways)
    }

    /// Referrals of cases of the own house, unless their very existence would tell what the viewer may not know.
    #[must_use]
    pub fn referrals_at_home(&self, referral: &DynIden, class: DataClass) -> Condition {
        let case = alias("home_case");
        let knowable = INFERENCES.into_iter().fold(Cond::any(), |any, inference| {
            any.add(
                Cond::all()
                    .add(column(referral, referral::Column::InferenceClass).eq(inference.to_value()))
                    .add(self.cases_at_home(&case, inference)),
            )
        });
        exists_parent_case(
            &case,
            referral,
            referral::Column::CaseId.into_iden(),
            Cond::all().add(self.cases_at_home(&case, class)).add(knowable),
        )
    }

    /// The condition "this viewer may read `class` of the transfer under this alias".
    #[must_use]
    pub fn transfers(&self, transfer: &DynIden, class: DataClass) -> Condition {
        let case = alias("home_case");
        let me = self.viewer.organisation_id;
        let offered = || column(transfer, transfer::Column::State).eq(TransferState::Offered.to_value());
        let to_me = || column(transfer, transfer::Column::ToOrganisationId).eq(me);
        let parent = transfer::Column::CaseId.into_iden();
        let mode = |relation| self.mode_of_parent_case(transfer, parent.clone(), relation, class);
        let home =
            exists_parent_case(&case, transfer, parent.clone(), Cond::all().add(self.cases_at_home(&case, class)));
        let pending = mode(Relation::ReferralPending).map(|mode| Cond::all().add(to_me()).add(offered()).add(mode));
        let tombstone = mode(Relation::ReferralClosed).map(|mode| {
            let from_me = column(transfer, transfer::Column::FromOrganisationId).eq(me);
            let received =
                to_me().and(column(transfer, transfer::Column::OfferedAt).is_not_null()).and(offered().not());
            // Where the case is ours its own facts decide: a tombstone would tell of cases that we may not know of.
            let elsewhere = Cond::all().add(column(&case, case::Column::OrganisationId).ne(me));
            let elsewhere = exists_parent_case(&case, transfer, parent.clone(), elsewhere);
            Cond::all().add(from_me.or(received)).add(elsewhere).add(mode)
        });
        Cond::any().add(home).add_option(pending).add_option(tombstone)
    }

    /// The live shares of the viewer's organisation, as a statement to narrow further.
    #[must_use]
    pub fn live_shares(&self, share: &DynIden) -> SelectStatement {
        let ends_at = || column(share, share::Column::EndsAt);
        let mut select = Query::select();
        select
            .expr(Expr::val(1))
            .from_as(share::Entity, share.clone())
            .and_where(column(share, share::Column::OrganisationId).eq(self.viewer.organisation_id))
            .and_where(column(share, share::Column::EndedAt).is_null())
            .and_where(column(share, share::Column::StartsAt).lte(self.now))
            .and_where(ends_at().is_null().or(ends_at().gt(self.now)));
        if let Some(purpose) = self.viewer.purpose {
            select.and_where(column(share, share::Column::Purpose).eq(purpose.to_value()));
        }
        select
    }

    /// Whether the viewer's organisation is awaited: a pending referral, or an offered transfer, of the case.
    pub(super) fn answer_pending(&self, case: &DynIden) -> Expr {
        let (referral, transfer) = (alias("pending_referral"), alias("pending_transfer"));
        let me = self.viewer.organisation_id;
        let case_id = (case.clone(), case::Column::Id.into_iden());
        let referrals = Query::select()
            .expr(Expr::val(1))
            .from_as(referral::Entity, referral.clone())
            .and_where(column(&referral, referral::Column::CaseId).equals(case_id.clone()))
            .and_where(column(&referral, referral::Column::ToOrganisationId).eq(me))
            .and_where(column(&referral, referral::Column::State).is_in(PENDING.map(|state| state.to_value())))
            .take();
        let transfers = Query::select()
            .expr(Expr::val(1))
            .from_as(transfer::Entity, transfer.clone())
            .and_where(column(&transfer, transfer::Column::CaseId).equals(case_id))
            .and_where(column(&transfer, transfer::Column::ToOrganisationId).eq(me))
            .and_where(column(&transfer, transfer::Column::State).eq(TransferState::Offered.to_value()))
            .take();
        Expr::exists(referrals).or(Expr::exists(transfers))
    }

    /// Whether the person of the case has an active consent to a consular request.
    pub(super) fn consular_consent(&self, case: &DynIden) -> Expr {
        let consent = alias("consular");
        let until = || column(&consent, consent::Column::ValidUntil);
        let statement = Query::select()
            .expr(Expr::val(1))
            .from_as(consent::Entity, consent.clone())
            .and_where(column(&consent, consent::Column::CaseId).equals((case.clone(), case::Column::Id.into_iden())))
            .and_where(column(&consent, consent::Column::Purpose).eq(Purpose::ConsularDocument.to_value()))
            .and_where(column(&consent, consent::Column::Status).eq(ConsentStatus::Active.to_value()))
            .and_where(column(&consent, consent::Column::ValidFrom).lte(self.now))
            .and_where(until().is_null().or(until().gt(self.now)))
            .take();
        Expr::exists(statement)
    }

    /// Whether the viewer may know of a centre: of a protected one only where it is the viewer's own, or in the country
    /// overseen, and the role reads protected locations there.
    #[must_use]
    pub fn knows_centre(&self, centre: &centre::Model) -> bool {
        let reads = |relation| self.grants.classes(AccessMode::Standard, relation).holds(DataClass::Location);
        let mine = centre.organisation_id == self.viewer.organisation_id
            && self.viewer.centres.as_ref().is_none_or(|mine| mine.contains(&centre.id));
        let overseen = match self.viewer.oversight {
            Oversight::None => false,
            Oversight::Country => self.viewer.country.as_deref() == Some(&centre.country),
            Oversight::All => true,
        };
        !centre.protected || (mine && reads(Relation::OwnCentre)) || (overseen && reads(Relation::CountryOversight))
    }

    /// Whether the relation opens anything to this viewer in any access mode.
    pub(super) fn matters(&self, relation: Relation) -> bool {
        AccessMode::iter().any(|mode| !self.grants.classes(mode, relation).is_empty())
    }

    fn own(&self, case: &DynIden, class: DataClass) -> Option<Condition> {
        let ways: Vec<_> = HOME.into_iter().filter_map(|relation| self.term(case, relation, class)).collect();
        let own = column(case, case::Column::OrganisationId).eq(self.viewer.organisation_id);
        (!ways.is_empty()).then(|| Cond::all().add(own).add(ways.into_iter().fold(Cond::any(), Condition::add)))
    }

    /// "The relation holds and gives the class"; for the relations of the house, without "my organisation owns it".
    fn term(&self, case: &DynIden, relation: Relation, class: DataClass) -> Option<Condition> {
        let mode = self.mode(case, relation, class)?;
        let holds = match relation {
            Relation::Assigned => {
                let mine = |of| column(case, of).eq(self.viewer.worker_id);
                Some(mine(case::Column::AssignedWorkerId).or(mine(case::Column::MedicalWorkerId)))
            }
            Relation::OwnCentre => self
                .viewer
                .centres
                .as_ref()
                .map(|mine| column(case, case::Column::CentreId).is_in(mine.iter().copied())),
            Relation::OwnOrganisation => None,
            Relation::ConsularConsent => Some(self.consular_consent(case)),
            Relation::CountryOversight => match (self.viewer.oversight, &self.viewer.country) {
                (Oversight::All, _) => None,
                (Oversight::Country, Some(country)) => Some(column(case, case::Column::Country).eq(country.as_str())),
                (Oversight::Country, None) | (Oversight::None, _) => return None,
            },
            Relation::ReferralPending => Some(self.answer_pending(case)),
            Relation::ReferralActive => {
                let share = alias("case_share");
                let case_id = (case.clone(), case::Column::Id.into_iden());
                let live = self
                    .live_shares(&share)
                    .and_where(column(&share, share::Column::CaseId).equals(case_id))
                    .and_where(holds(&share, class))
                    .take();
                Some(Expr::exists(live))
            }
            Relation::ReferralClosed => return None,
        };
        Some(Cond::all().add_option(holds).add(mode))
    }

    /// In which access modes, and where, the relation gives the class; `None` where it never does.
    fn mode(&self, case: &DynIden, relation: Relation, class: DataClass) -> Option<Condition> {
        let class = of_row(class);
        let mut anywhere = Vec::new();
        let mut unprotected = Vec::new();
        for mode in AccessMode::iter() {
            let classes = self.grants.classes(mode, relation);
            if classes.holds(class) {
                let hidden = hides_protected(relation) && !classes.holds(DataClass::Location);
                if hidden { &mut unprotected } else { &mut anywhere }.push(mode.to_value());
            }
        }
        if anywhere.len() == AccessMode::iter().count() {
            return Some(Cond::all());
        }
        let mode = || column(case, case::Column::AccessMode);
        match (anywhere.is_empty(), unprotected.is_empty()) {
            (true, true) => None,
            _ => Some(
                Cond::any()
                    .add(mode().is_in(anywhere))
                    .add(mode().is_in(unprotected).and(column(case, case::Column::InProtectedCentre).eq(false))),
            ),
        }
    }

    fn mode_of_parent_case(
        &self,
        child: &DynIden,
        case_id: DynIden,
        relation: Relation,
        class: DataClass,
    ) -> Option<Condition> {
        let case = alias("mode_case");
        let mode = self.mode(&case, relation, class)?;
        if mode.is_empty() {
            return Some(mode);
        }
        Some(exists_parent_case(&case, child, case_id, mode))
    }
}

/// The condition "this row belongs to a case that the viewer knows through the own house, not through a referral".
#[must_use]
pub fn of_case_at_home(scope: &Scope, row: &DynIden, case_id: DynIden) -> Condition {
    let case = alias("home_case");
    exists_parent_case(&case, row, case_id, scope.cases_at_home(&case, DataClass::OperationalCoarse))
}

fn exists_parent_case(case: &DynIden, child: &DynIden, case_id: DynIden, condition: Condition) -> Condition {
    let parent = Query::select()
        .expr(Expr::val(1))
        .from_as(case::Entity, case.clone())
        .and_where(column(case, case::Column::Id).equals((child.clone(), case_id)))
        .cond_where(condition)
        .take();
    Cond::all().add(Expr::exists(parent))
}

fn holds(share: &DynIden, class: DataClass) -> Expr {
    column(share, share::Column::Classes).bit_and(1_i64 << of_row(class) as i64).ne(0_i64)
}

/// What is public of a row may be read by whoever may know of the row.
const fn of_row(class: DataClass) -> DataClass {
    match class {
        DataClass::Public => DataClass::OperationalCoarse,
        other => other,
    }
}
