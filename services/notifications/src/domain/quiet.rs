//! Quiet hours.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use ulam_contracts::notifications::QuietHours;

/// Minutes since midnight of `22:00`.
pub fn minutes(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':')?;
    let number = |text: &str, below: i64| {
        let is_two_digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<i64>().ok().filter(|value| is_two_digits && *value < below)
    };
    Some(number(hours, 24)? * 60 + number(minutes, 60)?)
}

/// When quiet hours that hold now end, in microseconds; `None` where none hold.
pub fn quiet_until(hours: &QuietHours, time_zone: &str, now_us: i64) -> Option<i64> {
    let (from, to) = (minutes(&hours.from)?, minutes(&hours.to)?);
    if from == to {
        return None;
    }
    let zone = TimeZone::get(time_zone).unwrap_or(TimeZone::UTC);
    let now = Timestamp::from_microsecond(now_us).ok()?.to_zoned(zone);
    let minute = i64::from(now.hour()) * 60 + i64::from(now.minute());
    let is_quiet =
        if from < to { (from..to).contains(&minute) } else { minute >= from || minute < to };
    if !is_quiet {
        return None;
    }
    let wait = (to - minute).rem_euclid(24 * 60);
    let end = now.checked_add(wait.minutes()).ok()?;
    Some(end.timestamp().as_microsecond() - i64::from(now.second()) * 1_000_000)
}

#[cfg(test)]
mod tests {
    use ulam_platform::identifier::{from_rfc3339, rfc3339};

    use super::*;

    #[test]
    fn quiet_hours_may_cross_midnight() {
        let night = QuietHours { from: "22:00".into(), to: "07:00".into() };
        let until =
            |time: &str| quiet_until(&night, "UTC", from_rfc3339(time).unwrap()).map(rfc3339);
        assert_eq!(until("2026-01-05T23:30:15Z").as_deref(), Some("2026-01-06T07:00:00.000Z"));
        assert_eq!(until("2026-01-05T06:59:00Z").as_deref(), Some("2026-01-05T07:00:00.000Z"));
        assert_eq!(until("2026-01-05T07:00:00Z"), None);
        let noon = QuietHours { from: "12:00".into(), to: "13:00".into() };
        assert!(quiet_until(&noon, "UTC", from_rfc3339("2026-01-05T12:59:59Z").unwrap()).is_some());
        assert!(
            minutes("24:00").is_none()
                && minutes("7:00").is_none()
                && minutes("07:60").is_none()
                && minutes("+7:00").is_none()
        );
    }
}
