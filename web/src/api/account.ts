import { part, put, remove } from "./http";
import type { Tenant } from "./types";

/** Deletes my account, my keys and sessions, and the organisations in which I am alone. */
export const deleteAccount = (password: string) =>
  remove<undefined>("/api/v2/users/profile", { password: password || null });

export const deleteTenant = (tenantId: string) =>
  remove<undefined>(`/api/v2/tenants/${part(tenantId)}`);

/** Addresses (CIDR) that members may come from; none for all. */
export const setAllowedAddresses = (tenantId: string, allowed_ips: string[]) =>
  put<Tenant>(`/api/v2/tenants/${part(tenantId)}`, { allowed_ips });
