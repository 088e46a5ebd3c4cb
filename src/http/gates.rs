//! Admission per schema. The cost and the arguments of a document are checked against the schema that the viewer uses:
//! casework, or State of origin.

use async_graphql::parser;

use crate::{
    access::viewer::Viewer,
    graphql::{
        admission::{Admission, Limits},
        engine, origin,
    },
};

/// The admission of each schema.
pub struct Gates {
    casework: Admission,
    origin: Admission,
}

impl Gates {
    /// Admission for the schemas of the server.
    ///
    /// # Errors
    /// When the printed SDL cannot be parsed.
    pub fn new(limits: &Limits) -> Result<Self, parser::Error> {
        let gate = |sdl: String| Admission::new(&sdl, limits.clone());
        Ok(Self { casework: gate(engine::sdl(&engine::schema()))?, origin: gate(engine::sdl(&origin::schema()))? })
    }

    /// Admission for the schemas of tests.
    #[cfg(test)]
    pub(crate) const fn of(casework: Admission, origin: Admission) -> Self {
        Self { casework, origin }
    }

    /// The admission for this viewer.
    pub(crate) const fn for_viewer(&self, viewer: &Viewer) -> &Admission {
        if viewer.is_of_origin() { &self.origin } else { &self.casework }
    }

    /// The limits, which are the same for all schemas.
    pub(crate) fn limits(&self) -> &Limits {
        self.casework.limits()
    }
}
