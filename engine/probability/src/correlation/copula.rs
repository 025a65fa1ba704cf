//! The Gaussian copula: correlation imposed trial by trial, whatever the marginals.

use ulam_numeric::block;

use super::cholesky::CholeskyFactor;
use super::matrix::{CorrelationError, CorrelationMatrix};
use super::nearest::Repair;

/// The largest number below 1: where a normal is so large that its probability rounds to 1.
const BELOW_ONE: f64 = 1.0 - f64::EPSILON / 2.0;
/// Weights taken together in one pass over a row.
const WEIGHTS_AT_ONCE: usize = 4;

/// Gives the uniforms of a group of inputs the dependence of correlated normals.
///
/// Of a group's k inputs the uniforms u become Φ(L Φ⁻¹(u)), with L the Cholesky factor of the
/// normals' Pearson correlations. The first input keeps its own uniforms, as does any other that is
/// uncorrelated with all before it.
#[derive(Clone, Debug)]
pub struct GaussianCopula {
    factor: CholeskyFactor,
    /// For each row, whether its only entry is 1 on the diagonal.
    keeps_own: Vec<bool>,
}

/// A copula fitted to Spearman correlations.
#[derive(Clone, Debug)]
pub struct SpearmanFit {
    /// The copula.
    pub copula: GaussianCopula,
    /// What had to be changed, in terms of Spearman correlations; `None` where nothing had to.
    pub repair: Option<Repair>,
}

impl GaussianCopula {
    /// The copula of normals whose Pearson correlations have this factor.
    pub fn new(factor: CholeskyFactor) -> GaussianCopula {
        let keeps_own = (0..factor.order())
            .map(|row| {
                let entries = factor.row(row);
                entries[..row].iter().all(|entry| *entry == 0.0) && entries[row] == 1.0
            })
            .collect();
        GaussianCopula { factor, keeps_own }
    }

    /// The copula that gives these Spearman (rank) correlations, or those nearest to them where no
    /// Gaussian copula can.
    ///
    /// # Errors
    /// None for a matrix that [`CorrelationMatrix`] accepts; the signature is that of the
    /// factorisation it relies on.
    pub fn from_spearman(spearman: &CorrelationMatrix) -> Result<SpearmanFit, CorrelationError> {
        let pearson = spearman.spearman_to_pearson();
        if let Ok(factor) = pearson.cholesky() {
            return Ok(SpearmanFit { copula: GaussianCopula::new(factor), repair: None });
        }
        let repaired = pearson.nearest().matrix;
        Ok(SpearmanFit {
            copula: GaussianCopula::new(repaired.cholesky()?),
            repair: Some(Repair::between(spearman, repaired.pearson_to_spearman())),
        })
    }

    /// The Cholesky factor of the normals' correlations: row i has the weights of the first i + 1
    /// independent normals.
    pub fn factor(&self) -> &CholeskyFactor {
        &self.factor
    }

    /// Number of inputs, k.
    pub fn order(&self) -> usize {
        self.factor.order()
    }

    /// Correlates a block of trials in place.
    ///
    /// `uniforms` holds k rows, one after the other, of equally many independent uniforms in (0, 1);
    /// they become correlated uniforms in (0, 1). `normals`, of the same length, receives the
    /// correlated standard normals that they are probabilities of: an input that is normal needs
    /// no quantile. Numbers beyond k equal rows are left alone.
    pub fn correlate_normals(&self, uniforms: &mut [f64], normals: &mut [f64]) {
        let length = uniforms.len().min(normals.len());
        let Some(trials) = length.checked_div(self.order()).filter(|trials| *trials > 0) else {
            return;
        };
        block::normal_quantile(&uniforms[..length], &mut normals[..length]);

        // From the last row up, so that the rows above are still independent.
        for row in (0..self.order()).rev() {
            if self.keeps_own[row] {
                continue;
            }
            let (above, from_row) = normals.split_at_mut(row * trials);
            let own = &mut from_row[..trials];
            let (weights, own_weight) = self.factor.row(row).split_at(row);
            scale(own, own_weight[0]);
            let mut above_rows = above.chunks_exact(trials * WEIGHTS_AT_ONCE);
            let mut weights = weights.chunks_exact(WEIGHTS_AT_ONCE);
            for (rows, weights) in above_rows.by_ref().zip(weights.by_ref()) {
                add_four_rows(own, rows, weights);
            }
            let rest = above_rows.remainder().chunks_exact(trials);
            for (above_row, weight) in rest.zip(weights.remainder()) {
                add_row(own, above_row, *weight);
            }
            block::normal_cdf(own, &mut uniforms[row * trials..(row + 1) * trials]);
            into_open_interval(&mut uniforms[row * trials..(row + 1) * trials]);
        }
    }

    /// As [`GaussianCopula::correlate_normals`], for a caller that needs no normals; allocates room
    /// for them.
    pub fn correlate(&self, uniforms: &mut [f64]) {
        let mut normals = vec![0.0; uniforms.len()];
        self.correlate_normals(uniforms, &mut normals);
    }
}

ulam_numeric::dispatch! {
    fn scale(row: &mut [f64], factor: f64) {
        for entry in row {
            *entry *= factor;
        }
    }

    fn add_row(row: &mut [f64], added: &[f64], weight: f64) {
        for (entry, added) in row.iter_mut().zip(added) {
            *entry += weight * added;
        }
    }

    /// The same as [`add_row`] four times, with the row loaded and stored once.
    fn add_four_rows(row: &mut [f64], rows: &[f64], weights: &[f64]) {
        let (first, rows) = rows.split_at(row.len());
        let (second, rows) = rows.split_at(row.len());
        let (third, fourth) = rows.split_at(row.len());
        let &[a, b, c, d] = weights else { return };
        for (index, entry) in row.iter_mut().enumerate() {
            let mut sum = *entry;
            sum += a * first[index];
            sum += b * second[index];
            sum += c * third[index];
            sum += d * fourth[index];
            *entry = sum;
        }
    }

    fn into_open_interval(probabilities: &mut [f64]) {
        for probability in probabilities {
            *probability = probability.clamp(f64::MIN_POSITIVE, BELOW_ONE);
        }
    }
}
