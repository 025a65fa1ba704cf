//! Names of months and weekdays in the language that a format code asks for, as `[$-407]mmmm` does.
//!
//! Full names are those that Excel shows; some abbreviations differ by a point or a letter from
//! system to system, in Excel too. Source of the names: glibc's locales. Source of the numbers:
//! Microsoft's list of language code identifiers, MS-LCID.

use pure_rust_locales as locales;

/// A language's names, January and Sunday first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Names {
    /// As they stand in a date: languages that decline have them in the genitive.
    pub months: &'static [&'static str],
    /// As they stand alone, where that differs.
    pub months_alone: Option<&'static [&'static str]>,
    pub months_short: &'static [&'static str],
    pub weekdays: &'static [&'static str],
    pub weekdays_short: &'static [&'static str],
}

macro_rules! of_locale {
    ($locale:ident) => {
        Names {
            months: locales::$locale::LC_TIME::MON,
            months_alone: locales::$locale::LC_TIME::ALT_MON,
            months_short: locales::$locale::LC_TIME::ABMON,
            weekdays: locales::$locale::LC_TIME::DAY,
            weekdays_short: locales::$locale::LC_TIME::ABDAY,
        }
    };
}

/// The languages: the ten low bits of their identifiers, their ISO 639 codes and their locales.
macro_rules! languages {
    ($($number:literal $code:literal $locale:ident,)*) => {
        fn of_number(number: u32) -> Option<Names> {
            match number {
                $($number => Some(of_locale!($locale)),)*
                _ => None,
            }
        }

        fn of_code(code: &str) -> Option<Names> {
            match code {
                $($code => Some(of_locale!($locale)),)*
                _ => None,
            }
        }
    };
}

languages! {
    0x01 "ar" ar_EG,
    0x02 "bg" bg_BG,
    0x03 "ca" ca_ES,
    0x04 "zh" zh_CN,
    0x05 "cs" cs_CZ,
    0x06 "da" da_DK,
    0x07 "de" de_DE,
    0x08 "el" el_GR,
    0x09 "en" en_US,
    0x0a "es" es_ES,
    0x0b "fi" fi_FI,
    0x0c "fr" fr_FR,
    0x0d "he" he_IL,
    0x0e "hu" hu_HU,
    0x0f "is" is_IS,
    0x10 "it" it_IT,
    0x11 "ja" ja_JP,
    0x12 "ko" ko_KR,
    0x13 "nl" nl_NL,
    0x14 "nb" nb_NO,
    0x15 "pl" pl_PL,
    0x16 "pt" pt_PT,
    0x18 "ro" ro_RO,
    0x19 "ru" ru_RU,
    0x1a "hr" hr_HR,
    0x1b "sk" sk_SK,
    0x1c "sq" sq_AL,
    0x1d "sv" sv_SE,
    0x1e "th" th_TH,
    0x1f "tr" tr_TR,
    0x20 "ur" ur_PK,
    0x21 "id" id_ID,
    0x22 "uk" uk_UA,
    0x23 "be" be_BY,
    0x24 "sl" sl_SI,
    0x25 "et" et_EE,
    0x26 "lv" lv_LV,
    0x27 "lt" lt_LT,
    0x29 "fa" fa_IR,
    0x2a "vi" vi_VN,
    0x2d "eu" eu_ES,
    0x2f "mk" mk_MK,
    0x36 "af" af_ZA,
    0x37 "ka" ka_GE,
    0x38 "fo" fo_FO,
    0x39 "hi" hi_IN,
    0x3c "ga" ga_IE,
    0x3e "ms" ms_MY,
    0x3f "kk" kk_KZ,
    0x41 "sw" sw_KE,
    0x52 "cy" cy_GB,
    0x56 "gl" gl_ES,
}

/// The low ten bits of an identifier are its language, the six above them its country; what is above
/// those chooses digits and a calendar.
const LANGUAGE_BITS: u32 = 0x3ff;

/// glibc shortens them.
const PORTUGUESE_WEEKDAYS: [&str; 7] = [
    "domingo",
    "segunda-feira",
    "terça-feira",
    "quarta-feira",
    "quinta-feira",
    "sexta-feira",
    "sábado",
];

/// The names of a locale as it stands after the hyphen in `[$-407]` and `[$-de-DE]`; nothing for one
/// that isn't known.
pub(super) fn of(locale: &str) -> Option<Names> {
    let code = locale.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let code = if code == "no" || code == "nn" { "nb" } else { &code };
    // Codes first: `de` and `fa` are hexadecimal too. A number without a language chooses digits only.
    let named =
        of_code(code).or_else(|| of_number(u32::from_str_radix(locale, 16).ok()? & LANGUAGE_BITS));
    let mut names = named?;
    if names.weekdays == locales::pt_PT::LC_TIME::DAY {
        names.weekdays = &PORTUGUESE_WEEKDAYS;
    }
    Some(names)
}

/// The names of one day's month and weekday.
pub(super) struct DayNames {
    pub month: &'static str,
    pub month_short: &'static str,
    pub weekday: &'static str,
    pub weekday_short: &'static str,
}

impl Names {
    /// The names in English, which codes that ask for no language show.
    pub const ENGLISH: Names = of_locale!(en_US);

    /// The names for a month (1 is January) and a weekday (0 is Sunday); a month is alone where the
    /// number of its day isn't shown.
    pub fn of_day(&self, month: u32, weekday: usize, is_alone: bool) -> DayNames {
        let named = |names: &[&'static str], place: usize| names.get(place).copied().unwrap_or("");
        let place = (month as usize).saturating_sub(1);
        let months = self.months_alone.filter(|_| is_alone).unwrap_or(self.months);
        DayNames {
            month: named(months, place),
            month_short: named(self.months_short, place),
            weekday: named(self.weekdays, weekday),
            weekday_short: named(self.weekdays_short, weekday),
        }
    }
}
