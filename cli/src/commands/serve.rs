//! `ulam serve`: all services in this process, or some.

use std::io::Write;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use clap::Args;
use serde_json::Value;
use ulam_platform::configuration::Configuration;
use ulam_platform::host::Host;
use ulam_platform::telemetry;

use crate::error::{ExitCode, Failure};
use crate::server::{ConfigurationArguments, DEFINITIONS, demonstration, failure, runtime};

/// Where identity leaves the administrator's link until it was used.
const ADMINISTRATOR_LINK: &str = "identity/administrator-link";
/// Signals that arrive sooner after the first are the same wish.
const ASKED_AGAIN_AFTER: Duration = Duration::from_millis(500);

#[derive(Args)]
#[command(after_help = "\
Examples:
  ulam serve --demo --open
  ulam serve --data /var/lib/ulam --listen 0.0.0.0:8080 --set public_url=https://ulam.example.com
  ulam serve --services files,workbooks --config ulam.yaml

The first start prints a link with which the administrator signs in. Ctrl-C stops the server after \
the requests in flight; a second Ctrl-C at once. Logs go to stderr. See docs/operations.md.")]
pub struct ServeArguments {
    /// Run only these services in this process, each on its own port; the others are looked for where
    /// the settings under `mesh` say
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    services: Vec<String>,
    /// Where the gateway listens [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
    #[command(flatten)]
    configuration: ConfigurationArguments,
    /// Add a demonstration user, as whom anyone may sign in, with the example workbooks simulated
    #[arg(long)]
    demo: bool,
    /// Open the browser
    #[arg(long)]
    open: bool,
}

pub fn run(arguments: &ServeArguments) -> Result<ExitCode, Failure> {
    let mut more = Vec::new();
    if let Some(listen) = arguments.listen {
        more.push(("listen", Value::from(listen.to_string())));
    }
    if arguments.demo {
        more.push(("identity.demo", Value::from(true)));
    }
    let configuration = arguments.configuration.load(&more)?;
    telemetry::start_logging(&configuration.log);
    // A panic is a defect of one request or worker; the log has it, and the server goes on.
    std::panic::set_hook(Box::new(|panic| tracing::error!(%panic, "a defect")));
    runtime()?.block_on(serve(arguments, configuration))
}

async fn serve(
    arguments: &ServeArguments,
    configuration: Configuration,
) -> Result<ExitCode, Failure> {
    let stop = stop_signal()?;
    let data = configuration.data.clone();
    let (is_demo, public_url) = (configuration.identity.demo, configuration.public_url());
    let host = Host::start(&DEFINITIONS, &arguments.services, configuration).await;
    let host = host.map_err(|error| failure(&error))?;
    let gateway =
        host.addresses().iter().find(|(name, _)| *name == "gateway").map(|(_, address)| *address);
    // The port may have been chosen by the system.
    let url = match gateway {
        Some(address) if public_url.ends_with(":0") => format!("http://{address}"),
        _ => public_url,
    };
    announce(&host, gateway.map(|_| url.as_str()))?;
    if let Ok(link) = std::fs::read_to_string(data.join(ADMINISTRATOR_LINK)) {
        println_flushed(&format!("The administrator's link, good once: {}", link.trim()))?;
    }
    if is_demo && gateway.is_some() {
        let mesh = host.mesh().clone();
        tokio::spawn(async move {
            if let Err(error) = demonstration::prepare(&mesh).await {
                tracing::warn!(%error, "the demonstration is not complete");
            }
        });
    }
    if arguments.open && gateway.is_some() {
        open_browser(&url);
    }
    stop.await;
    tracing::info!("stopping");
    host.stop().await;
    Ok(ExitCode::Success)
}

/// Says on standard output that the server answers, and where: for people, and for programs that
/// wait for it.
fn announce(host: &Host, url: Option<&str>) -> Result<(), Failure> {
    match url {
        Some(url) => println_flushed(&format!("Ulam is ready at {url}")),
        None => {
            let listening = host
                .addresses()
                .iter()
                .map(|(name, address)| format!("{name} at http://{address}"));
            println_flushed(&format!("Ulam is ready: {}", listening.collect::<Vec<_>>().join(", ")))
        }
    }
}

fn println_flushed(line: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}

/// Ends when the process is asked to stop. Asked again after a moment, the process ends at once: what
/// runs a program sometimes sends one signal to it and the same to its group.
fn stop_signal() -> Result<impl Future<Output = ()>, Failure> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt()).map_err(|error| failure(&error))?;
    let mut terminate = signal(SignalKind::terminate()).map_err(|error| failure(&error))?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        let asked = Instant::now();
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    _ = interrupt.recv() => {}
                    _ = terminate.recv() => {}
                }
                if asked.elapsed() >= ASKED_AGAIN_AFTER {
                    break;
                }
            }
            std::process::exit(ExitCode::Cancelled as i32);
        });
    })
}

/// Opens the browser, where there is one.
fn open_browser(url: &str) {
    let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let mut command = std::process::Command::new(program);
    command.arg(url).stdin(std::process::Stdio::null());
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    if let Err(error) = command.spawn() {
        tracing::info!(url, %error, "no browser to open; open the address yourself");
    }
}
