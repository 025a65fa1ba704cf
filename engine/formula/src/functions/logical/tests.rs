//! Behaviour that one example a function can't show. Expected values follow from Excel's pages for
//! the functions.

use crate::evaluate::Entry;
use crate::scratch::ScratchSheet;
use crate::value::{CellError, Value};

fn sheet() -> ScratchSheet {
    ScratchSheet::with(&[
        ("A1", Value::Number(1.0)),
        ("A2", Value::Number(2.0)),
        ("A3", Value::Number(3.0)),
        ("B1", Value::Number(10.0)),
        ("B2", Value::text("text")),
        ("B3", Value::Error(CellError::NotAvailable)),
        ("C1", Value::Boolean(true)),
    ])
}

/// The formula as an array formula gives what the other formula does.
fn check(formula: &str, expected: &str) {
    assert_eq!(sheet().calculate(formula), sheet().calculate(expected), "{formula}");
}

/// As [`check`], entered as an ordinary formula.
fn check_ordinary(formula: &str, expected: &str) {
    let calculate = |text: &str| sheet().calculate_as(text, Entry::Ordinary);
    assert_eq!(calculate(formula), calculate(expected), "{formula}");
}

#[test]
fn branches_are_references_where_the_condition_is_one_value() {
    check_ordinary("SUM(IF(TRUE,A1:A3,B1))", "6");
    check_ordinary("SUM(CHOOSE(2,B1,A1:A3))", "6");
    check_ordinary("ROWS(IFS(FALSE,1,TRUE,A1:A3))", "3");
    check_ordinary("SUM(A1:IF(TRUE,A3,A2))", "6");
    check_ordinary("SUM(LET(x,A1:A3,x))", "6");
}

#[test]
fn arrays_are_chosen_from_element_by_element() {
    check("IF(A1:A3>1,A1:A3,0)", "{0;2;3}");
    check("IF(A1:A3>1,\"y\")", "{FALSE;\"y\";\"y\"}");
    check("IF(A1:A3>9,{1,2},0)", "{0,0;0,0;0,0}");
    check("IF({TRUE,#N/A},1,2)", "{1,#N/A}");
    check("IFERROR(B1:B3,0)", "{10;\"text\";0}");
    check("IFERROR(B1:B3,A1:A3)", "{10;\"text\";3}");
    check("SWITCH(A1:A3,1,\"one\",2,\"two\",\"more\")", "{\"one\";\"two\";\"more\"}");
    check("IFS(A1:A3=1,\"a\",A1:A3=2,\"b\")", "{\"a\";\"b\";#N/A}");
    check("CHOOSE(A1:A3,\"x\",\"y\")", "{\"x\";\"y\";#VALUE!}");
    // The well-known left lookup works in an ordinary formula too.
    check_ordinary("SUM(IF({1,0},A1:A3,{4;5;6}))", "21");
}

#[test]
fn only_what_is_chosen_is_computed() {
    check("IF(TRUE,1,1/0)", "1");
    check("CHOOSE(1,1,1/0)", "1");
    check("IFERROR(1,1/0)", "1");
    check("SWITCH(1,1,\"a\",1/0,\"b\")", "\"a\"");
    check("SWITCH(#N/A,1,2,3)", "#N/A");
    check("LET(f,LAMBDA(f,n,IF(n<2,1,n*f(f,n-1))),f(f,10))", "3628800");
    // A recursion that ends for each element ends for an array of them.
    check("LET(f,LAMBDA(f,n,IF(n<1,0,1+f(f,n-1))),f(f,{3,3}))", "{3,3}");
    // One that doesn't end is an error, not a crash.
    check("LET(f,LAMBDA(f,n,f(f,n+1)),f(f,1))", "#NUM!");
}

#[test]
fn truth_in_references_ignores_text_and_blanks() {
    check("AND(A1:B2,C1)", "TRUE");
    check("OR(B2)", "#VALUE!");
    check("OR(D1:D9)", "#VALUE!");
    check("AND(TRUE,)", "FALSE");
    check("AND(B1:B3)", "#N/A");
    check("XOR(A1:A3)", "TRUE");
    check("NOT(D1)", "TRUE");
    check("AND(\"false\",B2)", "FALSE");
}

#[test]
fn names_have_the_scope_of_their_function() {
    check("LET(x,1,y,LET(x,5,x),x+y)", "6");
    check("LET(x,1,f,LAMBDA(y,x+y),LET(x,100,f(1)))", "2");
    check("LET(x,2,x)+LET(x,3,x)", "5");
    check("LET(a,1,b)", "#NAME?");
    check("LET(1,2,3)", "#VALUE!");
    check("LET(x,1,y,2)", "#VALUE!");
    check("LAMBDA(x,x,x)", "#VALUE!");
    check("_xlfn.LET(_xlpm.sum,2,_xlpm.sum+SUM(1,1))", "4");
    check("_xlfn.LAMBDA(_xlpm.x,_xlop.y,IF(_xlfn.ISOMITTED(_xlpm.y),9,_xlpm.y))(1)", "9");
}

#[test]
fn lambdas_are_called_with_references_into_a_range() {
    check("MAP(A1:A3,LAMBDA(x,ROW(x)))", "{1;2;3}");
    check("BYROW(A1:A3,LAMBDA(r,ROWS(r)*SUM(r)))", "{1;2;3}");
    check("BYCOL(A1:A3,LAMBDA(c,ROWS(c)))", "{3}");
    check("MAP(A1:A3,LAMBDA(x,x))", "{1;2;3}");
    check("MAP(A1:A2,{1;2;3},LAMBDA(x,y,x*y))", "{1;4;#N/A}");
    check("REDUCE(0,A1:A3,LAMBDA(a,x,a+x))", "6");
    check("SCAN(0,A1:A3,LAMBDA(a,x,a+x))", "{1;3;6}");
    check("SCAN(,A1:A3,LAMBDA(a,x,a*x))", "{1;2;6}");
    check("REDUCE(\"\",{1,2},LAMBDA(a,x,{7,8}))", "{7,8}");
    check("MAP(#N/A,LAMBDA(x,IFNA(x,0)))", "0");
    check("BYROW(A1:A3,5)", "#VALUE!");
    check("BYROW(A1:A3,NO_SUCH)", "#NAME?");
    check("MAKEARRAY(1E9,1E9,LAMBDA(r,c,1))", "#NUM!");
    check("REDUCE(0,A1:XFC1048575,LAMBDA(a,x,a))", "#NUM!");
    check("SUM(MAP(A:A,LAMBDA(x,x)))", "6");
}

#[test]
fn long_runs_of_operators_are_computed() {
    let sum = format!("1{}", "+1".repeat(4096));
    check(&sum, "4097");
    check(&format!("ABS({sum})"), "4097");
    let text = format!("IF(TRUE,\"a\"{})=\"b\"", "&\"a\"".repeat(4000));
    check(&text, "FALSE");
    let union = format!("SUM((A1{}))", ",A1".repeat(4096));
    check(&union, "4097");
    let nested = format!("{}1{}", "IF(1=1,1+".repeat(250), ")".repeat(250));
    check(&nested, "251");
    // The stack grows wherever the run begins.
    for depth in 0..200 {
        let nested = format!("{}{sum}{}", "ABS(".repeat(depth), ")".repeat(depth));
        check(&nested, "4097");
    }
}
