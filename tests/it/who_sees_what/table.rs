//! The matrix as a text that a person reads and a diff shows: for each record a line for each field, and a column for
//! each role in each standing that shows anything.

use std::fmt::Write as _;

use entity::codes::{DataClass, OrganisationType, Role};
use sea_orm::Iterable;
use waystation::{
    access::policy::spelled,
    graphql::{record::table::Table, records},
};

use super::seen::{Cell, Seen};
use crate::support::standing::Standing;

/// What one role sees in one standing.
pub struct Column {
    pub role: Role,
    pub standing: Standing,
    pub seen: Seen,
}

const HEAD: &str = "\
Who sees what. Written by tests/it/who_sees_what.rs (UPDATE=1), which asks the engine; read the diff aloud.

F  the value          ·  withheld: null, and a note with the class          -  no row that the viewer may know of
";

/// The whole text.
pub fn print(columns: Vec<Column>, kinds: &[(OrganisationType, Standing, Seen)]) -> String {
    let mut text = HEAD.to_owned();
    let (open, guarded): (Vec<_>, Vec<_>) = records::all().into_iter().partition(|table| all_full(table, &columns));
    text.push_str("\nThe standing of the viewer's organisation to the case:\n");
    for standing in Standing::ALL {
        line(&mut text, format_args!("{}  {}", standing.letter(), standing.meaning()));
    }
    let names: Vec<_> = open.iter().map(|table| table.name).collect();
    line(&mut text, format_args!("\nEvery field to everybody: {}", names.join(", ")));
    let (columns, empty): (Vec<_>, Vec<_>) = columns.into_iter().partition(|it| shows_any(&guarded, &it.seen));
    text.push_str("\nNo row of any other record exists for\n");
    for (role, standings) in groups(&empty) {
        let letters: String = standings.iter().map(|it| it.standing.letter()).collect();
        line(&mut text, format_args!("{:24}{letters}", spelled(&role)));
    }
    for table in guarded {
        line(&mut text, format_args!("\n{}: {}", table.name, table.doc));
        heads(&mut text, &columns);
        for field in &table.fields {
            let _ = write!(text, "{:24}{:20}", field.name, spelled(&field.class));
            for (role, group) in groups(&columns) {
                let cells: String = group.iter().map(|it| it.seen.cell(table.name, field.name).sign()).collect();
                let _ = write!(text, " {cells:0$}", width(role, group.len()));
            }
            end(&mut text);
        }
    }
    ceilings(&mut text, kinds);
    text
}

/// By class: the ceilings know no fields.
fn ceilings(text: &mut String, kinds: &[(OrganisationType, Standing, Seen)]) {
    text.push_str(
        "\nThe ceilings: somebody with every role at once, by kind of organisation. Left the own case, assigned;\n",
    );
    text.push_str("right the case of another house through a share of every class. One letter for each class:\n");
    let classes: Vec<_> = DataClass::iter().filter(|class| *class != DataClass::Public).collect();
    for (letter, class) in ('a'..).zip(&classes) {
        line(text, format_args!("{letter}  {}", spelled(class)));
    }
    text.push('\n');
    let letters: String = ('a'..).take(classes.len()).collect();
    line(text, format_args!("{:28}{letters}   {letters}", ""));
    for of in kinds.chunks(2) {
        let _ = write!(text, "{:28}", spelled(&of[0].0));
        for (_, _, seen) in of {
            let cells: String = classes.iter().map(|class| class_cell(seen, *class).sign()).collect();
            let _ = write!(text, "{cells}   ");
        }
        end(text);
    }
}

/// The most that any field of the class gives.
fn class_cell(seen: &Seen, class: DataClass) -> Cell {
    let tables = records::all();
    let fields = tables.iter().flat_map(|table| table.fields.iter().map(|field| (table.name, field)));
    let cells = fields.filter(|(_, field)| field.class == class).map(|(record, field)| seen.cell(record, field.name));
    cells.max().unwrap_or_default()
}

fn all_full(table: &Table, columns: &[Column]) -> bool {
    let full = |seen: &Seen| table.fields.iter().all(|field| seen.cell(table.name, field.name) == Cell::Full);
    columns.iter().all(|column| full(&column.seen))
}

fn shows_any(tables: &[&'static Table], seen: &Seen) -> bool {
    let mut fields = tables.iter().flat_map(|table| table.fields.iter().map(|field| (table.name, field.name)));
    fields.any(|(record, field)| seen.cell(record, field) != Cell::Absent)
}

/// The columns of each role, in the order of the roles and then of the standings.
fn groups(columns: &[Column]) -> Vec<(Role, Vec<&Column>)> {
    let of = |role| columns.iter().filter(|it| it.role == role).collect::<Vec<_>>();
    Role::iter().map(|role| (role, of(role))).filter(|(_, group)| !group.is_empty()).collect()
}

fn heads(text: &mut String, columns: &[Column]) {
    for row in 0..2 {
        let _ = write!(text, "{:44}", "");
        for (role, group) in groups(columns) {
            let letters = || group.iter().map(|it| it.standing.letter()).collect::<String>();
            let cell = if row == 0 { short(role).to_owned() } else { letters() };
            let _ = write!(text, " {cell:0$}", width(role, group.len()));
        }
        end(text);
    }
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

fn line(text: &mut String, what: std::fmt::Arguments<'_>) {
    let _ = text.write_fmt(what);
    text.push('\n');
}

/// No line ends with blanks.
fn end(text: &mut String) {
    text.truncate(text.trim_end_matches(' ').len());
    text.push('\n');
}
