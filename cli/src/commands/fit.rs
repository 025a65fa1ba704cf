//! `ulam fit`: which distribution describes data best, and the call to paste.

mod columns;
mod correlation;
mod json;
mod numbers;
mod table;

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use ulam_probability::fitting::{
    Bootstrap, Bounds, COUNT_MIN, Criterion, FitError, Fitted, Kind, Options, REPLICATES_MAX,
    bootstrap, fit,
};
use ulam_report::{FitPicture, fit_html, fit_svg};
use ulam_simulation::spec::parse_count;

use crate::error::{ExitCode, Failure};
use crate::output_file;
use crate::terminal;
use crate::terminal::listed;
use crate::terminal::number::{count, counted, readable};
use columns::{Column, Selection};

/// Values named in one note.
const NAMED_MAX: usize = 5;

#[derive(Args)]
#[command(after_help = "\
Examples:
  ulam fit claims.csv --column amount
  ulam fit book.xlsx --range 'Data!A2:A500' --bounded-below 0
  cut -f3 log.tsv | ulam fit - --discrete
  ulam fit returns.csv --columns stocks,bonds --correlation > model.yaml

Each family is fitted by maximum likelihood. A fit by a family of more parameters is always closer:
rank by bic (the default), aicc or aic, which charge for parameters. K-S and A-D measure the
distance between data and fit; since the parameters come from the same data, their tables don't
apply, and --bootstrap estimates what a distance means. With enough data every family is rejected:
look at the plot, and at the tail that matters to you.

Paste the call where you simulate: ulam simulate model.xlsx --input 'Sheet!B3=Gamma(2.13, 14.2)'")]
pub struct FitArguments {
    /// A .csv, .tsv or .txt file, a workbook, or - for standard input.
    file: PathBuf,
    /// The column: its name in the first row, or its number from 1.
    #[arg(long, value_name = "NAME|NUMBER", conflicts_with_all = ["columns", "range"], help_heading = "Data")]
    column: Option<String>,
    /// Several columns, separated by commas; with --correlation.
    #[arg(
        long,
        value_name = "A,B,...",
        value_delimiter = ',',
        requires = "correlation",
        conflicts_with = "range",
        help_heading = "Data"
    )]
    columns: Vec<String>,
    /// The cells of a workbook: Data!A2:A500, Data!A:A or a defined name.
    #[arg(long, value_name = "RANGE", help_heading = "Data")]
    range: Option<String>,
    /// Print each column's best fit and the rank correlations as YAML for `ulam simulate --model`.
    #[arg(long, conflicts_with_all = ["json", "plot", "bootstrap", "top"], help_heading = "Data")]
    correlation: bool,
    /// The model's cells that the columns stand for, with --correlation.
    #[arg(
        long,
        value_name = "CELL,CELL,...",
        value_delimiter = ',',
        requires = "correlation",
        help_heading = "Data"
    )]
    cells: Vec<String>,

    /// Only these distributions, such as Gamma,Weibull,'Gamma shifted'.
    #[arg(long, value_name = "A,B,...", value_delimiter = ',', help_heading = "Distributions")]
    family: Vec<String>,
    /// Distributions of whole numbers only.
    #[arg(long, conflicts_with = "continuous", help_heading = "Distributions")]
    discrete: bool,
    /// Continuous distributions only, also for whole numbers.
    #[arg(long, help_heading = "Distributions")]
    continuous: bool,
    /// The smallest possible value, known from what the numbers are.
    #[arg(long, value_name = "X", allow_hyphen_values = true, help_heading = "Distributions")]
    bounded_below: Option<f64>,
    /// The largest possible value.
    #[arg(long, value_name = "X", allow_hyphen_values = true, help_heading = "Distributions")]
    bounded_above: Option<f64>,

    /// What the best is. [default: bic]
    #[arg(long, value_name = "bic|aic|aicc|ks|ad|chi2", help_heading = "Results")]
    rank: Option<String>,
    /// How many to show. [default: 8]
    #[arg(long, value_name = "N", help_heading = "Results")]
    top: Option<usize>,
    /// Draw N samples from each distribution shown and fit it to them: p-values and errors of
    /// parameters that account for the fitting. 200 or more.
    #[arg(long, value_name = "N", help_heading = "Results")]
    bootstrap: Option<String>,
    /// Seed of the bootstrap. [default: 1]
    #[arg(
        long,
        value_name = "S",
        default_value_t = 1,
        hide_default_value = true,
        help_heading = "Results"
    )]
    seed: u64,
    /// Print one JSON object.
    #[arg(long, help_heading = "Results")]
    json: bool,
    /// Write histogram, Q-Q and P-P plots to a picture or a page.
    #[arg(long, value_name = "OUT.svg|OUT.html", help_heading = "Results")]
    plot: Option<PathBuf>,
}

/// What was asked, and what came of it.
struct Result<'a> {
    file: &'a Path,
    column: &'a Column,
    fitted: &'a Fitted,
    criterion: Criterion,
    top: usize,
    /// Of the first fits.
    bootstraps: &'a [Bootstrap],
    notes: &'a [String],
}

/// Runs the command.
pub fn run(arguments: &FitArguments) -> std::result::Result<ExitCode, Failure> {
    let criterion = criterion(arguments.rank.as_deref())?;
    let replicates = replicates(arguments.bootstrap.as_deref())?;
    let plot = match &arguments.plot {
        Some(path) => {
            let extension = output_file::extension(path, "--plot", &["svg", "html"])?;
            output_file::check_writable(path)?;
            Some((path, extension))
        }
        None => None,
    };
    let top = arguments.top.unwrap_or(8);
    if top == 0 {
        return Err(Failure::usage("--top: 0 fits show nothing: ask for at least 1"));
    }
    let options = options(arguments, criterion)?;
    if arguments.correlation {
        return correlated(arguments, &options);
    }

    let selection = match (&arguments.column, &arguments.range) {
        (Some(name), _) => Selection::Named(vec![name.clone()]),
        (None, Some(range)) => Selection::Range(range.clone()),
        (None, None) => Selection::Only,
    };
    let mut columns = columns::read(&arguments.file, &selection)?;
    if columns.len() != 1 {
        let count = columns.len();
        return Err(Failure::usage(format!(
            "the range has {count} columns: fit one at a time, or add --correlation"
        )));
    }
    let column = columns.remove(0);
    let values = column.numbers();
    let fitted = fit(&values, &options).map_err(|error| refused(&column, &error))?;
    let mut notes = column.notes();
    notes.extend(fitted.notes.iter().cloned());
    notes.extend(outliers(&column, &fitted));

    let shown = fitted.fits.iter().take(top);
    let bootstraps: Vec<Bootstrap> = match replicates {
        Some(replicates) => {
            shown.map(|fit| bootstrap(fit, values.len(), replicates, arguments.seed)).collect()
        }
        None => Vec::new(),
    };
    if let Some((path, extension)) = plot {
        let picture = FitPicture {
            title: &column.title(&arguments.file),
            fitted: &fitted,
            bootstraps: &bootstraps,
            notes: &notes,
            version: env!("CARGO_PKG_VERSION"),
        };
        let text = if extension == "svg" { fit_svg(&picture) } else { fit_html(&picture) };
        output_file::write(path, text.as_bytes())?;
    }
    let result = Result {
        file: &arguments.file,
        column: &column,
        fitted: &fitted,
        criterion,
        top,
        bootstraps: &bootstraps,
        notes: &notes,
    };
    if arguments.json {
        let mut out = BufWriter::new(io::stdout().lock());
        serde_json::to_writer(&mut out, &json::FitResult::new(&result))?;
        writeln!(out)?;
        out.flush()?;
    } else {
        for note in &notes {
            terminal::warn(note);
        }
        let mut out = anstream::stdout().lock();
        table::write(&mut out, &result)?;
        out.flush()?;
    }
    Ok(ExitCode::Success)
}

/// Fits of several columns with their rank correlations.
fn correlated(
    arguments: &FitArguments,
    options: &Options,
) -> std::result::Result<ExitCode, Failure> {
    let selection = match (&arguments.column, &arguments.range) {
        (Some(name), _) => Selection::Named(vec![name.clone()]),
        (None, Some(range)) => Selection::Range(range.clone()),
        (None, None) if arguments.columns.is_empty() => Selection::All,
        (None, None) => Selection::Named(arguments.columns.clone()),
    };
    let columns = columns::read(&arguments.file, &selection)?;
    if columns.len() < 2 {
        return Err(Failure::usage("--correlation needs two columns or more"));
    }
    if !arguments.cells.is_empty() && arguments.cells.len() != columns.len() {
        return Err(Failure::usage(format!(
            "--cells names {} for {}",
            counted(arguments.cells.len() as u64, "cell"),
            counted(columns.len() as u64, "column")
        )));
    }
    let mut fits = Vec::with_capacity(columns.len());
    for column in &columns {
        let fitted = fit(&column.numbers(), options).map_err(|error| refused(column, &error))?;
        for note in column.notes().iter().chain(&fitted.notes) {
            terminal::warn(&format!("{}: {note}", column.name));
        }
        fits.push(fitted);
    }
    let text = correlation::yaml(&arguments.file, &columns, &fits, &arguments.cells)?;
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(ExitCode::Success)
}

fn options(
    arguments: &FitArguments,
    criterion: Criterion,
) -> std::result::Result<Options, Failure> {
    let kind = match (arguments.discrete, arguments.continuous) {
        (true, _) => Kind::Discrete,
        (_, true) => Kind::Continuous,
        _ => Kind::Automatic,
    };
    for (option, bound) in
        [("--bounded-below", arguments.bounded_below), ("--bounded-above", arguments.bounded_above)]
    {
        if bound.is_some_and(|bound| !bound.is_finite()) {
            return Err(Failure::usage(format!("{option}: the bound must be a finite number")));
        }
    }
    let bounds = Bounds { below: arguments.bounded_below, above: arguments.bounded_above };
    Ok(Options { kind, families: arguments.family.clone(), bounds, criterion })
}

fn criterion(text: Option<&str>) -> std::result::Result<Criterion, Failure> {
    Ok(match text.map(str::to_lowercase).as_deref() {
        None | Some("bic") => Criterion::Bic,
        Some("aic") => Criterion::Aic,
        Some("aicc") => Criterion::Aicc,
        Some("ks") => Criterion::KolmogorovSmirnov,
        Some("ad") => Criterion::AndersonDarling,
        Some("chi2") => Criterion::ChiSquared,
        Some(other) => {
            return Err(Failure::usage(format!(
                "--rank: '{other}' is not one of bic, aic, aicc, ks, ad, chi2"
            )));
        }
    })
}

fn replicates(text: Option<&str>) -> std::result::Result<Option<usize>, Failure> {
    let Some(text) = text else {
        return Ok(None);
    };
    match parse_count(text) {
        Ok(number) if (20..=REPLICATES_MAX as u64).contains(&number) => Ok(Some(number as usize)),
        _ => Err(Failure::usage(format!(
            "--bootstrap: '{text}' is no number from 20 to {REPLICATES_MAX}"
        ))),
    }
}

/// Why a column can't be fitted, with where that is and what was left out of it.
fn refused(column: &Column, error: &FitError) -> Failure {
    let mut message = format!("{}: {error}", column.name);
    if let FitError::TooFew { count } = error
        && *count < COUNT_MIN
    {
        let left_out = column.notes();
        if !left_out.is_empty() {
            message.push_str(&format!(" ({})", left_out.join("; ")));
        }
    }
    Failure::usage(message)
}

/// Numbers far from all others, with where they are.
fn outliers(column: &Column, fitted: &Fitted) -> Option<String> {
    let values = fitted.sample.outliers();
    // Where there are many, it is the distribution that has a tail.
    if values.is_empty() || values.len() as f64 > 0.02 * fitted.sample.count() + 2.0 {
        return None;
    }
    let named = values.iter().map(|value| match column.place_of(*value) {
        Some(place) => format!("{} ({place})", readable(*value)),
        None => readable(*value),
    });
    let named = listed(named, NAMED_MAX);
    let are = if values.len() == 1 { "number lies" } else { "numbers lie" };
    Some(format!(
        "{} {are} far from the others: {named}; check them, since they pull on the fit",
        count(values.len() as u64)
    ))
}
