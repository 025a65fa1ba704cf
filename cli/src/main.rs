//! The `ulam` program: commands and their composition.
//!
//! Each command reads a workbook through [`open`], asks the engine, and prints for people
//! ([`terminal`]) or for programs (JSON, most of it by `ulam_report::json`). Errors and exit codes are in [`error`].

mod clock;
mod commands;
mod error;
mod open;
mod output_file;
mod report;
mod samples;
mod server;
mod terminal;

use std::io::Write;
use std::process;

use clap::{Parser, Subcommand};

use error::{EXIT_CODES, Failure};

/// Monte Carlo simulation of ordinary Excel workbooks.
///
/// Mark the cells you are unsure of with distributions, name the cells you care about, and see how
/// they are distributed and what drives them. Workbooks with RAND or @RISK functions run as they
/// are.
#[derive(Parser)]
#[command(
    name = "ulam",
    version,
    subcommand_required = true,
    arg_required_else_help = true,
    max_term_width = 100,
    after_help = format!("\
Start with:
  ulam check model.xlsx                  does Ulam compute what Excel computed? what can be varied?
  ulam simulate model.xlsx --input 'Model!B3=Pert(8, 10, 15)' --output 'Model!B20'
  ulam serve --demo --open               the same in the browser, for all your colleagues

{EXIT_CODES}")
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run a Monte Carlo simulation and show the results.
    Simulate(Box<commands::simulate::SimulateArguments>),
    /// Compare two results, two workbooks or two models.
    Compare(Box<commands::compare::CompareArguments>),
    /// Write a copy of the workbook that shows one trial.
    Replay(Box<commands::replay::ReplayArguments>),
    /// Recalculate a workbook and print its formula cells.
    Calc(commands::calc::CalcArguments),
    /// Compare what Ulam computes with the values that Excel saved; list likely inputs and outputs.
    Check(commands::check::CheckArguments),
    /// Fit distributions to data: which describes it best, and what to paste.
    Fit(commands::fit::FitArguments),
    /// Turn a workbook made for another simulation tool into a plain one and a spec.
    Convert(commands::convert::ConvertArguments),
    /// Print the program that a simulation runs.
    Explain(commands::explain::ExplainArguments),
    /// List the distributions, or explain one.
    Distributions(commands::distributions::DistributionsArguments),
    /// List the worksheet functions, or explain one.
    Functions(commands::functions::FunctionsArguments),
    /// Run the server: the web app and the API, all services or some.
    Serve(commands::serve::ServeArguments),
    /// Use a server from here: sign in, upload, simulate, watch, read results.
    Client(commands::client::ClientArguments),
    /// Print the server's settings in force.
    Config(commands::config::ConfigArguments),
    /// Bring the server's tables up to date.
    Migrate(commands::migrate::MigrateArguments),
    /// List what happened in a server that matters to its security, and check that the list is whole.
    Audit(commands::audit::AuditArguments),
    /// List the events that a service didn't take from another, and have them offered again.
    Events(commands::events::EventsArguments),
    /// Remove the second factor of somebody who can't give it any more.
    ResetSecondFactor(commands::reset_second_factor::ResetSecondFactorArguments),
    /// Copy all of a server's data into a file, while it runs.
    Backup(commands::backup::BackupArguments),
    /// Make a server's data folder from a backup.
    Restore(commands::restore::RestoreArguments),
    /// Print the description of the server's API.
    Openapi(commands::openapi::OpenapiArguments),
}

fn main() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or(String::new(), |at| format!(" ({at})"));
        let _ = writeln!(
            std::io::stderr(),
            "error: Ulam made a mistake of its own{place}: please report it with the workbook"
        );
    }));
    let result = match Arguments::parse().command {
        Command::Simulate(arguments) => commands::simulate::run(&arguments),
        Command::Compare(arguments) => commands::compare::run(&arguments),
        Command::Replay(arguments) => commands::replay::run(&arguments),
        Command::Calc(arguments) => commands::calc::run(&arguments),
        Command::Check(arguments) => commands::check::run(&arguments),
        Command::Fit(arguments) => commands::fit::run(&arguments),
        Command::Convert(arguments) => commands::convert::run(&arguments),
        Command::Explain(arguments) => commands::explain::run(&arguments),
        Command::Distributions(arguments) => commands::distributions::run(&arguments),
        Command::Functions(arguments) => commands::functions::run(&arguments),
        Command::Serve(arguments) => commands::serve::run(&arguments),
        Command::Client(arguments) => commands::client::run(&arguments),
        Command::Config(arguments) => commands::config::run(&arguments),
        Command::Migrate(arguments) => commands::migrate::run(&arguments),
        Command::Audit(arguments) => commands::audit::run(&arguments),
        Command::Events(arguments) => commands::events::run(&arguments),
        Command::ResetSecondFactor(arguments) => commands::reset_second_factor::run(&arguments),
        Command::Backup(arguments) => commands::backup::run(&arguments),
        Command::Restore(arguments) => commands::restore::run(&arguments),
        Command::Openapi(arguments) => commands::openapi::run(&arguments),
    };
    let code = match result {
        Ok(code) => code,
        Err(failure) => {
            report(&failure);
            failure.code
        }
    };
    // The workbook's memory goes with the process: freeing a million cells one by one takes time.
    process::exit(code as i32);
}

fn report(failure: &Failure) {
    if failure.message.is_empty() {
        return;
    }
    let style = terminal::colour::ERROR;
    let mut message = String::with_capacity(failure.message.len());
    for line in failure.message.lines() {
        if !message.is_empty() {
            message.push(' ');
        }
        message.push_str(line.trim());
    }
    let _ = writeln!(anstream::stderr(), "{style}error:{style:#} {message}");
}
