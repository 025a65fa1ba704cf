//! The least value of a smooth function of a few coordinates, without derivatives.

/// Most evaluations of one simplex search, for each coordinate.
const EVALUATIONS_MAX: usize = 400;
/// Most Newton steps.
const STEPS_MAX: usize = 12;
/// Distance of the differences that derivatives are taken from. Coordinates are logarithms and
/// multiples of the spread, so that functions change over distances of about 1 / sqrt(count).
const DIFFERENCE: f64 = 1e-3;

/// Where a function is least, and its value there.
#[derive(Clone, Debug)]
pub struct Minimum {
    /// The coordinates.
    pub at: Vec<f64>,
    /// The value, infinite where nothing finite was found.
    pub value: f64,
}

/// The simplex search of Nelder and Mead 1965 with the coefficients for several dimensions of Gao
/// and Han 2012, begun anew once from where it ended, inside the box of `walls`.
pub fn simplex(
    function: &dyn Fn(&[f64]) -> f64,
    start: &[f64],
    walls: &[(f64, f64)],
    step: f64,
) -> Minimum {
    let first = search(function, start, walls, step);
    if !first.value.is_finite() {
        return first;
    }
    search(function, &first.at, walls, step * 0.1)
}

fn search(
    function: &dyn Fn(&[f64]) -> f64,
    start: &[f64],
    walls: &[(f64, f64)],
    step: f64,
) -> Minimum {
    let dimensions = start.len();
    let evaluate = |point: &mut Vec<f64>| {
        for (coordinate, (low, high)) in point.iter_mut().zip(walls) {
            *coordinate = coordinate.clamp(*low, *high);
        }
        let value = function(point);
        if value.is_nan() { f64::INFINITY } else { value }
    };
    let mut corners: Vec<(f64, Vec<f64>)> = Vec::with_capacity(dimensions + 1);
    for corner in 0..=dimensions {
        let mut point = start.to_vec();
        if let Some(index) = corner.checked_sub(1) {
            let (low, high) = walls[index];
            let room = high - point[index];
            let step = step.min((high - low) / 2.0);
            point[index] += if room >= step { step } else { -step };
        }
        let value = evaluate(&mut point);
        corners.push((value, point));
    }
    if dimensions == 0 {
        let (value, at) = corners.swap_remove(0);
        return Minimum { at, value };
    }
    let n = dimensions as f64;
    let (expand, contract, shrink) = match dimensions {
        1 => (2.0, 0.5, 0.5),
        _ => (1.0 + 2.0 / n, 0.75 - 0.5 / n, 1.0 - 1.0 / n),
    };
    let mut evaluations = dimensions + 1;
    while evaluations < EVALUATIONS_MAX * dimensions {
        corners.sort_by(|left, right| left.0.total_cmp(&right.0));
        let best = corners[0].0;
        let worst = corners[dimensions].0;
        let size = (0..dimensions).fold(0.0f64, |size, index| {
            let distance = (corners[dimensions].1[index] - corners[0].1[index]).abs();
            size.max(distance)
        });
        let is_flat = worst - best <= 1e-12 * (1.0 + best.abs());
        if is_flat && size < 1e-5 || size < 1e-9 || best == f64::INFINITY {
            break;
        }
        let mut centre = vec![0.0; dimensions];
        for (_, point) in &corners[..dimensions] {
            for (sum, coordinate) in centre.iter_mut().zip(point) {
                *sum += coordinate / n;
            }
        }
        // The point on the line from the worst corner through the centre, `by` beyond it.
        let along = |by: f64| -> Vec<f64> {
            let far = &corners[dimensions].1;
            centre.iter().zip(far).map(|(middle, far)| middle + by * (middle - far)).collect()
        };
        let mut reflected = along(1.0);
        let value = evaluate(&mut reflected);
        evaluations += 1;
        let replacement = if value < best {
            let mut expanded = along(expand);
            let further = evaluate(&mut expanded);
            evaluations += 1;
            if further < value { Some((further, expanded)) } else { Some((value, reflected)) }
        } else if value < corners[dimensions - 1].0 {
            Some((value, reflected))
        } else {
            let mut contracted = along(if value < worst { contract } else { -contract });
            let nearer = evaluate(&mut contracted);
            evaluations += 1;
            (nearer < value.min(worst)).then_some((nearer, contracted))
        };
        match replacement {
            Some(corner) => corners[dimensions] = corner,
            None => {
                let anchor = corners[0].1.clone();
                for (value, point) in &mut corners[1..] {
                    for (coordinate, fixed) in point.iter_mut().zip(&anchor) {
                        *coordinate = fixed + shrink.max(0.5) * (*coordinate - fixed);
                    }
                    *value = evaluate(point);
                }
                evaluations += dimensions;
            }
        }
    }
    corners.sort_by(|left, right| left.0.total_cmp(&right.0));
    let (value, at) = corners.swap_remove(0);
    Minimum { at, value }
}

/// Gradient and matrix of second derivatives, by central differences; `None` where the function
/// isn't finite nearby.
pub fn derivatives(
    function: &dyn Fn(&[f64]) -> f64,
    at: &[f64],
    middle: f64,
) -> Option<(Vec<f64>, Vec<Vec<f64>>)> {
    let n = at.len();
    let moved = |moves: &[(usize, f64)]| -> Option<f64> {
        let mut point = at.to_vec();
        for (index, by) in moves {
            point[*index] += by;
        }
        Some(function(&point)).filter(|value| value.is_finite())
    };
    let h = DIFFERENCE;
    let mut gradient = vec![0.0; n];
    let mut second = vec![vec![0.0; n]; n];
    for i in 0..n {
        let (up, down) = (moved(&[(i, h)])?, moved(&[(i, -h)])?);
        gradient[i] = (up - down) / (2.0 * h);
        second[i][i] = (up - 2.0 * middle + down) / (h * h);
        for j in 0..i {
            let same = moved(&[(i, h), (j, h)])? + moved(&[(i, -h), (j, -h)])?;
            let opposite = moved(&[(i, h), (j, -h)])? + moved(&[(i, -h), (j, h)])?;
            second[i][j] = (same - opposite) / (4.0 * h * h);
            second[j][i] = second[i][j];
        }
    }
    Some((gradient, second))
}

/// Newton's steps from a point near a minimum. They end where a step gains nothing, or where the
/// function isn't convex.
pub fn newton(function: &dyn Fn(&[f64]) -> f64, start: Minimum, walls: &[(f64, f64)]) -> Minimum {
    let mut here = start;
    for _ in 0..STEPS_MAX {
        let Some((gradient, second)) = derivatives(function, &here.at, here.value) else {
            return here;
        };
        let Some(inverse) = inverse(&second) else {
            return here;
        };
        let mut step: Vec<f64> = inverse
            .iter()
            .map(|row| -row.iter().zip(&gradient).map(|(a, b)| a * b).sum::<f64>())
            .collect();
        let longest = step.iter().fold(0.0f64, |longest, part| longest.max(part.abs()));
        if longest > 1.0 {
            step.iter_mut().for_each(|part| *part /= longest);
        }
        let next: Vec<f64> = here
            .at
            .iter()
            .zip(&step)
            .zip(walls)
            .map(|((at, step), (low, high))| (at + step).clamp(*low, *high))
            .collect();
        let value = function(&next);
        // The last steps are smaller than what rounding lets the value tell.
        let tolerance = 1e-13 * here.value.abs();
        if value.is_nan() || value > here.value + tolerance {
            return here;
        }
        here = Minimum { at: next, value };
        if longest < 1e-9 {
            return here;
        }
    }
    here
}

/// The inverse of a symmetric positive definite matrix, by Cholesky's factors; `None` of another.
pub fn inverse(matrix: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let n = matrix.len();
    let mut factor = vec![vec![0.0; n]; n];
    for i in 0..n {
        for j in 0..=i {
            let known: f64 = (0..j).map(|k| factor[i][k] * factor[j][k]).sum();
            let rest = matrix[i][j] - known;
            if i == j {
                // A pivot far below its diagonal element is rounding error.
                if rest.is_nan() || rest <= 1e-10 * matrix[i][i].abs() {
                    return None;
                }
                factor[i][i] = rest.sqrt();
            } else {
                factor[i][j] = rest / factor[j][j];
            }
        }
    }
    let mut inverse = vec![vec![0.0; n]; n];
    for column in 0..n {
        let mut solution = vec![0.0; n];
        for i in 0..n {
            let unit = if i == column { 1.0 } else { 0.0 };
            let known: f64 = (0..i).map(|k| factor[i][k] * solution[k]).sum();
            solution[i] = (unit - known) / factor[i][i];
        }
        for i in (0..n).rev() {
            let known: f64 = (i + 1..n).map(|k| factor[k][i] * solution[k]).sum();
            solution[i] = (solution[i] - known) / factor[i][i];
        }
        for (row, value) in inverse.iter_mut().zip(solution) {
            row[column] = value;
        }
    }
    Some(inverse)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rosenbrock's valley (1960): least at (1, 1), where it is 0; its second derivatives there are
    /// 802, -400 and 200.
    fn valley(point: &[f64]) -> f64 {
        let (x, y) = (point[0], point[1]);
        (1.0 - x) * (1.0 - x) + 100.0 * (y - x * x) * (y - x * x)
    }

    #[test]
    fn finds_the_end_of_a_bent_valley() {
        let walls = [(-5.0, 5.0); 2];
        let rough = simplex(&valley, &[-1.2, 1.0], &walls, 0.3);
        let fine = newton(&valley, rough, &walls);
        assert!((fine.at[0] - 1.0).abs() < 1e-6 && (fine.at[1] - 1.0).abs() < 1e-6, "{fine:?}");
        let (_, second) = derivatives(&valley, &[1.0, 1.0], 0.0).expect("finite values");
        assert!((second[0][0] - 802.0).abs() < 1e-2, "{second:?}");
        assert!((second[0][1] + 400.0).abs() < 1e-2, "{second:?}");
    }

    #[test]
    fn walls_hold() {
        let walls = [(-5.0, 0.5), (-5.0, 5.0)];
        let least = simplex(&valley, &[-1.2, 1.0], &walls, 0.3);
        assert!((least.at[0] - 0.5).abs() < 1e-4 && (least.at[1] - 0.25).abs() < 1e-3, "{least:?}");
        let nowhere = simplex(&|_| f64::NAN, &[0.0, 0.0], &walls, 0.3);
        assert_eq!(nowhere.value, f64::INFINITY);
    }

    #[test]
    fn inverts_only_positive_definite_matrices() {
        let inverse_of = inverse(&[vec![4.0, 2.0], vec![2.0, 3.0]]).expect("an inverse");
        assert!((inverse_of[0][0] - 0.375).abs() < 1e-15);
        assert!((inverse_of[0][1] + 0.25).abs() < 1e-15);
        assert_eq!(inverse(&[vec![1.0, 2.0], vec![2.0, 1.0]]), None);
        assert_eq!(inverse(&[vec![f64::NAN]]), None);
    }
}
