//! `ulam distributions`: the distribution library.

use std::io::Write;

use clap::Args;
use ulam_probability::distribution::Family;
use ulam_probability::distributions::{
    FAMILIES, aliases_of, alternate_families, find, nearest_name, reference_markdown, signature,
    vendors,
};

use crate::error::{ExitCode, Failure};
use crate::terminal::colour::{DIM, HEADING};

#[derive(Args)]
#[command(after_help = "\
Examples:
  ulam distributions
  ulam distributions Pert
  ulam distributions RiskLognorm      another tool's name: how its parameters translate

Any distribution can be changed by more arguments, in any order:
  Truncate(low, high)     Normal(100, 15, Truncate(0, ))
  TruncateP(low, high)    by probability: Normal(100, 15, TruncateP(0.05, 0.95))
  Shift(by)               Lognormal(20, 5, Shift(10))
  Static(value)           the value when not simulating
  Lock()                  keeps the input at that value
  Seed(number)            the input's own seed, whatever the run's
  Name(\"text\")            what the input is called

Parameters may be cells and formulas; those of Mixture, Splice and Compound are distributions. Most
continuous distributions can be described by percentiles, in pairs with Alt behind the name:
  NormalAlt(0.05, 90, 0.95, 110)
  TriangularAlt(\"minimum\", 0, \"most_likely\", 10, 0.95, 30)")]
pub struct DistributionsArguments {
    /// One distribution, by our name or another tool's.
    name: Option<String>,
    /// Print the whole reference as Markdown.
    #[arg(long, conflicts_with = "name")]
    markdown: bool,
}

/// Runs the command.
pub fn run(arguments: &DistributionsArguments) -> Result<ExitCode, Failure> {
    let mut out = anstream::stdout().lock();
    if arguments.markdown {
        write!(out, "{}", reference_markdown())?;
        return Ok(ExitCode::Success);
    }
    let Some(name) = &arguments.name else {
        writeln!(out, "{HEADING}{} distributions{HEADING:#}\n", FAMILIES.len())?;
        for family in FAMILIES {
            writeln!(out, "{}", signature(family))?;
            writeln!(out, "    {DIM}{}{DIM:#}", family.summary)?;
        }
        writeln!(out, "\n`ulam distributions <name>` explains one and its parameters.")?;
        return Ok(ExitCode::Success);
    };
    match find(name) {
        Some(found) => {
            write_family(&mut out, found.family)?;
            Ok(ExitCode::Success)
        }
        None if vendors::uncertainty(&name.to_ascii_uppercase()).is_some() => {
            let why = vendors::uncertainty(&name.to_ascii_uppercase()).unwrap_or_default();
            Err(Failure::usage(format!("{name} isn't translated: {why}")))
        }
        None => Err(Failure::usage(match nearest_name(name) {
            Some(known) => format!("there is no distribution named {name}; did you mean {known}?"),
            None => {
                format!("there is no distribution named {name}; `ulam distributions` lists them")
            }
        })),
    }
}

fn write_family(out: &mut impl Write, family: &Family) -> Result<(), Failure> {
    writeln!(out, "{HEADING}{}{HEADING:#}", signature(family))?;
    writeln!(out, "\n{}", family.summary)?;
    writeln!(out, "{DIM}{}{DIM:#}", family.formula)?;
    writeln!(out, "\n{HEADING}Parameters{HEADING:#}")?;
    let width = family.parameters.iter().map(|parameter| parameter.name.len()).max().unwrap_or(0);
    for parameter in family.parameters {
        let default = match parameter.default {
            Some(value) if value.is_infinite() => " (may be left out)".to_string(),
            Some(value) => format!(" (default {value})"),
            None => String::new(),
        };
        writeln!(out, "  {:<width$}  {}{default}", parameter.name, parameter.meaning)?;
    }
    writeln!(out, "\n{HEADING}Example{HEADING:#}")?;
    writeln!(out, "  ulam simulate model.xlsx --input 'Model!B3={}'", family.example)?;
    if alternate_families().any(|known| known.name == family.name) {
        writeln!(out, "\n{HEADING}By percentiles{HEADING:#}")?;
        writeln!(out, "  {}Alt(probability, value, probability, value, ...)", family.name)?;
        writeln!(
            out,
            "  {DIM}a parameter's name in quotes may stand in place of a probability{DIM:#}"
        )?;
    }
    let aliases: Vec<_> = aliases_of(family).collect();
    if !aliases.is_empty() {
        writeln!(out, "\n{HEADING}Also known as{HEADING:#}")?;
        let width = aliases.iter().map(|alias| alias.name.len()).max().unwrap_or(0);
        for alias in aliases {
            writeln!(out, "  {:<width$}  {}", alias.name, alias.convention())?;
        }
    }
    Ok(())
}
