//! Formula texts and what they are read as.
//!
//! Expected readings come from Excel's pages "Calculation operators and precedence in Excel",
//! "Using structured references with Excel tables" and "Create or change a cell reference".

use super::*;
use crate::printer::print;
use crate::syntax::{Call, Callee};

const HOST: CellAddress = CellAddress { sheet: 0, row: 4, column: 2 };
const SHEETS: [&str; 9] = ["Sheet1", "Sheet2", "Sheet3", "It's", "a b", "c d", "A", "B", "Größe"];

struct Workbook;

impl Names for Workbook {
    fn sheet(&self, name: &str) -> Option<SheetId> {
        let name = name.to_lowercase();
        SHEETS.iter().position(|sheet| sheet.to_lowercase() == name).map(|sheet| sheet as SheetId)
    }
}

/// A spec, where distributions have their plain names.
struct Spec;

impl Names for Spec {
    fn sheet(&self, name: &str) -> Option<SheetId> {
        Workbook.sheet(name)
    }
    fn has_plain_distributions(&self) -> bool {
        true
    }
}

/// The names of a formula's calls in reading order; those that draw with their site.
fn calls(formula: &Formula) -> Vec<String> {
    fn collect(expr: &Expr, found: &mut Vec<String>) {
        match expr {
            Expr::Call(call) => {
                found.push(match &call.callee {
                    Callee::Function(function) if function.random => {
                        format!("{}#{}", function.name, call.site)
                    }
                    Callee::Function(function) => function.name.to_string(),
                    Callee::Distribution(name) => format!("{name}#{}", call.site),
                    Callee::Named(name) => name.to_lowercase(),
                });
                call.arguments.iter().for_each(|argument| collect(argument, found));
            }
            Expr::Unary(_, inner) | Expr::Parentheses(inner) => collect(inner, found),
            Expr::Binary(_, left, right) => {
                collect(left, found);
                collect(right, found);
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    collect(&formula.root, &mut found);
    found
}

fn check_calls(names: &dyn Names, text: &str, expected: &[&str], sites: u16) {
    let formula = parse(text, HOST, names).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(calls(&formula), expected, "{text}");
    assert_eq!(formula.sites, sites, "{text}");
    let printed = show(&formula.root);
    assert_eq!(parse(&printed, HOST, names), Ok(formula), "{text} printed as {printed}");
}

fn read(text: &str) -> Formula {
    match parse(text, HOST, &Workbook) {
        Ok(formula) => formula,
        Err(error) => panic!("{text}: {error}"),
    }
}

fn show(expr: &Expr) -> String {
    print(expr, HOST, &|sheet| SHEETS[sheet as usize].to_string())
}

/// `text` is printed as `printed`, which is read as the same again.
fn check(text: &str, printed: &str) {
    let formula = read(text);
    assert_eq!(show(&formula.root), printed, "{text}");
    assert_eq!(read(printed), formula, "{text}");
}

/// `text` is printed as it is.
fn same(text: &str) {
    check(text, text);
}

/// The tree in full parentheses.
fn tree(expr: &Expr) -> String {
    let list = |items: &[Expr]| items.iter().map(tree).collect::<Vec<_>>().join(" ");
    match expr {
        Expr::Unary(Unary::Percent, inner) => format!("({} %)", tree(inner)),
        Expr::Unary(Unary::Negate, inner) => format!("(neg {})", tree(inner)),
        Expr::Unary(Unary::Plus, inner) => format!("(pos {})", tree(inner)),
        Expr::Binary(operator, left, right) => {
            let symbol = match operator {
                Binary::Intersection => "isect",
                operator => operator.symbol(),
            };
            format!("({} {symbol} {})", tree(left), tree(right))
        }
        Expr::Parentheses(inner) => format!("[{}]", tree(inner)),
        Expr::Intersect(inner) => format!("(@ {})", tree(inner)),
        Expr::Spill(inner) => format!("({} #)", tree(inner)),
        Expr::Apply(callee, arguments) => format!("(apply {} {})", tree(callee), list(arguments)),
        Expr::Call(Call { callee, arguments, .. }) => {
            let name = match callee {
                Callee::Function(function) => function.name,
                Callee::Distribution(name) | Callee::Named(name) => name,
            };
            format!("({name} {})", list(arguments))
        }
        Expr::Omitted => "_".to_string(),
        expr => show(expr),
    }
}

/// `text` is read as this tree, and printing it gives the same tree again.
fn check_tree(text: &str, expected: &str) {
    let formula = read(text);
    assert_eq!(tree(&formula.root), expected, "{text}");
    let printed = show(&formula.root);
    assert_eq!(read(&printed), formula, "{text} printed as {printed}");
}

/// `text` is refused at a byte, with these words in the message.
fn refused(text: &str, at: usize, words: &str) {
    let error = parse(text, HOST, &Workbook).expect_err("a refusal");
    let start: String = text.chars().take(40).collect();
    assert!(error.message.contains(words), "{start}: {}", error.message);
    assert_eq!(error.at, at, "{start}: {}", error.message);
}

#[test]
fn operators_bind_as_in_excel() {
    for (text, expected) in [
        ("-2^2", "((neg 2) ^ 2)"),
        ("2^-2", "(2 ^ (neg 2))"),
        ("2^-2^3", "((2 ^ (neg 2)) ^ 3)"),
        ("2^3^2", "((2 ^ 3) ^ 2)"),
        ("-5%", "((neg 5) %)"),
        ("2^50%", "(2 ^ (50 %))"),
        ("5%%", "((5 %) %)"),
        ("1+2*3", "(1 + (2 * 3))"),
        ("1*2+3", "((1 * 2) + 3)"),
        ("8/4/2", "((8 / 4) / 2)"),
        ("1-2-3", "((1 - 2) - 3)"),
        ("1&2+3", "(1 & (2 + 3))"),
        ("1=2&3", "(1 = (2 & 3))"),
        ("1<2=3>=4", "(((1 < 2) = 3) >= 4)"),
        ("1<>2<=3", "((1 <> 2) <= 3)"),
        ("1--1", "(1 - (neg 1))"),
        ("--A1", "(neg (neg A1))"),
        ("+-A1", "(pos (neg A1))"),
        ("-(2)^2", "((neg [2]) ^ 2)"),
        ("-A1:B2 B1", "(neg (A1:B2 isect B1))"),
        ("A1+B1 C1*2", "(A1 + ((B1 isect C1) * 2))"),
        ("(A1,B1 C1:D4)", "[(A1 , (B1 isect C1:D4))]"),
        ("(A1,B1,C1)", "[((A1 , B1) , C1)]"),
        ("A1,B1", "(A1 , B1)"),
        ("SUM((A1,B1),C1)", "(SUM [(A1 , B1)] C1)"),
        ("SUM((A1:B2,D1) A1:D1,5)", "(SUM ([(A1:B2 , D1)] isect A1:D1) 5)"),
        ("@A1:A9", "(@ A1:A9)"),
        ("@A1:A9 A2:B2", "(@ (A1:A9 isect A2:B2))"),
        ("-@A1:A9+1", "((neg (@ A1:A9)) + 1)"),
        ("@A1:A9^2", "((@ A1:A9) ^ 2)"),
        ("@X(A1)*2", "((@ (X A1)) * 2)"),
        ("A1:@X(B1)", "(A1 : (@ (X B1)))"),
        ("A1#+1", "((A1 #) + 1)"),
        ("A1:B2#", "(A1 : (B2 #))"),
        ("SUM(A1#)", "(SUM (A1 #))"),
    ] {
        check_tree(text, expected);
    }
}

#[test]
fn references_of_every_kind() {
    for text in [
        "A1",
        "$A1",
        "A$1",
        "$A$1",
        "XFD1048576",
        "A1:B2",
        "$A$1:B$2",
        "B2:A1",
        "A1:A1",
        "A:A",
        "A:C",
        "$A:C",
        "$A:$XFD",
        "1:1",
        "1:3",
        "$1:3",
        "1:$1048576",
        "Sheet1!A1",
        "Sheet2!A1:B2",
        "Sheet2!A:A",
        "Sheet2!1:2",
        "Sheet2!$A:$A",
        "'It''s'!A1",
        "'a b'!A1",
        "'a b'!A1:B2",
        "Sheet1:Sheet3!A1",
        "Sheet1:Sheet3!A1:B2",
        "'a b:c d'!A1",
        "'Sheet1:c d'!A1",
        "'It''s:a b'!A1",
        "A:B!B1",
        "[1]Sheet1!A1",
        "'[1]Sheet 1'!A1:B2",
        "[12]Data!$A:$B",
        "'[1]It''s'!A1",
        "Größe!A1",
        "#REF!",
        "Sheet1!A1:Sheet2!B2",
        "INDEX(A1:B9,1,1):INDEX(A1:B9,2,2)",
        "A1:OFFSET(A1,1,1)",
        "OFFSET(A1,1,1):A1:B2",
        "SUM(A1:B2 B1:C3)",
        "Sheet1!Total",
        "'a b'!Total",
        "[1]!RATE",
        "[2]SHEET1!RATE",
        "'[2]MY SHEET'!RATE",
        "A1 B1",
        "A:A 1:1",
    ] {
        let text = text.replace("Total", "TOTAL");
        same(&text);
    }
    for (text, printed) in [
        ("=a1", "A1"),
        ("xfd1", "XFD1"),
        ("XFE1", "XFE1"),
        ("sheet2!a1", "Sheet2!A1"),
        ("SHEET2!$a$1", "Sheet2!$A$1"),
        ("'Sheet2'!A1", "Sheet2!A1"),
        ("Sheet2!A1:Sheet2!B2", "Sheet2!A1:B2"),
        ("'Sheet1:Sheet3'!A1", "Sheet1:Sheet3!A1"),
        ("'[1]Sheet1'!A1", "[1]Sheet1!A1"),
        ("[0]Sheet2!A1", "Sheet2!A1"),
        ("[0]!total", "TOTAL"),
        ("A1 : B2", "A1:B2"),
        (" A1 :\nB2 ", "A1:B2"),
        ("A1  B1", "A1 B1"),
        ("A1\nB1", "A1 B1"),
        ("A1:$A$1048576", "A1:$A$1048576"),
        ("A$1:B$1048576", "A:B"),
        // What doesn't exist is #REF!.
        ("Nowhere!A1", "#REF!"),
        ("Nowhere!A1:B2", "#REF!"),
        ("Nowhere!Total", "#REF!"),
        ("'no such'!A:A", "#REF!"),
        ("'no such:Sheet2'!A1", "#REF!"),
        ("Sheet1:Nowhere!A1", "#REF!"),
        ("Sheet1!#REF!", "#REF!"),
        ("#REF!A1", "#REF!"),
        ("#REF!$A$1:$B$2+1", "#REF!+1"),
        ("#REF!#REF!", "#REF!"),
        ("SUM(Sheet1!#REF!,#REF!)", "SUM(#REF!,#REF!)"),
        ("'C:\\folder\\[Book1.xlsx]Sheet1'!A1", "#REF!"),
        ("[Book1.xlsx]Sheet1!A1", "#REF!"),
        ("#REF!#", "#REF!#"),
    ] {
        check(text, printed);
    }
}

#[test]
fn references_are_relative_to_the_host() {
    let Expr::Reference(reference) = read("A$1").root else { panic!("no reference") };
    assert_eq!(reference.first.row, crate::syntax::Coordinate::Absolute(0));
    assert_eq!(reference.first.column, crate::syntax::Coordinate::Relative(-2));
    // The same formula one row down and one column right reads a cell one to the right.
    let moved = CellAddress { row: 5, column: 3, ..HOST };
    assert_eq!(print(&read("A$1+C5").root, moved, &|_| String::new()), "B$1+D6");
    // Filled-down formulas are equal.
    assert_eq!(
        read("A5*2").root,
        parse("A6*2", CellAddress { row: 5, ..HOST }, &Workbook).unwrap().root
    );
    // Beyond the edge, Excel wraps around.
    let corner = CellAddress { row: 0, column: 0, ..HOST };
    assert_eq!(print(&read("A1").root, corner, &|_| String::new()), "XFC1048573");
}

#[test]
fn names_functions_and_cells_are_told_apart() {
    for (text, printed) in [
        ("LOG10(100)", "LOG10(100)"),
        ("LOG10", "LOG10"),
        ("LOG10+1", "LOG10+1"),
        ("ATAN2(1,2)", "ATAN2(1,2)"),
        ("dec2bin(5)", "DEC2BIN(5)"),
        ("A1(2)", "A1(2)"),
        ("_xlfn.STDEV.S(A1:A9)", "STDEV.S(A1:A9)"),
        ("_xlfn._xlws.SORT(A1:A9)", "SORT(A1:A9)"),
        ("COM.MICROSOFT.NORM.S.INV(A1)", "NORM.S.INV(A1)"),
        ("_xlfn.ORG.LIBREOFFICE.ROUNDSIG(A1,2)", "ROUNDSIG(A1,2)"),
        ("_xlfn.ORG.OPENOFFICE.EASTERSUNDAY(2024)", "EASTERSUNDAY(2024)"),
        ("_xlfn.ORG.OPENOFFICE.CONVERT(1,\"EUR\",\"DEM\")", "CONVERT_OOO(1,\"EUR\",\"DEM\")"),
        ("IFERROR(#ERR502!,1)", "IFERROR(#VALUE!,1)"),
        ("COM.SUN.STAR.SHEET.ADDIN.ANALYSIS.GETBESSELI(1,2)", "BESSELI(1,2)"),
        ("com.sun.star.sheet.addin.DateFunctions.getDiffWeeks(A1,A2,0)", "WEEKS(A1,A2,0)"),
        ("COM.SUN.STAR.SHEET.ADDIN.DATEFUNCTIONS.GETISLEAPYEAR(A1)", "ISLEAPYEAR(A1)"),
        ("_xll.MyAddin(1)", "MYADDIN(1)"),
        ("_xludf.Old(1)", "OLD(1)"),
        ("_xlfn.SINGLE(A1:A9)", "@A1:A9"),
        ("_xlfn.ANCHORARRAY(A1)", "A1#"),
        ("_xlfn.ANCHORARRAY(Sheet2!$A$1)", "Sheet2!$A$1#"),
        ("_xlfn.LET(_xlpm.x,1,_xlpm.x+1)", "LET(X,1,X+1)"),
        ("_xlfn.LAMBDA(_xlpm.x,_xlpm.x+1)(2)", "LAMBDA(X,X+1)(2)"),
        ("_xlfn.LAMBDA(_xlpm.x,_xlop.y,_xlpm.y)", "LAMBDA(X,[y],Y)"),
        ("_xlfn.BYROW(A1:B2,_xleta.SUM)", "BYROW(A1:B2,SUM)"),
        ("_xlfn.LET(_xlpm.f,_xlfn.LAMBDA(_xlpm.x,_xlpm.x),_xlpm.f(1))", "LET(F,LAMBDA(X,X),F(1))"),
        ("LAMBDA(x,LAMBDA(y,x+y))(1)(2)", "LAMBDA(X,LAMBDA(Y,X+Y))(1)(2)"),
        ("(F)(1)", "(F)(1)"),
        ("Sheet1!F(1)", "Sheet1!F(1)"),
        ("[1]!Macro(1)", "[1]!MACRO(1)"),
        ("[0]!Macro(1)", "MACRO(1)"),
        ("tax_rate", "TAX_RATE"),
        ("\\name.1?", "\\NAME.1?"),
        ("_x", "_X"),
        ("größe*2", "GRÖSSE*2"),
        ("数量", "数量"),
        ("R1C1x", "R1C1X"),
        ("_xlpm.A1+A1", "_xlpm.A1+A1"),
        ("_xlpm.a:_xlpm.b", "_xlpm.A:B"),
        ("TRUE", "TRUE"),
        ("false", "FALSE"),
        ("TRUE()", "TRUE()"),
        ("FALSE ( )", "FALSE()"),
        ("IF (A1, 2)", "IF(A1,2)"),
        ("_xlpm.if (A1)", "_xlpm.IF (A1)"),
        ("NOT_A_FUNCTION (A1)", "NOT_A_FUNCTION (A1)"),
        ("_xlpm.true", "_xlpm.TRUE"),
        ("Trueness", "TRUENESS"),
        ("NA()", "NA()"),
        ("IF(A1,,2)", "IF(A1,,2)"),
        ("IF(A1,)", "IF(A1,)"),
        ("F(,)", "F(,)"),
        ("F( 1 , 2 )", "F(1,2)"),
        ("F(\n1,\r\n\t2)", "F(1,2)"),
    ] {
        check(text, printed);
    }
}

#[test]
fn constants() {
    for (text, printed) in [
        ("1", "1"),
        ("007", "7"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1e5", "100000"),
        ("1E-3", "0.001"),
        ("1.5e+2", "150"),
        ("1e300", "1E+300"),
        ("1.25E-12", "1.25E-12"),
        ("0.1", "0.1"),
        ("0.30000000000000004", "0.30000000000000004"),
        ("123456789012345678", "123456789012345680"),
        ("\"\"", "\"\""),
        ("\"a\"\"b\"", "\"a\"\"b\""),
        ("\"'x' ü, {1}\"", "\"'x' ü, {1}\""),
        ("#N/A", "#N/A"),
        ("#div/0!", "#DIV/0!"),
        ("#GETTING_DATA", "#GETTING_DATA"),
        ("IFERROR(#NAME?,#NUM!)", "IFERROR(#NAME?,#NUM!)"),
        ("{1,2;3,4}", "{1,2;3,4}"),
        ("{ 1 , -2.5 ; +3 , .5 }", "{1,-2.5;3,0.5}"),
        ("{TRUE,false,\"a,b\",#N/A}", "{TRUE,FALSE,\"a,b\",#N/A}"),
        ("{1}", "{1}"),
        ("{1;2;3}*2", "{1;2;3}*2"),
        ("{-0}", "{0}"),
    ] {
        check(text, printed);
    }
    // Correctly rounded whichever way it is written (values by exact decimal arithmetic).
    for (text, number) in [
        ("123456789012345", 123456789012345.0),
        ("1.23456789012345", 1.23456789012345),
        ("9007199254740993", 9007199254740992.0),
        ("0.000000000000001", 1e-15),
        ("2.2250738585072014E-308", f64::MIN_POSITIVE),
        ("1.7976931348623157E+308", f64::MAX),
    ] {
        assert_eq!(read(text).root, Expr::Number(number), "{text}");
    }
}

#[test]
fn draws_are_numbered_in_reading_order() {
    let workbook = |text, expected: &[&str], sites| check_calls(&Workbook, text, expected, sites);
    workbook("SUM(1)", &["SUM"], 0);
    workbook("RAND()+RAND()", &["RAND#0", "RAND#1"], 2);
    workbook("RANDBETWEEN(RAND(),9)+RAND()", &["RANDBETWEEN#0", "RAND#1", "RAND#2"], 3);
    workbook("riskNormal(RAND(),2)", &["RISKNORMAL#0", "RAND#1"], 2);
    workbook("_xll.RiskPert(1,2,3)", &["RISKPERT#0"], 1);
    workbook("[1]!RiskTriang(1,2,3)", &["RISKTRIANG#0"], 1);
    // Properties don't draw, and an output is a mark.
    workbook(
        "RiskOutput()+RiskNormal(1,2,RiskName(\"x\"),RiskTruncate(0,))+RiskUniform(0,1)",
        &["riskoutput", "RISKNORMAL#0", "riskname", "risktruncate", "RISKUNIFORM#1"],
        2,
    );
    // Plain names are another tool's, a macro's or nobody's in a workbook.
    workbook("Normal(0,1)", &["normal"], 0);
    let spec = |text, expected: &[&str], sites| check_calls(&Spec, text, expected, sites);
    spec("Normal(0,1)*SUM(1)", &["NORMAL#0", "SUM"], 1);
    spec("Gamma(2,3)", &["GAMMA#0"], 1);
    spec("Pert(1,2,Normal(3,4))", &["PERT#0", "NORMAL#1"], 2);
    spec("RiskNormal(0,1)", &["RISKNORMAL#0"], 1);
    // A modifier isn't a draw of its own.
    spec("Uniform(0,1,Shift(2))+Uniform(0,1)", &["UNIFORM#0", "SHIFT#0", "UNIFORM#1"], 2);
}

#[test]
fn structured_references() {
    for text in [
        "Table1[]",
        "Table1[Col]",
        "Table1[[Col A]]",
        "Table1[#All]",
        "Table1[#Headers]",
        "Table1[#Totals]",
        "Table1[@]",
        "Table1[@Col]",
        "Table1[@[Col A]]",
        "Table1[@[Col A]:[Col B]]",
        "Table1[[A]:[B]]",
        "Table1[[#Headers],[Col]]",
        "Table1[[#Headers],[#Data]]",
        "Table1[[#Data],[#Totals],[A]:[B]]",
        "Table1[[#All],[A]:[B]]",
        "[Col]",
        "[@Col]",
        "[@]",
        "[@[Col A]]",
        "[[#Totals],[Col]]",
        "[#All]",
        "SUM(Table1[Col])",
        "Table1[[a''b '[x'] '#1 '@]]",
        "Table1[[ a ]]",
        "Table1[Größe]",
        "Table1[@Price]*Table1[@Qty]",
        "Table1[A]:Table1[B]",
        "[1]",
    ] {
        same(text);
    }
    for (text, printed) in [
        ("Table1[[#This Row],[Col]]", "Table1[@Col]"),
        ("Table1[[#This Row],[A]:[B]]", "Table1[@[A]:[B]]"),
        ("Table1[#This Row]", "Table1[@]"),
        ("Table1[#Data]", "Table1[]"),
        ("Table1[[#Data],[Col]]", "Table1[Col]"),
        ("Table1[[Col]]", "Table1[Col]"),
        ("Table1[ [#headers], [Col] ]", "Table1[[#Headers],[Col]]"),
        ("Table1[[#Headers],[#Data],[#Totals]]", "Table1[#All]"),
        ("Table1[Col A]", "Table1[[Col A]]"),
        ("Table1[ Col ]", "Table1[Col]"),
        ("Table1[a'#b]", "Table1[[a'#b]]"),
        ("[0]!Table1[Col]", "Table1[Col]"),
        ("[1]!Table1[Col]", "#REF!"),
    ] {
        check(text, printed);
    }
}

#[test]
fn printing_protects_what_would_be_misread() {
    for (text, printed) in [
        ("_xlfn.SINGLE(A1):B1", "_xlfn.SINGLE(A1):B1"),
        ("A1:_xlfn.SINGLE(B1):C1", "A1:_xlfn.SINGLE(B1):C1"),
        ("_xlfn.SINGLE(A1) B1", "_xlfn.SINGLE(A1) B1"),
        ("_xlfn.SINGLE(-A1)", "_xlfn.SINGLE(-A1)"),
        ("_xlfn.ANCHORARRAY(A1:B2)", "_xlfn.ANCHORARRAY(A1:B2)"),
        ("_xlfn.ANCHORARRAY(-A1)", "_xlfn.ANCHORARRAY(-A1)"),
        ("_xlpm.Sheet1:Sheet2!A1", "_xlpm.SHEET1:Sheet2!A1"),
        ("_xlfn.SINGLE(A1:N):BE", "_xlfn.SINGLE(A1:N):BE"),
        ("_xlpm.AS:_xlpm.E#", "_xlpm.AS:E#"),
        ("ße:A:B", "_xlpm.SSE:A:B"),
        ("_xlpm.Sheet1:Sheet2!A1#", "_xlpm.SHEET1:Sheet2!A1#"),
        ("_xlpm.Sheet1:Sheet2!F(1)", "_xlpm.SHEET1:Sheet2!F(1)"),
        ("Sheet1!_xlpm.A1", "Sheet1!_xlpm.A1"),
        ("[1]!_xlpm.A1", "[1]!_xlpm.A1"),
        ("[1]!_xlpm.5(1)", "[1]!_xlpm.5(1)"),
        ("[1]!_xlpm.A:_xlpm.B", "[1]!_xlpm.A:B"),
        ("[1]!_xlpm.RiskNormal(1,2)", "[1]!_xlpm.RISKNORMAL(1,2)"),
        ("'[2]a b'!Name:Sheet2!A1", "'[2]A B'!NAME:Sheet2!A1"),
        ("SUM(@A1:A9,@B1)", "SUM(@A1:A9,@B1)"),
    ] {
        check(text, printed);
    }
    // Trees that no text gives: the printer adds parentheses.
    let number = |number| Box::new(Expr::Number(number));
    let sum = Expr::Binary(Binary::Add, number(1.0), number(2.0));
    let product = Expr::Binary(Binary::Multiply, Box::new(sum.clone()), number(-3.0));
    assert_eq!(show(&product), "(1+2)*-3");
    assert_eq!(show(&Expr::Unary(Unary::Negate, Box::new(sum))), "-(1+2)");
}

#[test]
fn faults_are_explained() {
    refused("", 0, "ends where a value");
    refused("=", 1, "ends where a value");
    refused("=1+", 3, "ends where a value");
    refused("=1+*2", 3, "found `*`");
    refused("(1", 2, "`)`");
    refused("1)", 1, "found `)`");
    refused("SUM(1,2", 7, "`,` or `)`");
    refused("SUM(1;2)", 5, "`,` or `)`");
    refused("\"abc", 0, "closing quotation mark");
    refused("'abc!A1", 0, "closing apostrophe");
    refused("'abc'", 5, "`!`");
    refused("1 2", 2, "operator is missing");
    refused("A1 \"x\"", 3, "operator is missing");
    refused("1:A1", 1, "left of `:`");
    refused("A1:5", 3, "right of `:`");
    refused("A1:-B1", 3, "a reference");
    refused("5A", 1, "found `A`");
    refused("#WHAT!", 0, "no such error value");
    refused("{1,2;3}", 0, "rows differ");
    refused("{}", 1, "a constant");
    refused("{A1}", 1, "a constant");
    refused("{1", 2, "`}`");
    refused("Sheet1!", 7, "after `!`");
    refused("Sheet1!5", 7, "after `!`");
    refused("Table1[", 7, "closing bracket");
    refused("Table1[[#Bad],[x]]", 8, "#Headers");
    refused("Table1[[#Headers],[#Totals]]", 6, "can't be combined");
    refused("Table1[[a],[b]]", 11, "more than one");
    refused("1e999", 0, "too large");
    refused("$", 0, "found `$`");
    refused("A1+ü€\u{7}", 8, "found");
    refused("\"x\"(1)", 3, "an operator");
}

#[test]
fn size_is_bounded() {
    let nested = |count: usize| format!("{}1{}", "(".repeat(count), ")".repeat(count));
    assert!(parse(&nested(256), HOST, &Workbook).is_ok());
    refused(&nested(257), 257, "levels of nesting");
    refused(&"(".repeat(30_000), 257, "levels of nesting");
    refused(&format!("1{}", "%".repeat(30_000)), 1026, "levels of nesting");
    refused(&"-".repeat(30_000), 257, "levels of nesting");
    refused(&format!("F{}", "()".repeat(10_000)), 2051, "levels of nesting");
    refused(&" ".repeat(LENGTH_BYTES_MAX + 1), LENGTH_BYTES_MAX, "longer than");
    let sum = |count: usize| format!("1{}", "+1".repeat(count));
    let long = read(&sum(4096));
    assert_eq!(show(&long.root), sum(4096));
    refused(&sum(4097), 2 * 4096 + 1, "operators");
    let calls = format!("{}1{}", "F(1+".repeat(256), ")".repeat(256));
    assert!(parse(&calls, HOST, &Workbook).is_ok());
}

#[test]
fn prefixes_cut_short_stay_names() {
    for text in
        ["_xlfn.", "_xlpm.", "_xlfn._xlpm.", "_xl", "_xlfn.5", "_xlpm.5(1)", "_xlfn.\u{301}"]
    {
        let formula = read(text);
        assert_eq!(read(&show(&formula.root)), formula, "{text}");
    }
}
