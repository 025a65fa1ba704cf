//! nginx as a plain reverse proxy, to compare the gateway with.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::Outcome;

/// A running nginx; killed when dropped.
pub struct Nginx(Child);

impl Nginx {
    /// Passes everything that comes to `port` on to `upstream` (an address and port) over kept-alive
    /// connections, with as many workers as there are processors and no log of requests.
    pub fn start(folder: &Path, port: u16, upstream: &str) -> Outcome<Nginx> {
        let place = folder.display();
        let user = std::env::var("USER").unwrap_or_default();
        // As root it would become somebody who may not write into our folder.
        let user = if user == "root" || user.is_empty() { "user root;" } else { "" };
        let configuration = format!(
            "{user}
            daemon off; worker_processes auto; pid {place}/pid; error_log {place}/error.log;
            events {{ worker_connections 4096; }}
            http {{
              access_log off; keepalive_requests 1000000;
              client_body_temp_path {place}/body; proxy_temp_path {place}/proxy;
              fastcgi_temp_path {place}/f; uwsgi_temp_path {place}/u; scgi_temp_path {place}/s;
              upstream service {{ server {upstream}; keepalive 256; keepalive_requests 1000000; }}
              server {{
                listen 127.0.0.1:{port};
                location / {{
                  proxy_pass http://service; proxy_http_version 1.1;
                  proxy_set_header Connection \"\"; proxy_set_header Host $host;
                }}
              }}
            }}"
        );
        let file = folder.join("nginx.conf");
        std::fs::write(&file, configuration)?;
        let program = ["/usr/sbin/nginx", "/usr/local/sbin/nginx"]
            .into_iter()
            .find(|path| Path::new(path).exists())
            .unwrap_or("nginx");
        let spawned = Command::new(program)
            .arg("-p")
            .arg(folder)
            .arg("-c")
            .arg(&file)
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let mut process = spawned
            .map_err(|error| format!("nginx: {error}; install it: apt-get install nginx-light"))?;
        let began = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            if began.elapsed() > Duration::from_secs(10) || process.try_wait()?.is_some() {
                let log = std::fs::read_to_string(folder.join("error.log")).unwrap_or_default();
                return Err(format!("nginx does not start: {log}").into());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(Nginx(process))
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // Asked to, it stops its workers; killed, it would leave them.
        let _ = Command::new("kill").arg(self.0.id().to_string()).status();
        let _ = self.0.wait();
    }
}
