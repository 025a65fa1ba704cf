//! The service's contract against its real router, with neighbours that stand in for identity,
//! workbooks and simulations.

use axum::extract::Path;
use axum::routing::{get, post};
use http::{Method, StatusCode};
use serde_json::{Value, json};
use ulam_contracts::identity::{FoundUsers, Preferences, UserContact};
use ulam_contracts::permissions::{Permission, Role};
use ulam_platform::access::{Caller, Principal, ServiceCaller, SubjectKind};
use ulam_platform::configuration::Configuration;
use ulam_platform::host::Host;
use ulam_platform::http::{ApiError, Json};
use ulam_platform::identifier::{new_id, now_us, rfc3339};
use ulam_platform::mesh::ServiceClient;
use ulam_platform::service::{Definition, Service};
use utoipa_axum::router::OpenApiRouter;

const SAVED: &str = "/api/v2/saved-simulations";

fn service(internal: axum::Router) -> Service {
    Service {
        router: OpenApiRouter::new(),
        internal,
        subscriptions: Vec::new(),
        workers: Vec::new(),
    }
}

const fn neighbour(
    name: &'static str,
    build: fn(ulam_platform::service::Context) -> Built,
) -> Definition {
    Definition { name, port: 0, handles: &[], migrations: None, timeout_seconds: 10, build }
}

type Built = std::pin::Pin<
    Box<dyn Future<Output = Result<Service, ulam_platform::service::StartError>> + Send>,
>;

/// Everybody is a member and has a name.
const IDENTITY: Definition = neighbour("identity", |_| {
    Box::pin(async {
        let lookup = |_: ServiceCaller, Json(asked): Json<Value>| async move {
            let users = asked["user_ids"].as_array().cloned().unwrap_or_default();
            let contact = |id: Value| UserContact {
                user_id: id.as_str().unwrap_or_default().to_string(),
                email: "ada@example.com".to_string(),
                is_email_confirmed: true,
                name: "Ada Lovelace".to_string(),
                locale: "en".to_string(),
                time_zone: "UTC".to_string(),
                phone: None,
                role: None,
                preferences: Preferences::default(),
            };
            Json(FoundUsers { users: users.into_iter().map(contact).collect() })
        };
        Ok(service(axum::Router::new().route("/internal/identity/users/lookup", post(lookup))))
    })
});

/// Every workbook is there but one.
const WORKBOOKS: Definition = neighbour("workbooks", |_| {
    Box::pin(async {
        let workbook = |_: Caller, Path(id): Path<String>| async move {
            if id == new_id_of_nobody() {
                return Err(ApiError::not_found("workbook"));
            }
            Ok(Json(json!({"id": id, "name": "cash-flow"})))
        };
        Ok(service(axum::Router::new().route("/api/v2/workbooks/{id}", get(workbook))))
    })
});

fn new_id_of_nobody() -> &'static str {
    "019a9f3c-2b1e-7c3a-9d2e-5a1b2c3d4e5f"
}

/// Starts whatever it is told to, and says what that was.
const SIMULATIONS: Definition = neighbour("simulations", |_| {
    Box::pin(async {
        let start = |caller: Caller, Json(start): Json<Value>| async move {
            caller.may(Permission::SimulationsRun)?;
            let id = new_id();
            let now = rfc3339(now_us());
            Ok::<_, ApiError>((
                StatusCode::ACCEPTED,
                Json(json!({
                    "id": id, "run_id": id, "name": start["name"], "workbook_id": start["workbook_id"],
                    "workbook_name": "cash-flow", "trials": start["spec"]["trials"],
                    "seed": start["spec"]["seed"], "sampling": "random", "input_count": 1,
                    "output_count": 1, "headline": null, "created_at": now, "started_at": null,
                    "finished_at": null, "created_by": caller.principal().subject,
                    "created_by_name": null,
                    "saved_simulation_id": start["saved_simulation_id"],
                    "saved_simulation_version": start["saved_simulation_version"],
                    "tags": start["tags"],
                    "status": {"id": id, "state": "queued", "trials_done": 0, "trials_total": 1,
                        "share_done": 0.0, "trials_per_second": null, "elapsed_seconds": null,
                        "seconds_left": null, "queue_position": 1, "attempt": 1, "failure": null,
                        "result_id": null, "updated_at": now},
                    "file_id": "f", "file_version": 1, "spec": start["spec"],
                    "settings": start["settings"], "priority": "normal",
                })),
            ))
        };
        Ok(service(axum::Router::new().route("/api/v2/simulations", post(start))))
    })
});

struct House {
    host: Host,
    _folder: tempfile::TempDir,
}

/// Someone who asks.
struct Person {
    client: ServiceClient,
    id: String,
}

impl House {
    async fn start() -> House {
        let folder = tempfile::tempdir().unwrap();
        let configuration = Configuration {
            shutdown_grace_seconds: 1,
            ..ulam_testing::configuration(folder.path())
        };
        let definitions = [ulam_saved_simulations::DEFINITION, IDENTITY, WORKBOOKS, SIMULATIONS];
        let host = Host::start(&definitions, &[], configuration).await.unwrap();
        House { host, _folder: folder }
    }

    fn person(&self, tenant_id: &str, role: Role) -> Person {
        let id = new_id();
        let kind = SubjectKind::User;
        self.principal(tenant_id, id, kind, role.permissions().to_vec())
    }

    fn principal(
        &self,
        tenant_id: &str,
        id: String,
        kind: SubjectKind,
        permissions: Vec<Permission>,
    ) -> Person {
        let principal = Principal {
            subject: id.clone(),
            kind,
            tenant_id: tenant_id.to_string(),
            session_id: new_id(),
            permissions,
        };
        let client = self.host.mesh().client("saved-simulations").on_behalf_of(&principal);
        Person { client, id }
    }

    /// Who comes by a link.
    async fn by_link(&self, token: &str) -> Result<Person, StatusCode> {
        let gateway = self.host.mesh().client("saved-simulations").as_service("gateway");
        let body = json!({"token": token});
        let link: Result<Value, ApiError> = gateway.post("/internal/links/exchange", &body).await;
        let link = link.map_err(|error| error.status())?;
        assert_eq!(link["permissions"], json!(["saved_simulations:read"]));
        let id = format!("link:{}", link["link_id"].as_str().unwrap());
        let tenant = link["tenant_id"].as_str().unwrap();
        let permissions = vec![Permission::SavedSimulationsRead];
        Ok(self.principal(tenant, id, SubjectKind::Link, permissions))
    }
}

impl Person {
    async fn ask(&self, method: Method, path: &str, body: Value) -> Result<Value, u16> {
        let path = format!("{SAVED}{path}");
        let answer = self.client.json::<Value, Value>(method, &path, &body).await;
        answer.map_err(|error| error.status().as_u16())
    }

    async fn get(&self, path: &str) -> Result<Value, u16> {
        let answer = self.client.get::<Value>(&format!("{SAVED}{path}")).await;
        answer.map_err(|error| error.status().as_u16())
    }

    async fn save(&self, name: &str) -> String {
        let saved = self.ask(Method::POST, "", template(name)).await.unwrap();
        saved["id"].as_str().unwrap().to_string()
    }
}

fn template(name: &str) -> Value {
    json!({
        "name": name, "description": "What if prices fall?", "tags": ["risk"],
        "workbook_id": new_id(),
        "spec": {
            "inputs": [{"cell": "Model!B3", "name": "Price", "distribution": "Pert(8, 10, 15)"}],
            "outputs": ["Model!B20"], "trials": 1000, "seed": 1,
        },
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn versions_tell_what_changed_and_nobody_overwrites_another() {
    let house = House::start().await;
    let ada = house.person(&new_id(), Role::Analyst);
    let id = ada.save("Cautious case").await;
    let path = format!("/{id}");
    let first = ada.get(&path).await.unwrap();
    assert_eq!((&first["version"], &first["my_access"]), (&json!(1), &json!("manage")));
    assert_eq!(first["created_by_name"], "Ada Lovelace");
    assert_eq!(first["workbook_name"], "cash-flow");

    let mut spec = first["spec"].clone();
    spec["inputs"][0]["distribution"] = json!("Pert(6, 10, 15)");
    let change = json!({"spec": spec, "message": "Lower prices", "expected_version": 1});
    let second = ada.ask(Method::PUT, &path, change.clone()).await.unwrap();
    assert_eq!(
        (&second["version"], &second["versions"][0]["message"]),
        (&json!(2), &json!("Lower prices"))
    );
    // Who has not seen the second version changes nothing.
    assert_eq!(ada.ask(Method::PUT, &path, change).await, Err(409));
    // A name alone makes no version.
    let renamed = ada.ask(Method::PUT, &path, json!({"name": "Bold case"})).await.unwrap();
    assert_eq!((&renamed["version"], &renamed["name"]), (&json!(2), &json!("Bold case")));
    assert_eq!(renamed["spec"], spec);

    let told = ada.get(&format!("{path}/versions/2")).await.unwrap();
    let expected = json!([{"kind": "changed", "part": "inputs", "item": "Price",
        "before": "Pert(8, 10, 15)", "after": "Pert(6, 10, 15)"}]);
    assert_eq!(told["difference"]["changes"], expected);
    assert!(told["difference"]["unified"].as_str().unwrap().contains("\n-"));
    let first = ada.get(&format!("{path}/versions/1")).await.unwrap();
    assert_eq!(first["difference"], Value::Null);
    let back = ada.get(&format!("{path}/versions/1?against=2")).await.unwrap();
    assert_eq!(back["difference"]["changes"][0]["after"], "Pert(8, 10, 15)");
    assert_eq!(ada.get(&format!("{path}/versions/3")).await, Err(404));

    let mut unknown = template("x");
    unknown["workbook_id"] = json!(new_id_of_nobody());
    assert_eq!(ada.ask(Method::POST, "", unknown).await, Err(422));
    assert_eq!(ada.ask(Method::POST, "", template(" ")).await, Err(422));
    ada.client.delete(&format!("{SAVED}{path}")).await.unwrap();
    assert_eq!(ada.get(&path).await, Err(404));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn others_see_what_is_shared_with_them_and_no_more() {
    let house = House::start().await;
    let tenant = new_id();
    let ada = house.person(&tenant, Role::Analyst);
    let viewer = house.person(&tenant, Role::Viewer);
    let stranger = house.person(&new_id(), Role::Owner);
    let (id, other) = (ada.save("Shared").await, ada.save("Private").await);
    let path = format!("/{id}");
    let comments = format!("{path}/comments");
    let shares = format!("{path}/shares");
    let run = format!("{path}/run");
    let said = json!({"text": "Why so cautious?", "version": 1, "cell": "Model!B3"});
    for who in [&viewer, &stranger] {
        assert_eq!(who.get(&path).await, Err(404));
        assert_eq!(who.get(&format!("{path}/versions/1")).await, Err(404));
        assert_eq!(who.get(&comments).await, Err(404));
        assert_eq!(who.ask(Method::POST, &comments, said.clone()).await, Err(404));
        assert_eq!(who.get("").await.unwrap()["total"], 0);
    }
    assert_eq!(stranger.ask(Method::PUT, &path, json!({"name": "Mine"})).await, Err(404));
    assert_eq!(stranger.ask(Method::PUT, &shares, json!({})).await, Err(404));
    assert_eq!(stranger.ask(Method::POST, &run, json!({})).await, Err(404));
    assert_eq!(viewer.ask(Method::POST, "", template("x")).await, Err(403));

    let grant = json!({"grants": [{"subject": {"kind": "user", "user_id": viewer.id}, "access": "comment"}],
        "link": {}});
    let shared = ada.ask(Method::PUT, &shares, grant).await.unwrap();
    assert_eq!(shared["grants"][0]["label"], "Ada Lovelace");
    assert_eq!(viewer.get(&path).await.unwrap()["my_access"], "comment");
    assert_eq!(viewer.get(&format!("/{other}")).await, Err(404));
    let comment = viewer.ask(Method::POST, &comments, said).await.unwrap();
    // A viewer's role changes and runs nothing, whatever was shared.
    assert_eq!(viewer.ask(Method::PUT, &path, json!({"name": "Mine"})).await, Err(403));
    assert_eq!(viewer.ask(Method::POST, &run, json!({})).await, Err(403));
    assert_eq!(viewer.get(&shares).await, Err(403));
    let answer = json!({"text": "It was a hard year.", "reply_to": comment["id"]});
    ada.ask(Method::POST, &comments, answer).await.unwrap();
    assert_eq!(
        ada.ask(Method::POST, &comments, json!({"text": "x", "version": 2})).await,
        Err(422)
    );
    let gone = format!("{SAVED}{comments}/{}", comment["id"].as_str().unwrap());
    viewer.client.delete(&gone).await.unwrap();
    let listed = viewer.get(&comments).await.unwrap();
    assert_eq!(
        (&listed["items"][0]["text"], listed["items"].as_array().unwrap().len()),
        (&json!(""), 2)
    );

    // A link shows the one thing that it shares, until it is withdrawn.
    let token = shared["link"]["token"].as_str().unwrap();
    let guest = house.by_link(token).await.unwrap();
    assert_eq!(guest.get(&path).await.unwrap()["my_access"], "view");
    assert_eq!(guest.get(&format!("/{other}")).await, Err(404));
    assert_eq!(guest.get("").await.unwrap()["total"], 1);
    assert_eq!(guest.ask(Method::POST, &comments, json!({"text": "hi"})).await, Err(403));
    assert_eq!(ada.get(&shares).await.unwrap()["link"]["token"], Value::Null);
    assert_eq!(ada.get(&shares).await.unwrap()["link"]["uses"], 1);
    ada.ask(Method::PUT, &shares, json!({})).await.unwrap();
    assert_eq!(guest.get(&path).await, Err(404));
    assert_eq!(viewer.get(&path).await, Err(404));
    assert!(house.by_link(token).await.is_err_and(|status| status == StatusCode::NOT_FOUND));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lists_are_searched_sorted_and_paged() {
    let house = House::start().await;
    let ada = house.person(&new_id(), Role::Analyst);
    for name in ["beta", "Alpha", "gamma 100%"] {
        ada.save(name).await;
    }
    let names = async |query: &str| {
        let page = ada.get(query).await.unwrap();
        let items = page["items"].as_array().unwrap().clone();
        let names: Vec<String> =
            items.iter().map(|item| item["name"].as_str().unwrap().to_string()).collect();
        (names, page["next_cursor"].as_str().map(str::to_string))
    };
    assert_eq!(names("?sort=name&order=ascending").await.0, ["Alpha", "beta", "gamma 100%"]);
    let (first, cursor) = names("?sort=name&order=ascending&limit=2").await;
    assert_eq!(first, ["Alpha", "beta"]);
    let next = format!("?sort=name&order=ascending&limit=2&cursor={}", cursor.unwrap());
    assert_eq!(names(&next).await, (vec!["gamma 100%".to_string()], None));
    let (newest, cursor) = names("?limit=1").await;
    assert_eq!(newest, ["gamma 100%"]);
    assert_eq!(names(&format!("?limit=1&cursor={}", cursor.unwrap())).await.0, ["Alpha"]);
    assert_eq!(names("?q=ALPHA%20price").await.0, ["Alpha"]);
    // A sign that SQL gives a meaning to means itself.
    assert_eq!(names("?q=0%25").await.0, ["gamma 100%"]);
    assert_eq!(names("?q=_").await.0, Vec::<String>::new());
    assert_eq!(names("?tag=ris").await.0, Vec::<String>::new());
    assert_eq!(names("?tag=risk").await.0.len(), 3);
    assert_eq!(ada.get("?limit=0").await, Err(422));
    assert_eq!(ada.get("?cursor=x").await, Err(422));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_is_the_callers_and_is_remembered() {
    let house = House::start().await;
    let ada = house.person(&new_id(), Role::Analyst);
    let id = ada.save("Cautious case").await;
    let asked = json!({"seed": 7, "trials": 500});
    let run = ada.ask(Method::POST, &format!("/{id}/run"), asked).await.unwrap();
    assert_eq!((&run["seed"], &run["trials"]), (&json!(7), &json!(500)));
    assert_eq!((&run["name"], &run["created_by"]), (&json!("Cautious case"), &json!(ada.id)));
    assert_eq!(
        (&run["saved_simulation_id"], &run["saved_simulation_version"]),
        (&json!(id), &json!(1))
    );
    let saved = ada.get(&format!("/{id}")).await.unwrap();
    assert_eq!(saved["last_run"]["simulation_id"], run["id"]);
    assert_eq!(ada.ask(Method::POST, &format!("/{id}/run"), json!({"version": 9})).await, Err(404));
}

#[tokio::test]
async fn what_an_older_program_kept_in_the_clear_is_sealed() {
    let sealed = [
        ("saved_simulation_versions", "spec"),
        ("saved_simulation_versions", "settings"),
        ("saved_simulation_versions", "message"),
        ("saved_simulation_comments", "text"),
        ("saved_simulation_last_runs", "headline"),
    ];
    let definition = ulam_saved_simulations::DEFINITION;
    ulam_testing::assert_seals(definition, "saved_simulations_0002_content_sealed", &sealed).await;
}
