//! The forms in which a command line gives parts of a spec, each in one argument:
//! `Model!B3=Pert(8, 10, 15)`, `Price,Volume=-0.4`, `Model!B20<0`, `1e6`.

use ulam_formula::syntax::Binary;

use super::{CorrelationSpec, InputSpec, OutputSpec, Spec, SpecError};

/// Comparison operators, longer ones before those that they begin with.
const COMPARISONS: [(&str, Binary); 6] = [
    ("<=", Binary::LessOrEqual),
    (">=", Binary::GreaterOrEqual),
    ("<>", Binary::NotEqual),
    ("<", Binary::Less),
    (">", Binary::Greater),
    ("=", Binary::Equal),
];

impl Spec {
    /// Adds an input given as `<cell>=<distribution>`.
    ///
    /// # Errors
    /// A text without `=`, or with nothing on one side of it.
    pub fn add_input(&mut self, text: &str) -> Result<(), SpecError> {
        let wrong = || {
            SpecError(format!(
                "input '{text}': write <cell>=<distribution>, such as Model!B3=Pert(8, 10, 15)"
            ))
        };
        let (cell, distribution) = split_assignment(text).ok_or_else(wrong)?;
        if cell.is_empty() || distribution.is_empty() {
            return Err(wrong());
        }
        let (cell, distribution) = (cell.to_string(), distribution.to_string());
        self.inputs.push(InputSpec { cell, name: None, distribution });
        Ok(())
    }

    /// Adds an output given as its cell.
    pub fn add_output(&mut self, text: &str) {
        self.outputs.push(OutputSpec { cell: text.trim().to_string(), name: None });
    }

    /// Adds a correlation given as `<input>,<input>=<rho>`.
    ///
    /// # Errors
    /// A text of another form.
    pub fn add_correlation(&mut self, text: &str) -> Result<(), SpecError> {
        let wrong = |why: &str| {
            SpecError(format!(
                "correlation '{text}': {why}; write <input>,<input>=<rho>, such as Price,Volume=-0.4"
            ))
        };
        let (pair, rho) = text.rsplit_once('=').ok_or_else(|| wrong("there is no ="))?;
        let rho: f64 =
            rho.trim().parse().map_err(|_| wrong(&format!("'{}' is no number", rho.trim())))?;
        let comma = find_outside_quotes(pair, ',').ok_or_else(|| wrong("there is no comma"))?;
        let (first, second) = (pair[..comma].trim(), pair[comma + 1..].trim());
        if find_outside_quotes(second, ',').is_some() {
            return Err(wrong(
                "there are several commas (quote a sheet as Excel does, 'My, sheet'!A1)",
            ));
        }
        if first.is_empty() || second.is_empty() {
            return Err(wrong("an input is missing"));
        }
        self.correlations
            .push(CorrelationSpec { inputs: [first.to_string(), second.to_string()], rho });
        Ok(())
    }
}

/// The two sides of the first `=` outside of quoted sheet names.
pub fn split_assignment(text: &str) -> Option<(&str, &str)> {
    let at = find_outside_quotes(text, '=')?;
    Some((text[..at].trim(), text[at + 1..].trim()))
}

/// The parts of a condition such as `'a<b'!A1 < 5`: cell, operator and what it is compared with.
pub(super) fn split_condition(text: &str) -> Option<(&str, Binary, &str)> {
    let mut found = None;
    scan_outside_quotes(text, &mut |at, _| {
        for (sign, operator) in COMPARISONS {
            if text[at..].starts_with(sign) {
                found = Some((text[..at].trim(), operator, text[at + sign.len()..].trim()));
                return true;
            }
        }
        false
    });
    found.filter(|(cell, _, threshold)| !cell.is_empty() && !threshold.is_empty())
}

/// A whole number written as `100000`, `1e6` or `1_000_000`.
///
/// # Errors
/// Text that is no whole number from 0 to 2^53.
pub fn parse_count(text: &str) -> Result<u64, SpecError> {
    const LARGEST: f64 = (1u64 << 53) as f64;
    let wrong = || SpecError(format!("'{text}' is no whole number, such as 100000 or 1e6"));
    let digits: String = text.trim().chars().filter(|c| *c != '_').collect();
    if let Ok(count) = digits.parse::<u64>() {
        return Ok(count);
    }
    match digits.parse::<f64>() {
        Ok(count) if (0.0..=LARGEST).contains(&count) && count.trunc() == count => Ok(count as u64),
        _ => Err(wrong()),
    }
}

/// Byte position of a character outside of quoted sheet names.
pub(super) fn find_outside_quotes(text: &str, wanted: char) -> Option<usize> {
    let mut found = None;
    scan_outside_quotes(text, &mut |at, character| {
        if character == wanted {
            found = Some(at);
        }
        character == wanted
    });
    found
}

/// Calls `visit` for every character outside of quoted sheet names until it gives true. A quote opens
/// where a cell can begin, so that an apostrophe inside an unquoted name is one; inside quotes a
/// doubled one stands for itself.
fn scan_outside_quotes(text: &str, visit: &mut dyn FnMut(usize, char) -> bool) {
    let mut is_quoted = false;
    let mut can_begin = true;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if is_quoted {
            if character == '\'' && characters.next_if(|(_, next)| *next == '\'').is_none() {
                is_quoted = false;
            }
            continue;
        }
        if character == '\'' && can_begin {
            is_quoted = true;
            continue;
        }
        can_begin = character.is_whitespace() || matches!(character, ',' | '=' | '<' | '>');
        if visit(at, character) {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_sheets_may_hold_any_sign() {
        let mut spec = Spec::default();
        spec.add_input("'P=Q, it''s'!B3 = Normal(0, 1)").unwrap();
        assert_eq!(spec.inputs[0].cell, "'P=Q, it''s'!B3");
        assert_eq!(spec.inputs[0].distribution, "Normal(0, 1)");
        spec.add_correlation("'My, sheet'!A1,B2=0.5").unwrap();
        assert_eq!(spec.correlations[0].inputs, ["'My, sheet'!A1", "B2"]);
        spec.add_correlation("Bob's!A1, 'x,y'!B2 = -1e-1").unwrap();
        assert_eq!(spec.correlations[1].inputs, ["Bob's!A1", "'x,y'!B2"]);
        assert_eq!(spec.correlations[1].rho, -0.1);
    }

    #[test]
    fn conditions_split_at_their_operator() {
        let check = |text: &str, want: (&str, Binary, &str)| {
            assert_eq!(split_condition(text), Some(want), "{text}");
        };
        check("'a<b'!A1<5", ("'a<b'!A1", Binary::Less, "5"));
        check("Model!B20 >= -1e3", ("Model!B20", Binary::GreaterOrEqual, "-1e3"));
        check("NPV<>0", ("NPV", Binary::NotEqual, "0"));
        check("NPV=0", ("NPV", Binary::Equal, "0"));
        for text in ["NPV", "<5", "NPV<", "'a<5"] {
            assert_eq!(split_condition(text), None, "{text}");
        }
    }

    #[test]
    fn counts_are_written_as_people_write_them() {
        for (text, count) in [("100000", 100_000), ("1e6", 1_000_000), ("1_000_000", 1_000_000)] {
            assert_eq!(parse_count(text), Ok(count));
        }
        assert_eq!(parse_count("0"), Ok(0));
        for text in ["", "many", "-1", "1.5", "1e300", "inf", "nan"] {
            assert!(parse_count(text).is_err(), "{text}");
        }
    }

    #[test]
    fn other_forms_are_refused() {
        let mut spec = Spec::default();
        for text in ["", "B3", "=Normal(0,1)", "B3="] {
            assert!(spec.add_input(text).is_err(), "{text}");
        }
        for text in ["a,b", "a=0.5", "a,b,c=0.5", "a,=0.5", "a,b=high"] {
            assert!(spec.add_correlation(text).is_err(), "{text}");
        }
    }
}
