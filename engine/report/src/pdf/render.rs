//! Sheets become a PDF file.

use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, LineCap, LineJoin, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::{Document, SerializeSettings};

use super::paper::{Colour, HEIGHT, Mark, Paper, WIDTH};
use crate::ReportError;

/// How far the handles of a curve lie that goes round a corner like a circle.
const ROUND: f32 = 0.552_284_8;

/// The file.
///
/// # Errors
/// The library's refusal.
pub fn render(paper: Paper, title: &str, version: &str) -> Result<Vec<u8>, ReportError> {
    let mut document = Document::new_with(SerializeSettings {
        enable_tagging: false,
        ..SerializeSettings::default()
    });
    let metadata = Metadata::new()
        .title(title.to_string())
        .language("en".to_string())
        .creator(format!("Ulam {version}"))
        .description("Simulation report".to_string());
    document.set_metadata(metadata);
    for marks in &paper.pages {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT)
            .ok_or_else(|| ReportError::Pdf("a sheet without size".to_string()))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for mark in marks {
            draw(&mut surface, mark);
        }
        surface.finish();
        page.finish();
    }
    let mut outline = Outline::new();
    for bookmark in &paper.bookmarks {
        let point = Point::from_xy(0.0, bookmark.y);
        let destination = XyzDestination::new(bookmark.page, point);
        outline.push_child(OutlineNode::new(bookmark.title.clone(), destination));
    }
    document.set_outline(outline);
    document.finish().map_err(|error| ReportError::Pdf(format!("{error:?}")))
}

fn fill(colour: Colour) -> Fill {
    let Colour(red, green, blue) = colour;
    Fill {
        paint: rgb::Color::new(red, green, blue).into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::NonZero,
    }
}

fn draw(surface: &mut Surface, mark: &Mark) {
    match mark {
        Mark::Text { x, y, size, colour, line } => {
            surface.set_stroke(None);
            surface.set_fill(Some(fill(*colour)));
            let mut x = *x;
            for run in &line.runs {
                let start = Point::from_xy(x, *y);
                surface.draw_glyphs(start, &run.glyphs, run.font.clone(), &run.text, *size, false);
                x += run.width * size;
            }
        }
        Mark::Box { x, y, width, height, radius, colour } => {
            surface.set_stroke(None);
            surface.set_fill(Some(fill(*colour)));
            let path = rounded((*x, *y), (*width, *height), *radius);
            if let Some(path) = path.finish() {
                surface.draw_path(&path);
            }
        }
        Mark::Path { points, width, colour, is_dashed } => {
            let Colour(red, green, blue) = *colour;
            surface.set_fill(None);
            surface.set_stroke(Some(Stroke {
                paint: rgb::Color::new(red, green, blue).into(),
                width: *width,
                miter_limit: 4.0,
                line_cap: LineCap::Butt,
                line_join: LineJoin::Round,
                opacity: NormalizedF32::ONE,
                dash: is_dashed.then(|| StrokeDash { array: vec![2.0, 2.0], offset: 0.0 }),
            }));
            let mut path = PathBuilder::new();
            for (index, (x, y)) in points.iter().enumerate() {
                match index {
                    0 => path.move_to(*x, *y),
                    _ => path.line_to(*x, *y),
                }
            }
            if let Some(path) = path.finish() {
                surface.draw_path(&path);
            }
        }
        Mark::Dot { x, y, radius, colour } => {
            surface.set_stroke(None);
            surface.set_fill(Some(fill(*colour)));
            let path = rounded((x - radius, y - radius), (radius * 2.0, radius * 2.0), *radius);
            if let Some(path) = path.finish() {
                surface.draw_path(&path);
            }
        }
    }
}

/// A box with rounded corners; with a radius of half its width, a circle.
fn rounded((x, y): (f32, f32), (width, height): (f32, f32), radius: f32) -> PathBuilder {
    let (right, bottom) = (x + width, y + height);
    let mut path = PathBuilder::new();
    let radius = radius.min(width / 2.0).min(height / 2.0);
    if radius <= 0.0 {
        path.move_to(x, y);
        path.line_to(right, y);
        path.line_to(right, bottom);
        path.line_to(x, bottom);
        path.close();
        return path;
    }
    let handle = radius * (1.0 - ROUND);
    path.move_to(x + radius, y);
    path.line_to(right - radius, y);
    path.cubic_to(right - handle, y, right, y + handle, right, y + radius);
    path.line_to(right, bottom - radius);
    path.cubic_to(right, bottom - handle, right - handle, bottom, right - radius, bottom);
    path.line_to(x + radius, bottom);
    path.cubic_to(x + handle, bottom, x, bottom - handle, x, bottom - radius);
    path.line_to(x, y + radius);
    path.cubic_to(x, y + handle, x + handle, y, x + radius, y);
    path.close();
    path
}
