//! The profile of a person, drawn from the public figures of the corridors: nationality, sex, age, documents, wish to
//! return.

use chrono::{Duration, NaiveDate};
use entity::{birth::Birth, codes::Sex};

use super::{Country, country, written};
use crate::draw::{Draw, years_before};

/// The nationalities of one rescue of 391 people in 2018, in percent.
pub const CORRIDOR: &[(&str, f64)] = &[
    ("GIN", 50.9),
    ("CMR", 12.0),
    ("CIV", 7.4),
    ("BFA", 5.9),
    ("LBR", 4.9),
    ("SEN", 4.6),
    ("MLI", 4.1),
    ("BEN", 3.3),
    ("NGA", 2.8),
    ("GMB", 1.0),
    ("SLE", 1.0),
    ("GHA", 0.6),
    ("TGO", 0.5),
    ("TCD", 0.4),
    ("GNB", 0.3),
    ("SDN", 0.3),
];

/// The same for the Horn of Africa: an assumption.
const HORN: &[(&str, f64)] = &[("ETH", 70.0), ("ERI", 12.0), ("SOM", 12.0), ("SDN", 6.0)];

/// Unaccompanied children in Niger, 2018.
const CHILDREN_ALONE: &[(&str, f64)] = &[("GIN", 57.0), ("MLI", 10.0), ("CIV", 8.0)];

/// Survivors of trafficking.
const TRAFFICKED: &[(&str, f64)] =
    &[("NGA", 56.0), ("NER", 23.0), ("BEN", 5.0), ("LBR", 3.0), ("CMR", 2.0), ("GMB", 2.0), ("SDN", 2.0)];

/// The requirements of a numbered case on its person.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Country of the centre.
    pub country: &'static str,
    /// Only women who survived trafficking.
    pub shelter: bool,
    /// Whether the person survived trafficking.
    pub trafficked: bool,
    /// The probability of a child, from 0 to 1.
    pub child: f64,
    /// A nationality; the person then holds no document and wants to return.
    pub applies_to: Option<&'static str>,
    /// The day on which the case opens.
    pub opened_on: NaiveDate,
}

/// The profile of a person.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts about a person")]
pub struct Profile {
    /// The country of origin.
    pub country: &'static Country,
    /// Sex.
    pub sex: Sex,
    /// Date of birth. Everybody has at least an estimate, because a person with an unknown age counts as a child.
    pub birth: Birth,
    /// Whether the person is under 18 when the case opens.
    pub child: bool,
    /// Whether the person is an unaccompanied child.
    pub alone: bool,
    /// Whether the person survived trafficking.
    pub trafficked: bool,
    /// Whether the person holds a travel document.
    pub documented: bool,
    /// Whether the person seeks international protection.
    pub asylum: bool,
    /// Whether the person wants to return home.
    pub returns: bool,
}

impl Profile {
    /// Draws a profile.
    pub fn draw(draw: &mut Draw, wanted: &Wanted) -> Self {
        let Wanted { country: place, shelter, trafficked, child, applies_to, opened_on } = *wanted;
        let child = child > 0.0 && draw.chance(child);
        // 346 of the 1,819 children were unaccompanied.
        let alone = child && draw.chance(0.19);
        let code = applies_to.unwrap_or_else(|| nationality(draw, place, trafficked, alone));
        let sex = if shelter { Sex::Female } else { sex(draw, child, alone, trafficked) };
        let age = age(draw, child, alone);
        let born = years_before(opened_on, age) - Duration::days(draw.number(1, 360));
        let birth = written(draw, born, opened_on);
        let applies = applies_to.is_some();
        let asylum = !trafficked && !applies && draw.chance(0.05);
        Self {
            country: country(code),
            sex,
            birth,
            child: !birth.adult(opened_on),
            alone,
            trafficked,
            documented: !applies && draw.chance(0.4),
            asylum,
            // 82 of 100 people return in total; those who seek protection never do.
            returns: applies || !asylum && draw.chance(0.86),
        }
    }
}

fn nationality(draw: &mut Draw, place: &str, trafficked: bool, alone: bool) -> &'static str {
    // The published percentages do not add up to 100; the rest is drawn like everybody else.
    if trafficked && draw.chance(0.93) {
        return draw.weighted(TRAFFICKED);
    }
    match place {
        // These countries receive their own returning nationals.
        "NGA" => "NGA",
        "ETH" | "DJI" | "SOM" | "SDN" => draw.weighted(HORN),
        _ if alone && draw.chance(0.75) => draw.weighted(CHILDREN_ALONE),
        _ => draw.weighted(CORRIDOR),
    }
}

fn sex(draw: &mut Draw, child: bool, alone: bool, trafficked: bool) -> Sex {
    let women = match (trafficked, alone, child) {
        (true, ..) => 0.8,
        (_, true, _) => 0.03,
        (_, _, true) => 0.48,
        _ => 0.053,
    };
    let stated = if draw.chance(women) { Sex::Female } else { Sex::Male };
    draw.weighted(&[(stated, 0.995), (Sex::NotStated, 0.003), (Sex::Other, 0.001), (Sex::Unknown, 0.001)])
}

fn age(draw: &mut Draw, child: bool, alone: bool) -> i32 {
    let bands: &[((i64, i64), f64)] = match (child, alone) {
        (_, true) => &[((12, 14), 0.2), ((15, 17), 0.8)],
        (true, _) => &[((0, 4), 0.45), ((5, 11), 0.35), ((12, 17), 0.2)],
        _ => &[((18, 24), 36.0), ((25, 29), 30.0), ((30, 39), 18.0), ((40, 59), 5.4), ((60, 74), 0.6)],
    };
    let (least, most) = draw.weighted(bands);
    i32::try_from(draw.number(least, most)).unwrap_or(20)
}
