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

/// A number as a word up to twelve, as running text wants it.
pub fn number(count: usize) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
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
    }
}
