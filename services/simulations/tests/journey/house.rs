//! A house of services on a temporary data folder, and people who use it.

use std::path::Path;
use std::time::{Duration, Instant};

use http::{HeaderName, HeaderValue, Method};
use serde_json::{Value, json};
use ulam_contracts::permissions::Permission;
use ulam_contracts::simulations::{Simulation, SimulationState, SimulationStatus};
use ulam_platform::access::{Principal, SubjectKind};
use ulam_platform::configuration::Configuration;
use ulam_platform::host::Host;
use ulam_platform::http::ApiError;
use ulam_platform::identifier::new_id;
use ulam_platform::mesh::{Mesh, ServiceClient};
use ulam_platform::service::Definition;

use crate::neighbours::{NEIGHBOURS, add_workbook};

/// Longer than anything here takes, even where others use the processors.
pub const PATIENCE: Duration = Duration::from_secs(150);

pub struct House {
    host: Host,
}

impl House {
    /// All services, on this folder.
    pub async fn start(data: &Path) -> House {
        House::start_with(data, &[ulam_compute::DEFINITION], |_| {}).await
    }

    /// Simulations, the neighbours and these, with settings of one's own.
    pub async fn start_with(
        data: &Path,
        others: &[Definition],
        settings: impl FnOnce(&mut Configuration),
    ) -> House {
        let mut configuration =
            Configuration { data: data.to_path_buf(), ..Configuration::default() };
        settings(&mut configuration);
        let mut definitions = NEIGHBOURS.to_vec();
        definitions.push(ulam_simulations::DEFINITION);
        definitions.extend_from_slice(others);
        let host = Host::start(&definitions, &[], configuration).await.expect("the house starts");
        House { host }
    }

    pub fn mesh(&self) -> &Mesh {
        self.host.mesh()
    }

    /// A user of a new organisation, with a workbook.
    pub fn user(&self) -> User {
        User::of(self.mesh(), &new_id())
    }

    /// Ends the process as a crash leaves it: what was under way stays so in the databases.
    pub async fn stop(self) {
        self.host.stop().await;
    }
}

#[derive(Clone)]
pub struct User {
    mesh: Mesh,
    pub principal: Principal,
    pub workbook_id: String,
}

impl User {
    pub fn of(mesh: &Mesh, tenant_id: &str) -> User {
        let principal = Principal {
            subject: new_id(),
            kind: SubjectKind::User,
            tenant_id: tenant_id.to_string(),
            session_id: new_id(),
            permissions: Permission::ALL.to_vec(),
        };
        User { mesh: mesh.clone(), principal, workbook_id: add_workbook(tenant_id) }
    }

    /// The same user after a restart.
    pub fn moved_to(&self, mesh: &Mesh) -> User {
        User { mesh: mesh.clone(), ..self.clone() }
    }

    pub fn client(&self, service: &str) -> ServiceClient {
        self.mesh.client(service).on_behalf_of(&self.principal)
    }

    /// A request to start the example's simulation.
    pub fn request(&self, trials: u64) -> Value {
        json!({
            "workbook_id": self.workbook_id,
            "spec": {
                "inputs": [
                    {"cell": "Inputs!C7", "distribution": "Normal(0.02, 0.012)"},
                    {"cell": "Inputs!C24", "name": "Rate", "distribution": "Pert(0.08, 0.09, 0.12)"},
                ],
                "outputs": ["Model!D23"],
                "probabilities": ["Model!D23 < 0"],
                "trials": trials,
                "seed": 7,
            },
        })
    }

    pub async fn start(&self, request: &Value) -> Result<Simulation, ApiError> {
        self.client("simulations").post("/api/v2/simulations", request).await
    }

    pub async fn start_with_key(&self, request: &Value, key: &str) -> Result<Simulation, ApiError> {
        let name = HeaderName::from_static("idempotency-key");
        let value = HeaderValue::from_str(key).expect("a header");
        let client = self.client("simulations").with_header(name, value);
        client.post("/api/v2/simulations", request).await
    }

    pub async fn status(&self, id: &str) -> SimulationStatus {
        let path = format!("/api/v2/simulations/{id}/status");
        self.client("simulations").get(&path).await.expect("a status")
    }

    pub async fn cancel(&self, id: &str) -> Result<SimulationStatus, ApiError> {
        let path = format!("/api/v2/simulations/{id}/cancel");
        self.client("simulations").json(Method::PUT, &path, &json!({})).await
    }

    /// Waits until a simulation is as wanted.
    pub async fn until(
        &self,
        id: &str,
        is_so: impl Fn(&SimulationStatus) -> bool,
    ) -> SimulationStatus {
        let started = Instant::now();
        loop {
            let status = self.status(id).await;
            if is_so(&status) {
                return status;
            }
            let ended = status.state.is_final();
            assert!(!ended && started.elapsed() < PATIENCE, "it never came to be: {status:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    pub async fn until_ended(&self, id: &str) -> SimulationStatus {
        self.until(id, |status| status.state.is_final()).await
    }

    pub async fn until_running(&self, id: &str) -> SimulationStatus {
        let runs = |status: &SimulationStatus| {
            status.state == SimulationState::Running && status.trials_done > 0
        };
        self.until(id, runs).await
    }
}

/// Waits until something is so.
pub async fn eventually(what: &str, is_so: impl Fn() -> bool) {
    let started = Instant::now();
    while !is_so() {
        assert!(started.elapsed() < PATIENCE, "{what} never came");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
