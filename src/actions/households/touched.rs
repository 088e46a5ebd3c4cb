//! What the change log says of a case whose relatives were written.

use entity::{case, codes::DataClass};

use crate::{
    actions::case_row,
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// Notes that the relatives of the case were written.
pub(super) async fn touched(change: &Change, case: &case::Model) -> Result<ChangeRecord, ChangeError> {
    case_row::touch(change, case, DataClass::Protection, vec!["family_links"]).await
}
