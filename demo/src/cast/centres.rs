//! The 38 centres on the corridors. Places and numbers of beds follow public figures if there are any (the six of Niger
//! in 2018); the others are invented in proportion. A protected shelter has no coordinates and a neutral name.

use entity::codes::CentreType;
use uuid::Uuid;

use super::fixed;

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
pub const CENTRES: &[Centre] = {
    use CentreType::{
        InformationResource as Information, Multifunctional as Multi, ShelterAccommodation as Shelter,
        TransitCentre as Transit,
    };
    &[
        at(1, 1, "AGZ", "Agadez transit centre", Transit, "NER", "Agadez", (16.97, 7.99), 1000),
        at(2, 1, "ARL", "Arlit transit centre", Transit, "NER", "Agadez", (18.74, 7.39), 300),
        at(3, 1, "DRK", "Dirkou transit centre", Transit, "NER", "Agadez", (19.01, 12.88), 150),
        at(4, 1, "NIA", "Niamey transit centre I", Transit, "NER", "Niamey", (13.52, 2.11), 120),
        at(5, 1, "NIB", "Niamey transit centre II", Transit, "NER", "Niamey", (13.51, 2.08), 100),
        at(6, 1, "NIC", "Niamey transit centre III", Transit, "NER", "Niamey", (13.54, 2.14), 80),
        at(7, 2, "BKO", "Bamako reception centre", Multi, "MLI", "Bamako", (12.64, -8.00), 180),
        protected(8, 2, "MLA", "House A", "MLI", "Bamako", 30, "BKO"),
        protected(9, 2, "MLB", "House B", "MLI", "Bamako", 24, "BKO"),
        at(10, 37, "GAO", "Refuge at Gao", Shelter, "MLI", "Gao", (16.27, -0.04), 80),
        at(11, 2, "KYS", "Kayes reception centre", Shelter, "MLI", "Kayes", (14.45, -11.43), 60),
        at(12, 4, "BOB", "Bobo-Dioulasso transit centre", Transit, "BFA", "Hauts-Bassins", (11.18, -4.29), 100),
        at(13, 4, "DOR", "Dori transit centre", Transit, "BFA", "Sahel", (14.03, -0.03), 60),
        at(14, 5, "CKY", "Conakry reception centre", Multi, "GIN", "Conakry", (9.57, -13.64), 150),
        at(15, 6, "DKR", "Dakar reception centre", Multi, "SEN", "Dakar", (14.72, -17.46), 80),
        at(16, 7, "LOS", "Lagos reception of returnees", Multi, "NGA", "Lagos", (6.52, 3.38), 120),
        at(17, 7, "BNI", "Benin City reception of returnees", Shelter, "NGA", "Edo", (6.34, 5.62), 90),
        at(18, 7, "PHC", "Port Harcourt reception of returnees", Shelter, "NGA", "Rivers", (4.82, 7.03), 60),
        at(19, 8, "NDJ", "N'Djamena transit centre", Transit, "TCD", "N'Djamena", (12.13, 15.06), 120),
        at(20, 8, "FYA", "Faya transit centre", Transit, "TCD", "Borkou", (17.93, 19.10), 80),
        at(21, 8, "ABE", "Abéché assistance post", Information, "TCD", "Ouaddaï", (13.83, 20.83), 30),
        at(22, 9, "ABJ", "Abidjan reception centre", Multi, "CIV", "Abidjan", (5.36, -4.01), 90),
        at(23, 9, "DAL", "Daloa information centre", Information, "CIV", "Sassandra-Marahoué", (6.88, -6.45), 20),
        at(24, 10, "BJL", "Banjul reception centre", Multi, "GMB", "Banjul", (13.45, -16.58), 50),
        at(25, 11, "DLA", "Douala reception centre", Multi, "CMR", "Littoral", (4.05, 9.70), 80),
        at(26, 11, "YAO", "Yaoundé children's shelter", CentreType::ShelterUasc, "CMR", "Centre", (3.87, 11.52), 40),
        at(27, 12, "NDB", "Nouadhibou assistance centre", Multi, "MRT", "Dakhlet Nouadhibou", (20.94, -17.04), 60),
        at(28, 12, "NKC", "Nouakchott assistance centre", Multi, "MRT", "Nouakchott", (18.09, -15.98), 60),
        at(29, 13, "FNA", "Freetown reception centre", Multi, "SLE", "Western Area", (8.48, -13.23), 60),
        at(30, 14, "COO", "Cotonou reception centre", Shelter, "BEN", "Littoral", (6.37, 2.43), 40),
        at(31, 15, "LFW", "Lomé reception centre", Shelter, "TGO", "Maritime", (6.13, 1.22), 40),
        at(32, 16, "GDF", "Gedaref migrant resource centre", Information, "SDN", "Gedaref", (14.03, 35.38), 40),
        at(33, 17, "ADD", "Addis Ababa transit centre", Transit, "ETH", "Addis Ababa", (9.02, 38.75), 150),
        at(34, 17, "MTM", "Metema response centre", Information, "ETH", "Amhara", (12.96, 36.15), 40),
        at(35, 18, "OBK", "Obock response centre", Multi, "DJI", "Obock", (11.97, 43.29), 100),
        at(36, 19, "BSA", "Bosaso response centre", Multi, "SOM", "Bari", (11.28, 49.18), 60),
        at(37, 19, "HGA", "Hargeisa response centre", Information, "SOM", "Woqooyi Galbeed", (9.56, 44.06), 40),
        at(38, 20, "RAB", "Rabat information centre", Information, "MAR", "Rabat-Salé-Kénitra", (34.02, -6.84), 20),
    ]
};

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

#[expect(clippy::too_many_arguments, reason = "one line of the table above")]
const fn at(
    number: u16,
    organisation: u16,
    code: &'static str,
    name: &'static str,
    centre_type: CentreType,
    country: &'static str,
    admin1: &'static str,
    place: (f64, f64),
    beds: i32,
) -> Centre {
    Centre {
        id: fixed(2, number),
        organisation_id: fixed(1, organisation),
        code,
        name,
        centre_type,
        country,
        admin1,
        place: Some(place),
        beds,
        fronted_by: None,
    }
}

#[expect(clippy::too_many_arguments, reason = "one line of the table above")]
const fn protected(
    number: u16,
    organisation: u16,
    code: &'static str,
    name: &'static str,
    country: &'static str,
    admin1: &'static str,
    beds: i32,
    fronted_by: &'static str,
) -> Centre {
    Centre {
        id: fixed(2, number),
        organisation_id: fixed(1, organisation),
        code,
        name,
        centre_type: CentreType::ShelterVot,
        country,
        admin1,
        place: None,
        beds,
        fronted_by: Some(fronted_by),
    }
}
