//! Writes `report.html`, `report.pdf` and `report.xlsx`, to look at them: of a small investment, or of a workbook
//! and its spec.
//!
//!     cargo run -p ulam-report --example report -- <folder> [<workbook> <spec.yaml>]

use std::path::Path;

use ulam_report::{Difference, html, pdf, xlsx};

#[path = "../tests/support/mod.rs"]
mod support;

use support::{Case, Wanted, run, run_spec, workbook};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (folder, case) = match arguments.as_slice() {
        [] => (".", investment()),
        [folder, file, spec] => {
            let mut case = run_spec(&std::fs::read(file)?, &std::fs::read_to_string(spec)?);
            let name = Path::new(file).file_name().unwrap_or_default().to_string_lossy();
            case.command = format!("ulam simulate {file} --model {spec} --report report.html");
            case.name = name.into_owned();
            (folder.as_str(), case)
        }
        [folder, ..] => (folder.as_str(), investment()),
    };
    let report = case.report();
    std::fs::write(Path::new(folder).join("report.html"), html(&report))?;
    std::fs::write(Path::new(folder).join("report.pdf"), pdf(&report)?)?;
    let workbook = xlsx(&report)?;
    std::fs::write(Path::new(folder).join("report.xlsx"), &workbook.bytes)?;
    for warning in &workbook.warnings {
        eprintln!("{warning}");
    }
    Ok(())
}

/// An investment with outputs of every kind: money, a rate, a count and a date.
fn investment() -> Case {
    let money = "\"$\"#,##0";
    let bytes = workbook(
        "Model",
        &[
            (0, 0, "Price", "@"),
            (0, 1, "48", "\"$\"0.00"),
            (1, 0, "Customers in the first year", "@"),
            (1, 1, "120000", "#,##0"),
            (2, 0, "Growth", "@"),
            (2, 1, "0.06", "0.0%"),
            (3, 0, "Unit cost", "@"),
            (3, 1, "29", "\"$\"0.00"),
            (4, 0, "Fixed cost", "@"),
            (4, 1, "1100000", money),
            (5, 0, "Investment", "@"),
            (5, 1, "4200000", money),
            (6, 0, "Discount rate", "@"),
            (6, 1, "0.09", "0.0%"),
            (7, 0, "Machines that fail", "@"),
            (7, 1, "1", "0"),
            (8, 0, "A competitor enters", "@"),
            (8, 1, "0", "0"),
            (10, 1, "=B2*(1-0.25*B9)*(B1-B4)-B5-B8*85000", money),
            (10, 2, "=B2*(1-0.25*B9)*(1+B3)*(B1-B4)-B5-B8*85000", money),
            (10, 3, "=B2*(1-0.25*B9)*(1+B3)^2*(B1-B4)-B5-B8*85000", money),
            (10, 4, "=B2*(1-0.25*B9)*(1+B3)^3*(B1-B4)-B5-B8*85000", money),
            (10, 5, "=B2*(1-0.25*B9)*(1+B3)^4*(B1-B4)-B5-B8*85000", money),
            (11, 1, "=NPV(B7,B11:F11)-B6", money),
            (12, 1, "=IRR(C14:H14)", "0.0%"),
            (13, 2, "=-B6", money),
            (13, 3, "=B11", money),
            (13, 4, "=C11", money),
            (13, 5, "=D11", money),
            (13, 6, "=E11", money),
            (13, 7, "=F11", money),
            (14, 1, "=(B11<0)+(C11<0)+(D11<0)+(E11<0)+(F11<0)", "0"),
            (15, 1, "=DATE(2027,1,15)+ROUND(B8*21+B9*60+B3*100,0)+B1", "d mmm yyyy"),
        ],
    );
    let wanted = Wanted {
        inputs: &[
            ("Model!B1", "Price", "Normal(48, 3)"),
            ("Model!B2", "Customers in the first year", "Pert(90000, 120000, 160000)"),
            ("Model!B3", "Growth", "Normal(0.06, 0.03)"),
            ("Model!B4", "Unit cost", "Triangular(26, 29, 34)"),
            ("Model!B5", "Fixed cost", "Lognormal(1100000, 150000)"),
            ("Model!B6", "Investment", "Uniform(3900000, 4800000)"),
            ("Model!B8", "Machines that fail", "Poisson(1.2)"),
            ("Model!B9", "A competitor enters", "Bernoulli(0.2)"),
        ],
        outputs: &[
            ("Model!B12", "Net present value"),
            ("Model!B13", "Internal rate of return"),
            ("Model!B15", "Years with a loss"),
            ("Model!B16", "Opening day"),
        ],
        below: &[("Model!B12", 0.0), ("Model!B13", 0.09)],
        correlations: &[("Price", "Customers in the first year", -0.4)],
        trials: 100_000,
    };
    let mut case = run(&bytes, &wanted);
    case.name = "expansion.xlsx".to_string();
    case.command = "ulam simulate expansion.xlsx --model expansion.yaml --trials 100000 --seed 1 \
                    --report report.html"
        .to_string();
    case.spec = wanted
        .inputs
        .iter()
        .map(|(cell, name, law)| format!("  - cell: {cell}\n    name: {name}\n    is: {law}\n"))
        .fold("inputs:\n".to_string(), |spec, input| spec + &input);
    case.warnings = vec!["Model!B16 shows whole days; the simulation keeps fractions.".to_string()];
    case.base_case.checked += 1;
    case.base_case.differing = vec![Difference {
        cell: "Model!C20".to_string(),
        formula: "=XIRR(C14:H14,C19:H19)".to_string(),
        expected: "0.2481".to_string(),
        ours: "0.2479".to_string(),
    }];
    case
}
