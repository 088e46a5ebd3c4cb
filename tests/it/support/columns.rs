//! The columns of a matrix: each role in each standing, grouped by role, in the width of a page.

use std::fmt::Write as _;

use entity::codes::Role;
use sea_orm::Iterable;
use waystation::access::policy::spelled;

use super::standing::Standing;

/// The result of one role in one standing.
pub struct Column<T> {
    pub role: Role,
    pub standing: Standing,
    pub of: T,
}

/// Explains the letters of the column heads.
pub fn standings(text: &mut String) {
    text.push_str("\nThe standing of the viewer's organisation to the case:\n");
    for standing in Standing::ALL {
        line(text, format_args!("{}  {}", standing.letter(), standing.meaning()));
    }
}

/// Lists columns that are left out, by name.
pub fn left_out<T>(text: &mut String, columns: &[Column<T>]) {
    for (role, group) in groups(columns) {
        let letters: String = group.iter().map(|it| it.standing.letter()).collect();
        line(text, format_args!("{:24}{letters}", spelled(&role)));
    }
}

/// Two lines of column heads, after this number of blanks.
pub fn heads<T>(text: &mut String, columns: &[Column<T>], behind: usize) {
    for row in 0..2 {
        let _ = write!(text, "{:behind$}", "");
        for (role, group) in groups(columns) {
            let letters = || group.iter().map(|it| it.standing.letter()).collect::<String>();
            let cell = if row == 0 { short(role).to_owned() } else { letters() };
            let _ = write!(text, " {cell:0$}", width(role, group.len()));
        }
        end(text);
    }
}

/// The cells of a line that has begun, to its end.
pub fn cells<T>(text: &mut String, columns: &[Column<T>], sign: impl Fn(&T) -> char) {
    for (role, group) in groups(columns) {
        let cells: String = group.iter().map(|it| sign(&it.of)).collect();
        let _ = write!(text, " {cells:0$}", width(role, group.len()));
    }
    end(text);
}

/// A line.
pub fn line(text: &mut String, what: std::fmt::Arguments<'_>) {
    let _ = text.write_fmt(what);
    text.push('\n');
}

/// Ends a line and removes blanks at its end.
pub fn end(text: &mut String) {
    text.truncate(text.trim_end_matches(' ').len());
    text.push('\n');
}

/// The columns of each role, in the order of the roles and then of the standings.
fn groups<T>(columns: &[Column<T>]) -> Vec<(Role, Vec<&Column<T>>)> {
    let of = |role| columns.iter().filter(|it| it.role == role).collect::<Vec<_>>();
    Role::iter().map(|role| (role, of(role))).filter(|(_, group)| !group.is_empty()).collect()
}

fn width(role: Role, columns: usize) -> usize {
    columns.max(short(role).len())
}

/// A role in the width of a few columns.
const fn short(role: Role) -> &'static str {
    match role {
        Role::CaseWorker => "CASE W.",
        Role::CentreManager => "MANAGER",
        Role::ProtectionOfficer => "PROTEC.",
        Role::MedicalOfficer => "MED.",
        Role::ConsularWorker => "CONS.",
        Role::SarOperator => "SAR",
        Role::NgoFocalPoint => "NGO",
        Role::GovernmentLiaison => "LIAIS.",
        Role::GovernmentHostOfficer => "HOST",
        Role::Analyst => "ANALYST",
        Role::Donor => "DONOR",
        Role::Auditor => "AUD.",
        Role::DataProtectionOfficer => "DPO",
        Role::Administrator => "ADMIN",
        Role::ServiceAccount => "SERV.",
    }
}
