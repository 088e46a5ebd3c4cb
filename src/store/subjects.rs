//! From what a verified token says to the viewer: the organisation must be known and in good standing, the worker's row is
//! made at the first valid token, and centre codes become ids. Knows no token text and no signature.

use chrono::TimeDelta;
use entity::{centre, codes::OrganisationType, organisation, worker};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, prelude::DateTimeUtc, sea_query::Expr,
    sea_query::OnConflict,
};
use uuid::Uuid;

use super::database::Database;
use crate::access::{verified_token::VerifiedToken, viewer::Viewer};

/// "Last seen" is for people who look after accounts: a write for each request would buy them nothing.
const BETWEEN_SIGHTS: TimeDelta = TimeDelta::minutes(5);

/// Why the database does not know a caller whose token is valid.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum SubjectRefused {
    /// There is no such organisation.
    #[error("organisation unknown")]
    UnknownOrganisation,
    /// The organisation was suspended.
    #[error("organisation suspended")]
    SuspendedOrganisation,
    /// The token names another kind of organisation than the database.
    #[error("organisation type differs from the database")]
    OtherOrganisationType,
    /// The token names another country than the database, for a liaison officer.
    #[error("country differs from the database")]
    OtherCountry,
}

/// The viewer whom a token speaks for.
///
/// # Errors
/// When the database cannot be asked. A caller whom it does not accept is the inner answer, no error.
pub async fn viewer(
    database: &Database,
    token: &VerifiedToken,
    now: DateTimeUtc,
) -> Result<Result<Viewer, SubjectRefused>, DbErr> {
    let organisation = organisation::Entity::find_by_id(token.organisation_id).one(&database.reader).await?;
    let organisation = match accept(organisation, token) {
        Ok(organisation) => organisation,
        Err(refused) => return Ok(Err(refused)),
    };
    let worker_id = worker_id(database, token, now).await?;
    Ok(Ok(Viewer {
        worker_id,
        organisation_id: organisation.id,
        organisation_type: organisation.organisation_type,
        country: organisation.country,
        oversight: organisation.oversight,
        roles: token.roles.clone(),
        centres: centres(database, token).await?,
        purpose: token.purpose,
    }))
}

fn accept(
    organisation: Option<organisation::Model>,
    token: &VerifiedToken,
) -> Result<organisation::Model, SubjectRefused> {
    let organisation = organisation.ok_or(SubjectRefused::UnknownOrganisation)?;
    if organisation.suspended_at.is_some() {
        return Err(SubjectRefused::SuspendedOrganisation);
    }
    if token.organisation_type.is_some_and(|kind| kind != organisation.organisation_type) {
        return Err(SubjectRefused::OtherOrganisationType);
    }
    // Only a liaison officer speaks for a country; other providers use the claim for where somebody lives.
    let is_liaison = organisation.organisation_type == OrganisationType::GovOriginConsular;
    if is_liaison && token.country.is_some() && token.country != organisation.country {
        return Err(SubjectRefused::OtherCountry);
    }
    Ok(organisation)
}

/// The worker's row, made or brought up to date.
async fn worker_id(database: &Database, token: &VerifiedToken, now: DateTimeUtc) -> Result<Uuid, DbErr> {
    let known = || {
        worker::Entity::find()
            .filter(worker::Column::Issuer.eq(&token.issuer))
            .filter(worker::Column::Subject.eq(&token.subject))
    };
    if let Some(worker) = known().one(&database.reader).await? {
        if worker.organisation_id != token.organisation_id || now - worker.last_seen_at >= BETWEEN_SIGHTS {
            seen(database, worker.id, token, now).await?;
        }
        return Ok(worker.id);
    }
    let row = worker::ActiveModel {
        id: Set(Uuid::now_v7()),
        organisation_id: Set(token.organisation_id),
        issuer: Set(token.issuer.clone()),
        subject: Set(token.subject.clone()),
        display_name: Set(None),
        created_at: Set(now),
        last_seen_at: Set(now),
    };
    // Two first requests may come at once: the second insert does nothing, and both read the same row, from the writer,
    // since a replica may not have it yet.
    let already = OnConflict::columns([worker::Column::Issuer, worker::Column::Subject]).do_nothing().to_owned();
    worker::Entity::insert(row).on_conflict(already).exec_without_returning(&database.writer).await?;
    let worker = known().one(&database.writer).await?;
    worker.map(|worker| worker.id).ok_or_else(|| DbErr::RecordNotFound("the worker just made".to_owned()))
}

async fn seen(database: &Database, worker_id: Uuid, token: &VerifiedToken, now: DateTimeUtc) -> Result<(), DbErr> {
    worker::Entity::update_many()
        .col_expr(worker::Column::LastSeenAt, Expr::value(now))
        .col_expr(worker::Column::OrganisationId, Expr::value(token.organisation_id))
        .filter(worker::Column::Id.eq(worker_id))
        .exec(&database.writer)
        .await
        .map(|_| ())
}

/// The centres that the token narrows to. A code that is unknown or another organisation's is dropped, which narrows
/// further; without any left the viewer has no centre of their own.
async fn centres(database: &Database, token: &VerifiedToken) -> Result<Option<Vec<Uuid>>, DbErr> {
    let Some(codes) = &token.centres else { return Ok(None) };
    centre::Entity::find()
        .select_only()
        .column(centre::Column::Id)
        .filter(centre::Column::OrganisationId.eq(token.organisation_id))
        .filter(centre::Column::Code.is_in(codes))
        .into_tuple()
        .all(&database.reader)
        .await
        .map(Some)
}

#[cfg(test)]
mod tests;
