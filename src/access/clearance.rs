//! The clearance of a row: policy(role, relation) ∩ share ∩ ceilings. Only this module combines them.

use entity::codes::{AccessMode, DataClass, Relation, Role};
use sea_orm::Iterable;

use super::{
    action::Action,
    ceiling,
    class::ClassSet,
    policy::Policy,
    relation::{CaseFacts, Relations},
    viewer::Viewer,
};

/// The grants of one viewer in each relation and access mode. They are computed once per viewer from the roles.
#[derive(Clone, Debug)]
pub struct Grants {
    ordinary: [[Grant; RELATIONS]; MODES],
    /// The grants for a case in a protected centre.
    protected: [[Grant; RELATIONS]; MODES],
}

/// The grants of one relation.
#[derive(Clone, Debug, Default)]
struct Grant {
    classes: ClassSet,
    actions: Vec<Action>,
    /// Whether a role that supervises others knows here that a row exists.
    watches: bool,
}

impl Grant {
    fn extend(&mut self, other: &Self) {
        self.classes = self.classes | other.classes;
        self.actions.extend(&other.actions);
        self.watches |= other.watches;
    }

    fn moves(&self) -> bool {
        let decides = |action: &Action| MOVES.contains(action);
        !self.classes.is_empty() && self.actions.iter().any(decides)
    }
}

/// The actions by which a manager decides about a transfer.
const MOVES: [Action; 3] = [Action::ApproveTransfer, Action::OfferTransfer, Action::MoveCase];

const RELATIONS: usize = Relation::Directory as usize + 1;
const MODES: usize = AccessMode::Sealed as usize + 1;

impl Grants {
    /// Grants nothing.
    pub(crate) fn none() -> Self {
        Self { ordinary: Default::default(), protected: Default::default() }
    }

    /// The grants of the policy for this viewer, cut by the ceilings of role and organisation.
    pub fn new(policy: &Policy, viewer: &Viewer) -> Self {
        let mut grants = Self::none();
        for mode in AccessMode::iter() {
            for relation in Relation::iter() {
                let (mut all, mut watching) = (Grant::default(), Grant::default());
                for role in viewer.roles.iter().copied().filter(|role| survives(mode, *role, relation)) {
                    let cell = policy.cell(role, relation);
                    let organisation = ceiling::of_organisation(viewer.organisation_type, relation);
                    let classes = cell.classes & ceiling::of_role(role, relation) & organisation;
                    let watches = self::watches(role) && classes.holds(DataClass::OperationalCoarse);
                    let mut grant = Grant { classes, actions: Vec::new(), watches };
                    // A viewer that may not know that a case exists must not act on it.
                    if !classes.is_empty() {
                        let may = |action: &&Action| ceiling::may(viewer.organisation_type, **action);
                        grant.actions.extend(cell.actions.iter().filter(may));
                    }
                    all.extend(&grant);
                    if self::watches(role) {
                        watching.extend(&grant);
                    }
                }
                let hidden = hides_protected(relation) && !all.classes.holds(LOCATION);
                grants.protected[mode as usize][relation as usize] = if hidden { watching } else { all.clone() };
                grants.ordinary[mode as usize][relation as usize] = all;
            }
        }
        grants
    }

    /// The classes in one relation and access mode, before share and protected centre are considered.
    pub fn classes(&self, mode: AccessMode, relation: Relation) -> ClassSet {
        self.ordinary[mode as usize][relation as usize].classes
    }

    /// The classes in one relation and access mode for a case in a protected centre.
    pub(crate) fn classes_in_protected(&self, mode: AccessMode, relation: Relation) -> ClassSet {
        self.protected[mode as usize][relation as usize].classes
    }

    /// Whether the relation grants any class to this viewer in any access mode. Without a class it allows no action.
    pub(crate) fn grants_anything(&self, relation: Relation) -> bool {
        AccessMode::iter().any(|mode| !self.classes(mode, relation).is_empty())
    }

    /// The union of the classes of all relations to an ordinary case: the most that the viewer can read of any case.
    pub(crate) fn anywhere(&self) -> ClassSet {
        self.together(ceiling::is_to_case)
    }

    /// The union of the classes of both relations to a packet.
    pub fn of_packets(&self) -> ClassSet {
        self.together(ceiling::is_packet)
    }

    fn together(&self, which: fn(Relation) -> bool) -> ClassSet {
        Relation::iter()
            .filter(|relation| which(*relation))
            .map(|relation| self.classes(AccessMode::Standard, relation))
            .fold(ClassSet::NONE, |sum, classes| sum | classes)
    }

    /// Whether the viewer may take the action in any relation.
    pub fn may_anywhere(&self, action: Action) -> bool {
        self.ordinary[AccessMode::Standard as usize].iter().any(|grant| grant.actions.contains(&action))
    }

    /// Whether the viewer may list the workers of its own organisation: to assign cases or referrals, to name them, or to
    /// keep their accounts.
    pub(crate) fn lists_colleagues(&self) -> bool {
        let lists = [Action::AssignCase, Action::AssignReferral, Action::DeactivateWorker];
        lists.into_iter().any(|action| self.may_anywhere(action)) || self.anywhere().holds(DataClass::Staff)
    }

    /// Whether the viewer may list the webhooks of its own organisation: to keep them, or to stop them.
    pub(crate) fn lists_webhooks(&self) -> bool {
        [Action::CreateWebhook, Action::DeleteWebhook].into_iter().any(|action| self.may_anywhere(action))
    }

    /// The actions on an ordinary case in one relation, without duplicates, in the order of [`Action`].
    pub(crate) fn actions(&self, relation: Relation) -> Vec<Action> {
        let allowed = &self.ordinary[AccessMode::Standard as usize][relation as usize].actions;
        Action::all().filter(|action| allowed.contains(action)).collect()
    }

    /// The classes of a case that this viewer may read in these relations.
    pub fn clearance(&self, facts: &CaseFacts, relations: Relations) -> ClassSet {
        Relation::iter()
            .filter(|relation| relations.holds(*relation))
            .map(|relation| self.through(facts, relation))
            .fold(ClassSet::NONE, |sum, classes| sum | classes)
    }

    /// Whether this viewer may take the action on a case in these relations.
    pub fn allows(&self, facts: &CaseFacts, relations: Relations, action: Action) -> bool {
        Relation::iter().filter(|relation| relations.holds(*relation)).any(|relation| {
            !self.through(facts, relation).is_empty() && self.grant(facts, relation).actions.contains(&action)
        })
    }

    /// Whether this viewer is responsible for the person of a case in these relations: see `gives_an_answer`.
    pub fn answers_for(&self, facts: &CaseFacts, relations: Relations) -> bool {
        Relation::iter().filter(|relation| relations.holds(*relation)).any(|relation| {
            !self.through(facts, relation).is_empty() && self.gives_an_answer(facts.access_mode, relation)
        })
    }

    /// Whether the relation makes the viewer responsible for the person. This is true for the worker of record and the
    /// protection officer, who read protection data and can revoke a referral. They see every referral to emergency
    /// care.
    pub(crate) fn gives_an_answer(&self, mode: AccessMode, relation: Relation) -> bool {
        self.classes(mode, relation).holds(DataClass::Protection)
            && self.ordinary[mode as usize][relation as usize].actions.contains(&Action::RevokeReferral)
    }

    /// Whether this viewer approves or offers transfers of a case in these relations. A manager cannot decide about a
    /// transfer without knowing where the case goes.
    pub(crate) fn moves_on(&self, facts: &CaseFacts, relations: Relations) -> bool {
        MOVES.into_iter().any(|action| self.allows(facts, relations, action))
    }

    /// Whether the relation lets the viewer approve or offer transfers of an ordinary case.
    pub(crate) fn gives_moves(&self, mode: AccessMode, relation: Relation) -> bool {
        self.ordinary[mode as usize][relation as usize].moves()
    }

    /// The same for a case in a protected centre.
    pub(crate) fn gives_moves_in_protected(&self, mode: AccessMode, relation: Relation) -> bool {
        self.protected[mode as usize][relation as usize].moves()
    }

    /// Whether this viewer supervises how others share a case in these relations. Such a viewer knows of every share and
    /// override, in masked form if it reveals a class that the viewer does not hold.
    pub fn watches(&self, facts: &CaseFacts, relations: Relations) -> bool {
        Relation::iter().any(|relation| relations.holds(relation) && self.grant(facts, relation).watches)
    }

    /// Whether the relation lets the viewer supervise an ordinary case, and one in a protected centre.
    pub(crate) fn gives_watch(&self, mode: AccessMode, relation: Relation) -> (bool, bool) {
        let of = |grants: &[[Grant; RELATIONS]; MODES]| grants[mode as usize][relation as usize].watches;
        (of(&self.ordinary), of(&self.protected))
    }

    /// Whether the viewer may know that a case of its organisation was given away to a receiver that reveals this class:
    /// such a viewer read the class at home, or confirms handovers.
    pub fn holds_after_transfer(&self, class: DataClass) -> bool {
        let mode = AccessMode::Standard;
        let home = [Relation::Assigned, Relation::OwnCentre, Relation::OwnOrganisation];
        let confirms = &self.ordinary[mode as usize][Relation::ReferralActive as usize].actions;
        confirms.contains(&Action::ConfirmTransferHandover)
            || home.iter().any(|relation| self.classes(mode, *relation).holds(class))
    }

    /// Whether the action is allowed when no case exists yet, at one of the viewer's own centres.
    pub(crate) fn allows_at_own_centre(&self, action: Action) -> bool {
        self.ordinary[AccessMode::Standard as usize][Relation::OwnCentre as usize].actions.contains(&action)
    }

    /// Whether the relation lets the viewer take the action on an ordinary case, and on one in a protected centre.
    pub(crate) fn gives_action(&self, mode: AccessMode, relation: Relation, action: Action) -> (bool, bool) {
        let of = |grants: &[[Grant; RELATIONS]; MODES]| {
            let grant = &grants[mode as usize][relation as usize];
            !grant.classes.is_empty() && grant.actions.contains(&action)
        };
        (of(&self.ordinary), of(&self.protected))
    }

    fn grant(&self, facts: &CaseFacts, relation: Relation) -> &Grant {
        let grants = if facts.in_protected_centre { &self.protected } else { &self.ordinary };
        &grants[facts.access_mode as usize][relation as usize]
    }

    fn through(&self, facts: &CaseFacts, relation: Relation) -> ClassSet {
        let classes = self.grant(facts, relation).classes;
        match relation {
            Relation::ReferralActive => classes & facts.shared,
            _ => classes,
        }
    }
}

const LOCATION: DataClass = DataClass::Location;

/// Relations that cover a whole organisation or country. Through them a case in a protected centre is invisible, unless
/// they grant LOCATION. If only the centre were blank, the blank would reveal which cases are there.
pub(crate) fn hides_protected(relation: Relation) -> bool {
    matches!(relation, Relation::OwnOrganisation | Relation::CountryOversight | Relation::ConsularConsent)
}

/// Roles that supervise how others use a case file. They end disclosures and check records in protected centres too.
/// The data that they read is masked, and they see the centre that answers for the case instead of the protected one.
const fn watches(role: Role) -> bool {
    matches!(role, Role::DataProtectionOfficer | Role::Auditor)
}

/// Whether a role keeps its access to a case in this mode. RESTRICTED keeps the assigned workers, the protection and
/// data protection officers, and the receivers of referrals. SEALED keeps only protection and data protection officers.
fn survives(mode: AccessMode, role: Role, relation: Relation) -> bool {
    let guardian = matches!(role, Role::ProtectionOfficer | Role::DataProtectionOfficer);
    match mode {
        AccessMode::Standard => true,
        AccessMode::Restricted => {
            guardian
                || matches!(
                    relation,
                    Relation::Assigned
                        | Relation::ReferralPending
                        | Relation::ReferralActive
                        | Relation::ReferralClosed
                )
        }
        AccessMode::Sealed => guardian,
    }
}
