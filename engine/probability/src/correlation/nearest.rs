//! The nearest correlation matrix to one that no random vector can have.

use super::eigen::symmetric_eigen;
use super::matrix::CorrelationMatrix;

/// Smallest eigenvalue that a repaired matrix is given, so that its Cholesky factor is sound.
const EIGENVALUE_FLOOR: f64 = 1e-8;
/// Projections have converged when no entry moves by more.
const MOVE_MAX: f64 = 1e-10;
/// Changes below this aren't worth telling.
const CHANGE_REPORTED_MIN: f64 = 1e-6;
/// Projections at most, and the arithmetic that they may cost together.
const PROJECTIONS_MAX: usize = 500;
const OPERATIONS_MAX: usize = 30_000_000_000;

/// One correlation that a repair changed.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangedPair {
    /// One input.
    pub first: String,
    /// The other.
    pub second: String,
    /// The correlation asked for.
    pub requested: f64,
    /// The correlation used instead.
    pub used: f64,
}

/// A correlation matrix that can be imposed in place of one that can't.
#[derive(Clone, Debug, PartialEq)]
pub struct Repair {
    /// The repaired matrix.
    pub matrix: CorrelationMatrix,
    /// The pairs that changed by 1e-6 or more, the largest change first.
    pub changes: Vec<ChangedPair>,
    /// The largest change of any pair.
    pub max_absolute_change: f64,
}

impl Repair {
    /// What became of `requested` when `matrix` replaced it.
    pub(super) fn between(requested: &CorrelationMatrix, matrix: CorrelationMatrix) -> Repair {
        let names = requested.names();
        let mut max_absolute_change = 0.0f64;
        let mut changes = Vec::new();
        for second in 0..names.len() {
            for first in 0..second {
                let (asked, used) = (requested.get(first, second), matrix.get(first, second));
                let change = (used - asked).abs();
                max_absolute_change = max_absolute_change.max(change);
                if change >= CHANGE_REPORTED_MIN {
                    changes.push(ChangedPair {
                        first: names[first].clone(),
                        second: names[second].clone(),
                        requested: asked,
                        used,
                    });
                }
            }
        }
        let size = |pair: &ChangedPair| (pair.used - pair.requested).abs();
        changes.sort_by(|left, right| size(right).total_cmp(&size(left)));
        Repair { matrix, changes, max_absolute_change }
    }
}

impl CorrelationMatrix {
    /// The correlation matrix nearest to this one in the Frobenius norm, among those whose smallest
    /// eigenvalue is at least 1e-8.
    ///
    /// Alternating projections with Dykstra's correction: N. J. Higham (2002), "Computing the
    /// nearest correlation matrix", IMA J. Numer. Anal. 22, 329-343. On a matrix of hundreds of
    /// inputs they may be cut short; the result is then a correlation matrix near to the nearest.
    pub fn nearest(&self) -> Repair {
        let order = self.order();
        let cost_of_one = 20 * order * order * order + 1;
        let projections = (OPERATIONS_MAX / cost_of_one).clamp(3, PROJECTIONS_MAX);

        let mut unit_diagonal = self.entries().to_vec();
        let mut correction = vec![0.0; order * order];
        let mut positive = unit_diagonal.clone();
        for _ in 0..projections {
            let corrected: Vec<f64> = unit_diagonal
                .iter()
                .zip(&correction)
                .map(|(entry, correction)| entry - correction)
                .collect();
            let Some(projected) = raise_eigenvalues(order, &corrected) else {
                break;
            };
            for ((correction, projected), corrected) in
                correction.iter_mut().zip(&projected).zip(&corrected)
            {
                *correction = projected - corrected;
            }
            let mut farthest_move = 0.0f64;
            for (index, projected) in projected.iter().enumerate() {
                let on_diagonal = index % (order + 1) == 0;
                let entry = if on_diagonal { 1.0 } else { *projected };
                let moved = (entry - unit_diagonal[index]).abs().max((entry - projected).abs());
                farthest_move = farthest_move.max(moved);
                unit_diagonal[index] = entry;
            }
            positive = projected;
            if farthest_move <= MOVE_MAX {
                break;
            }
        }
        Repair::between(self, self.made_positive(&positive))
    }

    /// `entries`, positive definite but for rounding, scaled to unit diagonal; moved towards
    /// independence until its Cholesky factor exists.
    fn made_positive(&self, entries: &[f64]) -> CorrelationMatrix {
        let order = self.order();
        let mut towards_independence = 0.0f64;
        loop {
            let kept = (1.0 - towards_independence).max(0.0);
            let mut scaled = vec![0.0; order * order];
            for row in 0..order {
                for column in 0..order {
                    let squares = entries[row * order + row] * entries[column * order + column];
                    let entry = kept * entries[row * order + column] / squares.sqrt();
                    scaled[row * order + column] = if row == column {
                        1.0
                    } else if entry.is_finite() {
                        entry.clamp(-1.0, 1.0)
                    } else {
                        0.0
                    };
                }
            }
            let matrix = CorrelationMatrix::from_computed(self.names().to_vec(), scaled);
            if kept == 0.0 || matrix.is_positive_semidefinite() {
                return matrix;
            }
            towards_independence = (4.0 * towards_independence).max(1e-8);
        }
    }
}

/// The nearest symmetric matrix whose eigenvalues are all at least [`EIGENVALUE_FLOOR`].
fn raise_eigenvalues(order: usize, entries: &[f64]) -> Option<Vec<f64>> {
    let eigen = symmetric_eigen(order, entries)?;
    let mut raised = entries.to_vec();
    for (value, vector) in eigen.values.iter().zip(eigen.vectors.chunks_exact(order.max(1))) {
        let lift = EIGENVALUE_FLOOR - value;
        if lift <= 0.0 {
            continue;
        }
        for row in 0..order {
            // Both triangles from one product, so that symmetry holds to the bit.
            let along = lift * vector[row];
            for column in 0..=row {
                raised[row * order + column] += along * vector[column];
            }
        }
    }
    for row in 0..order {
        for column in 0..row {
            raised[column * order + row] = raised[row * order + column];
        }
    }
    Some(raised)
}
