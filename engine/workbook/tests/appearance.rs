//! How sheets and cells look, as ECMA-376 part 1 says it (18.3.1, 18.8).

mod support;

use support::{File, id};
use ulam_workbook::{CellLook, Color, HorizontalAlignment, RowHeights, Sheet, Workbook};

const STYLES: &str = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
    <fonts><font><sz val=\"11\"/></font><font><b/><color theme=\"0\"/></font></fonts>\
    <fills><fill><patternFill patternType=\"none\"/></fill>\
    <fill><patternFill patternType=\"gray125\"/></fill>\
    <fill><patternFill patternType=\"solid\"><fgColor theme=\"4\" tint=\"-0.249977111117893\"/></patternFill></fill></fills>\
    <borders><border/><border><bottom style=\"thin\"/></border></borders>\
    <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"9\" fontId=\"1\" fillId=\"2\"><alignment horizontal=\"right\"/></xf>\
    <xf numFmtId=\"9\" borderId=\"1\"/><xf numFmtId=\"9\" fontId=\"1\"/></cellXfs></styleSheet>";

const SHEET: &str = "<sheetPr><tabColor rgb=\"FFFF0000\"/></sheetPr>\
    <sheetViews><sheetView showGridLines=\"0\" zoomScale=\"80\" workbookViewId=\"0\">\
    <pane xSplit=\"1\" ySplit=\"2\" topLeftCell=\"B3\" activePane=\"bottomRight\" state=\"frozen\"/>\
    <selection pane=\"bottomRight\"/></sheetView>\
    <sheetView workbookViewId=\"1\"><pane ySplit=\"9\" state=\"frozen\"/></sheetView></sheetViews>\
    <sheetFormatPr defaultRowHeight=\"15\"/>\
    <cols><col min=\"1\" max=\"1\" width=\"20.7109375\" customWidth=\"1\"/>\
    <col min=\"3\" max=\"5\" width=\"9.140625\" hidden=\"1\"/></cols>\
    <sheetData><row r=\"1\" ht=\"30\" customHeight=\"1\">\
    <c r=\"A1\" s=\"1\"><v>1</v></c><c r=\"B1\" s=\"1\"/><c r=\"C1\" s=\"1\"></c><c r=\"D1\" s=\"3\"/></row>\
    <row r=\"2\" ht=\"15\"><c r=\"A2\" s=\"2\"><v>2</v></c><c r=\"B2\"><v>3</v></c></row></sheetData>\
    <mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>";

fn read() -> Workbook {
    File::default().sheet("Sheet1", SHEET).part("styles", "styles.xml", STYLES).workbook_read()
}

fn first(workbook: &Workbook) -> &Sheet {
    workbook.sheet(0).expect("a sheet")
}

#[test]
fn a_sheet_has_its_layout() {
    let workbook = read();
    let layout = &first(&workbook).layout;
    assert_eq!((layout.frozen_rows, layout.frozen_columns), (2, 1));
    assert_eq!((layout.default_column_width, layout.default_row_height), (64.0, 20.0));
    assert_eq!((layout.shows_gridlines, layout.zoom), (false, 0.8));
    assert_eq!(layout.tab_color.map(Color::hexadecimal).as_deref(), Some("#ff0000"));
    let columns: Vec<_> = layout
        .columns
        .iter()
        .map(|columns| (columns.first, columns.last, columns.width, columns.is_hidden))
        .collect();
    assert_eq!(columns, [(0, 0, Some(145.0), false), (2, 4, Some(64.0), true)]);
    assert_eq!(layout.rows, [RowHeights { first: 0, last: 0, height: 40.0 }]);
    assert_eq!(first(&workbook).merged.len(), 1);
}

#[test]
fn cells_have_their_looks_and_formats() {
    let workbook = read();
    let style = |cell| workbook.style(workbook.style_of(id(&workbook, 0, cell)));
    let headed = CellLook {
        is_bold: true,
        color: Some(Color { red: 255, green: 255, blue: 255 }),
        fill: style("A1").1.fill,
        horizontal: Some(HorizontalAlignment::Right),
        ..CellLook::PLAIN
    };
    assert_eq!(style("A1"), ("0%", &headed));
    // Excel 2007's blue, "darker 25%" (#366092), but for rounding.
    let fill = headed.fill.expect("a fill");
    let expected = [(fill.red, 0x36), (fill.green, 0x60), (fill.blue, 0x92)];
    assert!(expected.iter().all(|(found, shown)| found.abs_diff(*shown) <= 1), "{fill:?}");
    let lined = CellLook { has_bottom_border: true, ..CellLook::PLAIN };
    assert_eq!(style("A2"), ("0%", &lined));
    assert_eq!(style("B2"), ("General", &CellLook::PLAIN));
}

#[test]
fn blank_cells_are_known_where_they_show() {
    let workbook = read();
    // B1 and C1 are filled; D1 would only be bold.
    let blanks = first(&workbook).layout.styled_blanks_within(0, 10);
    assert_eq!(blanks.len(), 1);
    let blank = blanks[0];
    assert_eq!((blank.row, blank.first_column, blank.last_column), (0, 1, 2));
    assert_eq!(blank.style, workbook.style_of(id(&workbook, 0, "A1")));
    assert_eq!(workbook.cells().len(), 3);
}

#[test]
fn nonsense_in_the_layout_is_passed_over() {
    let sheet = "<sheetViews><sheetView zoomScale=\"many\"><pane xSplit=\"-3\" ySplit=\"1e300\" state=\"frozen\"/>\
        </sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"NaN\" defaultColWidth=\"-5\"/>\
        <cols><col min=\"0\" max=\"3\"/><col min=\"5\" max=\"4\"/><col min=\"9\" max=\"4000000000\" width=\"inf\"/></cols>\
        <sheetData><row r=\"1\" ht=\"-1\"><c r=\"A1\"><v>1</v></c></row></sheetData>";
    let workbook = File::default().sheet("Sheet1", sheet).workbook_read();
    let layout = &first(&workbook).layout;
    assert_eq!((layout.frozen_rows, layout.frozen_columns, layout.zoom), (1000, 0, 1.0));
    assert_eq!(layout.default_row_height, 20.0);
    let columns: Vec<_> =
        layout.columns.iter().map(|columns| (columns.first, columns.last, columns.width)).collect();
    assert_eq!(columns, [(8, 16_383, None)]);
}
