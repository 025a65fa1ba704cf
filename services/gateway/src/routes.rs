//! Which path belongs to which service, in which version, and who may call it unauthenticated.

use std::borrow::Cow;

use http::Method;

/// The current version's prefix.
pub(crate) const CURRENT: &str = "/api/v2/";
/// Older names of the current version's paths: they work, and say that they are deprecated.
const ALIASES: [&str; 2] = ["/api/v1/", "/api/"];

/// The first part of a path after [`CURRENT`], and the service that it belongs to.
const SERVICES: &[(&str, &str)] = &[
    ("alerts", "notifications"),
    ("api-keys", "identity"),
    ("auth", "identity"),
    ("compute", "compute"),
    ("distributions", "simulations"),
    ("files", "files"),
    ("formulas", "workbooks"),
    ("invitations", "identity"),
    ("notifications", "notifications"),
    ("permissions", "identity"),
    ("results", "results"),
    ("roles", "identity"),
    ("saved-simulations", "saved-simulations"),
    ("simulations", "simulations"),
    ("tenants", "identity"),
    ("users", "identity"),
    ("workbooks", "workbooks"),
];

/// Services whose things can be shared by link.
const SHARED_BY_LINK: [&str; 3] = ["files", "results", "saved-simulations"];

/// Where a request goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// An endpoint of the gateway itself.
    Own,
    /// The web app.
    Web,
    /// A service.
    Service(&'static str),
    /// Nowhere.
    Nothing,
}

/// Where a request goes, and under which conditions.
#[derive(Clone, Debug)]
pub(crate) struct Route {
    pub(crate) target: Target,
    /// The path under its current name, if it was called by an older one.
    pub(crate) successor: Option<String>,
    pub(crate) class: Class,
    /// Whether nobody needs to be signed in. Whoever is, is known to the service all the same.
    pub(crate) is_open: bool,
}

/// What is limited together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// The web app, health: not limited.
    Free,
    /// Attempts to sign in, register or reset a password.
    SignIn,
    /// What starts work: simulations, exports, mails.
    Heavy,
    /// Everything else.
    General,
}

impl Class {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Class::Free => "free",
            Class::SignIn => "sign-in",
            Class::Heavy => "heavy",
            Class::General => "general",
        }
    }
}

/// Attempts at what only a secret protects.
const SIGN_IN: &[&str] = &[
    "/api/v2/auth/login",
    "/api/v2/auth/register",
    "/api/v2/auth/register/confirm",
    "/api/v2/auth/password-reset",
    "/api/v2/auth/password-reset/confirm",
];

impl Route {
    pub(crate) fn of(method: &Method, path: &str) -> Route {
        let current = current_path(path);
        let target = target(&current);
        let is_open = is_open(method, &current, target);
        let class = class(method, &current, target);
        let successor = match current {
            Cow::Borrowed(_) => None,
            Cow::Owned(current) => Some(current),
        };
        Route { target, successor, class, is_open }
    }

    /// Whether one of the gateway's own endpoints answers it under its current name.
    pub(crate) fn is_own_endpoint(&self) -> bool {
        self.target == Target::Own && self.successor.is_none()
    }

    /// Whether a link's token may open it.
    pub(crate) fn is_shared_by_link(&self) -> bool {
        matches!(self.target, Target::Service(name) if SHARED_BY_LINK.contains(&name))
    }

    /// The service's name, for logs and metrics.
    pub(crate) fn service(&self) -> &'static str {
        match self.target {
            Target::Own => "gateway",
            Target::Web => "web",
            Target::Service(name) => name,
            Target::Nothing => "none",
        }
    }
}

/// A path under its current name.
fn current_path(path: &str) -> Cow<'_, str> {
    if path.starts_with(CURRENT) {
        return Cow::Borrowed(path);
    }
    let rest = ALIASES.iter().find_map(|alias| path.strip_prefix(alias));
    rest.map_or(Cow::Borrowed(path), |rest| Cow::Owned(format!("{CURRENT}{rest}")))
}

fn target(path: &str) -> Target {
    let Some(rest) = path.strip_prefix(CURRENT) else {
        let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
        return match first {
            "ws" => Target::Service("notifications"),
            "docs" | "gateway" | "health" | "metrics" => Target::Own,
            "api" | "internal" => Target::Nothing,
            _ => Target::Web,
        };
    };
    let first = rest.split('/').next().unwrap_or_default();
    if matches!(first, "home" | "openapi.json") {
        return Target::Own;
    }
    match SERVICES.iter().find(|(prefix, _)| *prefix == first) {
        Some((_, name)) => Target::Service(name),
        None => Target::Nothing,
    }
}

fn is_open(method: &Method, path: &str, target: Target) -> bool {
    match target {
        Target::Web | Target::Nothing => true,
        Target::Own => {
            let rest = path.strip_prefix("/health");
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                || path == "/docs"
                || path.starts_with("/docs/")
                || path == "/api/v2/openapi.json"
                || path == "/metrics"
        }
        // What a browser asks before a call, and what tus clients ask to learn the limits.
        _ if method == Method::OPTIONS => true,
        _ if path.starts_with("/api/v2/auth/oidc/") => true,
        _ if path.starts_with("/api/v2/auth/.well-known/") => true,
        _ if path.starts_with("/api/v2/invitations/") => true,
        _ => matches!(
            path,
            "/api/v2/auth/login"
                | "/api/v2/auth/register"
                | "/api/v2/auth/register/confirm"
                | "/api/v2/auth/refresh"
                | "/api/v2/auth/methods"
                | "/api/v2/auth/logout"
                | "/api/v2/auth/validate"
                | "/api/v2/auth/password-reset"
                | "/api/v2/auth/password-reset/confirm"
        ),
    }
}

fn class(method: &Method, path: &str, target: Target) -> Class {
    let is_post = method == Method::POST;
    match target {
        Target::Web | Target::Nothing => Class::Free,
        Target::Own if !path.starts_with("/api/") && !path.starts_with("/gateway/") => Class::Free,
        _ if is_post && SIGN_IN.contains(&path) => Class::SignIn,
        _ if is_post
            && (path == "/api/v2/simulations" || path == "/api/v2/notifications/email") =>
        {
            Class::Heavy
        }
        _ if is_post
            && path.starts_with("/api/v2/saved-simulations/")
            && path.ends_with("/run") =>
        {
            Class::Heavy
        }
        _ if is_post && path.starts_with("/api/v2/results/") && path.ends_with("/export") => {
            Class::Heavy
        }
        _ => Class::General,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(path: &str) -> Route {
        Route::of(&Method::GET, path)
    }

    #[test]
    fn older_names_lead_to_the_current_path_and_are_marked() {
        for path in ["/api/v1/files/list", "/api/files/list"] {
            let route = get(path);
            assert_eq!(route.target, Target::Service("files"));
            assert_eq!(route.successor.as_deref(), Some("/api/v2/files/list"));
        }
        assert_eq!(get("/api/v2/files/list").successor, None);
        assert_eq!(get("/api/home").target, Target::Own);
    }

    #[test]
    fn internal_endpoints_are_out_of_reach() {
        for path in ["/internal/events", "/api/v2/internal/events", "/api/internal/x", "/internal"]
        {
            assert_eq!(get(path).target, Target::Nothing, "{path}");
        }
        // Never a service: a path is not decoded or resolved on the way.
        for path in ["/%69nternal/events", "/x/../internal/events", "//internal/events"] {
            assert!(!matches!(get(path).target, Target::Service(_)), "{path}");
        }
    }

    #[test]
    fn only_what_must_be_is_open() {
        for path in [
            "/api/v2/auth/login",
            "/api/v2/auth/.well-known/jwks.json",
            "/health",
            "/docs",
            "/",
            "/runs/1",
        ] {
            assert!(get(path).is_open, "{path}");
        }
        for path in [
            "/api/v2/files",
            "/api/v2/auth/user",
            "/api/v2/home",
            "/gateway/services",
            "/ws/notifications",
        ] {
            assert!(!get(path).is_open, "{path}");
        }
    }

    #[test]
    fn attempts_to_sign_in_and_starts_are_classes_of_their_own() {
        assert_eq!(Route::of(&Method::POST, "/api/v2/auth/login").class, Class::SignIn);
        assert_eq!(Route::of(&Method::POST, "/api/auth/login").class, Class::SignIn);
        assert_eq!(Route::of(&Method::POST, "/api/v2/simulations").class, Class::Heavy);
        assert_eq!(get("/api/v2/simulations").class, Class::General);
        assert_eq!(get("/assets/index.js").class, Class::Free);
    }
}
