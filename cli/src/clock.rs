//! The moment that NOW and TODAY show.

use clap::Args;
use ulam_formula::coerce;
use ulam_formula::context::DateSystem;
use ulam_formula::date;
use ulam_workbook::Workbook;

/// The option, shared by the commands that calculate.
#[derive(Args)]
pub struct ClockArguments {
    /// The date and time that NOW and TODAY show: '2026-07-23 18:00', or 'now'. By default when the
    /// workbook was saved, so that results don't depend on the day.
    #[arg(long = "now", value_name = "DATE TIME", value_parser = moment)]
    now: Option<Moment>,
}

/// A moment.
#[derive(Clone, Debug, PartialEq)]
enum Moment {
    /// When the command runs.
    Present,
    /// A date, as text that every date system reads as its own serial number.
    At(String),
}

fn moment(text: &str) -> Result<Moment, String> {
    if text.trim().eq_ignore_ascii_case("now") {
        return Ok(Moment::Present);
    }
    let mut text = text.trim().to_string();
    // ISO 8601 joins date and time by it: 2026-07-23T18:00.
    if text.as_bytes().get(10) == Some(&b'T') {
        text.replace_range(10..11, " ");
    }
    match coerce::parse_number(&text, DateSystem::Since1900) {
        // A number or a time of day alone is no date.
        Some(serial) if serial >= 1.0 && text.contains(['-', '/', ' ']) => Ok(Moment::At(text)),
        _ => Err("write a date such as 2026-07-23, with a time such as 18:00, or now".to_string()),
    }
}

impl ClockArguments {
    /// The moment as a serial number of the workbook's date system.
    pub fn serial(&self, workbook: &Workbook) -> f64 {
        let dates = workbook.date_system();
        let given = match &self.now {
            None => workbook.saved_at(),
            Some(Moment::Present) => None,
            Some(Moment::At(text)) => coerce::parse_number(text, dates),
        };
        given.unwrap_or_else(|| present(dates))
    }
}

/// The local date and time as a serial number.
pub fn present(dates: DateSystem) -> f64 {
    let now = jiff::Zoned::now();
    let day = date::to_serial(now.year().into(), now.month().into(), now.day().into(), dates);
    let seconds =
        i32::from(now.hour()) * 3600 + i32::from(now.minute()) * 60 + i32::from(now.second());
    day.unwrap_or(0.0) + f64::from(seconds) / date::SECONDS_PER_DAY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_with_and_without_a_time_are_moments() {
        assert_eq!(moment("Now"), Ok(Moment::Present));
        for text in [
            "2026-07-23",
            "2026-07-23 18:00",
            "2026-07-23T18:00:30",
            "7/23/2026 6:00 PM",
            "1-OCT-2026",
        ] {
            assert!(moment(text).is_ok(), "{text}");
        }
        for text in ["", "46226", "18:00", "tomorrow", "2026-13-01", "-5"] {
            assert!(moment(text).is_err(), "{text}");
        }
    }
}
