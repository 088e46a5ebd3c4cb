//! Directories made for tests: 40 centres and 200 services of a fixed seed, as CSV files or as a spreadsheet.

use std::{
    fs::File,
    io::Write as _,
    path::{Path, PathBuf},
};

use rand::{RngExt as _, SeedableRng as _, rngs::ChaCha8Rng, seq::IndexedRandom as _};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// A table of a file: its name, and its lines with the names of the columns first.
pub type Table = (&'static str, Vec<Vec<String>>);

const COUNTRIES: [&str; 4] = ["NER", "MLI", "TCD", "BFA"];
const TYPES: [&str; 5] = ["SHELTER", "HEALTH_PRIMARY", "LEGAL_AID", "MHPSS", "FOOD"];
const LANGUAGES: [&str; 4] = ["fr", "fr ha", "ar-TN fr", ""];

/// Seven organisations, one of them a consulate, 40 centres, 200 services, one post with two competences, and a worker.
pub fn directory(seed: u64) -> Vec<Table> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut organisations = vec![line("acronym,name,organisation_type,country,oversight,contact_desk")];
    for number in 1..=6 {
        let kind = if number == 1 { "IOM" } else { "NATIONAL_NGO" };
        organisations.push(line(&format!("ORG-{number},Organisation {number},{kind},NER,,desk{number}@example.org")));
    }
    organisations.push(line("GIN-NIM,Embassy of Guinea,GOV_ORIGIN_CONSULAR,GIN,,"));
    let columns = "code,organisation,name,centre_type,country,admin1,latitude,longitude,capacity_beds,protected,\
                   fronting_centre,open_centre";
    let mut centres = vec![line(columns)];
    for number in 1..=40 {
        // Protected centres come first, and name an ordinary one that follows.
        let (protected, front) = if number <= 4 { ("yes", "C-40") } else { ("no", "") };
        let (country, beds) = (COUNTRIES.choose(&mut random).expect("one"), random.random_range(0..1_000));
        let (north, east) = (random.random_range(-900..900), random.random_range(-1_800..1_800));
        let place = format!("{},{}", f64::from(north) / 10.0, f64::from(east) / 10.0);
        centres.push(line(&format!(
            "C-{number},ORG-{},Centre {number},TRANSIT_CENTRE,{country},Région {number},{place},{beds},{protected},{front},yes",
            number % 6 + 1
        )));
    }
    let columns = "organisation,name,service_type,description,country,admin1,centre,languages,capacity_total,\
                   capacity_free,capacity_as_of,confidential";
    let mut services = vec![line(columns)];
    for number in 1..=200 {
        let (kind, country) = (TYPES.choose(&mut random).expect("one"), COUNTRIES.choose(&mut random).expect("one"));
        let (total, languages) = (random.random_range(1..50), LANGUAGES.choose(&mut random).expect("one"));
        let free = random.random_range(0..=total);
        services.push(line(&format!(
            "ORG-{},Service {number},{kind},Help of the kind {kind}.,{country},,C-{},{languages},{total},{free},\
             2026-03-01T08:30:00Z,no",
            number % 6 + 1,
            number % 40 + 1
        )));
    }
    vec![
        ("organisations", organisations),
        ("centres", centres),
        ("services", services),
        (
            "consular_posts",
            vec![line("organisation,name,country,kind,host_country"), line("GIN-NIM,Embassy,GIN,EMBASSY,NER")],
        ),
        (
            "consular_post_competences",
            vec![line("consular_post,origin_admin1,stay_country"), line("GIN-NIM,,NER"), line("GIN-NIM,Kindia,MLI")],
        ),
        (
            "workers",
            vec![line("organisation,issuer,subject,display_name"), line("ORG-1,https://sso.example/,a-1,Amina")],
        ),
    ]
}

fn line(cells: &str) -> Vec<String> {
    cells.split(',').map(str::to_owned).collect()
}

/// The cell of a table.
pub fn cell<'t>(tables: &'t mut [Table], table: &str, line: usize, column: &str) -> &'t mut String {
    let (_, lines) = tables.iter_mut().find(|(name, _)| *name == table).expect("there is such a table");
    let at = lines[0].iter().position(|name| name == column).expect("there is such a column");
    &mut lines[line - 1][at]
}

/// Writes a folder of CSV files.
pub fn csv(tables: &[Table], folder: &Path) -> PathBuf {
    std::fs::create_dir_all(folder).expect("the folder is ours");
    for (name, lines) in tables {
        let mut writer = csv::Writer::from_path(folder.join(format!("{name}.csv"))).expect("the folder is ours");
        for line in lines {
            writer.write_record(line).expect("the disk takes it");
        }
        writer.flush().expect("the disk takes it");
    }
    folder.to_owned()
}

/// Writes a spreadsheet. Numbers are cells with numbers, as a spreadsheet has them.
pub fn xlsx(tables: &[Table], file: &Path) -> PathBuf {
    const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    let mut zip = ZipWriter::new(File::create(file).expect("the folder is ours"));
    let mut add = |name: &str, text: &str| {
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        zip.start_file(name, stored).expect("the disk takes it");
        write!(zip, "{HEAD}{text}").expect("the disk takes it");
    };
    let sheet_type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let (mut types, mut sheets, mut relations) = (String::new(), String::new(), String::new());
    for (number, (name, lines)) in (1..).zip(tables) {
        types +=
            &format!(r#"<Override PartName="/xl/worksheets/s{number}.xml" ContentType="{sheet_type}.worksheet+xml"/>"#);
        sheets += &format!(r#"<sheet name="{name}" sheetId="{number}" r:id="r{number}"/>"#);
        relations +=
            &format!(r#"<Relationship Id="r{number}" Type="{OFFICE}/worksheet" Target="worksheets/s{number}.xml"/>"#);
        let rows: String =
            (1..).zip(lines).map(|(row, cells)| format!(r#"<row r="{row}">{}</row>"#, cells_of(row, cells))).collect();
        add(
            &format!("xl/worksheets/s{number}.xml"),
            &format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>"#),
        );
    }
    add(
        "[Content_Types].xml",
        &format!(
            r#"<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{sheet_type}.sheet.main+xml"/>{types}</Types>"#
        ),
    );
    let to_book = format!(r#"<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>"#);
    add("_rels/.rels", &format!(r#"<Relationships xmlns="{PACKAGE}/relationships">{to_book}</Relationships>"#));
    add(
        "xl/_rels/workbook.xml.rels",
        &format!(r#"<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>"#),
    );
    add(
        "xl/workbook.xml",
        &format!(r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>"#),
    );
    zip.finish().expect("the disk takes it");
    file.to_owned()
}

fn cells_of(row: usize, cells: &[String]) -> String {
    let cell = |(at, text): (u8, &String)| {
        // Columns after Z have two letters.
        let high = if at < 26 { String::new() } else { char::from(b'A' + at / 26 - 1).to_string() };
        let place = format!("{high}{}{row}", char::from(b'A' + at % 26));
        match text.parse::<f64>() {
            _ if text.is_empty() => String::new(),
            Ok(number) => format!(r#"<c r="{place}"><v>{number}</v></c>"#),
            Err(_) => format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#),
        }
    };
    (0..).zip(cells).map(cell).collect()
}
