//! Correlations that contradict one another.

use ulam_numeric::elementary::sin;

use super::subject::Subject;
use super::{Found, Rule, Severity};
use crate::model::Model;

/// Rounded correlations may be this far from possible ones.
const TOLERANCE: f64 = 1e-6;
/// Largest number of correlated inputs that is looked at.
const INPUTS_MAX: usize = 1_000;

/// The rule.
pub static RULE: Rule = Rule {
    id: "impossible-correlations",
    title: "Correlations that contradict one another",
    severity: Severity::Medium,
    why: "Two inputs that both follow a third one can't move against each other. No random numbers \
          have these correlations, so others are used.",
    remedy: "Give fewer correlations, each with a reason, or accept the nearest possible ones that \
             `ulam simulate` reports.",
    when: "where the matrix of the model's correlations isn't positive semidefinite.",
    find,
};

fn find(subject: &Subject) -> Vec<Found> {
    if !subject.model.is_some_and(contradicts) {
        return Vec::new();
    }
    let message = "the correlations contradict one another: the nearest possible ones will be used";
    vec![Found { cells: Vec::new(), message: message.to_string() }]
}

/// Whether Cholesky's factors of the correlations of the underlying normals don't exist.
fn contradicts(model: &Model) -> bool {
    let mut names: Vec<&str> = Vec::new();
    for correlation in &model.correlations {
        for name in [correlation.first.as_str(), correlation.second.as_str()] {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    let n = names.len();
    if n > INPUTS_MAX {
        return false;
    }
    let mut matrix = vec![vec![0.0; n]; n];
    for (index, row) in matrix.iter_mut().enumerate() {
        row[index] = 1.0 + TOLERANCE;
    }
    for correlation in &model.correlations {
        let place = |name: &str| names.iter().position(|other| *other == name).unwrap_or(0);
        let (first, second) = (place(&correlation.first), place(&correlation.second));
        // Spearman's rho of a Gaussian copula: 6/pi asin(r/2).
        let r = 2.0 * sin(std::f64::consts::FRAC_PI_6 * correlation.rho);
        if first != second {
            matrix[first][second] = r;
            matrix[second][first] = r;
        }
    }
    let mut factor = vec![vec![0.0; n]; n];
    for i in 0..n {
        for j in 0..=i {
            let known: f64 = (0..j).map(|k| factor[i][k] * factor[j][k]).sum();
            let rest = matrix[i][j] - known;
            if i != j {
                factor[i][j] = rest / factor[j][j];
            } else if rest > 0.0 {
                factor[i][i] = rest.sqrt();
            } else {
                return true;
            }
        }
    }
    false
}
