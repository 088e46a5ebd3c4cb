//! Suppression of table cells: cells about too few people, and as many more that no total reveals them.

use super::{
    Count,
    region::{Axis, Region},
};

/// One cell of a table.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    /// The people that it is about.
    pub region: Region,
    /// Values on the axes by which the table is grouped, in their order.
    pub key: Vec<String>,
    /// Number of rows and people.
    pub count: Count,
    /// The value to release.
    pub value: i64,
    /// Whether the cell is suppressed.
    pub left_out: bool,
    /// Whether this value was released before.
    pub known: bool,
}

impl Cell {
    /// Whether the cell releases a value.
    pub(crate) const fn tells(&self) -> bool {
        !self.left_out && self.count.amount != 0
    }
}

/// Suppresses cells about too few people. Then suppresses the smallest other cells in every line of the table (the
/// cells that differ on one axis), until the suppressed part of the line has several cells and enough people. Otherwise
/// the total of the line, asked for alone, would reveal it.
pub(crate) fn suppress(cells: &mut [Cell], grouped_by: &[Axis], least: i64) {
    for cell in cells.iter_mut() {
        cell.left_out |= !cell.known && cell.count.too_few(least);
    }
    let lines: Vec<_> = (0..grouped_by.len()).flat_map(|place| lines(cells, place)).collect();
    loop {
        let mut changed = false;
        for line in &lines {
            changed |= complement(cells, line, least);
        }
        if !changed {
            return;
        }
    }
}

/// The lines along one axis: the positions of cells that agree on all other axes.
pub(crate) fn lines(cells: &[Cell], place: usize) -> Vec<Vec<usize>> {
    let mut lines: std::collections::BTreeMap<Vec<&str>, Vec<usize>> = std::collections::BTreeMap::new();
    for (number, cell) in cells.iter().enumerate() {
        let others = cell.key.iter().enumerate().filter(|(at, _)| *at != place);
        lines.entry(others.map(|(_, value)| value.as_str()).collect()).or_default().push(number);
    }
    lines.into_values().collect()
}

fn complement(cells: &mut [Cell], line: &[usize], least: i64) -> bool {
    let mut changed = false;
    loop {
        let out: Vec<_> = line.iter().copied().filter(|it| cells[*it].left_out).collect();
        let together = out.iter().fold(Count::default(), |sum, it| sum.and(cells[*it].count));
        let hidden = out.is_empty() || out.len() > 1 && together.people >= least;
        let smallest = line.iter().copied().filter(|it| cells[*it].tells() && !cells[*it].known).min_by(|a, b| {
            let order = |it: &usize| (cells[*it].count.people, &cells[*it].key);
            order(a).cmp(&order(b))
        });
        let Some(smallest) = smallest.filter(|_| !hidden) else { return changed };
        cells[smallest].left_out = true;
        changed = true;
    }
}
