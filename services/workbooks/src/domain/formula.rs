//! Formulas by themselves: evaluate, validate.

use std::time::Instant;

use ulam_contracts::workbooks::{
    CellValue, EvaluateRequest, EvaluateResponse, FormulaError, ValidateFormulaRequest,
    ValidateFormulaResponse,
};
use ulam_formula::address::CellAddress;
use ulam_formula::evaluate::{Entry, evaluate_formula};
use ulam_formula::parser::{ParseError, parse};
use ulam_formula::printer;
use ulam_formula::value::Value;
use ulam_simulation::prepare::unsupported_functions;
use ulam_workbook::{Limits, Workbook};

use super::calculate::{Wrong, with_set};
use super::open::OpenBook;
use super::references::{Piece, characters, pieces, references};
use super::value::{contract_value, shown};

/// Longest formula: Excel's.
const CHARACTERS_MAX: usize = 8_192;
/// Elements of an array that are told.
const ELEMENTS_MAX: usize = 10_000;

/// A workbook with one empty sheet, for formulas that name no cells.
///
/// # Errors
/// Never, as long as the reader takes a text of one blank line.
pub fn empty_workbook() -> Result<Workbook, String> {
    Workbook::read(b"\" \"\n", &Limits::default()).map_err(|error| error.to_string()).map(
        |mut workbook| {
            let first = CellAddress { sheet: 0, row: 0, column: 0 };
            workbook.set_constant(first, Value::Blank);
            workbook
        },
    )
}

fn checked_length(formula: &str) -> Result<(), Wrong> {
    if formula.trim().is_empty() {
        return Err(("formula".to_string(), "empty".to_string()));
    }
    if formula.chars().count() > CHARACTERS_MAX {
        return Err(("formula".to_string(), format!("longer than {CHARACTERS_MAX} characters")));
    }
    Ok(())
}

fn host_of(workbook: &Workbook, cell: Option<&str>) -> Result<CellAddress, Wrong> {
    match cell {
        None => Ok(CellAddress { sheet: 0, row: 0, column: 0 }),
        Some(cell) => {
            workbook.locate(cell).map_err(|error| ("cell".to_string(), error.to_string()))
        }
    }
}

fn position(text: &str, error: &ParseError) -> FormulaError {
    FormulaError { message: error.message.clone(), position: characters(text, error.at) }
}

/// Evaluates a formula in a workbook, or in an empty one.
///
/// # Errors
/// A formula that can't be read, with the position; cells that aren't there.
pub fn evaluate(
    book: Option<&OpenBook>,
    request: &EvaluateRequest,
) -> Result<EvaluateResponse, Wrong> {
    let started = Instant::now();
    checked_length(&request.formula)?;
    let changed = match book {
        Some(book) => with_set(book, &request.set)?.map(|(workbook, _)| workbook),
        None if !request.set.is_empty() => {
            return Err(("set".to_string(), "names cells, but workbook_id is missing".to_string()));
        }
        None => Some(empty_workbook().map_err(|why| ("formula".to_string(), why))?),
    };
    let workbook = match (&changed, book) {
        (Some(workbook), _) => workbook,
        (None, Some(book)) => &book.workbook,
        (None, None) => return Err(("workbook_id".to_string(), "missing".to_string())),
    };
    let host = host_of(workbook, request.cell.as_deref())?;
    let formula = parse(&request.formula, host, workbook.sheet_names()).map_err(|error| {
        let at = position(&request.formula, &error);
        ("formula".to_string(), format!("{} (at character {})", at.message, at.position))
    })?;
    let value = evaluate_formula(workbook, host, Entry::Array, &formula);
    let array = match &value {
        Value::Array(array) if array.rows() * array.columns() > ELEMENTS_MAX => {
            let size = array.rows() * array.columns();
            return Err((
                "formula".to_string(),
                format!("gives {size} values; {ELEMENTS_MAX} are allowed"),
            ));
        }
        Value::Array(array) => {
            let row = |row: usize| -> Vec<CellValue> {
                (0..array.columns()).map(|column| contract_value(array.get(row, column))).collect()
            };
            Some((0..array.rows()).map(row).collect())
        }
        _ => None,
    };
    Ok(EvaluateResponse {
        text: shown(&value, None, workbook.date_system()),
        value: contract_value(&value),
        array,
        elapsed_ms: started.elapsed().as_secs_f64() * 1e3,
    })
}

/// Parses a formula, and looks for functions that Ulam doesn't have.
///
/// # Errors
/// A cell that isn't there, a formula that is too long.
pub fn validate(
    book: Option<&OpenBook>,
    request: &ValidateFormulaRequest,
) -> Result<ValidateFormulaResponse, Wrong> {
    let text = &request.formula;
    if text.chars().count() > CHARACTERS_MAX {
        checked_length(text)?;
    }
    let empty = match book {
        Some(_) => None,
        None => Some(empty_workbook().map_err(|why| ("formula".to_string(), why))?),
    };
    let workbook = match (book, &empty) {
        (Some(book), _) => &book.workbook,
        (None, Some(empty)) => empty,
        (None, None) => return Err(("workbook_id".to_string(), "missing".to_string())),
    };
    let host = host_of(workbook, request.cell.as_deref())?;
    let mut functions: Vec<String> = Vec::new();
    for (piece, range) in pieces(text) {
        let Some(name) = text.get(range).filter(|_| piece == Piece::Function) else { continue };
        let name = name.to_uppercase();
        let name = name.trim_start_matches("_XLFN.").trim_start_matches("_XLWS.").to_string();
        if !functions.contains(&name) {
            functions.push(name);
        }
    }
    let references = references(workbook, host, text);
    match parse(text, host, workbook.sheet_names()) {
        Err(error) => Ok(ValidateFormulaResponse {
            is_valid: false,
            formula: None,
            error: Some(position(text, &error)),
            references,
            functions,
            unsupported: Vec::new(),
            is_random: false,
        }),
        Ok(formula) => {
            let unsupported = unsupported_functions(workbook, host, &formula.root);
            let error = unsupported.first().map(|name| {
                let at = text.to_uppercase().find(name.as_str()).unwrap_or(0);
                let known = ulam_formula::functions::coverage::reason_missing(name);
                let why = known.map_or("there is no such function".to_string(), |reason| {
                    format!("it {reason}")
                });
                FormulaError {
                    message: format!("{name} is not computed here: {why}"),
                    position: characters(text, at),
                }
            });
            let sheet_name = |sheet| {
                workbook
                    .sheet(sheet)
                    .map_or_else(|| "#REF".to_string(), |sheet| sheet.name.to_string())
            };
            Ok(ValidateFormulaResponse {
                is_valid: unsupported.is_empty(),
                formula: Some(format!("={}", printer::print(&formula.root, host, &sheet_name))),
                error,
                references,
                functions,
                unsupported,
                is_random: formula.sites > 0,
            })
        }
    }
}
