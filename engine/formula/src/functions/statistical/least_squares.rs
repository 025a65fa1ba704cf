//! Linear least squares with several explanatory variables.

use crate::value::CellError;

/// Most multiplications of one fit: some seconds' work.
const MULTIPLICATIONS_MAX: f64 = 4e9;

/// A variable whose part that the others don't explain is smaller than this share of it is one of
/// their combinations.
const REDUNDANT: f64 = 1e-10;

/// A fitted plane y = intercept + sum of coefficients times variables.
pub struct Fit {
    /// A coefficient for each variable; 0 for one that is a combination of longer ones.
    pub coefficients: Vec<f64>,
    /// 0 if the plane was to go through the origin.
    pub intercept: f64,
    /// Standard errors of the coefficients.
    pub errors: Vec<f64>,
    /// Standard error of the intercept.
    pub intercept_error: f64,
    /// Sum of squares that the fit explains: around the mean if there is an intercept, else around 0.
    pub explained: f64,
    /// Sum of the squared residuals.
    pub residual: f64,
    /// Number of variables that are no combination of others.
    pub variables: usize,
    /// Degrees of freedom of the residuals.
    pub degrees: usize,
}

impl Fit {
    /// The plane's height at a point.
    pub fn at(&self, point: impl Iterator<Item = f64>) -> f64 {
        self.coefficients.iter().zip(point).fold(self.intercept, |sum, (b, x)| sum + b * x)
    }
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).fold(0.0, |sum, (left, right)| sum + left * right)
}

/// Takes the part of `vector` along the unit vector `direction` out of it; how long it was.
fn project_out(vector: &mut [f64], direction: &[f64]) -> f64 {
    let length = dot(vector, direction);
    for (element, along) in vector.iter_mut().zip(direction) {
        *element -= length * along;
    }
    length
}

fn centre(vector: &mut [f64], has_intercept: bool) -> f64 {
    if !has_intercept {
        return 0.0;
    }
    let mean = vector.iter().fold(0.0, |sum, element| sum + element) / vector.len() as f64;
    for element in vector {
        *element -= mean;
    }
    mean
}

/// Which of the open variables is longest, the first of several.
fn longest(variables: &[Vec<f64>], open: &[usize]) -> Option<usize> {
    let mut best: Option<(usize, f64)> = None;
    for (place, index) in open.iter().enumerate() {
        let length = dot(&variables[*index], &variables[*index]);
        if best.is_none_or(|(_, longest)| length > longest) {
            best = Some((place, length));
        }
    }
    best.map(|(place, _)| place)
}

/// Fits `y` by `variables`, all of one length, one at least.
///
/// A QR decomposition of the centred variables by Gram and Schmidt's method, each variable orthogonalised
/// twice (Giraud, Langou and Rozloznik 2005), which keeps all digits. What is longest comes first: of
/// variables of which one is a combination of the others, Excel keeps those (Carlberg, "How Excel's LINEST()
/// Function Handles Collinearity").
///
/// # Errors
/// `#NUM!` if it would take too long.
pub fn fit(
    mut y: Vec<f64>,
    mut variables: Vec<Vec<f64>>,
    has_intercept: bool,
) -> Result<Fit, CellError> {
    let (n, count) = (y.len(), variables.len());
    if n as f64 * count as f64 * count as f64 > MULTIPLICATIONS_MAX {
        return Err(CellError::Num);
    }
    let y_mean = centre(&mut y, has_intercept);
    let mut means = Vec::with_capacity(count);
    // The length at which nothing is left of a variable but rounding errors.
    let mut nothing_left = Vec::with_capacity(count);
    for variable in &mut variables {
        let largest = variable.iter().fold(0.0, |largest: f64, x| largest.max(x.abs()));
        means.push(centre(variable, has_intercept));
        let rounding = 1e-14 * largest * (n as f64).sqrt();
        nothing_left.push(REDUNDANT * dot(variable, variable).sqrt() + rounding);
    }
    // The kept variables, and the triangular factor: `factor[j][i]` is variable `kept[j]` along
    // direction `i`; the last one is its own length.
    let mut kept: Vec<usize> = Vec::new();
    let mut factor: Vec<Vec<f64>> = Vec::new();
    let mut open: Vec<usize> = (0..count).collect();
    let mut open_along = vec![Vec::new(); count];
    while let Some(place) = longest(&variables, &open) {
        let index = open.remove(place);
        let mut variable = std::mem::take(&mut variables[index]);
        let mut along = std::mem::take(&mut open_along[index]);
        for (along, other) in along.iter_mut().zip(&kept) {
            *along += project_out(&mut variable, &variables[*other]);
        }
        let length = dot(&variable, &variable).sqrt();
        if length <= nothing_left[index] {
            continue;
        }
        for element in &mut variable {
            *element /= length;
        }
        for other in &open {
            open_along[*other].push(project_out(&mut variables[*other], &variable));
        }
        along.push(length);
        variables[index] = variable;
        kept.push(index);
        factor.push(along);
    }
    let mut along = vec![0.0; kept.len()];
    for _ in 0..2 {
        for (place, other) in kept.iter().enumerate() {
            along[place] += project_out(&mut y, &variables[*other]);
        }
    }
    let explained = dot(&along, &along);
    let residual = dot(&y, &y);
    let degrees = n.saturating_sub(kept.len() + has_intercept as usize);
    let deviation = if degrees == 0 { 0.0 } else { (residual / degrees as f64).sqrt() };

    let slopes = solve_upper(&factor, &along);
    let mut coefficients = vec![0.0; count];
    let mut errors = vec![0.0; count];
    for (place, index) in kept.iter().enumerate() {
        coefficients[*index] = slopes[place];
        // A row of the factor's inverse is the solution for a unit vector on the other side.
        let mut unit = vec![0.0; kept.len()];
        unit[place] = 1.0;
        let row = solve_lower(&factor, &unit);
        errors[*index] = deviation * dot(&row, &row).sqrt();
    }
    let kept_means: Vec<f64> = kept.iter().map(|index| means[*index]).collect();
    let (mut intercept, mut intercept_error) = (0.0, 0.0);
    if has_intercept {
        intercept = y_mean - dot(&slopes, &kept_means);
        let leverage = solve_lower(&factor, &kept_means);
        intercept_error = deviation * (1.0 / n as f64 + dot(&leverage, &leverage)).sqrt();
    }
    Ok(Fit {
        coefficients,
        intercept,
        errors,
        intercept_error,
        explained,
        residual,
        variables: kept.len(),
        degrees,
    })
}

/// Solves R b = c; column `j` of R is `factor[j]`, its diagonal element last.
fn solve_upper(factor: &[Vec<f64>], c: &[f64]) -> Vec<f64> {
    let mut b = c.to_vec();
    for j in (0..factor.len()).rev() {
        b[j] /= factor[j][j];
        for i in 0..j {
            b[i] -= factor[j][i] * b[j];
        }
    }
    b
}

/// Solves the transposed system, R' z = c.
fn solve_lower(factor: &[Vec<f64>], c: &[f64]) -> Vec<f64> {
    let mut z = c.to_vec();
    for j in 0..factor.len() {
        for i in 0..j {
            z[j] -= factor[j][i] * z[i];
        }
        z[j] /= factor[j][j];
    }
    z
}
