//! Native charts, drawn from data in the same sheet.

use rust_xlsxwriter::{
    Chart, ChartAxisLabelPosition, ChartFormat, ChartLegendPosition, ChartLine, ChartSolidFill,
    ChartType, Color,
};

use super::sheet::{BLUE, ORANGE};

const WIDTH: u32 = 620;
const HEIGHT: u32 = 310;
/// Labels along the axis of a histogram.
const LABELS_MAX: u32 = 10;

/// A column chart of shares; the data has from, to, trials and share in four columns.
pub fn histogram(sheet: &str, column: u16, first: u32, rows: u32, value_format: &str) -> Chart {
    let last = first + rows - 1;
    let mut chart = Chart::new(ChartType::Column);
    chart
        .add_series()
        .set_name("Share of trials")
        .set_categories((sheet, first, column, last, column))
        .set_values((sheet, first, column + 3, last, column + 3))
        .set_gap(4)
        .set_format(&mut fill(BLUE));
    frame(&mut chart, "How often it comes out where");
    chart
        .x_axis()
        .set_num_format(value_format)
        .set_label_position(ChartAxisLabelPosition::Low)
        .set_label_interval(rows.div_ceil(LABELS_MAX).max(1) as u16)
        .set_tick_interval(rows.div_ceil(LABELS_MAX).max(1) as u16);
    chart.y_axis().set_num_format("0%").set_major_gridlines_line(&grid());
    chart.legend().set_hidden();
    chart
}

/// A curve; the data has values and probabilities in two columns.
pub fn cumulative(sheet: &str, column: u16, first: u32, rows: u32, value_format: &str) -> Chart {
    let last = first + rows - 1;
    let mut chart = Chart::new(ChartType::ScatterStraight);
    chart
        .add_series()
        .set_name("At or below")
        .set_categories((sheet, first, column, last, column))
        .set_values((sheet, first, column + 1, last, column + 1))
        .set_format(
            ChartFormat::new()
                .set_line(ChartLine::new().set_color(Color::RGB(BLUE)).set_width(2.25)),
        );
    frame(&mut chart, "How likely it stays at or below a value");
    chart
        .x_axis()
        .set_num_format(value_format)
        .set_label_position(ChartAxisLabelPosition::Low)
        .set_major_gridlines(false);
    chart
        .y_axis()
        .set_num_format("0%")
        .set_min(0)
        .set_max(1)
        .set_label_position(ChartAxisLabelPosition::Low)
        .set_major_gridlines_line(&grid());
    chart.legend().set_hidden();
    chart
}

/// Bars of how far a statistic moves over an input's deciles, the longest on top; the data has names,
/// the differences from the statistic of all trials where the input is low, and where it is high.
pub fn tornado(
    sheet: &str,
    column: u16,
    first: u32,
    rows: u32,
    title: &str,
    format: &str,
) -> Chart {
    let last = first + rows - 1;
    let mut chart = Chart::new(ChartType::Bar);
    for (offset, name, colour) in [(1, "input low", ORANGE), (2, "input high", BLUE)] {
        chart
            .add_series()
            .set_name(name)
            .set_categories((sheet, first, column, last, column))
            .set_values((sheet, first, column + offset, last, column + offset))
            .set_gap(30)
            .set_overlap(100)
            .set_format(&mut fill(colour));
    }
    frame(&mut chart, title);
    // In a bar chart the categories are on the vertical axis.
    chart.y_axis().set_reverse().set_label_position(ChartAxisLabelPosition::Low);
    chart.y_axis().set_major_gridlines(false);
    chart
        .x_axis()
        .set_num_format(format)
        .set_label_position(ChartAxisLabelPosition::High)
        .set_major_gridlines_line(&grid());
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart.set_height(HEIGHT.max(120 + 22 * rows));
    chart
}

/// Lines of an output's mean over the deciles of its inputs; the data has names in the first column
/// and as many means after it, below a row of headers.
pub fn spider(sheet: &str, headers: u32, rows: u32, deciles: u16, format: &str) -> Chart {
    let mut chart = Chart::new(ChartType::Line);
    for row in headers + 1..=headers + rows {
        chart
            .add_series()
            .set_name((sheet, row, 0))
            .set_categories((sheet, headers, 1, headers, deciles))
            .set_values((sheet, row, 1, row, deciles));
    }
    frame(&mut chart, "Its mean in each tenth of an input");
    chart.x_axis().set_label_position(ChartAxisLabelPosition::Low);
    chart.y_axis().set_num_format(format).set_major_gridlines_line(&grid());
    chart.legend().set_position(ChartLegendPosition::Right);
    chart
}

fn frame(chart: &mut Chart, title: &str) {
    chart.set_width(WIDTH).set_height(HEIGHT);
    chart.title().set_name(title).set_overlay(false);
    chart.title().set_font(rust_xlsxwriter::ChartFont::new().set_size(12).set_bold());
    chart.set_alt_text(title);
}

fn fill(colour: u32) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(colour)));
    format
}

fn grid() -> ChartLine {
    let mut line = ChartLine::new();
    line.set_color(Color::RGB(0xE3E7EC)).set_width(0.75);
    line
}
