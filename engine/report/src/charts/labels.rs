//! Labels in a row that must not overlap.

/// Space between neighbours.
const GAP: f64 = 8.0;

/// Centres for labels of these widths, as near to those wanted (ascending) as fits between `low`
/// and `high` without overlap; if they don't all fit, the last ones do.
pub fn spread(wanted: &[f64], widths: &[f64], low: f64, high: f64) -> Vec<f64> {
    let mut centres: Vec<f64> = wanted.to_vec();
    let distance = |left: usize| (widths[left] + widths[left + 1]) / 2.0 + GAP;
    if centres.is_empty() || widths.len() != centres.len() {
        return centres;
    }
    // Neighbours that overlap give way to both sides, a few times over.
    for _ in 0..20 {
        for left in 0..centres.len() - 1 {
            let overlap = centres[left] + distance(left) - centres[left + 1];
            if overlap > 0.0 {
                centres[left] -= overlap / 2.0;
                centres[left + 1] += overlap / 2.0;
            }
        }
        for (centre, width) in centres.iter_mut().zip(widths) {
            *centre = centre.min(high - width / 2.0).max(low + width / 2.0);
        }
    }
    for right in 1..centres.len() {
        centres[right] = centres[right].max(centres[right - 1] + distance(right - 1));
    }
    for left in (0..centres.len()).rev() {
        let most = match left + 1 < centres.len() {
            true => centres[left + 1] - distance(left),
            false => high - widths[left] / 2.0,
        };
        centres[left] = centres[left].min(most);
    }
    centres
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_do_not_overlap_and_stay_inside() {
        for wanted in [[0.0, 1.0, 2.0, 3.0], [0.0, 50.0, 51.0, 200.0], [198.0, 199.0, 199.5, 200.0]]
        {
            let widths = [30.0, 40.0, 20.0, 30.0];
            let centres = spread(&wanted, &widths, 0.0, 200.0);
            for left in 0..3 {
                let distance = (widths[left] + widths[left + 1]) / 2.0;
                assert!(centres[left + 1] - centres[left] >= distance, "{centres:?}");
            }
            assert!(centres[0] >= 15.0 - 1e-9 && centres[3] <= 185.0 + 1e-9, "{centres:?}");
        }
    }

    #[test]
    fn labels_with_room_stay_where_they_are_wanted() {
        assert_eq!(spread(&[50.0, 150.0], &[20.0, 20.0], 0.0, 200.0), [50.0, 150.0]);
    }
}
