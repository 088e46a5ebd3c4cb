//! `Case`: the work of one organisation with one person. Everything about the person is reached through it.

use async_graphql::{Value, resolver_utils::enum_value};
use entity::{
    case::{Column as C, Entity},
    codes::{
        AccessMode, CaseStatus, CaseStatusGroup, ClosureReason, Coarsens as _, DataClass as D, FitToTravel,
        FitnessToTravel, HouseholdRole, ImmigrationStatus, Priority, RiskLevel,
    },
};
use sea_orm::{
    DbErr,
    prelude::{Date, DateTimeUtc, Uuid},
    sea_query::IntoIden,
};

use super::{Case, Centre, Household, Organisation, Person, Worker, case_lists::lists};
use crate::{
    graphql::record::{
        fields::{available_actions, coarse_code, code, computed, id, known, one, plain},
        scalar::Scalar,
        table::{Table, record},
    },
    rules::{dates::to_the_hour, medical::in_force},
    store::{
        access::{as_of::EXACT_CLOSURE_REASON, reading::READERS_COMPLETE_UNTIL, row_access::Access},
        read::rows::Cells,
    },
};

record!(Case, table);

#[expect(clippy::too_many_lines, reason = "a table has as many lines as the record has fields")]
fn table() -> Table {
    Table {
        name: "Case",
        doc: "The work of one organisation with one person on the move.",
        from: Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Case,
        fields: vec![
            id("Global identifier."),
            available_actions(vec![C::Status.into_iden()], |actor, cells| {
                let status: CaseStatus = cells.get(0)?;
                let open = status.coarse() == CaseStatusGroup::Open;
                let group = if open { CaseStatus::Open } else { CaseStatus::Closed };
                Ok(actor.on_case(if cells.holds(D::Operational) { status } else { group }))
            }),
            plain::<String>(
                D::OperationalCoarse,
                C::Reference,
                "Reference for people, safe to quote: it contains no personal data.",
            ),
            plain::<DateTimeUtc>(D::OperationalCoarse, C::OpenedAt, "When the case was opened."),
            coarse_code::<CaseStatus>(D::OperationalCoarse, C::Status, "Whether the case is open or closed.")
                .named("statusGroup"),
            plain::<i32>(
                D::StaffCoarse,
                C::Version,
                "Version of the record, without medical and asylum data and `protectedVersion`. Pass it to a mutation.",
            ),
            plain::<i32>(
                D::Staff,
                C::ProtectedVersion,
                "Version of `riskLevel`, `legalRestrictions` and `accessMode`. Pass it as `protectedVersion` to \
                 `updateCase`.",
            ),
            code::<CaseStatus>(D::Operational, C::Status, "The status of the case."),
            code::<Priority>(D::Operational, C::Priority, "How soon the case needs attention."),
            known::<Organisation>(D::OperationalCoarse, C::OrganisationId, "The organisation that owns the case."),
            known::<Centre>(
                D::Operational,
                C::FrontingCentreId,
                "The centre that answers for the case. If the person is in a protected centre, this is an ordinary \
                 centre.",
            )
            .named("centre"),
            known::<Centre>(D::Location, C::CentreId, "The exact centre of the person.").named("placement"),
            plain::<Date>(D::Operational, C::NextReviewOn, "The day of the next review."),
            plain::<DateTimeUtc>(D::Operational, C::ClosedAt, "When the case was closed."),
            coarse_code::<ClosureReason>(
                D::Operational,
                C::ClosureReason,
                "The coarse reason why the case was closed.",
            )
            .named("closureGroup"),
            code::<ClosureReason>(D::Asylum, EXACT_CLOSURE_REASON, "The exact reason why the case was closed.")
                .named("closureReason"),
            one::<Case>(
                D::Staff,
                C::DuplicateOfId,
                "The case that is continued in place of this one, if it was closed as a duplicate.",
            ),
            one::<Household>(
                D::Operational,
                C::HouseholdId,
                "The people with whom the person travels. Null if the person travels alone, as far as is known.",
            ),
            code::<HouseholdRole>(D::Operational, C::HouseholdRole, "What the person is to the head of the household."),
            code::<AccessMode>(
                D::Staff,
                C::AccessMode,
                "How far reading is restricted within the organisation that owns the case.",
            ),
            computed::<DateTimeUtc>(
                "lastActivityAt",
                D::Staff,
                vec![C::LastActivityAt.into_iden()],
                "When staff last worked on the case, to the hour. Work on legal, medical, protection or asylum matters \
             is not counted.",
                |cells| Ok(to_the_hour(cells.get(0)?).value()),
            ),
            computed::<bool>(
                "assigned",
                D::StaffCoarse,
                vec![C::AssignedWorkerId.into_iden()],
                "Whether the case has a case worker of record.",
                |cells| Ok(cells.get::<Option<Uuid>>(0)?.is_some().into()),
            ),
            one::<Worker>(D::StaffAssigned, C::AssignedWorkerId, "The case worker of record."),
            one::<Worker>(D::Medical, C::MedicalWorkerId, "The medical officer with an open encounter."),
            one::<Person>(
                D::OperationalCoarse,
                C::PersonId,
                "The person. Null if you may read nothing of the person.",
            ),
            plain::<String>(
                D::ProtectionCoarse,
                C::HandlingInstruction,
                "How to handle the case safely. It never says why.",
            ),
            code::<RiskLevel>(D::Protection, C::RiskLevel, "The level of danger to the person."),
            computed::<bool>(
                "hasLegalRestrictions",
                D::LegalCoarse,
                vec![C::LegalRestrictions.into_iden()],
                "Whether there are legal restrictions in this case.",
                |cells| Ok(cells.get::<Option<String>>(0)?.is_some().into()),
            ),
            plain::<String>(
                D::Legal,
                C::LegalRestrictions,
                "Legal restrictions: what the law forbids or orders in this case.",
            ),
            plain::<bool>(
                D::AsylumCoarse,
                C::ConsularContactAllowed,
                "Whether the consulate may be contacted. False for everybody until the protection gates pass.",
            ),
            code::<ImmigrationStatus>(D::Asylum, C::ImmigrationStatus, "The current immigration or protection status."),
            computed::<FitToTravel>(
                "fitToTravel",
                D::MedicalFitness,
                vec![C::FitnessToTravel.into_iden(), C::FitnessValidUntil.into_iden()],
                "Whether a medical officer says that the person can travel. Null if there is no statement, or if it has \
             expired.",
                |cells| {
                    Ok(fitness(cells)?.map_or(Value::Null, |it| enum_value(it.coarse())))
                },
            ),
            plain::<String>(D::MedicalCoarse, C::Allergies, "Known allergies and diet, one in each line."),
            plain::<bool>(D::MedicalEmergency, C::MedicalEmergency, "Whether there is a medical emergency."),
            computed::<FitnessToTravel>(
                "fitnessToTravel",
                D::Medical,
                vec![C::FitnessToTravel.into_iden(), C::FitnessValidUntil.into_iden()],
                "The last statement of a medical officer about travel. Null if there is none, or if it has expired.",
                |cells| Ok(fitness(cells)?.map_or(Value::Null, enum_value)),
            ),
            plain::<Date>(
                D::Medical,
                C::FitnessValidUntil,
                "The last day on which the statement about travel is valid.",
            ),
            computed::<DateTimeUtc>(
                "readersCompleteUntil",
                D::Readers,
                vec![READERS_COMPLETE_UNTIL.into_iden()],
                "The moment up to which `readers` has every reading. A background job adds those after it. Null until the \
                 job has read the whole log once.",
                |cells| Ok(cells.get::<Option<DateTimeUtc>>(0)?.map_or(Value::Null, Scalar::value)),
            ),
        ]
        .into_iter()
        .chain(lists())
        .collect(),
    }
}

/// The statement about travel, if it is valid today.
fn fitness(cells: &Cells<'_>) -> Result<Option<FitnessToTravel>, DbErr> {
    Ok(in_force(cells.get(0)?, cells.get(1)?, cells.now.day()))
}
