//! Admission per schema. The cost and the arguments of a document are checked against the schema that the viewer uses:
//! casework, or State of origin. It also holds the documents that are known by a name.

use async_graphql::parser;

use super::documents::{DocumentSettings, Documents};
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
    documents: Documents,
}

impl Gates {
    /// Admission for the schemas of the server.
    ///
    /// # Errors
    /// When the printed SDL cannot be parsed.
    pub fn new(limits: &Limits) -> Result<Self, parser::Error> {
        let gate = |sdl: String| Admission::new(&sdl, limits.clone());
        Ok(Self {
            casework: gate(engine::sdl(&engine::schema()))?,
            origin: gate(engine::sdl(&origin::schema()))?,
            documents: Documents::registering(DocumentSettings::default().registered_bytes),
        })
    }

    /// The same, with these documents known by a name.
    #[must_use]
    pub fn with_documents(self, documents: Documents) -> Self {
        Self { documents, ..self }
    }

    /// The documents that are known by a name.
    pub(crate) const fn documents(&self) -> &Documents {
        &self.documents
    }

    /// Admission for the schemas of tests.
    #[cfg(test)]
    pub(crate) fn of(casework: Admission, origin: Admission) -> Self {
        let documents = Documents::registering(DocumentSettings::default().registered_bytes);
        Self { casework, origin, documents }
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
