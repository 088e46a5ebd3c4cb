//! Centres inside a change: read from the database, because the directory in memory may be some seconds old.

use entity::centre;
use sea_orm::{DatabaseTransaction, DbErr, EntityTrait};

/// The ordinary centre that fronts for this centre in lists; an ordinary centre fronts for itself. `None` if a
/// protected centre has no fronting centre.
pub(crate) async fn fronting(
    transaction: &DatabaseTransaction,
    centre: &centre::Model,
) -> Result<Option<centre::Model>, DbErr> {
    if !centre.protected {
        return Ok(Some(centre.clone()));
    }
    let Some(id) = centre.fronting_centre_id else { return Ok(None) };
    Ok(centre::Entity::find_by_id(id).one(transaction).await?.filter(|centre| !centre.protected))
}
