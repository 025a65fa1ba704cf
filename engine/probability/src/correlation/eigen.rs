//! Eigenvalues and eigenvectors of a symmetric matrix, the same bits on every machine.
//!
//! Householder's reduction to a tridiagonal matrix, then the implicit QL algorithm (Golub and
//! Van Loan, "Matrix Computations", sections 8.3.1 and 8.3.3), in additions, multiplications,
//! divisions and square roots alone. Linear algebra crates are faster on large matrices, but use
//! fused multiply-add or the platform's `hypot` where it exists.

/// QL steps allowed for each eigenvalue; two or three are usual.
const STEPS_MAX: usize = 60;

pub(super) struct Eigen {
    /// In no particular order.
    pub(super) values: Vec<f64>,
    /// Row i is the unit eigenvector of value i.
    pub(super) vectors: Vec<f64>,
}

/// Decomposes a symmetric matrix of entries of magnitude around one, given row by row; `None`
/// where it isn't finite or QL doesn't converge.
pub(super) fn symmetric_eigen(order: usize, entries: &[f64]) -> Option<Eigen> {
    if entries.iter().any(|entry| !entry.is_finite()) {
        return None;
    }
    let Tridiagonal { mut diagonal, mut beside, mut vectors } = tridiagonal(order, entries);

    let largest =
        diagonal.iter().chain(&beside).fold(0.0f64, |largest, entry| largest.max(entry.abs()));
    let negligible = f64::EPSILON * largest;
    for target in 0..order {
        let mut steps = 0;
        loop {
            let mut end = target;
            while end + 1 < order && beside[end].abs() > negligible {
                end += 1;
            }
            if end == target {
                break;
            }
            steps += 1;
            if steps > STEPS_MAX {
                return None;
            }
            ql_step(target, end, order, &mut diagonal, &mut beside, &mut vectors);
        }
    }
    Some(Eigen { values: diagonal, vectors })
}

struct Tridiagonal {
    diagonal: Vec<f64>,
    /// Entry i is beside diagonal entries i and i + 1; the last one is 0.
    beside: Vec<f64>,
    /// The transpose of the orthogonal Q with Qᵀ A Q tridiagonal.
    vectors: Vec<f64>,
}

fn tridiagonal(order: usize, entries: &[f64]) -> Tridiagonal {
    let mut matrix = entries.to_vec();
    let mut beside = vec![0.0; order];
    // Reflection k is the identity minus scale[k] v vᵀ, with v in column k below the diagonal.
    let mut scales = vec![0.0; order];
    let mut image = vec![0.0; order];
    for k in 0..order.saturating_sub(1) {
        let first = k + 1;
        let reflector: Vec<f64> = (first..order).map(|row| matrix[row * order + k]).collect();
        let tail_square: f64 = reflector[1..].iter().map(|entry| entry * entry).sum();
        if tail_square == 0.0 {
            beside[k] = reflector[0];
            continue;
        }
        let length = (reflector[0] * reflector[0] + tail_square).sqrt();
        let mirrored = if reflector[0] > 0.0 { -length } else { length };
        let mut reflector = reflector;
        reflector[0] -= mirrored;
        let scale = 2.0 / (reflector[0] * reflector[0] + tail_square);
        beside[k] = mirrored;
        scales[k] = scale;

        // The remaining matrix B becomes B - v wᵀ - w vᵀ.
        for (offset, image) in image[first..].iter_mut().enumerate() {
            let row = &matrix[(first + offset) * order + first..(first + offset + 1) * order];
            *image = scale * dot(row, &reflector);
        }
        let half = 0.5 * scale * dot(&image[first..], &reflector);
        for (image, v) in image[first..].iter_mut().zip(&reflector) {
            *image -= half * v;
        }
        for offset in 0..reflector.len() {
            let (v, w) = (reflector[offset], image[first + offset]);
            let row = &mut matrix[(first + offset) * order + first..(first + offset + 1) * order];
            for ((entry, w_column), v_column) in row.iter_mut().zip(&image[first..]).zip(&reflector)
            {
                *entry -= v * w_column + w * v_column;
            }
        }
        for (offset, v) in reflector.iter().enumerate() {
            matrix[(first + offset) * order + k] = *v;
        }
    }

    let diagonal = (0..order).map(|k| matrix[k * order + k]).collect();
    // Qᵀ is the product of the reflections, last first; applied from the right, last first, each
    // only touches the columns that it reflects.
    let mut vectors = vec![0.0; order * order];
    for k in 0..order {
        vectors[k * order + k] = 1.0;
    }
    for k in (0..order.saturating_sub(1)).rev() {
        if scales[k] == 0.0 {
            continue;
        }
        let first = k + 1;
        let reflector: Vec<f64> = (first..order).map(|row| matrix[row * order + k]).collect();
        for row in vectors.chunks_exact_mut(order).skip(first) {
            let along = scales[k] * dot(&row[first..], &reflector);
            for (entry, v) in row[first..].iter_mut().zip(&reflector) {
                *entry -= along * v;
            }
        }
    }
    Tridiagonal { diagonal, beside, vectors }
}

/// One QL step with Wilkinson's shift on the unreduced block from `start` to `end`.
fn ql_step(
    start: usize,
    end: usize,
    order: usize,
    diagonal: &mut [f64],
    beside: &mut [f64],
    vectors: &mut [f64],
) {
    let half_gap = (diagonal[start + 1] - diagonal[start]) / (2.0 * beside[start]);
    let root = (half_gap * half_gap + 1.0).sqrt();
    let signed_root = if half_gap >= 0.0 { root } else { -root };
    let shift = diagonal[start] - beside[start] / (half_gap + signed_root);
    let mut bulge = diagonal[end] - shift;
    let (mut sine, mut cosine) = (1.0, 1.0);
    let mut carried = 0.0;
    for k in (start..end).rev() {
        let across = sine * beside[k];
        let along = cosine * beside[k];
        let length = (across * across + bulge * bulge).sqrt();
        beside[k + 1] = length;
        if length == 0.0 {
            // The block splits here.
            diagonal[k + 1] -= carried;
            beside[end] = 0.0;
            return;
        }
        sine = across / length;
        cosine = bulge / length;
        let upper = diagonal[k + 1] - carried;
        let mixed = (diagonal[k] - upper) * sine + 2.0 * cosine * along;
        carried = sine * mixed;
        diagonal[k + 1] = upper + carried;
        bulge = cosine * mixed - along;

        let (above, below) = vectors.split_at_mut((k + 1) * order);
        for (left, right) in above[k * order..].iter_mut().zip(&mut below[..order]) {
            let (l, r) = (*left, *right);
            *right = sine * l + cosine * r;
            *left = cosine * l - sine * r;
        }
    }
    diagonal[start] -= carried;
    beside[start] = bulge;
    beside[end] = 0.0;
}

/// The sum of products in four lanes, so that it needn't wait for each addition.
fn dot(left: &[f64], right: &[f64]) -> f64 {
    let mut lanes = [0.0; 4];
    let (left_lanes, right_lanes) = (left.chunks_exact(4), right.chunks_exact(4));
    let rest: f64 = left_lanes
        .remainder()
        .iter()
        .zip(right_lanes.remainder())
        .map(|(left, right)| left * right)
        .sum();
    for (left, right) in left_lanes.zip(right_lanes) {
        for lane in 0..4 {
            lanes[lane] += left[lane] * right[lane];
        }
    }
    (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]) + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(order: usize, entries: &[f64]) -> Vec<f64> {
        let eigen = symmetric_eigen(order, entries).unwrap();
        for row in 0..order {
            for column in 0..order {
                let (mut rebuilt, mut product) = (0.0, 0.0);
                for k in 0..order {
                    let vectors = &eigen.vectors;
                    rebuilt +=
                        eigen.values[k] * vectors[k * order + row] * vectors[k * order + column];
                    product += vectors[row * order + k] * vectors[column * order + k];
                }
                assert!((rebuilt - entries[row * order + column]).abs() < 1e-12 * order as f64);
                assert!((product - f64::from(row == column)).abs() < 1e-13 * order as f64);
            }
        }
        let mut values = eigen.values;
        values.sort_unstable_by(f64::total_cmp);
        values
    }

    #[test]
    fn eigenvalues_of_matrices_known_by_hand() {
        assert!(check(0, &[]).is_empty());
        assert_eq!(check(1, &[3.0]), [3.0]);
        assert_eq!(check(3, &[2.0, 0.0, 0.0, 0.0, -1.0, 0.0, 0.0, 0.0, 0.0]), [-1.0, 0.0, 2.0]);
        // All correlations r: 1 - r, n - 1 times, and 1 + (n - 1) r.
        for order in [2, 3, 10, 60] {
            let entries: Vec<f64> = (0..order * order)
                .map(|entry| if entry % (order + 1) == 0 { 1.0 } else { 0.25 })
                .collect();
            let values = check(order, &entries);
            for value in &values[..order - 1] {
                assert!((value - 0.75).abs() < 1e-13);
            }
            let largest = 1.0 + 0.25 * (order - 1) as f64;
            assert!((values[order - 1] - largest).abs() < 1e-12);
        }
        // The second difference matrix: 2 - 2 cos(π k / (n + 1)).
        let order = 20;
        let mut entries = vec![0.0; order * order];
        for k in 0..order {
            entries[k * order + k] = 2.0;
            if k + 1 < order {
                entries[k * order + k + 1] = -1.0;
                entries[(k + 1) * order + k] = -1.0;
            }
        }
        for (k, value) in check(order, &entries).iter().enumerate() {
            let angle = std::f64::consts::PI * (k + 1) as f64 / (order + 1) as f64;
            let expected = 2.0 - 2.0 * ulam_numeric::elementary::cos(angle);
            assert!((value - expected).abs() < 1e-13);
        }
    }

    #[test]
    fn a_dense_matrix_is_rebuilt_from_its_eigenvectors() {
        let order = 50;
        let mut state = 7u64;
        let mut entries = vec![0.0; order * order];
        for row in 0..order {
            for column in 0..=row {
                state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                let value = (state >> 11) as f64 / (1u64 << 52) as f64 - 1.0;
                entries[row * order + column] = value;
                entries[column * order + row] = value;
            }
        }
        check(order, &entries);
        entries[3] = f64::NAN;
        assert!(symmetric_eigen(order, &entries).is_none());
    }
}
