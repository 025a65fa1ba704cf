//! Copulas in a spec: families of dependence between inputs, as YAML and in one line.
//!
//! ```yaml
//! copulas:
//!   - family: t
//!     parameter: 4
//!     inputs: [Price, Volume, Cost]
//!     range: Model!H2:J4
//!   - { family: clayton, inputs: [Loss, Claims], tau: 0.4 }
//! ```

use serde::{Deserialize, Serialize};
use ulam_formula::address::CellAddress;
use ulam_formula::context::Context;
use ulam_formula::value::Value;
use ulam_probability::correlation::{
    ArchimedeanCopula, ArchimedeanFamily, Mixture, ORDER_MAX, StudentMixture,
};
use ulam_workbook::Workbook;

use super::one_line::find_outside_quotes;
use super::{Spec, SpecError};
use crate::model::{Copula, Dependence};

/// How the one-line form is written.
const FORM: &str = "write <family>: <input>, <input>, ... = <number or range>, such as \
                    t(4): Price, Volume = 0.5, clayton(2): Loss, Claims or \
                    iman-conover: A, B, C = Model!H2:J4";

/// Inputs that depend on each other by a copula.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CopulaSpec {
    /// `gaussian`, `t`, `clayton`, `gumbel`, `frank`, or `iman-conover`, which reorders samples.
    pub family: String,
    /// Degrees of freedom of `t`; the parameter theta of `clayton`, `gumbel` and `frank`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameter: Option<f64>,
    /// The inputs, by name or cell.
    pub inputs: Vec<String>,
    /// One rank correlation (Spearman's rho) for all pairs, of the families that take a matrix.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rho: Option<f64>,
    /// Kendall's tau of all pairs, of `clayton`, `gumbel` and `frank`, in place of the parameter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tau: Option<f64>,
    /// A range with the rank correlations, such as `Model!H2:J4`; one half may be left empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<String>,
    /// The rank correlations, row by row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matrix: Option<Vec<Vec<f64>>>,
}

impl Spec {
    /// Adds a copula given as `<family>(<parameter>): <input>, <input>, ... = <number or range>`.
    ///
    /// # Errors
    /// A text of another form.
    pub fn add_copula(&mut self, text: &str) -> Result<(), SpecError> {
        let wrong = |why: &str| SpecError(format!("copula '{text}': {why}; {FORM}"));
        let (head, rest) = text.split_once(':').ok_or_else(|| wrong("there is no colon"))?;
        let (family, parameter) = match head.trim().split_once('(') {
            None => (head.trim(), None),
            Some((family, parameter)) => {
                let parameter = parameter.trim_end().strip_suffix(')').unwrap_or(parameter).trim();
                let number = parameter.parse::<f64>();
                let number = number.map_err(|_| wrong(&format!("'{parameter}' is no number")))?;
                (family.trim(), Some(number))
            }
        };
        let (inputs, strength) = match find_outside_quotes(rest, '=') {
            None => (rest, None),
            Some(at) => (&rest[..at], Some(rest[at + 1..].trim())),
        };
        let mut spec =
            CopulaSpec { family: family.to_string(), parameter, ..CopulaSpec::default() };
        let mut left = inputs;
        loop {
            let comma = find_outside_quotes(left, ',');
            let input = left[..comma.unwrap_or(left.len())].trim();
            if input.is_empty() {
                return Err(wrong("an input is missing"));
            }
            spec.inputs.push(input.to_string());
            match comma {
                Some(at) => left = &left[at + 1..],
                None => break,
            }
        }
        match strength.map(|strength| (strength, strength.parse::<f64>())) {
            None => {}
            Some(("", _)) => return Err(wrong("there is nothing after =")),
            Some((_, Ok(number))) if archimedean(family).is_some() => spec.tau = Some(number),
            Some((_, Ok(number))) => spec.rho = Some(number),
            Some((range, Err(_))) => spec.range = Some(range.to_string()),
        }
        self.copulas.push(spec);
        Ok(())
    }
}

fn archimedean(family: &str) -> Option<ArchimedeanFamily> {
    [ArchimedeanFamily::Clayton, ArchimedeanFamily::Gumbel, ArchimedeanFamily::Frank]
        .into_iter()
        .find(|known| known.name().eq_ignore_ascii_case(family))
}

impl CopulaSpec {
    /// The copula with its numbers, read from the workbook where they stand in a range.
    ///
    /// # Errors
    /// An unknown family, a parameter that it doesn't have or can't have, a range of another size.
    pub(super) fn bind(&self, workbook: &Workbook) -> Result<Copula, SpecError> {
        self.bound(workbook).map_err(|why| {
            SpecError(format!("{} copula of {}: {why}", self.family, self.inputs.join(", ")))
        })
    }

    fn bound(&self, workbook: &Workbook) -> Result<Copula, String> {
        let count = self.inputs.len();
        if !(2..=ORDER_MAX).contains(&count) {
            return Err(format!("it has {count} inputs: give from 2 to {ORDER_MAX}"));
        }
        let dependence = match archimedean(&self.family) {
            Some(family) => Dependence::Mixture(self.archimedean(family)?),
            None if self.is("gaussian") => Dependence::Gaussian,
            None if self.is("iman-conover") => Dependence::Reordering,
            None if self.is("t") => {
                let degrees = self.parameter.ok_or("give the degrees of freedom, as in t(4)")?;
                let student = StudentMixture::new(degrees).map_err(|error| error.0)?;
                Dependence::Mixture(Mixture::Student(student))
            }
            None => {
                return Err(
                    "the families are gaussian, t, clayton, gumbel, frank and iman-conover".into(),
                );
            }
        };
        let matrix = match &dependence {
            Dependence::Mixture(Mixture::Archimedean(_)) => Vec::new(),
            dependence => {
                let has_parameter = matches!(dependence, Dependence::Mixture(_));
                if self.parameter.is_some() && !has_parameter {
                    return Err("it has no parameter".into());
                }
                if self.tau.is_some() {
                    return Err("it takes rho, a range or a matrix, not tau".into());
                }
                self.entries(workbook, count)?
            }
        };
        Ok(Copula { inputs: self.inputs.clone(), dependence, matrix })
    }

    fn is(&self, family: &str) -> bool {
        self.family.eq_ignore_ascii_case(family)
    }

    fn archimedean(&self, family: ArchimedeanFamily) -> Result<Mixture, String> {
        if self.rho.is_some() || self.range.is_some() || self.matrix.is_some() {
            return Err("it has one parameter, or Kendall's tau, for all inputs".into());
        }
        let copula = match (self.parameter, self.tau) {
            (Some(theta), None) => ArchimedeanCopula::new(family, theta),
            (None, Some(tau)) => ArchimedeanCopula::from_tau(family, tau),
            _ => return Err("give either its parameter or Kendall's tau".into()),
        };
        let copula = copula.map_err(|error| error.0)?;
        if copula.is_negative() && self.inputs.len() > 2 {
            return Err("a negative dependence holds between two inputs only".into());
        }
        Ok(Mixture::Archimedean(copula))
    }

    /// The rank correlations, row by row.
    fn entries(&self, workbook: &Workbook, count: usize) -> Result<Vec<f64>, String> {
        let square = |entry: &dyn Fn(usize, usize) -> f64| {
            (0..count * count).map(|at| entry(at / count, at % count)).collect()
        };
        match (self.rho, &self.range, &self.matrix) {
            (Some(rho), None, None) => {
                Ok(square(&|row, column| if row == column { 1.0 } else { rho }))
            }
            (None, Some(range), None) => range_entries(workbook, range, count),
            (None, None, Some(rows)) => {
                if rows.len() != count || rows.iter().any(|row| row.len() != count) {
                    return Err(format!("its matrix must have {count} rows of {count} numbers"));
                }
                Ok(square(&|row, column| rows[row][column]))
            }
            _ => Err("give its rank correlations: one number, a range or a matrix".into()),
        }
    }
}

/// The correlations in a square range of the workbook. A blank cell means its mirror image.
fn range_entries(workbook: &Workbook, text: &str, count: usize) -> Result<Vec<f64>, String> {
    let shape = || format!("'{text}' is no range of {count} by {count} cells");
    let (first, last) = text.rsplit_once(':').ok_or_else(shape)?;
    let last = match (first.rsplit_once('!'), last.contains('!')) {
        (Some((sheet, _)), false) => format!("{sheet}!{last}"),
        _ => last.to_string(),
    };
    let first = workbook.locate(first).map_err(|error| error.to_string())?;
    let last = workbook.locate(&last).map_err(|error| error.to_string())?;
    let is_square = first.sheet == last.sheet
        && last.row.checked_sub(first.row) == Some(count as u32 - 1)
        && last.column.checked_sub(first.column) == Some(count as u32 - 1);
    if !is_square {
        return Err(shape());
    }
    let at = |row: usize, column: usize| CellAddress {
        row: first.row + row as u32,
        column: first.column + column as u32,
        ..first
    };
    let mut entries = Vec::with_capacity(count * count);
    for place in 0..count * count {
        let (row, column) = (place / count, place % count);
        let given = match workbook.cell(at(row, column)) {
            Value::Blank => workbook.cell(at(column, row)),
            value => value,
        };
        entries.push(match given {
            Value::Number(rho) => rho,
            Value::Blank if row == column => 1.0,
            Value::Blank => 0.0,
            _ => {
                return Err(format!("{} is no correlation", workbook.cell_name(at(row, column))));
            }
        });
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_forms() {
        let mut spec = Spec::default();
        for text in [
            "t(4): Price, 'a,b=c'!A1 = 0.5",
            "clayton(2):A,B",
            "Frank: A, B = -0.3",
            "gaussian: A, B, C=S!A1:C3",
        ] {
            spec.add_copula(text).unwrap();
        }
        let copulas = &spec.copulas;
        assert_eq!((copulas[0].parameter, copulas[0].rho), (Some(4.0), Some(0.5)));
        assert_eq!(copulas[0].inputs, ["Price", "'a,b=c'!A1"]);
        assert_eq!((copulas[1].parameter, copulas[1].tau), (Some(2.0), None));
        assert_eq!((copulas[2].parameter, copulas[2].tau), (None, Some(-0.3)));
        assert_eq!(copulas[3].range.as_deref(), Some("S!A1:C3"));
        let yaml = spec.to_yaml().unwrap();
        assert_eq!(Spec::from_yaml(&yaml).unwrap(), spec);
        for text in ["", "t(4)", "t(x): A, B", "t(4): A,, B", "t(4): A, B ="] {
            assert!(spec.add_copula(text).is_err(), "{text}");
        }
    }
}
