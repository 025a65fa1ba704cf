//! Criteria as COUNTIF, SUMIF and the database functions take them, and wildcard patterns.

mod pattern;

use std::cmp::Ordering;
use std::sync::Arc;

use crate::coerce::parse_number;
use crate::compare::{compare_numbers, compare_text};
use crate::date::DateSystem;
use crate::equality_key::EqualityKey;
use crate::syntax::Binary;
use crate::value::{CellError, Value};

pub use pattern::Pattern;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Operator {
    fn accepts(self, order: Ordering) -> bool {
        match self {
            Operator::Equal => order == Ordering::Equal,
            Operator::NotEqual => order != Ordering::Equal,
            Operator::Less => order == Ordering::Less,
            Operator::LessOrEqual => order != Ordering::Greater,
            Operator::Greater => order == Ordering::Greater,
            Operator::GreaterOrEqual => order != Ordering::Less,
        }
    }
}

#[derive(Clone, Debug)]
enum Operand {
    Number(f64),
    Boolean(bool),
    Error(CellError),
    /// Compared in order, without wildcards.
    Text(Arc<str>),
    /// Compared for equality.
    Pattern(Pattern),
    /// Nothing at all: `"="` and `"<>"`.
    Blank,
    /// Nothing or no characters: `""`.
    BlankOrEmpty,
}

/// A parsed criterion, such as `">=10"`, `"a*"` or `5`.
#[derive(Clone, Debug)]
pub struct Criterion {
    operator: Operator,
    operand: Operand,
    dates: DateSystem,
}

impl Criterion {
    /// The criterion that a scalar means (a blank cell as criterion means `=0`, as Excel has it).
    pub fn new(criterion: &Value, dates: DateSystem) -> Criterion {
        Criterion::parse(criterion, dates, false)
    }

    /// The criterion that a cell of a database function's criteria range means: as
    /// [`Criterion::new`], but text without an operator is met by every text that begins with it.
    pub fn for_database(criterion: &Value, dates: DateSystem) -> Criterion {
        Criterion::parse(criterion, dates, true)
    }

    fn parse(criterion: &Value, dates: DateSystem, is_prefix: bool) -> Criterion {
        let equal = |operand| Criterion { operator: Operator::Equal, operand, dates };
        let text = match criterion {
            Value::Number(number) => return equal(Operand::Number(*number)),
            Value::Boolean(boolean) => return equal(Operand::Boolean(*boolean)),
            Value::Error(error) => return equal(Operand::Error(*error)),
            Value::Text(text) => text,
            _ => return equal(Operand::Number(0.0)),
        };
        const OPERATORS: [(&str, Operator); 6] = [
            ("<>", Operator::NotEqual),
            ("<=", Operator::LessOrEqual),
            (">=", Operator::GreaterOrEqual),
            ("=", Operator::Equal),
            ("<", Operator::Less),
            (">", Operator::Greater),
        ];
        let prefixed = OPERATORS
            .iter()
            .find_map(|(prefix, operator)| Some((text.strip_prefix(prefix)?, *operator)));
        let (rest, operator) = prefixed.unwrap_or((text, Operator::Equal));
        let has_operator = prefixed.is_some();
        let is_equality = matches!(operator, Operator::Equal | Operator::NotEqual);
        let operand = if rest.is_empty() && is_equality {
            if has_operator { Operand::Blank } else { Operand::BlankOrEmpty }
        } else if let Some(number) = parse_number(rest, dates) {
            Operand::Number(number)
        } else if rest.eq_ignore_ascii_case("TRUE") {
            Operand::Boolean(true)
        } else if rest.eq_ignore_ascii_case("FALSE") {
            Operand::Boolean(false)
        } else if let Some(error) = CellError::from_text(rest) {
            Operand::Error(error)
        } else if !is_equality {
            Operand::Text(rest.into())
        } else if is_prefix && !has_operator {
            Operand::Pattern(Pattern::prefix(rest))
        } else {
            Operand::Pattern(Pattern::new(rest))
        };
        Criterion { operator, operand, dates }
    }

    /// The comparison with a number that cells which hold numbers meet it by, if it is one.
    pub fn comparison(&self) -> Option<(Binary, f64)> {
        let Operand::Number(number) = self.operand else {
            return None;
        };
        let operator = match self.operator {
            Operator::Equal => Binary::Equal,
            Operator::NotEqual => Binary::NotEqual,
            Operator::Less => Binary::Less,
            Operator::LessOrEqual => Binary::LessOrEqual,
            Operator::Greater => Binary::Greater,
            Operator::GreaterOrEqual => Binary::GreaterOrEqual,
        };
        Some((operator, number))
    }

    /// Whether it asks for numbers below or above another one: only cells that hold numbers meet it.
    pub fn is_of_ordered_numbers(&self) -> bool {
        let is_equality = matches!(self.operator, Operator::Equal | Operator::NotEqual);
        !is_equality && matches!(self.operand, Operand::Number(_))
    }

    /// How many of some numbers in rising order meet it; `None` if it isn't one of ordered numbers.
    pub fn count_in_order(&self, numbers: &[f64]) -> Option<usize> {
        let Operand::Number(bound) = self.operand else {
            return None;
        };
        let below = |number: &f64| compare_numbers(*number, bound) == Ordering::Less;
        let up_to = |number: &f64| compare_numbers(*number, bound) != Ordering::Greater;
        match self.operator {
            Operator::Less => Some(numbers.partition_point(below)),
            Operator::LessOrEqual => Some(numbers.partition_point(up_to)),
            Operator::Greater => Some(numbers.len() - numbers.partition_point(up_to)),
            Operator::GreaterOrEqual => Some(numbers.len() - numbers.partition_point(below)),
            Operator::Equal | Operator::NotEqual => None,
        }
    }

    /// Whether a cell's value meets it. Blank cells are passed as `Value::Blank`.
    pub fn matches(&self, value: &Value) -> bool {
        match self.operator {
            Operator::Equal => self.equals(value),
            Operator::NotEqual => !self.equals(value) || self.is_text_like_number(value),
            _ => self.is_ordered(value),
        }
    }

    /// The key under which an index of cells has all that meet it; `None` if it can't be looked up so.
    pub fn key(&self) -> Option<EqualityKey> {
        match (self.operator, &self.operand) {
            (Operator::Equal, Operand::Number(number)) => Some(EqualityKey::of_number(*number)),
            (Operator::Equal, Operand::Pattern(pattern)) => {
                pattern.plain().map(EqualityKey::of_text)
            }
            _ => None,
        }
    }

    /// Whether blank cells meet it (`"="`, `"<>x"`): callers that visit only used cells must then
    /// count the blank ones too.
    pub fn matches_blank(&self) -> bool {
        self.matches(&Value::Blank)
    }

    /// Whether a number is wanted and the cell holds text that looks like it: such a cell meets both
    /// `"5"` and `"<>5"`.
    fn is_text_like_number(&self, value: &Value) -> bool {
        matches!((&self.operand, value), (Operand::Number(_), Value::Text(_)))
    }

    fn equals(&self, value: &Value) -> bool {
        match (&self.operand, value) {
            (Operand::Number(wanted), Value::Number(number)) => {
                compare_numbers(*number, *wanted) == Ordering::Equal
            }
            // A cell with the text "12" is counted with the numbers 12.
            (Operand::Number(wanted), Value::Text(text)) => parse_number(text, self.dates)
                .is_some_and(|number| compare_numbers(number, *wanted) == Ordering::Equal),
            (Operand::Boolean(wanted), Value::Boolean(boolean)) => wanted == boolean,
            (Operand::Error(wanted), Value::Error(error)) => wanted == error,
            (Operand::Pattern(pattern), Value::Text(text)) => pattern.matches(text),
            (Operand::BlankOrEmpty, Value::Text(text)) => text.is_empty(),
            (Operand::Blank | Operand::BlankOrEmpty, value) => value.is_blank(),
            _ => false,
        }
    }

    fn is_ordered(&self, value: &Value) -> bool {
        match (&self.operand, value) {
            (Operand::Number(bound), Value::Number(number)) => {
                self.operator.accepts(compare_numbers(*number, *bound))
            }
            (Operand::Boolean(bound), Value::Boolean(boolean)) => {
                self.operator.accepts(boolean.cmp(bound))
            }
            // Nothing is below, above or like nothing: ">" and "<=" alone are never met.
            (Operand::Text(bound), Value::Text(text)) => {
                !bound.is_empty() && self.operator.accepts(compare_text(text, bound))
            }
            (Operand::Error(bound), Value::Error(error)) => {
                // Errors have no order; "<=#N/A" and ">=#N/A" hold for the error itself.
                error == bound && self.operator.accepts(Ordering::Equal)
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::CellError::{Div0, NotAvailable};

    fn cell(text: &str) -> Value {
        Value::text(text)
    }

    fn check(criterion: impl Into<Value>, met: &[Value], unmet: &[Value]) {
        let source = criterion.into();
        let criterion = Criterion::new(&source, DateSystem::Since1900);
        for value in met {
            assert!(criterion.matches(value), "{value:?} should meet {source:?}");
        }
        for value in unmet {
            assert!(!criterion.matches(value), "{value:?} should not meet {source:?}");
        }
    }

    /// Source: Excel's pages of COUNTIF and SUMIF, and the behaviour of its COUNTIF.
    #[test]
    fn criteria_are_met_as_in_countif() {
        let number = Value::Number;
        let (yes, no) = (Value::Boolean(true), Value::Boolean(false));
        check(5.0, &[number(5.0), cell("5"), cell("5.0")], &[Value::Blank, cell("x"), number(6.0)]);
        check("5", &[number(5.0), cell("5")], &[number(5.1)]);
        check("=5", &[number(5.0), cell("5")], &[Value::Blank]);
        check("<>5", &[number(6.0), cell("x"), Value::Blank, Value::Error(Div0)], &[number(5.0)]);
        check(">5", &[number(6.0)], &[number(5.0), cell("7"), Value::Blank, yes.clone()]);
        check("<=5", &[number(5.0), number(-1.0)], &[Value::Blank, cell("a")]);
        check("<>5", &[cell("5")], &[]);
        check(">=", &[], &[cell(""), cell("x"), number(0.0), Value::Blank]);
        check("> 5", &[number(6.0)], &[number(5.0)]);
        check("50%", &[number(0.5)], &[number(50.0)]);
        check(">=1/1/2020", &[number(43831.0)], &[number(43830.0)]);
        check("", &[Value::Blank, cell("")], &[number(0.0), cell("x"), no.clone()]);
        check("=", &[Value::Blank], &[cell(""), number(0.0)]);
        check("<>", &[cell(""), number(0.0), Value::Error(Div0)], &[Value::Blank]);
        check("abc", &[cell("ABC")], &[cell("abcd"), Value::Blank]);
        check("<>abc", &[cell("x"), number(1.0), Value::Blank], &[cell("Abc")]);
        check("a*", &[cell("a"), cell("Apple")], &[cell("ba"), number(1.0)]);
        check("*", &[cell(""), cell("x")], &[number(1.0), Value::Blank]);
        check("?", &[cell("x")], &[cell(""), cell("xy")]);
        check("~*", &[cell("*")], &[cell("x")]);
        check("a~?", &[cell("A?")], &[cell("ab")]);
        check(">b", &[cell("c"), cell("ba")], &[cell("b"), cell("a"), number(9.0)]);
        check("TRUE", std::slice::from_ref(&yes), &[number(1.0), cell("TRUE"), no.clone()]);
        check(false, &[no], &[number(0.0), Value::Blank]);
        check("#N/A", &[Value::Error(NotAvailable)], &[Value::Error(Div0), cell("#N/A")]);
        check("<>#N/A", &[Value::Error(Div0), number(1.0)], &[Value::Error(NotAvailable)]);
        check(Value::Blank, &[number(0.0)], &[Value::Blank, cell("")]);
    }

    #[test]
    fn ordered_numbers_are_counted_as_one_by_one() {
        let numbers = [-1.0, 0.3, 0.1 + 0.2, 0.300000000001, 2.0, 2.0, 7.0];
        for text in ["<0.3", "<=0.3", ">0.3", ">=0.3", "<2", ">=2", ">7", "<-1", ">=-5"] {
            let criterion = Criterion::new(&cell(text), DateSystem::Since1900);
            let meets = |number: &&f64| criterion.matches(&Value::Number(**number));
            let expected = numbers.iter().filter(meets).count();
            assert!(criterion.is_of_ordered_numbers());
            assert_eq!(criterion.count_in_order(&numbers), Some(expected), "{text}");
        }
        for text in ["=0.3", "<>0.3", ">x", ">TRUE"] {
            let criterion = Criterion::new(&cell(text), DateSystem::Since1900);
            assert!(!criterion.is_of_ordered_numbers(), "{text}");
            assert_eq!(criterion.count_in_order(&numbers), None, "{text}");
        }
    }

    #[test]
    fn database_criteria_match_beginnings() {
        let begins = Criterion::for_database(&cell("Dav"), DateSystem::Since1900);
        assert!(begins.matches(&cell("davis")) && !begins.matches(&cell("xdav")));
        let whole = Criterion::for_database(&cell("=Dav"), DateSystem::Since1900);
        assert!(whole.matches(&cell("dav")) && !whole.matches(&cell("Davis")));
    }
}
