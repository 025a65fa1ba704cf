//! What each function of another simulation tool becomes: a report for each cell, and the calls in our
//! own terms.

use rustc_hash::FxHashMap;
use ulam_formula::address::{Area, CellAddress};
use ulam_formula::context::Context;
use ulam_formula::dependencies::Dependencies;
use ulam_formula::evaluate::add_ins::{AddIn, add_in};
use ulam_formula::evaluate::distributions::{is_draw, only_distribution};
use ulam_formula::evaluate::properties::{Property, property_call, property_name};
use ulam_formula::evaluate::{Entry, Evaluator, Progress};
use ulam_formula::parser::is_vendor_name;
use ulam_formula::printer;
use ulam_formula::syntax::{Call, Callee, Coordinate, Corner, Expr, Reference, SheetReference};
use ulam_formula::value::Value;
use ulam_probability::distribution::{Argument, ParameterKind};
use ulam_probability::distributions::{self, Alias, Form, vendors};
use ulam_workbook::Workbook;

/// The sheet that gets the distributions that stood inside formulas.
pub(crate) const INPUTS_SHEET: &str = "Ulam inputs";

/// Laws inside one another that are written out.
const DEPTH_MAX: u32 = 8;

/// What became of one function of another tool.
#[derive(Clone, Debug, PartialEq)]
pub struct Conversion {
    /// The cell that calls it.
    pub cell: CellAddress,
    /// The function, as that tool writes it.
    pub function: String,
    /// What it became: a distribution call of ours, or what is done in a few words. Empty if it is
    /// refused.
    pub became: String,
    /// What a user should know.
    pub notes: Vec<String>,
    /// Why it can't be honoured, if it can't.
    pub refused: Option<String>,
}

/// What becomes of the functions of other tools in a recalculated workbook, in the order of formulas.
pub fn conversions(workbook: &Workbook) -> Vec<Conversion> {
    let mut all = Vec::new();
    // Filled-down formulas are looked at once.
    let mut may_concern: FxHashMap<u32, bool> = FxHashMap::default();
    for (index, entry) in workbook.formulas().iter().enumerate() {
        if workbook.cells().formula(entry.cell) != Some(index) {
            continue;
        }
        let Some(entered) = workbook.formula_of(entry.cell) else { continue };
        let may = may_concern.entry(entry.distinct());
        if !*may.or_insert_with(|| calls_named(&entered.formula.root)) {
            continue;
        }
        let cell = workbook.cells().address(entry.cell);
        let mut pending = vec![&entered.formula.root];
        while let Some(expr) = pending.pop() {
            if let Expr::Call(call) = expr {
                if let Some(mut conversion) = conversion(workbook, cell, call) {
                    let is_whole = only_distribution(&entered.formula.root).is_some();
                    if let (true, Some(Value::Number(saved))) = (is_whole, workbook.cached(entry)) {
                        conversion.notes.extend(logarithmic_suspicion(workbook, cell, call, saved));
                    }
                    all.push(conversion);
                }
                // Properties are told of with their function.
                let parts = call.arguments.iter().rev();
                pending.extend(parts.filter(|part| property_call(part).is_none()));
            } else {
                pending.extend(children(expr).into_iter().rev());
            }
        }
    }
    all
}

/// Whether an expression calls anything that is no worksheet function.
fn calls_named(root: &Expr) -> bool {
    let mut calls = false;
    root.visit_parts(&mut |part| {
        calls |= matches!(part, Expr::Call(call) if property_name(call).is_some());
    });
    calls
}

fn children(expr: &Expr) -> Vec<&Expr> {
    match expr {
        Expr::Unary(_, inner)
        | Expr::Parentheses(inner)
        | Expr::Intersect(inner)
        | Expr::Spill(inner) => vec![inner],
        Expr::Binary(_, left, right) => vec![left, right],
        Expr::Apply(function, arguments) => {
            std::iter::once(&**function).chain(arguments.iter()).collect()
        }
        _ => Vec::new(),
    }
}

fn conversion(workbook: &Workbook, cell: CellAddress, call: &Call) -> Option<Conversion> {
    let name = property_name(call)?;
    let base = name.rsplit('!').next().unwrap_or(name);
    let made = |function: &str, became: &str| Conversion {
        cell,
        function: function.to_string(),
        became: became.to_string(),
        notes: Vec::new(),
        refused: None,
    };
    if let Callee::Distribution(_) = &call.callee {
        let found = distributions::find(name)?;
        let alias = found.alias?;
        let function = match found.form {
            Form::Parameters => alias.name.to_string(),
            Form::Object => format!("{}Object", alias.name),
            Form::Percentiles { is_descending } => {
                format!("{}Alt{}", alias.name, if is_descending { "D" } else { "" })
            }
        };
        let ours = our_call(workbook, cell, call, 0);
        let mut conversion = made(&function, &ours.text);
        conversion.notes = ours.notes;
        if found.form == Form::Object {
            conversion.notes.push("the law itself: it draws nothing here".to_string());
        }
        conversion.refused = ours.refused;
        return Some(conversion);
    }
    if !matches!(call.callee, Callee::Named(_)) {
        return None;
    }
    let became = match add_in(base) {
        Some(AddIn::Output) => "an output",
        Some(AddIn::Input) => "the name of the input beside it",
        Some(AddIn::MakeInput) => "its first argument",
        Some(AddIn::SimTable) => "one value of its list in each simulation",
        Some(AddIn::OfSamples(_)) => "computed after the run, from the samples",
        Some(AddIn::OfLaw(_)) => "exact, from the distribution",
        None => {
            let is_defined = workbook.name(cell.sheet, name).is_some();
            if is_defined || !is_vendor_name(base) {
                return None;
            }
            let why = vendors::uncertainty(base);
            let mut conversion = made(base, "");
            conversion.refused = Some(why.unwrap_or("Ulam doesn't know this function").to_string());
            return Some(conversion);
        }
    };
    Some(made(base, became))
}

/// A distribution call of any tool as a spec may hold it, and what a user should know of how it was
/// translated.
///
/// # Errors
/// Why it can't be honoured.
pub fn in_our_terms(
    workbook: &Workbook,
    cell: CellAddress,
    call: &Call,
) -> Result<(String, Vec<String>), String> {
    let ours = our_call(workbook, cell, call, 0);
    match ours.refused {
        Some(why) => Err(why),
        None => Ok((ours.text, ours.notes)),
    }
}

/// A distribution call in our terms.
#[derive(Clone, Debug, Default)]
pub(crate) struct OurCall {
    /// The call, as a spec has it; its references name their sheets.
    pub text: String,
    pub notes: Vec<String>,
    pub refused: Option<String>,
}

/// A distribution call of any tool, in our terms: a call that a spec for any cell may hold.
pub(crate) fn our_call(workbook: &Workbook, cell: CellAddress, call: &Call, depth: u32) -> OurCall {
    let mut ours = OurCall::default();
    let Callee::Distribution(name) = &call.callee else {
        return ours;
    };
    let Some(found) = distributions::find(name) else {
        return ours;
    };
    let progress = Progress::default();
    let evaluator = Evaluator::new(workbook, cell, Entry::Ordinary, &progress);
    let own: Vec<&Expr> =
        call.arguments.iter().filter(|argument| property_call(argument).is_none()).collect();
    let arguments: Vec<String> = own
        .iter()
        .enumerate()
        .map(|(index, argument)| {
            let kind = distributions::parameter_kind(name, index);
            parameter_text(workbook, cell, argument, kind, depth, &mut ours)
        })
        .collect();
    let needs_translation = found.alias.filter(|alias| is_translated(alias, own.len()));
    let ending = match found.form {
        Form::Percentiles { is_descending: true } => "AltD",
        Form::Percentiles { is_descending: false } => "Alt",
        _ => "",
    };
    ours.text = match needs_translation {
        None => format!("{}{ending}({}", found.family.name, arguments.join(", ")),
        Some(alias) if alias.name == "VoseSimulate" => {
            let law = arguments.first().map_or("", String::as_str);
            law.strip_suffix(')').unwrap_or(law).to_string()
        }
        Some(alias) => match literal_translation(workbook, cell, &evaluator, alias, call) {
            Some(text) => format!("{}({text}", found.family.name),
            None => {
                ours.notes.push(format!("its parameters are {}", alias.parameters.join(", ")));
                format!("{}({}", alias.name, arguments.join(", "))
            }
        },
    };
    if let Some(note) = found.alias.and_then(|alias| alias.note) {
        ours.notes.push(note.to_string());
    }
    for argument in call.arguments.iter() {
        let Some((property, modifier)) = property_call(argument) else { continue };
        property_text(workbook, cell, property, modifier, &mut ours);
    }
    ours.text.push(')');
    if ours.refused.is_none()
        && let Err(ulam_formula::evaluate::distributions::DrawError::Parameters(why)) =
            evaluator.distribution(name, call)
    {
        ours.refused = Some(why);
    }
    ours
}

/// Whether a tool's call isn't ours under another name.
fn is_translated(alias: &Alias, arguments: usize) -> bool {
    alias.translate.is_some() || arguments > alias.parameters.len()
}

/// Our arguments for a call whose parameters are written as numbers.
fn literal_translation(
    workbook: &Workbook,
    cell: CellAddress,
    evaluator: &Evaluator,
    alias: &Alias,
    call: &Call,
) -> Option<String> {
    let mut reads_cells = false;
    for argument in call.arguments.iter().filter(|argument| property_call(argument).is_none()) {
        let dependencies = Dependencies { context: workbook, host: cell };
        dependencies.visit(argument, &mut |_| reads_cells = true);
        argument.visit_parts(&mut |part| reads_cells |= matches!(part, Expr::Call(_)));
    }
    if reads_cells {
        return None;
    }
    let Callee::Distribution(name) = &call.callee else {
        return None;
    };
    let arguments = evaluator.distribution_arguments(name, call).ok()?;
    let translated = alias.translated(&arguments).ok()?;
    let mut parts: Vec<String> = Vec::new();
    for argument in &translated.arguments {
        parts.push(match argument {
            Argument::Number(number) => number_text(*number),
            Argument::List(list) => {
                let numbers: Vec<String> = list.iter().copied().map(number_text).collect();
                format!("{{{}}}", numbers.join(", "))
            }
            Argument::Text(_) | Argument::Law(_) => return None,
            Argument::Omitted => String::new(),
        });
    }
    if translated.low.is_some() || translated.high.is_some() {
        let bound = |bound: Option<f64>| bound.map_or(String::new(), number_text);
        parts.push(format!("Truncate({}, {})", bound(translated.low), bound(translated.high)));
    }
    if translated.shift != 0.0 {
        parts.push(format!("Shift({})", number_text(translated.shift)));
    }
    Some(parts.join(", "))
}

/// A number that reads back as itself.
fn number_text(number: f64) -> String {
    let magnitude = number.abs();
    if magnitude != 0.0 && !(1e-5..1e15).contains(&magnitude) {
        format!("{number:E}").replace('E', if magnitude >= 1.0 { "E+" } else { "E" })
    } else {
        format!("{number}")
    }
}

fn parameter_text(
    workbook: &Workbook,
    cell: CellAddress,
    argument: &Expr,
    kind: ParameterKind,
    depth: u32,
    ours: &mut OurCall,
) -> String {
    let takes_law = matches!(kind, ParameterKind::Law | ParameterKind::Laws | ParameterKind::Count);
    if takes_law && depth < DEPTH_MAX {
        let inner = match only_distribution(argument) {
            Some((_, call)) => Some(our_call(workbook, cell, call, depth + 1)),
            None => law_cell(workbook, cell, argument, kind).and_then(|holder| {
                let formula = Context::formula(workbook, holder)?;
                let (_, call) = only_distribution(&formula.root)?;
                Some(our_call(workbook, holder, call, depth + 1))
            }),
        };
        if let Some(inner) = inner {
            ours.notes.extend(inner.notes);
            ours.refused = ours.refused.take().or(inner.refused);
            return inner.text;
        }
    }
    expression_text(workbook, cell, argument)
}

/// The cell whose law a reference stands for, where a law is wanted.
fn law_cell(
    workbook: &Workbook,
    cell: CellAddress,
    argument: &Expr,
    kind: ParameterKind,
) -> Option<CellAddress> {
    let progress = Progress::default();
    let evaluator = Evaluator::new(workbook, cell, Entry::Ordinary, &progress);
    let Value::Area(area) = evaluator.evaluate(argument) else {
        return None;
    };
    let holder = area.is_cell().then(|| area.first())?;
    let formula = Context::formula(workbook, holder)?;
    let (_, call) = only_distribution(&formula.root)?;
    (kind != ParameterKind::Count || !is_draw(call)).then_some(holder)
}

/// An expression as a spec for any cell may hold it.
pub(crate) fn expression_text(workbook: &Workbook, cell: CellAddress, expr: &Expr) -> String {
    // The only sheet that isn't there is the one that `convert` adds.
    let sheet_name = |sheet| workbook.sheet_name(sheet).unwrap_or(INPUTS_SHEET).to_string();
    printer::print(&with_sheets(workbook, cell, expr), cell, &sheet_name)
}

/// An expression whose references say their sheets, and mean the same in every cell.
fn with_sheets(workbook: &Workbook, cell: CellAddress, expr: &Expr) -> Expr {
    mapped(expr, &mut |part| match part {
        Expr::Reference(reference) if reference.sheet == SheetReference::Host => {
            let corner = |corner: Corner| {
                let (row, column) = corner.resolve(cell);
                Corner { row: Coordinate::Absolute(row), column: Coordinate::Absolute(column) }
            };
            Some(Expr::Reference(Reference {
                sheet: SheetReference::Sheet(cell.sheet),
                first: corner(reference.first),
                last: corner(reference.last),
                is_cell: reference.is_cell,
            }))
        }
        Expr::Table(_) => {
            let progress = Progress::default();
            let evaluator = Evaluator::new(workbook, cell, Entry::Array, &progress);
            match evaluator.evaluate(part) {
                Value::Area(area) => Some(Expr::Reference(absolute(area))),
                _ => None,
            }
        }
        _ => None,
    })
}

/// A reference to an area.
pub(crate) fn absolute(area: Area) -> Reference {
    let corner = |row: u32, column: u16| Corner {
        row: Coordinate::Absolute(row),
        column: Coordinate::Absolute(column.into()),
    };
    Reference {
        sheet: SheetReference::Sheet(area.sheet),
        first: corner(area.first_row, area.first_column),
        last: corner(area.last_row, area.last_column),
        is_cell: area.is_cell(),
    }
}

/// An expression with parts replaced: where `replace` gives one, it stands instead of the part.
pub(crate) fn mapped(expr: &Expr, replace: &mut dyn FnMut(&Expr) -> Option<Expr>) -> Expr {
    if let Some(replacement) = replace(expr) {
        return replacement;
    }
    stacker::maybe_grow(128 * 1024, 2 * 1024 * 1024, || match expr {
        Expr::Unary(operator, inner) => Expr::Unary(*operator, Box::new(mapped(inner, replace))),
        Expr::Parentheses(inner) => Expr::Parentheses(Box::new(mapped(inner, replace))),
        Expr::Intersect(inner) => Expr::Intersect(Box::new(mapped(inner, replace))),
        Expr::Spill(inner) => Expr::Spill(Box::new(mapped(inner, replace))),
        Expr::Binary(operator, left, right) => {
            let left = mapped(left, replace);
            Expr::Binary(*operator, Box::new(left), Box::new(mapped(right, replace)))
        }
        Expr::Call(call) => Expr::Call(Call {
            callee: call.callee.clone(),
            arguments: call.arguments.iter().map(|part| mapped(part, replace)).collect(),
            site: call.site,
        }),
        Expr::Apply(function, arguments) => {
            let function = mapped(function, replace);
            let arguments = arguments.iter().map(|part| mapped(part, replace)).collect();
            Expr::Apply(Box::new(function), arguments)
        }
        other => other.clone(),
    })
}

/// Appends a modifier to our call, or a note about it.
fn property_text(
    workbook: &Workbook,
    cell: CellAddress,
    property: Property,
    call: &Call,
    ours: &mut OurCall,
) {
    let theirs = property_name(call).unwrap_or_default().to_string();
    let arguments = || {
        let texts: Vec<String> =
            call.arguments.iter().map(|part| expression_text(workbook, cell, part)).collect();
        texts.join(", ")
    };
    let is_plain = !theirs.starts_with("PSI") || call.arguments.len() <= 2;
    let plain = match property {
        Property::Truncate if is_plain => "Truncate",
        Property::TruncateByProbability => "TruncateP",
        Property::TruncateShifted => "Truncate2",
        Property::TruncateShiftedByProbability => "TruncateP2",
        Property::Shift => "Shift",
        Property::Static => "Static",
        Property::Lock => "Lock",
        Property::Seed => {
            let seed = call.arguments.last();
            let seed = seed.map_or(String::new(), |seed| expression_text(workbook, cell, seed));
            ours.text.push_str(&format!(", Seed({seed})"));
            ours.notes.push("draws by its own seed, whatever the run's".to_string());
            return;
        }
        Property::Truncate | Property::Compound => {
            ours.text.push_str(&format!(", {theirs}({})", arguments()));
            return;
        }
        Property::Name => return,
        Property::Correlation => {
            ours.notes.push("correlated by its matrix".to_string());
            return;
        }
        Property::Dependent | Property::Independent => {
            ours.notes.push("correlated by its identifier".to_string());
            return;
        }
        Property::Display => {
            ours.notes.push(format!("{theirs} changes no number"));
            return;
        }
        Property::Refused(why) => {
            ours.refused = Some(why.to_string());
            return;
        }
    };
    ours.text.push_str(&format!(", {plain}({})", arguments()));
}

/// A warning where the value that the file saved fits a lognormal law of ln X, not of X: some add-ins
/// reuse @RISK's name with the other convention.
fn logarithmic_suspicion(
    workbook: &Workbook,
    cell: CellAddress,
    call: &Call,
    saved: f64,
) -> Option<String> {
    let Callee::Distribution(name) = &call.callee else {
        return None;
    };
    if !name.eq_ignore_ascii_case("RISKLOGNORM") {
        return None;
    }
    let progress = Progress::default();
    let evaluator = Evaluator::new(workbook, cell, Entry::Ordinary, &progress);
    let arguments = evaluator.distribution_arguments(name, call).ok()?;
    let of_logarithms = distributions::build("Lognormal2", arguments.get(..2)?).ok()?;
    let is_within = |p: f64| (0.001..=0.999).contains(&p);
    let of_value = distributions::build("Lognormal", arguments.get(..2)?);
    let fits = of_value.is_ok_and(|law| (1e-6..=1.0 - 1e-6).contains(&law.cdf(saved)));
    (!fits && is_within(of_logarithms.cdf(saved))).then(|| {
        format!(
            "the saved value {saved} doesn't fit a mean and standard deviation of X, as @RISK takes \
             them, but does fit those of ln X: if another add-in made this workbook, use \
             Lognormal2"
        )
    })
}
