//! What nobody can read who has the databases alone.

use ulam_contracts::simulations::{Simulation, SimulationState};
use ulam_testing::Database;

use crate::house::House;

#[tokio::test]
async fn what_an_older_program_kept_in_the_clear_is_sealed() {
    let sealed = [
        ("simulations", "file"),
        ("simulations", "spec"),
        ("simulations", "settings"),
        ("simulations", "headline"),
        ("simulations", "failure"),
    ];
    let definition = ulam_simulations::DEFINITION;
    ulam_testing::assert_seals(definition, "simulations_0002_content_sealed", &sealed).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_leaves_nothing_of_its_spec_in_the_files_of_the_databases() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = House::start(folder.path()).await;
    let user = house.user();
    let mut request = user.request(1_000);
    request["name"] = "Plain as day".into();
    let id = user.start(&request).await.expect("it starts").summary.id;
    assert_eq!(user.until_ended(&id).await.state, SimulationState::Completed);
    let path = format!("/api/v2/simulations/{id}");
    let simulation: Simulation = user.client("simulations").get(&path).await.expect("it");
    assert_eq!(simulation.spec.inputs[1].name.as_deref(), Some("Rate"));
    assert_eq!(simulation.summary.trials, 1_000);
    assert!(simulation.summary.headline.is_some());
    house.stop().await;
    if Database::asked_for() != Database::Sqlite {
        return;
    }
    let contains = |bytes: &[u8], text: &str| {
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    };
    let mut is_name_seen = false;
    for service in ["simulations", "compute"] {
        for file in std::fs::read_dir(folder.path().join(service)).expect("its folder") {
            let file = file.expect("a file").path();
            let bytes = std::fs::read(&file).expect("its bytes");
            // The name is searched, so it stands in the clear: files are looked into in earnest.
            is_name_seen |= contains(&bytes, "Plain as day");
            for text in ["Pert(0.08", "Inputs!C24", "Model!D23", "cash-flow.xlsx"] {
                assert!(!contains(&bytes, text), "{text} stands in {}", file.display());
            }
        }
    }
    assert!(is_name_seen);
}
