//! The order of the parts of the server and of the folders inside them.

/// The modules that each part of the server may name in addition to itself. A new part needs an entry here.
pub const ARROWS: &[(&str, &[&str])] = &[
    ("error", &[]),
    ("global_id", &["error"]),
    ("scalars", &[]),
    ("access", &[]),
    ("rules", &["access"]),
    ("store", &["access", "rules", "error"]),
    ("actions", &["access", "rules", "store", "error", "global_id", "scalars"]),
    ("graphql", &["access", "rules", "store", "actions", "error", "global_id", "scalars"]),
    ("http", &["access", "rules", "store", "actions", "graphql", "error", "global_id"]),
    // The settings of the whole server, composed of the settings of its parts.
    ("config", &["access", "store", "graphql", "http"]),
    ("logs", &["config"]),
    ("command", &["access", "rules", "store", "actions", "graphql", "http", "config", "logs", "error", "global_id"]),
    // The program names the server as `waystation`.
    ("main", &["command"]),
];

/// The folders and files inside a part, from the bottom up: each may name only those before it. A new one needs a place here.
pub const FOLDERS: &[(&str, &[&str])] = &[
    (
        "store",
        &[
            "database",
            "sql",
            "read_log",
            "identity",
            "access",
            "read",
            "lists",
            "write",
            "case_file",
            "consular",
            "background",
            "statistics",
        ],
    ),
    (
        "actions",
        &[
            // Rows that several verbs write.
            "recorded",
            "case_row",
            "beds",
            "steps",
            // The verbs.
            "consular",
            "consents",
            "overriding",
            "best_interest",
            "orders",
            "shares",
            "referrals",
            "transfers",
            "cases",
            "stays",
            // Everything that a verb needs around it.
            "perform",
        ],
    ),
];
