//! Correlations between draws: from the model and from RiskCorrmat, repaired if inconsistent, and
//! imposed by a Gaussian copula; and the model's other copulas.

use std::collections::BTreeMap;

use ulam_formula::address::{Area, CellAddress};
use ulam_formula::context::Context;
use ulam_formula::evaluate::distributions::visit_draws;
use ulam_formula::evaluate::properties::{Property, property_call};
use ulam_formula::evaluate::{Entry, Evaluator, Progress};
use ulam_formula::syntax::Call;
use ulam_formula::value::Value;
pub use ulam_probability::correlation::Repair;
use ulam_probability::correlation::{
    CholeskyFactor, CorrelationError, CorrelationMatrix, GaussianCopula,
};
use ulam_workbook::Workbook;

use crate::compile::Streams;
use crate::error::SimulationError;
use crate::model::{Copula, Dependence, Model};

/// A rank correlation between two draws.
pub(crate) type Pair = (usize, usize, f64);

/// Imposes the model's and the workbook's correlations on the streams; gives what had to be changed
/// to make them consistent.
pub fn correlate(
    workbook: &Workbook,
    model: &Model,
    streams: &mut Streams,
) -> Result<Option<Repair>, SimulationError> {
    let mut pairs = workbook_pairs(workbook, streams)?;
    for correlation in &model.correlations {
        let first = find(workbook, streams, &correlation.first)?;
        let second = find(workbook, streams, &correlation.second)?;
        pairs.push((first, second, correlation.rho));
    }
    let mut repair = None;
    if !pairs.is_empty() {
        let mut draws: Vec<usize> =
            pairs.iter().flat_map(|(first, second, _)| [*first, *second]).collect();
        draws.sort_unstable();
        draws.dedup();
        let place = |draw: usize| draws.binary_search(&draw).unwrap_or(0);
        let names = labels(workbook, streams, &draws);
        let pairs: Vec<Pair> = pairs
            .iter()
            .map(|(first, second, rho)| (place(*first), place(*second), *rho))
            .collect();
        let wanted = CorrelationMatrix::from_pairs(names, &pairs).map_err(refused)?;
        let factor = consistent(&wanted, &mut repair)?;
        correlate_normals(streams, &draws, &factor);
    }
    for copula in &model.copulas {
        impose(workbook, copula, streams, &mut repair)?;
    }
    Ok(repair)
}

fn refused(error: CorrelationError) -> SimulationError {
    SimulationError::Correlation(error.to_string())
}

fn labels(workbook: &Workbook, streams: &Streams, draws: &[usize]) -> Vec<String> {
    draws.iter().map(|draw| label(workbook, streams, *draw)).collect()
}

/// The factor of the normals' correlations; what had to be changed is added to `repair`.
fn consistent(
    wanted: &CorrelationMatrix,
    repair: &mut Option<Repair>,
) -> Result<CholeskyFactor, SimulationError> {
    let fit = GaussianCopula::from_spearman(wanted).map_err(refused)?;
    if let Some(changed) = fit.repair {
        match repair {
            None => *repair = Some(changed),
            Some(repair) => {
                repair.changes.extend(changed.changes);
                repair.max_absolute_change =
                    repair.max_absolute_change.max(changed.max_absolute_change);
            }
        }
    }
    Ok(fit.copula.factor().clone())
}

fn correlate_normals(streams: &mut Streams, draws: &[usize], factor: &CholeskyFactor) {
    for (row, draw) in draws.iter().enumerate() {
        let coefficients = factor.row(row).iter().zip(draws);
        let terms = coefficients.filter(|(c, _)| **c != 0.0).map(|(c, other)| (*c, *other));
        streams.correlate(*draw, terms.collect());
    }
}

/// Imposes one copula of the model.
fn impose(
    workbook: &Workbook,
    copula: &Copula,
    streams: &mut Streams,
    repair: &mut Option<Repair>,
) -> Result<(), SimulationError> {
    let mut draws = Vec::with_capacity(copula.inputs.len());
    for input in &copula.inputs {
        let draw = find(workbook, streams, input)?;
        if draws.contains(&draw) || streams.is_correlated(draw) {
            return Err(SimulationError::Correlation(format!(
                "'{input}' is correlated twice: an input belongs to one copula"
            )));
        }
        draws.push(draw);
    }
    let names = labels(workbook, streams, &draws);
    let factor = if copula.matrix.is_empty() {
        CorrelationMatrix::independent(names)
            .and_then(|matrix| matrix.cholesky())
            .map_err(refused)?
    } else {
        let wanted = CorrelationMatrix::from_entries(names, &copula.matrix).map_err(refused)?;
        consistent(&wanted, repair)?
    };
    match &copula.dependence {
        Dependence::Gaussian => correlate_normals(streams, &draws, &factor),
        Dependence::Mixture(mixture) => {
            correlate_normals(streams, &draws, &factor);
            streams.mix(&draws, mixture.clone());
        }
        Dependence::Reordering => streams.reorder(draws, factor),
    }
    Ok(())
}

/// The rank correlations that the workbook's formulas ask for: draws and rho.
pub(crate) fn workbook_pairs(
    workbook: &Workbook,
    streams: &Streams,
) -> Result<Vec<Pair>, SimulationError> {
    let mut pairs = matrix_pairs(workbook, streams)?;
    pairs.extend(dependent_pairs(workbook, streams)?);
    Ok(pairs)
}

/// How messages and reports call a draw.
pub(crate) fn label(workbook: &Workbook, streams: &Streams, draw: usize) -> String {
    let identity = &streams.draws()[draw];
    match &identity.name {
        Some(name) => name.to_string(),
        None if identity.site == 0 => workbook.cell_name(identity.cell),
        None => format!("{}#{}", workbook.cell_name(identity.cell), identity.site),
    }
}

/// The draw that a name or a cell means.
fn find(workbook: &Workbook, streams: &Streams, text: &str) -> Result<usize, SimulationError> {
    let draws = streams.draws().iter().enumerate();
    let by_name: Vec<usize> = draws
        .filter(|(_, draw)| draw.name.as_ref().is_some_and(|name| name.eq_ignore_ascii_case(text)))
        .map(|(index, _)| index)
        .collect();
    let refuse = |why: String| Err(SimulationError::Correlation(why));
    match by_name[..] {
        [draw] => return Ok(draw),
        [] => {}
        _ => return refuse(format!("several inputs are named '{text}': name one by its cell")),
    }
    let cell = match workbook.locate(text) {
        Ok(cell) => cell,
        Err(error) => return refuse(format!("correlation of '{text}': {error}")),
    };
    let on_cell: Vec<usize> = streams
        .draws()
        .iter()
        .enumerate()
        .filter(|(_, draw)| draw.cell == cell)
        .map(|(index, _)| index)
        .collect();
    match on_cell[..] {
        [draw] => Ok(draw),
        [] => refuse(format!(
            "'{text}' is not an input on the way to an output, so it can't be correlated"
        )),
        _ => refuse(format!("'{text}' draws several times: correlate its draws by their names")),
    }
}

/// The correlations that `RiskCorrmat(matrix, index, [instance])` asks for.
fn matrix_pairs(workbook: &Workbook, streams: &Streams) -> Result<Vec<Pair>, SimulationError> {
    // Draws by matrix and instance, then by index in the matrix.
    let mut groups: BTreeMap<(Area, String), Vec<(usize, usize)>> = BTreeMap::new();
    for (draw, identity) in streams.draws().iter().enumerate() {
        let Some(entered) = workbook.formula(identity.cell) else {
            continue;
        };
        let mut found = Ok(());
        visit_draws(&entered.formula.root, &mut |call| {
            if call.site != identity.site {
                return;
            }
            for argument in call.arguments.iter() {
                if let Some((Property::Correlation, corrmat)) = property_call(argument) {
                    match membership(workbook, identity.cell, corrmat) {
                        Ok((key, index)) => groups.entry(key).or_default().push((index, draw)),
                        Err(why) => {
                            let cell = workbook.cell_name(identity.cell);
                            found = Err(SimulationError::Correlation(format!("{cell}: {why}")));
                        }
                    }
                }
            }
        });
        found?;
    }
    let mut pairs = Vec::new();
    for ((area, _), members) in groups {
        for (position, (first_index, first)) in members.iter().enumerate() {
            for (second_index, second) in &members[position + 1..] {
                pairs.push((*first, *second, entry(workbook, area, *first_index, *second_index)?));
            }
        }
    }
    Ok(pairs)
}

/// The correlations of `RiskDepC("id", rho)` with the input of `RiskIndepC("id")`.
fn dependent_pairs(workbook: &Workbook, streams: &Streams) -> Result<Vec<Pair>, SimulationError> {
    let mut independent: BTreeMap<String, usize> = BTreeMap::new();
    let mut dependent: Vec<(String, usize, f64)> = Vec::new();
    let mut problem = None;
    for (draw, identity) in streams.draws().iter().enumerate() {
        let Some(entered) = workbook.formula(identity.cell) else {
            continue;
        };
        let progress = Progress::default();
        let evaluator = Evaluator::new(workbook, identity.cell, Entry::Ordinary, &progress);
        visit_draws(&entered.formula.root, &mut |call| {
            if call.site != identity.site {
                return;
            }
            for (property, call) in call.arguments.iter().filter_map(property_call) {
                let text = |index: usize| {
                    let argument = call.arguments.get(index)?;
                    ulam_formula::coerce::to_text(&evaluator.evaluate_scalar(argument)).ok()
                };
                let wrong =
                    |why: &str| Some(format!("{}: {why}", workbook.cell_name(identity.cell)));
                match (property, text(0)) {
                    (Property::Independent, Some(id))
                        if independent.insert(id.to_uppercase(), draw).is_some() =>
                    {
                        problem = wrong(&format!("another input is RiskIndepC(\"{id}\") too"));
                    }
                    (Property::Dependent, Some(id)) => {
                        let rho = call.arguments.get(1).map(|rho| evaluator.evaluate_scalar(rho));
                        match rho {
                            Some(Value::Number(rho)) if (-1.0..=1.0).contains(&rho) => {
                                dependent.push((id.to_string(), draw, rho));
                            }
                            _ => problem = wrong("RiskDepC needs a correlation from -1 to 1"),
                        }
                    }
                    (Property::Independent | Property::Dependent, None) => {
                        problem = wrong("RiskIndepC and RiskDepC need an identifier");
                    }
                    _ => {}
                }
            }
        });
    }
    if let Some(problem) = problem {
        return Err(SimulationError::Correlation(problem));
    }
    let mut pairs = Vec::new();
    for (id, draw, rho) in dependent {
        match independent.get(&id.to_uppercase()) {
            Some(other) => pairs.push((*other, draw, rho)),
            None => {
                return Err(SimulationError::Correlation(format!(
                    "{}: no input on the way to an output is RiskIndepC(\"{id}\")",
                    label(workbook, streams, draw)
                )));
            }
        }
    }
    Ok(pairs)
}

fn membership(
    workbook: &Workbook,
    host: CellAddress,
    call: &Call,
) -> Result<((Area, String), usize), String> {
    let progress = Progress::default();
    let evaluator = Evaluator::new(workbook, host, Entry::Ordinary, &progress);
    let area = match call.arguments.first().map(|matrix| evaluator.evaluate(matrix)) {
        Some(Value::Area(area)) if area.rows() == area.columns() => area,
        _ => return Err("RiskCorrmat needs a square range as its first argument".to_string()),
    };
    let index = match call.arguments.get(1).map(|index| evaluator.evaluate_scalar(index)) {
        Some(Value::Number(index)) if index >= 1.0 && index <= area.rows() as f64 => {
            index as usize - 1
        }
        _ => {
            return Err(format!(
                "RiskCorrmat needs a position from 1 to {} as its second argument",
                area.rows()
            ));
        }
    };
    let instance = call.arguments.get(2).map(|instance| evaluator.evaluate_scalar(instance));
    let instance = match instance {
        Some(value) => ulam_formula::coerce::to_text(&value).map_err(|error| error.to_string())?,
        None => "".into(),
    };
    Ok(((area, instance.to_string()), index))
}

/// An entry of a matrix range: one half may be left empty.
fn entry(
    workbook: &Workbook,
    area: Area,
    row: usize,
    column: usize,
) -> Result<f64, SimulationError> {
    let at = |row: usize, column: usize| CellAddress {
        sheet: area.sheet,
        row: area.first_row + row as u32,
        column: area.first_column as u32 + column as u32,
    };
    for cell in [at(row.max(column), row.min(column)), at(row.min(column), row.max(column))] {
        match workbook.cell(cell) {
            Value::Number(rho) => return Ok(rho),
            Value::Blank => {}
            _ => {
                let cell = workbook.cell_name(cell);
                return Err(SimulationError::Correlation(format!("{cell} is no correlation")));
            }
        }
    }
    Ok(0.0)
}
