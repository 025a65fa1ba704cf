//! `ulam reset-second-factor`: lets somebody in again who lost the authenticator app and the recovery codes.

use clap::Args;
use ulam_identity::operating::{Removal, remove_second_factor};
use ulam_platform::{host, telemetry};

use crate::error::{ExitCode, Failure};
use crate::server::{ConfigurationArguments, DEFINITIONS, existing_keys, failure, runtime};

#[derive(Args)]
#[command(after_help = "\
Nothing that a user can do goes round the second factor, so this is for whoever runs the server: make sure \
first, by other means than mail, that the person is who they say. Their sessions end, a mail tells them, and \
the audit log has it. The password stays. The server may run meanwhile.

Example:
  ulam reset-second-factor ada@example.com --data ulam-data")]
pub struct ResetSecondFactorArguments {
    /// The mail address of the account
    #[arg(value_name = "ADDRESS")]
    email: String,
    #[command(flatten)]
    configuration: ConfigurationArguments,
}

pub fn run(arguments: &ResetSecondFactorArguments) -> Result<ExitCode, Failure> {
    let configuration = arguments.configuration.load(&[])?;
    telemetry::start_logging(&configuration.log);
    let keys = existing_keys(&configuration)?;
    let email = &arguments.email;
    let removal = runtime()?.block_on(async {
        let opened =
            host::database(&ulam_identity::DEFINITION, &DEFINITIONS, &configuration, &keys).await;
        let store = opened.map_err(|error| failure(&error))?.ok_or_else(|| {
            let data = configuration.data.display();
            let message =
                format!("{data}: identity has no database here; name the data folder with --data");
            Failure::new(ExitCode::CannotServe, message)
        })?;
        let removal = remove_second_factor(&store, &keys, email).await;
        store.close().await;
        removal.map_err(|error| failure(&error))
    })?;
    match removal {
        Removal::Removed { sessions } => {
            let ended = if sessions == 1 { "1 session" } else { &format!("{sessions} sessions") };
            println!("{email} has no second factor any more; {ended} ended.");
            Ok(ExitCode::Success)
        }
        Removal::NoAccount => Err(Failure::usage(format!("no account has the address {email}"))),
        Removal::NoFactor => Err(Failure::usage(format!("{email} has no second factor"))),
    }
}
