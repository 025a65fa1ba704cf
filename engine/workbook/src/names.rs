//! Names that formulas use: of sheets, and defined names.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use ulam_formula::address::SheetId;
use ulam_formula::parser::{Names, ParseError};
use ulam_formula::syntax::Expr;

/// A name as it is compared: in upper case.
pub(crate) fn folded(name: &str) -> Cow<'_, str> {
    if name.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_lowercase()) {
        return Cow::Borrowed(name);
    }
    Cow::Owned(name.to_uppercase())
}

/// The sheets of a workbook by name.
#[derive(Clone, Debug, Default)]
pub struct SheetNames {
    /// Sheet by folded name.
    sheets: HashMap<String, SheetId>,
}

impl SheetNames {
    /// The names in tab order. Of two equal names the first is found.
    pub(crate) fn new<'a>(names: impl Iterator<Item = &'a str>) -> SheetNames {
        let mut sheets = HashMap::new();
        for (index, name) in names.enumerate() {
            let Ok(sheet) = SheetId::try_from(index) else {
                break;
            };
            sheets.entry(folded(name).into_owned()).or_insert(sheet);
        }
        SheetNames { sheets }
    }
}

impl Names for SheetNames {
    fn sheet(&self, name: &str) -> Option<SheetId> {
        self.sheets.get(&*folded(name)).copied()
    }
}

/// A defined name.
#[derive(Clone, Debug)]
pub struct DefinedName {
    /// The name, as written.
    pub name: Arc<str>,
    /// The sheet that it belongs to; `None` if it belongs to the workbook.
    pub sheet: Option<SheetId>,
    /// Whether Excel keeps it from users.
    pub is_hidden: bool,
    /// What it means, as the file stores it: without `=`, relative to cell A1.
    pub text: Arc<str>,
    /// What it means: references are relative to cell A1 of the sheet that uses it.
    pub meaning: Result<Arc<Expr>, ParseError>,
}

/// The defined names of a workbook.
#[derive(Clone, Debug, Default)]
pub struct DefinedNames {
    list: Vec<DefinedName>,
    /// Indices in `list` by folded name; one per scope.
    by_name: HashMap<String, Vec<u32>>,
}

impl DefinedNames {
    pub(crate) fn new(list: Vec<DefinedName>) -> DefinedNames {
        let mut by_name: HashMap<String, Vec<u32>> = HashMap::new();
        for (index, name) in list.iter().enumerate() {
            by_name.entry(folded(&name.name).into_owned()).or_default().push(index as u32);
        }
        // Sorted by scope, so that a hostile file with one name in all scopes is searched fast.
        for indices in by_name.values_mut() {
            indices.sort_by_key(|index| list[*index as usize].sheet);
        }
        DefinedNames { list, by_name }
    }

    /// All names, in the file's order.
    pub fn all(&self) -> &[DefinedName] {
        &self.list
    }

    /// What a name (in any letter case) means on a sheet: the sheet's own name, or else the
    /// workbook's.
    pub fn get(&self, sheet: SheetId, name: &str) -> Option<&DefinedName> {
        let indices = self.by_name.get(&*folded(name))?;
        let in_scope = |scope: Option<SheetId>| {
            let found =
                indices.binary_search_by_key(&scope, |index| self.list[*index as usize].sheet);
            found.ok().map(|at| &self.list[indices[at] as usize])
        };
        in_scope(Some(sheet)).or_else(|| in_scope(None))
    }
}
