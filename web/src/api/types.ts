/** Names for the API's types, which are generated from the OpenAPI document (schema.d.ts). */
import type { components } from "./schema";

type Schemas = components["schemas"];

export interface Page<T> {
  items: T[];
  next_cursor?: string | null;
  total?: number | null;
}

export type Problem = Omit<Schemas["Problem"], "errors"> & {
  errors?: Schemas["FieldError"][] | undefined;
};

export type Access = Schemas["Access"];
export type Permission = Schemas["Permission"];
export type Role = Schemas["Role"];
export type Shares = Schemas["Shares"];
export type SetShares = Schemas["SetShares"];
export type ShareSubject = Schemas["ShareSubject"];

export type ApiKey = Schemas["ApiKey"];
export type CreateApiKey = Schemas["CreateApiKey"];
export type CreatedApiKey = Schemas["CreatedApiKey"];
export type CreateInvitation = Schemas["CreateInvitation"];
export type CreatedInvitation = Schemas["CreatedInvitation"];
export type CurrentUser = Schemas["CurrentUser"];
export type Invitation = Schemas["Invitation"];
export type InvitationPreview = Schemas["InvitationPreview"];
export type LoginRequest = Schemas["LoginRequest"];
export type LoginResponse = Schemas["LoginResponse"];
export type Member = Schemas["Member"];
export type Message = Schemas["Message"];
export type Preferences = Schemas["Preferences"];
export type Profile = Schemas["Profile"];
export type RecoveryCodes = Schemas["RecoveryCodes"];
export type RegisterRequest = Schemas["RegisterRequest"];
export type RegisterResponse = Schemas["RegisterResponse"];
export type RolesResponse = Schemas["RolesResponse"];
export type SecondFactorStatus = Schemas["SecondFactorStatus"];
export type Session = Schemas["Session"];
export type SessionInfo = Schemas["SessionInfo"];
export type SignInOptions = Schemas["SignInOptions"];
export type Tenant = Schemas["Tenant"];
export type TotpEnrolment = Schemas["TotpEnrolment"];
export type UpdateProfile = Schemas["UpdateProfile"];
export type UsageReport = Schemas["UsageReport"];

export type FileInfo = Schemas["FileInfo"];
export type StorageUsage = Schemas["StorageUsage"];

export type BaseCaseBadge = Schemas["BaseCaseBadge"];
export type Cell = Schemas["Cell"];
export type CellStyle = Schemas["CellStyle"];
export type CellValue = Schemas["CellValue"];
export type CellWindow = Schemas["CellWindow"];
export type CheckReport = Schemas["CheckReport"];
export type Dependencies = Schemas["Dependencies"];
export type Finding = Schemas["Finding"];
export type Sheet = Schemas["Sheet"];
export type Suggestions = Schemas["Suggestions"];
export type Workbook = Schemas["Workbook"];
export type WorkbookSummary = Schemas["WorkbookSummary"];

export type CopulaSpec = Schemas["CopulaSpec"];
export type CorrelationSpec = Schemas["CorrelationSpec"];
export type Headline = Schemas["Headline"];
export type InputSpec = Schemas["InputSpec"];
export type OutputSpec = Schemas["OutputSpec"];
export type QueueStatus = Schemas["QueueStatus"];
export type RunSettings = Schemas["RunSettings"];
export type Sampling = Schemas["Sampling"];
export type Simulation = Schemas["Simulation"];
export type SimulationSpec = Schemas["SimulationSpec"];
export type SimulationState = Schemas["SimulationState"];
export type SimulationStatus = Schemas["SimulationStatus"];
export type SimulationSummary = Schemas["SimulationSummary"];
export type StartSimulation = Schemas["StartSimulation"];
export type ValidationReport = Schemas["ValidationReport"];

export type DistributionCatalogue = Schemas["DistributionCatalogue"];
export type DistributionFamily = Schemas["DistributionFamily"];
export type DistributionPreview = Schemas["DistributionPreview"];
export type FitData = Schemas["FitData"];
export type FitReport = Schemas["FitReport"];
export type FitRow = Schemas["FitRow"];

export type Artifact = Schemas["Artifact"];
export type Comparison = Schemas["Comparison"];
export type ComparedOutput = Schemas["ComparedOutput"];
export type Convergence = Schemas["Convergence"];
export type ExportFormat = Schemas["ExportFormat"];
export type Fan = Schemas["Fan"];
export type Histogram = Schemas["Histogram"];
export type OutputResult = Schemas["OutputResult"];
export type Percentiles = Schemas["Percentiles"];
export type ProbabilityAnswer = Schemas["ProbabilityAnswer"];
export type ProbabilityResult = Schemas["ProbabilityResult"];
export type ResultDetails = Schemas["ResultDetails"];
export type ResultSummary = Schemas["ResultSummary"];
export type SamplesPage = Schemas["SamplesPage"];
export type Scatter = Schemas["Scatter"];
export type Scenario = Schemas["Scenario"];
export type Sensitivity = Schemas["Sensitivity"];
export type SensitivityMeasure = Schemas["SensitivityMeasure"];
export type TrialReplay = Schemas["TrialReplay"];
export type Variable = Schemas["Variable"];

export type Comment = Schemas["Comment"];
export type SavedSimulation = Schemas["SavedSimulation"];
export type SavedSimulationDetails = Schemas["SavedSimulationDetails"];
export type SaveSimulation = Schemas["SaveSimulation"];
export type SpecChange = Schemas["SpecChange"];
export type UpdateSavedSimulation = Schemas["UpdateSavedSimulation"];
export type VersionDetails = Schemas["VersionDetails"];

export type Channel = Schemas["Channel"];
export type CreatedWebhook = Schemas["CreatedWebhook"];
export type Delivery = Schemas["Delivery"];
export type LiveOutput = Schemas["LiveOutput"];
export type Notification = Schemas["Notification"];
export type NotificationMessage = Schemas["NotificationMessage"];
export type NotificationPage = Schemas["NotificationPage"];
export type NotificationPreferences = Schemas["NotificationPreferences"];
export type ProgressMessage = Schemas["ProgressMessage"];
export type Webhook = Schemas["Webhook"];

export type Home = Schemas["Home"];
