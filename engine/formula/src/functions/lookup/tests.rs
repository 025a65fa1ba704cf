//! What the examples of GROUPBY and PIVOTBY can't show. Expected values follow from Excel's pages of
//! them: <https://support.microsoft.com/office/groupby-function-5e08ae8c-6800-4b72-b623-c41773611505>
//! and <https://support.microsoft.com/office/pivotby-function-de86516a-90ad-4ced-8522-3a25fac389cf>.

use crate::scratch::ScratchSheet;
use crate::value::Value;

/// Sales in A1:E7: state, city, year, units, amount; the first row holds headers.
fn sheet() -> ScratchSheet {
    let rows: [[Value; 5]; 7] = [
        ["State", "City", "Year", "Units", "Amount"].map(Value::text),
        row("WA", "Seattle", 2020.0, 1.0, 10.0),
        row("OR", "Salem", 2020.0, 2.0, 20.0),
        row("WA", "Tacoma", 2021.0, 3.0, 5.0),
        row("WA", "Seattle", 2021.0, 4.0, 40.0),
        row("OR", "Bend", 2021.0, 5.0, 50.0),
        row("OR", "Salem", 2021.0, 6.0, 1.0),
    ];
    let mut cells = Vec::new();
    for (number, values) in rows.into_iter().enumerate() {
        for (column, value) in ["A", "B", "C", "D", "E"].into_iter().zip(values) {
            cells.push((format!("{column}{}", number + 1), value));
        }
    }
    let cells: Vec<(&str, Value)> =
        cells.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    ScratchSheet::with(&cells)
}

fn row(state: &str, city: &str, year: f64, units: f64, amount: f64) -> [Value; 5] {
    [Value::text(state), Value::text(city), year.into(), units.into(), amount.into()]
}

fn check(formula: &str, expected: &str) {
    assert_eq!(sheet().calculate(formula), sheet().calculate(expected), "{formula}");
}

#[test]
fn headers_are_found_by_a_text_above_a_number() {
    check("GROUPBY(A1:A7,E1:E7,SUM)", r#"{"OR",71;"WA",55;"Total",126}"#);
    // Shown where there are several levels.
    check(
        "GROUPBY(A1:B7,E1:E7,SUM,,0)",
        r#"{"State","City","Amount";"OR","Bend",50;"OR","Salem",21;"WA","Seattle",50;"WA","Tacoma",5}"#,
    );
    check("GROUPBY(A2:A7,E2:E7,SUM,0,0)", r#"{"OR",71;"WA",55}"#);
    check("GROUPBY(A1:A7,E1:E7,SUM,1,0)", r#"{"OR",71;"WA",55}"#);
    check("GROUPBY(A1:A7,E1:E7,SUM,3,0)", r#"{"State","Amount";"OR",71;"WA",55}"#);
    check("ROWS(GROUPBY(A2:A7,E2:E7,SUM,2,0))", "3");
    check("GROUPBY(A1:A7,E1:E7,SUM,4)", "#VALUE!");
}

#[test]
fn totals_go_as_deep_as_asked_at_the_bottom_or_at_the_top() {
    check(
        "GROUPBY(A2:B7,E2:E7,SUM,0)",
        r#"{"OR","Bend",50;"OR","Salem",21;"OR","",71;"WA","Seattle",50;"WA","Tacoma",5;"WA","",55;"Grand Total","",126}"#,
    );
    check(
        "GROUPBY(A2:B7,E2:E7,SUM,0,-2)",
        r#"{"Grand Total","",126;"OR","",71;"OR","Bend",50;"OR","Salem",21;"WA","",55;"WA","Seattle",50;"WA","Tacoma",5}"#,
    );
    check("INDEX(GROUPBY(A2:B7,E2:E7,SUM,0,1),5,1)", r#""Total""#);
    check("GROUPBY(A2:A7,E2:E7,SUM,0,-1)", r#"{"Total",126;"OR",71;"WA",55}"#);
    // Subtotals need a second column of keys.
    check("GROUPBY(A2:A7,E2:E7,SUM,0,2)", "#VALUE!");
}

#[test]
fn order_is_by_keys_or_by_aggregates() {
    check("GROUPBY(A2:A7,E2:E7,SUM,0,0,-1)", r#"{"WA",55;"OR",71}"#);
    check("GROUPBY(A2:A7,E2:E7,SUM,0,0,2)", r#"{"WA",55;"OR",71}"#);
    check("GROUPBY(A2:A7,D2:E7,SUM,0,0,-2)", r#"{"OR",13,71;"WA",8,55}"#);
    check(
        "GROUPBY(A2:B7,E2:E7,SUM,0,0,{-1,2})",
        r#"{"WA","Seattle",50;"WA","Tacoma",5;"OR","Bend",50;"OR","Salem",21}"#,
    );
    // As a table, not as a hierarchy, the second column sorts over the first.
    check(
        "GROUPBY(A2:B7,E2:E7,SUM,0,0,{-2},,1)",
        r#"{"WA","Tacoma",5;"WA","Seattle",50;"OR","Salem",21;"OR","Bend",50}"#,
    );
    check("GROUPBY(A2:B7,E2:E7,SUM,0,2,,,1)", "#VALUE!");
    check("GROUPBY(A2:A7,E2:E7,SUM,0,0,3)", "#VALUE!");
}

#[test]
fn a_filter_leaves_rows_out() {
    check("GROUPBY(A2:A7,E2:E7,SUM,0,0,,C2:C7=2020)", r#"{"OR",20;"WA",10}"#);
    check("GROUPBY(A1:A7,E1:E7,SUM,1,0,,C1:C7=2020)", r#"{"OR",20;"WA",10}"#);
    check("GROUPBY(A2:A7,E2:E7,SUM,0,0,,C2:C6=2020)", "#VALUE!");
    check("GROUPBY(A2:A7,E2:E7,SUM,0,0,,C2:C7=1999)", "#CALC!");
}

#[test]
fn any_function_aggregates() {
    check(
        "GROUPBY(A2:A7,B2:B7,ARRAYTOTEXT,0,0)",
        r#"{"OR","Salem, Bend, Salem";"WA","Seattle, Tacoma, Seattle"}"#,
    );
    check("GROUPBY(A2:A7,E2:E7,LAMBDA(x,MAX(x)-MIN(x)),0,0)", r#"{"OR",49;"WA",35}"#);
    check("INDEX(GROUPBY(A2:A7,E2:E7,LAMBDA(x,all,SUM(x)/SUM(all)),0,0),1,2)", "71/126");
    check("GROUPBY(A2:A7,E2:E7,LAMBDA(x,x),0,0)", r#"{"OR",#CALC!;"WA",#CALC!}"#);
    check("GROUPBY(A2:A7,E2:E7,NOSUCHFUNCTION)", "#NAME?");
    check("GROUPBY(A2:A7,E2:E7,5)", "#VALUE!");
}

#[test]
fn pivot_tables_have_labels_on_both_sides() {
    check(
        "PIVOTBY(A1:A7,C1:C7,E1:E7,SUM)",
        r#"{"",2020,2021,"Total";"OR",20,51,71;"WA",10,45,55;"Total",30,96,126}"#,
    );
    // Two columns of values: a row says which is which.
    check(
        "PIVOTBY(A1:A7,C1:C7,D1:E7,SUM,3,0,,0)",
        r#"{"",2020,2020,2021,2021;"State","Units","Amount","Units","Amount";"OR",2,20,11,51;"WA",1,10,7,45}"#,
    );
    // Levels across, with subtotals.
    check(
        "PIVOTBY(C2:C7,A2:B7,E2:E7,SUM,0,0)",
        r#"{"","OR","OR","OR","WA","WA","WA","Grand Total";"","Bend","Salem","","Seattle","Tacoma","","";2020,"",20,20,10,"",10,30;2021,50,1,51,40,5,45,96}"#,
    );
    check("PIVOTBY(A2:A7,C2:C7,E2:E7,SUM,0,0,-2,0,-1)", r#"{"",2021,2020;"OR",51,20;"WA",45,10}"#);
    check("PIVOTBY(A2:A7,C2:C6,E2:E7,SUM)", "#VALUE!");
    check("PIVOTBY(,,E2:E7,SUM)", "#VALUE!");
    check("PIVOTBY(A2:A7,,E2:E7,SUM)", r#"{"OR",71;"WA",55;"Total",126}"#);
}

/// Shares of the OR and Seattle, Salem cells of 2020 and 2021.
#[test]
fn shares_are_of_what_they_are_relative_to() {
    let cell = |relative_to: u32, row: u32, column: u32| {
        format!("INDEX(PIVOTBY(A2:B7,C2:C7,E2:E7,PERCENTOF,0,2,,1,,,{relative_to}),{row},{column})")
    };
    // Row 3: OR, Salem; column 3: 2020.
    for (relative_to, share) in
        [(0, "20/30"), (1, "20/21"), (2, "20/126"), (3, "20/21"), (4, "20/20")]
    {
        check(&cell(relative_to, 3, 3), share);
    }
    check("INDEX(PIVOTBY(A2:A7,C2:C7,E2:E7,PERCENTOF),2,2)", "20/30");
    check("PIVOTBY(A2:A7,C2:C7,E2:E7,PERCENTOF,0,,,,,,5)", "#VALUE!");
}
