//! Pairs of roles that no token may hold together. A viewer reads the union over the roles of the token, so one role
//! could lift what another role is denied. No policy file changes these pairs.

use entity::codes::Role;

/// Returns the first pair of these roles that exclude each other.
pub(crate) fn clash(roles: &[Role]) -> Option<(Role, Role)> {
    let pairs = roles.iter().enumerate().flat_map(|(at, one)| roles[at + 1..].iter().map(move |other| (*one, *other)));
    pairs.into_iter().find(|(one, other)| exclude(*one, *other))
}

/// Whether two roles exclude each other.
pub fn exclude(one: Role, other: Role) -> bool {
    one != other && (excludes(one, other) || excludes(other, one))
}

fn excludes(one: Role, other: Role) -> bool {
    match one {
        // Administrators, analysts and donors read no row about a person. Every other role reads rows.
        Role::Administrator | Role::Analyst | Role::Donor => {
            !matches!(other, Role::Administrator | Role::Analyst | Role::Donor)
        }
        // An auditor checks how all other roles used their access.
        Role::Auditor => true,
        // The officer who decides the protection gates must not be the person who drafts the request, and asylum data
        // must stay away from the consular desk.
        Role::ConsularWorker => other == Role::ProtectionOfficer,
        // An encounter that another person assigns opens medical data. Both of these roles assign encounters.
        Role::MedicalOfficer => matches!(other, Role::ProtectionOfficer | Role::CentreManager),
        Role::CaseWorker
        | Role::CentreManager
        | Role::ProtectionOfficer
        | Role::SarOperator
        | Role::NgoFocalPoint
        | Role::GovernmentLiaison
        | Role::GovernmentHostOfficer
        | Role::DataProtectionOfficer
        | Role::ServiceAccount => false,
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;

    use super::*;

    #[test]
    fn the_roles_that_exclude_each_other() {
        use Role as R;
        for alone in [R::Administrator, R::Analyst, R::Donor, R::Auditor] {
            for casework in [
                R::CaseWorker,
                R::CentreManager,
                R::ProtectionOfficer,
                R::MedicalOfficer,
                R::ConsularWorker,
                R::SarOperator,
                R::NgoFocalPoint,
                R::GovernmentLiaison,
                R::GovernmentHostOfficer,
                R::DataProtectionOfficer,
                R::ServiceAccount,
            ] {
                assert_eq!(clash(&[casework, alone]), Some((casework, alone)));
                assert_eq!(clash(&[alone, casework]), Some((alone, casework)));
            }
        }
        assert!(exclude(R::Auditor, R::Administrator) && exclude(R::Analyst, R::Auditor));
        assert!(exclude(R::ConsularWorker, R::ProtectionOfficer));
        assert!(exclude(R::MedicalOfficer, R::ProtectionOfficer) && exclude(R::CentreManager, R::MedicalOfficer));
    }

    #[test]
    fn one_role_and_usual_pairs_are_allowed() {
        use Role as R;
        for role in R::iter() {
            assert_eq!(clash(&[role]), None);
            assert_eq!(clash(&[role, role]), None);
        }
        assert_eq!(clash(&[R::CaseWorker, R::CentreManager, R::NgoFocalPoint]), None);
        assert_eq!(clash(&[R::CaseWorker, R::ProtectionOfficer]), None);
        assert_eq!(clash(&[R::Administrator, R::Analyst]), None);
    }
}
