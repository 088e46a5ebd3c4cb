//! The 38 centres on the corridors. Places and numbers of beds follow public figures if there are any (the six of Niger
//! in 2018); the others are invented in proportion. A protected shelter has no coordinates and a neutral name.

use std::sync::LazyLock;

use entity::codes::CentreType;
use uuid::Uuid;

use super::fixed;

use crate::table::{self, given, number, rows};

/// A centre of the cast.
#[derive(Clone, Copy, Debug)]
pub struct Centre {
    /// Its fixed id.
    pub id: Uuid,
    /// The organisation that runs it.
    pub organisation_id: Uuid,
    /// Short code.
    pub code: &'static str,
    /// Name.
    pub name: &'static str,
    /// Its type.
    pub centre_type: CentreType,
    /// Country.
    pub country: &'static str,
    /// Region.
    pub admin1: &'static str,
    /// Degrees north and east; null if the place is secret.
    pub place: Option<(f64, f64)>,
    /// Beds in normal operation.
    pub beds: i32,
    /// Code of the ordinary centre that fronts for a protected one.
    pub fronted_by: Option<&'static str>,
}

/// All centres of the cast.
pub static CENTRES: LazyLock<Vec<Centre>> = LazyLock::new(|| {
    let row = |[id, organisation, code, name, kind, country, admin1, north, east, beds, fronted_by]: [&'static str;
                   11]| Centre {
        id: fixed(2, number(id)),
        organisation_id: fixed(1, number(organisation)),
        code,
        name,
        centre_type: table::code(kind),
        country,
        admin1,
        place: given(north).map(|north| (number(north), number(east))),
        beds: number(beds),
        fronted_by: given(fronted_by),
    };
    rows(include_str!("data/centres.csv")).map(row).collect()
});

/// The centre with this code.
///
/// # Panics
/// When the cast has no such centre.
pub fn centre(code: &str) -> &'static Centre {
    CENTRES.iter().find(|centre| centre.code == code).expect("the code is one of the cast")
}

/// The ordinary centre that fronts for this one; an ordinary centre fronts for itself.
pub fn fronting(of: &'static Centre) -> &'static Centre {
    of.fronted_by.map_or(of, centre)
}
