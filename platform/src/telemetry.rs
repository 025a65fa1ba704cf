//! Logs and metrics of the process.

use std::sync::OnceLock;
use std::time::Duration;

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;

use crate::configuration::{LogConfiguration, LogFormat};

/// Upper bounds of the buckets of durations, in seconds.
const DURATION_BUCKETS_SECONDS: [f64; 12] =
    [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];

const ADD_UP_EVERY: Duration = Duration::from_secs(5);

/// Begins to log to stderr. Called twice (tests), the first call stands.
pub fn start_logging(configuration: &LogConfiguration) {
    let filter =
        EnvFilter::try_new(&configuration.filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let subscriber = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = match configuration.format {
        LogFormat::Text => subscriber.try_init(),
        LogFormat::Json => subscriber.json().flatten_event(true).try_init(),
    };
    // An error says that logging has started before.
    drop(started);
}

/// Until shutdown, adds up the measured durations now and then. Otherwise each would be kept until
/// somebody asks for the metrics, which nobody may ever do.
pub(crate) async fn add_up_until(shutdown: CancellationToken) {
    let metrics = metrics();
    while shutdown.run_until_cancelled(tokio::time::sleep(ADD_UP_EVERY)).await.is_some() {
        metrics.run_upkeep();
    }
}

/// The process's metrics; the first call begins to collect them.
pub(crate) fn metrics() -> PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    let start = || {
        let builder = PrometheusBuilder::new()
            .set_buckets_for_metric(
                Matcher::Suffix("_duration_seconds".to_string()),
                &DURATION_BUCKETS_SECONDS,
            )
            .expect("the buckets are not empty");
        let recorder = builder.build_recorder();
        let handle = recorder.handle();
        // Another recorder, set by a program that embeds Ulam, keeps its place.
        let _ = metrics::set_global_recorder(recorder);
        handle
    };
    HANDLE.get_or_init(start).clone()
}
