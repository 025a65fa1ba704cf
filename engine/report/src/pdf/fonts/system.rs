//! The fonts of this machine, for scripts that the program's own lack: Chinese, Japanese, Korean,
//! Indian ones and others, whose fonts are too large to be part of the program.

use std::collections::BTreeSet;
use std::sync::{LazyLock, Mutex, PoisonError};

use fontdb::{Database, FaceInfo, ID, Style, Weight};

use super::Typeface;

/// The fonts of the machine, looked for when one is first needed.
static SYSTEM: LazyLock<Mutex<SystemFonts>> = LazyLock::new(|| {
    let mut database = Database::new();
    database.load_system_fonts();
    Mutex::new(SystemFonts { database, opened: Vec::new(), missing: BTreeSet::new() })
});

struct SystemFonts {
    database: Database,
    /// Fonts that some sign was found in. They stay open: there are few, and each report needs the
    /// same.
    opened: Vec<(ID, &'static Typeface)>,
    /// Signs that were looked for in vain.
    missing: BTreeSet<char>,
}

/// A font that has a sign, if there is one.
pub(super) fn with(sign: char) -> Option<&'static Typeface> {
    SYSTEM.lock().unwrap_or_else(PoisonError::into_inner).with(sign)
}

impl SystemFonts {
    fn with(&mut self, sign: char) -> Option<&'static Typeface> {
        if let Some((_, known)) = self.opened.iter().find(|(_, typeface)| typeface.has(sign)) {
            return Some(known);
        }
        if self.missing.contains(&sign) {
            return None;
        }
        let mut candidates: Vec<&FaceInfo> = self.database.faces().collect();
        candidates.sort_by_key(|face| unlike_plain_text(face));
        let has = |face: &&&FaceInfo| {
            let looked_up = self.database.with_face_data(face.id, |bytes, index| {
                let parsed = rustybuzz::Face::from_slice(bytes, index);
                parsed.is_some_and(|parsed| parsed.glyph_index(sign).is_some())
            });
            looked_up.unwrap_or(false)
        };
        let found = candidates.iter().find(has).and_then(|face| self.open(face.id));
        match found {
            Some((id, typeface)) => self.opened.push((id, typeface)),
            None => {
                self.missing.insert(sign);
            }
        }
        found.map(|(_, typeface)| typeface)
    }

    fn open(&self, id: ID) -> Option<(ID, &'static Typeface)> {
        let opened = self.database.with_face_data(id, |bytes, index| {
            Typeface::of_collection(Box::leak(bytes.to_vec().into_boxed_slice()), index)
        });
        Some((id, Box::leak(Box::new(opened??))))
    }
}

/// How far a font is from upright letters of usual weight; fonts of one width come last.
fn unlike_plain_text(face: &FaceInfo) -> (bool, bool, u16) {
    (face.style != Style::Normal, face.monospaced, face.weight.0.abs_diff(Weight::NORMAL.0))
}
