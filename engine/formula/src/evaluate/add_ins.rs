//! Functions of simulation add-ins that aren't distributions: marks of inputs and outputs, and
//! statistics, of samples (`RiskMean(B5)`, known after the run) and of laws (`RiskTheoMean(B5)`).

use ulam_probability::distribution::SharedDistribution;
use ulam_probability::statistics::{
    Ranks, SortedSamples, Summary, mode_estimate, pearson_correlation, rank_correlation,
};

use crate::coerce;
use crate::context::Sample;
use crate::evaluate::Evaluator;
use crate::evaluate::properties::{Property, property_call};
use crate::syntax::{Call, Callee, Expr};
use crate::value::{CellError, Value};

/// What a function of an add-in is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddIn {
    /// Marks its cell as an output, and adds nothing: `RiskOutput("Profit") + B5`.
    Output,
    /// Names the input beside it, and adds nothing: `VoseInput("Price") + VoseNormal(0, 1)`.
    Input,
    /// Its argument, to be treated as an input.
    MakeInput,
    /// One value of a list, by the number of the simulation.
    SimTable,
    /// A statistic of the samples of its first argument's cell.
    OfSamples(Statistic),
    /// A statistic of the law in its first argument.
    OfLaw(Statistic),
}

/// A statistic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Statistic {
    Count,
    Mean,
    Deviation,
    Variance,
    Skewness,
    /// Plain: 3 for a normal.
    Kurtosis,
    Minimum,
    Maximum,
    Range,
    Mode,
    Median,
    /// Standard deviation divided by mean.
    Variation,
    StandardError,
    MeanAbsoluteDeviation,
    /// Mean square of the negative differences from the mean.
    SemiVariance,
    SemiDeviation,
    /// The value at a probability.
    Percentile,
    /// The value at a probability of exceeding it.
    PercentileDescending,
    /// The value at a percent, 0 to 100.
    PercentileOfHundred,
    /// The probability of at most a value.
    Target,
    /// The probability of more than a value.
    TargetDescending,
    /// The sample of a trial, counted from 1.
    Data,
    /// Correlation with a second cell.
    Correlation,
    /// The density at a value.
    Density,
    /// The statistic of a number: Crystal Ball's GetForeStatFN.
    Numbered,
}

/// What an add-in's function is for, by upper-case name (with or without the add-in's workbook before
/// it); `None` for any other.
pub fn add_in(name: &str) -> Option<AddIn> {
    let name = name.rsplit('!').next().unwrap_or(name);
    Some(match name {
        "RISKOUTPUT" | "PSIOUTPUT" | "VOSEOUTPUT" => AddIn::Output,
        "VOSEINPUT" => AddIn::Input,
        "RISKMAKEINPUT" => AddIn::MakeInput,
        "RISKSIMTABLE" => AddIn::SimTable,
        "CB.GETFORESTATFN" => AddIn::OfSamples(Statistic::Numbered),
        "CB.GETFOREPERCENTFN" => AddIn::OfSamples(Statistic::PercentileOfHundred),
        "VOSEMEAN" => AddIn::OfLaw(Statistic::Mean),
        "VOSEVARIANCE" => AddIn::OfLaw(Statistic::Variance),
        "VOSESKEWNESS" => AddIn::OfLaw(Statistic::Skewness),
        "VOSEKURTOSIS" => AddIn::OfLaw(Statistic::Kurtosis),
        _ => {
            if let Some(rest) = name.strip_prefix("RISKTHEO") {
                return statistic(rest).map(AddIn::OfLaw);
            }
            if let Some(rest) = name.strip_prefix("VOSESIM") {
                return statistic(rest).map(AddIn::OfSamples);
            }
            let rest = name.strip_prefix("RISK").or_else(|| name.strip_prefix("PSI"))?;
            return statistic(rest).filter(|s| *s != Statistic::Density).map(AddIn::OfSamples);
        }
    })
}

/// A statistic by what follows the add-in's prefix.
fn statistic(name: &str) -> Option<Statistic> {
    Some(match name {
        "MEAN" => Statistic::Mean,
        "STDDEV" | "STDEV" => Statistic::Deviation,
        "VARIANCE" => Statistic::Variance,
        "SKEWNESS" => Statistic::Skewness,
        "KURTOSIS" => Statistic::Kurtosis,
        "MIN" => Statistic::Minimum,
        "MAX" => Statistic::Maximum,
        "RANGE" => Statistic::Range,
        "MODE" => Statistic::Mode,
        "MEDIAN" => Statistic::Median,
        "COEFVAR" | "COEFFOFVARIATION" | "COEFFVAR" => Statistic::Variation,
        "STDERROFMEAN" => Statistic::StandardError,
        "MEANABSDEV" | "ABSDEV" => Statistic::MeanAbsoluteDeviation,
        "SEMIVAR" | "SEMIVARIANCE" => Statistic::SemiVariance,
        "SEMISTDDEV" | "SEMIDEV" => Statistic::SemiDeviation,
        "PERCENTILE" | "PTOX" => Statistic::Percentile,
        "PERCENTILED" | "QTOX" | "PTOXD" => Statistic::PercentileDescending,
        "TARGET" | "XTOP" => Statistic::Target,
        "TARGETD" | "XTOQ" | "XTOPD" => Statistic::TargetDescending,
        "DATA" => Statistic::Data,
        "CORREL" | "CORRELATION" => Statistic::Correlation,
        "XTOY" => Statistic::Density,
        _ => return None,
    })
}

/// Whether an upper-case name is a statistic of a law.
pub fn is_theoretical(name: &str) -> bool {
    matches!(add_in(name), Some(AddIn::OfLaw(_)))
}

/// Whether an expression takes a statistic of samples, which are known only after a run.
pub fn takes_statistic(expr: &Expr) -> bool {
    let mut takes = false;
    expr.visit_parts(&mut |part| {
        if let Expr::Call(Call { callee: Callee::Named(name), .. }) = part {
            takes |= matches!(add_in(name), Some(AddIn::OfSamples(_)));
        }
    });
    takes
}

impl Evaluator<'_> {
    /// The value of an add-in's function.
    pub(super) fn add_in_value(&self, add_in: AddIn, call: &Call) -> Value {
        let argument = |index: usize| call.arguments.get(index).unwrap_or(&Expr::Omitted);
        match add_in {
            AddIn::Output | AddIn::Input => Value::Number(0.0),
            AddIn::MakeInput => self.evaluate(argument(0)),
            AddIn::SimTable => {
                let value = self.simulation_values(call).into_iter().nth(self.context.simulation());
                value.unwrap_or(Value::Error(CellError::Value))
            }
            AddIn::OfLaw(statistic) => match self.law_argument(argument(0)) {
                Ok(law) => match self.of_law(statistic, &law, call) {
                    Ok(number) => Value::number(number),
                    Err(error) => Value::Error(error),
                },
                Err(error) => Value::Error(error.cell_error()),
            },
            AddIn::OfSamples(statistic) => match self.of_samples(statistic, call) {
                Ok(number) => Value::number(number),
                Err(error) => Value::Error(error),
            },
        }
    }

    fn statistic_argument(&self, call: &Call, index: usize) -> Result<f64, CellError> {
        let argument = call.arguments.get(index).ok_or(CellError::Value)?;
        coerce::to_number(&self.evaluate_scalar(argument), self.context.date_system())
    }

    fn of_law(
        &self,
        statistic: Statistic,
        law: &SharedDistribution,
        call: &Call,
    ) -> Result<f64, CellError> {
        let deviation = || law.variance().sqrt();
        let probability =
            |p: f64| if (0.0..=1.0).contains(&p) { Ok(p) } else { Err(CellError::Num) };
        let number = match statistic {
            Statistic::Mean => law.mean(),
            Statistic::Deviation => deviation(),
            Statistic::Variance => law.variance(),
            Statistic::Skewness => law.skewness(),
            Statistic::Kurtosis => law.kurtosis(),
            Statistic::Minimum => law.support().0,
            Statistic::Maximum => law.support().1,
            Statistic::Range => law.support().1 - law.support().0,
            Statistic::Mode => law.mode(),
            Statistic::Median => law.quantile(0.5),
            Statistic::Variation => deviation() / law.mean(),
            Statistic::Percentile => law.quantile(probability(self.statistic_argument(call, 1)?)?),
            Statistic::PercentileDescending => {
                law.quantile(1.0 - probability(self.statistic_argument(call, 1)?)?)
            }
            Statistic::Target => law.cdf(self.statistic_argument(call, 1)?),
            Statistic::TargetDescending => law.survival(self.statistic_argument(call, 1)?),
            Statistic::Density => law.pdf(self.statistic_argument(call, 1)?),
            _ => return Err(CellError::Name),
        };
        // @RISK shows an end that isn't there, and a moment that diverges, as an error.
        if number.is_finite() { Ok(number) } else { Err(CellError::Num) }
    }

    /// The samples of the cell, or of the input or output of the name, that an argument is.
    fn sample_of(&self, argument: &Expr) -> Result<std::sync::Arc<Sample>, CellError> {
        let found = match self.evaluate(argument) {
            Value::Area(area) if area.is_cell() => self.context.sample(area.first()),
            Value::Text(name) => self.context.named_sample(&name),
            Value::Error(error) => return Err(error),
            _ => return Err(CellError::Value),
        };
        found.ok_or(CellError::NotAvailable)
    }

    fn of_samples(&self, statistic: Statistic, call: &Call) -> Result<f64, CellError> {
        let argument = |index: usize| call.arguments.get(index).unwrap_or(&Expr::Omitted);
        let sample = self.sample_of(argument(0))?;
        let dates = self.context.date_system();
        if statistic == Statistic::Correlation {
            let other = self.sample_of(argument(1))?;
            let kind = match self.evaluate_scalar(argument(2)) {
                Value::Omitted | Value::Blank => 1.0,
                value => coerce::to_number(&value, dates)?,
            };
            return correlation(&sample, &other, kind);
        }
        let own_arguments: usize = match statistic {
            Statistic::Percentile
            | Statistic::PercentileDescending
            | Statistic::PercentileOfHundred
            | Statistic::Target
            | Statistic::TargetDescending
            | Statistic::Numbered
            | Statistic::Data => 2,
            _ => 1,
        };
        // The number of the simulation may follow, and RiskTruncate.
        let mut cut = None;
        for argument in call.arguments.iter().skip(own_arguments) {
            match property_call(argument) {
                Some((Property::Truncate, bounds)) => {
                    let bound = |index: usize| {
                        let bound = bounds.arguments.get(index).unwrap_or(&Expr::Omitted);
                        self.property_number(bound).map_err(|error| error.cell_error())
                    };
                    let low = bound(0)?.unwrap_or(f64::NEG_INFINITY);
                    let high = bound(1)?.unwrap_or(f64::INFINITY);
                    cut = Some(sample.cut(|value| low <= value && value <= high));
                }
                Some((Property::TruncateByProbability, bounds)) => {
                    let bound = |index: usize, end: f64| {
                        let bound = bounds.arguments.get(index).unwrap_or(&Expr::Omitted);
                        let p = self.property_number(bound).map_err(|error| error.cell_error())?;
                        sample.sorted.percentile(p.unwrap_or(end)).ok_or(CellError::Num)
                    };
                    let (low, high) = (bound(0, 0.0)?, bound(1, 1.0)?);
                    cut = Some(sample.cut(|value| low <= value && value <= high));
                }
                Some(_) => return Err(CellError::Value),
                None => match self.evaluate_scalar(argument) {
                    Value::Omitted | Value::Blank => {}
                    value => {
                        let number = coerce::to_number(&value, dates)?;
                        if number != 1.0 {
                            return Err(CellError::NotAvailable);
                        }
                    }
                },
            }
        }
        let second = match own_arguments {
            2 => self.statistic_argument(call, 1)?,
            _ => 0.0,
        };
        statistic_of(statistic, cut.as_ref().unwrap_or(&sample), second)
    }
}

fn correlation(left: &Sample, right: &Sample, kind: f64) -> Result<f64, CellError> {
    let is_valid = |(a, b): &(&f64, &f64)| !a.is_nan() && !b.is_nan();
    let pairs = left.values.iter().zip(&right.values).filter(is_valid);
    let (left, right): (Vec<f64>, Vec<f64>) = pairs.map(|(a, b)| (*a, *b)).unzip();
    let found = match kind {
        1.0 => pearson_correlation(&left, &right),
        2.0 => match (Ranks::new(&left), Ranks::new(&right)) {
            (Some(left), Some(right)) => rank_correlation(&left, &right),
            _ => None,
        },
        _ => return Err(CellError::Value),
    };
    found.ok_or(CellError::Div0)
}

fn statistic_of(statistic: Statistic, sample: &Sample, second: f64) -> Result<f64, CellError> {
    let sorted = &sample.sorted;
    let summary = || Summary::new(sorted, &[]);
    let probability = |p: f64| if (0.0..=1.0).contains(&p) { Ok(p) } else { Err(CellError::Num) };
    let found = match statistic {
        Statistic::Count => Some(sorted.count() as f64),
        Statistic::Mean => summary().mean,
        Statistic::Deviation => summary().sd,
        Statistic::Variance => summary().sd.map(|sd| sd * sd),
        Statistic::Skewness => summary().skewness,
        Statistic::Kurtosis => summary().kurtosis,
        Statistic::Minimum => sorted.min(),
        Statistic::Maximum => sorted.max(),
        Statistic::Range => sorted.max().zip(sorted.min()).map(|(high, low)| high - low),
        Statistic::Mode => mode_estimate(sorted),
        Statistic::Median => sorted.percentile(0.5),
        Statistic::Variation => {
            let summary = summary();
            summary.sd.zip(summary.mean).map(|(sd, mean)| sd / mean)
        }
        Statistic::StandardError => summary().standard_error,
        Statistic::MeanAbsoluteDeviation => {
            about_mean(sorted, |difference| difference.abs(), summary().mean)
        }
        Statistic::SemiVariance | Statistic::SemiDeviation => {
            let below = |difference: f64| {
                let below = difference.min(0.0);
                below * below
            };
            let variance = about_mean(sorted, below, summary().mean);
            match statistic {
                Statistic::SemiDeviation => variance.map(f64::sqrt),
                _ => variance,
            }
        }
        Statistic::Percentile => sorted.percentile(probability(second)?),
        Statistic::PercentileDescending => sorted.percentile(1.0 - probability(second)?),
        Statistic::PercentileOfHundred => sorted.percentile(probability(second / 100.0)?),
        Statistic::Target => sorted.cumulative_probability(second),
        Statistic::TargetDescending => sorted.cumulative_probability(second).map(|p| 1.0 - p),
        Statistic::Data => {
            if second < 1.0 || second.trunc() != second {
                return Err(CellError::Value);
            }
            let value = sample.values.get(second as usize - 1).ok_or(CellError::NotAvailable)?;
            if value.is_nan() {
                return Err(CellError::from_nan(*value));
            }
            Some(*value)
        }
        Statistic::Numbered => {
            const NUMBERED: [Statistic; 13] = [
                Statistic::Count,
                Statistic::Mean,
                Statistic::Median,
                Statistic::Mode,
                Statistic::Deviation,
                Statistic::Variance,
                Statistic::Skewness,
                Statistic::Kurtosis,
                Statistic::Variation,
                Statistic::Minimum,
                Statistic::Maximum,
                Statistic::Range,
                Statistic::StandardError,
            ];
            if !(1.0..14.0).contains(&second) {
                return Err(CellError::Value);
            }
            return statistic_of(NUMBERED[second as usize - 1], sample, 0.0);
        }
        Statistic::Correlation | Statistic::Density => return Err(CellError::Name),
    };
    found.filter(|number| number.is_finite()).ok_or(CellError::Div0)
}

/// The mean of a function of the differences from the mean.
fn about_mean(sorted: &SortedSamples, of: impl Fn(f64) -> f64, mean: Option<f64>) -> Option<f64> {
    let mean = mean?;
    let values: Vec<f64> = sorted.values().iter().map(|value| of(value - mean)).collect();
    Summary::new(&SortedSamples::new(&values), &[]).mean
}
