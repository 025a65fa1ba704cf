//! A small solver for the parameters of a law: as many equations as unknowns, up to four.

/// Unknowns at most.
pub const UNKNOWNS_MAX: usize = 4;
const STEPS_MAX: usize = 100;
/// Starts that are tried: the nearest ones.
const STARTS_MAX: usize = 12;
/// Residuals whose largest is below this are zero.
const CONVERGED: f64 = 1e-12;
/// ... or below this where rounding lets them shrink no further.
const NEARLY_CONVERGED: f64 = 1e-8;

/// One number an unknown, or an equation.
pub type Unknowns = [f64; UNKNOWNS_MAX];

/// Solves `residuals(x) = 0` for the first `count` numbers of x by Levenberg's and Marquardt's
/// damped least squares with numerical slopes, from each of `starts` in turn until one succeeds.
///
/// `residuals` gives `None` outside of its domain. Bounded work: at most [`STEPS_MAX`] steps a start.
pub fn solve(
    count: usize,
    starts: &[Unknowns],
    residuals: &dyn Fn(&Unknowns) -> Option<Unknowns>,
) -> Option<Unknowns> {
    if count == 0 || count > UNKNOWNS_MAX {
        return None;
    }
    let mut ranked: Vec<(f64, Unknowns)> = starts
        .iter()
        .filter_map(|start| Some((size(&residuals(start)?, count)?, *start)))
        .collect();
    ranked.sort_by(|left, right| left.0.total_cmp(&right.0));
    ranked.truncate(STARTS_MAX);
    let mut nearest: Option<(f64, Unknowns)> = None;
    for (_, start) in ranked {
        let Some((largest, found)) = from(count, start, residuals) else {
            continue;
        };
        if largest <= CONVERGED {
            return Some(found);
        }
        if nearest.is_none_or(|(known, _)| largest < known) {
            nearest = Some((largest, found));
        }
    }
    nearest.filter(|(largest, _)| *largest <= NEARLY_CONVERGED).map(|(_, found)| found)
}

/// Sum of squares; `None` if it is no finite number.
fn size(residuals: &Unknowns, count: usize) -> Option<f64> {
    let sum: f64 = residuals[..count].iter().map(|residual| residual * residual).sum();
    sum.is_finite().then_some(sum)
}

fn largest(residuals: &Unknowns, count: usize) -> f64 {
    residuals[..count].iter().fold(0.0, |largest, residual| f64::max(largest, residual.abs()))
}

fn from(
    count: usize,
    start: Unknowns,
    residuals: &dyn Fn(&Unknowns) -> Option<Unknowns>,
) -> Option<(f64, Unknowns)> {
    let mut x = start;
    let mut value = residuals(&x)?;
    let mut value_size = size(&value, count)?;
    let mut damping = 1e-3;
    for _ in 0..STEPS_MAX {
        if largest(&value, count) <= CONVERGED {
            break;
        }
        let slopes = slopes(count, &x, &value, residuals)?;
        let mut improved = false;
        for _ in 0..20 {
            let step = damped_step(count, &slopes, &value, damping);
            let mut next = x;
            for index in 0..count {
                next[index] += step[index];
            }
            let candidate = residuals(&next);
            let candidate_size = candidate.as_ref().and_then(|value| size(value, count));
            if let (Some(candidate), Some(candidate_size)) = (candidate, candidate_size)
                && candidate_size < value_size
            {
                x = next;
                value = candidate;
                value_size = candidate_size;
                damping = f64::max(damping * 0.1, 1e-15);
                improved = true;
                break;
            }
            damping = f64::max(damping * 8.0, 1e-12);
        }
        if !improved {
            break;
        }
    }
    Some((largest(&value, count), x))
}

/// `slopes[equation][unknown]`, by central differences where both sides are in the domain.
fn slopes(
    count: usize,
    x: &Unknowns,
    value: &Unknowns,
    residuals: &dyn Fn(&Unknowns) -> Option<Unknowns>,
) -> Option<[Unknowns; UNKNOWNS_MAX]> {
    let mut slopes = [[0.0; UNKNOWNS_MAX]; UNKNOWNS_MAX];
    for unknown in 0..count {
        let step = 1e-6 * x[unknown].abs().max(1.0);
        let moved = |by: f64| {
            let mut moved = *x;
            moved[unknown] += by;
            residuals(&moved)
        };
        let (above, below, width) = match (moved(step), moved(-step)) {
            (Some(above), Some(below)) => (above, below, 2.0 * step),
            (Some(above), None) => (above, *value, step),
            (None, Some(below)) => (*value, below, step),
            (None, None) => return None,
        };
        for equation in 0..count {
            slopes[equation][unknown] = (above[equation] - below[equation]) / width;
        }
    }
    Some(slopes)
}

/// Solves (J'J + damping diag(J'J)) step = -J' value by elimination with pivots.
fn damped_step(
    count: usize,
    slopes: &[Unknowns; UNKNOWNS_MAX],
    value: &Unknowns,
    damping: f64,
) -> Unknowns {
    let mut matrix = [[0.0; UNKNOWNS_MAX + 1]; UNKNOWNS_MAX];
    for row in 0..count {
        for column in 0..count {
            for equation in slopes.iter().take(count) {
                matrix[row][column] += equation[row] * equation[column];
            }
        }
        for (equation, value) in slopes.iter().zip(value).take(count) {
            matrix[row][UNKNOWNS_MAX] -= equation[row] * value;
        }
    }
    for (index, row) in matrix.iter_mut().enumerate().take(count) {
        row[index] += damping * row[index].max(1e-30);
    }
    for pivot in 0..count {
        let best = (pivot..count)
            .max_by(|a, b| matrix[*a][pivot].abs().total_cmp(&matrix[*b][pivot].abs()))
            .unwrap_or(pivot);
        matrix.swap(pivot, best);
        let head = matrix[pivot];
        if head[pivot] == 0.0 {
            continue;
        }
        for row in matrix.iter_mut().take(count).skip(pivot + 1) {
            let factor = row[pivot] / head[pivot];
            for (entry, above) in row.iter_mut().zip(&head) {
                *entry -= factor * above;
            }
        }
    }
    let mut step = [0.0; UNKNOWNS_MAX];
    for row in (0..count).rev() {
        let mut sum = matrix[row][UNKNOWNS_MAX];
        for column in row + 1..count {
            sum -= matrix[row][column] * step[column];
        }
        step[row] = if matrix[row][row] == 0.0 { 0.0 } else { sum / matrix[row][row] };
    }
    step
}
