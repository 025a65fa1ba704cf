//! `ulam functions`: the function library.

use std::collections::BTreeMap;
use std::io::Write;

use clap::Args;
use ulam_formula::function::Function;
use ulam_formula::functions::coverage::{EXCEL_FUNCTIONS, count_present, reason_missing};
use ulam_formula::functions::reference::{category_name, reference_markdown};
use ulam_formula::functions::{all, find};

use crate::error::{ExitCode, Failure};
use crate::terminal::colour::{DIM, HEADING};

#[derive(Args)]
#[command(after_help = "\
Examples:
  ulam functions
  ulam functions XLOOKUP")]
pub struct FunctionsArguments {
    /// One function.
    name: Option<String>,
    /// Print the whole reference as Markdown.
    #[arg(long, conflicts_with = "name")]
    markdown: bool,
}

/// Runs the command.
pub fn run(arguments: &FunctionsArguments) -> Result<ExitCode, Failure> {
    let mut out = anstream::stdout().lock();
    if arguments.markdown {
        write!(out, "{}", reference_markdown())?;
        return Ok(ExitCode::Success);
    }
    let Some(name) = &arguments.name else {
        return list(&mut out);
    };
    match find(&name.trim().to_uppercase()) {
        Some(function) => {
            write_function(&mut out, function)?;
            Ok(ExitCode::Success)
        }
        None => Err(unknown(name)),
    }
}

fn list(out: &mut impl Write) -> Result<ExitCode, Failure> {
    let mut categories: BTreeMap<&'static str, Vec<&'static Function>> = BTreeMap::new();
    let mut count = 0;
    for function in all() {
        categories.entry(category_name(function.category)).or_default().push(function);
        count += 1;
    }
    writeln!(out, "{HEADING}{count} functions{HEADING:#}")?;
    for (category, mut functions) in categories {
        functions.sort_by_key(|function| function.name);
        writeln!(out, "\n{HEADING}{category}{HEADING:#} {DIM}({}){DIM:#}", functions.len())?;
        for function in functions {
            writeln!(out, "  {:<18} {DIM}{}{DIM:#}", function.name, function.summary)?;
        }
    }
    writeln!(out, "\n{HEADING}Of Excel's list{HEADING:#}")?;
    for category in EXCEL_FUNCTIONS {
        let (here, listed) = (count_present(category), category.functions.len());
        writeln!(out, "  {:<36} {DIM}{here} of {listed}{DIM:#}", category.name)?;
        for name in category.functions {
            if let Some(reason) = reason_missing(name) {
                writeln!(out, "    {DIM}{name} {reason}{DIM:#}")?;
            }
        }
    }
    writeln!(out, "\n`ulam functions <name>` explains one and its parameters.")?;
    Ok(ExitCode::Success)
}

fn write_function(out: &mut impl Write, function: &Function) -> Result<(), Failure> {
    writeln!(out, "{HEADING}{}{HEADING:#}", function.signature())?;
    writeln!(out, "\n{}", function.summary)?;
    write!(out, "{DIM}{}", category_name(function.category))?;
    if function.random {
        write!(out, "; draws random numbers: its cells are inputs of a simulation")?;
    } else if function.volatile {
        write!(out, "; recomputed at every recalculation")?;
    }
    writeln!(out, "{DIM:#}")?;
    if !function.examples.is_empty() {
        writeln!(out, "\n{HEADING}Examples{HEADING:#}")?;
        let width = function.examples.iter().map(|example| example.formula.len()).max();
        for example in function.examples {
            let width = width.unwrap_or(0);
            writeln!(out, "  ={:<width$}  {}", example.formula, example.result)?;
        }
    }
    Ok(())
}

fn unknown(name: &str) -> Failure {
    const LENGTH_MAX: usize = 64; // longer is no misspelling
    let wanted = name.to_uppercase();
    if let Some(reason) = reason_missing(&wanted) {
        return Failure::usage(format!("{wanted} is not computed here: it {reason}"));
    }
    let nearest = all()
        .filter(|_| wanted.len() <= LENGTH_MAX)
        .map(|function| (strsim::damerau_levenshtein(&wanted, function.name), function.name))
        .min()
        .filter(|(distance, _)| *distance <= 1 + wanted.len() / 4);
    Failure::usage(match nearest {
        Some((_, known)) => format!("there is no function named {name}; did you mean {known}?"),
        None => format!("there is no function named {name}; `ulam functions` lists them"),
    })
}
