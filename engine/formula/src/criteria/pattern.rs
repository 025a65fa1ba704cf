//! Wildcard patterns.

/// A wildcard pattern: `?` is one character, `*` any number, `~` makes the next one literal. Without
/// regard to case.
///
/// Matching takes time proportional to text times pattern at worst: no pattern backtracks.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// What stands between the stars; `None` is any character.
    pieces: Vec<Vec<Option<char>>>,
    /// The pattern in lower-case ASCII, when it holds nothing special.
    plain: Option<String>,
}

impl Pattern {
    /// Parses a pattern.
    pub fn new(pattern: &str) -> Pattern {
        let mut pieces = vec![Vec::new()];
        let mut characters = pattern.chars().peekable();
        while let Some(character) = characters.next() {
            let element = match character {
                '*' => {
                    pieces.push(Vec::new());
                    continue;
                }
                '?' => None,
                '~' if matches!(characters.peek(), Some('*' | '?' | '~')) => characters.next(),
                other => Some(fold(other)),
            };
            if let Some(piece) = pieces.last_mut() {
                piece.push(element);
            }
        }
        let is_plain = pattern.is_ascii() && !pattern.contains(['*', '?', '~']);
        Pattern { pieces, plain: is_plain.then(|| pattern.to_ascii_lowercase()) }
    }

    /// The pattern of all that begins with `pattern`.
    pub fn prefix(pattern: &str) -> Pattern {
        let mut whole = Pattern::new(pattern);
        if whole.pieces.last().is_some_and(|piece| !piece.is_empty()) {
            whole.pieces.push(Vec::new());
        }
        whole.plain = None;
        whole
    }

    /// The text that it stands for in any letter case, where it has no wildcards and is ASCII.
    pub fn plain(&self) -> Option<&str> {
        self.plain.as_deref()
    }

    /// Whether the text as a whole matches.
    pub fn matches(&self, text: &str) -> bool {
        if let Some(plain) = &self.plain {
            return plain.eq_ignore_ascii_case(text);
        }
        if text.is_ascii() {
            return self.matches_all(text.as_bytes());
        }
        let text: Vec<char> = text.chars().map(fold).collect();
        self.matches_all(&text)
    }

    fn matches_all<C: Character>(&self, text: &[C]) -> bool {
        let (Some((first, rest)), Some(last)) = (self.pieces.split_first(), self.pieces.last())
        else {
            return text.is_empty();
        };
        if rest.is_empty() {
            return first.len() == text.len() && fits(first, text);
        }
        let middle = &rest[..rest.len() - 1];
        if first.len() + last.len() > text.len() || !fits(first, text) {
            return false;
        }
        let end = text.len() - last.len();
        if !fits(last, &text[end..]) {
            return false;
        }
        find_in_turn(middle, &text[..end], first.len())
    }

    /// Where (in characters from 0, at or after `from`) the pattern first occurs in the text: SEARCH.
    pub fn find(&self, text: &str, from: usize) -> Option<usize> {
        if text.is_ascii() {
            return self.find_in(text.as_bytes(), from);
        }
        let text: Vec<char> = text.chars().map(fold).collect();
        self.find_in(&text, from)
    }

    fn find_in<C: Character>(&self, text: &[C], from: usize) -> Option<usize> {
        if from > text.len() {
            return None;
        }
        let (first, rest) = self.pieces.split_first()?;
        let start = find_piece(first, text, from)?;
        // Were the rest not to follow the first occurrence, it would not follow a later one.
        find_in_turn(rest, text, start + first.len()).then_some(start)
    }
}

/// A character of a text that is searched: most texts are ASCII and are looked at where they are.
trait Character: Copy {
    /// In lower case.
    fn folded(self) -> char;
}

impl Character for u8 {
    fn folded(self) -> char {
        char::from(self.to_ascii_lowercase())
    }
}

/// One that [`fold`] gave.
impl Character for char {
    fn folded(self) -> char {
        self
    }
}

/// Lower case, one character for one so that positions stay.
fn fold(character: char) -> char {
    if character.is_ascii() {
        return character.to_ascii_lowercase();
    }
    character.to_lowercase().next().unwrap_or(character)
}

/// Whether the piece matches the beginning of the text.
fn fits<C: Character>(piece: &[Option<char>], text: &[C]) -> bool {
    piece.len() <= text.len()
        && piece
            .iter()
            .zip(text)
            .all(|(element, character)| element.is_none_or(|e| e == character.folded()))
}

fn find_piece<C: Character>(piece: &[Option<char>], text: &[C], from: usize) -> Option<usize> {
    let last_start = text.len().checked_sub(piece.len())?;
    (from..=last_start).find(|start| fits(piece, &text[*start..]))
}

/// Whether the pieces occur one after the other.
fn find_in_turn<C: Character>(pieces: &[Vec<Option<char>>], text: &[C], from: usize) -> bool {
    let mut at = from;
    for piece in pieces {
        match find_piece(piece, text, at) {
            Some(start) => at = start + piece.len(),
            None => return false,
        }
    }
    at <= text.len()
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    /// Source: the meaning of `?`, `*` and `~` on Excel's pages of COUNTIF and SEARCH.
    #[test]
    fn whole_texts() {
        let cases = [
            ("", "", true),
            ("", "a", false),
            ("*", "", true),
            ("a?c", "ABC", true),
            ("a?c", "ac", false),
            ("a*c", "ac", true),
            ("a*c", "abcbc", true),
            ("a*b*c", "axxbxxc", true),
            ("a*b*c", "axxcxxb", false),
            ("*ab", "aab", true),
            ("ab*ab", "ab", false),
            ("ab*ab", "abab", true),
            ("~~a~*", "~A*", true),
            ("~a", "~a", true),
            ("a~", "a~", true),
            ("è*", "École", false),
            ("É*", "école", true),
            ("**x", "x", true),
        ];
        for (pattern, text, expected) in cases {
            assert_eq!(Pattern::new(pattern).matches(text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn occurrences() {
        let cases = [
            ("e", "Statements", 6, Some(6)),
            ("margin", "Profit Margin", 0, Some(7)),
            ("s?e", "She sells", 0, Some(0)),
            ("l*s", "She sells", 0, Some(6)),
            ("*s", "xs", 0, Some(0)),
            ("x*", "aaa", 0, None),
            ("~?", "what?", 0, Some(4)),
            ("", "abc", 3, Some(3)),
            ("", "abc", 4, None),
        ];
        for (pattern, text, from, expected) in cases {
            assert_eq!(Pattern::new(pattern).find(text, from), expected, "{pattern} {text}");
        }
    }
}
