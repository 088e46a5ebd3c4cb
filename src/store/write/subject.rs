//! The rows that a permit can be issued for, and what the permit is issued on.

use entity::{
    best_interest_determination, case, codes::Relation, consent, consular_packet, consular_request, legal_order,
    legal_override, referral, service, share, transfer,
};
use sea_orm::{DbErr, EntityTrait, QueryResult, QuerySelect};
use uuid::Uuid;

use super::{
    change::Change,
    permit::{FOUND, Known, Subject},
};
use crate::{
    access::relation::{CaseFacts, Relations},
    store::access::{basis::PermitBasis, clearance::Clearance, packet::PacketFacts, row_access::Access},
};

/// Rows whose permit is issued on their access facts alone.
macro_rules! subjects {
    ($($entity:ident: $record:literal, $access:ident;)*) => {
        $(impl Subject for $entity::Model {
            const RECORD: &'static str = $record;
            const ACCESS: Access = Access::$access;
        })*
    };
}

subjects! {
    best_interest_determination: "BestInterestDetermination", Inferred;
    case: "Case", Case;
    consent: "Consent", Consent;
    consular_request: "ConsularRequest", OfCaseLegal;
    legal_order: "LegalOrder", LegalOrder;
    legal_override: "LegalOverride", Override;
    referral: "Referral", Referral;
    share: "Share", Share;
}

impl Subject for transfer::Model {
    const RECORD: &'static str = "Transfer";
    const ACCESS: Access = Access::Transfer;

    async fn basis(&self, change: &Change, found: &QueryResult) -> Result<Option<PermitBasis>, DbErr> {
        let gives = self.from_organisation_id == change.scope.viewer.organisation_id;
        let works_there = gives && change.is_own_centre(self.from_centre_id).await?;
        Self::ACCESS.basis(found, FOUND, &change.scope, |_| works_there)
    }
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
