//! Small wordings that several files share.

/// `a`, `a and b`, `a, b and c`.
pub fn and<T: AsRef<str>>(items: &[T]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [head @ .., last] => {
            let head: Vec<&str> = head.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", head.join(", "), last.as_ref())
        }
    }
}

/// The verb that goes with so many subjects.
pub fn verb<'a, T>(subjects: &[T], one: &'a str, more: &'a str) -> &'a str {
    if subjects.len() == 1 { one } else { more }
}

/// A number as a word up to twelve, as running text wants it.
pub fn number(count: usize) -> String {
    const WORDS: [&str; 13] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// `1 zone`, `3 zones`, with the number as a word.
pub fn count(count: usize, one: &str) -> String {
    if count == 1 { format!("one {one}") } else { format!("{} {one}s", number(count)) }
}

/// `1234567` as `1,234,567`.
pub fn thousands(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Breaks a text at blanks so that no line is longer than 118 columns; `before` columns stand before its first line. Line
/// breaks that are there already stay.
pub fn wrap(text: &str, before: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut column = before;
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            out.push('\n');
            column = 0;
        }
        for (j, word) in words(line).into_iter().enumerate() {
            let width = word.chars().count();
            if j > 0 && column + 1 + width > 118 {
                out.push('\n');
                column = 0;
            } else if j > 0 {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += width;
        }
    }
    out
}

/// Words of a line; a code span is one word, blanks and all.
fn words(line: &str) -> Vec<&str> {
    let mut in_code = false;
    line.split(|c: char| {
        in_code ^= c == '`';
        c == ' ' && !in_code
    })
    .filter(|word| !word.is_empty())
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings() {
        assert_eq!(and(&["a", "b", "c"]), "a, b and c");
        assert_eq!(count(1, "zone"), "one zone");
        assert_eq!(count(3, "zone"), "three zones");
        assert_eq!(thousands(16379), "16,379");
        assert_eq!(thousands(251), "251");
        assert_eq!(wrap(&"ab `c d` ".repeat(14), 0).lines().map(str::len).max(), Some(116));
    }
}
