//! A correlation matrix with named rows, checked when it is built.

use std::f64::consts::PI;

use ulam_numeric::elementary;

/// Most inputs in one matrix: eigenvalues take time with the cube of it.
pub const ORDER_MAX: usize = 1_000;

/// How far apart the two copies of a correlation may be, and the diagonal from 1, since people
/// type and spreadsheets round.
const ENTRY_TOLERANCE: f64 = 1e-9;

/// Why numbers aren't a correlation matrix, or not one that can be imposed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum CorrelationError {
    /// More inputs than [`ORDER_MAX`].
    #[error("a correlation matrix holds at most {ORDER_MAX} inputs and this one has {0}")]
    TooManyInputs(usize),
    /// The same input twice.
    #[error("'{0}' is in the correlation matrix twice")]
    RepeatedName(String),
    /// The number of entries isn't the square of the number of inputs.
    #[error("a correlation matrix of {order} inputs has {} entries, not {entries}", .order * .order)]
    WrongSize {
        /// Number of inputs.
        order: usize,
        /// Number of entries given.
        entries: usize,
    },
    /// A pair names an input that the matrix doesn't have.
    #[error("correlation with input number {} of a matrix of {order} inputs", .index.saturating_add(1))]
    NoSuchInput {
        /// Index given, from 0.
        index: usize,
        /// Number of inputs.
        order: usize,
    },
    /// Not a number from -1 to 1.
    #[error("the correlation of '{first}' and '{second}' is {value}: it must be from -1 to 1")]
    OutOfRange {
        /// One input.
        first: String,
        /// The other.
        second: String,
        /// Correlation given.
        value: f64,
    },
    /// A pair has two different correlations.
    #[error("the correlation of '{first}' and '{second}' is given as {value} and as {other}")]
    Contradiction {
        /// One input.
        first: String,
        /// The other.
        second: String,
        /// The correlation of first and second.
        value: f64,
        /// The correlation of second and first, or given again.
        other: f64,
    },
    /// An input's correlation with itself isn't 1.
    #[error("the correlation of '{name}' with itself is {value}: it must be 1")]
    NotOneOnDiagonal {
        /// The input.
        name: String,
        /// Correlation given.
        value: f64,
    },
    /// No random vector has these correlations; [`CorrelationMatrix::nearest`] repairs them.
    #[error(
        "the correlations contradict each other: those of '{name}' can't hold together with those \
         of the inputs before it"
    )]
    NotPositiveDefinite {
        /// The first input whose correlations can't hold together with those before it.
        name: String,
    },
}

/// Correlations between inputs: symmetric, 1 on the diagonal, all from -1 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct CorrelationMatrix {
    names: Vec<String>,
    /// Row by row.
    entries: Vec<f64>,
}

impl CorrelationMatrix {
    /// The matrix of these inputs with no correlation between any.
    ///
    /// # Errors
    /// More than [`ORDER_MAX`] inputs, or the same name twice.
    pub fn independent(names: Vec<String>) -> Result<CorrelationMatrix, CorrelationError> {
        let order = names.len();
        if order > ORDER_MAX {
            return Err(CorrelationError::TooManyInputs(order));
        }
        let mut sorted: Vec<&String> = names.iter().collect();
        sorted.sort_unstable();
        if let Some(pair) = sorted.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(CorrelationError::RepeatedName(pair[0].clone()));
        }
        let mut entries = vec![0.0; order * order];
        for index in 0..order {
            entries[index * order + index] = 1.0;
        }
        Ok(CorrelationMatrix { names, entries })
    }

    /// The matrix in which each `(i, j, correlation)` holds and all other pairs are uncorrelated.
    ///
    /// # Errors
    /// Those of [`CorrelationMatrix::independent`]; an index beyond the inputs; a correlation
    /// outside [-1, 1], of an input with itself other than 1, or given twice with different values.
    pub fn from_pairs(
        names: Vec<String>,
        pairs: &[(usize, usize, f64)],
    ) -> Result<CorrelationMatrix, CorrelationError> {
        let mut matrix = CorrelationMatrix::independent(names)?;
        let order = matrix.order();
        let mut given = vec![false; order * order];
        for &(first, second, value) in pairs {
            for index in [first, second] {
                if index >= order {
                    return Err(CorrelationError::NoSuchInput { index, order });
                }
            }
            matrix.check_entry(first, second, value)?;
            if first == second {
                continue;
            }
            let other = matrix.get(first, second);
            if given[first * order + second] && other != value {
                return Err(matrix.contradiction(first, second, other, value));
            }
            for (row, column) in [(first, second), (second, first)] {
                given[row * order + column] = true;
                matrix.entries[row * order + column] = value;
            }
        }
        Ok(matrix)
    }

    /// The matrix of these n × n entries, row by row.
    ///
    /// # Errors
    /// Those of [`CorrelationMatrix::independent`]; a number of entries other than n × n; an entry
    /// outside [-1, 1], on the diagonal other than 1, or that differs from its mirror image.
    pub fn from_entries(
        names: Vec<String>,
        entries: &[f64],
    ) -> Result<CorrelationMatrix, CorrelationError> {
        let mut matrix = CorrelationMatrix::independent(names)?;
        let order = matrix.order();
        if entries.len() != order * order {
            return Err(CorrelationError::WrongSize { order, entries: entries.len() });
        }
        for first in 0..order {
            for second in 0..=first {
                let value = entries[first * order + second];
                let mirrored = entries[second * order + first];
                matrix.check_entry(first, second, value)?;
                matrix.check_entry(second, first, mirrored)?;
                if (value - mirrored).abs() > ENTRY_TOLERANCE {
                    return Err(matrix.contradiction(first, second, value, mirrored));
                }
                if first != second {
                    matrix.entries[first * order + second] = value;
                    matrix.entries[second * order + first] = value;
                }
            }
        }
        Ok(matrix)
    }

    /// A matrix computed from a checked one; `entries` must be symmetric with unit diagonal.
    pub(super) fn from_computed(names: Vec<String>, entries: Vec<f64>) -> CorrelationMatrix {
        CorrelationMatrix { names, entries }
    }

    /// Number of inputs, n.
    pub fn order(&self) -> usize {
        self.names.len()
    }

    /// Names of the inputs, in the order of rows and columns.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The n × n entries, row by row.
    pub fn entries(&self) -> &[f64] {
        &self.entries
    }

    /// The correlation of two inputs, both indices below the order.
    pub fn get(&self, first: usize, second: usize) -> f64 {
        self.entries[first * self.order() + second]
    }

    /// The Pearson correlations of normals whose Spearman (rank) correlations are these:
    /// 2 sin(π ρ / 6) (K. Pearson 1907).
    pub fn spearman_to_pearson(&self) -> CorrelationMatrix {
        self.map(|spearman| 2.0 * elementary::sin(PI * spearman / 6.0))
    }

    /// The Spearman (rank) correlations of normals whose Pearson correlations are these:
    /// (6 / π) asin(r / 2).
    pub fn pearson_to_spearman(&self) -> CorrelationMatrix {
        self.map(|pearson| 6.0 / PI * elementary::asin(pearson / 2.0))
    }

    /// Applies an odd function to each correlation that is not 0, 1 or -1.
    fn map(&self, function: impl Fn(f64) -> f64) -> CorrelationMatrix {
        let entries = self.entries.iter().map(|&entry| {
            if entry == 0.0 || entry.abs() == 1.0 {
                return entry;
            }
            function(entry).clamp(-1.0, 1.0)
        });
        CorrelationMatrix::from_computed(self.names.clone(), entries.collect())
    }

    fn check_entry(&self, row: usize, column: usize, value: f64) -> Result<(), CorrelationError> {
        if row == column {
            if (value - 1.0).abs() <= ENTRY_TOLERANCE {
                return Ok(());
            }
            return Err(CorrelationError::NotOneOnDiagonal {
                name: self.names[row].clone(),
                value,
            });
        }
        if (-1.0..=1.0).contains(&value) {
            return Ok(());
        }
        Err(CorrelationError::OutOfRange {
            first: self.names[row].clone(),
            second: self.names[column].clone(),
            value,
        })
    }

    fn contradiction(
        &self,
        first: usize,
        second: usize,
        value: f64,
        other: f64,
    ) -> CorrelationError {
        CorrelationError::Contradiction {
            first: self.names[first].clone(),
            second: self.names[second].clone(),
            value,
            other,
        }
    }
}
