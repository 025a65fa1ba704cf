import { queryOptions } from "@tanstack/react-query";
import { get, part, post } from "./http";
import type { components } from "./schema";
import type { Page } from "./types";

type Schemas = components["schemas"];
export type BreakerState = Schemas["BreakerState"];
export type CircuitBreaker = Schemas["CircuitBreaker"];
export type ComputeMetrics = Schemas["ComputeMetrics"];
export type ComputeTask = Schemas["ComputeTask"];
export type Device = Schemas["Device"];
export type GatewayHealth = Schemas["GatewayHealth"];
export type HealthStatus = Schemas["HealthStatus"];
export type ServiceInstance = Schemas["ServiceInstance"];

/** How the platform does changes by itself: asked again while somebody looks. */
const live = { refetchInterval: 5_000, staleTime: 0 } as const;

export const gatewayHealthQuery = queryOptions({
  queryKey: ["platform", "gateway"],
  queryFn: ({ signal }) => get<GatewayHealth>("/gateway/health", undefined, signal),
  ...live,
});
export const instancesQuery = queryOptions({
  queryKey: ["platform", "instances"],
  queryFn: ({ signal }) =>
    get<{ instances: ServiceInstance[] }>("/gateway/services", undefined, signal),
  ...live,
});
export const breakersQuery = queryOptions({
  queryKey: ["platform", "breakers"],
  queryFn: ({ signal }) =>
    get<{ breakers: CircuitBreaker[] }>("/gateway/circuit-breakers", undefined, signal),
  ...live,
});
export const resetBreaker = (service: string) =>
  post<unknown>(`/gateway/circuit-breakers/${part(service)}/reset`);

export const devicesQuery = queryOptions({
  queryKey: ["platform", "devices"],
  queryFn: ({ signal }) => get<{ devices: Device[] }>("/api/v2/compute/devices", undefined, signal),
  ...live,
});
export const tasksQuery = queryOptions({
  queryKey: ["platform", "tasks"],
  queryFn: ({ signal }) => get<Page<ComputeTask>>("/api/v2/compute/tasks", { limit: 50 }, signal),
  ...live,
});
export const computeMetricsQuery = queryOptions({
  queryKey: ["platform", "compute"],
  queryFn: ({ signal }) => get<ComputeMetrics>("/api/v2/compute/metrics", undefined, signal),
  ...live,
});
