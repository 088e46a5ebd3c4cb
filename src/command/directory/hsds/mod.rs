//! HSDS 3, the Human Services Data Specification: a JSON file with complete `service` objects becomes rows of services, one for each
//! region where the service is. What has no place in the directory is left out, and noted if it is less than the file says.

mod schedules;

use std::{collections::BTreeSet, path::Path};

use serde_json::Value;

use super::file::{bytes, name};
use crate::{
    rules::{country::of_alpha2, phone},
    store::directory::{
        cell::Cell,
        column::Holds,
        heading::{Cells, Heading},
        record::Record,
        sheet::{Finding, Row, Sheet},
    },
};

/// A term of a taxonomy, by its code or its name, and the type of service that it means here.
pub(super) type Term = (String, String);

/// Reads an option `TERM=TYPE`.
/// Errors: when it has another form.
pub(super) fn term(text: &str) -> Result<Term, String> {
    let (term, of_type) = text.rsplit_once('=').ok_or("write TERM=TYPE, such as BD-1800=FOOD")?;
    if types().iter().any(|it| it == of_type) {
        return Ok((term.to_owned(), of_type.to_owned()));
    }
    Err(format!("{of_type} is no type of service; they are {}", types().join(", ")))
}

/// The types of services.
fn types() -> Vec<String> {
    let column = Record::Services.columns().iter().find(|column| column.name == "service_type");
    if let Some(Holds::Code(codes)) = column.map(|column| column.holds) { codes() } else { Vec::new() }
}

/// Reads the file: one service, a list of services, or a page of an HSDS API.
pub(super) fn read(path: &Path, terms: &[Term], findings: &mut Vec<Finding>, notes: &mut Vec<Finding>) -> Vec<Sheet> {
    let place = name(path);
    let Some(bytes) = bytes(path, findings) else { return Vec::new() };
    let document = match serde_json::from_slice::<Value>(&bytes) {
        Ok(document) => document,
        Err(error) => {
            findings.push(Finding::in_line(place, error.line(), error.to_string()));
            return Vec::new();
        }
    };
    let (services, depth) = match (&document, document.get("contents")) {
        (Value::Array(all), _) => (all.iter().collect(), 2),
        (_, Some(Value::Array(all))) => (all.iter().collect(), 3),
        _ => (vec![&document], 1),
    };
    if !services.iter().all(|service| service.get("name").is_some()) {
        let wrong = "it has no services of HSDS 3: write one, a list of them, or a page with `contents`";
        findings.push(Finding::in_file(place, wrong));
        return Vec::new();
    }
    let mut rows = Vec::new();
    for (service, line) in services.into_iter().zip(lines(&bytes, depth)) {
        let mut reader = Reader { place: &place, line, terms, notes };
        rows.extend(reader.rows(service).into_iter().map(|cells| Row { line, cells }));
    }
    vec![Sheet { record: Record::Services, place, rows }]
}

/// The lines on which the objects begin that are this deep.
fn lines(json: &[u8], depth: usize) -> Vec<usize> {
    let (mut lines, mut line, mut deep, mut quoted, mut escaped) = (Vec::new(), 1, 0, false, false);
    for byte in json {
        match byte {
            b'\n' => line += 1,
            _ if escaped => escaped = false,
            b'\\' => escaped = quoted,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => {
                deep += 1;
                if deep == depth && *byte == b'{' {
                    lines.push(line);
                }
            }
            b'}' | b']' if !quoted => deep -= 1,
            _ => {}
        }
    }
    lines
}

/// Reads one service.
struct Reader<'r> {
    place: &'r str,
    line: usize,
    terms: &'r [Term],
    notes: &'r mut Vec<Finding>,
}

impl Reader<'_> {
    /// The rows of the service: one for each region where it is.
    fn rows(&mut self, service: &Value) -> Vec<Cells> {
        let mut cells = Cells::new();
        let mut add = |column: &str, cell: Option<Cell>| put(&mut cells, column, cell);
        add("name", text(service, "name"));
        add("organisation", text(&service["organization"], "name"));
        // The name is there also if the file has no description, which the directory needs.
        add("description", text(service, "description").or_else(|| text(service, "name")));
        add("eligibility", text(service, "eligibility_description"));
        add("email", text(service, "email"));
        add("confidential", Some(Cell::YesNo(false)));
        add("costs", costs(service).map(Cell::Text));
        let capacity = &service["capacities"][0];
        add("capacity_unit", text(&capacity["unit"], "name"));
        add("capacity_total", count(&capacity["maximum"]));
        add("capacity_free", count(&capacity["available"]));
        add("capacity_as_of", text(capacity, "updated"));
        let codes: Vec<_> = each(&service["languages"]).filter_map(|it| it["code"].as_str()).collect();
        add("languages", (!codes.is_empty()).then(|| Cell::Text(codes.join(" "))));
        add("service_type", Some(self.of_type(service)));
        add("status", status(service));
        add("telephone", self.telephone(service));
        let (schedules, hours) = self.schedules(service);
        add("schedules", schedules);
        add("acceptance_hours", hours);
        let places = places(service);
        if places.is_empty() {
            let wrong = "it has no location with an address, whose country the directory needs";
            put(&mut cells, "country", Some(Cell::Unreadable(wrong.to_owned())));
            return vec![cells];
        }
        let of_place = |(country, region): (String, Option<String>)| {
            let mut cells = cells.clone();
            put(&mut cells, "country", Some(Cell::Text(country)));
            put(&mut cells, "admin1", region.map(Cell::Text));
            cells
        };
        places.into_iter().map(of_place).collect()
    }

    fn note(&mut self, column: &str, note: impl Into<String>) {
        self.notes.push(Finding::in_line(self.place, self.line, note).of(column));
    }

    /// The type of the first term that means one: by an option, or because its code is that of a type.
    fn of_type(&self, service: &Value) -> Cell {
        let types = types();
        let mut told = Vec::new();
        for term in each(&service["attributes"]).map(|attribute| &attribute["taxonomy_term"]) {
            for called in [term["code"].as_str(), term["name"].as_str()].into_iter().flatten() {
                let given = self.terms.iter().find(|(term, _)| term == called).map(|(_, of_type)| of_type);
                if let Some(of_type) = given.or_else(|| types.iter().find(|it| *it == called)) {
                    return Cell::Text(of_type.clone());
                }
                told.push(format!("\"{called}\""));
            }
        }
        let has = if told.is_empty() { "it has none".to_owned() } else { format!("it has {}", told.join(", ")) };
        let wrong = format!("no taxonomy term is a type of service: {has}; name one with --term TERM=TYPE");
        Cell::Unreadable(wrong)
    }

    fn telephone(&mut self, service: &Value) -> Option<Cell> {
        let number = service["phones"][0]["number"].as_str()?.trim_matches(['"', ' ']);
        if phone::of_desk("telephone", number).is_err() {
            self.note("telephone", "it is left out, because it has no country code");
            return None;
        }
        Some(Cell::Text(number.to_owned()))
    }

    /// The schedules for programs, and what the file says about them for people.
    fn schedules(&mut self, service: &Value) -> (Option<Cell>, Option<Cell>) {
        let at_locations = each(&service["service_at_locations"]).flat_map(|it| each(&it["schedules"]));
        let mut all: Vec<_> = each(&service["schedules"]).collect();
        if all.is_empty() {
            all.extend(at_locations);
        }
        let mut known = Vec::new();
        for schedule in &all {
            match schedules::weekly(schedule) {
                Ok(schedule) if known.contains(&schedule) => {}
                Ok(schedule) => known.push(schedule),
                Err(why) => self.note("schedules", format!("a schedule is left out, because {why}")),
            }
        }
        let mut hours: Vec<_> = all.iter().filter_map(|it| it["description"].as_str()).map(str::trim).collect();
        hours.dedup();
        let cell = |texts: Vec<&str>| (!texts.is_empty()).then(|| Cell::Text(texts.join("; ")));
        (cell(known.iter().map(String::as_str).collect()), cell(hours))
    }
}

/// The elements of a list. What is no list has none.
fn each(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(of: &Value, property: &str) -> Option<Cell> {
    let text = of[property].as_str()?.trim();
    (!text.is_empty()).then(|| Cell::Text(text.to_owned()))
}

fn count(value: &Value) -> Option<Cell> {
    value.as_f64().map(Cell::Number)
}

fn put(cells: &mut Cells, column: &str, cell: Option<Cell>) {
    let heading = Heading::named(Record::Services, column).expect("a test reads every column");
    if let Some(cell) = cell {
        heading.add(cell, cells);
    }
}

fn status(service: &Value) -> Option<Cell> {
    let status = match service["status"].as_str()? {
        "active" => "ACTIVE",
        "inactive" | "temporarily closed" => "PAUSED",
        "defunct" => "CLOSED",
        // The column says what is allowed.
        other => other,
    };
    Some(Cell::Text(status.to_owned()))
}

/// What people pay, as the file describes it, else its options with their amounts.
fn costs(service: &Value) -> Option<String> {
    if let Some(described) = service["fees_description"].as_str().filter(|text| !text.trim().is_empty()) {
        return Some(described.to_owned());
    }
    let options = each(&service["cost_options"]).map(|cost| {
        let said = |property: &str| cost[property].as_str().map(str::to_owned);
        let amount = cost["amount"].as_f64().map(|amount| amount.to_string());
        let parts = [said("option"), amount, said("currency"), said("amount_description")];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    });
    let options: Vec<_> = options.filter(|option| !option.is_empty()).collect();
    (!options.is_empty()).then(|| options.join("; "))
}

/// The countries and regions of the addresses.
fn places(service: &Value) -> BTreeSet<(String, Option<String>)> {
    let addresses = each(&service["service_at_locations"]).filter_map(|it| {
        let all = || each(&it["location"]["addresses"]);
        all().find(|address| address["address_type"] == "physical").or_else(|| all().next())
    });
    let place = |address: &Value| {
        let country = address["country"].as_str()?.trim().to_uppercase();
        let region = ["state_province", "region"].into_iter().find_map(|it| address[it].as_str()).map(str::trim);
        let region = region.filter(|region| !region.is_empty()).map(str::to_owned);
        Some((of_alpha2(&country).map_or(country, str::to_owned), region))
    };
    addresses.filter_map(place).collect()
}
