//! The `PageInfo` type of the Relay specification. It only declares the type: `record::answer` writes the values.

use async_graphql::SimpleObject;

/// The position of a page in its list.
#[derive(Debug, SimpleObject)]
pub(crate) struct PageInfo {
    /// Whether there are items after this page.
    has_next_page: bool,
    /// Whether there are items before this page.
    has_previous_page: bool,
    /// The cursor of the first item of the page. Null if the page is empty.
    start_cursor: Option<String>,
    /// The cursor of the last item of the page. Null if the page is empty.
    end_cursor: Option<String>,
}
