//! The access facts of each row, computed from the caseload in memory without a database. The store's statements must
//! find the same.

use entity::{
    case,
    codes::{
        AccessMode, ConsentStatus, DataClass, LiaisonState, OrganisationType, Purpose, Relation, Role, TransferState,
    },
    consular_packet, consular_request, legal_override, referral, share, stay, transfer,
};
use uuid::Uuid;
use waystation::{
    access::{
        action::Action,
        ceiling::guarded,
        class::ClassSet,
        relation::{CaseFacts, Relations, to_case},
    },
    rules::{order::in_force, referral::PENDING},
    store::access::{referral::ReferralFacts, scope::Scope},
};

use super::caseload::Caseload;

/// What the viewer may read of a case, and through which relations.
pub fn case(caseload: &Caseload, scope: &Scope, case: &case::Model) -> (ClassSet, Relations) {
    let me = scope.viewer.organisation_id;
    let referral = |it: &referral::Model| {
        it.case_id == case.id
            && it.to_organisation_id == me
            && PENDING.contains(&it.state)
            && it.grounded_until.is_none_or(|until| until > scope.now)
    };
    let transfer = |it: &transfer::Model| it.case_id == case.id && offered(caseload, scope, it);
    let facts = CaseFacts {
        answer_pending: caseload.referrals.iter().any(referral) || caseload.transfers.iter().any(transfer),
        shared: shared(caseload, scope, |share| share.case_id == case.id),
        ..home_facts(caseload, scope, case)
    };
    let relations = to_case(&scope.viewer, &facts);
    (scope.grants.clearance(&facts, relations), relations)
}

/// The same for a referral.
pub fn referral(caseload: &Caseload, scope: &Scope, referral: &referral::Model) -> (ClassSet, Relations) {
    let facts = ReferralFacts {
        case: home_facts(caseload, scope, case_of(caseload, referral.case_id)),
        to_organisation_id: referral.to_organisation_id,
        state: referral.state,
        sent: referral.sent_at.is_some(),
        grounded_until: referral.grounded_until,
        inference: referral.inference_class,
        emergency_care: referral.emergency_care,
        shared: shared(caseload, scope, |share| share.referral_id == Some(referral.id)),
    };
    let home = facts.at_home(scope);
    let relations = facts.received(scope).map_or(home, |relation| home.with(relation, true));
    (facts.clearance(scope), relations)
}

/// The same for an override. Only home relations count, and the viewer must hold the class that the override reveals.
/// An override for emergency care is also known to those who answer for the person.
pub fn legal_override(caseload: &Caseload, scope: &Scope, row: &legal_override::Model) -> (ClassSet, Relations) {
    let case = home_facts(caseload, scope, case_of(caseload, row.case_id));
    let home = to_case(&scope.viewer, &case).at_home();
    let classes = scope.grants.clearance(&case, home);
    let known = classes.holds(row.inference_class) || row.emergency_care && scope.grants.answers_for(&case, home);
    if known {
        (classes, home)
    } else if scope.grants.watches(&case, home) {
        (ClassSet::MASKED, home)
    } else {
        Default::default()
    }
}

/// The same for a transfer.
pub fn transfer(caseload: &Caseload, scope: &Scope, transfer: &transfer::Model) -> (ClassSet, Relations) {
    let me = scope.viewer.organisation_id;
    let facts = home_facts(caseload, scope, case_of(caseload, transfer.case_id));
    let offered = offered(caseload, scope, transfer);
    let was_offered = transfer.to_organisation_id == me && !offered && transfer.offered_at.is_some();
    let not_ours = facts.organisation_id != me;
    let home = to_case(&scope.viewer, &facts).at_home();
    let told = transfer.inference_class;
    let told_anyway = told == DataClass::Operational || transfer.proposed_by == scope.viewer.worker_id;
    let decides = [Action::ApproveTransfer, Action::OfferTransfer];
    let known = told_anyway
        || !not_ours && transfer.to_organisation_id == me
        || decides.iter().any(|action| scope.grants.allows(&facts, home, *action))
        || scope.grants.clearance(&facts, home).holds(told);
    let gave = transfer.from_organisation_id == me && (told_anyway || scope.grants.holds_after_transfer(told));
    let relations = if known { home } else { Relations::default() }
        .with(Relation::ReferralPending, offered)
        .with(Relation::ReferralClosed, not_ours && (gave || was_offered));
    (scope.grants.clearance(&facts, relations), relations)
}

/// Whether a transfer is offered to the viewer. Its legal basis must still hold. Within one organisation it must lead
/// to one of the viewer's centres, and the token must name that centre if either side is protected.
fn offered(caseload: &Caseload, scope: &Scope, it: &transfer::Model) -> bool {
    let protected = |id| caseload.centres.iter().any(|centre| centre.id == id && centre.protected);
    let centres = &scope.viewer.centres;
    let mine = centres.hold(it.to_centre_id, protected(it.from_centre_id) || protected(it.to_centre_id));
    it.state == TransferState::Offered
        && it.to_organisation_id == scope.viewer.organisation_id
        && it.grounded_until.is_none_or(|until| until > scope.now)
        && (it.from_organisation_id != it.to_organisation_id || mine)
}

/// The same for a stay.
pub fn stay(caseload: &Caseload, scope: &Scope, stay: &stay::Model) -> (ClassSet, Relations) {
    let facts = home_facts(caseload, scope, case_of(caseload, stay.case_id));
    let relations = to_case(&scope.viewer, &facts).at_home();
    let centre = caseload.centres.iter().find(|centre| centre.id == stay.centre_id).expect("every stay has a centre");
    let classes = scope.grants.clearance(&facts, relations);
    let here = facts.centre_id == centre.id && classes.holds(DataClass::Location);
    let classes = if here || scope.knows_centre(centre) { classes } else { ClassSet::NONE };
    (classes, relations)
}

/// The same for a share: only for the organisation of the case, and only if the viewer may know what opened the share.
pub fn share(caseload: &Caseload, scope: &Scope, share: &share::Model) -> (ClassSet, Relations) {
    let facts = home_facts(caseload, scope, case_of(caseload, share.case_id));
    let relations = to_case(&scope.viewer, &facts).at_home();
    let classes = scope.grants.clearance(&facts, relations);
    let referral = caseload.referrals.iter().find(|referral| Some(referral.id) == share.referral_id);
    let ordered = caseload.orders.iter().any(|order| order.share_id == Some(share.id));
    let medical = |classes: i64| ClassSet::from_bits(classes).holds(DataClass::Medical);
    let content = medical(share.classes) && referral.is_some_and(|referral| !medical(referral.classes));
    let known = referral.is_none_or(|referral| classes.holds(referral.inference_class))
        && (!content || classes.holds(DataClass::Medical))
        && classes.holds(DataClass::Operational)
        && (!ordered || classes.holds(DataClass::Legal) && classes.holds(DataClass::ProtectionCoarse));
    let masked = !content && scope.grants.watches(&facts, relations);
    (
        if known {
            classes
        } else if masked {
            ClassSet::MASKED
        } else {
            ClassSet::NONE
        },
        relations,
    )
}

/// The same for a consular request, which does not exist for a viewer without LEGAL.
pub fn consular_request(caseload: &Caseload, scope: &Scope, row: &consular_request::Model) -> (ClassSet, Relations) {
    let facts = home_facts(caseload, scope, case_of(caseload, row.case_id));
    let relations = to_case(&scope.viewer, &facts).at_home();
    let classes = scope.grants.clearance(&facts, relations);
    (if classes.holds(DataClass::Legal) { classes } else { ClassSet::NONE }, relations)
}

/// The same for a packet. Neither the case nor any claim except the role decides. Only the state that the post was
/// shown counts, and only a liaison officer of a State of origin reads anything.
pub fn packet(scope: &Scope, packet: &consular_packet::Model) -> (ClassSet, Relations) {
    use LiaisonState as L;
    let viewer = &scope.viewer;
    let Some(shown) = packet.liaison_state.filter(|_| packet.submitted_at.is_some()) else { return Default::default() };
    if packet.organisation_id != viewer.organisation_id {
        return Default::default();
    }
    let over = matches!(shown, L::NotConfirmed | L::Refused | L::Delivered | L::Closed | L::ClosedByRequester);
    let ended = packet.revoked_at.is_some() || packet.readable_until.is_some_and(|until| until <= scope.now);
    let relation = if over || ended { Relation::ConsularPacketClosed } else { Relation::ConsularPacket };
    let liaison = viewer.organisation_type == OrganisationType::GovOriginConsular
        && viewer.roles.contains(&Role::GovernmentLiaison);
    let classes = if liaison { scope.grants.classes(AccessMode::Standard, relation) } else { ClassSet::NONE };
    (classes, Relations::default().with(relation, true))
}

/// The state that the post is shown: the closing state once its batch is out, the last liaison state until then.
pub fn shown(packet: &consular_packet::Model, scope: &Scope) -> Option<LiaisonState> {
    let out = packet.close_after.is_some_and(|at| at <= scope.now);
    if out { packet.closing_state } else { packet.liaison_state }
}

/// The facts of a case without those that come from a referral or a share.
pub fn home_facts(caseload: &Caseload, scope: &Scope, case: &case::Model) -> CaseFacts {
    let consular_consent = caseload.consents.iter().any(|consent| {
        consent.case_id == case.id
            && consent.purpose == Purpose::ConsularDocument
            && consent.status == ConsentStatus::Active
            && consent.valid_from <= scope.now
            && consent.valid_until.is_some_and(|until| until > scope.now)
    });
    CaseFacts {
        case_id: case.id,
        organisation_id: case.organisation_id,
        centre_id: case.centre_id,
        country: case.country.clone(),
        in_protected_centre: case.in_protected_centre,
        access_mode: case.access_mode,
        assigned_worker_id: case.assigned_worker_id,
        medical_worker_id: case.medical_worker_id,
        answer_pending: false,
        shared: ClassSet::NONE,
        consular_consent,
    }
}

pub fn case_of(caseload: &Caseload, id: Uuid) -> &case::Model {
    caseload.cases.iter().find(|case| case.id == id).expect("every row has a case")
}

fn shared(caseload: &Caseload, scope: &Scope, of: impl Fn(&share::Model) -> bool) -> ClassSet {
    let live = caseload.shares.iter().filter(|share| {
        share.organisation_id == scope.viewer.organisation_id
            && share.ended_at.is_none()
            && share.starts_at <= scope.now
            && share.ends_at.is_none_or(|end| end > scope.now)
            && scope.viewer.purpose.is_none_or(|purpose| purpose == share.purpose)
    });
    let opened = |share: &share::Model| {
        let classes = ClassSet::from_bits(share.classes);
        let guarded = guarded(scope.viewer.organisation_type);
        classes.except(guarded) | (classes & guarded & ordered(caseload, scope, share))
    };
    live.filter(|share| of(share)).fold(ClassSet::NONE, |sum, share| sum | opened(share))
}

/// The classes of the legal order in force that opened exactly this share.
pub fn ordered(caseload: &Caseload, scope: &Scope, share: &share::Model) -> ClassSet {
    let order = caseload.orders.iter().find(|order| {
        order.share_id == Some(share.id)
            && order.case_id == share.case_id
            && order.organisation_id == share.organisation_id
            && in_force(order.approved_at.is_some(), order.ended_at.is_some(), order.valid_until, scope.now)
    });
    order.map_or(ClassSet::NONE, |order| ClassSet::from_bits(order.classes))
}
