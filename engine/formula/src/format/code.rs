//! Format codes into sections and tokens.

use super::locale::{self, Names};
use crate::value::CellError;

/// Excel's limit on the length of a format code.
const CODE_LENGTH_MAX: usize = 255;

/// One element of a section.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// `0`, `#` or `?`.
    Digit(char),
    /// `.`
    Point,
    /// `,`
    Comma,
    /// `%`
    Percent,
    /// `E+` (true) or `E-`; the letter as written.
    Exponent { letter: char, shows_plus: bool },
    /// `/`
    Slash,
    /// A digit 1 to 9, part of a fraction's fixed denominator.
    FixedDigit(char),
    /// `General`
    General,
    /// `@`
    TextPlaceholder,
    /// Text shown as it is.
    Literal(String),
    /// `_x`: the width of a character.
    Space,
    /// A letter of a date or time so many times over: y, m, d, h, s, e or b.
    Moment { letter: char, count: usize },
    /// `m` or `mm` that stands for minutes.
    Minutes { count: usize },
    /// `[h]`, `[mm]`, `[ss]`: time elapsed.
    Elapsed { letter: char, count: usize },
    /// `AM/PM`, or `A/P` as written.
    HalfDay { am: String, pm: String },
    /// `.000` after seconds.
    SecondFraction { places: usize },
}

/// `[>=100]`
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Condition {
    pub relation: &'static str,
    pub bound: f64,
}

/// What lies between semicolons.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Section {
    pub condition: Option<Condition>,
    pub tokens: Vec<Token>,
    /// Months and weekdays as the code asks for them, in English if it doesn't ask.
    pub names: Option<Names>,
}

impl Section {
    /// Whether it shows a date or time.
    pub fn is_moment(&self) -> bool {
        self.tokens.iter().any(|token| {
            matches!(
                token,
                Token::Moment { .. }
                    | Token::Minutes { .. }
                    | Token::Elapsed { .. }
                    | Token::HalfDay { .. }
            )
        })
    }

    pub fn has_text_placeholder(&self) -> bool {
        self.tokens.contains(&Token::TextPlaceholder)
    }

    /// Whether it shows numbers as General does.
    pub fn has_general(&self) -> bool {
        self.tokens.iter().any(|token| matches!(token, Token::General | Token::TextPlaceholder))
    }

    /// Where the slash of a fraction is: one with digit placeholders on both sides.
    pub fn slash(&self) -> Option<usize> {
        let slash = self.tokens.iter().position(|token| *token == Token::Slash)?;
        let is_digit = |token: &Token| matches!(token, Token::Digit(_));
        let has_numerator = self.tokens[..slash].iter().any(is_digit);
        let has_denominator = self.tokens[slash + 1..]
            .iter()
            .any(|token| matches!(token, Token::Digit(_) | Token::FixedDigit(_)));
        (has_numerator && has_denominator).then_some(slash)
    }
}

/// The sections of a format code, one to four.
///
/// # Errors
/// `#VALUE!` when brackets or quotes don't close, something in brackets means nothing, or there are
/// too many sections.
pub(super) fn parse(code: &str) -> Result<Vec<Section>, CellError> {
    if code.chars().count() > CODE_LENGTH_MAX {
        return Err(CellError::Value);
    }
    let characters: Vec<char> = code.chars().collect();
    let mut sections = Vec::new();
    let mut section = Section::default();
    let mut at = 0;
    while at < characters.len() {
        if characters[at] == ';' {
            sections.push(std::mem::take(&mut section));
            at += 1;
            continue;
        }
        at += parse_token(&characters[at..], &mut section)?;
    }
    sections.push(section);
    if sections.len() > 4 {
        return Err(CellError::Value);
    }
    for section in &mut sections {
        find_minutes(&mut section.tokens);
        find_second_fractions(&mut section.tokens);
    }
    Ok(sections)
}

fn starts_with(rest: &[char], word: &str) -> bool {
    let mut characters = rest.iter();
    word.chars().all(|wanted| characters.next().is_some_and(|c| c.eq_ignore_ascii_case(&wanted)))
}

fn push_literal(section: &mut Section, character: char) {
    match section.tokens.last_mut() {
        Some(Token::Literal(literal)) => literal.push(character),
        _ => section.tokens.push(Token::Literal(character.to_string())),
    }
}

/// Reads one token, which may be a condition or nothing shown; gives the characters used.
fn parse_token(rest: &[char], section: &mut Section) -> Result<usize, CellError> {
    let first = rest[0];
    let run = rest.iter().take_while(|c| c.eq_ignore_ascii_case(&first)).count();
    let token = match first {
        '"' => {
            let length = rest[1..].iter().position(|c| *c == '"').ok_or(CellError::Value)?;
            for character in &rest[1..=length] {
                push_literal(section, *character);
            }
            return Ok(length + 2);
        }
        '\\' | '!' if rest.len() > 1 => {
            push_literal(section, rest[1]);
            return Ok(2);
        }
        '_' if rest.len() > 1 => {
            section.tokens.push(Token::Space);
            return Ok(2);
        }
        '*' if rest.len() > 1 => return Ok(2),
        '[' => return parse_brackets(rest, section),
        '0' | '#' | '?' => Token::Digit(first),
        '.' => Token::Point,
        ',' => Token::Comma,
        '%' => Token::Percent,
        '/' => Token::Slash,
        '@' => Token::TextPlaceholder,
        '1'..='9' => Token::FixedDigit(first),
        'E' | 'e' if matches!(rest.get(1), Some('+' | '-')) => {
            section.tokens.push(Token::Exponent { letter: first, shows_plus: rest[1] == '+' });
            return Ok(2);
        }
        'G' | 'g' if starts_with(rest, "General") => {
            section.tokens.push(Token::General);
            return Ok("General".len());
        }
        'A' | 'a' if starts_with(rest, "AM/PM") => {
            section.tokens.push(Token::HalfDay { am: "AM".to_string(), pm: "PM".to_string() });
            return Ok("AM/PM".len());
        }
        'A' | 'a' if starts_with(rest, "A/P") => {
            let (am, pm) = (rest[0].to_string(), rest[2].to_string());
            section.tokens.push(Token::HalfDay { am, pm });
            return Ok("A/P".len());
        }
        'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'e' | 'E' | 'b' | 'B' => {
            let letter = first.to_ascii_lowercase();
            section.tokens.push(Token::Moment { letter, count: run });
            return Ok(run);
        }
        // Eras, which English has none of.
        'g' | 'G' => return Ok(run),
        other => {
            push_literal(section, other);
            return Ok(1);
        }
    };
    section.tokens.push(token);
    Ok(1)
}

fn parse_brackets(rest: &[char], section: &mut Section) -> Result<usize, CellError> {
    let close = rest.iter().position(|c| *c == ']').ok_or(CellError::Value)?;
    let inner: String = rest[1..close].iter().collect();
    let used = close + 1;
    let lower = inner.to_ascii_lowercase();
    if let Some(currency) = inner.strip_prefix('$') {
        // `[$€-407]`, `[$€-x-euro2]`, `[$-en-US]`: a symbol and a locale's number or name.
        let (symbol, locale) = currency.split_once('-').unwrap_or((currency, ""));
        for character in symbol.chars() {
            push_literal(section, character);
        }
        section.names = locale::of(locale).or(section.names);
        // The system's long date and time stand for whatever follows them.
        let system_format = match locale.to_ascii_uppercase().as_str() {
            "F800" | "X-SYSDATE" => "dddd, mmmm d, yyyy",
            "F400" | "X-SYSTIME" => "h:mm:ss AM/PM",
            _ => return Ok(used),
        };
        let characters: Vec<char> = system_format.chars().collect();
        let mut at = 0;
        while at < characters.len() {
            at += parse_token(&characters[at..], section)?;
        }
        let end = rest.iter().position(|c| *c == ';').unwrap_or(rest.len());
        return Ok(end.max(used));
    }
    for relation in ["<=", ">=", "<>", "<", ">", "="] {
        if let Some(bound) = lower.strip_prefix(relation) {
            let bound = bound.trim().parse::<f64>().ok().filter(|bound| bound.is_finite());
            let bound = bound.ok_or(CellError::Value)?;
            section.condition = Some(Condition { relation, bound });
            return Ok(used);
        }
    }
    let mut letters = lower.chars();
    if let Some(letter @ ('h' | 'm' | 's')) = letters.next()
        && letters.all(|other| other == letter)
    {
        section.tokens.push(Token::Elapsed { letter, count: lower.len() });
        return Ok(used);
    }
    const COLOURS: [&str; 8] =
        ["black", "blue", "cyan", "green", "magenta", "red", "white", "yellow"];
    let is_colour = COLOURS.contains(&lower.as_str())
        || lower
            .strip_prefix("color")
            .and_then(|index| index.trim().parse::<u8>().ok())
            .is_some_and(|index| (1..=56).contains(&index));
    let is_digit_shape = lower.starts_with("dbnum") || lower.starts_with("natnum");
    if is_colour || is_digit_shape { Ok(used) } else { Err(CellError::Value) }
}

/// An `m` after hours or beside seconds stands for minutes.
fn find_minutes(tokens: &mut [Token]) {
    let is_part = |token: &Token| {
        matches!(token, Token::Moment { .. } | Token::Minutes { .. } | Token::Elapsed { .. })
    };
    for index in 0..tokens.len() {
        let Token::Moment { letter: 'm', count: count @ 1..=2 } = tokens[index] else { continue };
        let before = tokens[..index].iter().rev().find(|token| is_part(token));
        let after = tokens[index + 1..].iter().find(|token| is_part(token));
        let follows_hours = matches!(
            before,
            Some(Token::Moment { letter: 'h', .. } | Token::Elapsed { letter: 'h', .. })
        );
        let is_of_seconds = |token: Option<&Token>| {
            matches!(
                token,
                Some(Token::Moment { letter: 's', .. } | Token::Elapsed { letter: 's', .. })
            )
        };
        if follows_hours || is_of_seconds(before) || is_of_seconds(after) {
            tokens[index] = Token::Minutes { count };
        }
    }
}

/// In a date or time, a point and zeros are a fraction of a second.
fn find_second_fractions(tokens: &mut Vec<Token>) {
    let has_seconds = tokens.iter().any(|token| {
        matches!(token, Token::Moment { letter: 's', .. } | Token::Elapsed { letter: 's', .. })
    });
    if !has_seconds {
        return;
    }
    let mut index = 0;
    while index < tokens.len() {
        if tokens[index] == Token::Point {
            let places =
                tokens[index + 1..].iter().take_while(|token| **token == Token::Digit('0')).count();
            if places > 0 {
                tokens.splice(index..=index + places, [Token::SecondFraction { places }]);
            }
        }
        index += 1;
    }
}
