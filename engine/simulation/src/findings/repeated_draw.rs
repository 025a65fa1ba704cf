//! Several draws where one was meant.

use ulam_formula::syntax::{Binary, Call, Callee, Expr};

use super::subject::{Subject, calls_of, function_name, plain};
use super::{Found, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "repeated-draw",
    title: "A fresh random number in each branch",
    severity: Severity::Medium,
    why: "Every RAND() is a new number. In IF(RAND()<0.2, a, IF(RAND()<0.5, b, c)) the second test \
          isn't of the number that failed the first, so b has 40%, not 30%.",
    remedy: "Draw once in a cell of its own and compare that cell; or use Discrete.",
    when: "where an IF that compares RAND() has another IF that compares RAND() as its last argument, \
           and where one formula has the same distribution call with the same parameters twice.",
    find,
};

fn find(subject: &Subject) -> Vec<Found> {
    subject
        .first_of_each(|formula| {
            if formula.formula.sites < 2 {
                return None;
            }
            let root = &formula.formula.root;
            let nested = calls_of(root, &["IF"]).into_iter().any(|call| {
                let Some(Expr::Call(inner)) = call.arguments.get(2).map(plain) else {
                    return false;
                };
                function_name(inner) == "IF" && compares_rand(call) && compares_rand(inner)
            });
            if nested {
                return Some("each IF compares another RAND()".to_string());
            }
            let mut calls: Vec<&Call> = Vec::new();
            let mut has_pair = None;
            root.visit_parts(&mut |part| {
                let Expr::Call(call) = part else {
                    return;
                };
                let Callee::Distribution(name) = &call.callee else {
                    return;
                };
                let is_same = |other: &&Call| {
                    other.callee == call.callee && other.arguments == call.arguments
                };
                if calls.iter().any(is_same) {
                    has_pair = Some(format!(
                        "the formula draws twice from the same {name}: the two draws differ"
                    ));
                }
                calls.push(call);
            });
            has_pair
        })
        .into_iter()
        .map(|(cells, message)| Found { cells, message })
        .collect()
}

/// Whether the condition of an IF compares RAND() with something.
fn compares_rand(call: &Call) -> bool {
    let Some(Expr::Binary(operator, left, right)) = call.arguments.first().map(plain) else {
        return false;
    };
    let is_comparison = matches!(
        operator,
        Binary::Less | Binary::LessOrEqual | Binary::Greater | Binary::GreaterOrEqual
    );
    let is_rand =
        |side: &Expr| matches!(plain(side), Expr::Call(call) if function_name(call) == "RAND");
    is_comparison && (is_rand(left) || is_rand(right))
}
