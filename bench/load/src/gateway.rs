//! The gateway beside nginx, before the same upstream, in the same run: first as many requests as go, then a
//! half and a quarter of what the gateway bears, with the time that each adds. A request costs more when
//! nothing waits behind it, so that the machine can be more than half busy with half the requests.
//!
//! The upstream is the process of identity, asked for the roles, an answer that needs no database:
//! what differs is the way there. The gateway authenticates and limits; nginx only passes on.

use std::time::Duration;

use crate::load::{Target, latencies, throughput};
use crate::nginx::Nginx;
use crate::resources::Processors;
use crate::server::{Server, free_port};
use crate::statistics::quantile;
use crate::user::{User, WIDE_LIMITS};
use crate::{Options, Outcome, row};

const CONNECTIONS: usize = 32;
const PATH: &str = "/api/v2/roles";
/// Of the requests that the gateway bears.
const SHARES: [f64; 2] = [0.5, 0.25];

/// Measures the gateway and nginx.
pub async fn run(options: &Options) -> Outcome {
    let data = tempfile::tempdir()?;
    let (door, upstream, beside) = (free_port()?, free_port()?, free_port()?);
    let port = format!("mesh.ports.identity={upstream}");
    let mut settings = WIDE_LIMITS.to_vec();
    settings.push(&port);
    let _identity = Server::start_services(options, data.path(), &settings, &["identity"], door)?;
    let gateway = Server::start_services(options, data.path(), &settings, &["gateway"], door)?;
    let folder = tempfile::tempdir()?;
    let upstream = format!("127.0.0.1:{upstream}");
    let _nginx = Nginx::start(folder.path(), beside, &upstream)?;
    let user = User::registered(&gateway.url, "ada").await?;
    let target =
        |address: String| Target { address, path: PATH.to_string(), token: user.token.clone() };
    let ways = [
        ("direct", target(upstream)),
        ("nginx", target(format!("127.0.0.1:{beside}"))),
        ("gateway", target(format!("127.0.0.1:{door}"))),
    ];
    let (rounds, seconds) = if options.is_quick { (1, 2) } else { (3, 8) };
    let time = Duration::from_secs(seconds);
    let mut most = [0.0_f64; 3];
    // They take turns; each one's best round counts.
    for _ in 0..rounds {
        for (index, (_, target)) in ways.iter().enumerate() {
            most[index] = most[index].max(throughput(target, CONNECTIONS, time).await?);
        }
    }
    let [direct, nginx, gateway] = most;
    let text = format!("{gateway:.0}/s; nginx {nginx:.0}/s; without either {direct:.0}/s");
    row("requests a second through the gateway", &text, "");
    row("share of nginx's", &format!("{:.0}%", 100.0 * gateway / nginx), ">= 70%");
    for share in SHARES {
        added(&ways, share * gateway, time).await?;
    }
    Ok(())
}

/// What the ways add to each request at so many a second, and how busy each keeps the machine.
async fn added(ways: &[(&str, Target)], per_second: f64, time: Duration) -> Outcome {
    let (mut texts, mut slowest) = (Vec::new(), Vec::new());
    for (name, target) in ways {
        let before = Processors::now();
        let mut taken = latencies(target, CONNECTIONS, per_second, time).await?;
        let busy = 100.0 * Processors::now().busy_since(&before);
        let [half, p90, p99] = [0.5, 0.9, 0.99].map(|share| quantile(&mut taken, share));
        texts.push(format!("{name} {half:.2}, {p90:.2}, {p99:.2} ms ({busy:.0}% busy)"));
        slowest.push(p99);
    }
    row(&format!("median, p90, p99 at {per_second:.0}/s"), &texts.join("; "), "");
    // What the machine itself adds shows in nginx's.
    let [direct, nginx, gateway] = [slowest[0], slowest[1], slowest[2]];
    let text = format!("{:.2} ms; nginx {:.2} ms", gateway - direct, nginx - direct);
    row("p99 that the gateway adds", &text, "< 1 ms");
    Ok(())
}
