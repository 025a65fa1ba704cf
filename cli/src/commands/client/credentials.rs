//! Who is signed in where: a file that only its owner can read.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use ulam_contracts::identity::Session;

use crate::error::{ExitCode, Failure};

const FILE: &str = "ulam/client.json";
const PRIVATE_FILE: u32 = 0o600;
const PRIVATE_FOLDER: u32 = 0o700;

/// What is kept of a sign-in.
#[derive(Clone, Serialize, Deserialize)]
pub struct Credentials {
    /// The server, without a slash at the end.
    pub server: String,
    /// What it is shown.
    pub shown: Shown,
}

/// What the server is shown.
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Shown {
    /// An API key.
    ApiKey {
        /// The key.
        key: String,
    },
    /// A session of a user.
    Session {
        /// The current access token.
        access_token: String,
        /// What gives the next one, once.
        refresh_token: String,
    },
}

impl Credentials {
    /// Those of an API key.
    pub fn of_key(server: String, key: String) -> Credentials {
        Credentials { server, shown: Shown::ApiKey { key } }
    }

    /// Those of a session that came with its tokens.
    pub fn of_session(server: String, session: Session) -> Option<Credentials> {
        let shown = Shown::Session {
            access_token: session.access_token?,
            refresh_token: session.refresh_token?,
        };
        Some(Credentials { server, shown })
    }

    /// Those kept from the last sign-in.
    ///
    /// # Errors
    /// Nobody is signed in.
    pub fn kept() -> Result<Credentials, Failure> {
        let nobody = || {
            Failure::new(
                ExitCode::CannotServe,
                "nobody is signed in; run `ulam client login URL` first",
            )
        };
        let text = fs::read_to_string(file()?).map_err(|_| nobody())?;
        serde_json::from_str(&text).map_err(|_| nobody())
    }

    /// Keeps them. The file is written beside and moved into place, so that it is whole at any time.
    ///
    /// # Errors
    /// The file can't be written.
    pub fn keep(&self) -> Result<(), Failure> {
        let file = file()?;
        let failed = |error: io::Error| Failure::cannot_write(&file, error);
        if let Some(folder) = file.parent() {
            fs::DirBuilder::new()
                .recursive(true)
                .mode(PRIVATE_FOLDER)
                .create(folder)
                .map_err(failed)?;
        }
        let draft = file.with_extension(format!("{}.draft", std::process::id()));
        let mut options = OpenOptions::new();
        let opened =
            options.write(true).create(true).truncate(true).mode(PRIVATE_FILE).open(&draft);
        let mut target = opened.map_err(failed)?;
        target.write_all(&serde_json::to_vec_pretty(self)?).map_err(failed)?;
        target.sync_all().map_err(failed)?;
        fs::rename(&draft, &file).map_err(failed)
    }
}

/// Forgets who is signed in.
///
/// # Errors
/// The file can't be removed.
pub fn forget() -> Result<(), Failure> {
    let file = file()?;
    match fs::remove_file(&file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(Failure::cannot_write(&file, error))
        }
        _ => Ok(()),
    }
}

fn file() -> Result<PathBuf, Failure> {
    let set =
        |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = set("XDG_CONFIG_HOME").or_else(|| set("HOME").map(|home| home.join(".config")));
    let missing = || {
        Failure::usage("neither XDG_CONFIG_HOME nor HOME is set: there is no place for the sign-in")
    };
    Ok(folder.ok_or_else(missing)?.join(FILE))
}
