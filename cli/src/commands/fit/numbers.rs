//! What the fields of a data file say.

/// What a field holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Field {
    /// A finite number.
    Number(f64),
    /// Nothing.
    Missing,
    /// An infinite number.
    Infinite,
    /// Something else.
    Text,
}

/// Words that stand for no value, in lower case.
const MISSING: [&str; 12] =
    ["", "na", "n/a", "#n/a", "nan", "null", "none", "nil", "-", "--", ".", "?"];

impl Field {
    /// What a field says. With `has_decimal_commas` a comma stands before the decimals.
    pub fn of(text: &str, has_decimal_commas: bool) -> Field {
        let text = text.trim();
        if MISSING.contains(&text.to_lowercase().as_str()) {
            return Field::Missing;
        }
        let (text, scale) = match text.strip_suffix('%') {
            Some(text) => (text.trim_end(), 100.0),
            None => (text, 1.0),
        };
        let plain = match has_decimal_commas {
            true => text.replace('.', "").replace(',', "."),
            false => without_thousands(text),
        };
        match plain.parse::<f64>() {
            Ok(number) if number.is_finite() => Field::Number(number / scale),
            Ok(number) if number.is_infinite() => Field::Infinite,
            _ => Field::Text,
        }
    }

    /// Whether this is a number.
    pub fn is_number(&self) -> bool {
        matches!(self, Field::Number(_))
    }
}

/// `1,234,567.8` without its commas; other texts as they are.
fn without_thousands(text: &str) -> String {
    if !text.contains(',') {
        return text.to_string();
    }
    let unsigned = text.trim_start_matches(['-', '+']);
    let whole = unsigned.split('.').next().unwrap_or(unsigned);
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or("");
    let are_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let is_grouped = (1..=3).contains(&first.len())
        && are_digits(first)
        && groups.all(|group| group.len() == 3 && are_digits(group));
    if is_grouped { text.replace(',', "") } else { text.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_as_people_write_them() {
        for (text, number) in [
            ("1", 1.0),
            (" -2.5e3 ", -2500.0),
            ("1,234,567.5", 1234567.5),
            ("-12,000", -12000.0),
            ("5%", 0.05),
        ] {
            assert_eq!(Field::of(text, false), Field::Number(number), "{text}");
        }
        assert_eq!(Field::of("1.234,5", true), Field::Number(1234.5));
        assert_eq!(Field::of("0,5", true), Field::Number(0.5));
        for text in ["", " ", "NA", "n/a", "NaN", "null", "-"] {
            assert_eq!(Field::of(text, false), Field::Missing, "{text}");
        }
        assert_eq!(Field::of("-inf", false), Field::Infinite);
        assert_eq!(Field::of("1e999", false), Field::Infinite);
        for text in ["abc", "1,2", "12,34", "2020-01-01", "1.2.3", "%"] {
            assert_eq!(Field::of(text, false), Field::Text, "{text}");
        }
    }
}
