//! Explains a viewer's own access to one field of one row: the rule that decided, and the lines of the policy. It decides
//! nothing: the clearance of the row has decided. It uses what the viewer may know in any case: its roles, the kind of its
//! organisation, its relations to the row, and the classes of the live shares with its organisation. Access mode,
//! protected centre and all other reasons have one code, [`AccessCode::WithheldForAnotherReason`].

pub(crate) mod sentence;

use async_graphql::Enum;
use entity::codes::{DataClass, Relation, Role};
use sea_orm::Iterable;

use super::{
    ceiling,
    class::ClassSet,
    policy::{Policy, spelled},
    relation::Relations,
    viewer::{Overseen, Viewer},
};

/// Why you may read a field of a record, or may not.
// The order is from the furthest from a grant to the nearest: the largest verdict of all lines explains the field.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Enum)]
pub(crate) enum AccessCode {
    /// You may not read it: the policy gives the class to none of your roles in your relations to the record.
    NotGrantedToRole,
    /// You may not read it: a role of yours can never hold the class in this relation, whatever the policy says.
    AboveCeilingOfRole,
    /// You may not read it: an organisation of your kind can never hold the class in this relation.
    AboveCeilingOfOrganisation,
    /// You may not read it before your organisation accepts the referral or transfer.
    NotBeforeAcceptance,
    /// You may not read it: no live share with your organisation opens the class.
    NotShared,
    /// You may not read it, for a reason that is not given.
    WithheldForAnotherReason,
    /// You may read it: the policy gives the class to your role in a relation that you have to the record.
    Granted,
    /// You may read it: a rule of this type of record opens the class to you.
    OpenedByRule,
    /// You may read it: the class PUBLIC is open to every viewer of the record.
    Public,
}

/// What is known about the viewer and the row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// The viewer.
    pub viewer: &'a Viewer,
    /// The viewer's relations to the row.
    pub relations: Relations,
    /// The classes of the live shares of the row with the viewer's organisation.
    pub shared: ClassSet,
    /// Whether the viewer may know in which centre the person is, or the row is that centre.
    pub place: bool,
}

/// A line of the policy: the classes of one role in one relation.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct PolicyLine {
    /// The role.
    pub role: Role,
    /// The relation.
    pub relation: Relation,
}

/// Why a field is shown or withheld.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Explanation {
    /// The rule that decided.
    pub code: AccessCode,
    /// The lines of the policy to which the rule was applied.
    pub lines: Vec<PolicyLine>,
}

impl AccessCode {
    /// Whether the viewer may read the field.
    pub(crate) const fn is_readable(self) -> bool {
        matches!(self, Self::Public | Self::Granted | Self::OpenedByRule)
    }
}

impl PolicyLine {
    /// The line as the policy file names it.
    pub(crate) fn setting(self) -> String {
        format!("roles.{}.{}.classes", spelled(&self.role), spelled(&self.relation))
    }
}

impl Known<'_> {
    /// Explains why the clearance of the row holds the class (`readable`) or does not.
    pub(crate) fn explain(&self, class: DataClass, readable: bool) -> Explanation {
        if class == DataClass::Public {
            return Explanation { code: AccessCode::Public, lines: Vec::new() };
        }
        let told = self.told();
        if readable {
            // A relation that the viewer may not know of is named only if nothing else explains what the viewer reads:
            // then the field itself shows that the relation exists.
            let told = self.lines(class, AccessCode::Granted, told);
            let lines = if told.is_empty() { self.lines(class, AccessCode::Granted, self.relations) } else { told };
            let code = if lines.is_empty() { AccessCode::OpenedByRule } else { AccessCode::Granted };
            return Explanation { code, lines };
        }
        let verdicts = self.cells(told).map(|line| self.verdict(class, line));
        let nearest = verdicts.max().unwrap_or(AccessCode::NotGrantedToRole);
        let lines = self.lines(class, nearest, told);
        // The policy gives the class, and the row withholds it nevertheless.
        let code = if nearest == AccessCode::Granted { AccessCode::WithheldForAnotherReason } else { nearest };
        Explanation { code, lines }
    }

    /// The relations of which the viewer may know. A relation through the place of the person would reveal the place, and one
    /// through a consent to a consular request would reveal the consent. They are left out, unless only they explain that
    /// the viewer sees the row.
    fn told(&self) -> Relations {
        let told =
            Relation::iter().filter(|relation| self.relations.holds(*relation)).filter(|relation| match relation {
                Relation::ConsularConsent => false,
                Relation::OwnCentre => self.place,
                Relation::CountryOversight => self.place || self.viewer.overseen() == Overseen::Everything,
                _ => true,
            });
        let told = told.fold(Relations::default(), |sum, relation| sum.with(relation, true));
        let explains = |line| self.verdict(DataClass::OperationalCoarse, line) == AccessCode::Granted;
        if self.cells(told).any(explains) { told } else { self.relations }
    }

    /// The lines of the policy for these relations.
    fn cells(&self, relations: Relations) -> impl Iterator<Item = PolicyLine> {
        let held = Relation::iter().filter(move |relation| relations.holds(*relation));
        held.flat_map(|relation| self.viewer.roles.iter().map(move |role| PolicyLine { role: *role, relation }))
    }

    fn lines(&self, class: DataClass, verdict: AccessCode, relations: Relations) -> Vec<PolicyLine> {
        self.cells(relations).filter(|line| self.verdict(class, *line) == verdict).collect()
    }

    /// What one line of the policy means for the class, before access mode and protected centre are considered.
    fn verdict(&self, class: DataClass, PolicyLine { role, relation }: PolicyLine) -> AccessCode {
        let cell = |relation| self.policy.cell(role, relation).classes;
        let of_organisation = |relation| ceiling::of_organisation(self.viewer.organisation_type, relation);
        let most = |relation| ceiling::of_role(role, relation) & of_organisation(relation);
        if !cell(relation).holds(class) {
            let accepted = cell(Relation::ReferralActive) & most(Relation::ReferralActive);
            return if relation == Relation::ReferralPending && accepted.holds(class) {
                AccessCode::NotBeforeAcceptance
            } else {
                AccessCode::NotGrantedToRole
            };
        }
        if !ceiling::of_role(role, relation).holds(class) {
            return AccessCode::AboveCeilingOfRole;
        }
        if !of_organisation(relation).holds(class) {
            return AccessCode::AboveCeilingOfOrganisation;
        }
        if relation == Relation::ReferralActive && !self.shared.holds(class) {
            return AccessCode::NotShared;
        }
        AccessCode::Granted
    }
}

#[cfg(test)]
mod tests;
