//! When a file was saved: the moment that NOW and TODAY showed in the values saved with it.

use ulam_formula::context::DateSystem;
use ulam_formula::date;

use super::archive::Archive;
use super::tokens::Bytes;

/// No spreadsheet is older; a time of 0 stands for none.
const FIRST_PLAUSIBLE_DAY: f64 = 20_000.0;

/// When the file was last saved, as a serial number, from its core properties (ISO/IEC 29500-2, 11).
pub(super) fn saving_time(archive: &Archive<'_>, dates: DateSystem) -> Option<f64> {
    let properties = archive.read_text("docProps/core.xml").ok()??;
    let (_, modified) = properties.split_once("<dcterms:modified")?;
    let (_, text) = modified.split_once('>')?;
    serial_of_timestamp(text.split('<').next()?.trim(), dates)
}

/// When an OpenDocument file was last saved, from the properties in its `meta.xml` or its own text
/// (OpenDocument 1.3, part 3, 4.3.2.10), in the time zone of whoever saved it.
pub(super) fn saving_time_of_open_document(properties: &str, dates: DateSystem) -> Option<f64> {
    let (_, properties) = properties.split_once("<office:meta>")?;
    let properties = properties.split("</office:meta>").next()?;
    let (_, date) = properties.split_once("<dc:date>")?;
    serial_of_timestamp(date.split('<').next()?.trim(), dates)
}

/// When a compound file was last saved, from its property set for summaries (\[MS-OLEPS\] 2.21 and 3.1).
pub(super) fn saving_time_of_compound_file(summary: &[u8], dates: DateSystem) -> Option<f64> {
    const LAST_SAVED: u32 = 0x0D;
    const FILETIME: u32 = 0x40;
    const HEADER_BYTES: usize = 44;
    let mut header = Bytes::new(summary.get(HEADER_BYTES..)?);
    let set = summary.get(header.u32().ok()? as usize..)?;
    let mut properties = Bytes::new(set.get(4..)?);
    for _ in 0..properties.u32().ok()? {
        let (property, offset) = (properties.u32().ok()?, properties.u32().ok()? as usize);
        if property != LAST_SAVED {
            continue;
        }
        let mut value = Bytes::new(set.get(offset..)?);
        if value.u32().ok()? != FILETIME {
            return None;
        }
        let (low, high) = (value.u32().ok()?, value.u32().ok()?);
        return serial_of_filetime(u64::from(high) << 32 | u64::from(low), dates);
    }
    None
}

/// The serial number of a count of 100 nanoseconds since 1601 (\[MS-DTYP\] 2.3.3).
fn serial_of_filetime(time: u64, dates: DateSystem) -> Option<f64> {
    // From 1601 to 2000 there are 145,731 days.
    let first_day = date::to_serial(2000, 1, 1, dates)? - 145_731.0;
    let seconds = (time / 10_000_000) as f64;
    let serial = first_day + seconds / date::SECONDS_PER_DAY;
    (serial >= FIRST_PLAUSIBLE_DAY).then_some(serial)
}

/// The serial number of a time like `2026-07-23T10:33:41Z`.
fn serial_of_timestamp(text: &str, dates: DateSystem) -> Option<f64> {
    let (day, time) = text.trim_end_matches('Z').split_once('T')?;
    let mut day = day.splitn(3, '-').map(|part| part.parse::<u32>().ok());
    let mut time = time.splitn(3, ':').map(|part| part.parse::<f64>().ok());
    let (year, month, day) = (day.next()??, day.next()??, day.next()??);
    let (hour, minute, second) =
        (time.next()??, time.next()??, time.next().flatten().unwrap_or(0.0));
    let is_moment = (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && (0.0..24.0).contains(&hour)
        && (0.0..60.0).contains(&minute)
        && (0.0..61.0).contains(&second);
    if !is_moment {
        return None;
    }
    let serial = date::to_serial(year.into(), month.into(), day.into(), dates)?;
    Some(serial + (hour * 3600.0 + minute * 60.0 + second.floor()) / date::SECONDS_PER_DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_documents_say_when_they_were_saved() {
        let text = "<office:meta><meta:creation-date>2020-01-01T00:00:00</meta:creation-date>\
            <dc:date>2026-07-23T18:00:00.123456789</dc:date></office:meta>\
            <dc:date>2001-01-01T00:00:00</dc:date>";
        let saved = saving_time_of_open_document(text, DateSystem::Since1900);
        assert_eq!(saved, Some(46226.75));
        let of_a_comment = "<office:meta></office:meta><dc:date>2001-01-01T00:00:00</dc:date>";
        assert_eq!(saving_time_of_open_document(of_a_comment, DateSystem::Since1900), None);
    }

    #[test]
    fn compound_files_say_when_they_were_saved() {
        // 2011-04-22T13:00:51Z is 129479508510000000 in [MS-DTYP]'s count; 40655 is that day.
        let time = 129_479_508_510_000_000_u64.to_le_bytes();
        let numbers = |numbers: &[u32]| -> Vec<u8> {
            numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
        };
        let begin = [vec![0; 44], numbers(&[48])].concat();
        let table = numbers(&[40, 2, 0x0C, 24, 0x0D, 24]);
        let summary = [begin, table, numbers(&[0x40]), time.to_vec()].concat();
        let saved = saving_time_of_compound_file(&summary, DateSystem::Since1900).unwrap();
        assert!((saved - (40655.0 + 46851.0 / 86400.0)).abs() < 1e-9, "{saved}");
        let since_1904 = saving_time_of_compound_file(&summary, DateSystem::Since1904).unwrap();
        assert_eq!(saved - since_1904, 1462.0);
        for length in 0..summary.len() {
            assert_eq!(
                saving_time_of_compound_file(&summary[..length], DateSystem::Since1900),
                None
            );
        }
        assert_eq!(serial_of_filetime(0, DateSystem::Since1900), None);
    }

    #[test]
    fn timestamps_are_serial_numbers() {
        // 46226 is 23 July 2026.
        let noon = serial_of_timestamp("2026-07-23T12:00:00Z", DateSystem::Since1900);
        assert_eq!(noon, Some(46226.5));
        let with_fraction = serial_of_timestamp("2026-07-23T12:00:00.75", DateSystem::Since1904);
        assert_eq!(with_fraction, Some(44764.5));
        for text in
            ["", "T", "2026-07-23", "2026-13-01T00:00:00Z", "2026-07-23T25:00:00Z", "a-b-cTd"]
        {
            assert_eq!(serial_of_timestamp(text, DateSystem::Since1900), None, "{text}");
        }
    }
}
