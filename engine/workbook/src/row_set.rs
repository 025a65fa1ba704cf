//! Sets of rows.

/// A set of rows, kept as ascending ranges.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowSet {
    /// First and last row (from 0) of each range, ascending, with rows between them left out.
    ranges: Vec<(u32, u32)>,
}

impl RowSet {
    /// The set of rows in any of these ranges (first and last row from 0, in any order).
    pub(crate) fn new(mut ranges: Vec<(u32, u32)>) -> RowSet {
        ranges.sort_unstable();
        let mut joined: Vec<(u32, u32)> = Vec::new();
        for (first, last) in ranges {
            match joined.last_mut() {
                Some(previous) if first <= previous.1.saturating_add(1) => {
                    previous.1 = previous.1.max(last);
                }
                _ => joined.push((first, last)),
            }
        }
        RowSet { ranges: joined }
    }

    /// Whether a row (from 0) is in the set.
    pub fn contains(&self, row: u32) -> bool {
        let after = self.ranges.partition_point(|(first, _)| *first <= row);
        after.checked_sub(1).is_some_and(|index| row <= self.ranges[index].1)
    }

    /// Whether no row is in the set.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// First and last row of each range that lies in `first..=last`, cut to it.
    pub(crate) fn within(&self, first: u32, last: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        let from = self.ranges.partition_point(|(_, end)| *end < first);
        self.ranges[from..]
            .iter()
            .take_while(move |(start, _)| *start <= last)
            .map(move |(start, end)| ((*start).max(first), (*end).min(last)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_in_ranges_are_members() {
        let rows = RowSet::new(vec![(7, 9), (3, 3), (4, 4), (8, 12), (20, 20)]);
        let members: Vec<u32> = (0..30).filter(|row| rows.contains(*row)).collect();
        assert_eq!(members, [3, 4, 7, 8, 9, 10, 11, 12, 20]);
        assert_eq!(rows.within(4, 8).collect::<Vec<_>>(), [(4, 4), (7, 8)]);
    }
}
