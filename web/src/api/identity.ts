import { queryOptions } from "@tanstack/react-query";
import { get, part, post, put, remove } from "./http";
import type {
  ApiKey,
  CreateApiKey,
  CreatedApiKey,
  CreatedInvitation,
  CreateInvitation,
  CurrentUser,
  Invitation,
  InvitationPreview,
  LoginRequest,
  LoginResponse,
  Member,
  Message,
  Page,
  Preferences,
  Profile,
  RecoveryCodes,
  RegisterRequest,
  RegisterResponse,
  Role,
  RolesResponse,
  SecondFactorStatus,
  Session,
  SessionInfo,
  SignInOptions,
  Tenant,
  TotpEnrolment,
  UpdateProfile,
  UsageReport,
} from "./types";

export const currentUserQuery = queryOptions({
  queryKey: ["user"],
  queryFn: ({ signal }) => get<CurrentUser>("/api/v2/auth/user", undefined, signal),
  staleTime: 60_000,
  // Not being signed in is an answer here; the router decides what follows.
  meta: { quiet: true },
});

export const signInOptionsQuery = queryOptions({
  queryKey: ["sign-in-options"],
  queryFn: ({ signal }) => get<SignInOptions>("/api/v2/auth/methods", undefined, signal),
  staleTime: 5 * 60_000,
});

export const login = (request: LoginRequest) => post<LoginResponse>("/api/v2/auth/login", request);
export const register = (request: RegisterRequest) =>
  post<RegisterResponse>("/api/v2/auth/register", request);
export const confirmEmail = (token: string) =>
  post<LoginResponse>("/api/v2/auth/register/confirm", { token, session: "cookie" });
export const logout = (everywhere: boolean) =>
  post<undefined>("/api/v2/auth/logout", { everywhere });
export const switchTenant = (tenantId: string) =>
  put<Session>("/api/v2/auth/tenant", { tenant_id: tenantId });
export const requestPasswordReset = (email: string) =>
  post<Message>("/api/v2/auth/password-reset", { email });
export const confirmPasswordReset = (token: string, newPassword: string) =>
  post<undefined>("/api/v2/auth/password-reset/confirm", {
    token,
    new_password: newPassword,
  });
export const changePassword = (currentPassword: string, newPassword: string) =>
  put<undefined>("/api/v2/users/password", {
    current_password: currentPassword || null,
    new_password: newPassword,
  });

export const sessionsQuery = queryOptions({
  queryKey: ["sessions"],
  queryFn: ({ signal }) => get<Page<SessionInfo>>("/api/v2/auth/sessions", undefined, signal),
});
export const endSession = (id: string) => remove<undefined>(`/api/v2/auth/sessions/${part(id)}`);

export const secondFactorQuery = queryOptions({
  queryKey: ["second-factor"],
  queryFn: ({ signal }) => get<SecondFactorStatus>("/api/v2/auth/second-factor", undefined, signal),
});
export const enrolTotp = () => post<TotpEnrolment>("/api/v2/auth/second-factor/totp");
export const confirmTotp = (code: string) =>
  post<RecoveryCodes>("/api/v2/auth/second-factor/totp/confirm", { code });
export const renewRecoveryCodes = (code: string) =>
  post<RecoveryCodes>("/api/v2/auth/second-factor/recovery-codes", { code });
export const disableSecondFactor = (code: string) =>
  post<undefined>("/api/v2/auth/second-factor/totp/disable", { code });

export const saveProfile = (profile: UpdateProfile) =>
  put<Profile>("/api/v2/users/profile", profile);
export const savePreferences = (preferences: Preferences) =>
  put<Preferences>("/api/v2/users/preferences", preferences);
export const usageQuery = queryOptions({
  queryKey: ["usage"],
  queryFn: ({ signal }) => get<UsageReport>("/api/v2/users/usage", undefined, signal),
});

export const apiKeysQuery = queryOptions({
  queryKey: ["api-keys"],
  queryFn: ({ signal }) => get<Page<ApiKey>>("/api/v2/api-keys", undefined, signal),
});
export const createApiKey = (request: CreateApiKey) =>
  post<CreatedApiKey>("/api/v2/api-keys", request);
export const revokeApiKey = (id: string) => remove<undefined>(`/api/v2/api-keys/${part(id)}`);

export const createTenant = (name: string) => post<Tenant>("/api/v2/tenants", { name });
export const updateTenant = (
  tenantId: string,
  change: { name?: string; requires_second_factor?: boolean },
) => put<Tenant>(`/api/v2/tenants/${part(tenantId)}`, change);

export const membersQuery = (tenantId: string, q = "") =>
  queryOptions({
    queryKey: ["members", tenantId, q],
    queryFn: ({ signal }) =>
      get<Page<Member>>(`/api/v2/tenants/${part(tenantId)}/members`, { q, limit: 200 }, signal),
  });
export const changeRole = (tenantId: string, userId: string, role: Role) =>
  put<Member>(`/api/v2/tenants/${part(tenantId)}/members/${part(userId)}`, { role });
export const removeMember = (tenantId: string, userId: string) =>
  remove<undefined>(`/api/v2/tenants/${part(tenantId)}/members/${part(userId)}`);
export const rolesQuery = queryOptions({
  queryKey: ["roles"],
  queryFn: ({ signal }) => get<RolesResponse>("/api/v2/roles", undefined, signal),
  staleTime: 60 * 60_000,
});

export const invitationsQuery = (tenantId: string) =>
  queryOptions({
    queryKey: ["invitations", tenantId],
    queryFn: ({ signal }) =>
      get<Page<Invitation>>(`/api/v2/tenants/${part(tenantId)}/invitations`, undefined, signal),
  });
export const invite = (tenantId: string, request: CreateInvitation) =>
  post<CreatedInvitation>(`/api/v2/tenants/${part(tenantId)}/invitations`, request);
export const revokeInvitation = (tenantId: string, id: string) =>
  remove<undefined>(`/api/v2/tenants/${part(tenantId)}/invitations/${part(id)}`);
export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ["invitation", token],
    queryFn: ({ signal }) =>
      get<InvitationPreview>(`/api/v2/invitations/${part(token)}`, undefined, signal),
    meta: { quiet: true },
  });
export const acceptInvitation = (request: { token: string; name?: string; password?: string }) =>
  post<Session>("/api/v2/invitations/accept", { ...request, session: "cookie" });
