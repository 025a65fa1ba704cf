//! The unit of a cell's numbers, read from its number format in the workbook.

use ulam_formula::context::DateSystem;
use ulam_formula::date;

use super::{MISSING, axis_labels, exponent_of_ten, plain, rounded};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/// Currency signs that are recognised, longer ones first.
const CURRENCIES: [&str; 20] = [
    "US$", "CHF", "USD", "EUR", "GBP", "JPY", "CAD", "AUD", "R$", "A$", "C$", "zł", "kr", "Kč",
    "$", "€", "£", "¥", "₹", "₽",
];

/// How the numbers of a cell read.
#[derive(Clone, Debug, PartialEq)]
pub enum Unit {
    /// Numbers as they are.
    Plain,
    /// Shares, shown times 100 with a percent sign.
    Percent,
    /// Amounts of money: what stands before and after the number.
    Currency {
        /// Before it, such as `$`.
        prefix: &'static str,
        /// After it, such as `€`.
        suffix: &'static str,
    },
    /// Dates as serial numbers.
    Date(DateSystem),
}

impl Unit {
    /// The unit that a number format code such as `#,##0.00 "€"` shows.
    pub fn of_format(code: &str, dates: DateSystem) -> Unit {
        let parts = Parts::of(code);
        if parts.has_date {
            return Unit::Date(dates);
        }
        if parts.has_percent {
            return Unit::Percent;
        }
        let before = CURRENCIES.into_iter().find(|sign| parts.before.contains(sign));
        let after = CURRENCIES.into_iter().find(|sign| parts.after.contains(sign));
        match (before, after) {
            (None, None) => Unit::Plain,
            (prefix, suffix) => {
                Unit::Currency { prefix: prefix.unwrap_or(""), suffix: suffix.unwrap_or("") }
            }
        }
    }

    /// A value, for tables.
    pub fn value(&self, value: Option<f64>) -> String {
        let Some(value) = value.filter(|value| !value.is_nan()) else {
            return MISSING.to_string();
        };
        match self {
            Unit::Date(dates) => date_text(value, *dates).unwrap_or_else(|| plain(value)),
            Unit::Percent => self.decorated(&plain(value * 100.0)),
            _ => self.decorated(&plain(value)),
        }
    }

    /// A difference of two values, such as a standard deviation.
    pub fn difference(&self, difference: Option<f64>) -> String {
        let Some(difference) = difference.filter(|difference| !difference.is_nan()) else {
            return MISSING.to_string();
        };
        match self {
            Unit::Date(_) => format!("{} days", plain(difference)),
            _ => self.value(Some(difference)),
        }
    }

    /// A value for a sentence, rounded to ten to the power `place`.
    pub fn rounded(&self, value: f64, place: i32) -> String {
        match self {
            Unit::Date(_) => self.value(Some(value)),
            Unit::Percent => self.decorated(&rounded(value * 100.0, place + 2)),
            _ => self.decorated(&rounded(value, place)),
        }
    }

    /// Labels of an axis' ticks.
    pub fn axis_labels(&self, ticks: &[f64]) -> Vec<String> {
        match self {
            Unit::Plain => axis_labels(ticks),
            Unit::Percent => {
                let percents: Vec<f64> = ticks.iter().map(|tick| tick * 100.0).collect();
                axis_labels(&percents).iter().map(|label| self.decorated(label)).collect()
            }
            Unit::Currency { .. } => {
                axis_labels(ticks).iter().map(|label| self.decorated(label)).collect()
            }
            Unit::Date(_) => ticks.iter().map(|tick| self.value(Some(*tick))).collect(),
        }
    }

    /// A number format code for Excel that suits numbers of this size and spread.
    pub fn excel_format(&self, largest: f64, spread: f64) -> String {
        let decimals = |scale: f64| {
            let place = exponent_of_ten(spread * scale, 1) - 2;
            match spread > 0.0 && spread.is_finite() {
                true => (-place).clamp(0, 8) as usize,
                false => 2,
            }
        };
        let number = |decimals: usize| match decimals {
            0 => "#,##0".to_string(),
            _ => format!("#,##0.{}", "0".repeat(decimals)),
        };
        match self {
            Unit::Date(_) => "yyyy\\-mm\\-dd".to_string(),
            Unit::Percent => format!("{}%", number(decimals(100.0).min(4))),
            _ if largest >= 1e15 || largest > 0.0 && largest < 1e-5 => "0.000E+00".to_string(),
            Unit::Plain => number(decimals(1.0)),
            Unit::Currency { prefix, suffix } => {
                let quoted = |sign: &str, space: &str| match sign {
                    "" => String::new(),
                    _ => format!("{space}\"{sign}\""),
                };
                let number = number(decimals(1.0));
                format!("{}{number}{}", quoted(prefix, ""), quoted(suffix, " "))
            }
        }
    }

    /// A number's text with the unit's signs around it.
    fn decorated(&self, number: &str) -> String {
        match self {
            Unit::Plain | Unit::Date(_) => number.to_string(),
            Unit::Percent => format!("{number}%"),
            Unit::Currency { prefix, suffix } => {
                let (sign, digits) = match number.strip_prefix('-') {
                    Some(digits) => ("-", digits),
                    None => ("", number),
                };
                let letters = |text: &str| text.ends_with(|last: char| last.is_alphabetic());
                let space = if letters(prefix) { "\u{a0}" } else { "" };
                let after = if suffix.is_empty() { "" } else { "\u{a0}" };
                format!("{sign}{prefix}{space}{digits}{after}{suffix}")
            }
        }
    }
}

/// `14 Mar 2027`.
fn date_text(serial: f64, dates: DateSystem) -> Option<String> {
    let date = date::from_serial(serial, dates)?;
    let month = MONTHS.get((date.month as usize).checked_sub(1)?)?;
    Some(format!("{}\u{a0}{month}\u{a0}{}", date.day, date.year))
}

/// What the first section of a number format code holds.
#[derive(Default)]
struct Parts {
    has_date: bool,
    has_percent: bool,
    /// Literal text before the number.
    before: String,
    /// Literal text after it.
    after: String,
}

impl Parts {
    fn of(code: &str) -> Parts {
        let mut parts = Parts::default();
        let mut has_number = false;
        if code.eq_ignore_ascii_case("general") {
            return parts;
        }
        let mut characters = code.chars();
        while let Some(character) = characters.next() {
            let literal: String = match character {
                ';' => break,
                '"' => characters.by_ref().take_while(|inner| *inner != '"').collect(),
                '\\' | '_' | '*' => {
                    let escaped = characters.next();
                    escaped.filter(|_| character == '\\').into_iter().collect()
                }
                '[' => {
                    let inner: String =
                        characters.by_ref().take_while(|inner| *inner != ']').collect();
                    match inner.strip_prefix('$') {
                        Some(currency) => {
                            currency.split('-').next().unwrap_or_default().to_string()
                        }
                        None => String::new(),
                    }
                }
                '0' | '#' | '?' => {
                    has_number = true;
                    continue;
                }
                '%' => {
                    parts.has_percent = true;
                    continue;
                }
                'y' | 'Y' | 'd' | 'D' => {
                    parts.has_date = true;
                    continue;
                }
                other => other.to_string(),
            };
            if has_number { &mut parts.after } else { &mut parts.before }.push_str(&literal);
        }
        parts.has_date &= !has_number;
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATES: DateSystem = DateSystem::Since1900;

    #[test]
    fn units_follow_the_number_format() {
        let check = |code: &str, value: f64, expected: &str| {
            let text = Unit::of_format(code, DATES).value(Some(value));
            assert_eq!(text.replace('\u{a0}', " "), expected, "{code}");
        };
        check("General", 1234.6, "1,235");
        check("#,##0.00", 123.46, "123.5");
        check("0.0%", 0.1234, "12.34%");
        check("\"$\"#,##0", -1234.0, "-$1,234");
        check("$#,##0_);[Red]($#,##0)", 5.0, "$5");
        check("#,##0.00\\ \"€\"", 5.0, "5 €");
        check("[$€-407] #,##0", 5.0, "€5");
        check("[$CHF] #,##0", 5.0, "CHF 5");
        check("_(* #,##0_);_(* (#,##0)", 5.0, "5");
        check("0.0\" days\"", 5.0, "5");
        // Serial 45000 is 15 March 2023 in Excel's 1900 date system.
        check("yyyy-mm-dd", 45000.0, "15 Mar 2023");
        check("dd/mm/yyyy", -5.0, "-5");
        check("\"unclosed", 5.0, "5");
        check("[$", 5.0, "5");
    }

    #[test]
    fn spreads_of_dates_are_days() {
        assert_eq!(Unit::Date(DATES).difference(Some(12.5)), "12.5 days");
        assert_eq!(Unit::Percent.difference(Some(0.01)), "1%");
    }

    #[test]
    fn formats_for_excel_show_three_digits_of_the_spread() {
        assert_eq!(Unit::Plain.excel_format(300.0, 281.0), "#,##0");
        assert_eq!(Unit::Plain.excel_format(3.0, 2.81), "#,##0.00");
        assert_eq!(Unit::Percent.excel_format(0.3, 0.281), "#,##0.0%");
        let euros = Unit::Currency { prefix: "", suffix: "€" };
        assert_eq!(euros.excel_format(3e6, 1e6), "#,##0 \"€\"");
        assert_eq!(Unit::Plain.excel_format(1e20, 1e19), "0.000E+00");
        assert_eq!(Unit::Plain.excel_format(1.0, 0.0), "#,##0.00");
    }
}
