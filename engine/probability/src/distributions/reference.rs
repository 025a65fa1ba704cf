//! The distribution reference, rendered from the rows.

use std::fmt::Write;

use super::arguments::display;
use super::{FAMILIES, aliases_of};
use crate::distribution::{Family, ParameterKind};

/// The call's signature, such as `Weibull(shape, scale, [location])`: parameters that may be left
/// out are in brackets.
pub fn signature(family: &Family) -> String {
    let parameters: Vec<String> = family
        .parameters
        .iter()
        .map(|parameter| match (parameter.kind, parameter.default) {
            (ParameterKind::List, _) => format!("{{{}}}", parameter.name),
            (ParameterKind::Laws, _) => format!("{}...", parameter.name),
            (_, Some(_)) => format!("[{}]", parameter.name),
            (_, None) => parameter.name.to_string(),
        })
        .collect();
    format!("{}({})", family.name, parameters.join(", "))
}

/// The reference of all families as Markdown, one section each in alphabetical order.
pub fn reference_markdown() -> String {
    let mut text = String::from(
        "# Distributions\n\n\
         Names are matched without regard to case. A list is an array constant such as `{1, 2, 3}` \
         or a range of cells. Parameters in brackets may be left out. Every distribution can be \
         truncated and shifted.\n\n\
         | Distribution | What it is for |\n|---|---|\n",
    );
    for family in FAMILIES {
        // Writing to a string can't fail.
        let anchor = family.name.to_lowercase();
        let _ = writeln!(text, "| [{}](#{anchor}) | {} |", family.name, family.summary);
    }
    for family in FAMILIES {
        write_family(&mut text, family);
    }
    text
}

fn write_family(text: &mut String, family: &Family) {
    let _ = writeln!(text, "\n## {}\n\n`{}`\n", family.name, signature(family));
    let _ = writeln!(text, "{}\n", family.summary);
    let _ = writeln!(text, "- **Formula:** {}", family.formula);
    let _ = writeln!(text, "- **Example:** `{}`", family.example);
    let _ = writeln!(text, "\n| Parameter | Meaning | Default |\n|---|---|---|");
    for parameter in family.parameters {
        let default = match parameter.default {
            Some(value) if value.is_infinite() => "none".to_string(),
            Some(value) => display(value),
            None => String::new(),
        };
        let _ = writeln!(text, "| `{}` | {} | {default} |", parameter.name, parameter.meaning);
    }
    let mut aliases = aliases_of(family).peekable();
    if aliases.peek().is_some() {
        let _ = writeln!(text, "\n| Also known as | Its parameters |\n|---|---|");
    }
    for alias in aliases {
        let _ = writeln!(text, "| `{}` | {} |", alias.name, alias.convention());
    }
}
