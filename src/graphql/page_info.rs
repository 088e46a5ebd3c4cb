//! `PageInfo` of the Relay specification, as a type of the schema; answers are made in `record::answer`.

use async_graphql::SimpleObject;

/// Where a page stands in its list.
#[derive(Debug, SimpleObject)]
pub struct PageInfo {
    /// Whether there are rows behind this page.
    has_next_page: bool,
    /// Whether there are rows before this page.
    has_previous_page: bool,
    /// The cursor of the first row of the page.
    start_cursor: Option<String>,
    /// The cursor of the last row of the page.
    end_cursor: Option<String>,
}
