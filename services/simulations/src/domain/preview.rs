//! One distribution in pictures and numbers.

use std::sync::LazyLock;

use ulam_contracts::problem::FieldError;
use ulam_contracts::simulations::{
    DistributionPreview, Moments, PreviewArgument, PreviewDistribution, Quantile,
};
use ulam_engine::{Book, DateTime, Spec, Value};
use ulam_formula::address::CellAddress;
use ulam_formula::evaluate::distributions::DrawError;
use ulam_formula::evaluate::properties::{property_call, property_name};
use ulam_formula::evaluate::{Entry, Evaluator, Progress};
use ulam_formula::printer;
use ulam_formula::syntax::{Call, Callee, Expr, Formula};
use ulam_probability::distribution::Distribution;
use ulam_probability::distributions::{find, outline};
use ulam_simulation::conversion::in_our_terms;
use ulam_simulation::spec::locate;
use ulam_workbook::Workbook;

use super::validate::TEXT_BYTES_MAX;

/// Points of the curves if the request doesn't say.
const POINTS_DEFAULT: u32 = 200;
/// Most probabilities of a request.
const PROBABILITIES_MAX: usize = 100;
const PROBABILITIES: [f64; 9] = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];

/// A workbook without cells of interest, for calls that name none.
static EMPTY: LazyLock<Option<Book>> =
    LazyLock::new(|| Book::read(b"0\n", DateTime::date(2000, 1, 1)).ok());

fn wrong(field: &str, message: impl ToString) -> Vec<FieldError> {
    vec![FieldError { field: field.to_string(), message: message.to_string() }]
}

/// A picture of a distribution, whose parameters may name cells of a workbook.
///
/// # Errors
/// A call that can't be read, parameters outside their rules, limits of the request.
pub fn preview(
    book: Option<&Book>,
    request: &PreviewDistribution,
) -> Result<DistributionPreview, Vec<FieldError>> {
    let points = request.points.unwrap_or(POINTS_DEFAULT);
    if !(20..=1_000).contains(&points) {
        return Err(wrong("points", format!("{points} is not from 20 to 1000")));
    }
    let probabilities = request.probabilities.as_deref().unwrap_or(&PROBABILITIES);
    if probabilities.len() > PROBABILITIES_MAX {
        return Err(wrong("probabilities", format!("at most {PROBABILITIES_MAX}")));
    }
    if let Some(index) = probabilities.iter().position(|p| !(0.0..=1.0).contains(p)) {
        return Err(wrong(&format!("probabilities[{index}]"), "not from 0 to 1"));
    }
    if request.distribution.len() > TEXT_BYTES_MAX {
        return Err(wrong("distribution", format!("longer than {TEXT_BYTES_MAX} bytes")));
    }
    let book = book.or(EMPTY.as_ref()).ok_or_else(|| wrong("distribution", "can't be read now"))?;
    let workbook = book.workbook();
    let cell = match &request.cell {
        Some(text) if request.workbook_id.is_some() => text.clone(),
        _ => first_cell(workbook),
    };
    let address = locate(workbook, &cell).map_err(|error| wrong("cell", error))?;
    let mut text = request.distribution.trim().trim_start_matches('=').to_string();
    let mut formula = parsed(workbook, &cell, &text)?;
    let mut notes = Vec::new();
    let (name, call) = called(&formula)?;
    if find(&name).is_some_and(|found| found.alias.is_some()) {
        let ours =
            in_our_terms(workbook, address, call).map_err(|why| wrong("distribution", why))?;
        text = ours.0;
        notes = ours.1;
        formula = parsed(workbook, &cell, &text)?;
    }
    let (name, call) = called(&formula)?;
    let progress = Progress::default();
    let evaluator = Evaluator::new(workbook, address, Entry::Ordinary, &progress);
    let draw = evaluator.distribution(&name, call).map_err(|error| match error {
        DrawError::Parameters(message) => wrong("distribution", message),
        DrawError::Argument(error) => wrong("distribution", format!("a parameter is {error}")),
    })?;
    let law = &*draw.law;
    let outline: Vec<(f64, f64)> = outline(law, points as usize)
        .into_iter()
        .filter(|(x, density)| x.is_finite() && density.is_finite())
        .collect();
    let finite = |value: f64| value.is_finite().then_some(value);
    let family = find(&name).map_or(name.clone(), |found| found.family.name.to_string());
    Ok(DistributionPreview {
        distribution: text,
        family,
        arguments: arguments(workbook, address, &name, call),
        is_discrete: law.is_discrete(),
        x: outline.iter().map(|(x, _)| *x).collect(),
        density: outline.iter().map(|(_, density)| *density).collect(),
        cumulative: outline.iter().map(|(x, _)| law.cdf(*x)).collect(),
        quantiles: probabilities
            .iter()
            .map(|p| Quantile { probability: *p, value: finite(law.quantile(*p)) })
            .collect(),
        moments: moments(law),
        notes,
    })
}

fn moments(law: &dyn Distribution) -> Moments {
    let finite = |value: f64| value.is_finite().then_some(value);
    let (min, max) = law.support();
    let variance = finite(law.variance());
    Moments {
        mean: finite(law.mean()),
        sd: variance.map(f64::sqrt),
        variance,
        skewness: finite(law.skewness()),
        kurtosis: finite(law.kurtosis()),
        mode: finite(law.mode()),
        median: finite(law.quantile(0.5)),
        min: finite(min),
        max: finite(max),
    }
}

/// The workbook's first cell, as a text that names it.
fn first_cell(workbook: &Workbook) -> String {
    let sheet = workbook.sheets().first().map_or("Sheet1", |sheet| &*sheet.name);
    format!("'{}'!A1", sheet.replace('\'', "''"))
}

fn parsed(
    workbook: &Workbook,
    cell: &str,
    text: &str,
) -> Result<std::sync::Arc<Formula>, Vec<FieldError>> {
    let input = ulam_engine::InputSpec {
        cell: cell.to_string(),
        name: None,
        distribution: text.to_string(),
    };
    let spec = Spec { inputs: vec![input], ..Spec::default() };
    let bound = spec.bind(workbook).map_err(|error| {
        let message = error.0.split_once("': ").map_or(error.0.as_str(), |(_, rest)| rest);
        wrong("distribution", message)
    })?;
    let input = bound.model.inputs.into_iter().next();
    input.map(|input| input.formula).ok_or_else(|| wrong("distribution", "is empty"))
}

fn called(formula: &Formula) -> Result<(String, &Call), Vec<FieldError>> {
    match &formula.root {
        Expr::Call(call) => match &call.callee {
            Callee::Distribution(name) => Ok((name.to_string(), call)),
            _ => Err(wrong("distribution", "write one call, such as Pert(8, 10, 15)")),
        },
        _ => Err(wrong("distribution", "write one call, such as Pert(8, 10, 15)")),
    }
}

/// The arguments as written, with what they come to; then the modifiers.
fn arguments(
    workbook: &Workbook,
    cell: CellAddress,
    name: &str,
    call: &Call,
) -> Vec<PreviewArgument> {
    let progress = Progress::default();
    let evaluator = Evaluator::new(workbook, cell, Entry::Ordinary, &progress);
    let sheet_name =
        |sheet| workbook.sheet(sheet).map_or(String::new(), |sheet| sheet.name.to_string());
    let print = |expr: &Expr| printer::print(expr, cell, &sheet_name);
    let found = find(name);
    let by_parameters =
        found.is_some_and(|found| found.form == ulam_probability::distributions::Form::Parameters);
    let parameters = found.map_or(&[][..], |found| found.family.parameters);
    let mut plain = Vec::new();
    let mut modifiers = Vec::new();
    for argument in call.arguments.iter() {
        if let Some((_, modifier)) = property_call(argument) {
            modifiers.push(PreviewArgument {
                name: property_name(modifier).unwrap_or_default().to_string(),
                text: print(argument),
                value: None,
                is_modifier: true,
            });
            continue;
        }
        let index = plain.len();
        let parameter = parameters.get(index).or(parameters.last()).filter(|_| by_parameters);
        let is_law = matches!(argument, Expr::Call(inner) if matches!(inner.callee, Callee::Distribution(_)));
        let value = match is_law {
            true => None,
            false => match evaluator.evaluate_scalar(argument) {
                Value::Number(number) => Some(number).filter(|number| number.is_finite()),
                _ => None,
            },
        };
        plain.push(PreviewArgument {
            name: parameter.map_or(format!("argument {}", index + 1), |row| row.name.to_string()),
            text: print(argument),
            value,
            is_modifier: false,
        });
    }
    plain.extend(modifiers);
    plain
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    fn of(call: &str) -> Result<DistributionPreview, Vec<FieldError>> {
        preview(
            None,
            &PreviewDistribution {
                distribution: call.to_string(),
                workbook_id: None,
                cell: None,
                points: None,
                probabilities: Some(vec![0.5, 0.95]),
            },
        )
    }

    #[test]
    fn a_normal_is_as_the_tables_have_it() {
        let normal = of("Normal(100, 15)").expect("it can be shown");
        // SciPy 1.14: norm(100, 15).ppf(0.95) = 124.67280440427209, pdf(100) = 0.026596152026762.
        let quantile = normal.quantiles[1].value.expect("finite");
        assert!((quantile - 124.67280440427209).abs() < 1e-9);
        let highest = normal.density.iter().copied().fold(0.0, f64::max);
        assert!((highest - 0.026596152026762).abs() < 1e-5);
        assert_eq!((normal.x.len(), normal.moments.sd), (200, Some(15.0)));
        assert_eq!(normal.moments.min, None);
        assert!(normal.cumulative.is_sorted());
        let names: Vec<&str> =
            normal.arguments.iter().map(|argument| argument.name.as_str()).collect();
        assert_eq!(names, ["mean", "sd"]);
        assert_eq!(normal.arguments[1].value, Some(15.0));
    }

    #[test]
    fn other_tools_calls_are_translated_and_modifiers_told() {
        let risk = of("RiskPert(8, 10, 15, RiskTruncate(9, ))").expect("it can be shown");
        assert_eq!(risk.family, "Pert");
        assert!(risk.distribution.starts_with("Pert(8, 10, 15"), "{}", risk.distribution);
        assert_eq!(risk.moments.min, Some(9.0));
        assert!(risk.arguments.iter().any(|argument| argument.is_modifier));
        let poisson = of("Poisson(3)").expect("it can be shown");
        assert!(poisson.is_discrete);
        // e^-3 3^3/3! = 0.224041807655388 at 3.
        let at_three = poisson.x.iter().position(|x| *x == 3.0).expect("3 is possible");
        assert!((poisson.density[at_three] - 0.224041807655388).abs() < 1e-12);
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (call, part) in [
            ("Pert(8, 20, 15)", "most_likely"),
            ("Norml(0, 1)", "Normal"),
            ("Normal(0", "can't be read"),
            ("1+1", "not a distribution"),
            ("", ""),
        ] {
            let errors = of(call).expect_err(call);
            assert_eq!(errors[0].field, "distribution", "{call}");
            assert!(errors[0].message.contains(part), "{call}: {}", errors[0].message);
        }
    }

    #[test]
    fn a_preview_takes_less_than_twenty_milliseconds() {
        let _ = of("Normal(0, 1)");
        let calls =
            ["Pert(8, 10, 15)", "Gamma(2, 3)", "StudentT(4)", "Metalog(0.1, 5, 0.5, 8, 0.9, 12)"];
        for call in calls {
            let started = Instant::now();
            let _ = of(call);
            // Ten times as much, since tests aren't optimised and share the machine.
            assert!(started.elapsed().as_millis() < 200, "{call}: {:?}", started.elapsed());
        }
    }
}
