//! Waystation: a GraphQL server for casework with people on the move.

pub mod graphql;
