//! The rows that a permit can be issued for, and what the permit is issued on.

use entity::{
    best_interest_determination, case, centre,
    codes::{Oversight, Relation},
    consent, consular_packet, consular_request, legal_order, legal_override, organisation, person_match, referral,
    service, share, transfer, webhook, worker,
};
use sea_orm::{DbErr, EntityTrait, QueryResult, QuerySelect};
use uuid::Uuid;

use super::{
    change::Change,
    permit::{FOUND, Known, Subject},
};
use crate::{
    access::{
        relation::{CaseFacts, Relations},
        viewer::Overseen,
    },
    store::access::{
        basis::PermitBasis, clearance::Clearance, packet::PacketFacts, row_access::Access, webhook::own_webhook,
        worker::colleague,
    },
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
    person_match: "PersonMatch", Matching;
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

/// A centre. Those who work there have the relation to it that they have to its cases. The relation DIRECTORY is that of the
/// whole organisation, and reaches no centre that the viewer may not know of.
impl Subject for centre::Model {
    const RECORD: &'static str = "Centre";
    const ACCESS: Access = Access::Public;

    async fn look_up(change: &Change, id: Uuid) -> Result<Known, DbErr> {
        let centre = centre::Entity::find_by_id(id).one(change.transaction()).await?;
        Ok(Known::of_entry(centre.is_some_and(|centre| change.scope.knows_centre(&centre))))
    }

    async fn basis(&self, change: &Change, _: &QueryResult) -> Result<Option<PermitBasis>, DbErr> {
        let scope = &change.scope;
        let clearance = if scope.knows_centre(self) { Clearance::PUBLIC } else { Clearance::HIDDEN };
        let relations = Relations::default()
            .with(Relation::OwnCentre, scope.is_own_centre(self))
            .with(Relation::Directory, self.organisation_id == scope.viewer.organisation_id);
        let case =
            CaseFacts { in_protected_centre: self.protected, ..CaseFacts::of_no_case(self.id, self.organisation_id) };
        Ok(Some(PermitBasis { clearance, case, relations, masked: false }))
    }
}

/// An organisation. It has the relation DIRECTORY to itself, and those that oversee its country have it too. Nobody else has it
/// to one that oversees cases: two of them could suspend each other.
impl Subject for organisation::Model {
    const RECORD: &'static str = "Organisation";
    const ACCESS: Access = Access::Public;

    async fn known(_: &Change, _: Uuid, _: &QueryResult) -> Result<Known, DbErr> {
        Ok(Known::OfNoCase)
    }

    async fn basis(&self, change: &Change, _: &QueryResult) -> Result<Option<PermitBasis>, DbErr> {
        let viewer = &change.scope.viewer;
        let overseen = match (viewer.overseen(), &self.country) {
            (Overseen::Everything, _) => true,
            (Overseen::Country(mine), Some(country)) => mine == country,
            (Overseen::Country(_), None) | (Overseen::Nothing, _) => false,
        };
        let keeps = overseen && self.oversight == Oversight::None;
        let relations = Relations::default().with(Relation::Directory, keeps || self.id == viewer.organisation_id);
        let case = CaseFacts::of_no_case(self.id, self.id);
        Ok(Some(PermitBasis { clearance: Clearance::PUBLIC, case, relations, masked: false }))
    }
}

/// A worker of the viewer's own organisation. Others do not exist.
impl Subject for worker::Model {
    const RECORD: &'static str = "Worker";
    const ACCESS: Access = Access::Inherited;

    async fn look_up(change: &Change, id: Uuid) -> Result<Known, DbErr> {
        let scope = &change.scope;
        let worker = worker::Entity::find_by_id(id).one(change.transaction()).await?;
        let mine = worker.is_some_and(|worker| worker.organisation_id == scope.viewer.organisation_id);
        Ok(Known::of_entry(mine && scope.grants.lists_colleagues()))
    }

    async fn basis(&self, _: &Change, _: &QueryResult) -> Result<Option<PermitBasis>, DbErr> {
        let relations = Relations::default().with(Relation::Directory, true);
        let case = CaseFacts::of_no_case(self.id, self.organisation_id);
        Ok(Some(PermitBasis { clearance: colleague(), case, relations, masked: false }))
    }
}

/// A webhook of the viewer's own organisation. Others do not exist.
impl Subject for webhook::Model {
    const RECORD: &'static str = "Webhook";
    const ACCESS: Access = Access::Inherited;

    async fn look_up(change: &Change, id: Uuid) -> Result<Known, DbErr> {
        let scope = &change.scope;
        let webhook = webhook::Entity::find_by_id(id).one(change.transaction()).await?;
        let mine =
            webhook.is_some_and(|it| it.organisation_id == scope.viewer.organisation_id && it.deleted_at.is_none());
        Ok(Known::of_entry(mine && scope.grants.lists_webhooks()))
    }

    async fn basis(&self, _: &Change, _: &QueryResult) -> Result<Option<PermitBasis>, DbErr> {
        let relations = Relations::default().with(Relation::Directory, true);
        let case = CaseFacts::of_no_case(self.id, self.organisation_id);
        // It was deleted between the look and the lock.
        let known = self.deleted_at.is_none();
        Ok(known.then_some(PermitBasis { clearance: own_webhook(), case, relations, masked: false }))
    }
}
