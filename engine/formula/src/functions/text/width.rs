//! Half-width and full-width characters of East Asian text: ASC, DBCS, JIS, PHONETIC.

use crate::arguments::Arguments;
use crate::coerce;
use crate::function::{Category, Function, Outcome, Returns, example, reference, text};
use crate::value::Value;

/// The full-width forms of U+FF61 to U+FF9F.
const KATAKANA: [char; 63] = [
    '。', '「', '」', '、', '・', 'ヲ', 'ァ', 'ィ', 'ゥ', 'ェ', 'ォ', 'ャ', 'ュ', 'ョ', 'ッ', 'ー',
    'ア', 'イ', 'ウ', 'エ', 'オ', 'カ', 'キ', 'ク', 'ケ', 'コ', 'サ', 'シ', 'ス', 'セ', 'ソ', 'タ',
    'チ', 'ツ', 'テ', 'ト', 'ナ', 'ニ', 'ヌ', 'ネ', 'ノ', 'ハ', 'ヒ', 'フ', 'ヘ', 'ホ', 'マ', 'ミ',
    'ム', 'メ', 'モ', 'ヤ', 'ユ', 'ヨ', 'ラ', 'リ', 'ル', 'レ', 'ロ', 'ワ', 'ン', '゛', '゜',
];
const HALF_KATAKANA_FIRST: u32 = 0xFF61;
const HALF_VOICED_MARK: char = '\u{FF9E}';
const HALF_SEMIVOICED_MARK: char = '\u{FF9F}';
/// From `!` to `!` at full width.
const ASCII_OFFSET: u32 = 0xFEE0;

/// ASCII characters whose full-width form isn't their own code's, as Excel and LibreOffice have it.
const ODD_PAIRS: [(char, char); 5] =
    [(' ', '\u{3000}'), ('"', '”'), ('\'', '’'), ('\\', '￥'), ('`', '‘')];

/// The katakana with its voiced mark (`゛`), if it takes one.
fn voiced(katakana: char) -> Option<char> {
    match katakana {
        'ウ' => Some('ヴ'),
        'ッ' => None,
        'カ'..='ト' | 'ハ' | 'ヒ' | 'フ' | 'ヘ' | 'ホ' => {
            char::from_u32(katakana as u32 + 1)
        }
        _ => None,
    }
}

/// The katakana with its semivoiced mark (`゜`), if it takes one.
fn semivoiced(katakana: char) -> Option<char> {
    match katakana {
        'ハ' | 'ヒ' | 'フ' | 'ヘ' | 'ホ' => char::from_u32(katakana as u32 + 2),
        _ => None,
    }
}

fn full_width(text: &str) -> String {
    let mut full = String::with_capacity(text.len() * 3);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if let Some((_, wide)) = ODD_PAIRS.iter().find(|(narrow, _)| *narrow == character) {
            full.push(*wide);
            continue;
        }
        if ('!'..='~').contains(&character) {
            full.extend(char::from_u32(character as u32 + ASCII_OFFSET));
            continue;
        }
        let index = (character as u32).wrapping_sub(HALF_KATAKANA_FIRST) as usize;
        let Some(katakana) = KATAKANA.get(index).copied() else {
            full.push(character);
            continue;
        };
        let marked = match characters.peek() {
            Some(&HALF_VOICED_MARK) => voiced(katakana),
            Some(&HALF_SEMIVOICED_MARK) => semivoiced(katakana),
            _ => None,
        };
        if marked.is_some() {
            characters.next();
        }
        full.push(marked.unwrap_or(katakana));
    }
    full
}

fn half_width(text: &str) -> String {
    let half_katakana = |katakana: char| {
        let index = KATAKANA.iter().position(|wide| *wide == katakana)?;
        char::from_u32(HALF_KATAKANA_FIRST + index as u32)
    };
    let mut half = String::with_capacity(text.len());
    for character in text.chars() {
        if let Some((narrow, _)) = ODD_PAIRS.iter().find(|(_, wide)| *wide == character) {
            half.push(*narrow);
        } else if ('\u{FF01}'..='\u{FF5E}').contains(&character) {
            half.extend(char::from_u32(character as u32 - ASCII_OFFSET));
        } else if let Some(narrow) = half_katakana(character) {
            half.push(narrow);
        } else if let Some((base, mark)) = unmarked(character) {
            half.extend(half_katakana(base));
            half.push(mark);
        } else {
            half.push(character);
        }
    }
    half
}

/// A voiced or semivoiced katakana as its base and its half-width mark.
fn unmarked(character: char) -> Option<(char, char)> {
    for katakana in KATAKANA {
        if voiced(katakana) == Some(character) {
            return Some((katakana, HALF_VOICED_MARK));
        }
        if semivoiced(katakana) == Some(character) {
            return Some((katakana, HALF_SEMIVOICED_MARK));
        }
    }
    None
}

fn asc(arguments: &Arguments) -> Outcome {
    Ok(Value::text(half_width(&arguments.text(0)?)))
}

fn dbcs(arguments: &Arguments) -> Outcome {
    Ok(Value::text(full_width(&arguments.text(0)?)))
}

fn phonetic(arguments: &Arguments) -> Outcome {
    Ok(Value::Text(coerce::to_text(&arguments.scalar(0))?))
}

const TEXT: Category = Category::Text;

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "ASC",
        TEXT,
        "Turns full-width letters and katakana to half width.",
        &[text("text")],
        Returns::Text,
        asc,
    )
    .examples(&[
        example("ASC(\"EXCEL\")", "\"EXCEL\""),
        example("ASC(\"ＥＸＣＥＬ\")", "\"EXCEL\""),
        example("ASC(\"エクセル\")", "\"ｴｸｾﾙ\""),
        example("ASC(\"ガ\")", "\"ｶﾞ\""),
    ]),
    Function::values(
        "DBCS",
        TEXT,
        "Turns half-width letters and katakana to full width.",
        &[text("text")],
        Returns::Text,
        dbcs,
    )
    .examples(&[
        example("DBCS(\"EXCEL\")", "\"ＥＸＣＥＬ\""),
        example("DBCS(\"ｴｸｾﾙ\")", "\"エクセル\""),
        example("DBCS(\"ﾊﾟ\")", "\"パ\""),
    ]),
    Function::values(
        "JIS",
        TEXT,
        "Turns half-width letters and katakana to full width, as DBCS.",
        &[text("text")],
        Returns::Text,
        dbcs,
    )
    .examples(&[example("JIS(\"EXCEL\")", "\"ＥＸＣＥＬ\""), example("JIS(\"ｶﾞ\")", "\"ガ\"")]),
    Function::values(
        "PHONETIC",
        TEXT,
        "Gives the phonetic characters of a cell, which here are its text.",
        &[reference("reference")],
        Returns::Text,
        phonetic,
    )
    .examples(&[example("PHONETIC(\"Tokyo\")", "\"Tokyo\""), example("PHONETIC(A1)", "\"\"")]),
];
