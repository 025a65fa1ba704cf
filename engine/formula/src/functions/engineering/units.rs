//! Units of measurement that CONVERT knows, with their prefixes.
//!
//! Names, factors and which units take prefixes: Excel's page of CONVERT, and for the digits that it
//! leaves open the definitions (international yard and pound, US survey foot, CODATA 2006 for the
//! electron volt and the atomic mass, as Excel has them).

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Quantity {
    Mass,
    Length,
    Time,
    Pressure,
    Force,
    Energy,
    Power,
    Magnetism,
    Temperature,
    Volume,
    Area,
    Information,
    Speed,
}

/// A unit: a measure in it times `factor` plus `offset` is the measure in the quantity's base unit
/// (gram, metre, second, pascal, newton, joule, watt, tesla, kelvin, cubic metre, square metre, bit,
/// metre a second).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    /// What it measures.
    pub quantity: Quantity,
    /// Base units to one of it.
    pub factor: f64,
    /// Base units at its zero: not 0 for some temperatures only.
    pub offset: f64,
}

/// Which prefixes a unit takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Prefixes {
    None,
    /// Powers of ten.
    Decimal,
    /// Powers of ten, squared: `km2` is a square of kilometres.
    Squared,
    /// Powers of ten, cubed.
    Cubed,
    /// Powers of ten and of 1024.
    Binary,
}

struct Row {
    names: &'static [&'static str],
    prefixes: Prefixes,
    unit: Unit,
}

const fn row(
    quantity: Quantity,
    prefixes: Prefixes,
    names: &'static [&'static str],
    factor: f64,
) -> Row {
    Row { names, prefixes, unit: Unit { quantity, factor, offset: 0.0 } }
}

const fn temperature(
    prefixes: Prefixes,
    names: &'static [&'static str],
    factor: f64,
    offset: f64,
) -> Row {
    Row { names, prefixes, unit: Unit { quantity: Quantity::Temperature, factor, offset } }
}

const INCH: f64 = 0.0254;
const FOOT: f64 = 0.3048;
const YARD: f64 = 0.9144;
const MILE: f64 = 1609.344;
const NAUTICAL_MILE: f64 = 1852.0;
const SURVEY_MILE: f64 = 6_336_000.0 / 3937.0;
const LIGHT_YEAR: f64 = 9_460_730_472_580_800.0;
/// A point of 1/72 inch.
const POINT: f64 = INCH / 72.0;
/// A pica of 1/6 inch.
const PICA: f64 = INCH / 6.0;
const POUND: f64 = 453.59237;
const GRAVITY: f64 = 9.80665;
const POUND_FORCE: f64 = POUND / 1000.0 * GRAVITY;
const HORSEPOWER: f64 = 550.0 * FOOT * POUND_FORCE;
const GALLON: f64 = 231.0 * INCH * INCH * INCH;
const IMPERIAL_GALLON: f64 = 0.00454609;
const ACRE: f64 = 4840.0 * YARD * YARD;
const HOUR: f64 = 3600.0;
/// Excel's electron volt, in joules.
const ELECTRON_VOLT: f64 = 1.602176487e-19;

use Prefixes::{Binary, Cubed, Decimal, None as Plain, Squared};
use Quantity::{
    Area, Energy, Force, Information, Length, Magnetism, Mass, Power, Pressure, Speed, Time, Volume,
};

static UNITS: &[Row] = &[
    row(Mass, Decimal, &["g"], 1.0),
    row(Mass, Plain, &["sg"], POUND * GRAVITY / FOOT),
    row(Mass, Plain, &["lbm"], POUND),
    row(Mass, Decimal, &["u"], 1.660538782e-24),
    row(Mass, Plain, &["ozm"], POUND / 16.0),
    row(Mass, Plain, &["grain"], POUND / 7000.0),
    row(Mass, Plain, &["pweight"], POUND * 24.0 / 7000.0),
    row(Mass, Plain, &["cwt", "shweight"], POUND * 100.0),
    row(Mass, Plain, &["uk_cwt", "lcwt", "hweight"], POUND * 112.0),
    row(Mass, Plain, &["stone"], POUND * 14.0),
    row(Mass, Plain, &["ton"], POUND * 2000.0),
    row(Mass, Plain, &["uk_ton", "LTON", "brton"], POUND * 2240.0),
    row(Length, Decimal, &["m"], 1.0),
    row(Length, Plain, &["mi"], MILE),
    row(Length, Plain, &["Nmi"], NAUTICAL_MILE),
    row(Length, Plain, &["in"], INCH),
    row(Length, Plain, &["ft"], FOOT),
    row(Length, Plain, &["yd"], YARD),
    row(Length, Decimal, &["ang"], 1e-10),
    row(Length, Plain, &["ell"], 1.143),
    row(Length, Decimal, &["ly"], LIGHT_YEAR),
    row(Length, Decimal, &["parsec", "pc"], 3.0856775812815532e16),
    row(Length, Plain, &["Picapt", "Pica", "picapt"], POINT),
    row(Length, Plain, &["pica"], PICA),
    row(Length, Plain, &["survey_mi"], SURVEY_MILE),
    row(Time, Plain, &["yr"], 31_557_600.0),
    row(Time, Plain, &["day", "d"], 24.0 * HOUR),
    row(Time, Plain, &["hr"], HOUR),
    row(Time, Plain, &["mn", "min"], 60.0),
    row(Time, Decimal, &["sec", "s"], 1.0),
    row(Pressure, Decimal, &["Pa", "p"], 1.0),
    row(Pressure, Decimal, &["atm", "at"], 101_325.0),
    row(Pressure, Decimal, &["mmHg"], 133.322),
    row(Pressure, Plain, &["psi"], POUND_FORCE / (INCH * INCH)),
    row(Pressure, Plain, &["Torr"], 101_325.0 / 760.0),
    row(Force, Decimal, &["N"], 1.0),
    row(Force, Decimal, &["dyn", "dy"], 1e-5),
    row(Force, Plain, &["lbf"], POUND_FORCE),
    row(Force, Decimal, &["pond"], GRAVITY / 1000.0),
    row(Energy, Decimal, &["J"], 1.0),
    row(Energy, Decimal, &["e"], 1e-7),
    row(Energy, Decimal, &["c"], 4.184),
    row(Energy, Decimal, &["cal"], 4.1868),
    row(Energy, Decimal, &["eV", "ev"], ELECTRON_VOLT),
    row(Energy, Plain, &["HPh", "hh"], HORSEPOWER * HOUR),
    row(Energy, Decimal, &["Wh", "wh"], HOUR),
    row(Energy, Plain, &["flb"], FOOT * POUND_FORCE),
    row(Energy, Plain, &["BTU", "btu"], 1055.05585262),
    row(Power, Plain, &["HP", "h"], HORSEPOWER),
    row(Power, Plain, &["PS"], 75.0 * GRAVITY),
    row(Power, Decimal, &["W", "w"], 1.0),
    row(Magnetism, Decimal, &["T"], 1.0),
    row(Magnetism, Decimal, &["ga"], 1e-4),
    temperature(Plain, &["C", "cel"], 1.0, 273.15),
    temperature(Plain, &["F", "fah"], 5.0 / 9.0, 459.67 * 5.0 / 9.0),
    temperature(Decimal, &["K", "kel"], 1.0, 0.0),
    temperature(Plain, &["Rank"], 5.0 / 9.0, 0.0),
    temperature(Plain, &["Reau"], 1.25, 273.15),
    row(Volume, Plain, &["tsp"], GALLON / 768.0),
    row(Volume, Plain, &["tspm"], 5e-6),
    row(Volume, Plain, &["tbs"], GALLON / 256.0),
    row(Volume, Plain, &["oz"], GALLON / 128.0),
    row(Volume, Plain, &["cup"], GALLON / 16.0),
    row(Volume, Plain, &["pt", "us_pt"], GALLON / 8.0),
    row(Volume, Decimal, &["uk_pt"], IMPERIAL_GALLON / 8.0),
    row(Volume, Plain, &["qt"], GALLON / 4.0),
    row(Volume, Plain, &["uk_qt"], IMPERIAL_GALLON / 4.0),
    row(Volume, Plain, &["gal"], GALLON),
    row(Volume, Plain, &["uk_gal"], IMPERIAL_GALLON),
    row(Volume, Decimal, &["l", "L", "lt"], 1e-3),
    row(Volume, Cubed, &["ang3", "ang^3"], 1e-30),
    row(Volume, Plain, &["barrel"], 42.0 * GALLON),
    row(Volume, Plain, &["bushel"], 2150.42 * INCH * INCH * INCH),
    row(Volume, Plain, &["ft3", "ft^3"], FOOT * FOOT * FOOT),
    row(Volume, Plain, &["in3", "in^3"], INCH * INCH * INCH),
    row(Volume, Plain, &["ly3", "ly^3"], LIGHT_YEAR * LIGHT_YEAR * LIGHT_YEAR),
    row(Volume, Cubed, &["m3", "m^3"], 1.0),
    row(Volume, Plain, &["mi3", "mi^3"], MILE * MILE * MILE),
    row(Volume, Plain, &["yd3", "yd^3"], YARD * YARD * YARD),
    row(Volume, Plain, &["Nmi3", "Nmi^3"], NAUTICAL_MILE * NAUTICAL_MILE * NAUTICAL_MILE),
    row(
        Volume,
        Plain,
        &["Picapt3", "Picapt^3", "Pica3", "Pica^3", "picapt3", "picapt^3"],
        POINT * POINT * POINT,
    ),
    row(Volume, Plain, &["pica3", "pica^3"], PICA * PICA * PICA),
    row(Volume, Plain, &["GRT", "regton"], 100.0 * FOOT * FOOT * FOOT),
    row(Volume, Plain, &["MTON"], 40.0 * FOOT * FOOT * FOOT),
    row(Area, Plain, &["uk_acre"], ACRE),
    row(Area, Plain, &["us_acre"], SURVEY_MILE * SURVEY_MILE / 640.0),
    row(Area, Squared, &["ang2", "ang^2"], 1e-20),
    row(Area, Decimal, &["ar"], 100.0),
    row(Area, Plain, &["ft2", "ft^2"], FOOT * FOOT),
    row(Area, Plain, &["ha"], 1e4),
    row(Area, Plain, &["in2", "in^2"], INCH * INCH),
    row(Area, Plain, &["ly2", "ly^2"], LIGHT_YEAR * LIGHT_YEAR),
    row(Area, Squared, &["m2", "m^2"], 1.0),
    row(Area, Plain, &["Morgen"], 2500.0),
    row(Area, Plain, &["mi2", "mi^2"], MILE * MILE),
    row(Area, Plain, &["Nmi2", "Nmi^2"], NAUTICAL_MILE * NAUTICAL_MILE),
    row(
        Area,
        Plain,
        &["Picapt2", "Picapt^2", "Pica2", "Pica^2", "picapt2", "picapt^2"],
        POINT * POINT,
    ),
    row(Area, Plain, &["pica2", "pica^2"], PICA * PICA),
    row(Area, Plain, &["yd2", "yd^2"], YARD * YARD),
    row(Information, Binary, &["bit"], 1.0),
    row(Information, Binary, &["byte"], 8.0),
    row(Speed, Plain, &["admkn"], 6080.0 * FOOT / HOUR),
    row(Speed, Plain, &["kn"], NAUTICAL_MILE / HOUR),
    row(Speed, Decimal, &["m/h", "m/hr"], 1.0 / HOUR),
    row(Speed, Decimal, &["m/s", "m/sec"], 1.0),
    row(Speed, Decimal, &["mph"], MILE / HOUR),
];

/// Prefixes and the powers of ten that they stand for.
static DECIMAL_PREFIXES: [(&str, f64); 21] = [
    ("Y", 1e24),
    ("Z", 1e21),
    ("E", 1e18),
    ("P", 1e15),
    ("T", 1e12),
    ("G", 1e9),
    ("M", 1e6),
    ("k", 1e3),
    ("h", 1e2),
    ("da", 1e1),
    ("e", 1e1),
    ("d", 1e-1),
    ("c", 1e-2),
    ("m", 1e-3),
    ("u", 1e-6),
    ("n", 1e-9),
    ("p", 1e-12),
    ("f", 1e-15),
    ("a", 1e-18),
    ("z", 1e-21),
    ("y", 1e-24),
];

const KIBI: f64 = 1024.0;
const MEBI: f64 = KIBI * KIBI;
const GIBI: f64 = MEBI * KIBI;
const TEBI: f64 = GIBI * KIBI;
const PEBI: f64 = TEBI * KIBI;
const EXBI: f64 = PEBI * KIBI;
const ZEBI: f64 = EXBI * KIBI;

static BINARY_PREFIXES: [(&str, f64); 8] = [
    ("Yi", ZEBI * KIBI),
    ("Zi", ZEBI),
    ("Ei", EXBI),
    ("Pi", PEBI),
    ("Ti", TEBI),
    ("Gi", GIBI),
    ("Mi", MEBI),
    ("ki", KIBI),
];

/// The unit of this name (letter case counts), a prefix allowed where the unit takes one.
pub fn unit(name: &str) -> Option<Unit> {
    if let Some(row) = row_named(name) {
        return Some(row.unit);
    }
    for (prefix, power) in &DECIMAL_PREFIXES {
        let Some(row) = name.strip_prefix(prefix).and_then(row_named) else {
            continue;
        };
        let power = match row.prefixes {
            Plain => continue,
            Decimal | Binary => *power,
            Squared => power * power,
            Cubed => power * power * power,
        };
        return Some(Unit { factor: row.unit.factor * power, ..row.unit });
    }
    for (prefix, power) in &BINARY_PREFIXES {
        match name.strip_prefix(prefix).and_then(row_named) {
            Some(row) if row.prefixes == Binary => {
                return Some(Unit { factor: row.unit.factor * power, ..row.unit });
            }
            _ => {}
        }
    }
    None
}

fn row_named(name: &str) -> Option<&'static Row> {
    UNITS.iter().find(|row| row.names.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values: NIST Special Publication 811, appendix B.
    #[test]
    fn factors_are_those_of_the_definitions() {
        for (name, factor) in [
            ("lbm", 453.59237),
            ("sg", 14593.9029372064),
            ("ozm", 28.349523125),
            ("grain", 0.06479891),
            ("stone", 6350.29318),
            ("survey_mi", 1609.3472186944375),
            ("psi", 6894.757293168361),
            ("lbf", 4.4482216152605),
            ("HP", 745.6998715822702),
            ("gal", 0.003785411784),
            ("uk_pt", 5.6826125e-4),
            ("us_acre", 4046.872609874252),
            ("bushel", 0.03523907016688),
            ("km/h", 1000.0 / 3600.0),
            ("cm2", 1e-4),
            ("mm^3", 1e-9),
            ("dal", 0.01),
            ("kibyte", 8192.0),
            ("kbyte", 8000.0),
        ] {
            let found = unit(name).unwrap().factor;
            assert!((found / factor - 1.0).abs() < 1e-14, "{name}: {found}");
        }
        for name in ["", "M", "Mft", "kimi", "kim", "KM", "mha", "Milm"] {
            assert!(unit(name).is_none(), "{name}");
        }
    }
}
