//! Criteria as COUNTIF, SUMIF and the database functions take them, and wildcard patterns.

use crate::context::DateSystem;
use crate::value::Value;

/// A parsed criterion, such as `">=10"`, `"a*"` or `5`.
#[derive(Clone, Debug)]
pub struct Criterion {}

impl Criterion {
    /// The criterion that a scalar means (a blank cell as criterion means `=0`, as Excel has it).
    pub fn new(_criterion: &Value, _dates: DateSystem) -> Criterion {
        todo!()
    }
    /// Whether a cell's value meets it. Blank cells are passed as `Value::Blank`.
    pub fn matches(&self, _value: &Value) -> bool {
        todo!()
    }
    /// Whether blank cells meet it (`"="`, `"<>x"`): callers that visit only used cells must then
    /// count the blank ones too.
    pub fn matches_blank(&self) -> bool {
        self.matches(&Value::Blank)
    }
}

/// A wildcard pattern: `?` is one character, `*` any number, `~` makes the next one literal. Without
/// regard to case.
#[derive(Clone, Debug)]
pub struct Pattern {}

impl Pattern {
    /// Parses a pattern.
    pub fn new(_pattern: &str) -> Pattern {
        todo!()
    }
    /// Whether the text as a whole matches.
    pub fn matches(&self, _text: &str) -> bool {
        todo!()
    }
    /// Where (in characters from 0, at or after `from`) the pattern first occurs in the text: SEARCH.
    pub fn find(&self, _text: &str, _from: usize) -> Option<usize> {
        todo!()
    }
}
