//! A set of roles as the bits that the database stores.

use entity::codes::Role;
use sea_orm::Iterable;

/// A set of roles.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct RoleSet(i64);

impl RoleSet {
    /// The roles of the set, in the order of [`Role`].
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::iter().filter(move |role| self.0 & bit(*role) != 0)
    }

    /// The form in the database: one bit per role.
    pub const fn to_bits(self) -> i64 {
        self.0
    }

    /// Reads the form in the database. Unknown bits are never read.
    pub const fn from_bits(bits: i64) -> Self {
        Self(bits)
    }
}

impl FromIterator<Role> for RoleSet {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        Self(roles.into_iter().fold(0, |bits, role| bits | bit(role)))
    }
}

const fn bit(role: Role) -> i64 {
    1 << role as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_the_roles_that_were_put_into_it() {
        for role in Role::iter() {
            let set: RoleSet = [role].into_iter().collect();
            assert_eq!(RoleSet::from_bits(set.to_bits()).iter().collect::<Vec<_>>(), [role]);
        }
        assert_eq!(RoleSet::from_bits(0).iter().count(), 0);
    }

    #[test]
    fn the_bits_in_the_database_keep_their_meaning() {
        let bits = [(Role::CaseWorker, 1), (Role::MedicalOfficer, 8), (Role::ServiceAccount, 1 << 14)];
        assert!(bits.into_iter().all(|(role, bits)| bit(role) == bits), "a new role comes last");
    }
}
