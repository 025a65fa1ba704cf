//! One trial, replayed.

use ulam_contracts::permissions::Role;

use crate::house::{House, ada, assert_near, converted, member, number};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_trial_is_told_and_put_into_its_workbook() {
    let house = House::start().await;
    let workbook = house.open_workbook().await;
    let id = house.run(&workbook, "Plan", "Uniform(2, 4)").await;
    let path = |rest: &str| format!("/api/v2/results/{id}{rest}");

    // The same numbers as in the samples.
    let told = house.seen(&path("/trials/4711")).await;
    let page =
        house.seen(&path("/samples?trial=4711&limit=1&columns=Price,Cost,Profit,Model!B4")).await;
    let row = &page["items"][0]["values"];
    assert_eq!(told["trial"].as_u64(), Some(4711));
    let named = |list: &str, cell: &str| {
        let of_cell = told[list].as_array().unwrap().iter().find(|one| one["cell"] == cell);
        number(&of_cell.unwrap()["value"])
    };
    assert_eq!(named("inputs", "Model!B1"), number(&row[0]));
    assert_eq!(named("inputs", "Model!B2"), number(&row[1]));
    assert_eq!(named("outputs", "Model!B3"), number(&row[2]));
    assert_eq!(named("outputs", "Model!B4"), number(&row[3]));
    assert_eq!(told["cells_changed"].as_u64(), Some(4));

    let worst = house.seen(&path("/trials/worst?of=Profit")).await;
    let statistics = house.seen(&path("/statistics?output=Profit")).await;
    let (found, least) = (&worst["outputs"][0]["value"], &statistics["outputs"][0]["min"]);
    assert_near(number(found), number(least), 1e-12);
    let median = house.seen(&path("/trials/p50?of=Profit")).await;
    assert_near(number(&median["outputs"][0]["value"]), 7.0, 0.05);

    // The copy, opened by LibreOffice, which calculates it anew.
    let answer = house.get(&ada(), &path("/trials/4711?format=xlsx")).await;
    assert_eq!(answer.status, 200);
    assert!(answer.header("content-disposition").contains("Plan trial 4711.xlsx"));
    let accept = [("accept", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")];
    let accepted = house.ask(&ada(), "GET", &path("/trials/4711"), &accept, Vec::new()).await;
    assert_eq!(accepted.body, answer.body);
    let (folder, _, _) = converted(
        "copy.xlsx",
        &answer.body,
        "soffice",
        &["--headless", "--convert-to", "csv", "copy.xlsx"],
    );
    let csv = std::fs::read_to_string(folder.path().join("copy.csv")).unwrap();
    let shown = |line: usize| -> f64 {
        csv.lines().nth(line).and_then(|line| line.split(',').nth(1)).unwrap().parse().unwrap()
    };
    for (line, value) in row.as_array().unwrap().iter().enumerate() {
        assert_near(shown(line), number(value), 1e-6);
    }

    for wrong in ["0", "10001", "first", "p101"] {
        let refused = house.get(&ada(), &path(&format!("/trials/{wrong}"))).await.json(422);
        assert_eq!(refused["errors"][0]["field"], "n", "{wrong}");
    }
    house.get(&member("eve", "tenant-2", Role::Owner), &path("/trials/1")).await.json(404);
    let viewer = member("vic", "tenant-1", Role::Viewer);
    house.get(&viewer, &path("/trials/1")).await.json(200);
    house.get(&viewer, &path("/trials/1?format=xlsx")).await.json(403);
    house.stop().await;
}
