//! `ulam client`: a server used from here, with the words and the output of the local commands.

mod connection;
mod credentials;
mod simulate;
mod table;

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;
use ulam_contracts::files::FileInfo;
use ulam_contracts::identity::{CurrentUser, LoginRequest, LoginResponse, Session, SessionKind};
use ulam_contracts::results::ResultDetails;
use ulam_contracts::simulations::{SimulationResults, SimulationState, SimulationStatus};

use crate::error::{ExitCode, Failure};
use crate::terminal::number::counted;
use connection::Connection;
use credentials::Credentials;

/// Time between two looks at a run.
const LOOK_EVERY: Duration = Duration::from_millis(250);
const SECRET_BYTES_MAX: u64 = 4_096;

#[derive(Args)]
#[command(after_help = "\
Examples:
  ulam client login https://ulam.example.com --email ada@example.com
  ulam client simulate plan.xlsx --input 'Model!B3=Pert(8, 10, 15)' --output 'Model!B20'
  ulam client watch 019a9f3c-2b1e-7c3a-9d2e-5a1b2c3d4e5f
  ulam client results 019a9f3c-2b1e-7c3a-9d2e-5a1b2c3d4e5f --json

Whoever signed in is kept in ulam/client.json in your configuration folder, which nobody else can \
read.")]
pub struct ClientArguments {
    #[command(subcommand)]
    command: ClientCommand,
}

#[derive(Subcommand)]
enum ClientCommand {
    /// Sign in to a server, with a password or an API key.
    Login(LoginArguments),
    /// Sign out, and forget the server.
    Logout,
    /// Upload workbooks or data.
    Upload(UploadArguments),
    /// Run a Monte Carlo simulation on the server and show the results.
    Simulate(Box<simulate::SimulateArguments>),
    /// Follow a simulation until it ends.
    Watch(WatchArguments),
    /// Show the results of a simulation.
    Results(ResultsArguments),
}

#[derive(Args)]
struct LoginArguments {
    /// The server's address, such as ulam.example.com with https:// before it
    server: String,
    /// Your mail address; asked for if left out
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// Read the password from standard input instead of asking for it
    #[arg(long)]
    password_stdin: bool,
    /// Sign in with the API key in this file; `-` for standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["email", "password_stdin"])]
    api_key_file: Option<PathBuf>,
}

#[derive(Args)]
struct UploadArguments {
    /// The files
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Print JSON, an object a file.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct WatchArguments {
    /// The simulation
    simulation: String,
    /// Print its last state as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct ResultsArguments {
    /// The simulation, or its result
    simulation: String,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(arguments: &ClientArguments) -> Result<ExitCode, Failure> {
    let built = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = built.map_err(|error| Failure::new(ExitCode::CannotServe, error.to_string()))?;
    runtime.block_on(async {
        match &arguments.command {
            ClientCommand::Login(arguments) => login(arguments).await,
            ClientCommand::Logout => logout().await,
            ClientCommand::Upload(arguments) => upload(arguments).await,
            ClientCommand::Simulate(arguments) => simulate::run(arguments).await,
            ClientCommand::Watch(arguments) => {
                let mut server = Connection::open()?;
                let status = watched(&mut server, &arguments.simulation).await?;
                show_status(&status, arguments.json)
            }
            ClientCommand::Results(arguments) => {
                let mut server = Connection::open()?;
                show_results(&mut server, &arguments.simulation, arguments.json).await
            }
        }
    })
}

async fn login(arguments: &LoginArguments) -> Result<ExitCode, Failure> {
    let server = connection::server_url(&arguments.server)?;
    let credentials = match &arguments.api_key_file {
        Some(file) if file.as_os_str() == "-" => {
            Credentials::of_key(server, secret_from(io::stdin())?)
        }
        Some(file) => {
            let opened = std::fs::File::open(file);
            let opened =
                opened.map_err(|error| Failure::usage(format!("{}: {error}", file.display())))?;
            Credentials::of_key(server, secret_from(opened)?)
        }
        None => with_password(arguments, server).await?,
    };
    let mut server = Connection::with(credentials)?;
    let user: CurrentUser = server.get("/api/v2/auth/user").await?;
    server.keep()?;
    let principal = user.principal;
    let who = principal.email.unwrap_or(principal.name);
    let tenant = principal.tenant_name.map_or(String::new(), |tenant| format!(" in {tenant}"));
    writeln!(io::stdout(), "Signed in as {who}{tenant}.")?;
    Ok(ExitCode::Success)
}

async fn with_password(arguments: &LoginArguments, server: String) -> Result<Credentials, Failure> {
    let email = match &arguments.email {
        Some(email) => email.clone(),
        None => asked("Mail address: ")?,
    };
    let password = match arguments.password_stdin {
        true => secret_from(io::stdin())?,
        false => rpassword::prompt_password("Password: ").map_err(Failure::from)?,
    };
    let connection = Connection::unsigned(&server)?;
    let request =
        LoginRequest::Password { email, password, session: SessionKind::Token, tenant_id: None };
    let mut answer: LoginResponse = connection.sign_in(&request).await?;
    if let LoginResponse::SecondFactorRequired { challenge, .. } = answer {
        let code = asked("Code of the second factor: ")?;
        answer = connection.sign_in(&LoginRequest::SecondFactor { challenge, code }).await?;
    }
    match answer {
        LoginResponse::SignedIn { session } => session_credentials(server, session),
        LoginResponse::SecondFactorRequired { .. } => Err(Failure::new(
            ExitCode::CannotServe,
            "the second factor was not accepted; sign in again",
        )),
    }
}

fn session_credentials(server: String, session: Session) -> Result<Credentials, Failure> {
    Credentials::of_session(server, session)
        .ok_or_else(|| Failure::new(ExitCode::CannotServe, "the server gave no token"))
}

async fn logout() -> Result<ExitCode, Failure> {
    if let Ok(mut server) = Connection::open() {
        // The server may be gone; what is kept here goes in any case.
        if let Err(failure) = server.sign_out().await {
            writeln!(anstream::stderr(), "warning: {}", failure.message)?;
        }
    }
    credentials::forget()?;
    writeln!(io::stdout(), "Signed out.")?;
    Ok(ExitCode::Success)
}

fn asked(question: &str) -> Result<String, Failure> {
    let mut out = io::stderr();
    write!(out, "{question}")?;
    out.flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    let answer = answer.trim().to_string();
    if answer.is_empty() { Err(Failure::usage("nothing was entered")) } else { Ok(answer) }
}

fn secret_from(source: impl Read) -> Result<String, Failure> {
    let mut text = String::new();
    source.take(SECRET_BYTES_MAX).read_to_string(&mut text)?;
    let secret = text.trim_end_matches(['\r', '\n']).to_string();
    if secret.is_empty() { Err(Failure::usage("the secret is empty")) } else { Ok(secret) }
}

async fn upload(arguments: &UploadArguments) -> Result<ExitCode, Failure> {
    let mut server = Connection::open()?;
    for path in &arguments.files {
        let file = simulate::uploaded(&mut server, path).await?;
        if arguments.json {
            print_json(&file)?;
            continue;
        }
        let FileInfo { id, name, bytes, version, .. } = file;
        writeln!(io::stdout(), "{id}  {name}, version {version}, {}", counted(bytes, "byte"))?;
    }
    Ok(ExitCode::Success)
}

/// Follows a simulation until it ends; on a terminal with a bar.
async fn watched(server: &mut Connection, simulation: &str) -> Result<SimulationStatus, Failure> {
    let path = format!("/api/v2/simulations/{}/status", connection::segment(simulation)?);
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    loop {
        let status: SimulationStatus = server.get(&path).await?;
        if status.state.is_final() {
            bar.finish_and_clear();
            return Ok(status);
        }
        show_progress(&bar, &status);
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

fn show_progress(bar: &ProgressBar, status: &SimulationStatus) {
    let template = match status.state {
        SimulationState::Queued => "waiting, place {msg} in the queue",
        SimulationState::Preparing => "preparing",
        SimulationState::Summarizing => {
            "{bar:30.cyan} {human_len} trials done, ranking inputs and outputs"
        }
        _ => "{bar:30.cyan} {human_pos} of {human_len} trials, {eta} left",
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.set_message(status.queue_position.map_or(String::new(), |place| place.to_string()));
    bar.set_length(status.trials_total);
    bar.set_position(status.trials_done);
}

/// Says how a run ended that ended otherwise than well.
fn show_status(status: &SimulationStatus, is_json: bool) -> Result<ExitCode, Failure> {
    if is_json {
        print_json(status)?;
    }
    match status.state {
        SimulationState::Failed => {
            let reason =
                status.failure.as_ref().map_or("it failed", |failure| failure.message.as_str());
            Err(Failure::new(ExitCode::CannotSimulate, reason))
        }
        SimulationState::Cancelled => Err(Failure::cancelled()),
        _ if is_json => Ok(ExitCode::Success),
        _ => {
            writeln!(io::stdout(), "{}: {} done", status.id, counted(status.trials_done, "trial"))?;
            Ok(ExitCode::Success)
        }
    }
}

/// Shows the results of a simulation, as `ulam simulate` does.
async fn show_results(
    server: &mut Connection,
    simulation: &str,
    is_json: bool,
) -> Result<ExitCode, Failure> {
    let id = connection::segment(simulation)?;
    let of_simulation: Result<SimulationResults, Failure> =
        server.get(&format!("/api/v2/simulations/{id}/results")).await;
    let summary = match of_simulation {
        Ok(results) if results.result.is_none() => {
            show_status(&results.status, false)?;
            let message = "there are no results yet; follow the run with `ulam client watch`";
            return Err(Failure::new(ExitCode::CannotServe, message));
        }
        Ok(results) => results.result,
        Err(_) => None,
    };
    let result_id = summary.as_ref().map_or(id, |summary| summary.id.clone());
    let details: ResultDetails = server.get(&format!("/api/v2/results/{result_id}")).await?;
    if is_json {
        print_json(&details)?;
        return Ok(ExitCode::Success);
    }
    let headlines = summary.map(|summary| summary.headlines).unwrap_or_default();
    table::write(&mut anstream::stdout().lock(), &details, &headlines)?;
    Ok(ExitCode::Success)
}

fn print_json(value: &impl Serialize) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, value)?;
    Ok(writeln!(out)?)
}
