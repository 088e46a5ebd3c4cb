//! The rows that a permit can be issued for, and what the permit is issued on.

use entity::{
    best_interest_determination, case, codes::Relation, consent, consular_packet, consular_request, legal_order,
    legal_override, referral, service, share, transfer,
};
use sea_orm::{DbErr, EntityTrait, QueryResult, QuerySelect};
use uuid::Uuid;

use super::{
    change::Change,
    permit::{FOUND, Known, PermitBasis, Subject},
};
use crate::{
    access::{
        class::ClassSet,
        relation::{CaseFacts, Relations, to_case},
    },
    store::access::{clearance::Clearance, packet::PacketFacts, row_access::Access},
};

/// Rows whose permit is issued on the facts of their case.
macro_rules! subjects_by_case {
    ($($entity:ident: $record:literal, $access:ident;)*) => {
        $(impl Subject for $entity::Model {
            const RECORD: &'static str = $record;
            const ACCESS: Access = Access::$access;
        })*
    };
}

subjects_by_case! {
    case: "Case", Case;
    consent: "Consent", Consent;
    consular_request: "ConsularRequest", OfCaseLegal;
    legal_order: "LegalOrder", LegalOrder;
    share: "Share", Share;
}

impl Subject for referral::Model {
    const RECORD: &'static str = "Referral";
    const ACCESS: Access = Access::Referral;

    async fn basis(&self, change: &Change, found: &QueryResult) -> Result<Option<PermitBasis>, DbErr> {
        let scope = &change.scope;
        let facts = Self::ACCESS.read(found, FOUND, scope)?;
        // A receiver that can see the referral gets VERSION_CONFLICT or INVALID_TRANSITION, not NOT_FOUND, when it acts
        // too late. The state machine says which steps are left, the policy who may take them.
        let receives = facts.received(scope).is_some();
        let relations =
            facts.at_home(scope).with(Relation::ReferralPending, receives).with(Relation::ReferralActive, receives);
        let clearance = Clearance { classes: facts.clearance(scope), case_id: Some(facts.case.case_id) };
        let case = CaseFacts { shared: ClassSet::ALL, ..facts.case };
        Ok(Some(PermitBasis { clearance, case, relations, masked: false }))
    }
}

impl Subject for transfer::Model {
    const RECORD: &'static str = "Transfer";
    const ACCESS: Access = Access::Transfer;

    async fn basis(&self, change: &Change, found: &QueryResult) -> Result<Option<PermitBasis>, DbErr> {
        let scope = &change.scope;
        let clearance = Self::ACCESS.clearance(found, FOUND, Clearance::PUBLIC, scope)?;
        let case = Self::ACCESS.read(found, FOUND, scope)?.case;
        // A receiver that acts too late gets VERSION_CONFLICT, not FORBIDDEN.
        let offered = self.to_organisation_id == scope.viewer.organisation_id && self.offered_at.is_some();
        // After the case has moved, the organisation that gave it still confirms the handover, through its closing
        // share.
        let moved = case.organisation_id != self.from_organisation_id || case.centre_id != self.from_centre_id;
        let gave = moved
            && self.from_organisation_id == scope.viewer.organisation_id
            && change.is_own_centre(self.from_centre_id).await?;
        let relations = to_case(&scope.viewer, &case)
            .at_home()
            .with(Relation::ReferralPending, offered)
            .with(Relation::ReferralActive, gave);
        let case = CaseFacts { shared: ClassSet::ALL, ..case };
        Ok(Some(PermitBasis { clearance, case, relations, masked: false }))
    }
}

impl Subject for legal_override::Model {
    const RECORD: &'static str = "LegalOverride";
    const ACCESS: Access = Access::Override;

    async fn basis(&self, change: &Change, found: &QueryResult) -> Result<Option<PermitBasis>, DbErr> {
        inferred::<Self>(change, found).map(Some)
    }
}

impl Subject for best_interest_determination::Model {
    const RECORD: &'static str = "BestInterestDetermination";
    const ACCESS: Access = Access::Inferred;

    async fn basis(&self, change: &Change, found: &QueryResult) -> Result<Option<PermitBasis>, DbErr> {
        inferred::<Self>(change, found).map(Some)
    }
}

/// What a permit for a row is issued on whose existence reveals a class.
fn inferred<S: Subject>(change: &Change, found: &QueryResult) -> Result<PermitBasis, DbErr> {
    let scope = &change.scope;
    let clearance = S::ACCESS.clearance(found, FOUND, Clearance::PUBLIC, scope)?;
    let facts = S::ACCESS.read(found, FOUND, scope)?;
    let masked = S::ACCESS == Access::Override && facts.masked(scope);
    let relations = if masked { to_case(&scope.viewer, &facts.case).at_home() } else { facts.at_home(scope) };
    Ok(PermitBasis { clearance, relations, case: facts.case, masked })
}

impl Subject for consular_packet::Model {
    const RECORD: &'static str = "ConsularPacket";
    const ACCESS: Access = Access::Packet;

    async fn known(change: &Change, id: Uuid, found: &QueryResult) -> Result<Known, DbErr> {
        if PacketFacts::read(found, FOUND.1)?.relations(&change.scope) == Relations::default() {
            return Ok(Known::No);
        }
        // The case is read separately, because the facts that the post may read do not name it.
        let request = consular_packet::Entity::find_by_id(id)
            .select_only()
            .column(consular_packet::Column::ConsularRequestId)
            .into_tuple::<Uuid>();
        let Some(request) = request.one(change.transaction()).await? else { return Ok(Known::No) };
        let request = consular_request::Entity::find_by_id(request).one(change.transaction()).await?;
        Ok(request.map_or(Known::No, |row| Known::OfCase(row.case_id)))
    }

    async fn basis(&self, change: &Change, found: &QueryResult) -> Result<Option<PermitBasis>, DbErr> {
        let facts = PacketFacts::read(found, FOUND.1)?;
        let relations = facts.relations(&change.scope);
        // A closed packet can be listed, but for changes it is not found.
        let open = relations != Relations::default();
        let clearance = facts.clearance(&change.scope);
        Ok(open.then(|| PermitBasis { clearance, case: facts.as_case(), relations, masked: false }))
    }
}

/// An entry of the service directory. The organisation that offers the service answers its referrals, so that it has the
/// relation of a receiver to the entry.
impl Subject for service::Model {
    const RECORD: &'static str = "Service";
    const ACCESS: Access = Access::Service;

    async fn known(change: &Change, _: Uuid, found: &QueryResult) -> Result<Known, DbErr> {
        let clearance = Self::ACCESS.clearance(found, FOUND, Clearance::PUBLIC, &change.scope)?;
        Ok(if clearance.sees() { Known::OfNoCase } else { Known::No })
    }

    async fn basis(&self, change: &Change, found: &QueryResult) -> Result<Option<PermitBasis>, DbErr> {
        let clearance = Self::ACCESS.clearance(found, FOUND, Clearance::PUBLIC, &change.scope)?;
        let mine = self.organisation_id == change.scope.viewer.organisation_id;
        let relations = Relations::default().with(Relation::ReferralPending, mine);
        let case = CaseFacts::of_no_case(self.id, self.organisation_id);
        Ok(Some(PermitBasis { clearance, case, relations, masked: false }))
    }
}
