//! References as they are written on paper. The number is random, so that it reveals neither the order nor the number
//! of records, and no reference names a centre.

use std::collections::HashSet;

use super::draw::Draw;

/// Generates references, never the same one twice.
#[derive(Debug, Default)]
pub struct References(HashSet<String>);

impl References {
    /// The reference of a case: year and number.
    pub fn case(&mut self, draw: &mut Draw, year: i32) -> String {
        self.next(draw, 8, &format!("CASE-{year}-"))
    }

    /// The reference of a person.
    pub fn person(&mut self, draw: &mut Draw) -> String {
        self.next(draw, 8, "P-")
    }

    /// The reference of a household.
    pub fn household(&mut self, draw: &mut Draw) -> String {
        self.next(draw, 8, "H-")
    }

    /// The reference of a referral.
    pub fn referral(&mut self, draw: &mut Draw, year: i32) -> String {
        self.next(draw, 7, &format!("R-{year}-"))
    }

    /// The reference of a transfer.
    pub fn transfer(&mut self, draw: &mut Draw, year: i32) -> String {
        self.next(draw, 6, &format!("T-{year}-"))
    }

    /// The reference of a consular request for the requesting organisation.
    pub fn consular_request(&mut self, draw: &mut Draw, year: i32) -> String {
        self.next(draw, 7, &format!("C-{year}-"))
    }

    fn next(&mut self, draw: &mut Draw, digits: usize, beginning: &str) -> String {
        loop {
            let reference = format!("{beginning}{}", draw.digits(digits, 10));
            if self.0.insert(reference.clone()) {
                return reference;
            }
        }
    }
}
