//! Walks lists to their end, page by page, forwards and backwards, with the cursors that they give.

use serde_json::{Value, json};

use super::{
    demo::Operation,
    pair::Pair,
    schema::{Schema, innermost},
};

/// Sizes of a page, forwards and backwards.
const SIZES: [(&str, &str, &str, u32); 4] = [
    ("first", "after", "endCursor", 2),
    ("first", "after", "endCursor", 25),
    ("last", "before", "startCursor", 3),
    ("last", "before", "startCursor", 25),
];

/// The maximum of pages for one list. The rest of a long list is like its beginning.
const PAGES: usize = 30;

/// Walks through every list of the schema, and gives a cursor of each.
pub async fn lists(pair: &mut Pair, schema: &Schema) -> Vec<String> {
    let mut cursors = Vec::new();
    for root in schema.queries() {
        if !root.arguments().iter().any(|it| it.name == "after") {
            continue;
        }
        let leaves = schema.leaves_of(innermost(root.of));
        for (size, beyond, next, rows) in SIZES {
            let mut cursor = Value::Null;
            for page in 0..PAGES {
                let operation = Operation {
                    name: format!("{} {size}: {rows}, page {page}", root.name),
                    query: format!(
                        "query($rows: Int, $beyond: String) {{ list: {}({size}: $rows, {beyond}: $beyond){leaves} }}",
                        root.name
                    ),
                    variables: json!({ "rows": rows, "beyond": cursor }),
                };
                let answer = pair.read(&operation).await;
                let info = &answer["data"]["list"]["pageInfo"];
                let more = info[if size == "first" { "hasNextPage" } else { "hasPreviousPage" }] == true;
                cursor = info[next].clone();
                if !more {
                    break;
                }
            }
            if rows == 2 {
                cursors.extend(cursor.as_str().map(str::to_owned));
            }
        }
    }
    cursors
}
