//! The schema as admission needs it: the kinds of its types, their fields and arguments, read once from the printed
//! schema. It has no introspection types, so a field below `__schema` has no type here.

use std::collections::{BTreeMap, HashMap, HashSet};

use async_graphql_parser::{
    self as parser, Positioned,
    types::{BaseType, FieldDefinition, InputValueDefinition, OperationType, Type, TypeKind, TypeSystemDefinition},
};
use async_graphql_value::{ConstValue, Name};

use super::conventions::Conventions;

/// The types of the schema by name.
pub(crate) struct TypeIndex {
    types: HashMap<Name, TypeShape>,
    /// What the SDL does not say.
    pub conventions: &'static dyn Conventions,
    query: Name,
    mutation: Name,
    subscription: Name,
    one_of: bool,
}

/// One type.
pub(crate) enum TypeShape {
    /// An object, interface or union with its fields.
    Composite {
        /// The fields, including `__typename`, which is the only one of a union.
        fields: HashMap<Name, FieldShape>,
        /// Whether it is an object type, so that its values belong to no other type.
        concrete: bool,
    },
    /// An enum with its values.
    Enum(HashSet<Name>),
    /// An input object.
    Input {
        /// The fields. They are in order, so that the refusal of an input with two mistakes is always the same.
        fields: BTreeMap<Name, InputShape>,
        /// Whether exactly one field must be given (`@oneOf`).
        one_of: bool,
    },
    /// A scalar.
    Scalar,
}

/// A field of an object or interface.
pub(crate) struct FieldShape {
    /// The type of its answer.
    pub ty: Type,
    /// Its arguments.
    pub arguments: BTreeMap<Name, InputShape>,
    /// Its page length.
    pub page: Page,
}

/// The page length of a field.
#[derive(Clone, Copy)]
pub(crate) enum Page {
    /// The field takes neither `first` nor `last`.
    None,
    /// The field takes `first` or `last`, and the schema has no default.
    OfSomeLength,
    /// The field takes `first` or `last`, and this is the default in the schema.
    Of(u64),
}

/// An argument, or a field of an input object.
pub(crate) struct InputShape {
    /// The type of its value.
    pub ty: Type,
    /// Whether it must be given: it is non-null and has no default.
    pub required: bool,
    /// Whether it holds personal data, according to the conventions.
    pub personal: bool,
}

impl TypeIndex {
    /// Reads the printed schema.
    pub(crate) fn read(sdl: &str, conventions: &'static dyn Conventions) -> Result<Self, parser::Error> {
        let mut types = HashMap::new();
        let mut roots = [Name::new("Query"), Name::new("Mutation"), Name::new("Subscription")];
        for definition in parser::parse_schema(sdl)?.definitions {
            match definition {
                TypeSystemDefinition::Schema(schema) => {
                    let named = [schema.node.query, schema.node.mutation, schema.node.subscription];
                    for (root, name) in roots.iter_mut().zip(named) {
                        if let Some(name) = name {
                            *root = name.node;
                        }
                    }
                }
                TypeSystemDefinition::Type(definition) => {
                    let one_of = definition.node.directives.iter().any(|it| it.node.name.node == "oneOf");
                    types.insert(definition.node.name.node, shape(definition.node.kind, one_of, conventions));
                }
                TypeSystemDefinition::Directive(_) => {}
            }
        }
        let [query, mutation, subscription] = roots;
        let one_of = types.values().any(|it| matches!(it, TypeShape::Input { one_of: true, .. }));
        Ok(Self { types, conventions, query, mutation, subscription, one_of })
    }

    /// The type with this name.
    pub(crate) fn get(&self, name: &str) -> Option<&TypeShape> {
        self.types.get(name)
    }

    /// Whether an input object takes exactly one field (`@oneOf`).
    pub(crate) const fn has_one_of(&self) -> bool {
        self.one_of
    }

    /// The name of the root type of an operation.
    pub(crate) fn root(&self, operation: OperationType) -> &Name {
        match operation {
            OperationType::Query => &self.query,
            OperationType::Mutation => &self.mutation,
            OperationType::Subscription => &self.subscription,
        }
    }

    /// A field of a type, if both exist.
    pub(crate) fn field(&self, parent: Option<&Name>, field: &str) -> Option<&FieldShape> {
        match self.get(parent?)? {
            TypeShape::Composite { fields, .. } => fields.get(field),
            _ => None,
        }
    }
}

/// The name of the type inside lists and non-nulls.
pub(crate) fn innermost(ty: &Type) -> &Name {
    match &ty.base {
        BaseType::Named(name) => name,
        BaseType::List(item) => innermost(item),
    }
}

fn shape(kind: TypeKind, one_of: bool, conventions: &dyn Conventions) -> TypeShape {
    let fields = |definitions: Vec<Positioned<FieldDefinition>>| {
        let field = |it: Positioned<FieldDefinition>| {
            let page = page(&it.node.arguments);
            (
                it.node.name.node,
                FieldShape { ty: it.node.ty.node, arguments: inputs(it.node.arguments, conventions), page },
            )
        };
        let mut fields: HashMap<_, _> = definitions.into_iter().map(field).collect();
        let string = Type { base: BaseType::Named(Name::new("String")), nullable: false };
        let typename = FieldShape { ty: string, arguments: BTreeMap::new(), page: Page::None };
        fields.insert(Name::new("__typename"), typename);
        fields
    };
    match kind {
        TypeKind::Scalar => TypeShape::Scalar,
        TypeKind::Object(it) => TypeShape::Composite { fields: fields(it.fields), concrete: true },
        TypeKind::Interface(it) => TypeShape::Composite { fields: fields(it.fields), concrete: false },
        TypeKind::Union(_) => TypeShape::Composite { fields: fields(Vec::new()), concrete: false },
        TypeKind::Enum(it) => TypeShape::Enum(it.values.into_iter().map(|value| value.node.value.node).collect()),
        TypeKind::InputObject(it) => TypeShape::Input { fields: inputs(it.fields, conventions), one_of },
    }
}

/// Reads the page length of a field from its arguments.
fn page(arguments: &[Positioned<InputValueDefinition>]) -> Page {
    let named = |name: &str| arguments.iter().find(|it| it.node.name.node == name);
    let Some(argument) = named("first").or_else(|| named("last")) else { return Page::None };
    match argument.node.default_value.as_ref().map(|it| &it.node) {
        Some(ConstValue::Number(number)) => number.as_u64().map_or(Page::OfSomeLength, Page::Of),
        _ => Page::OfSomeLength,
    }
}

fn inputs(
    definitions: Vec<Positioned<InputValueDefinition>>,
    conventions: &dyn Conventions,
) -> BTreeMap<Name, InputShape> {
    let input = |it: Positioned<InputValueDefinition>| {
        let required = !it.node.ty.node.nullable && it.node.default_value.is_none();
        let personal = it.node.directives.iter().any(|it| conventions.is_personal(&it.node));
        (it.node.name.node, InputShape { ty: it.node.ty.node, required, personal })
    };
    definitions.into_iter().map(input).collect()
}
