//! Centres as a change needs them: from the database and not from the directory in memory, which may be a moment old.

use entity::centre;
use sea_orm::{DatabaseTransaction, DbErr, EntityTrait};

/// The ordinary centre that answers for a case of this centre: its name is in every list. None where the directory names none for a protected centre.
///
/// # Errors
/// When the database fails.
pub async fn fronting(
    transaction: &DatabaseTransaction,
    centre: &centre::Model,
) -> Result<Option<centre::Model>, DbErr> {
    if !centre.protected {
        return Ok(Some(centre.clone()));
    }
    let Some(id) = centre.fronting_centre_id else { return Ok(None) };
    Ok(centre::Entity::find_by_id(id).one(transaction).await?.filter(|centre| !centre.protected))
}
