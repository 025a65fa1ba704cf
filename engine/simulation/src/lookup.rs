//! Lookups in constant tables, as VLOOKUP, HLOOKUP, MATCH, LOOKUP and XLOOKUP make them.

use ulam_formula::value::CellError;

/// How a key finds its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Search {
    /// The first key equal to 15 digits.
    Exact,
    /// The last key not above; the keys must be ascending.
    Ascending,
    /// The last key not below; the keys must be descending.
    Descending,
}

/// A constant table of numbers: keys and the result at each.
#[derive(Clone, Debug, PartialEq)]
pub struct LookupTable {
    /// How a key finds its row.
    pub search: Search,
    /// Keys: ascending or descending for an ordered search; for an exact one sorted, first of equals.
    keys: Vec<f64>,
    /// The result at each key (a NaN carries an error).
    results: Vec<f64>,
    /// The result where no key matches.
    otherwise: f64,
}

impl LookupTable {
    /// A table of keys with their results; `otherwise` (`#N/A` if `None`) where no key matches.
    ///
    /// Gives `None` where the table can't stand for Excel's search: keys that aren't strictly
    /// ordered as `search` needs (Excel's bisection then depends on their places), or differ by so
    /// little that they are equal to 15 digits.
    pub fn new(
        search: Search,
        keys: Vec<f64>,
        results: Vec<f64>,
        otherwise: Option<f64>,
    ) -> Option<LookupTable> {
        if keys.is_empty() || keys.len() != results.len() || keys.iter().any(|key| !key.is_finite())
        {
            return None;
        }
        let otherwise = otherwise.unwrap_or(CellError::NotAvailable.to_nan());
        let mut rows: Vec<(f64, f64)> = keys.into_iter().zip(results).collect();
        match search {
            Search::Exact => {
                rows.sort_by(|a, b| a.0.total_cmp(&b.0));
                rows.dedup_by(|later, earlier| later.0 == earlier.0);
            }
            Search::Ascending if rows.is_sorted_by(|a, b| a.0 < b.0) => {}
            Search::Descending if rows.is_sorted_by(|a, b| a.0 > b.0) => {}
            _ => return None,
        }
        let close = |a: f64, b: f64| (a - b).abs() <= 1e-13 * a.abs().max(b.abs());
        if rows.windows(2).any(|pair| close(pair[0].0, pair[1].0)) {
            return None;
        }
        let (keys, results) = rows.into_iter().unzip();
        Some(LookupTable { search, keys, results, otherwise })
    }

    /// Number of keys.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there are no keys; never so for a built table.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The results that keys between two ends, both included, can have; errors among them as NaNs.
    pub fn reachable_results(&self, low: f64, high: f64) -> impl Iterator<Item = f64> {
        // A key that equals a table's to 15 digits is taken for it: look a little further.
        let slack = 1e-13 * low.abs().max(high.abs());
        let (low, high) = (low - slack, high + slack);
        let (first, end, is_otherwise_reachable) = match self.search {
            Search::Exact => {
                let first = self.keys.partition_point(|key| *key < low);
                (first, self.keys.partition_point(|key| *key <= high), true)
            }
            Search::Ascending => {
                let first = self.keys.partition_point(|key| *key <= low);
                let end = self.keys.partition_point(|key| *key <= high);
                (first.saturating_sub(1), end, first == 0)
            }
            Search::Descending => {
                let first = self.keys.partition_point(|key| *key >= high);
                let end = self.keys.partition_point(|key| *key >= low);
                (first.saturating_sub(1), end, first == 0)
            }
        };
        let found = self.results.get(first..end.max(first)).unwrap_or_default();
        found.iter().copied().chain(is_otherwise_reachable.then_some(self.otherwise))
    }

    /// The results for a block of keys; the bits of [`LookupTable::find`] of each.
    pub fn find_block(&self, keys: &[f64], out: &mut [f64]) {
        if self.search != Search::Ascending || self.keys.len() > SCANNED_KEYS_MAX {
            for (out, key) in out.iter_mut().zip(keys) {
                *out = self.find(*key);
            }
            return;
        }
        if !self.scan(keys, out) {
            for (out, key) in out.iter_mut().zip(keys) {
                *out = self.find(*key);
            }
        }
    }

    /// As [`LookupTable::find_block`], in an ascending table of few keys. Gives false if a key is an
    /// error, or so little below a table's key that their decimal digits decide.
    fn scan(&self, keys: &[f64], out: &mut [f64]) -> bool {
        // The result of so many keys not above; and from where on a key may be equal to the next.
        let mut results = [self.otherwise; SCANNED_KEYS_MAX + 1];
        let mut unclear_from = [f64::INFINITY; SCANNED_KEYS_MAX + 1];
        for (row, (key, result)) in self.keys.iter().zip(&self.results).enumerate() {
            results[row + 1] = *result;
            unclear_from[row] = key - UNCLEAR * key.abs();
        }
        let mut is_clear = true;
        let mut rows = [0; COUNTED];
        for (out, keys) in out.chunks_mut(COUNTED).zip(keys.chunks(COUNTED)) {
            count_not_above(&self.keys, keys, &mut rows);
            for ((out, key), row) in out.iter_mut().zip(keys).zip(rows) {
                *out = results[row as usize];
                is_clear &= *key < unclear_from[row as usize];
            }
        }
        is_clear
    }

    /// The result for a key; an error key gives that error.
    pub fn find(&self, key: f64) -> f64 {
        if key.is_nan() {
            return key;
        }
        let equal = |index: usize| {
            self.keys.get(index).is_some_and(|k| {
                ulam_formula::compare::compare_numbers(*k, key) == std::cmp::Ordering::Equal
            })
        };
        let found = match self.search {
            Search::Exact => {
                let after = self.keys.partition_point(|k| *k < key);
                match (after > 0 && equal(after - 1), equal(after)) {
                    (true, _) => Some(after - 1),
                    (_, true) => Some(after),
                    _ => None,
                }
            }
            Search::Ascending => {
                let after = self.keys.partition_point(|k| *k <= key);
                if equal(after) { Some(after) } else { after.checked_sub(1) }
            }
            Search::Descending => {
                let after = self.keys.partition_point(|k| *k >= key);
                if equal(after) { Some(after) } else { after.checked_sub(1) }
            }
        };
        found.map_or(self.otherwise, |index| self.results[index])
    }
}

/// Most keys that are compared one by one: below, this beats a binary search in each trial.
const SCANNED_KEYS_MAX: usize = 24;

/// Part of a key by which another may be below it and yet equal to 15 digits, and more.
const UNCLEAR: f64 = 1e-14;

ulam_numeric::dispatch! {
    /// For each key, how many of the table's aren't above it.
    fn count_not_above(table: &[f64], keys: &[f64], rows: &mut [u64; COUNTED]) {
        for (rows, keys) in rows.chunks_mut(SIDE_BY_SIDE).zip(keys.chunks(SIDE_BY_SIDE)) {
            let mut group = [0.0; SIDE_BY_SIDE];
            group[..keys.len()].copy_from_slice(keys);
            let mut counts = [0; SIDE_BY_SIDE];
            for from in table {
                for (count, key) in counts.iter_mut().zip(&group) {
                    *count += u64::from(key >= from);
                }
            }
            rows.copy_from_slice(&counts);
        }
    }
}

/// Keys whose rows are counted in one call, and of those together, in registers.
const COUNTED: usize = 64;
const SIDE_BY_SIDE: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordered_searches_take_the_last_key_not_beyond() {
        let table = |search, keys: &[f64]| {
            LookupTable::new(search, keys.to_vec(), vec![10.0, 20.0, 30.0], None).unwrap()
        };
        let ascending = table(Search::Ascending, &[1.0, 2.0, 3.0]);
        assert_eq!(ascending.find(2.5), 20.0);
        assert_eq!(ascending.find(3.0), 30.0);
        assert_eq!(ascending.find(99.0), 30.0);
        assert_eq!(CellError::from_nan(ascending.find(0.5)), CellError::NotAvailable);
        let descending = table(Search::Descending, &[3.0, 2.0, 1.0]);
        assert_eq!(descending.find(2.5), 10.0);
        assert_eq!(descending.find(1.0), 30.0);
        assert_eq!(CellError::from_nan(descending.find(3.5)), CellError::NotAvailable);
    }

    #[test]
    fn an_exact_search_compares_15_digits_and_takes_the_first_of_equals() {
        let table = LookupTable::new(Search::Exact, vec![0.3, 5.0, 5.0], vec![1.0, 2.0, 3.0], None)
            .unwrap();
        assert_eq!(table.find(0.1 + 0.2), 1.0);
        assert_eq!(table.find(5.0), 2.0);
        assert_eq!(CellError::from_nan(table.find(4.0)), CellError::NotAvailable);
    }

    #[test]
    fn a_block_is_searched_as_its_keys_are() {
        let keys: Vec<f64> = (0..10).map(|key| f64::from(key) * 0.1).collect();
        let results = (0..10).map(f64::from).collect();
        let table = LookupTable::new(Search::Ascending, keys, results, None).unwrap();
        let wanted: Vec<f64> = (-50..1100)
            .map(|step| f64::from(step) * 0.001)
            .chain([0.1 + 0.2, CellError::Div0.to_nan(), 1e300, -1e300, 0.30000000000000004])
            .collect();
        for part in wanted.chunks(7).chain([&wanted[..]]) {
            let mut out = vec![0.0; part.len()];
            table.find_block(part, &mut out);
            for (key, found) in part.iter().zip(&out) {
                assert_eq!(found.to_bits(), table.find(*key).to_bits(), "{key}");
            }
        }
    }

    #[test]
    fn an_unordered_table_is_refused() {
        assert!(
            LookupTable::new(Search::Ascending, vec![2.0, 1.0], vec![0.0, 0.0], None).is_none()
        );
    }
}
