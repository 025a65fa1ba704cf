//! What a spec comes to in its workbook, without running it.

use ulam_contracts::problem::FieldError;
use ulam_contracts::results::ChangedCorrelation;
use ulam_contracts::simulations::{
    BoundInput, BoundOutput, RunSettings, RunSize, SimulationSpec, SpecIssue, ValidationReport,
};
use ulam_contracts::workbooks::{CellErrorValue, CellValue, Finding, Severity};
use ulam_engine::{Book, Spec, Value};
use ulam_formula::address::CellAddress;
use ulam_formula::context::Context;
use ulam_simulation::findings::{self, findings};
use ulam_simulation::model::InputCells;
use ulam_simulation::slice::Slicer;
use ulam_workbook::Workbook;

use super::validate::{self, Checked};

/// Larger workbooks take too long to look through here.
const FORMULAS_MAX: usize = 200_000;
/// Findings told, at most.
const FINDINGS_MAX: usize = 200;

/// The report on a spec, given as such or as YAML.
pub fn report(
    book: &Book,
    spec: Option<SimulationSpec>,
    yaml: Option<&str>,
    settings: &RunSettings,
    trials_max: u64,
) -> ValidationReport {
    let spec = match (spec, yaml) {
        (Some(spec), _) => spec,
        (None, Some(text)) => match from_yaml(text) {
            Ok(spec) => spec,
            Err(issue) => return refused(vec![issue], None),
        },
        (None, None) => SimulationSpec::default(),
    };
    match validate::check(book, &spec, settings, trials_max) {
        Ok(checked) => accepted(book, checked),
        Err(errors) => refused(errors.into_iter().map(issue).collect(), Some(spec)),
    }
}

fn issue(error: FieldError) -> SpecIssue {
    let field = error.field.strip_prefix("spec.").unwrap_or(&error.field).to_string();
    SpecIssue { field, cell: None, message: error.message, line: None, column: None }
}

fn refused(errors: Vec<SpecIssue>, spec: Option<SimulationSpec>) -> ValidationReport {
    let engine = spec.as_ref().and_then(|spec| validate::engine_spec(spec).ok());
    ValidationReport {
        is_valid: false,
        errors,
        warnings: Vec::new(),
        findings: Vec::new(),
        inputs: Vec::new(),
        outputs: Vec::new(),
        correlation_repair: Vec::new(),
        size: None,
        yaml: engine.and_then(|spec| spec.to_yaml().ok()),
        spec,
    }
}

/// A spec file's text as a spec.
fn from_yaml(text: &str) -> Result<SimulationSpec, SpecIssue> {
    let wrong = |message: String| {
        // The reader's messages begin with their place: `line 3, column 5: …`.
        let place = || {
            let (place, rest) = message.split_once(": ")?;
            let (line, column) = place.strip_prefix("line ")?.split_once(", column ")?;
            Some((line.parse().ok()?, column.parse().ok()?, rest.to_string()))
        };
        let (line, column, message) = match place() {
            Some((line, column, rest)) => (Some(line), Some(column), rest),
            None => (None, None, message.clone()),
        };
        SpecIssue { field: String::new(), cell: None, message, line, column }
    };
    let spec = Spec::from_yaml(text).map_err(|error| wrong(error.0))?;
    let value = serde_json::to_value(&spec).and_then(serde_json::from_value);
    value.map_err(|error| wrong(error.to_string()))
}

fn accepted(book: &Book, checked: Checked) -> ValidationReport {
    let simulation = &checked.simulation;
    let workbook = simulation.workbook();
    let model = simulation.model();
    let of_outputs = simulation.draws_of_outputs();
    let is_in_workbook = |cell: CellAddress| !model.inputs.iter().any(|input| input.cell == cell);
    let inputs = simulation.draws().iter().enumerate().map(|(index, draw)| {
        let law = simulation.law(index);
        let finite = |value: f64| value.is_finite().then_some(value);
        let base = Context::cell(book.workbook(), draw.cell);
        let base_probability = match (&base, law) {
            (Value::Number(number), Some(law)) => finite(law.cdf(*number)),
            _ => None,
        };
        BoundInput {
            cell: workbook.cell_name(draw.cell),
            name: draw.name.as_ref().map(ToString::to_string),
            label: label_of(workbook, draw.cell, draw.name.as_deref()),
            distribution: draw.distribution.clone(),
            base_value: cell_value(&base),
            base_probability,
            mean: law.and_then(|law| finite(law.mean())),
            sd: law.and_then(|law| finite(law.variance().sqrt())),
            is_in_workbook: is_in_workbook(draw.cell),
            is_used: of_outputs.iter().any(|draws| draws.contains(&index)),
            number_format: number_format(workbook, draw.cell),
        }
    });
    let outputs = model.outputs.iter().zip(&of_outputs).map(|(output, draws)| BoundOutput {
        cell: workbook.cell_name(output.cell),
        name: output.name.as_ref().map(ToString::to_string),
        label: label_of(workbook, output.cell, output.name.as_deref()),
        base_value: cell_value(&Context::cell(book.workbook(), output.cell)),
        input_count: draws.len() as u32,
        number_format: number_format(workbook, output.cell),
    });
    let changes = simulation.correlation_repair.iter().flat_map(|repair| &repair.changes);
    ValidationReport {
        is_valid: true,
        errors: Vec::new(),
        warnings: warnings(&checked),
        findings: found(book, &checked),
        inputs: inputs.collect(),
        outputs: outputs.collect(),
        correlation_repair: changes
            .map(|change| ChangedCorrelation {
                first: change.first.clone(),
                second: change.second.clone(),
                requested: change.requested,
                used: change.used,
            })
            .collect(),
        size: Some(size(&checked)),
        yaml: checked.engine_spec.to_yaml().ok(),
        spec: Some(checked.spec),
    }
}

fn warnings(checked: &Checked) -> Vec<SpecIssue> {
    let workbook = checked.simulation.workbook();
    let at = |cell: CellAddress, message: &str| SpecIssue {
        field: String::new(),
        cell: Some(workbook.cell_name(cell)),
        message: format!("{} {message}", workbook.cell_name(cell)),
        line: None,
        column: None,
    };
    let constant = checked.simulation.constant_outputs.iter();
    let constant = constant.map(|cell| at(*cell, "doesn't depend on any input: it won't vary"));
    let unused = checked.simulation.unused_inputs.iter();
    let unused = unused.map(|cell| at(*cell, "is an input that no output depends on"));
    constant.chain(unused).take(FINDINGS_MAX).collect()
}

fn found(book: &Book, checked: &Checked) -> Vec<Finding> {
    let workbook = book.workbook();
    if workbook.formulas().len() > FORMULAS_MAX {
        return Vec::new();
    }
    let all = findings(workbook, book.recalculation(), Some(checked.simulation.model()));
    let told = all.into_iter().take(FINDINGS_MAX).map(|finding| Finding {
        id: finding.rule.id.to_string(),
        severity: match finding.rule.severity {
            findings::Severity::High => Severity::High,
            findings::Severity::Medium => Severity::Medium,
            findings::Severity::Low => Severity::Low,
        },
        title: finding.rule.title.to_string(),
        cells: finding.cells.iter().map(|cell| workbook.cell_name(*cell)).collect(),
        message: finding.message,
        why: finding.rule.why.to_string(),
        remedy: finding.rule.remedy.to_string(),
        is_on_path: finding.is_on_path,
    });
    told.collect()
}

fn size(checked: &Checked) -> RunSize {
    let simulation = &checked.simulation;
    let model = simulation.model();
    let inputs = InputCells::new(&model.inputs);
    let roots = model.outputs.iter().map(|output| output.cell);
    let roots = roots.chain(model.conditions.iter().map(|condition| condition.cell));
    let slice = Slicer::new(simulation.workbook(), &inputs).slice(roots);
    let columns = (model.outputs.len() + model.conditions.len()) as u64;
    let mut interpreted = simulation.interpreted.clone();
    interpreted.sort_unstable();
    interpreted.dedup();
    RunSize {
        trials: checked.settings.trials,
        simulations: checked.simulations as u32,
        formula_cells: slice.order.len() as u64,
        interpreted_cells: interpreted.len() as u64,
        sample_bytes: checked.settings.trials.saturating_mul(columns).saturating_mul(8),
        estimated_seconds: None,
    }
}

fn label_of(workbook: &Workbook, cell: CellAddress, name: Option<&str>) -> String {
    let name = name.map(str::to_string).or_else(|| workbook.label(cell));
    name.unwrap_or_else(|| workbook.cell_name(cell))
}

fn number_format(workbook: &Workbook, cell: CellAddress) -> Option<String> {
    workbook.cell_at(cell).map(|cell| workbook.number_format(cell).to_string())
}

/// A value as the contracts have it.
pub fn cell_value(value: &Value) -> CellValue {
    match value {
        Value::Number(number) if number.is_finite() => CellValue::Number(*number),
        Value::Number(_) => CellValue::Error(CellErrorValue { error: "#NUM!".to_string() }),
        Value::Text(text) => CellValue::Text(text.to_string()),
        Value::Boolean(boolean) => CellValue::Boolean(*boolean),
        Value::Error(error) => CellValue::Error(CellErrorValue { error: error.text().to_string() }),
        Value::Array(array) => cell_value(array.get(0, 0)),
        _ => CellValue::Blank,
    }
}
