//! The rows that a permit can be issued for: how each is found, locked and checked against the access facts.

use entity::{
    best_interest_determination, case, consent, consular_packet, consular_request, legal_order, legal_override,
    referral, share, transfer,
};
use sea_orm::{
    ConnectionTrait, DbErr, EntityTrait, QueryResult, QuerySelect,
    sea_query::{DynIden, ExprTrait, IntoIden, Query},
};
use uuid::Uuid;

use super::{
    change::Change,
    permit::{Held, Subject},
};
use crate::{
    access::relation::{CaseFacts, Relations, to_case},
    store::{
        access::{clearance::Clearance, packet::PacketFacts, row_access::Access},
        sql::expression::{column, listed},
    },
};

use entity::codes::Relation;

impl Subject for case::Model {
    const RECORD: &'static str = "Case";

    async fn case_known(change: &Change, id: Uuid) -> Result<Option<Uuid>, DbErr> {
        known(change, case::Entity.into_iden(), Access::Case, id).await
    }

    async fn locked(change: &Change, id: Uuid) -> Result<Option<(Self, Held)>, DbErr> {
        let Some(row) = case::Entity::find_by_id(id).lock_exclusive().one(change.transaction()).await? else {
            return Ok(None);
        };
        let facts = facts(change, case::Entity.into_iden(), Access::Case, id).await?;
        facts.map(|facts| Ok((row, by_case(change, &facts, Access::Case)?))).transpose()
    }
}

impl Subject for consent::Model {
    const RECORD: &'static str = "Consent";

    async fn case_known(change: &Change, id: Uuid) -> Result<Option<Uuid>, DbErr> {
        known(change, consent::Entity.into_iden(), Access::Consent, id).await
    }

    async fn locked(change: &Change, id: Uuid) -> Result<Option<(Self, Held)>, DbErr> {
        let Some(row) = consent::Entity::find_by_id(id).lock_exclusive().one(change.transaction()).await? else {
            return Ok(None);
        };
        let facts = facts(change, consent::Entity.into_iden(), Access::Consent, id).await?;
        facts.map(|facts| Ok((row, by_case(change, &facts, Access::Consent)?))).transpose()
    }
}

impl Subject for referral::Model {
    const RECORD: &'static str = "Referral";

    async fn case_known(change: &Change, id: Uuid) -> Result<Option<Uuid>, DbErr> {
        let Some(found) = facts(change, referral::Entity.into_iden(), Access::Referral, id).await? else {
            return Ok(None);
        };
        let facts = Access::Referral.read(&found, FOUND, &change.scope)?;
        let case_id = facts.case.case_id;
        let clearance = Clearance { classes: facts.clearance(&change.scope), case_id: Some(case_id) };
        Ok(clearance.sees().then_some(case_id))
    }

    async fn locked(change: &Change, id: Uuid) -> Result<Option<(Self, Held)>, DbErr> {
        let Some(row) = referral::Entity::find_by_id(id).lock_exclusive().one(change.transaction()).await? else {
            return Ok(None);
        };
        let Some(found) = facts(change, referral::Entity.into_iden(), Access::Referral, id).await? else {
            return Ok(None);
        };
        let scope = &change.scope;
        let facts = Access::Referral.read(&found, FOUND, scope)?;
        let received = facts.received(scope);
        // A receiver that can see the referral gets VERSION_CONFLICT or INVALID_TRANSITION, not NOT_FOUND, when it acts
        // too late. The state machine says which steps are left, the policy who may take them.
        let receives = received.is_some();
        let relations =
            facts.at_home(scope).with(Relation::ReferralPending, receives).with(Relation::ReferralActive, receives);
        let clearance = Clearance { classes: facts.clearance(scope), case_id: Some(facts.case.case_id) };
        let case = CaseFacts { shared: crate::access::class::ClassSet::ALL, ..facts.case };
        Ok(Some((row, Held { clearance, case, relations, masked: false })))
    }
}

impl Subject for transfer::Model {
    const RECORD: &'static str = "Transfer";

    async fn case_known(change: &Change, id: Uuid) -> Result<Option<Uuid>, DbErr> {
        known(change, transfer::Entity.into_iden(), Access::Transfer, id).await
    }

    async fn locked(change: &Change, id: Uuid) -> Result<Option<(Self, Held)>, DbErr> {
        let Some(row) = transfer::Entity::find_by_id(id).lock_exclusive().one(change.transaction()).await? else {
            return Ok(None);
        };
        let Some(found) = facts(change, transfer::Entity.into_iden(), Access::Transfer, id).await? else {
            return Ok(None);
        };
        let scope = &change.scope;
        let clearance = Access::Transfer.clearance(&found, FOUND, Clearance::PUBLIC, scope)?;
        let case = Access::Transfer.read(&found, FOUND, scope)?.case;
        // A receiver that acts too late gets VERSION_CONFLICT, not FORBIDDEN.
        let offered = row.to_organisation_id == scope.viewer.organisation_id && row.offered_at.is_some();
        // After the case has moved, the organisation that gave it still confirms the handover, through its closing
        // share.
        let moved = case.organisation_id != row.from_organisation_id || case.centre_id != row.from_centre_id;
        let gave = moved
            && row.from_organisation_id == scope.viewer.organisation_id
            && change.is_own_centre(row.from_centre_id).await?;
        let relations = to_case(&scope.viewer, &case)
            .at_home()
            .with(Relation::ReferralPending, offered)
            .with(Relation::ReferralActive, gave);
        let case = CaseFacts { shared: crate::access::class::ClassSet::ALL, ..case };
        Ok(Some((row, Held { clearance, case, relations, masked: false })))
    }
}

impl Subject for consular_request::Model {
    const RECORD: &'static str = "ConsularRequest";

    async fn case_known(change: &Change, id: Uuid) -> Result<Option<Uuid>, DbErr> {
        known(change, consular_request::Entity.into_iden(), Access::OfCaseLegal, id).await
    }

    async fn locked(change: &Change, id: Uuid) -> Result<Option<(Self, Held)>, DbErr> {
        let Some(row) = consular_request::Entity::find_by_id(id).lock_exclusive().one(change.transaction()).await?
        else {
            return Ok(None);
        };
        let Some(found) = facts(change, consular_request::Entity.into_iden(), Access::OfCaseLegal, id).await? else {
            return Ok(None);
        };
        Ok(Some((row, by_case(change, &found, Access::OfCaseLegal)?)))
    }
}

impl Subject for legal_order::Model {
    const RECORD: &'static str = "LegalOrder";

    async fn case_known(change: &Change, id: Uuid) -> Result<Option<Uuid>, DbErr> {
        known(change, legal_order::Entity.into_iden(), Access::LegalOrder, id).await
    }

    async fn locked(change: &Change, id: Uuid) -> Result<Option<(Self, Held)>, DbErr> {
        let Some(row) = legal_order::Entity::find_by_id(id).lock_exclusive().one(change.transaction()).await? else {
            return Ok(None);
        };
        let found = facts(change, legal_order::Entity.into_iden(), Access::LegalOrder, id).await?;
        found.map(|found| Ok((row, by_case(change, &found, Access::LegalOrder)?))).transpose()
    }
}

impl Subject for legal_override::Model {
    const RECORD: &'static str = "LegalOverride";

    async fn case_known(change: &Change, id: Uuid) -> Result<Option<Uuid>, DbErr> {
        let held = inferred(change, legal_override::Entity.into_iden(), Access::Override, id).await?;
        Ok(held.filter(|held| held.clearance.sees()).map(|held| held.case.case_id))
    }

    async fn locked(change: &Change, id: Uuid) -> Result<Option<(Self, Held)>, DbErr> {
        let Some(row) = legal_override::Entity::find_by_id(id).lock_exclusive().one(change.transaction()).await? else {
            return Ok(None);
        };
        Ok(inferred(change, legal_override::Entity.into_iden(), Access::Override, id).await?.map(|held| (row, held)))
    }
}

impl Subject for best_interest_determination::Model {
    const RECORD: &'static str = "BestInterestDetermination";

    async fn case_known(change: &Change, id: Uuid) -> Result<Option<Uuid>, DbErr> {
        let held = inferred(change, best_interest_determination::Entity.into_iden(), Access::Inferred, id).await?;
        Ok(held.filter(|held| held.clearance.sees()).map(|held| held.case.case_id))
    }

    async fn locked(change: &Change, id: Uuid) -> Result<Option<(Self, Held)>, DbErr> {
        let row = best_interest_determination::Entity::find_by_id(id).lock_exclusive();
        let Some(row) = row.one(change.transaction()).await? else { return Ok(None) };
        Ok(inferred(change, best_interest_determination::Entity.into_iden(), Access::Inferred, id)
            .await?
            .map(|held| (row, held)))
    }
}

/// The permit facts of a row whose existence reveals a class.
async fn inferred(change: &Change, table: DynIden, access: Access, id: Uuid) -> Result<Option<Held>, DbErr> {
    let Some(found) = facts(change, table, access, id).await? else { return Ok(None) };
    let scope = &change.scope;
    let clearance = access.clearance(&found, FOUND, Clearance::PUBLIC, scope)?;
    let facts = access.read(&found, FOUND, scope)?;
    let masked = access == Access::Override && facts.masked(scope);
    let relations = if masked { to_case(&scope.viewer, &facts.case).at_home() } else { facts.at_home(scope) };
    Ok(Some(Held { clearance, relations, case: facts.case, masked }))
}

impl Subject for share::Model {
    const RECORD: &'static str = "Share";

    async fn case_known(change: &Change, id: Uuid) -> Result<Option<Uuid>, DbErr> {
        known(change, share::Entity.into_iden(), Access::Share, id).await
    }

    async fn locked(change: &Change, id: Uuid) -> Result<Option<(Self, Held)>, DbErr> {
        let Some(row) = share::Entity::find_by_id(id).lock_exclusive().one(change.transaction()).await? else {
            return Ok(None);
        };
        let found = facts(change, share::Entity.into_iden(), Access::Share, id).await?;
        found.map(|found| Ok((row, by_case(change, &found, Access::Share)?))).transpose()
    }
}

impl Subject for consular_packet::Model {
    const RECORD: &'static str = "ConsularPacket";

    async fn case_known(change: &Change, id: Uuid) -> Result<Option<Uuid>, DbErr> {
        let Some(found) = facts(change, consular_packet::Entity.into_iden(), Access::Packet, id).await? else {
            return Ok(None);
        };
        if PacketFacts::read(&found, FOUND.1)?.relations(&change.scope) == Relations::default() {
            return Ok(None);
        }
        // The case is read separately, because the facts that the post may read do not name it.
        let request = consular_packet::Entity::find_by_id(id)
            .select_only()
            .column(consular_packet::Column::ConsularRequestId)
            .into_tuple::<Uuid>();
        let Some(request) = request.one(change.transaction()).await? else { return Ok(None) };
        let request = consular_request::Entity::find_by_id(request).one(change.transaction()).await?;
        Ok(request.map(|row| row.case_id))
    }

    async fn locked(change: &Change, id: Uuid) -> Result<Option<(Self, Held)>, DbErr> {
        let Some(row) = consular_packet::Entity::find_by_id(id).lock_exclusive().one(change.transaction()).await?
        else {
            return Ok(None);
        };
        let Some(found) = facts(change, consular_packet::Entity.into_iden(), Access::Packet, id).await? else {
            return Ok(None);
        };
        let facts = PacketFacts::read(&found, FOUND.1)?;
        let relations = facts.relations(&change.scope);
        // A closed packet can be listed, but for changes it is not found.
        let open = relations != Relations::default();
        let held = Held { clearance: facts.clearance(&change.scope), case: facts.as_case(), relations, masked: false };
        Ok(open.then_some((row, held)))
    }
}

/// The column of the key, and the first column of the facts, in [`facts`].
const FOUND: (usize, usize) = (0, 1);

async fn facts(change: &Change, table: DynIden, access: Access, id: Uuid) -> Result<Option<QueryResult>, DbErr> {
    let t = listed();
    let key = || column(&t, case::Column::Id);
    let mut select = Query::select().expr(key()).from_as(table, t.clone()).and_where(key().eq(id)).take();
    access.select(&mut select, &t, (false, None), (&change.scope, change.transaction().get_database_backend()));
    change.transaction().query_one(&select).await
}

async fn known(change: &Change, table: DynIden, access: Access, id: Uuid) -> Result<Option<Uuid>, DbErr> {
    let Some(found) = facts(change, table, access, id).await? else { return Ok(None) };
    let clearance = access.clearance(&found, FOUND, Clearance::PUBLIC, &change.scope)?;
    let case = access.read(&found, FOUND, &change.scope)?.case;
    Ok(clearance.sees().then_some(case.case_id))
}

fn by_case(change: &Change, found: &QueryResult, access: Access) -> Result<Held, DbErr> {
    let case = access.read(found, FOUND, &change.scope)?.case;
    let clearance = access.clearance(found, FOUND, Clearance::PUBLIC, &change.scope)?;
    let relations = to_case(&change.scope.viewer, &case);
    let relations = if access == Access::Case { relations } else { relations.at_home() };
    Ok(Held { clearance, case, relations, masked: false })
}
