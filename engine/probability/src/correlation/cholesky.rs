//! The Cholesky factor of a correlation matrix.

use super::matrix::{CorrelationError, CorrelationMatrix};

/// A pivot of this size or less is rounding error of a pivot that is zero: the input is a linear
/// function of those before it, as with a correlation of exactly 1.
const ZERO_PIVOT: f64 = 1e-13;
/// What a zero pivot's column may hold: the square root of the pivot's rounding error.
const ZERO_COLUMN: f64 = 1e-6;

/// The lower triangular matrix L with L Lᵀ equal to the correlation matrix; each row has length 1.
#[derive(Clone, Debug, PartialEq)]
pub struct CholeskyFactor {
    order: usize,
    /// Rows one after the other, row i with its i + 1 entries up to the diagonal.
    packed: Vec<f64>,
}

impl CholeskyFactor {
    /// Number of rows.
    pub fn order(&self) -> usize {
        self.order
    }

    /// Row `row` up to and including its diagonal entry: `row` + 1 numbers.
    pub fn row(&self, row: usize) -> &[f64] {
        let start = row * (row + 1) / 2;
        &self.packed[start..=start + row]
    }
}

impl CorrelationMatrix {
    /// Factors the matrix.
    ///
    /// A matrix that is singular but no worse, such as one with a correlation of exactly 1, is
    /// factored too, with zeros on the diagonal of L.
    ///
    /// # Errors
    /// The matrix has a negative eigenvalue.
    pub fn cholesky(&self) -> Result<CholeskyFactor, CorrelationError> {
        let order = self.order();
        let mut factor = CholeskyFactor { order, packed: vec![0.0; order * (order + 1) / 2] };
        for row in 0..order {
            for column in 0..=row {
                let dot: f64 =
                    (0..column).map(|k| factor.row(row)[k] * factor.row(column)[k]).sum();
                let residual = self.get(row, column) - dot;
                let entry = if row == column {
                    if residual < -ZERO_PIVOT {
                        return Err(self.not_positive_definite(row));
                    }
                    if residual <= ZERO_PIVOT { 0.0 } else { residual.sqrt() }
                } else {
                    let pivot = factor.row(column)[column];
                    if pivot == 0.0 {
                        if residual.abs() > ZERO_COLUMN {
                            return Err(self.not_positive_definite(row));
                        }
                        0.0
                    } else {
                        residual / pivot
                    }
                };
                factor.packed[row * (row + 1) / 2 + column] = entry;
            }
        }
        Ok(factor)
    }

    /// Whether some random vector has these correlations: no eigenvalue is negative (beyond
    /// rounding).
    pub fn is_positive_semidefinite(&self) -> bool {
        self.cholesky().is_ok()
    }

    fn not_positive_definite(&self, row: usize) -> CorrelationError {
        CorrelationError::NotPositiveDefinite { name: self.names()[row].clone() }
    }
}
