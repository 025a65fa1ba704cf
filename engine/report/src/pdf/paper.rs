//! Sheets of paper that fill up from the top: what stands where, before it becomes a file.
//!
//! Lengths are in points (1/72 inch), from the upper left corner.

use super::fonts::{Fonts, Line, Style};

/// Width of a sheet: A4.
pub const WIDTH: f32 = 595.28;
/// Height of a sheet: A4.
pub const HEIGHT: f32 = 841.89;
/// Left end of what is printed.
pub const LEFT: f32 = 54.0;
/// Right end of what is printed.
pub const RIGHT: f32 = WIDTH - 54.0;
/// Width of what is printed.
pub const INNER: f32 = RIGHT - LEFT;
const TOP: f32 = 54.0;
const BOTTOM: f32 = HEIGHT - 66.0;
/// Sheets of a report, at most.
const PAGES_MAX: usize = 2_000;

/// A colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

/// Text.
pub const INK: Colour = Colour(0x17, 0x20, 0x2b);
/// Text that steps back.
pub const SOFT: Colour = Colour(0x56, 0x61, 0x70);
/// Lines between rows.
pub const RULE: Colour = Colour(0xdd, 0xe2, 0xe8);
/// Grid lines.
pub const GRID: Colour = Colour(0xe8, 0xeb, 0xef);
/// The colour of the product: bars, curves, headings' marks.
pub const ACCENT: Colour = Colour(0x2f, 0x6f, 0xb4);
/// Tails of a histogram.
pub const PALE: Colour = Colour(0xa9, 0xc6, 0xe3);
/// Where an input is low.
pub const WARM: Colour = Colour(0xd1, 0x76, 0x2b);
/// The mean.
pub const MEAN: Colour = Colour(0xb0, 0x30, 0x7a);
/// What is well, and its ground.
pub const GOOD: (Colour, Colour) = (Colour(0x1b, 0x73, 0x40), Colour(0xe9, 0xf6, 0xee));
/// What needs attention, and its ground.
pub const ATTENTION: (Colour, Colour) = (Colour(0x8a, 0x4b, 0x00), Colour(0xfd, 0xf3, 0xe2));
/// The sheet itself.
pub const PAPER: Colour = Colour(0xff, 0xff, 0xff);
/// The ground of listings.
pub const GROUND: Colour = Colour(0xf6, 0xf7, 0xf9);

/// Something on a sheet.
#[derive(Clone, Debug)]
pub enum Mark {
    /// A text, from its left end on its base line.
    Text {
        /// Left end.
        x: f32,
        /// Base line.
        y: f32,
        /// Size.
        size: f32,
        /// Colour.
        colour: Colour,
        /// The text.
        line: Line,
    },
    /// A filled box with corners rounded by a radius.
    Box {
        /// Left end.
        x: f32,
        /// Upper end.
        y: f32,
        /// Width.
        width: f32,
        /// Height.
        height: f32,
        /// Radius of its corners.
        radius: f32,
        /// Colour.
        colour: Colour,
    },
    /// Lines from point to point.
    Path {
        /// The points.
        points: Vec<(f32, f32)>,
        /// Width of the lines.
        width: f32,
        /// Colour.
        colour: Colour,
        /// Whether they are dashed.
        is_dashed: bool,
    },
    /// A filled circle.
    Dot {
        /// Centre.
        x: f32,
        /// Centre.
        y: f32,
        /// Radius.
        radius: f32,
        /// Colour.
        colour: Colour,
    },
}

/// A part of the report that readers jump to.
#[derive(Clone, Debug)]
pub struct Bookmark {
    /// Its title.
    pub title: String,
    /// The sheet, from 0.
    pub page: usize,
    /// Where on the sheet.
    pub y: f32,
}

/// Sheets that are being filled.
pub struct Paper<'a> {
    /// The fonts.
    pub fonts: &'a Fonts,
    /// What stands on each sheet.
    pub pages: Vec<Vec<Mark>>,
    /// Parts of the report, in order.
    pub bookmarks: Vec<Bookmark>,
    /// How far the last sheet is filled.
    pub y: f32,
}

impl<'a> Paper<'a> {
    /// An empty sheet.
    pub fn new(fonts: &'a Fonts) -> Paper<'a> {
        Paper { fonts, pages: vec![Vec::new()], bookmarks: Vec::new(), y: TOP }
    }

    /// Whether there are as many sheets as a report may have.
    pub fn is_full(&self) -> bool {
        self.pages.len() >= PAGES_MAX
    }

    /// Begins a new sheet, unless the last one is empty.
    pub fn new_page(&mut self) {
        if self.pages.last().is_some_and(|page| !page.is_empty()) {
            self.pages.push(Vec::new());
            self.y = TOP;
        }
    }

    /// Begins a new sheet if there is less room than this on the last one; whether it did.
    pub fn need(&mut self, height: f32) -> bool {
        let has_no_room = self.y + height > BOTTOM;
        if has_no_room {
            self.new_page();
        }
        has_no_room
    }

    /// Leaves room, but not at the top of a sheet.
    pub fn space(&mut self, height: f32) {
        if self.y > TOP {
            self.y += height;
        }
    }

    /// Puts something on the last sheet.
    pub fn put(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    /// A text from `x` on its base line `y`; its width.
    pub fn text(
        &mut self,
        (x, y): (f32, f32),
        text: &str,
        style: Style,
        size: f32,
        colour: Colour,
    ) -> f32 {
        let line = self.fonts.line(text, style);
        let width = line.width * size;
        self.put(Mark::Text { x, y, size, colour, line });
        width
    }

    /// A text that ends at `x`.
    pub fn text_ending(
        &mut self,
        (x, y): (f32, f32),
        text: &str,
        style: Style,
        size: f32,
        colour: Colour,
    ) {
        let width = self.fonts.line(text, style).width * size;
        self.text((x - width, y), text, style, size, colour);
    }

    /// A text around `x`.
    pub fn text_around(
        &mut self,
        (x, y): (f32, f32),
        text: &str,
        style: Style,
        size: f32,
        colour: Colour,
    ) {
        let width = self.fonts.line(text, style).width * size;
        self.text((x - width / 2.0, y), text, style, size, colour);
    }

    /// A filled box.
    pub fn fill(&mut self, (x, y): (f32, f32), (width, height): (f32, f32), colour: Colour) {
        self.put(Mark::Box { x, y, width, height, radius: 0.0, colour });
    }

    /// A line.
    pub fn rule(&mut self, from: (f32, f32), to: (f32, f32), width: f32, colour: Colour) {
        self.put(Mark::Path { points: vec![from, to], width, colour, is_dashed: false });
    }

    /// A text over the whole width, below what is there, over as many sheets as it needs.
    pub fn paragraph(&mut self, text: &str, style: Style, size: f32, colour: Colour) {
        let lines = self.fonts.paragraph(text, style, INNER / size);
        for line in lines {
            let height = size * 1.45;
            self.need(height);
            let (x, y) = (LEFT, self.y + size * 1.1);
            self.put(Mark::Text { x, y, size, colour, line });
            self.y += height;
        }
    }

    /// The title of a part, with a mark to jump to; `room` is what shall follow on the same sheet.
    pub fn heading(&mut self, title: &str, size: f32, room: f32) {
        self.space(size);
        self.need(size * 2.0 + room);
        let (page, y) = (self.pages.len() - 1, self.y);
        self.bookmarks.push(Bookmark { title: title.to_string(), page, y });
        let lines = self.fonts.paragraph(title, Style::Bold, INNER / size);
        for line in lines.into_iter().take(3) {
            let y = self.y + size;
            self.put(Mark::Text { x: LEFT, y, size, colour: INK, line });
            self.y += size * 1.3;
        }
        self.y += size * 0.35;
    }
}
