//! Standardised regression coefficients: an output as a linear function of its inputs, by ordinary
//! least squares.
//!
//! The trials are read in blocks, and what they say is kept as the triangle of a QR decomposition of
//! all inputs and outputs side by side: a block below the triangle of those before it gives the
//! triangle of all (a "tall and skinny" QR; Demmel, Grigori, Hoemmen and Langou 2012). So memory
//! grows with the square of the number of variables, not with the trials, and no squares of the data
//! are formed.

use nalgebra::DMatrix;

/// Trials of a block.
pub(super) const BLOCK_ROWS: usize = 4096;
/// Most trials that take part; more would change coefficients by less than a hundredth of a
/// standard deviation.
const ROWS_MAX: u64 = 1 << 17;
/// Most multiplications, about.
const WORK_MAX: u64 = 1 << 30;
/// Most inputs that take part: the strongest by rank correlation.
pub(super) const INPUTS_MAX: usize = 250;
/// An input of which less than this share of its spread is left beside the inputs before it repeats
/// them.
const COLLINEAR: f64 = 1e-7;
/// A spread below this share of the mean is rounding.
const CONSTANT: f64 = 1e-12;

/// How an output follows from its inputs.
#[derive(Clone, Debug, PartialEq)]
pub struct Regression {
    /// The share of the output's variance that the line explains: R squared.
    pub r_squared: f64,
    /// Trials that took part: the first of the run, without those with an error.
    pub trials: u64,
    /// The inputs' coefficients, strongest inputs first.
    pub coefficients: Vec<Coefficient>,
    /// Draws left out since others determine them.
    pub collinear: Vec<usize>,
    /// Draws left out since there are too many; the weakest.
    pub left_out: Vec<usize>,
}

/// What an input adds to an output.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coefficient {
    /// Index of the draw.
    pub draw: usize,
    /// Standard deviations that the output changes when the input changes by one of its own.
    pub standardised: f64,
    /// Change of the output when the input changes by 1.
    pub per_unit: f64,
    /// Standard error of the standardised coefficient.
    pub standard_error: f64,
}

/// How many of a run's trials take part in a regression on so many variables.
pub(super) fn rows(trials: u64, variables: usize) -> u64 {
    let square = (variables as u64).saturating_mul(variables as u64).max(1);
    trials.min(ROWS_MAX).min((WORK_MAX / square).max(4 * variables as u64))
}

/// Centre and scale of a variable, so that columns are of the same size.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standard {
    pub centre: f64,
    pub scale: f64,
}

impl Standard {
    fn of(self, value: f64) -> f64 {
        (value - self.centre) / self.scale
    }
}

/// The triangle of a block: a column of ones, then the variables, standardised. Rows that aren't
/// finite are left out; gives how many took part too.
pub(super) fn triangle(columns: &[&[f64]], standards: &[Standard]) -> (DMatrix<f64>, u64) {
    let length = columns.first().map_or(0, |column| column.len());
    let is_whole = |row: &usize| {
        columns
            .iter()
            .zip(standards)
            .all(|(column, standard)| standard.of(column[*row]).is_finite())
    };
    let rows: Vec<usize> = (0..length).filter(is_whole).collect();
    let matrix = DMatrix::from_fn(rows.len(), columns.len() + 1, |row, column| match column {
        0 => 1.0,
        column => standards[column - 1].of(columns[column - 1][rows[row]]),
    });
    (upper(matrix), rows.len() as u64)
}

/// The triangle of two blocks from theirs.
pub(super) fn joined(above: &DMatrix<f64>, below: &DMatrix<f64>) -> DMatrix<f64> {
    let mut both = DMatrix::zeros(above.nrows() + below.nrows(), above.ncols());
    both.view_mut((0, 0), above.shape()).copy_from(above);
    both.view_mut((above.nrows(), 0), below.shape()).copy_from(below);
    upper(both)
}

fn upper(matrix: DMatrix<f64>) -> DMatrix<f64> {
    if matrix.nrows() == 0 { matrix } else { matrix.qr().r() }
}

/// The regression of a variable on others, all given by their columns in the triangle (from 1; 0 is
/// the ones'); `inputs` has draw and column, the strongest first.
pub(super) fn regress(
    triangle: &DMatrix<f64>,
    trials: u64,
    output: usize,
    inputs: &[(usize, usize)],
    standards: &[Standard],
) -> Option<Regression> {
    // What is left of the columns below the first row is free of their means.
    let size = triangle.nrows();
    let below = |column: usize| triangle.view((1, column), (size - 1, 1)).clone_owned();
    if size < 2 {
        return None;
    }
    let is_constant = |column: usize, length: f64| {
        let mean = triangle[(0, column)].abs();
        !(length > CONSTANT * mean.max(length)) || !length.is_finite()
    };
    let target = below(output);
    let total = target.norm();
    if is_constant(output, total) {
        return None;
    }
    let mut basis: Vec<DMatrix<f64>> = Vec::new();
    let mut kept: Vec<(usize, usize, f64)> = Vec::new();
    let mut collinear = Vec::new();
    for (draw, column) in inputs {
        let original = below(*column);
        let length = original.norm();
        if is_constant(*column, length) {
            continue;
        }
        let mut left = original;
        // Twice is enough (Kahan; Parlett 1980, "The Symmetric Eigenvalue Problem", 6.9).
        for _ in 0..2 {
            for direction in &basis {
                let along = direction.dot(&left);
                left -= direction * along;
            }
        }
        let rest = left.norm();
        if !(rest > COLLINEAR * length) {
            collinear.push(*draw);
            continue;
        }
        basis.push(left / rest);
        kept.push((*draw, *column, length));
    }
    let count = kept.len();
    if count == 0 || trials as usize <= count + 1 {
        return None;
    }
    let design =
        DMatrix::from_fn(size - 1, count, |row, column| triangle[(row + 1, kept[column].1)]);
    let (q, r) = design.qr().unpack();
    let mut solution = q.tr_mul(&target);
    let explained = solution.norm();
    if !r.solve_upper_triangular_mut(&mut solution) {
        return None;
    }
    let inverse = r.clone().try_inverse()?;
    let residual = (total * total - explained * explained).max(0.0);
    let noise = (residual / (trials as f64 - count as f64 - 1.0)).sqrt();
    let coefficients = kept.iter().enumerate().map(|(index, (draw, column, length))| {
        // Coefficients are of variables in units of the whole run's spread; here they become those
        // of the trials that took part.
        let scale = length / total;
        Coefficient {
            draw: *draw,
            standardised: solution[index] * scale,
            per_unit: solution[index] * standards[output - 1].scale / standards[column - 1].scale,
            standard_error: noise * inverse.row(index).norm() * scale,
        }
    });
    Some(Regression {
        r_squared: (explained * explained / (total * total)).min(1.0),
        trials,
        coefficients: coefficients.collect(),
        collinear,
        left_out: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Standard = Standard { centre: 0.0, scale: 1.0 };

    #[test]
    fn least_squares_of_a_published_example() {
        // Longley's data (NIST StRD, certified): employment on six collinear series, R^2 =
        // 0.995479004577296; the coefficient of the GNP deflator 15.0618722713733, of unemployed
        // -2.02022980381683, of the year 1829.15146461355.
        let data: [[f64; 7]; 16] = [
            [60323.0, 83.0, 234289.0, 2356.0, 1590.0, 107608.0, 1947.0],
            [61122.0, 88.5, 259426.0, 2325.0, 1456.0, 108632.0, 1948.0],
            [60171.0, 88.2, 258054.0, 3682.0, 1616.0, 109773.0, 1949.0],
            [61187.0, 89.5, 284599.0, 3351.0, 1650.0, 110929.0, 1950.0],
            [63221.0, 96.2, 328975.0, 2099.0, 3099.0, 112075.0, 1951.0],
            [63639.0, 98.1, 346999.0, 1932.0, 3594.0, 113270.0, 1952.0],
            [64989.0, 99.0, 365385.0, 1870.0, 3547.0, 115094.0, 1953.0],
            [63761.0, 100.0, 363112.0, 3578.0, 3350.0, 116219.0, 1954.0],
            [66019.0, 101.2, 397469.0, 2904.0, 3048.0, 117388.0, 1955.0],
            [67857.0, 104.6, 419180.0, 2822.0, 2857.0, 118734.0, 1956.0],
            [68169.0, 108.4, 442769.0, 2936.0, 2798.0, 120445.0, 1957.0],
            [66513.0, 110.8, 444546.0, 4681.0, 2637.0, 121950.0, 1958.0],
            [68655.0, 112.6, 482704.0, 3813.0, 2552.0, 123366.0, 1959.0],
            [69564.0, 114.2, 502601.0, 3931.0, 2514.0, 125368.0, 1960.0],
            [69331.0, 115.7, 518173.0, 4806.0, 2572.0, 127852.0, 1961.0],
            [70551.0, 116.9, 554894.0, 4007.0, 2827.0, 130081.0, 1962.0],
        ];
        let column = |index: usize| data.iter().map(|row| row[index]).collect::<Vec<f64>>();
        // A copy of the deflator is collinear with it.
        let columns: Vec<Vec<f64>> = [1, 2, 3, 4, 5, 6, 1, 0].map(column).to_vec();
        let views: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        let standards: Vec<Standard> = columns
            .iter()
            .map(|c| Standard { centre: c.iter().sum::<f64>() / 16.0, scale: c[15].abs() })
            .collect();
        let half = |range: std::ops::Range<usize>| {
            let part: Vec<&[f64]> = views.iter().map(|view| &view[range.clone()]).collect();
            triangle(&part, &standards).0
        };
        let whole = joined(&half(0..9), &half(9..16));
        let inputs: Vec<(usize, usize)> = (0..7).map(|input| (input, input + 1)).collect();
        let found = regress(&whole, 16, 8, &inputs, &standards).unwrap();
        assert!((found.r_squared - 0.995479004577296).abs() < 1e-10);
        assert_eq!(found.collinear, [6]);
        for (index, truth) in [(0, 15.0618722713733), (2, -2.02022980381683), (5, 1829.15146461355)]
        {
            let per_unit = found.coefficients[index].per_unit;
            assert!((per_unit / truth - 1.0).abs() < 1e-7, "{index}: {per_unit}");
        }
        // The certified standard error of the deflator's coefficient is 84.9149257747669.
        let first = found.coefficients[0];
        let error = first.standard_error / first.standardised * first.per_unit;
        assert!((error / 84.9149257747669 - 1.0).abs() < 1e-7, "{error}");
    }

    #[test]
    fn constants_and_gaps_take_no_part() {
        let x = [1.0, 2.0, f64::NAN, 4.0, 5.0, 7.0];
        let constant = [3.0; 6];
        let y = [2.0, 4.0, 6.0, 8.0, 10.0, 14.0];
        let (triangle, rows) = triangle(&[&x, &constant, &y], &[PLAIN, PLAIN, PLAIN]);
        assert_eq!(rows, 5);
        let found = regress(&triangle, rows, 3, &[(0, 1), (1, 2)], &[PLAIN; 3]).unwrap();
        assert!((found.r_squared - 1.0).abs() < 1e-12);
        assert!((found.coefficients[0].standardised - 1.0).abs() < 1e-12);
        assert_eq!(found.coefficients.len(), 1);
        assert!(regress(&triangle, rows, 2, &[(0, 1)], &[PLAIN; 3]).is_none());
        assert_eq!(rows, 5);
    }
}
