//! Dates and times.

use super::code::{Section, Token};
use super::locale::{DayNames, Names};
use crate::date::{self, Date, DateSystem, SECONDS_PER_DAY};
use crate::value::CellError;

/// Most digits of a second's fraction; Excel shows no more than three.
const FRACTION_DIGITS_MAX: usize = 9;

/// The date and time of a serial number, rounded to what is shown.
struct Moment {
    date: Date,
    weekday: usize,
    hour: u64,
    minute: u64,
    second: u64,
    /// Fraction of the second in units of the last digit shown.
    fraction: u64,
    /// Seconds since serial 0.
    seconds_total: u64,
}

impl Moment {
    /// Rounded to `places` digits of a second if the time is shown, as a date alone isn't the next
    /// day's before midnight.
    fn new(serial: f64, places: usize, shows_time: bool, dates: DateSystem) -> Option<Moment> {
        // As an integer of fractional seconds: nothing is lost below 2^53.
        let units_per_second = 10_u64.pow(places as u32);
        let mut day = serial.floor();
        let units_per_day = SECONDS_PER_DAY * units_per_second as f64;
        let exact_units = (serial - day) * units_per_day;
        let mut units = if shows_time { exact_units.round() } else { (exact_units + 1e-4).floor() };
        if units >= units_per_day && day < date::serial_max(dates) {
            day += 1.0;
            units = 0.0;
        }
        let units = units.min(units_per_day - 1.0) as u64;
        let seconds = units / units_per_second;
        Some(Moment {
            date: date::from_serial(day, dates)?,
            weekday: date::weekday(day, dates) as usize,
            hour: seconds / 3_600,
            minute: seconds / 60 % 60,
            second: seconds % 60,
            fraction: units % units_per_second,
            seconds_total: day as u64 * SECONDS_PER_DAY as u64 + seconds,
        })
    }
}

/// A number as a date or time.
///
/// # Errors
/// `#VALUE!` below 0 and after 9999-12-31.
pub(super) fn show(number: f64, section: &Section, dates: DateSystem) -> Result<String, CellError> {
    let tokens = &section.tokens;
    // A moment is rounded once, to the longest of the fractions shown; shorter ones are its beginning.
    let places_max = tokens
        .iter()
        .filter_map(|token| match token {
            Token::SecondFraction { places } => Some(*places),
            _ => None,
        })
        .max();
    let places_kept = places_max.unwrap_or(0).min(FRACTION_DIGITS_MAX);
    let shows_time = tokens.iter().any(|token| {
        matches!(
            token,
            Token::Minutes { .. } | Token::Elapsed { .. } | Token::Moment { letter: 'h' | 's', .. }
        )
    });
    let moment = Moment::new(number, places_kept, shows_time, dates).ok_or(CellError::Value)?;
    let has_half_day = tokens.iter().any(|token| matches!(token, Token::HalfDay { .. }));
    let is_of_date = |token: &Token| matches!(token, Token::Moment { letter: 'd', count: 1..=2 });
    let names = section.names.unwrap_or(Names::ENGLISH).of_day(
        moment.date.month,
        moment.weekday,
        !tokens.iter().any(is_of_date),
    );
    let mut shown = String::new();
    for token in tokens {
        match token {
            Token::Moment { letter, count } => {
                show_part(&mut shown, &moment, &names, (*letter, *count), has_half_day);
            }
            Token::Minutes { count } => push_padded(&mut shown, moment.minute, (*count).min(2)),
            Token::Elapsed { letter, count } => {
                let elapsed = match letter {
                    'h' => moment.seconds_total / 3_600,
                    'm' => moment.seconds_total / 60,
                    _ => moment.seconds_total,
                };
                push_padded(&mut shown, elapsed, *count);
            }
            Token::HalfDay { am, pm } => {
                shown.push_str(if moment.hour < 12 { am } else { pm });
            }
            Token::SecondFraction { places } => {
                let digits = format!("{:0places_kept$}", moment.fraction);
                shown.push('.');
                shown.extend(digits.chars().chain(std::iter::repeat('0')).take(*places));
            }
            Token::Literal(literal) => shown.push_str(literal),
            Token::Digit(kind) => shown.push(*kind),
            Token::FixedDigit(digit) => shown.push(*digit),
            Token::Point => shown.push('.'),
            Token::Comma => shown.push(','),
            Token::Slash => shown.push('/'),
            Token::Percent => shown.push('%'),
            Token::Space => shown.push(' '),
            Token::General | Token::TextPlaceholder | Token::Exponent { .. } => {}
        }
    }
    Ok(shown)
}

fn push_padded(shown: &mut String, number: u64, width: usize) {
    shown.push_str(&format!("{number:0width$}"));
}

fn show_part(
    shown: &mut String,
    moment: &Moment,
    names: &DayNames,
    part: (char, usize),
    has_half_day: bool,
) {
    let date = &moment.date;
    match part {
        ('y', 1..=2) => push_padded(shown, date.year as u64 % 100, 2),
        ('y' | 'e', _) => push_padded(shown, date.year as u64, 4),
        // Years of the Buddhist era.
        ('b', 1..=2) => push_padded(shown, (date.year as u64 + 543) % 100, 2),
        ('b', _) => push_padded(shown, date.year as u64 + 543, 4),
        ('m', count @ 1..=2) => push_padded(shown, date.month as u64, count),
        ('m', 3) => shown.push_str(names.month_short),
        ('m', 5) => shown.extend(names.month.chars().next()),
        ('m', _) => shown.push_str(names.month),
        ('d', count @ 1..=2) => push_padded(shown, date.day as u64, count),
        ('d', 3) => shown.push_str(names.weekday_short),
        ('d', _) => shown.push_str(names.weekday),
        ('h', count) => {
            let hour = match (has_half_day, moment.hour % 12) {
                (false, _) => moment.hour,
                (true, 0) => 12,
                (true, hour) => hour,
            };
            push_padded(shown, hour, count.min(2));
        }
        ('s', count) => push_padded(shown, moment.second, count.min(2)),
        _ => {}
    }
}
