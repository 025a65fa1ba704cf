//! Searching a row or column for a value, as MATCH, VLOOKUP and XLOOKUP do.
//!
//! Pure algorithms over positions or slices: worksheet functions run them over cells, simulations
//! over constant tables.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::compare::compare_text;
use crate::criteria::Pattern;
use crate::equality_key::EqualityKey;
use crate::value::{CellError, Value};

/// What is looked for.
#[derive(Clone, Debug)]
pub enum Needle {
    /// A number; it meets numbers only.
    Number(f64),
    /// Text without wildcards; it meets text only, in any letter case.
    Text(Arc<str>),
    /// Text with wildcards.
    Pattern(Arc<str>, Pattern),
    /// TRUE or FALSE; it meets booleans only.
    Boolean(bool),
    /// An empty cell: XLOOKUP and XMATCH find empty cells.
    Blank,
}

impl Needle {
    /// A lookup value of MATCH, VLOOKUP, HLOOKUP and LOOKUP: an empty one counts as 0; with
    /// `has_wildcards`, `?`, `*` and `~` in text are wildcards.
    ///
    /// # Errors
    /// The error looked for; `#VALUE!` for what is no scalar and, as in Excel, for text of more than
    /// 255 characters.
    pub fn classic(value: &Value, has_wildcards: bool) -> Result<Needle, CellError> {
        match value {
            Value::Blank | Value::Omitted => Ok(Needle::Number(0.0)),
            Value::Text(text) if text.chars().nth(255).is_some() => Err(CellError::Value),
            other => Needle::new(other, has_wildcards),
        }
    }

    /// A lookup value of XLOOKUP and XMATCH.
    ///
    /// # Errors
    /// The error looked for; `#VALUE!` for what is no scalar.
    pub fn new(value: &Value, has_wildcards: bool) -> Result<Needle, CellError> {
        match value {
            Value::Number(number) => Ok(Needle::Number(*number)),
            Value::Text(text) if has_wildcards && text.contains(['?', '*', '~']) => {
                Ok(Needle::Pattern(text.clone(), Pattern::new(text)))
            }
            Value::Text(text) => Ok(Needle::Text(text.clone())),
            Value::Boolean(boolean) => Ok(Needle::Boolean(*boolean)),
            Value::Blank | Value::Omitted => Ok(Needle::Blank),
            Value::Error(error) => Err(*error),
            Value::Array(_) | Value::Area(_) | Value::Union(_) | Value::Lambda(_) => {
                Err(CellError::Value)
            }
        }
    }

    /// The key under which an index of cells has it; `None` if it can't be looked up so.
    pub fn key(&self) -> Option<EqualityKey> {
        match self {
            Needle::Number(number) => Some(EqualityKey::of_number(*number)),
            Needle::Text(text) => Some(EqualityKey::of_text(text)),
            Needle::Pattern(..) | Needle::Boolean(_) | Needle::Blank => None,
        }
    }

    /// Whether an element is what is looked for. Numbers must be equal to the last bit, as in Excel.
    pub fn matches(&self, element: &Value) -> bool {
        match (self, element) {
            (Needle::Pattern(_, pattern), Value::Text(text)) => pattern.matches(text),
            (Needle::Blank, element) => element.is_blank(),
            _ => self.order_of(element) == Some(Ordering::Equal),
        }
    }

    /// Where an element stands relative to what is looked for; `None` for an element of another kind
    /// (MATCH and its kin pass over these).
    pub fn order_of(&self, element: &Value) -> Option<Ordering> {
        match (self, element) {
            (Needle::Number(needle), Value::Number(element)) => element.partial_cmp(needle),
            (Needle::Text(needle) | Needle::Pattern(needle, _), Value::Text(element)) => {
                Some(compare_text(element, needle))
            }
            (Needle::Boolean(needle), Value::Boolean(element)) => Some(element.cmp(needle)),
            _ => None,
        }
    }

    /// As [`Needle::order_of`], across kinds too: numbers before text before booleans (XLOOKUP's
    /// next smaller and next larger). `None` for empty cells and errors.
    pub fn order_across_kinds(&self, element: &Value) -> Option<Ordering> {
        let needle_rank = match self {
            Needle::Number(_) => 0,
            Needle::Text(_) | Needle::Pattern(..) => 1,
            Needle::Boolean(_) => 2,
            Needle::Blank => return None,
        };
        match rank(element)?.cmp(&needle_rank) {
            Ordering::Equal => self.order_of(element),
            other => Some(other),
        }
    }
}

/// Order of two scalars, numbers before text before booleans; `None` for other values.
pub fn order_across_kinds(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.partial_cmp(right),
        (Value::Text(left), Value::Text(right)) => Some(compare_text(left, right)),
        (Value::Boolean(left), Value::Boolean(right)) => Some(left.cmp(right)),
        (left, right) => Some(rank(left)?.cmp(&rank(right)?)),
    }
}

fn rank(value: &Value) -> Option<u8> {
    match value {
        Value::Number(_) => Some(0),
        Value::Text(_) => Some(1),
        Value::Boolean(_) => Some(2),
        _ => None,
    }
}

/// Where a bisection ended: the nearest positions at which it turned right and left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    /// The last position from which it went on to the right.
    pub before: Option<usize>,
    /// The last position from which it went on to the left.
    pub after: Option<usize>,
}

/// Excel's bisection of `count` positions. `goes_right(position)` says on which side of a position
/// to go on; `None` for an element that can't be compared: then the next one to the right that can
/// decides, and if there is none, the search goes on to the left.
///
/// On data out of order the result follows the steps of the bisection, as Excel's does. Looks at
/// fewer than `2 * count` positions at worst.
pub fn bisect(count: usize, goes_right: impl FnMut(usize) -> Option<bool>) -> Split {
    bisect_used(count, count, goes_right)
}

/// As [`bisect`], where it is known that no element from position `used` on can be compared: these
/// aren't looked at.
pub fn bisect_used(
    count: usize,
    used: usize,
    mut goes_right: impl FnMut(usize) -> Option<bool>,
) -> Split {
    let mut split = Split { before: None, after: None };
    let (mut low, mut end) = (0, count);
    while low < end {
        let middle = low + (end - 1 - low) / 2;
        let mut at = middle;
        let mut decision = if at < used { goes_right(at) } else { None };
        while decision.is_none() && at + 1 < end.min(used) {
            at += 1;
            decision = goes_right(at);
        }
        match decision {
            Some(true) => {
                split.before = Some(at);
                low = at + 1;
            }
            Some(false) => {
                split.after = Some(at);
                end = middle;
            }
            None => end = middle,
        }
    }
    split
}

/// Excel's approximate match: bisection of `count` positions that stops at an element equal to what is
/// looked for and then takes the last of the equal ones that follow it without another between; without
/// an equal one, the last from which it went on to the right. `order(position)` is where an element
/// stands relative to what is looked for, `None` if it can't be compared, which holds of all positions
/// from `used` on.
pub fn approximate_by(
    count: usize,
    used: usize,
    mut order: impl FnMut(usize) -> Option<Ordering>,
) -> Option<usize> {
    let mut equal = None;
    let split = bisect_used(count, used, |at| {
        if equal.is_some() {
            return Some(false);
        }
        let order = order(at)?;
        if order.is_eq() {
            equal = Some(at);
        }
        Some(order.is_lt())
    });
    let Some(mut last) = equal else {
        return split.before;
    };
    while last + 1 < count.min(used) && order(last + 1) == Some(Ordering::Equal) {
        last += 1;
    }
    Some(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NaNs (errors) can't be compared.
    fn approximate_number(needle: f64, elements: &[f64]) -> Option<usize> {
        approximate_by(elements.len(), elements.len(), |at| elements[at].partial_cmp(&needle))
    }

    #[test]
    fn approximate_finds_the_last_of_equal_numbers() {
        let elements = [1.0, 2.0, 2.0, 2.0, 5.0];
        for (needle, position) in
            [(0.5, None), (1.0, Some(0)), (2.0, Some(3)), (4.9, Some(3)), (9.0, Some(4))]
        {
            assert_eq!(approximate_number(needle, &elements), position, "{needle}");
        }
    }

    /// Out of order: the bisection stops at an equal element it comes upon.
    #[test]
    fn an_equal_element_ends_the_search() {
        assert_eq!(approximate_number(2.0, &[1.0, 2.0, 1.5]), Some(1));
        assert_eq!(approximate_number(3.0, &[1.0, 2.0, 1.5]), Some(2));
        // As Excel has it: only the equal ones that follow at once count.
        let keys = [3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 0.5, 3.0, 9.0, 3.0];
        assert_eq!(approximate_number(3.0, &keys), Some(5));
    }

    /// The idiom LOOKUP(2, 1/(condition), range) finds the last row that meets a condition.
    #[test]
    fn errors_are_passed_over() {
        let error = CellError::Div0.to_nan();
        assert_eq!(approximate_number(2.0, &[error, 1.0, error, 1.0, error, error]), Some(3));
        assert_eq!(approximate_number(2.0, &[error, error, error]), None);
        assert_eq!(approximate_number(2.0, &[1.0, error, error, error, error]), Some(0));
    }

    #[test]
    fn kinds_do_not_meet() {
        let elements = [Value::text("1"), Value::Boolean(true), Value::Blank, Value::Number(1.0)];
        let find = |value: Value| {
            let needle = Needle::classic(&value, true).unwrap();
            elements.iter().position(|element| needle.matches(element))
        };
        assert_eq!(find(Value::Number(1.0)), Some(3));
        assert_eq!(find(Value::text("1")), Some(0));
        assert_eq!(find(Value::Boolean(true)), Some(1));
        assert_eq!(find(Value::Blank), None);
        assert_eq!(find(Value::text("TRUE")), None);
    }

    #[test]
    fn bisection_looks_at_few_positions() {
        let mut looks = 0;
        let split = bisect(1 << 20, |at| {
            looks += 1;
            Some(at < 777_777)
        });
        assert_eq!(split, Split { before: Some(777_776), after: Some(777_777) });
        assert!(looks <= 21, "{looks}");
    }

    /// What is known to be blank isn't looked at, and the result is the same.
    #[test]
    fn blank_positions_are_passed_over() {
        const COUNT: usize = 1 << 20;
        for used in [0, 1, 3, 1000] {
            let goes_right = |at: usize| (at < used).then_some(at < 777);
            let mut looks = 0;
            let split = bisect_used(COUNT, used, |at| {
                looks += 1;
                goes_right(at)
            });
            assert_eq!(split, bisect(COUNT, goes_right), "{used}");
            assert!(looks <= 21, "{looks}");
        }
    }

    #[test]
    fn empty_data_has_no_match() {
        assert_eq!(approximate_number(1.0, &[]), None);
    }
}
