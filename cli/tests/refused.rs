//! Bad input: one readable line, an exit code that says of what kind it is, and nothing left behind.

mod support;

use support::{Folder, cash_flow_and, formula, number, on, ulam};

const USAGE: i32 = 2;
const UNREADABLE: i32 = 3;
const CANNOT_SIMULATE: i32 = 4;
const CANNOT_WRITE: i32 = 5;

#[test]
fn files_that_are_no_workbooks() {
    let folder = Folder::new("files");
    let whole = std::fs::read(folder.cash_flow()).expect("a workbook");
    let missing = folder.path("missing.xlsx");
    on("calc", &missing, &[]).failed(UNREADABLE, &["missing.xlsx: there is no such file"]);
    on("calc", &folder.path(""), &[]).failed(UNREADABLE, &["this is a folder"]);
    let check = |name: &str, content: &[u8], about: &str| {
        let path = folder.write(name, content);
        for command in ["simulate", "calc", "check", "explain"] {
            on(command, &path, &[]).failed(UNREADABLE, &[name, about]);
        }
    };
    check("empty.xlsx", b"", "empty");
    check("page.xls", b"<html><body>Sign in</body></html>", "web page");
    check("data.csv", b"{\"a\": 1}", "JSON");
    check("picture.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "picture");
    check("cut.xlsx", &whole[..whole.len() / 2], "cut short");
    // A compound file with an EncryptedPackage stream is how Excel stores a password-protected book.
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let model =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../engine/workbook/tests/data/model.libreoffice.xls");
    let mut encrypted = std::fs::read(model).expect("a compound file");
    let (workbook, package) = (utf16("Workbook\0"), utf16("EncryptedPackage\0"));
    let entry = encrypted.windows(workbook.len()).position(|window| window == workbook);
    let entry = entry.expect("the entry of the workbook's stream");
    encrypted[entry..entry + package.len()].copy_from_slice(&package);
    encrypted[entry + 64] = package.len() as u8;
    check("locked.xlsx", &encrypted, "password");
    check("cut.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "cut short");
}

#[test]
fn a_zip_bomb_is_refused_before_it_is_inflated() {
    use std::io::Write;
    use zip::write::{SimpleFileOptions, ZipWriter};
    let folder = Folder::new("bomb");
    let path = folder.path("bomb.xlsx");
    let mut file = ZipWriter::new(std::fs::File::create(&path).expect("a file"));
    let deflated = SimpleFileOptions::default().compression_level(Some(1));
    file.start_file("xl/workbook.xml", deflated).expect("a part");
    let zeros = vec![0u8; 1 << 20];
    for _ in 0..1200 {
        file.write_all(&zeros).expect("zeros");
    }
    file.finish().expect("a zip file");
    on("calc", &path, &[]).failed(UNREADABLE, &["bomb.xlsx", "too large"]);
}

#[test]
fn cells_that_dont_exist() {
    let folder = Folder::new("cells");
    let workbook = folder.cash_flow();
    let check = |arguments: &[&str], parts: &[&str]| {
        on("simulate", &workbook, arguments).failed(USAGE, parts);
        on("explain", &workbook, arguments).failed(USAGE, parts);
    };
    check(&["-i", "Modl!B3=Normal(1,2)", "-o", "Model!B8"], &["no sheet 'Modl'", "'Model'"]);
    check(&["-o", "Net_vale"], &["'Net_vale' is no cell", "did you mean 'Net_value'"]);
    check(&["-o", "Model!ZZZZ1"], &["'Model!ZZZZ1' is no cell"]);
    check(&["-o", "Model!Z99"], &["Model!Z99 is empty"]);
    check(&["-o", "Model!A1"], &["Model!A1 holds the text \"Rate\""]);
    check(&["-o", "Model!B8", "-p", "Nope!B8<0"], &["no sheet 'Nope'"]);
    let set = ["--set", "Nope!A1=1"];
    on("calc", &workbook, &set).failed(USAGE, &["no sheet 'Nope'"]);
}

#[test]
fn distributions_that_cant_be() {
    let folder = Folder::new("distributions");
    let workbook = folder.cash_flow();
    let check = |input: &str, parts: &[&str]| {
        let arguments = ["-i", input, "-o", "Model!B8"];
        on("simulate", &workbook, &arguments).failed(USAGE, parts);
    };
    check("Model!B3=Norml(1,2)", &["no distribution named NORML", "did you mean Normal?"]);
    check("Model!B3=Normal(1,-2)", &["Model!B3", "sd (-2) must be above 0"]);
    check("Model!B3=Normal(1)", &["Model!B3", "Normal"]);
    check("Model!B3=Pert(8,20,15)", &["Model!B3", "Pert"]);
    check("Model!B3=Normal(1,2", &["Model!B3", "can't be read"]);
    check("Model!B3=Normal(1,2)+1", &["is not a distribution"]);
    check("Model!B3=12", &["is not a distribution"]);
    check("Model!B3=SUM(1,2)", &["no distribution named SUM"]);
    check("Model!B3=Normal(1,FOO(2))", &["FOO"]);
    check("Model!B3", &["write <cell>=<distribution>"]);
    // Parameters that come from cells are known only once the model is put together.
    let from_cells = ["-i", "Model!B3=Normal(1,Model!B2)", "-o", "Model!B8"];
    on("simulate", &workbook, &from_cells).failed(CANNOT_SIMULATE, &["Model!B3", "-1000"]);
}

#[test]
fn settings_that_cant_be() {
    let folder = Folder::new("settings");
    let workbook = folder.cash_flow();
    let check = |more: &[&str], parts: &[&str]| {
        on("simulate", &workbook, &cash_flow_and(more)).failed(USAGE, parts);
    };
    check(&["--trials", "0"], &["0 trials"]);
    check(&["--trials", "many"], &["'many'"]);
    check(&["--trials", "1e15"], &["ask for fewer"]);
    check(&["--seed", "-1"], &["'-1'"]);
    check(&["--sampling", "best"], &["random, lhs or sobol"]);
    check(&["--threads", "0"], &["'0'"]);
    check(&["--correlate", "Model!B3=0.5"], &["there is no comma"]);
    check(&["--correlate", "Model!B3,Model!B4=2"], &["from -1 to 1"]);
    check(&["--correlate", "Model!B3,Model!B3=0.5"], &["the same input"]);
    check(&["--copula", "Model!B3, Model!B4"], &["there is no colon"]);
    check(&["--copula", "t: Model!B3, Model!B4 = 0.5"], &["degrees of freedom"]);
    check(&["--copula", "oval: Model!B3, Model!B4 = 0.5"], &["clayton, gumbel"]);
    check(&["--probability", "Model!B8"], &["write <cell><operator><number>"]);
    check(&["--probability", "Model!B8<x"], &["'x' is no number"]);
    let more = cash_flow_and(&["--correlate", "Model!B3,Model!B1=0.5"]);
    on("simulate", &workbook, &more).failed(CANNOT_SIMULATE, &["'Model!B1' is not an input"]);
    let no_output = ["-i", "Model!B3=Normal(1,2)"];
    on("simulate", &workbook, &no_output).failed(USAGE, &["--output", "ulam check"]);
}

#[test]
fn results_that_cant_be_written() {
    let folder = Folder::new("written");
    let workbook = folder.cash_flow();
    let path = |file: &str| folder.path(file).to_str().expect("a path").to_string();
    let check = |more: &[&str], code: i32, parts: &[&str]| {
        // A billion trials: the check comes before the run.
        let mut arguments = cash_flow_and(&["--trials", "1e9"]);
        arguments.extend(more);
        on("simulate", &workbook, &arguments).failed(code, parts);
    };
    check(&["--samples", &path("x.txt")], USAGE, &["x.txt", ".parquet or .csv"]);
    check(&["--samples", &path("no/x.csv")], CANNOT_WRITE, &["x.csv: can't be written"]);
    check(&["--report", &path("x.docx")], USAGE, &["x.docx", ".html or .pdf or .xlsx"]);
    check(&["--report", &path("no/x.html")], CANNOT_WRITE, &["x.html: can't be written"]);
    check(&["--save-model", &path("no/x.yaml")], CANNOT_WRITE, &["x.yaml: can't be written"]);
    assert_eq!(folder.files(), ["model.xlsx"]);
}

#[test]
fn specs_with_mistakes() {
    let folder = Folder::new("specs");
    let workbook = folder.cash_flow();
    let check = |text: &str, parts: &[&str]| {
        let spec = folder.write("spec.yaml", text);
        let arguments = ["--model", spec.to_str().expect("a path")];
        on("simulate", &workbook, &arguments).failed(USAGE, parts);
    };
    check("trails: 5\n", &["spec.yaml", "line 1", "trails"]);
    check("outputs:\n  - Model!B8\nseeds: 1\n", &["line 3", "seeds"]);
    check("outputs: [Model!B8\n", &["spec.yaml"]);
    check("outputs:\n  - Modl!B8\n", &["no sheet 'Modl'"]);
    let missing = folder.path("missing.yaml");
    let arguments = ["--model", missing.to_str().expect("a path")];
    on("simulate", &workbook, &arguments).failed(UNREADABLE, &["missing.yaml"]);
}

#[test]
fn models_that_cant_be_computed() {
    let folder = Folder::new("models");
    let circular = folder.workbook("circular.xlsx", |workbook| {
        let sheet = workbook.add_worksheet();
        formula(sheet, 0, 0, "A2+1", "0");
        formula(sheet, 1, 0, "A3+1", "0");
        formula(sheet, 2, 0, "A1+B1", "0");
        number(sheet, 0, 1, 1.0);
    });
    let arguments = ["-i", "B1=Normal(0,1)", "-o", "A1"];
    let run = on("simulate", &circular, &arguments);
    run.failed(CANNOT_SIMULATE, &["circular reference", "Sheet1!A1", "Sheet1!A2", " -> "]);
    let calc = on("calc", &circular, &["--json"]);
    assert_eq!(calc.code, 0);
    assert!(calc.err.contains("circular reference"), "{}", calc.err);

    let unsupported = folder.workbook("unsupported.xlsx", |workbook| {
        let sheet = workbook.add_worksheet();
        number(sheet, 0, 0, 1.0);
        formula(sheet, 1, 0, "NOSUCHFUNCTION(A1)", "1");
        formula(sheet, 2, 0, "A2+1", "2");
        formula(sheet, 3, 0, "A1+1", "2");
    });
    let arguments = ["-i", "A1=Normal(0,1)", "-o", "A4", "-o", "A3"];
    let parts = ["Sheet1!A2 uses NOSUCHFUNCTION", "Sheet1!A3 depends on it"];
    on("simulate", &unsupported, &arguments).failed(CANNOT_SIMULATE, &parts);
    // Off the path it does no harm.
    let arguments = ["-i", "A1=Normal(0,1)", "-o", "A4", "--trials", "10"];
    assert_eq!(on("simulate", &unsupported, &arguments).code, 0);
}

#[test]
fn unknown_names_in_the_libraries() {
    ulam(&["distributions", "Prt"]).failed(USAGE, &["did you mean Pert?"]);
    ulam(&["functions", "VLOKUP"]).failed(USAGE, &["did you mean VLOOKUP?"]);
}

#[test]
fn a_closed_pipe_is_no_error() {
    use std::process::{Command, Stdio};
    let folder = Folder::new("pipe");
    let workbook = folder.cash_flow();
    for arguments in [vec!["functions"], vec!["calc", workbook.to_str().expect("a path")]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_ulam"))
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("its end");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        assert_eq!(output.status.code(), Some(0));
    }
}

#[test]
fn help_teaches() {
    let help = ulam(&["--help"]);
    assert_eq!(help.code, 0);
    for part in ["simulate", "Exit codes:", "130"] {
        assert!(help.out.contains(part), "no '{part}' in:\n{}", help.out);
    }
    for command in ["simulate", "calc", "check", "explain", "distributions", "functions"] {
        let help = ulam(&[command, "--help"]);
        assert_eq!(help.code, 0);
        assert!(help.out.contains("Example"), "{}", help.out);
    }
    assert_eq!(ulam(&["simulte"]).code, USAGE);
}
