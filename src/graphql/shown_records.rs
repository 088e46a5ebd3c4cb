//! The records that introspection shows to a viewer. A record without a visible field is hidden together with every field
//! that leads to it, because a type without fields is not valid.

use std::collections::HashSet;

use entity::codes::DataClass;

use super::record::table::{Field, Holds, Table};
use crate::{access::clearance::Grants, store::access::row_access::Access};

/// The names of the records that these grants show. A record is shown if its identifier, where it has one, is readable,
/// and if at least one readable field holds a value or leads to another shown record.
pub(crate) fn shown_records(grants: &Grants, all: &[&'static Table]) -> HashSet<&'static str> {
    let mut shown = HashSet::new();
    loop {
        let more: Vec<_> = all
            .iter()
            .filter(|table| !shown.contains(table.name) && shows_something(grants, table, &shown))
            .map(|table| table.name)
            .collect();
        if more.is_empty() {
            return shown;
        }
        shown.extend(more);
    }
}

fn shows_something(grants: &Grants, table: &Table, shown: &HashSet<&'static str>) -> bool {
    // The list of colleagues shows workers also to those who read no STAFF of a case.
    let listed = matches!(table.name, "Worker" | "WorkerCentre") && grants.lists_colleagues();
    // Webhooks are settings, and have nothing to do with who reads OPERATIONAL_COARSE of a case.
    let kept = matches!(table.name, "Webhook" | "WebhookDelivery");
    let listed = listed || (kept && grants.lists_webhooks());
    let readable = |field: &&Field| listed || !kept && holds(grants, table.access == Access::Packet, field.class);
    let leads_on = |field: &Field| match &field.holds {
        Holds::One { to, .. }
        | Holds::Known { to, .. }
        | Holds::Many { to, .. }
        | Holds::Occupancies { to, .. }
        | Holds::Parts { to, .. } => shown.contains(to().name),
        Holds::Leaf { .. }
        | Holds::Actions { .. }
        | Holds::Organisation { .. }
        | Holds::Centre { .. }
        | Holds::Occupancy { .. }
        | Holds::Part
        | Holds::Id => true,
    };
    let mut identifiers = table.fields.iter().filter(|field| matches!(field.holds, Holds::Id));
    // The interface `Node` promises a readable identifier.
    identifiers.all(|field| readable(&field)) && table.fields.iter().filter(readable).any(leads_on)
}

/// Whether the viewer may read the class in some relation; of packets, if `packet` is true.
pub(super) fn holds(grants: &Grants, packet: bool, class: DataClass) -> bool {
    if packet { grants.of_packets().holds(class) } else { class == DataClass::Public || grants.anywhere().holds(class) }
}

#[cfg(test)]
mod tests {
    use entity::codes::{OrganisationType, Role};

    use super::*;
    use crate::{
        access::{policy::Policy, viewer::Viewer},
        graphql::records,
    };

    #[test]
    fn a_record_is_shown_with_its_first_readable_field() {
        let shown = |organisation_type, role| {
            let viewer = Viewer { organisation_type, roles: vec![role], ..Viewer::nobody() };
            shown_records(&Grants::new(&Policy::shipped(), &viewer), &records::all())
        };
        let directory = [
            "Centre",
            "ConsularPost",
            "Holiday",
            "LocalisedText",
            "Organisation",
            "Service",
            "ServiceLanguage",
            "ServiceSchedule",
            "Webhook",
            "WebhookDelivery",
            "Worker",
            "WorkerCentre",
        ];
        let mut administrators = Vec::from_iter(shown(OrganisationType::Iom, Role::Administrator));
        administrators.sort_unstable();
        assert_eq!(administrators, directory);
        assert!(!shown(OrganisationType::NationalNgo, Role::ServiceAccount).contains("Worker"));
        assert!(shown(OrganisationType::NationalNgo, Role::ServiceAccount).contains("Webhook"));
        assert!(!shown(OrganisationType::NationalNgo, Role::NgoFocalPoint).contains("Webhook"));
        assert!(shown(OrganisationType::NationalNgo, Role::NgoFocalPoint).contains("Worker"));
        assert!(shown(OrganisationType::Iom, Role::CaseWorker).contains("Worker"));
    }
}
