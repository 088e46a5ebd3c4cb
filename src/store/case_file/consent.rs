//! Consents on file, and the shares that end with them. `rules::consent` decides what a consent covers.

use entity::{
    case,
    codes::{OrganisationType, Purpose, ShareEndReason},
    consent, consent_recipient, share,
};
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QuerySelect,
    prelude::DateTimeUtc,
    sea_query::{Cond, DynIden, Expr, ExprTrait, IntoIden, Query},
};
use uuid::Uuid;

use crate::{
    rules,
    store::{
        access::scope::Scope,
        sql::expression::{alias, code, column, constant, exists_by_index},
        write::{change::Change, change_log::ChangeRecord},
    },
};

/// A consent with its recipients: the row, and its terms for the rules.
pub(crate) async fn find(
    transaction: &DatabaseTransaction,
    id: Uuid,
) -> Result<Option<(consent::Model, rules::consent::Consent)>, DbErr> {
    let Some(row) = consent::Entity::find_by_id(id).one(transaction).await? else { return Ok(None) };
    let recipients =
        consent_recipient::Entity::find().filter(consent_recipient::Column::ConsentId.eq(id)).all(transaction).await?;
    let terms = rules::consent::Consent::of(&row, &recipients);
    Ok(Some((row, terms)))
}

/// "The recipient under this alias belongs to a consent to a consular request that still covers it." The consular desk
/// has to know which post it may ask.
pub(crate) fn of_consular_consent(scope: &Scope, recipient: &DynIden) -> sea_orm::sea_query::Condition {
    use consent_recipient::Column as C;
    let parent = alias("named_by");
    let consular = Query::select()
        .expr(constant(1))
        .from_as(consent::Entity, parent.clone())
        .and_where(column(&parent, consent::Column::Id).equals((recipient.clone(), C::ConsentId.into_iden())))
        .and_where(column(&parent, consent::Column::Purpose).eq(code(&Purpose::ConsularDocument)))
        .take();
    let gone = alias("decided_elsewhere");
    let of = |name: C| column(&gone, name);
    let kind = of(C::OrganisationType);
    let decided = Query::select()
        .expr(constant(1))
        .from_as(consent_recipient::Entity, gone.clone())
        .and_where(of(C::ConsentId).equals((recipient.clone(), C::ConsentId.into_iden())))
        .and_where(of(C::ExcludedFrom).lte(scope.now))
        .cond_where(
            Cond::any()
                .add(of(C::OrganisationId).is_null())
                .add(of(C::OrganisationId).equals((recipient.clone(), C::OrganisationId.into_iden()))),
        )
        .cond_where(Cond::any().add(kind.clone().is_null()).add(kind.eq(code(&OrganisationType::GovOriginConsular))))
        .and_where(of(C::ServiceType).is_null())
        .take();
    Cond::all()
        .add(exists_by_index(consular))
        .add(column(recipient, C::ExcludedFrom).is_null())
        .add(exists_by_index(decided).not())
}

/// The shares that are open at this moment, or will open later.
pub(crate) fn live(at: DateTimeUtc) -> Condition {
    let ends_at = share::Column::EndsAt;
    Condition::all()
        .add(share::Column::EndedAt.is_null())
        .add(Condition::any().add(ends_at.is_null()).add(ends_at.gt(at)))
}

/// Ends these shares now, each with its log entry and event. The event makes the reader purge its copy.
pub(crate) async fn end_shares(change: &Change, which: Condition, reason: ShareEndReason) -> Result<u64, DbErr> {
    let changed = vec!["ended_at", "end_reason"];
    let set = [(share::Column::EndedAt, Expr::value(change.now())), (share::Column::EndReason, Expr::value(reason))];
    write(change, which, &set, &changed).await
}

/// Makes these shares end at this moment, unless they end sooner.
pub(crate) async fn limit_shares(change: &Change, which: Condition, ends_at: DateTimeUtc) -> Result<u64, DbErr> {
    let longer = Condition::any().add(share::Column::EndsAt.is_null()).add(share::Column::EndsAt.gt(ends_at));
    let set = [(share::Column::EndsAt, Expr::value(ends_at))];
    write(change, which.add(longer), &set, &["ends_at"]).await
}

/// Makes these shares run until this moment, if they end sooner.
pub(crate) async fn extend_shares(change: &Change, which: Condition, ends_at: DateTimeUtc) -> Result<u64, DbErr> {
    let set = [(share::Column::EndsAt, Expr::value(ends_at))];
    write(change, which.add(share::Column::EndsAt.lt(ends_at)), &set, &["ends_at"]).await
}

async fn write(
    change: &Change,
    which: Condition,
    set: &[(share::Column, Expr)],
    changed: &[&'static str],
) -> Result<u64, DbErr> {
    let which = Condition::all().add(which).add(live(change.now()));
    let shares = share::Entity::find().filter(which).lock_exclusive().all(change.transaction()).await?;
    let Some(first) = shares.first() else { return Ok(0) };
    let statement = set
        .iter()
        .fold(share::Entity::update_many(), |update, (column, value)| update.col_expr(*column, value.clone()));
    let ids = shares.iter().map(|share| share.id);
    let written = statement.filter(share::Column::Id.is_in(ids)).exec(change.transaction()).await?;
    // A change concerns one case, so all these shares belong to one case.
    let case = case::Entity::find_by_id(first.case_id).one(change.transaction()).await?;
    let owner = case.map(|case| case.organisation_id).unwrap_or_default();
    for share in &shares {
        let done = ChangeRecord {
            id: share.id,
            subject_type: "shares",
            case_id: Some(share.case_id),
            organisation_id: owner,
            version: None,
            changed: changed.to_vec(),
        };
        change.record("END_SHARE".to_owned(), &done).await?;
    }
    Ok(written.rows_affected)
}
