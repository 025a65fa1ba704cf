//! Names of sheets that Excel accepts.

use std::collections::HashSet;

/// Longest name, in UTF-16 units. Excel allows 31; room is left for a number.
const UNITS_MAX: usize = 31;

/// The names given so far.
#[derive(Default)]
pub struct SheetNames {
    taken: HashSet<String>,
}

impl SheetNames {
    /// A name that Excel accepts and that no other sheet has, as near to the wanted one as can be.
    pub fn add(&mut self, wanted: &str) -> String {
        let is_allowed = |character: &char| !character.is_control();
        let replaced = wanted.chars().filter(is_allowed).map(|character| match character {
            '[' => '(',
            ']' => ')',
            ':' | '*' | '?' | '/' | '\\' => '-',
            // Names in formulas stand between apostrophes.
            '\'' => '’',
            other => other,
        });
        let cleaned: String = replaced.collect();
        let cleaned = match cleaned.trim() {
            "" => "Output",
            // Excel keeps this name for itself.
            name if name.eq_ignore_ascii_case("history") => "History of trials",
            name => name,
        };
        let mut name = shortened_to(cleaned, UNITS_MAX);
        let mut number = 2u64;
        while !self.taken.insert(name.to_lowercase()) {
            let suffix = format!(" ({number})");
            name = shortened_to(cleaned, UNITS_MAX - suffix.len()) + &suffix;
            number += 1;
        }
        name
    }
}

fn shortened_to(text: &str, units_max: usize) -> String {
    let mut units = 0;
    let fits = |character: &char| {
        units += character.len_utf16();
        units <= units_max
    };
    text.chars().take_while(fits).collect::<String>().trim_end().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_accepted_by_excel_and_differ() {
        let mut names = SheetNames::default();
        assert_eq!(names.add("Summary"), "Summary");
        assert_eq!(names.add("summary"), "summary (2)");
        assert_eq!(names.add("Model!B2"), "Model!B2");
        assert_eq!(names.add("a[b]:c*d?e/f\\g'h"), "a(b)-c-d-e-f-g’h");
        assert_eq!(names.add("  "), "Output");
        assert_eq!(names.add("History"), "History of trials");
        assert_eq!(names.add(&"x".repeat(40)), "x".repeat(31));
        assert_eq!(names.add(&"x".repeat(41)), format!("{} (2)", "x".repeat(27)));
        assert_eq!(names.add(&"😀".repeat(40)).encode_utf16().count(), 30);
    }
}
