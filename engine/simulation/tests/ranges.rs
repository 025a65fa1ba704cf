//! What the compiler promises of each column holds in every trial, and what it folds on the strength
//! of that changes no bit: random models, sampled under every plan and recalculated trial by trial.

mod support;

use support::{Case, trials, workbook};
use ulam_formula::value::Value;
use ulam_probability::sampling::Plan;
use ulam_simulation::model::Settings;
use ulam_simulation::program::Source;

/// Laws of all sorts: bounded and not, discrete, with heavy tails, truncated and shifted.
const INPUTS: &[(&str, &str)] = &[
    ("A1", "Normal(0, 1)"),
    ("A2", "Lognormal(1, 0.5)"),
    ("A3", "Pert(-1, 2, 7)"),
    ("A4", "Uniform(0, 1)"),
    ("A5", "Discrete({0,1,2,-3}, {1,1,1,1})"),
    ("A6", "Normal(5, 2, Truncate(1, 8), Shift(-3))"),
    ("A7", "Gamma(2, 3)"),
    ("A8", "StudentT(3)"),
    ("A9", "Pareto(2, 1)"),
    ("A10", "Triangular(10, 20, 40, TruncateP(0.1, ))"),
    ("A11", "Bernoulli(0.3)"),
    ("A12", "Poisson(4)"),
];

const CORRELATIONS: &[(&str, &str, f64)] =
    &[("A1", "A2", 0.8), ("A1", "A3", -0.5), ("A6", "A7", 0.3), ("A8", "A9", 0.9)];

/// Formulas of up to three cells, `a`, `b` and `c`, and a constant `k`.
const FORMS: &[&str] = &[
    "=a+b",
    "=a-b",
    "=a+k",
    "=k-a",
    "=a+b-c",
    "=-a*b",
    "=a*-b",
    "=a*-k",
    "=-a/k",
    "=a/b",
    "=a/4",
    "=a/-0.5",
    "=a*1",
    "=a*0",
    "=a*-1",
    "=a%",
    "=a^2",
    "=a^3",
    "=a^b",
    "=ABS(a)^k",
    "=ABS(a)",
    "=-ABS(a)",
    "=SQRT(a)",
    "=EXP(a/10)",
    "=LN(ABS(a)+1)",
    "=LN(a)",
    "=INT(a)",
    "=INT(INT(a)+2)",
    "=ROUND(a,1)",
    "=IF(a>b,a,c)",
    "=IF(a>k,-a*k,0)",
    "=IF(a>1000000,b,c)",
    "=IF(NOT(a>b),1,0)",
    "=IF(AND(a>0,b>k),a,b)",
    "=IF(a,b,c)",
    "=MIN(a,b)",
    "=MIN(a,1000000)",
    "=MAX(a,0)",
    "=MAX(a,b,c)",
    "=MIN(a,k,b)",
    "=SUM(a,b,-c)",
    "=SUM(a)",
    "=SUM(a,-b)+c",
    "=SUM(-a,b)",
    "=AVERAGE(a,b,c)",
    "=PRODUCT(a,b,k)",
    "=AND(a>0,b>1)",
    "=OR(a>0,b,c>k)",
    "=XOR(a>0,b>k,c)",
    "=NOT(NOT(a))",
    "=IFERROR(a,b)",
    "=IFERROR(a/b,c)",
    "=IFNA(a,b)",
    "=ISERROR(a/b)",
    "=a>b",
    "=a<=b",
    "=a=a",
    "=a<>b",
    "=a>=-1000000",
    "=a-a",
    "=a-a*b",
    "=a-a*k",
    "=a*k-a*b/k",
    "=a-a*A4",
    "=a-a*A4*b+a*k",
    "=a-a*IF(b>c,1,A4/7)",
    "=a+a*A9-a/A10",
    "=0-a",
    "=a+0",
    "=0+a",
    "=-(-a)",
    "=a--b",
    "=(a-b)*-1",
    "=SUMPRODUCT(A1:A5,A2:A6)",
    "=SUMPRODUCT((A1:A12>k)*A1:A12)",
    "=SUM(A1:A12)",
    "=NPV(a/100,b,c,k)",
    "=LOOKUP(a,D1:D4,E1:E4)",
    "=VLOOKUP(a,D1:E4,2)",
    "=VLOOKUP(INT(a),D1:E4,2,FALSE)",
    "=MATCH(b,D1:D4)",
    "=CHOOSE(a,b,c,k)",
    "=IFS(a>b,b,c>k,c)",
    "=SWITCH(INT(a),0,b,1,c,a)",
    "=SUMIF(A1:A12,\">1\")",
    "=COUNTIF(A1:A12,\"<=k\")",
    "=AVERAGEIF(A1:A12,\">4\",A1:A12)",
    "=NORM.S.INV(a)",
    "=MEDIAN(a,b,c)",
    "=MOD(a,b)",
];

const CONSTANTS: &[&str] = &["0.25", "1", "2.5", "7", "100"];

struct Random(u64);

impl Random {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.0 >> 33) % count as u64) as usize
    }
}

/// A formula from a form: each `a`, `b`, `c` is one of the cells before.
fn formula(form: &str, before: &[String], random: &mut Random) -> String {
    let chosen: Vec<&String> = (0..3).map(|_| &before[random.below(before.len())]).collect();
    let constant = CONSTANTS[random.below(CONSTANTS.len())];
    let mut text = String::new();
    for letter in form.chars() {
        match letter {
            'a' => text.push_str(chosen[0]),
            'b' => text.push_str(chosen[1]),
            'c' => text.push_str(chosen[2]),
            'k' => text.push_str(constant),
            other => text.push(other),
        }
    }
    text
}

/// The cells of a random model: every form some times, each of cells before it.
fn model(seed: u64) -> Vec<(String, String)> {
    let mut random = Random(seed);
    let mut cells: Vec<(String, String)> = Vec::new();
    for (place, _) in INPUTS {
        cells.push((place.to_string(), "1".to_string()));
    }
    for (row, (key, result)) in
        [("-1", "5"), ("0.5", "-2"), ("2", "8"), ("4", "1")].into_iter().enumerate()
    {
        cells.push((format!("D{}", row + 1), key.to_string()));
        cells.push((format!("E{}", row + 1), result.to_string()));
    }
    let mut before: Vec<String> = INPUTS.iter().map(|(place, _)| place.to_string()).collect();
    for index in 0..2 * FORMS.len() {
        // Most operands near the inputs, or else everything overflows.
        let reach = if index % 3 == 0 { before.len() } else { INPUTS.len() };
        let form = FORMS[(index + random.below(FORMS.len())) % FORMS.len()];
        let place = format!("B{}", index + 1);
        let text = formula(form, &before[..reach], &mut random);
        cells.push((place.clone(), text));
        before.push(place);
    }
    cells
}

fn with_model(seed: u64, test: impl Fn(&Case, &[(&str, &str)])) {
    let owned = model(seed);
    let cells: Vec<(&str, &str)> =
        owned.iter().map(|(place, content)| (place.as_str(), content.as_str())).collect();
    let outputs: Vec<&str> =
        cells.iter().map(|(place, _)| *place).filter(|place| place.starts_with('B')).collect();
    let case =
        Case { cells: &cells, inputs: INPUTS, outputs: &outputs, correlations: CORRELATIONS };
    test(&case, &cells);
}

#[test]
fn no_trial_leaves_its_range() {
    for seed in 1..=6 {
        with_model(seed, |case, cells| {
            let simulation = case.prepare().expect("a model");
            for plan in [Plan::Random, Plan::LatinHypercube, Plan::Sobol] {
                let settings = Settings { plan, seed, ..trials(4096) };
                let samples = simulation.run(&settings, &Default::default()).expect("a run");
                let program = simulation.program();
                for ((result, column), place) in
                    program.results.iter().zip(&samples.columns).zip(case.outputs)
                {
                    let (Source::Number(operand) | Source::Boolean(operand)) = result else {
                        continue;
                    };
                    let range = program.range(operand);
                    for sample in column {
                        let is_inside = match sample.is_nan() {
                            true => range.may_be_error,
                            false => {
                                range.contains(*sample)
                                    && (!range.is_whole || *sample == sample.floor())
                            }
                        };
                        let formula = cells.iter().find(|(cell, _)| cell == place);
                        assert!(is_inside, "{sample} of {formula:?} leaves {range:?}, {plan:?}");
                    }
                }
            }
        });
    }
}

#[test]
fn random_models_are_sampled_as_they_are_recalculated() {
    const TRIALS: u64 = 12;
    for seed in 11..=18 {
        with_model(seed, |case, cells| {
            let simulation = case.prepare().expect("a model");
            let settings = Settings { seed, ..trials(TRIALS) };
            let samples = simulation.run(&settings, &Default::default()).expect("a run");
            let draws: Vec<usize> = (0..INPUTS.len()).collect();
            let inputs = simulation.input_samples(&draws, &settings).expect("inputs");
            for trial in 0..TRIALS as usize {
                let (mut replay, _) = workbook(cells);
                for (input, (place, _)) in inputs.iter().zip(INPUTS) {
                    let cell = replay.locate(place).expect("a cell");
                    replay.set_constant(cell, Value::Number(input[trial]));
                }
                replay.recalculate(46_024.5);
                for (column, place) in samples.columns.iter().zip(case.outputs) {
                    let cell = replay.locate(place).expect("a cell");
                    let value = ulam_formula::context::Context::cell(&replay, cell);
                    let expected = match &value {
                        Value::Number(number) => *number,
                        Value::Boolean(boolean) => f64::from(u8::from(*boolean)),
                        Value::Error(error) => error.to_nan(),
                        other => panic!("{place} is {other:?}"),
                    };
                    let formula = cells.iter().find(|(cell, _)| cell == place);
                    assert_eq!(
                        column[trial].to_bits(),
                        expected.to_bits(),
                        "{formula:?} is {value:?}, sampled {}",
                        column[trial]
                    );
                }
            }
        });
    }
}
