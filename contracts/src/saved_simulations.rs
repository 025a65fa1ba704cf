//! Saved simulations: templates, versions with differences, sharing, comments, search.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::event::event_data;
use crate::page::Order;
use crate::sharing::{Access, ShareSubject};
use crate::simulations::{Headline, RunSettings, Sampling, SimulationSpec};

/// A saved simulation in lists.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SavedSimulation {
    /// The saved simulation.
    pub id: String,
    /// What it is called.
    #[schema(example = "Cautious case")]
    pub name: String,
    /// What it is about.
    pub description: Option<String>,
    /// Labels.
    pub tags: Vec<String>,
    /// The workbook that it was made for.
    pub workbook_id: String,
    /// The workbook's name.
    pub workbook_name: Option<String>,
    /// Number of its latest version, from 1.
    pub version: u32,
    /// Number of inputs.
    pub input_count: u32,
    /// Number of outputs.
    pub output_count: u32,
    /// Trials.
    pub trials: u64,
    /// When it was saved first.
    pub created_at: String,
    /// When its latest version was.
    pub updated_at: String,
    /// Who saved it first.
    pub created_by: String,
    /// Their name.
    pub created_by_name: Option<String>,
    /// What the caller may do with it.
    pub my_access: Access,
    /// Whether others may see it.
    pub is_shared: bool,
    /// Number of comments.
    pub comment_count: u64,
    /// The run made of it last.
    pub last_run: Option<LastRun>,
}

/// The run made of a saved simulation last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LastRun {
    /// The simulation.
    pub simulation_id: String,
    /// The result.
    pub result_id: Option<String>,
    /// When it was asked for.
    pub created_at: String,
    /// The first output in a picture.
    pub headline: Option<Headline>,
}

/// A saved simulation, with its versions and comments.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SavedSimulationDetails {
    /// What lists say of it.
    #[serde(flatten)]
    pub saved: SavedSimulation,
    /// What is simulated, in the latest version.
    pub spec: SimulationSpec,
    /// How, in the latest version.
    pub settings: RunSettings,
    /// Its versions, the newest first.
    pub versions: Vec<SavedVersion>,
    /// Its comments, the oldest first, at most 200; the others by `GET .../comments`.
    pub comments: Vec<Comment>,
}

/// A version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SavedVersion {
    /// Its number, from 1.
    pub version: u32,
    /// What changed, in the words of who saved it.
    pub message: Option<String>,
    /// When it was saved.
    pub created_at: String,
    /// Who saved it.
    pub created_by: String,
    /// Their name.
    pub created_by_name: Option<String>,
    /// Number of differences from the version before.
    pub change_count: u32,
}

/// What saved simulations are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SavedSimulationSort {
    /// When the latest version was saved.
    #[default]
    UpdatedAt,
    /// When it was saved first.
    CreatedAt,
    /// Its name.
    Name,
}

/// Parameters of the list of saved simulations.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListSavedSimulationsQuery {
    /// Words to search for in names, descriptions, labels, cells and names of inputs and outputs.
    pub q: Option<String>,
    /// Only those of this workbook.
    pub workbook_id: Option<String>,
    /// Only those with this label.
    pub tag: Option<String>,
    /// Only those that this user saved.
    pub created_by: Option<String>,
    /// What to sort by; `updated_at` if left out.
    #[param(inline)]
    pub sort: Option<SavedSimulationSort>,
    /// Which way; `descending` if left out.
    #[param(inline)]
    pub order: Option<Order>,
    /// Most items, from 1 to 200; 50 if left out.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// Saves a simulation as a template. Answers `SavedSimulationDetails`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveSimulation {
    /// What to call it.
    #[schema(example = "Cautious case", min_length = 1, max_length = 200)]
    pub name: String,
    /// What it is about.
    #[serde(default)]
    #[schema(max_length = 5000)]
    pub description: Option<String>,
    /// Labels, at most 20.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub tags: Vec<String>,
    /// The workbook.
    pub workbook_id: String,
    /// What is simulated.
    pub spec: SimulationSpec,
    /// How.
    #[serde(default)]
    pub settings: RunSettings,
}

/// Saves a new version: what is left out stays. Changing name, description and labels alone makes no
/// new version. Answers `SavedSimulationDetails`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateSavedSimulation {
    /// What to call it.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 200)]
    pub name: Option<String>,
    /// What it is about.
    #[serde(default)]
    #[schema(max_length = 5000)]
    pub description: Option<String>,
    /// Labels, at most 20.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub tags: Option<Vec<String>>,
    /// What is simulated.
    #[serde(default)]
    pub spec: Option<SimulationSpec>,
    /// How.
    #[serde(default)]
    pub settings: Option<RunSettings>,
    /// The workbook.
    #[serde(default)]
    pub workbook_id: Option<String>,
    /// What changed.
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub message: Option<String>,
    /// The version that this one follows: 409 if someone else saved one meanwhile.
    #[serde(default)]
    pub expected_version: Option<u32>,
}

/// Parameters of a version.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct VersionQuery {
    /// The version to tell the difference from; the one before if left out.
    #[param(minimum = 1)]
    pub against: Option<u32>,
}

/// An older version, and its difference from another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct VersionDetails {
    /// The version.
    #[serde(flatten)]
    pub version: SavedVersion,
    /// What is simulated.
    pub spec: SimulationSpec,
    /// How.
    pub settings: RunSettings,
    /// The difference; null of the first version, unless another was asked for.
    pub difference: Option<SpecDifference>,
}

/// What differs between two versions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SpecDifference {
    /// The version that is compared with.
    pub from: u32,
    /// The version that is compared.
    pub to: u32,
    /// The differences, in the order of a spec.
    pub changes: Vec<SpecChange>,
    /// The same as a unified diff of the two spec files.
    pub unified: String,
}

/// Kind of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is different.
    Changed,
}

/// One difference between two specs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SpecChange {
    /// Which kind.
    pub kind: ChangeKind,
    /// Which part: `inputs`, `outputs`, `correlations`, `copulas`, `probabilities`, `trials`, `seed`,
    /// `sampling`, `settings`, `workbook`.
    #[schema(example = "inputs")]
    pub part: String,
    /// Which item of it: the input's name or cell, for example.
    #[schema(example = "Price")]
    pub item: Option<String>,
    /// What it was, as text.
    #[schema(example = "Pert(8, 10, 15)")]
    pub before: Option<String>,
    /// What it is, as text.
    #[schema(example = "Pert(6, 10, 15)")]
    pub after: Option<String>,
}

/// Runs a saved simulation. Answers `Simulation`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RunSavedSimulation {
    /// The version; the latest if left out.
    #[serde(default)]
    #[schema(minimum = 1)]
    pub version: Option<u32>,
    /// Another workbook than the one that it was made for.
    #[serde(default)]
    pub workbook_id: Option<String>,
    /// What to call the run.
    #[serde(default)]
    #[schema(max_length = 200)]
    pub name: Option<String>,
    /// Another number of trials.
    #[serde(default)]
    #[schema(minimum = 1)]
    pub trials: Option<u64>,
    /// Another seed.
    #[serde(default)]
    #[schema(maximum = 9_007_199_254_740_991_u64)]
    pub seed: Option<u64>,
    /// Another sampling plan.
    #[serde(default)]
    pub sampling: Option<Sampling>,
}

/// Comments on a saved simulation. Answers `Comment`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddComment {
    /// What to say, as plain text.
    #[schema(min_length = 1, max_length = 5000)]
    pub text: String,
    /// The comment that it answers.
    #[serde(default)]
    pub reply_to: Option<String>,
    /// The version that it is about.
    #[serde(default)]
    pub version: Option<u32>,
    /// The cell that it is about.
    #[serde(default)]
    pub cell: Option<String>,
}

/// A comment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Comment {
    /// The comment.
    pub id: String,
    /// What was said, as plain text; empty if it was deleted.
    pub text: String,
    /// The comment that it answers.
    pub reply_to: Option<String>,
    /// The version that it is about.
    pub version: Option<u32>,
    /// The cell that it is about.
    pub cell: Option<String>,
    /// When it was said.
    pub created_at: String,
    /// Who said it.
    pub created_by: String,
    /// Their name.
    pub created_by_name: Option<String>,
    /// When it was deleted.
    pub deleted_at: Option<String>,
}

/// Data of `saved_simulation.created`: a first or a new version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SavedSimulationCreated {
    /// The saved simulation.
    pub saved_simulation_id: String,
    /// What it is called.
    pub name: String,
    /// The version.
    pub version: u32,
    /// Who saved it.
    pub created_by: String,
}

/// Data of `saved_simulation.shared`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SavedSimulationShared {
    /// The saved simulation.
    pub saved_simulation_id: String,
    /// What it is called.
    pub name: String,
    /// Those who newly got access.
    pub with: Vec<ShareSubject>,
    /// What they may do, in the same order.
    pub access: Vec<Access>,
    /// Whether there is a new link.
    pub has_new_link: bool,
    /// Whether those who newly got access are to be told.
    pub notify: bool,
    /// Who shared it.
    pub shared_by: String,
    /// Their name.
    pub shared_by_name: Option<String>,
}

event_data! {
    "saved-simulations":
    SavedSimulationCreated = "saved_simulation.created",
    SavedSimulationShared = "saved_simulation.shared",
}
