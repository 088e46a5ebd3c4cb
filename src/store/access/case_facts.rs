//! The columns that decide access to a case or a referral: which of them matter for a viewer, how they are selected,
//! and how they are read back. Access columns that cannot change this viewer's result are not selected; their default
//! grants nothing.

use entity::{case, referral};
use sea_orm::{
    DbBackend, DbErr, QueryResult,
    prelude::DateTimeUtc,
    sea_query::{DynIden, SelectStatement},
};
use uuid::Uuid;

use super::{
    access_columns::{AccessColumns, Fact},
    referral::ReferralFacts,
    scope::{Scope, any},
    standings::Given,
};
use crate::{access::class::ClassSet, store::sql::expression::column};

impl AccessColumns {
    /// Adds the columns of these facts. `row` is the referral, if the facts are those of a referral.
    pub(in crate::store) fn select(
        self,
        select: &mut SelectStatement,
        (case, row): (&DynIden, &DynIden),
        (scope, backend): (&Scope, DbBackend),
    ) {
        for fact in self.iter() {
            select.expr(match fact {
                Fact::AccessMode => column(case, case::Column::AccessMode),
                Fact::InProtectedCentre => column(case, case::Column::InProtectedCentre),
                Fact::OrganisationId => column(case, case::Column::OrganisationId),
                Fact::CentreId => column(case, case::Column::CentreId),
                Fact::Country => column(case, case::Column::Country),
                Fact::AssignedWorkerId => column(case, case::Column::AssignedWorkerId),
                Fact::MedicalWorkerId => column(case, case::Column::MedicalWorkerId),
                Fact::ConsularConsent => any(scope.consular_consents(case)),
                Fact::Given => scope.given(case, backend),
                Fact::InferenceClass => column(row, referral::Column::InferenceClass),
                Fact::EmergencyCare => column(row, referral::Column::EmergencyCare),
                Fact::ToOrganisationId => column(row, referral::Column::ToOrganisationId),
                Fact::State => column(row, referral::Column::State),
                Fact::SentAt => column(row, referral::Column::SentAt),
                Fact::GroundedUntil => column(row, referral::Column::GroundedUntil),
                Fact::OwnShare => scope.shared_by(row, backend),
            });
        }
    }

    /// Reads these facts, whose columns begin at `at`. For a case alone the facts of a referral keep their closed
    /// defaults.
    pub(in crate::store) fn read(self, row: &QueryResult, case_id: Uuid, at: usize) -> Result<ReferralFacts, DbErr> {
        let mut found = ReferralFacts::closed(case_id);
        let case = &mut found.case;
        for (number, fact) in self.iter().enumerate() {
            let at = at + number;
            match fact {
                Fact::AccessMode => case.access_mode = row.try_get_by_index(at)?,
                Fact::InProtectedCentre => case.in_protected_centre = row.try_get_by_index(at)?,
                Fact::OrganisationId => case.organisation_id = row.try_get_by_index(at)?,
                Fact::CentreId => case.centre_id = row.try_get_by_index(at)?,
                Fact::Country => case.country = row.try_get_by_index(at)?,
                Fact::AssignedWorkerId => case.assigned_worker_id = row.try_get_by_index(at)?,
                Fact::MedicalWorkerId => case.medical_worker_id = row.try_get_by_index(at)?,
                Fact::ConsularConsent => case.consular_consent = row.try_get_by_index(at)?,
                Fact::Given => {
                    let given = Given::from_bits(row.try_get_by_index(at)?);
                    (case.answer_pending, case.shared) = (given.awaited(), given.shared());
                }
                Fact::InferenceClass => found.inference = row.try_get_by_index(at)?,
                Fact::EmergencyCare => found.emergency_care = row.try_get_by_index(at)?,
                Fact::ToOrganisationId => found.to_organisation_id = row.try_get_by_index(at)?,
                Fact::State => found.state = row.try_get_by_index(at)?,
                Fact::SentAt => found.sent = row.try_get_by_index::<Option<DateTimeUtc>>(at)?.is_some(),
                Fact::GroundedUntil => found.grounded_until = row.try_get_by_index(at)?,
                Fact::OwnShare => found.shared = ClassSet::from_bits(row.try_get_by_index(at)?),
            }
        }
        Ok(found)
    }
}
