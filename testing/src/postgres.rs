//! A PostgreSQL server of the tests' own, on a free port, in a temporary folder.

use std::net::TcpListener;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// Where Debian and its relatives keep the programs, by version.
const DEBIAN: &str = "/usr/lib/postgresql";
/// PostgreSQL refuses to run as root; its package makes this user.
const USER: &str = "postgres";
const START: Duration = Duration::from_secs(60);
/// Another process may take the port between our look and the server's start.
const ATTEMPTS: u32 = 3;
/// Enough for as many tests at a time as there are processors, each with several services.
const CONNECTIONS: u32 = 1_000;

/// Keeps the server while its standard input is open, that is as long as the process that started
/// it lives, however it ends; then stops it and removes the folder. A server that ends by itself
/// leaves its log.
const KEEPER: &str = r#"
trap '' INT TERM
exec 3<&0
folder=$1; shift
"$@" >"$folder/log" 2>&1 </dev/null 3<&- &
server=$!
(cat >/dev/null; kill -INT $server) <&3 &
reader=$!
wait $server
status=$?
kill -KILL $reader 2>/dev/null
[ $status -eq 0 ] && rm -rf "$folder"
exit $status
"#;

/// A running server. It ends with this process, or when it is dropped.
pub struct Postgres {
    port: u16,
    keeper: Child,
}

impl Postgres {
    /// The server that all tests of this process share, started when it is first asked for.
    pub fn shared() -> &'static Postgres {
        static SHARED: OnceLock<Postgres> = OnceLock::new();
        SHARED.get_or_init(Postgres::start)
    }

    /// Starts a server.
    ///
    /// # Panics
    /// There is no PostgreSQL (`make setup` installs it), or it doesn't start.
    pub fn start() -> Postgres {
        let programs = programs();
        let folder = tempfile::Builder::new()
            .prefix("ulam-postgres-")
            .tempdir()
            .expect("a temporary folder")
            .keep();
        let is_root = std::fs::metadata("/proc/self").is_ok_and(|us| us.uid() == 0);
        if is_root {
            run(Command::new("chown").arg(USER).arg(&folder));
        }
        let data = folder.join("data");
        let mut initdb = as_somebody(is_root, &programs.join("initdb"));
        initdb.arg("-D").arg(&data).args(["-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync"]);
        // The order of text is that of its bytes, as in SQLite, whatever the machine's language.
        run(initdb.args(["--locale", "C"]).stdout(Stdio::null()));
        for _ in 0..ATTEMPTS {
            let port = free_port();
            let mut keeper = started(&programs, &folder, is_root, port);
            if is_ready(&programs, port, &mut keeper) {
                return Postgres { port, keeper };
            }
            let _ = keeper.kill();
            let _ = keeper.wait();
        }
        let log = std::fs::read_to_string(folder.join("log")).unwrap_or_default();
        panic!("PostgreSQL does not start: {log}");
    }

    /// The URL of a database of this server.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://{USER}@127.0.0.1:{}/{database}", self.port)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // Waiting closes the keeper's standard input, which ends it.
        let _ = self.keeper.wait();
    }
}

/// The folder with `initdb` and `postgres`: the newest installed, or that of the search path.
fn programs() -> PathBuf {
    let versions = std::fs::read_dir(DEBIAN).into_iter().flatten().flatten();
    let mut found: Vec<(u32, PathBuf)> = versions
        .filter_map(|version| {
            let number = version.file_name().to_str()?.parse().ok()?;
            Some((number, version.path().join("bin")))
        })
        .filter(|(_, folder)| folder.join("postgres").is_file())
        .collect();
    found.sort();
    let in_path = std::env::var_os("PATH").unwrap_or_default();
    let of_path = std::env::split_paths(&in_path).find(|folder| folder.join("postgres").is_file());
    let newest = found.pop().map(|(_, folder)| folder);
    newest.or(of_path).expect("PostgreSQL, which `make setup` installs")
}

/// A command as a user who isn't root.
fn as_somebody(is_root: bool, program: &Path) -> Command {
    if !is_root {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid", USER, "--regid", USER, "--clear-groups", "--"]).arg(program);
    // The folder of the tests may not be open to everybody.
    command.current_dir("/");
    command
}

fn run(command: &mut Command) {
    let status = command.status();
    assert!(status.as_ref().is_ok_and(|status| status.success()), "{command:?}: {status:?}");
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").port()
}

fn started(programs: &Path, folder: &Path, is_root: bool, port: u16) -> Child {
    let mut keeper = as_somebody(is_root, Path::new("/bin/sh"));
    keeper.args(["-c", KEEPER, "keeper"]).arg(folder).arg(programs.join("postgres"));
    keeper.arg("-D").arg(folder.join("data"));
    keeper.args(["-h", "127.0.0.1", "-p", &port.to_string()]);
    let connections = format!("max_connections={CONNECTIONS}");
    // What a power cut would cost needs no test here, and no time.
    let settings = [
        "unix_socket_directories=",
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "shared_buffers=32MB",
        "max_wal_size=256MB",
        connections.as_str(),
    ];
    for setting in settings {
        keeper.args(["-c", setting]);
    }
    keeper.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    keeper.spawn().expect("a shell")
}

fn is_ready(programs: &Path, port: u16, keeper: &mut Child) -> bool {
    let asked = Instant::now();
    while asked.elapsed() < START {
        let mut ask = Command::new(programs.join("pg_isready"));
        ask.args(["-q", "-h", "127.0.0.1", "-p", &port.to_string()]);
        if ask.status().is_ok_and(|status| status.success()) {
            return true;
        }
        if keeper.try_wait().is_ok_and(|ended| ended.is_some()) {
            return false;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    false
}
