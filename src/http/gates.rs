//! The gate in front of each schema: what a document may cost, and whether its arguments fit, is measured with the names
//! that there are for whoever asks.

use async_graphql::parser;

use crate::{
    access::viewer::Viewer,
    graphql::{
        admission::{Admission, Limits},
        engine, origin,
    },
};

/// The gates.
pub struct Gates {
    casework: Admission,
    origin: Admission,
}

impl Gates {
    /// Gates in front of the schemas of the server.
    ///
    /// # Errors
    /// When a printed schema cannot be read.
    pub fn new(limits: &Limits) -> Result<Self, parser::Error> {
        let gate = |sdl: String| Admission::new(&sdl, limits.clone());
        Ok(Self { casework: gate(engine::sdl(&engine::schema()))?, origin: gate(engine::sdl(&origin::schema()))? })
    }

    /// Gates in front of other schemas: one for casework, and one for States of origin.
    #[must_use]
    pub const fn of(casework: Admission, origin: Admission) -> Self {
        Self { casework, origin }
    }

    /// The gate that this viewer goes through.
    #[must_use]
    pub const fn for_viewer(&self, viewer: &Viewer) -> &Admission {
        if viewer.is_of_origin() { &self.origin } else { &self.casework }
    }

    /// The limits that all gates hold to.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        self.casework.limits()
    }
}
