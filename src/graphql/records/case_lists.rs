//! The lists of a case: which rows belong to it, in which order, and which of them a viewer who sees the case may know
//! of. Most of them exist as a plain list of the first hundred and as a connection.

use entity::{
    best_interest_determination, case_reading, codes::DataClass as D, consent, consular_request, family_link,
    legal_order, legal_override, matching_entry, person_match, referral, share, standing, transfer, travel_document,
};
use sea_orm::sea_query::{IntoIden, Order};

use super::{
    BestInterestDetermination, CaseReading, Consent, ConsularRequest, FamilyLink, LegalOrder, LegalOverride,
    MatchingEntry, PersonMatch, Referral, Share, Standing, Stay, Transfer, TravelDocument, case_entry_lists, edge,
};
use crate::{
    graphql::record::{
        fields::{connection, listed, many},
        table::Field,
    },
    store::{
        access::{
            consent as consent_access, family_link as family_link_access, known_to, legal_override as overrides,
            matching as matching_access, reading, scope::of_case_ordered, share as disclosure, stay,
        },
        case_file::best_interest,
        consular::desk,
        read::children::Edge,
    },
};

/// The lists of a case as its fields.
pub(super) fn lists() -> Vec<Field> {
    let mut lists = case_entry_lists::in_force();
    lists.extend(listed::<Consent>(
        "consents",
        D::StaffCoarse,
        "Consents and refusals of the person, newest first",
        consents,
    ));
    lists.push(many::<FamilyLink>(
        "familyLinks",
        D::Protection,
        "Relatives of the person that you may know of, newest first. A relative with a case here is shown to those who read \
         the protection data of both.",
        family_links,
    ));
    lists.push(connection::<Referral>(
        "referrals",
        D::Operational,
        "Referrals of the case that you may know of, newest first.",
        referrals,
    ));
    lists.push(connection::<Stay>("stays", D::Operational, "Stays of the person under this case, latest first. For the organisation that owns the case and those who oversee it.", stays));
    lists.extend(listed::<ConsularRequest>(
        "consularRequests",
        D::Legal,
        "Consular requests, newest first",
        consular_requests,
    ));
    lists.extend(listed::<TravelDocument>(
        "travelDocuments",
        D::Legal,
        "Issued travel documents, newest first",
        travel_documents,
    ));
    lists.extend(listed::<LegalOrder>(
        "legalOrders",
        D::Legal,
        "Legal orders that let an enforcement agency read the case, newest first",
        legal_orders,
    ));
    lists.push(connection::<Share>(
        "shares",
        D::OperationalCoarse,
        "Shares of the case with other organisations that you may know of, newest first.",
        shares,
    ));
    lists.push(connection::<Standing>(
        "knownTo",
        D::OperationalCoarse,
        "Through what other organisations may know of the case now, newest first. Those that oversee its country may know \
         of it too.",
        standings,
    ));
    lists.push(connection::<CaseReading>(
        "readers",
        D::Readers,
        "The readers of the file, the newest day first: workers of your organisation, the organisations that own the case, and \
         others by a share, referral or transfer that you may know of. `readersCompleteUntil` says up to when it is complete. \
         A request that read only PROTECTION, MEDICAL or ASYLUM, their masked forms, or LOCATION, is not in it. What was \
         read because an organisation oversees the country, of an ended referral, of a consular packet, or by what you may \
         not know of, is not in it either.",
        readers,
    ));
    lists.push(connection::<Transfer>(
        "transfers",
        D::Operational,
        "Transfers of the case that you may know of, newest first.",
        transfers,
    ));
    lists.extend(listed::<LegalOverride>(
        "legalOverrides",
        D::OperationalCoarse,
        "Requests to share without consent that you may know of, newest first",
        legal_overrides,
    ));
    lists.extend(listed::<BestInterestDetermination>(
        "bestInterestDeterminations",
        D::Protection,
        "Determinations of the best interest of the child, newest first",
        determinations,
    ));
    lists.push(many::<MatchingEntry>(
        "matchingEntries",
        D::Protection,
        "The times in which the person takes part in the blind match across organisations, newest first. For those who answer \
         matches.",
        matching_entries,
    ));
    lists.push(connection::<PersonMatch>(
        "personMatches",
        D::Protection,
        "Matches of the person across organisations, newest first. For those who answer them.",
        person_matches,
    ));
    lists.extend(case_entry_lists::former());
    lists
}

/// Relatives that the viewer may know of.
fn family_links() -> Edge {
    use family_link::Column as L;
    Edge { visible: family_link_access::visible, ..edge(L::CaseId, L::CreatedAt, L::Id, Order::Desc) }
}

/// Consents that the viewer may know of. A receiver does not see who else a consent names; its own referral shows what
/// was consented to.
fn consents() -> Edge {
    use consent::Column as O;
    Edge { visible: consent_access::visible, ..edge(O::CaseId, O::CreatedAt, O::Id, Order::Desc) }
}

/// Referrals that the viewer may know of.
fn referrals() -> Edge {
    use referral::Column as R;
    Edge {
        visible: |scope, referral| scope.referrals(referral, D::OperationalCoarse),
        ..edge(R::CaseId, R::CreatedAt, R::Id, Order::Desc)
    }
}

/// Stays that the viewer may know of: those of the organisation that owns the case, and those who oversee it, read
/// them.
fn stays() -> Edge {
    use entity::stay::Column as S;
    Edge { visible: stay::visible, ..edge(S::CaseId, S::FromAt, S::Id, Order::Desc) }
}

/// Shares that the viewer may know of.
fn shares() -> Edge {
    use share::Column as S;
    Edge { visible: disclosure::visible, ..edge(S::CaseId, S::CreatedAt, S::Id, Order::Desc) }
}

/// Standings in force that the viewer may know of.
fn standings() -> Edge {
    use standing::Column as S;
    Edge { visible: known_to::visible, ..edge(S::CaseId, S::FromAt, S::SourceId, Order::Desc) }
}

/// Readings that the viewer may know of.
fn readers() -> Edge {
    use case_reading::Column as R;
    Edge { visible: reading::visible, ..edge(R::CaseId, R::Day, R::Id, Order::Desc) }
}

/// Transfers that the viewer may know of.
fn transfers() -> Edge {
    use transfer::Column as T;
    Edge {
        visible: |scope, transfer| scope.transfers(transfer, D::OperationalCoarse),
        ..edge(T::CaseId, T::CreatedAt, T::Id, Order::Desc)
    }
}

/// Consular requests that the viewer may know of.
fn consular_requests() -> Edge {
    use consular_request::Column as R;
    Edge { visible: desk::visible, ..edge(R::CaseId, R::CreatedAt, R::Id, Order::Desc) }
}

/// Travel documents that the viewer may know of.
fn travel_documents() -> Edge {
    use travel_document::Column as T;
    Edge { visible: desk::documents_visible, ..edge(T::CaseId, T::CreatedAt, T::Id, Order::Desc) }
}

/// Legal orders that the viewer may know of. An agency that reads LEGAL through a share does not see the orders of
/// other agencies. Consular workers do not see orders either, because it concerns the person's safety that the police
/// ask.
fn legal_orders() -> Edge {
    use legal_order::Column as L;
    Edge {
        visible: |scope, order| of_case_ordered(scope, order, L::CaseId.into_iden()),
        ..edge(L::CaseId, L::CreatedAt, L::Id, Order::Desc)
    }
}

/// Requests to share without consent that the viewer may know of.
fn legal_overrides() -> Edge {
    use legal_override::Column as O;
    Edge { visible: overrides::visible, ..edge(O::CaseId, O::CreatedAt, O::Id, Order::Desc) }
}

/// Determinations that the viewer may know of.
fn determinations() -> Edge {
    use best_interest_determination::Column as B;
    Edge { visible: best_interest::visible, ..edge(B::CaseId, B::CreatedAt, B::Id, Order::Desc) }
}

/// Entries into the blind match that the viewer may know of.
fn matching_entries() -> Edge {
    use matching_entry::Column as M;
    Edge { visible: matching_access::entries, ..edge(M::CaseId, M::EnteredAt, M::Id, Order::Desc) }
}

/// Matches that the viewer may know of.
fn person_matches() -> Edge {
    use person_match::Column as M;
    Edge { visible: matching_access::visible, ..edge(M::CaseId, M::CreatedAt, M::Id, Order::Desc) }
}
