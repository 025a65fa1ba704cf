//! Number formats: what TEXT and a cell's display show.
//!
//! [`code`] reads a format code into sections; this file picks the section of a value; [`number`],
//! [`fraction`] and [`moment`] show numbers, fractions, and dates and times; [`locale`] has their names in
//! other languages.
//!
//! Source: ECMA-376 part 1, 18.8.30 and 18.8.31, and Excel's page on number format codes.

mod code;
mod fraction;
mod locale;
mod moment;
mod number;

use crate::coerce::{general, push_plain, push_scientific};
use crate::compare::compare_numbers;
use crate::date::DateSystem;
use crate::decimal::Decimal;
use crate::value::{CellError, Value};
use code::{Condition, Section, Token};

/// Longest text that a cell holds, in UTF-16 units.
pub const TEXT_LENGTH_MAX: usize = 32_767;

/// The value as the format code shows it (en-US): `0.00`, `#,##0;[Red](#,##0)`, `yyyy-mm-dd`,
/// `h:mm AM/PM`, `0.0%`, `# ?/?`, `0.00E+00`, `@`, `[h]:mm`, conditions, literals, `General`.
///
/// Colours and fills (`*x`) leave no trace; `_x` is a space. Text is shown by the section for text,
/// booleans as they are.
///
/// # Errors
/// `#VALUE!` for a code that is none, for a date outside the calendar (before its first day only where that
/// is in 1900) and for a number that no section takes; a value that is an error is that error.
pub fn format(value: &Value, code: &str, dates: DateSystem) -> Result<String, CellError> {
    NumberFormat::parse(code)?.shown(value, dates)
}

/// A format code that was read, for showing many values.
#[derive(Clone, Debug)]
pub struct NumberFormat {
    sections: Vec<Section>,
}

impl NumberFormat {
    /// Reads a code.
    ///
    /// # Errors
    /// `#VALUE!` for a code that is none.
    pub fn parse(code: &str) -> Result<NumberFormat, CellError> {
        Ok(NumberFormat { sections: code::parse(code)? })
    }

    /// The value as [`format()`] shows it.
    ///
    /// # Errors
    /// As [`format()`].
    pub fn shown(&self, value: &Value, dates: DateSystem) -> Result<String, CellError> {
        let sections = &self.sections;
        match value {
            Value::Number(number) => format_number(*number, sections, dates),
            Value::Blank | Value::Omitted => format_number(0.0, sections, dates),
            Value::Text(text) => Ok(format_text(text, sections)),
            Value::Boolean(true) => Ok(format_text("TRUE", sections)),
            Value::Boolean(false) => Ok(format_text("FALSE", sections)),
            Value::Error(error) => Err(*error),
            Value::Array(_) | Value::Area(_) | Value::Union(_) | Value::Lambda(_) => {
                Err(CellError::Value)
            }
        }
    }
}

fn format_text(text: &str, sections: &[Section]) -> String {
    let section = match sections.last() {
        Some(section) if sections.len() == 4 || section.has_text_placeholder() => section,
        _ => return text.to_string(),
    };
    let mut shown = String::new();
    for token in &section.tokens {
        match token {
            Token::TextPlaceholder => shown.push_str(text),
            Token::Literal(literal) => shown.push_str(literal),
            Token::Space => shown.push(' '),
            _ => {}
        }
        if shown.len() > TEXT_LENGTH_MAX {
            break;
        }
    }
    shown
}

fn format_number(
    number: f64,
    sections: &[Section],
    dates: DateSystem,
) -> Result<String, CellError> {
    let (section, drops_sign) = section_for(number, sections).ok_or(CellError::Value)?;
    if section.is_moment() && number < 0.0 && dates == DateSystem::Since1904 {
        // The days before the first are counted back from it.
        let sign = if drops_sign { "" } else { "-" };
        return Ok(format!("{sign}{}", moment::show(-number, section, dates)?));
    }
    if section.is_moment() {
        return moment::show(number, section, dates);
    }
    let mut shown = String::new();
    if number < 0.0 && !drops_sign {
        shown.push('-');
    }
    if section.has_general() {
        show_general(&mut shown, number.abs(), section);
    } else if section.slash().is_some() {
        fraction::show(&mut shown, number.abs(), section);
    } else {
        number::show(&mut shown, Decimal::new(number.abs()), section);
    }
    // A number that rounds to nothing has no sign, unless zeros are shown.
    if shown == "-" {
        shown.clear();
    }
    Ok(shown)
}

/// The section that shows a number, and whether it does so without the minus sign.
fn section_for(number: f64, sections: &[Section]) -> Option<(&Section, bool)> {
    // A last section with an @ is for text, except as the only one.
    let count = match sections {
        [.., last] if sections.len() > 1 && last.has_text_placeholder() => sections.len() - 1,
        _ => sections.len().min(3),
    };
    let sections = &sections[..count];
    let first = sections.first()?;
    let has_conditions = sections.iter().take(2).any(|section| section.condition.is_some());
    if !has_conditions {
        return Some(match sections {
            [_, negative, ..] if number < 0.0 => (negative, true),
            [_, _, zero] if number == 0.0 => (zero, true),
            _ => (first, false),
        });
    }
    // Without a condition of its own the first section takes positive numbers (and zero, if there
    // are two sections), the second one negative numbers.
    let implied_first = Condition { relation: if count > 2 { ">" } else { ">=" }, bound: 0.0 };
    let first_condition = first.condition.unwrap_or(implied_first);
    if first_condition.holds(number) {
        return Some((first, first_condition.is_of_negatives_only()));
    }
    let first_takes_all_but_negatives =
        matches!(first_condition.relation, ">" | ">=") && first_condition.bound <= 0.0;
    match sections {
        [_, second] => match second.condition {
            Some(condition) if !condition.holds(number) => None,
            Some(condition) => Some((second, condition.is_of_negatives_only())),
            None => Some((second, first_takes_all_but_negatives)),
        },
        [_, second, third] => {
            let condition = second.condition.unwrap_or(Condition { relation: "<", bound: 0.0 });
            if condition.holds(number) {
                return Some((second, condition.is_of_negatives_only()));
            }
            Some((third, false))
        }
        _ => None,
    }
}

impl Condition {
    fn holds(&self, number: f64) -> bool {
        let order = compare_numbers(number, self.bound);
        match self.relation {
            "<" => order.is_lt(),
            "<=" => order.is_le(),
            ">" => order.is_gt(),
            ">=" => order.is_ge(),
            "<>" => order.is_ne(),
            _ => order.is_eq(),
        }
    }

    /// Whether only numbers below zero meet it: then the section shows them without a minus sign.
    fn is_of_negatives_only(&self) -> bool {
        match self.relation {
            "<" => self.bound <= 0.0,
            "<=" | "=" => self.bound < 0.0,
            _ => false,
        }
    }
}

fn show_general(shown: &mut String, number: f64, section: &Section) {
    for token in &section.tokens {
        match token {
            Token::General => shown.push_str(&general_in_cell(number)),
            Token::TextPlaceholder => shown.push_str(&general(number)),
            Token::Literal(literal) => shown.push_str(literal),
            Token::Percent => shown.push('%'),
            Token::Space => shown.push(' '),
            _ => {}
        }
    }
}

/// A number as the General format shows it in a cell that is wide enough: at most 11 characters
/// without the sign, so that `1/3` is `0.333333333` and 10^11 is `1E+11`.
pub fn general_in_cell(number: f64) -> String {
    const CHARACTERS_MAX: i32 = 11;
    let decimal = Decimal::new(number);
    let mut text = String::new();
    if decimal.is_negative {
        text.push('-');
    }
    let exponent = decimal.point - 1;
    let whole_digits = decimal.point.max(1);
    let in_plain_form = decimal.rounded((CHARACTERS_MAX - 1 - whole_digits).max(0));
    let count = in_plain_form.digits().len() as i32;
    // Small numbers change to an exponent when that shows more digits.
    let is_cut = count < decimal.digits().len() as i32;
    if decimal.is_zero() || (exponent < CHARACTERS_MAX && (exponent >= -4 || !is_cut)) {
        push_plain(&mut text, &in_plain_form);
    } else {
        let six_digits = decimal.rounded(5 - exponent);
        push_scientific(&mut text, &six_digits);
    }
    text
}

#[cfg(test)]
mod tests;
