//! Copulas that share a mixing variable between their inputs: Student's t and the Archimedean ones.

use ulam_numeric::elementary::sqrt;

use super::archimedean::{ArchimedeanCopula, CopulaError};
use crate::distribution::{Argument, SharedDistribution, into_open_interval};
use crate::distributions::{build, tabulated};

/// Degrees of freedom from which Student's t is as good as normal.
const DEGREES_MAX: f64 = 1e6;

/// What turns the numbers of independent inputs into dependent uniforms, given a number that all
/// inputs of a trial share.
#[derive(Clone, Debug)]
pub enum Mixture {
    /// Student's t: correlated normals, all divided by the same chi.
    Student(StudentMixture),
    /// An Archimedean copula.
    Archimedean(ArchimedeanCopula),
}

/// The mixing variable of Student's t copula.
#[derive(Clone, Debug)]
pub struct StudentMixture {
    degrees: f64,
    chi_squared: SharedDistribution,
    student: SharedDistribution,
}

impl StudentMixture {
    /// Of Student's t copula with this many degrees of freedom.
    ///
    /// # Errors
    /// Degrees of freedom other than from 0.1 to a million.
    pub fn new(degrees: f64) -> Result<StudentMixture, CopulaError> {
        if !(0.1..=DEGREES_MAX).contains(&degrees) {
            return Err(CopulaError(format!(
                "the degrees of freedom of a t copula are {degrees}: they must be from 0.1 to 1e6"
            )));
        }
        let law = |name: &str| {
            build(name, &[Argument::Number(degrees)]).map_err(|error| CopulaError(error.0))
        };
        Ok(StudentMixture {
            degrees,
            chi_squared: tabulated(law("ChiSquared")?),
            student: build(
                "StudentT",
                &[Argument::Number(degrees), Argument::Number(0.0), Argument::Number(1.0)],
            )
            .map_err(|error| CopulaError(error.0))?,
        })
    }
}

impl Mixture {
    /// Whether the inputs' numbers are correlated standard normals; else they are uniforms.
    pub fn takes_normals(&self) -> bool {
        matches!(self, Mixture::Student(_))
    }

    /// The mixing variable of each trial, from two uniforms that belong to the copula alone.
    pub fn mix(&self, first: &[f64], second: &[f64], out: &mut [f64]) {
        match self {
            Mixture::Student(student) => {
                student.chi_squared.quantiles(first, out);
                for out in out {
                    *out = sqrt(student.degrees / *out);
                }
            }
            Mixture::Archimedean(copula) => copula.mix(first, second, out),
        }
    }

    /// The uniforms, inside (0, 1), of the input at `place` among the copula's inputs (from 0), from
    /// its own numbers and the mixing variable.
    pub fn probabilities(&self, place: usize, own: &[f64], mixing: &[f64], out: &mut [f64]) {
        match self {
            Mixture::Student(student) => {
                for ((out, own), mixing) in out.iter_mut().zip(own).zip(mixing) {
                    *out = student.student.cdf(own * mixing);
                }
            }
            Mixture::Archimedean(copula) => copula.probabilities(place, own, mixing, out),
        }
        for out in out {
            *out = into_open_interval(*out);
        }
    }
}
