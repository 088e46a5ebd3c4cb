//! The lists of a case: which rows belong to it, in which order, and which of them a viewer who sees the case may know
//! of. Most of them exist as a plain list of the first hundred and as a connection.

use entity::{
    best_interest_determination, capacity_assessment, case_note, codes::DataClass as D, consent, consular_request,
    family_link, immigration_status, legal_order, legal_override, medical_note, referral, share, standing, transfer,
    travel_document, vulnerability,
};
use sea_orm::sea_query::{Cond, ExprTrait, IntoIden, Order};

use super::{
    BestInterestDetermination, CapacityAssessment, CaseNote, Consent, ConsularRequest, FamilyLink,
    ImmigrationStatusRecord, LegalOrder, LegalOverride, MedicalNote, Referral, Share, Standing, Stay, Transfer,
    TravelDocument, Vulnerability, edge,
};
use crate::{
    graphql::record::{
        fields::{connection, listed, many},
        table::Field,
    },
    store::{
        access::{
            consent as consent_access, family_link as family_link_access, inferred, known_to,
            legal_override as overrides, scope::of_case_ordered, share as disclosure, stay,
        },
        case_file::best_interest,
        consular::desk,
        read::children::Edge,
        sql::expression::column,
    },
};

/// The lists of a case as its fields.
pub(super) fn lists() -> Vec<Field> {
    let mut lists = Vec::new();
    lists.extend(listed::<Vulnerability>(
        "vulnerabilities",
        D::Protection,
        "Vulnerabilities of the person, newest first",
        vulnerabilities,
    ));
    lists.extend(listed::<MedicalNote>("medicalNotes", D::Medical, "Medical notes, newest first", medical_notes));
    lists.extend(listed::<ImmigrationStatusRecord>(
        "immigrationStatuses",
        D::Asylum,
        "Immigration and protection statuses over time, newest first",
        immigration_statuses,
    ));
    lists.extend(listed::<CaseNote>(
        "caseNotes",
        D::Staff,
        "Case notes of your organisation, newest first",
        case_notes,
    ));
    lists.extend(listed::<Consent>(
        "consents",
        D::StaffCoarse,
        "Consents and refusals of the person, newest first",
        consents,
    ));
    lists.push(many::<CapacityAssessment>(
        "capacityAssessments",
        D::Protection,
        "Assessments of whether the person can decide about their own data, latest first.",
        capacity_assessments,
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
    lists
}

/// Vulnerabilities that the viewer may know of.
fn vulnerabilities() -> Edge {
    use vulnerability::Column as V;
    Edge {
        visible: |scope, row| {
            let known = scope.known_of_case(row, (V::CaseId, V::CreatedAt), D::Protection);
            Cond::all().add(known).add(inferred::vulnerabilities(scope, row))
        },
        ..edge(V::CaseId, V::CreatedAt, V::Id, Order::Desc)
    }
}

/// Capacity assessments that the viewer may know of.
fn capacity_assessments() -> Edge {
    use capacity_assessment::Column as A;
    Edge {
        visible: |scope, row| scope.known_of_case(row, (A::CaseId, A::CreatedAt), D::Protection),
        ..edge(A::CaseId, A::AssessedOn, A::Id, Order::Desc)
    }
}

/// Relatives that the viewer may know of.
fn family_links() -> Edge {
    use family_link::Column as L;
    Edge { visible: family_link_access::visible, ..edge(L::CaseId, L::CreatedAt, L::Id, Order::Desc) }
}

/// Medical notes that the viewer may know of.
fn medical_notes() -> Edge {
    use medical_note::Column as N;
    Edge {
        visible: |scope, row| scope.known_of_case(row, (N::CaseId, N::CreatedAt), D::Medical),
        ..edge(N::CaseId, N::CreatedAt, N::Id, Order::Desc)
    }
}

/// Immigration and protection statuses that the viewer may know of.
fn immigration_statuses() -> Edge {
    use immigration_status::Column as S;
    Edge {
        visible: |scope, row| scope.known_of_case(row, (S::CaseId, S::CreatedAt), D::Asylum),
        ..edge(S::CaseId, S::CreatedAt, S::Id, Order::Desc)
    }
}

/// Case notes of the viewer's organisation. Notes of another organisation stay with it, even after a transfer of the
/// case.
fn case_notes() -> Edge {
    use case_note::Column as N;
    Edge {
        visible: |scope, note| Cond::all().add(column(note, N::OrganisationId).eq(scope.viewer.organisation_id)),
        ..edge(N::CaseId, N::CreatedAt, N::Id, Order::Desc)
    }
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
