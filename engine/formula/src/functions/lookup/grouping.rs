//! Grouping rows by key columns: the axes of GROUPBY and PIVOTBY.

use std::cmp::Ordering;
use std::rc::Rc;

use crate::lookup_search::order_across_kinds;
use crate::value::{Array, CellError, Value};

/// Key columns at most.
const LEVELS_MAX: usize = 64;

/// One line of an axis: a group, a subtotal or the grand total.
pub(super) struct Line {
    /// A label for each key column.
    pub(super) labels: Vec<Value>,
    /// The data rows that it takes in, rising.
    pub(super) rows: Vec<usize>,
    /// The data rows of the group that this one is a part of; all of them at the top.
    pub(super) parent: Rc<[usize]>,
}

/// How groups are sorted: by these columns, counted from 0, the key columns first and then the columns of
/// values; the flag says whether they fall.
pub(super) type Order = Vec<(usize, bool)>;

/// What is asked of an axis.
pub(super) struct Axis<'a> {
    /// The key columns, one row for each data row.
    pub(super) keys: &'a Array,
    /// 0: no totals; 1: the grand total; more: subtotals of so many levels less one; negative: at the
    /// top.
    pub(super) total_depth: i64,
    pub(super) order: Order,
    /// Whether columns are sorted and grouped independently of each other: as a table, not as a
    /// hierarchy.
    pub(super) is_table: bool,
    /// The aggregate of a column of values over data rows, to sort by.
    pub(super) aggregate: &'a dyn Fn(usize, &[usize]) -> Value,
}

/// Rows of equal keys, from one level of the keys on.
struct Group {
    label: Value,
    rows: Vec<usize>,
}

impl Axis<'_> {
    /// The lines of the given data rows.
    ///
    /// # Errors
    /// `#VALUE!` if there are too many key columns, or fewer than the depth of the totals wants.
    pub(super) fn lines(&self, rows: Vec<usize>) -> Result<Vec<Line>, CellError> {
        let levels = self.keys.columns();
        let depth = self.total_depth.unsigned_abs() as usize;
        let is_too_deep = depth > if self.is_table { 1 } else { levels.max(1) };
        if levels > LEVELS_MAX || is_too_deep {
            return Err(CellError::Value);
        }
        let mut lines = Vec::new();
        if self.is_table {
            self.add_table(&rows, &mut lines);
        } else {
            self.add_groups(&rows, 0, &mut Vec::new(), depth, &mut lines);
        }
        if depth >= 1 {
            let mut labels = vec![Value::text(""); levels];
            labels[0] = Value::text(if depth > 1 { "Grand Total" } else { "Total" });
            let total = Line { labels, parent: Rc::from(&rows[..]), rows };
            match self.total_depth < 0 {
                true => lines.insert(0, total),
                false => lines.push(total),
            }
        }
        Ok(lines)
    }

    /// Groups of a level, each with its own groups of the next level.
    fn add_groups(
        &self,
        rows: &[usize],
        level: usize,
        labels: &mut Vec<Value>,
        depth: usize,
        lines: &mut Vec<Line>,
    ) {
        let mut groups = self.groups(rows, level);
        self.sort(&mut groups, level);
        let levels = self.keys.columns();
        let parent: Rc<[usize]> = Rc::from(rows);
        for group in groups {
            labels.push(group.label);
            if level + 1 == levels {
                let parent = Rc::clone(&parent);
                lines.push(Line { labels: labels.clone(), rows: group.rows, parent });
            } else {
                let has_subtotal = depth >= level + 2;
                let at = lines.len();
                self.add_groups(&group.rows, level + 1, labels, depth, lines);
                if has_subtotal {
                    let mut own = labels.clone();
                    own.resize(levels, Value::text(""));
                    let parent = Rc::clone(&parent);
                    let line = Line { labels: own, rows: group.rows, parent };
                    match self.total_depth < 0 {
                        true => lines.insert(at, line),
                        false => lines.push(line),
                    }
                }
            }
            labels.pop();
        }
    }

    /// Rows by all key columns at once, in an order that may begin with any of them.
    fn add_table(&self, rows: &[usize], lines: &mut Vec<Line>) {
        let levels = self.keys.columns();
        let label = |row: usize, level: usize| label_of(self.keys.get(row, level));
        let by_keys = |a: &usize, b: &usize| {
            (0..levels)
                .map(|level| order(&label(*a, level), &label(*b, level)))
                .find(|order| *order != Ordering::Equal)
                .unwrap_or(Ordering::Equal)
        };
        let mut sorted = rows.to_vec();
        sorted.sort_by(by_keys);
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for row in sorted {
            match groups.last_mut() {
                Some(group) if by_keys(&group[0], &row) == Ordering::Equal => group.push(row),
                _ => groups.push(vec![row]),
            }
        }
        for (column, falls) in self.order.iter().rev() {
            let mut keyed: Vec<(Value, Vec<usize>)> = groups
                .into_iter()
                .map(|group| match column.checked_sub(levels) {
                    None => (label(group[0], *column), group),
                    Some(values) => ((self.aggregate)(values, &group), group),
                })
                .collect();
            keyed.sort_by(|a, b| directed(order(&a.0, &b.0), *falls));
            groups = keyed.into_iter().map(|(_, group)| group).collect();
        }
        let parent: Rc<[usize]> = Rc::from(rows);
        for mut group in groups {
            let labels = (0..levels).map(|level| label(group[0], level)).collect();
            group.sort_unstable();
            lines.push(Line { labels, rows: group, parent: Rc::clone(&parent) });
        }
    }

    /// The groups of equal keys of a level, rising.
    fn groups(&self, rows: &[usize], level: usize) -> Vec<Group> {
        let mut keyed: Vec<(Value, usize)> =
            rows.iter().map(|row| (label_of(self.keys.get(*row, level)), *row)).collect();
        // Stable: a group's rows stay in the order of the data.
        keyed.sort_by(|a, b| order(&a.0, &b.0));
        let mut groups: Vec<Group> = Vec::new();
        for (label, row) in keyed {
            match groups.last_mut() {
                Some(group) if order(&group.label, &label) == Ordering::Equal => {
                    group.rows.push(row);
                }
                _ => groups.push(Group { label, rows: vec![row] }),
            }
        }
        groups
    }

    /// Sorts the groups of a level as the order says of it: by its own key, or by an aggregate.
    fn sort(&self, groups: &mut Vec<Group>, level: usize) {
        let levels = self.keys.columns();
        for (column, falls) in self.order.iter().rev() {
            if *column == level {
                groups.sort_by(|a, b| directed(order(&a.label, &b.label), *falls));
            } else if let Some(values) = column.checked_sub(levels) {
                let mut keyed: Vec<(Value, Group)> = std::mem::take(groups)
                    .into_iter()
                    .map(|group| ((self.aggregate)(values, &group.rows), group))
                    .collect();
                keyed.sort_by(|a, b| directed(order(&a.0, &b.0), *falls));
                *groups = keyed.into_iter().map(|(_, group)| group).collect();
            }
        }
    }
}

/// What a group of this key is called: an empty cell is an empty text.
fn label_of(value: &Value) -> Value {
    match value {
        Value::Blank | Value::Omitted => Value::text(""),
        other => other.clone(),
    }
}

fn directed(order: Ordering, falls: bool) -> Ordering {
    if falls { order.reverse() } else { order }
}

/// Numbers before texts before booleans before errors.
fn order(left: &Value, right: &Value) -> Ordering {
    match (left, right) {
        (Value::Error(left), Value::Error(right)) => left.cmp(right),
        (Value::Error(_), _) => Ordering::Greater,
        (_, Value::Error(_)) => Ordering::Less,
        _ => order_across_kinds(left, right).unwrap_or(Ordering::Equal),
    }
}
