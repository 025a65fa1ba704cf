//! What a call names: a worksheet function, a distribution, or something yet unknown.

use std::borrow::Cow;
use std::sync::Arc;

use ulam_probability::distributions::{self, Form, Found};

use super::Parser;
use crate::functions;
use crate::syntax::Callee;

/// Prefixes that files put before names that older Excels don't know; they carry no meaning.
const SILENT_PREFIXES: [&str; 4] = ["_xlfn.", "_xlws.", "_xll.", "_xludf."];
/// Prefixes of LET and LAMBDA names, and of functions passed without calling them: what follows is
/// a name even if a function is called so.
const NAME_PREFIXES: [&str; 2] = ["_xlpm.", "_xleta."];
/// Prefix of an optional LAMBDA parameter where it is declared.
const OPTIONAL_PREFIX: &str = "_xlop.";

/// What may stand among a distribution's arguments in a spec; the list is upper case.
const MODIFIERS: [&str; 7] = ["TRUNCATE", "TRUNCATEP", "SHIFT", "NAME", "STATIC", "SEED", "LOCK"];

/// Whether this upper-case name is a modifier of a distribution in a spec: `Normal(0, 1, Shift(2))`.
pub fn is_modifier(name: &str) -> bool {
    MODIFIERS.contains(&name)
}

/// Whether this upper-case name may be a simulation add-in's: @RISK, Analytic Solver, ModelRisk or
/// Crystal Ball.
pub fn is_vendor_name(name: &str) -> bool {
    ["RISK", "PSI", "VOSE", "CB."].iter().any(|prefix| name.starts_with(prefix))
}

/// An identifier without the prefixes that files add.
pub(super) struct Identifier<'a> {
    /// What is left.
    pub name: &'a str,
    /// Whether a prefix said that this is a name, whatever functions there are.
    pub is_name: bool,
    /// Whether a prefix said that this declares an optional parameter.
    pub is_optional: bool,
    /// Whether a prefix was `_xlfn.`.
    pub is_future: bool,
}

impl<'a> Identifier<'a> {
    /// Strips the prefixes, unless nothing would be left.
    pub fn new(text: &'a str) -> Identifier<'a> {
        let mut identifier =
            Identifier { name: text, is_name: false, is_optional: false, is_future: false };
        while identifier.name.starts_with('_') {
            if let Some(at) = SILENT_PREFIXES.iter().position(|p| identifier.strip(p)) {
                identifier.is_future |= at == 0;
            } else if NAME_PREFIXES.iter().any(|prefix| identifier.strip(prefix)) {
                identifier.is_name = true;
            } else if identifier.strip(OPTIONAL_PREFIX) {
                identifier.is_name = true;
                identifier.is_optional = true;
            } else {
                break;
            }
        }
        identifier
    }

    fn strip(&mut self, prefix: &str) -> bool {
        let Some((start, rest)) = self.name.split_at_checked(prefix.len()) else { return false };
        if rest.is_empty() || !start.eq_ignore_ascii_case(prefix) {
            return false;
        }
        self.name = rest;
        true
    }
}

/// Upper case; borrowed where it already is.
pub(super) fn upper_case(text: &str) -> Cow<'_, str> {
    let is_upper = text.bytes().all(|byte| byte < 0x80 && !byte.is_ascii_lowercase());
    if is_upper {
        return Cow::Borrowed(text);
    }
    if text.is_ascii() {
        return Cow::Owned(text.to_ascii_uppercase());
    }
    Cow::Owned(text.to_uppercase())
}

impl Parser<'_> {
    /// What a call of `identifier` calls, and whether that draws random numbers.
    pub(super) fn callee(&self, identifier: &Identifier) -> (Callee, bool) {
        let name = upper_case(identifier.name);
        if !identifier.is_name
            && let Some(found) = self.known_callee(&name)
        {
            return found;
        }
        (Callee::Named(Arc::from(name)), false)
    }

    /// The function or distribution of an upper-case name, and whether it draws random numbers.
    pub(super) fn known_callee(&self, name: &str) -> Option<(Callee, bool)> {
        if self.names.has_plain_distributions() {
            if is_modifier(name) {
                return Some((Callee::Distribution(name.into()), false));
            }
            if let Some(Found { alias: None, .. }) = distributions::find(name) {
                return Some((Callee::Distribution(name.into()), true));
            }
        }
        if let Some(function) = functions::find(name) {
            return Some((Callee::Function(function), function.random));
        }
        if is_vendor_name(name)
            && let Some(Found { alias: Some(_), form, .. }) = distributions::find(name)
        {
            // An object is the law itself: it draws nothing.
            return Some((Callee::Distribution(name.into()), form != Form::Object));
        }
        None
    }
}
