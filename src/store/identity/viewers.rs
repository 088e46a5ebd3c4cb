//! From a verified token to the viewer: the organisation must exist and not be suspended, the worker's row is created
//! at the first valid token, and centre codes become ids. This file knows no token text and no signature.

use chrono::TimeDelta;
use entity::{centre, codes::OrganisationType, consular_post, organisation, worker, worker_centre};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, DbErr, EntityTrait, QueryFilter, QuerySelect, prelude::DateTimeUtc,
    sea_query::Expr, sea_query::OnConflict,
};
use uuid::Uuid;

use crate::{
    access::{
        role_set::RoleSet,
        verified_token::{ALL_ORDINARY_CENTRES, VerifiedToken},
        viewer::{OwnCentres, Viewer},
    },
    rules::{
        country::is_country,
        name_order::sort_key,
        text::{TextKind, optional},
    },
    store::database::Database,
};

/// `last_seen_at` is for account management: a write for every request would not help it.
const BETWEEN_SIGHTS: TimeDelta = TimeDelta::minutes(5);

/// The reason why the database rejects a caller whose token is valid.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum SubjectRefused {
    /// There is no such organisation.
    #[error("organisation unknown")]
    UnknownOrganisation,
    /// The organisation was suspended.
    #[error("organisation suspended")]
    SuspendedOrganisation,
    /// The worker was deactivated.
    #[error("worker deactivated")]
    DeactivatedWorker,
    /// The token names another organisation type than the database.
    #[error("organisation type differs from the database")]
    OtherOrganisationType,
    /// The token of a liaison officer names no country, or another than the database.
    #[error("country missing or different from that of the organisation")]
    OtherCountry,
    /// The country in the token of a liaison officer is no code of ISO 3166-1 alpha-3.
    #[error("country is no code of ISO 3166-1 alpha-3, such as NER")]
    NotACountry,
    /// The token of a liaison officer names no post, or another than that of the organisation.
    #[error("post missing or different from that of the organisation")]
    OtherPost,
}

/// The viewer for a token.
/// Errors: when the database cannot be read. A rejected caller is the inner result.
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
    if organisation.organisation_type == OrganisationType::GovOriginConsular
        && let Err(refused) = speaks_for_the_post(database, &organisation, token).await?
    {
        return Ok(Err(refused));
    }
    let centres = centres(database, token).await?;
    let worker = worker(database, token, &centres, now).await?;
    if worker.deactivated_at.is_some() {
        return Ok(Err(SubjectRefused::DeactivatedWorker));
    }
    Ok(Ok(Viewer {
        worker_id: worker.id,
        organisation_id: organisation.id,
        organisation_type: organisation.organisation_type,
        country: organisation.country,
        // The smaller of the two: a token opens no more than it says, and no more than the database allows.
        oversight: organisation.oversight.min(token.oversight),
        roles: token.roles.clone(),
        centres,
        purpose: token.purpose,
        settings: token.settings.clone(),
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
    Ok(organisation)
}

/// Whether a liaison officer's token names the country and the post of the organisation: the post by its id or name, or
/// by the acronym of the organisation. It is checked only for liaison officers, because other identity providers use
/// the country claim for the place of residence.
async fn speaks_for_the_post(
    database: &Database,
    organisation: &organisation::Model,
    token: &VerifiedToken,
) -> Result<Result<(), SubjectRefused>, DbErr> {
    if token.country.as_deref().is_some_and(|code| !is_country(code)) {
        return Ok(Err(SubjectRefused::NotACountry));
    }
    if token.country.is_none() || token.country != organisation.country {
        return Ok(Err(SubjectRefused::OtherCountry));
    }
    let Some(named) = &token.post else { return Ok(Err(SubjectRefused::OtherPost)) };
    let of_organisation = consular_post::Column::OrganisationId.eq(organisation.id);
    let posts = consular_post::Entity::find().filter(of_organisation).all(&database.reader).await?;
    let is_it = |post: &consular_post::Model| post.name == *named || Uuid::parse_str(named) == Ok(post.id);
    let fits = posts.iter().any(is_it) || organisation.acronym == *named;
    Ok(if fits { Ok(()) } else { Err(SubjectRefused::OtherPost) })
}

/// The worker's row, which is created or updated. A person who works for two organisations is two workers:
/// what was assigned to or sent by one is not visible to the other.
async fn worker(
    database: &Database,
    token: &VerifiedToken,
    centres: &OwnCentres,
    now: DateTimeUtc,
) -> Result<worker::Model, DbErr> {
    let name = name(token);
    let duties = Duties::of(token, centres);
    let known = || {
        worker::Entity::find()
            .filter(worker::Column::Issuer.eq(&token.issuer))
            .filter(worker::Column::Subject.eq(&token.subject))
            .filter(worker::Column::OrganisationId.eq(token.organisation_id))
    };
    if let Some(worker) = known().one(&database.reader).await? {
        let renamed = name.is_some() && name != worker.display_name;
        let is_seen = renamed || worker.roles.is_none() || now - worker.last_seen_at >= BETWEEN_SIGHTS;
        if is_seen && worker.deactivated_at.is_none() {
            seen(database, worker.id, name, &duties, now).await?;
            name_centres(database, worker.id, &duties).await?;
        }
        return Ok(worker);
    }
    let row = worker::ActiveModel {
        id: Set(Uuid::now_v7()),
        organisation_id: Set(token.organisation_id),
        issuer: Set(token.issuer.clone()),
        subject: Set(token.subject.clone()),
        sort_key: Set(name.as_deref().map(sort_key)),
        display_name: Set(name),
        created_at: Set(now),
        last_seen_at: Set(now),
        deactivated_at: Set(None),
        roles: Set(Some(duties.roles.to_bits())),
        all_ordinary_centres: Set(duties.all_ordinary),
    };
    // Two first requests may arrive at the same time: the second insert does nothing, and both read the same row. They
    // read it from the writer, because a replica may not have it yet.
    let key = [worker::Column::Issuer, worker::Column::Subject, worker::Column::OrganisationId];
    let already = OnConflict::columns(key).do_nothing().to_owned();
    worker::Entity::insert(row).on_conflict(already).exec_without_returning(&database.urgent).await?;
    let worker = known().one(&database.urgent).await?;
    let worker = worker.ok_or_else(|| DbErr::RecordNotFound("the worker just made".to_owned()))?;
    name_centres(database, worker.id, &duties).await?;
    Ok(worker)
}

/// What a token says of the worker's duties. It is stored for those who assign cases, and grants nothing: a request is decided
/// by its own token. It is stored when the worker is seen, because a worker with two tokens would change it with each request.
struct Duties<'t> {
    roles: RoleSet,
    all_ordinary: bool,
    named: &'t [Uuid],
}

impl<'t> Duties<'t> {
    fn of(token: &VerifiedToken, centres: &'t OwnCentres) -> Self {
        Self {
            roles: token.roles.iter().copied().collect(),
            all_ordinary: matches!(centres, OwnCentres::AllOrdinary { .. }),
            named: centres.named(),
        }
    }
}

/// Stores the worker's own centres, if they changed.
async fn name_centres(database: &Database, worker_id: Uuid, duties: &Duties<'_>) -> Result<(), DbErr> {
    use worker_centre::{Column as C, Entity};

    let of_worker = || Condition::all().add(C::WorkerId.eq(worker_id));
    let stored: Vec<Uuid> =
        Entity::find().select_only().column(C::CentreId).filter(of_worker()).into_tuple().all(&database.urgent).await?;
    let gone: Vec<_> = stored.iter().copied().filter(|it| !duties.named.contains(it)).collect();
    if !gone.is_empty() {
        Entity::delete_many().filter(of_worker().add(C::CentreId.is_in(gone))).exec(&database.urgent).await?;
    }
    let new = duties.named.iter().copied().filter(|it| !stored.contains(it));
    let rows: Vec<_> = new
        .map(|centre_id| worker_centre::ActiveModel { worker_id: Set(worker_id), centre_id: Set(centre_id) })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    let already = OnConflict::columns([C::WorkerId, C::CentreId]).do_nothing().to_owned();
    Entity::insert_many(rows).on_conflict(already).exec_without_returning(&database.urgent).await.map(drop)
}

/// The display name for colleagues, normalised like other text. A name that could pass for another one is ignored.
fn name(token: &VerifiedToken) -> Option<String> {
    optional("name", TextKind::Line, token.display_name.as_deref()).ok().flatten()
}

async fn seen(
    database: &Database,
    worker_id: Uuid,
    name: Option<String>,
    duties: &Duties<'_>,
    now: DateTimeUtc,
) -> Result<(), DbErr> {
    let mut seen = worker::Entity::update_many()
        .col_expr(worker::Column::LastSeenAt, Expr::value(now))
        .col_expr(worker::Column::Roles, Expr::value(duties.roles.to_bits()))
        .col_expr(worker::Column::AllOrdinaryCentres, Expr::value(duties.all_ordinary));
    // A token without a name keeps the stored name.
    if let Some(name) = name {
        let key = sort_key(&name);
        seen = seen
            .col_expr(worker::Column::DisplayName, Expr::value(name))
            .col_expr(worker::Column::SortKey, Expr::value(key));
    }
    seen.filter(worker::Column::Id.eq(worker_id)).exec(&database.urgent).await.map(|_| ())
}

/// The viewer's own centres: those that the token names by code or id. Unknown centres and centres of other
/// organisations are dropped; if none is left, the viewer has no centre of its own.
async fn centres(database: &Database, token: &VerifiedToken) -> Result<OwnCentres, DbErr> {
    let ids = token.centres.iter().filter_map(|name| Uuid::parse_str(name).ok());
    let named = Condition::any().add(centre::Column::Code.is_in(&token.centres)).add(centre::Column::Id.is_in(ids));
    let named: Vec<Uuid> = if token.centres.is_empty() {
        Vec::new()
    } else {
        centre::Entity::find()
            .select_only()
            .column(centre::Column::Id)
            .filter(centre::Column::OrganisationId.eq(token.organisation_id))
            .filter(named)
            .into_tuple()
            .all(&database.reader)
            .await?
    };
    let all = token.centres.iter().any(|name| name == ALL_ORDINARY_CENTRES);
    Ok(if all { OwnCentres::AllOrdinary { and: named } } else { OwnCentres::Named(named) })
}

#[cfg(test)]
mod tests;
