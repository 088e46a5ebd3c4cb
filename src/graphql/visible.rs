//! What introspection shows to whom: fields of classes, mutations of actions, and lists that the viewer's roles can ever
//! reach. It hides what would be no use; it guards nothing, for that is done where rows are read.

use std::sync::Arc;

use async_graphql::Context;
use entity::codes::{AccessMode, DataClass, Relation};
use sea_orm::Iterable;

use super::request::Request;
use crate::access::action::Action;

/// How the engine asks.
pub type Visible = fn(&Context<'_>) -> bool;

/// Whether the viewer may read the class in any relation.
#[must_use]
pub fn class(class: DataClass) -> Visible {
    const OF: [Visible; 23] = [
        holds::<0>,
        holds::<1>,
        holds::<2>,
        holds::<3>,
        holds::<4>,
        holds::<5>,
        holds::<6>,
        holds::<7>,
        holds::<8>,
        holds::<9>,
        holds::<10>,
        holds::<11>,
        holds::<12>,
        holds::<13>,
        holds::<14>,
        holds::<15>,
        holds::<16>,
        holds::<17>,
        holds::<18>,
        holds::<19>,
        holds::<20>,
        holds::<21>,
        holds::<22>,
    ];
    OF[class as usize]
}

/// Whether the viewer may take the action in any relation.
#[must_use]
pub fn action(action: Action) -> Visible {
    const OF: [Visible; 62] = [
        may::<0>, may::<1>, may::<2>, may::<3>, may::<4>, may::<5>, may::<6>, may::<7>, may::<8>, may::<9>, may::<10>,
        may::<11>, may::<12>, may::<13>, may::<14>, may::<15>, may::<16>, may::<17>, may::<18>, may::<19>, may::<20>,
        may::<21>, may::<22>, may::<23>, may::<24>, may::<25>, may::<26>, may::<27>, may::<28>, may::<29>, may::<30>,
        may::<31>, may::<32>, may::<33>, may::<34>, may::<35>, may::<36>, may::<37>, may::<38>, may::<39>, may::<40>,
        may::<41>, may::<42>, may::<43>, may::<44>, may::<45>, may::<46>, may::<47>, may::<48>, may::<49>, may::<50>,
        may::<51>, may::<52>, may::<53>, may::<54>, may::<55>, may::<56>, may::<57>, may::<58>, may::<59>, may::<60>,
        may::<61>,
    ];
    OF[action as usize]
}

/// Whether the viewer may read the class of a packet.
#[must_use]
pub fn of_packet(class: DataClass) -> Visible {
    match class {
        DataClass::OperationalCoarse => packets,
        DataClass::Operational => |context| packet_holds(context, DataClass::Operational),
        DataClass::Identity => |context| packet_holds(context, DataClass::Identity),
        DataClass::Contact => |context| packet_holds(context, DataClass::Contact),
        DataClass::Legal => |context| packet_holds(context, DataClass::Legal),
        // No packet tells anything else.
        _ => |_| false,
    }
}

/// Whether the viewer can ever know of a packet.
#[must_use]
pub fn packets(context: &Context<'_>) -> bool {
    packet_holds(context, DataClass::OperationalCoarse)
}

/// Whether the viewer can ever know of a request to a consulate.
#[must_use]
pub fn consular_requests(context: &Context<'_>) -> bool {
    holds::<{ DataClass::Legal as usize }>(context)
}

/// Whether the viewer can have anything counted.
#[must_use]
pub fn statistics(context: &Context<'_>) -> bool {
    request(context).is_some_and(|it| {
        let reads =
            |relation| it.store.scope.grants.classes(AccessMode::Standard, relation).holds(DataClass::Operational);
        let receives = it.store.scope.grants.classes(AccessMode::Standard, Relation::ReferralPending);
        reads(Relation::OwnCentre) || reads(Relation::Statistics) || receives.holds(DataClass::OperationalCoarse)
    })
}

fn packet_holds(context: &Context<'_>, class: DataClass) -> bool {
    request(context).is_some_and(|it| it.store.scope.grants.of_packets().holds(class))
}

/// Whether the viewer can ever know of a case.
#[must_use]
pub fn cases(context: &Context<'_>) -> bool {
    holds::<{ DataClass::OperationalCoarse as usize }>(context)
}

fn holds<const CLASS: usize>(context: &Context<'_>) -> bool {
    let Some(class) = DataClass::iter().nth(CLASS) else { return false };
    class == DataClass::Public || request(context).is_some_and(|it| it.store.scope.grants.anywhere().holds(class))
}

fn may<const ACTION: usize>(context: &Context<'_>) -> bool {
    let Some(action) = Action::all().nth(ACTION) else { return false };
    request(context).is_some_and(|it| it.store.scope.grants.may_anywhere(action))
}

fn request<'a>(context: &Context<'a>) -> Option<&'a Arc<Request>> {
    context.data_opt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_and_action_has_its_place() {
        assert_eq!(DataClass::iter().count(), 23);
        assert_eq!(Action::all().count(), 62);
        assert!(DataClass::iter().enumerate().all(|(place, class)| place == class as usize));
        assert!(Action::all().enumerate().all(|(place, action)| place == action as usize));
    }
}
