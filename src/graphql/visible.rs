//! Decides what introspection shows to a viewer: the fields, mutations and records that the viewer's roles can ever
//! use. This is not access control: rows are guarded where they are read.

use std::{marker::PhantomData, sync::Arc};

use async_graphql::Context;
use entity::codes::{AccessMode, DataClass, Relation};
use sea_orm::Iterable;

use super::{
    record::table::{Record, Visible},
    request::Request,
    shown_records::holds,
};
use crate::{
    access::action::{Action, SENDS},
    actions::Verb,
    store::access::row_access::Access,
};

/// The type that a field leads to.
pub(crate) trait Target: Send + Sync + 'static {
    /// Whether introspection shows the type to the viewer of this request.
    fn is_shown(request: &Request) -> bool;
}

/// A value. Its type is shown to everybody.
#[derive(Debug)]
pub(crate) struct Plain;

impl Target for Plain {
    fn is_shown(_: &Request) -> bool {
        true
    }
}

/// Whether the viewer may read the class in some relation, and introspection shows the type that the field leads to.
pub(crate) fn field<T: Target>(access: Access, class: DataClass) -> Visible {
    if access == Access::Packet {
        OfClass::<T, true>::ALL[class as usize]
    } else {
        OfClass::<T, false>::ALL[class as usize]
    }
}

/// Whether the viewer can read any field of the record.
pub(crate) fn record<R: Record>(context: &Context<'_>) -> bool {
    request(context).is_some_and(|it| it.shows(R::table().name))
}

/// Whether the viewer may list colleagues, whatever the class of the field, and introspection shows the type that the field
/// leads to.
pub(crate) fn colleague<T: Target>(_: Access, _: DataClass) -> Visible {
    |context| request(context).is_some_and(|it| it.store.scope.grants.lists_colleagues() && T::is_shown(it))
}

/// Whether the viewer may list webhooks, and introspection shows the type that the field leads to.
pub(crate) fn webhooks<T: Target>(_: Access, _: DataClass) -> Visible {
    |context| request(context).is_some_and(|it| it.store.scope.grants.lists_webhooks() && T::is_shown(it))
}

/// Whether the viewer can read any field of the record that the verb changes.
pub(crate) fn changed<V: Verb>(context: &Context<'_>) -> bool {
    shows(context, Some(V::SHOWS.changed))
}

/// Whether the viewer can read any field of the record that the verb makes.
pub(crate) fn made<V: Verb>(context: &Context<'_>) -> bool {
    shows(context, V::SHOWS.made)
}

fn shows(context: &Context<'_>, record: Option<&str>) -> bool {
    request(context).zip(record).is_some_and(|(request, record)| request.shows(record))
}

/// Whether the viewer may take the action of the verb in some relation.
pub(crate) fn verb<V: Verb>(context: &Context<'_>) -> bool {
    request(context).is_some_and(|it| it.store.scope.grants.may_anywhere(V::ACTION))
}

/// Whether the viewer may draft or send referrals in some relation.
pub(crate) fn sender(context: &Context<'_>) -> bool {
    request(context).is_some_and(|it| SENDS.iter().any(|action| it.store.scope.grants.may_anywhere(*action)))
}

/// Whether the viewer may look for the file of a person at the counter.
pub(crate) fn counter(context: &Context<'_>) -> bool {
    request(context).is_some_and(|it| it.store.scope.grants.anywhere().holds(DataClass::IdentityMatch))
}

/// Whether the viewer may take an action that settles a task.
pub(crate) fn tasks(context: &Context<'_>) -> bool {
    request(context).is_some_and(|it| it.store.scope.has_tasks())
}

/// Whether the viewer may take any action. If not, the mutation root is hidden, because a type without fields is not
/// valid.
pub(crate) fn any_action(context: &Context<'_>) -> bool {
    request(context).is_some_and(|it| Action::all().any(|action| it.store.scope.grants.may_anywhere(action)))
}

/// Whether the viewer may ask for any statistics.
pub(crate) fn statistics(context: &Context<'_>) -> bool {
    request(context).is_some_and(|it| {
        let reads =
            |relation| it.store.scope.grants.classes(AccessMode::Standard, relation).holds(DataClass::Operational);
        let receives = it.store.scope.grants.classes(AccessMode::Standard, Relation::ReferralPending);
        reads(Relation::OwnCentre) || reads(Relation::Statistics) || receives.holds(DataClass::OperationalCoarse)
    })
}

/// One function for each class, because the engine's hook is a plain function pointer that captures nothing.
struct OfClass<T, const PACKET: bool>(PhantomData<T>);

macro_rules! of_each {
    ($($class:literal)+) => { [$(Self::shown::<$class>),+] };
}

impl<T: Target, const PACKET: bool> OfClass<T, PACKET> {
    const ALL: [Visible; 28] = of_each!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27);

    fn shown<const CLASS: usize>(context: &Context<'_>) -> bool {
        let Some(class) = DataClass::iter().nth(CLASS) else { return false };
        // Without a viewer only the public directory is shown.
        let Some(request) = request(context) else { return class == DataClass::Public };
        holds(&request.store.scope.grants, PACKET, class) && T::is_shown(request)
    }
}

fn request<'a>(context: &Context<'a>) -> Option<&'a Arc<Request>> {
    context.data_opt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_its_place() {
        assert_eq!(DataClass::iter().count(), OfClass::<Plain, false>::ALL.len());
        assert!(DataClass::iter().enumerate().all(|(place, class)| place == class as usize));
    }
}
