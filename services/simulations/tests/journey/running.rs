//! A simulation from its start to its result.

use futures::TryStreamExt;
use ulam_contracts::notifications::{ProgressMessage, PushMessage};
use ulam_contracts::page::Page;
use ulam_contracts::simulations::{LiveOutput, SimulationState, SimulationSummary};
use ulam_engine::{Book, Control, DateTime, Settings, Spec};
use ulam_platform::blobs::Blobs;
use ulam_platform::configuration::Configuration;

use crate::house::{House, eventually};
use crate::neighbours::{events_about, told};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_simulation_runs_to_its_result_with_the_numbers_of_the_engine() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = House::start(folder.path()).await;
    let user = house.user();
    let started = user.start(&user.request(20_000)).await.expect("it starts");
    assert_eq!((started.summary.input_count, started.summary.output_count), (2, 1));
    assert_eq!(started.spec.trials, Some(20_000));
    let id = &started.summary.id;
    let ended = user.until_ended(id).await;
    assert_eq!(ended.state, SimulationState::Completed, "{ended:?}");
    assert_eq!((ended.trials_done, ended.share_done, ended.attempt), (20_000, 1.0, 1));
    let result_id = ended.result_id.expect("a result");

    // The same numbers as a run without any service.
    let result = told().results.iter().find(|result| result.simulation_id == *id).cloned();
    let result = result.expect("results got it");
    assert_eq!(result_id, format!("result-of-{}-1", result.run_id));
    let bytes = include_bytes!("../../../../examples/cash-flow/cash-flow.xlsx");
    let book = Book::read(bytes, DateTime::date(2026, 1, 31)).expect("the example");
    let mut spec = Spec::default();
    spec.add_input("Inputs!C7=Normal(0.02, 0.012)").expect("an input");
    spec.inputs.push(ulam_engine::InputSpec {
        cell: "Inputs!C24".to_string(),
        name: Some("Rate".to_string()),
        distribution: "Pert(0.08, 0.09, 0.12)".to_string(),
    });
    spec.add_output("Model!D23");
    let settings = Settings { trials: 20_000, seed: 7, ..spec.settings() };
    let run = book.simulate(&spec, &settings, &Control::default()).expect("it runs");
    let (alone, served) = (&run.outcome().outputs[0], &result.outcome.outputs[0]);
    assert_eq!(served.mean, alone.summary.mean);
    assert_eq!(served.percentiles[&95], alone.percentile(95));
    assert_eq!(result.outcome.trials, 20_000);
    assert_eq!(result.outcome.probabilities.len(), 1);
    assert!(!served.sensitivity.is_empty());
    assert_eq!(result.headlines[0].mean, alone.summary.mean);
    assert!(result.headlines[0].sparkline.iter().sum::<u64>() > 19_000);
    let keys: Vec<&str> = result.variables.iter().map(|variable| variable.key.as_str()).collect();
    assert_eq!(keys, ["Model!D23", "Inputs!C7", "Rate"]);

    // The samples are a Parquet file in the blob store.
    let configuration =
        Configuration { data: folder.path().to_path_buf(), ..Configuration::default() };
    let keys = ulam_platform::host::keys(&configuration).expect("keys");
    let blobs = Blobs::of(&configuration, &keys, "results").expect("blobs");
    let [reference] = result.samples.as_slice() else { panic!("one simulation has one file") };
    let pieces: Vec<_> =
        blobs.get(reference, None).await.expect("the blob").try_collect().await.expect("its bytes");
    let content = pieces.concat();
    assert_eq!(content.len() as u64, reference.bytes);
    assert!(content.starts_with(b"PAR1") && content.ends_with(b"PAR1"));
    // 20,000 trials of three numbers of 8 bytes.
    assert!(content.len() > 3 * 8 * 20_000 / 2);

    eventually("the last event", || events_about(id).contains(&"simulation.completed".to_string()))
        .await;
    let events = events_about(id);
    assert_eq!(events.first().map(String::as_str), Some("simulation.started"), "{events:?}");
    let page: Page<SimulationSummary> = user
        .client("simulations")
        .get("/api/v2/simulations?q=cash&state=completed")
        .await
        .expect("a list");
    assert_eq!((page.total, page.items.len()), (Some(1), 1));
    assert_eq!(page.items[0].headline, Some(result.headlines[0].clone()));
    house.stop().await;
}

/// The pictures of a simulation that were pushed, in order.
fn pictures(id: &str) -> Vec<Vec<LiveOutput>> {
    let told = told();
    let of_it = told.pushed.iter().filter_map(|message| match message {
        PushMessage::Simulation { simulation_id, message, .. } if simulation_id == id => {
            Some(message)
        }
        _ => None,
    });
    let shown = of_it.filter_map(|message| match message {
        ProgressMessage::Progress { outputs, .. } if !outputs.is_empty() => Some(outputs.clone()),
        _ => None,
    });
    shown.filter(|outputs| outputs.iter().any(|output| output.count > 0)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn watchers_see_the_histogram_fill_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = House::start(folder.path()).await;
    let user = house.user();
    let started = user.start(&user.request(20_000_000)).await.expect("it starts");
    let id = &started.summary.id;
    user.until_running(id).await;
    eventually("two pictures", || pictures(id).len() > 1).await;
    let status = user.status(id).await;
    assert!(status.trials_done > 0 && status.trials_done < status.trials_total, "{status:?}");
    assert!(status.trials_per_second.is_some_and(|rate| rate > 0.0), "{status:?}");
    user.cancel(id).await.expect("it is cancelled");
    let pictures = pictures(id);
    let (first, last) = (&pictures[0][0], &pictures[pictures.len() - 1][0]);
    assert!(first.count < last.count);
    let (before, after) =
        (first.histogram.as_ref().expect("bins"), last.histogram.as_ref().expect("bins"));
    assert!(after.counts.iter().sum::<u64>() + after.below + after.above == last.count);
    assert_eq!(before.edges, after.edges, "a histogram fills in and doesn't move");
    assert!(last.p5 < last.p50 && last.p50 < last.p95);
    assert_eq!(last.cell, "Model!D23");
    house.stop().await;
}
