//! XLOOKUP and XMATCH.

use std::cmp::Ordering;

use crate::arguments::Arguments;
use crate::function::{
    Category, Function, Outcome, Returns, array, example, number, scalar, values,
};
use crate::functions::lookup::grid::{Grid, Line};
use crate::functions::text::regular_expressions::compiled;
use crate::lookup_search::{Needle, bisect_used, order_across_kinds};
use crate::value::{CellError, Value};

const CATEGORY: Category = Category::LookupAndReference;

/// This part's rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "XLOOKUP",
        CATEGORY,
        "Looks for a value in a row or column and gives what stands at the same place of another range.",
        &[
            scalar("lookup_value"),
            array("lookup_array"),
            array("return_array"),
            values("if_not_found").optional(),
            number("match_mode").optional(),
            number("search_mode").optional(),
        ],
        Returns::Any,
        xlookup,
    )
    .examples(&[
        example("XLOOKUP(2, {1;2;3}, {\"a\";\"b\";\"c\"})", "\"b\""),
        example("XLOOKUP(2.5, {1;2;3}, {\"a\",\"x\";\"b\",\"y\";\"c\",\"z\"}, , -1)", "{\"b\",\"y\"}"),
        example("XLOOKUP(9, {1;2;3}, {\"a\";\"b\";\"c\"}, \"none\")", "\"none\""),
        example("XLOOKUP(\"b?r\", {\"foo\",\"bar\"}, {1,2}, , 2)", "2"),
    ]),
    Function::values(
        "XMATCH",
        CATEGORY,
        "Gives the place of a value in a row or column, counted from 1, with a choice of searches.",
        &[
            scalar("lookup_value"),
            array("lookup_array"),
            number("match_mode").optional(),
            number("search_mode").optional(),
        ],
        Returns::Number,
        xmatch,
    )
    .examples(&[
        example("XMATCH(\"ban*\", {\"apple\",\"banana\",\"cherry\"}, 2)", "2"),
        example("XMATCH(\"^[bc].*y$\", {\"apple\",\"banana\",\"cherry\"}, 3)", "3"),
        example("XMATCH(35, {10,20,30,40,50}, 1)", "4"),
        example("XMATCH(35, {10,20,30,40,50}, -1)", "3"),
        example("XMATCH(20, {10,20,20,30}, 0, -1)", "3"),
        example("XMATCH(25, {50,40,30,20,10}, -1, -2)", "4"),
    ]),
];

/// How XLOOKUP and XMATCH compare and in which direction they go.
struct Modes {
    matching: Matching,
    searching: Searching,
}

#[derive(Clone, Copy, PartialEq)]
enum Matching {
    Exact,
    ExactOrSmaller,
    ExactOrLarger,
    Wildcards,
    RegularExpression,
}

impl Matching {
    /// Whether another element will do when none is equal.
    fn is_nearest(self) -> bool {
        matches!(self, Matching::ExactOrSmaller | Matching::ExactOrLarger)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Searching {
    FromFirst,
    FromLast,
    BisectAscending,
    BisectDescending,
}

impl Modes {
    /// The modes in arguments `index` (matching) and `index + 1` (searching). `#VALUE!` for unknown
    /// ones and for patterns in a bisection.
    fn of(arguments: &Arguments, index: usize) -> Result<Modes, CellError> {
        let matching = match arguments.integer(index)? {
            0 => Matching::Exact,
            -1 => Matching::ExactOrSmaller,
            1 => Matching::ExactOrLarger,
            2 => Matching::Wildcards,
            3 => Matching::RegularExpression,
            _ => return Err(CellError::Value),
        };
        let searching =
            if arguments.is_given(index + 1) { arguments.integer(index + 1)? } else { 1 };
        let searching = match searching {
            1 => Searching::FromFirst,
            -1 => Searching::FromLast,
            2 => Searching::BisectAscending,
            -2 => Searching::BisectDescending,
            _ => return Err(CellError::Value),
        };
        let is_bisection =
            matches!(searching, Searching::BisectAscending | Searching::BisectDescending);
        let is_pattern = matches!(matching, Matching::Wildcards | Matching::RegularExpression);
        if is_pattern && is_bisection {
            return Err(CellError::Value);
        }
        Ok(Modes { matching, searching })
    }

    /// Position in a line of what is looked for.
    fn find(&self, line: &Line, value: &Value) -> Result<Option<usize>, CellError> {
        let needle = Needle::new(value, self.matching == Matching::Wildcards)?;
        if let Needle::Blank = needle {
            return Ok(self.find_blank(line));
        }
        if let (Matching::RegularExpression, Needle::Text(pattern)) = (self.matching, &needle) {
            let regex = compiled(pattern, false)?;
            let is_met = |element: &Value| match element {
                Value::Text(text) => regex.is_match(&**text).unwrap_or(false),
                _ => false,
            };
            let from_last = self.searching == Searching::FromLast;
            return Ok(if from_last { line.last(is_met) } else { line.first(is_met) });
        }
        Ok(match (self.searching, self.matching) {
            (Searching::FromFirst, mode) if !mode.is_nearest() => line.first_match(&needle),
            (Searching::FromLast, mode) if !mode.is_nearest() => line.last_match(&needle),
            (Searching::FromFirst | Searching::FromLast, _) => self.find_nearest(line, &needle),
            (Searching::BisectAscending, _) => {
                let (count, filled) = (line.used_len(), line.filled_len());
                self.bisect(count, filled, &needle, |position| line.get(position))
            }
            (Searching::BisectDescending, _) => {
                let count = line.used_len();
                self.bisect(count, count, &needle, |position| line.get(count - 1 - position))
                    .map(|position| count - 1 - position)
            }
        })
    }

    fn find_blank(&self, line: &Line) -> Option<usize> {
        if self.searching == Searching::FromLast {
            return (0..line.len()).rev().find(|position| line.get(*position).is_blank());
        }
        // The first cell beyond the used part of the sheet is blank, so this ends soon.
        (0..line.len()).find(|position| line.get(*position).is_blank())
    }

    /// An equal element, or else the nearest one on the side asked for.
    fn find_nearest(&self, line: &Line, needle: &Needle) -> Option<usize> {
        let side = match self.matching {
            Matching::ExactOrLarger => Ordering::Greater,
            _ => Ordering::Less,
        };
        let from_last = self.searching == Searching::FromLast;
        let mut equal = None;
        let mut nearest: Option<(usize, Value)> = None;
        line.visit(&mut |position, element| {
            match needle.order_across_kinds(element) {
                Some(Ordering::Equal) => equal = Some(position),
                Some(order) if order == side => {
                    let is_nearer = match &nearest {
                        None => true,
                        Some((_, best)) => match order_across_kinds(element, best) {
                            Some(Ordering::Equal) => from_last,
                            Some(order) => order != side,
                            None => false,
                        },
                    };
                    if is_nearer {
                        nearest = Some((position, element.clone()));
                    }
                }
                _ => {}
            }
            from_last || equal.is_none()
        });
        equal.or(nearest.map(|(position, _)| position))
    }

    /// Bisection of `count` elements in ascending order, blank from `filled` on; of equal ones the
    /// first.
    fn bisect(
        &self,
        count: usize,
        filled: usize,
        needle: &Needle,
        element: impl Fn(usize) -> Value,
    ) -> Option<usize> {
        let split = bisect_used(count, filled, |position| {
            needle.order_across_kinds(&element(position)).map(Ordering::is_lt)
        });
        match split.after {
            Some(after) if needle.matches(&element(after)) => Some(after),
            after => match self.matching {
                Matching::ExactOrSmaller => split.before,
                Matching::ExactOrLarger => after,
                Matching::Exact | Matching::Wildcards | Matching::RegularExpression => None,
            },
        }
    }
}

fn xmatch(arguments: &Arguments) -> Outcome {
    let modes = Modes::of(arguments, 2)?;
    let grid = Grid::of(arguments, 1)?;
    let line = grid.line().ok_or(CellError::Value)?;
    match modes.find(&line, &arguments.scalar(0))? {
        Some(position) => Ok(Value::Number(position as f64 + 1.0)),
        None => Err(CellError::NotAvailable),
    }
}

fn xlookup(arguments: &Arguments) -> Outcome {
    let modes = Modes::of(arguments, 4)?;
    let keys = Grid::of(arguments, 1)?;
    let line = keys.line().ok_or(CellError::Value)?;
    let results = Grid::of(arguments, 2)?;
    let is_single = keys.rows() == 1 && keys.columns() == 1;
    // One key alone has no direction: the results' shape decides.
    let is_column = line.is_column && (!is_single || results.rows() == 1);
    let size = |grid: &Grid| if is_column { grid.rows() } else { grid.columns() };
    let clipped_size = |grid: &Grid| {
        let (rows, columns) = grid.clipped_size();
        if is_column { rows } else { columns }
    };
    if size(&keys) != size(&results) && clipped_size(&keys) != clipped_size(&results) {
        return Err(CellError::Value);
    }
    match modes.find(&line, &arguments.scalar(0))? {
        Some(position) if position >= size(&results) => Ok(Value::Blank),
        Some(position) if is_column => results.part(position, 0, 1, results.columns()),
        Some(position) => results.part(0, position, results.rows(), 1),
        None if arguments.is_given(3) => Ok(arguments.raw(3).clone()),
        None => Err(CellError::NotAvailable),
    }
}

#[cfg(test)]
mod tests {
    use crate::scratch::ScratchSheet;
    use crate::value::{CellError, Value};

    fn check(sheet: &ScratchSheet, formula: &str, expected: Value) {
        assert_eq!(sheet.calculate(formula).expect(formula), expected, "{formula}");
    }

    /// Numbers come before text, text before booleans; of equal elements a bisection gives the first
    /// in ascending and the last in descending order.
    #[test]
    fn nearest_matches_follow_excel() {
        let sheet = ScratchSheet::default();
        let mixed = "{2;5;4;5;3;TRUE;\"ala\"}";
        for (value, mode, direction, expected) in [
            ("4.8", "-1", "1", Some(3.0)),
            ("5", "-1", "1", Some(2.0)),
            ("10", "-1", "1", Some(2.0)),
            ("10", "-1", "-1", Some(4.0)),
            ("\"qwerty\"", "-1", "1", Some(7.0)),
            ("FALSE", "-1", "1", Some(7.0)),
            ("1", "-1", "1", None),
        ] {
            let expected = expected.map_or(CellError::NotAvailable.into(), Value::Number);
            check(&sheet, &format!("XMATCH({value},{mixed},{mode},{direction})"), expected);
        }
        check(&sheet, "XMATCH(5,{1,4,5,5,5,6},0,2)", 3.0.into());
        check(&sheet, "XMATCH(5,{6,5,5,5,4,1},0,-2)", 4.0.into());
        check(&sheet, "XMATCH(7.1,{9,8,7,7,6},1,-2)", 2.0.into());
        check(&sheet, "XMATCH(7.1,{9,8,7,7,6},-1,-2)", 3.0.into());
        check(&sheet, "XMATCH(2,{1,2;3,4})", CellError::Value.into());
        check(&sheet, "XLOOKUP(1,{1,2},{1,2},,2,2)", CellError::Value.into());
    }

    #[test]
    fn results_are_references() {
        let sheet = ScratchSheet::with(&[
            ("A1", "a".into()),
            ("A2", "b".into()),
            ("A3", "c".into()),
            ("B1", 1.0.into()),
            ("B2", 2.0.into()),
            ("B3", 4.0.into()),
        ]);
        check(&sheet, "SUM(XLOOKUP(\"b\",A1:A3,B1:B3):XLOOKUP(\"c\",A1:A3,B1:B3))", 6.0.into());
        check(&sheet, "ROW(XLOOKUP(\"b\",A:A,B:B))", 2.0.into());
        check(&sheet, "XLOOKUP(\"c\",A:A,B:B*10)", 40.0.into());
        check(&sheet, "XLOOKUP(\"c\",A1:A3,B1:B2)", CellError::Value.into());
        check(&sheet, "XMATCH(C1,A:A)", 4.0.into());
    }
}
