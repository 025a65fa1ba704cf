//! Values as OpenDocument attributes store them.

use ulam_formula::context::DateSystem;
use ulam_formula::value::CellError;

/// The serial number of a date or date and time (`2020-01-31T12:30:00`). Days before March 1900 count
/// as in OpenDocument programs, from 30 December 1899, without Excel's 29 February 1900.
pub(super) fn serial_of_date(text: &str, dates: DateSystem) -> Option<f64> {
    let text = text.trim().trim_end_matches('Z');
    let (day, time) = match text.split_once('T') {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    let (is_before_christ, day) = match day.strip_prefix('-') {
        Some(day) => (true, day),
        None => (false, day),
    };
    let mut fields = day.splitn(3, '-').map(whole_number);
    let (year, month, day) = (fields.next()??, fields.next()??, fields.next()??);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let year = if is_before_christ { -year } else { year };
    let first = match dates {
        DateSystem::Since1900 => days_from_epoch(1899, 12, 30),
        DateSystem::Since1904 => days_from_epoch(1904, 1, 1),
    };
    let days = (days_from_epoch(year, month, day) - first) as f64;
    let Some(time) = time else {
        return Some(days);
    };
    let mut fields = time.splitn(3, ':');
    let hours = whole_number(fields.next()?)?;
    let minutes = whole_number(fields.next()?)?;
    let seconds = fields.next().map_or(Some(0.0), seconds)?;
    (hours <= 24 && minutes < 60).then_some(())?;
    Some(days + ((hours * 3600 + minutes * 60) as f64 + seconds) / 86_400.0)
}

/// Days from 1 January 1970 in the proleptic Gregorian calendar. (Howard Hinnant, "chrono-Compatible
/// Low-Level Date Algorithms".)
fn days_from_epoch(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The fraction of a day of a duration: `PT12H30M15.5S`, `-P1DT2H`. Durations with months or years have
/// no fixed length.
pub(super) fn days_of_duration(text: &str) -> Option<f64> {
    let text = text.trim();
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text),
    };
    let (days_text, time_text) = match rest.strip_prefix('P')?.split_once('T') {
        Some((days, time)) => (days, time),
        None => (rest.strip_prefix('P')?, ""),
    };
    let mut total_seconds = 0.0;
    if !days_text.is_empty() {
        total_seconds += seconds(days_text.strip_suffix('D')?)? * 86_400.0;
    }
    let mut number_start = 0;
    for (at, unit) in time_text.char_indices() {
        let length = match unit {
            'H' => 3600.0,
            'M' => 60.0,
            'S' => 1.0,
            '0'..='9' | '.' => continue,
            _ => return None,
        };
        total_seconds += seconds(&time_text[number_start..at])? * length;
        number_start = at + 1;
    }
    (number_start == time_text.len()).then_some(sign * total_seconds / 86_400.0)
}

fn seconds(text: &str) -> Option<f64> {
    let is_plain = !text.is_empty()
        && text.len() <= 30
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if is_plain { text.parse().ok() } else { None }
}

fn whole_number(text: &str) -> Option<i64> {
    let is_plain = (1..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain { text.parse().ok() } else { None }
}

/// The error that a cell shows as this text; LibreOffice shows those that Excel doesn't have by
/// number, as in its help's page "Error Codes in LibreOffice Calc". `None` for other texts; the flag
/// says that Excel has no such error.
pub(super) fn error_of_text(text: &str) -> Option<(CellError, bool)> {
    if let Some(error) = CellError::from_text(text) {
        return Some((error, false));
    }
    let number = text.strip_prefix("Err:")?;
    let error = match number {
        "503" => CellError::Num,
        "524" => CellError::Ref,
        "508" | "509" | "510" | "511" | "518" | "525" => CellError::Name,
        "519" => CellError::Value,
        "532" => CellError::Div0,
        _ => CellError::Value,
    };
    Some((error, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Serial numbers as LibreOffice 7.4 shows them.
    #[test]
    fn dates_are_serial_numbers() {
        let cases = [
            ("1899-12-30", 0.0),
            ("1899-12-31", 1.0),
            ("1900-03-01", 61.0),
            ("2024-02-29", 45351.0),
            ("2024-02-29T18:00:00", 45351.75),
            ("2024-02-29T06:00:00.5", 45351.25 + 0.5 / 86_400.0),
        ];
        for (text, serial) in cases {
            assert_eq!(serial_of_date(text, DateSystem::Since1900), Some(serial), "{text}");
        }
        assert_eq!(serial_of_date("1904-01-02", DateSystem::Since1904), Some(1.0));
        for text in ["", "2024", "2024-13-01", "2024-1-", "x", "2024-01-01Tx", "99999999999-01-01"]
        {
            assert_eq!(serial_of_date(text, DateSystem::Since1900), None, "{text}");
        }
    }

    #[test]
    fn durations_are_fractions_of_days() {
        let cases = [
            ("PT12H00M00S", Some(0.5)),
            ("-PT6H", Some(-0.25)),
            ("P1DT12H", Some(1.5)),
            ("PT36H", Some(1.5)),
            ("PT0.5S", Some(0.5 / 86_400.0)),
            ("P1Y", None),
            ("PT12", None),
            ("PT1X", None),
            ("12:00", None),
            ("P", Some(0.0)),
        ];
        for (text, days) in cases {
            assert_eq!(days_of_duration(text), days, "{text}");
        }
    }
}
