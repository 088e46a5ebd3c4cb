//! References as they stand on paper. The number in them is drawn, not counted, so that it tells neither an order nor how
//! many there are, and no reference names a centre.

use std::collections::HashSet;

use super::draw::Draw;

/// Gives references and never the same one twice.
#[derive(Debug, Default)]
pub struct References(HashSet<String>);

impl References {
    /// Of a case: year, number.
    pub fn case(&mut self, draw: &mut Draw, year: i32) -> String {
        self.next(draw, 8, &format!("CASE-{year}-"))
    }

    /// Of a person.
    pub fn person(&mut self, draw: &mut Draw) -> String {
        self.next(draw, 8, "P-")
    }

    /// Of a referral.
    pub fn referral(&mut self, draw: &mut Draw, year: i32) -> String {
        self.next(draw, 7, &format!("R-{year}-"))
    }

    /// Of a transfer.
    pub fn transfer(&mut self, draw: &mut Draw, year: i32) -> String {
        self.next(draw, 6, &format!("T-{year}-"))
    }

    /// Of a consular request, for the house.
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
