//! Declares an object type that is no record, and whose answers are made as a whole.

use async_graphql::{
    OutputType,
    registry::{MetaField, MetaTypeId, ObjectBuilder, Registry},
};

use super::record::table::Visible;

/// A field: its name, its type and its description.
pub(super) type Declared = (&'static str, String, &'static str);

/// Registers an object type with these fields, for the viewers to whom it is visible.
pub(super) fn object<T: OutputType>(
    registry: &mut Registry,
    (doc, visible): (&str, Visible),
    fields: fn(&mut Registry) -> Vec<Declared>,
) -> String {
    registry.create_output_type::<T, _>(MetaTypeId::Object, |registry| {
        let fields = fields(registry).into_iter().map(|(name, of, doc)| {
            let mut field = MetaField::new(name, of);
            field.description = Some(doc.to_owned());
            (name.to_owned(), field)
        });
        ObjectBuilder::new(T::type_name(), fields.collect())
            .description(Some(doc.to_owned()))
            .rust_typename(std::any::type_name::<T>())
            .visible(Some(visible))
            .build()
    })
}
