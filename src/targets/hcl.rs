//! Expressions of Terraform's language, and their alignment as `terraform fmt` wants it.

use askama::filters::{Escaper, Safe};

use crate::targets::escape::{Code, Hcl};

/// A quoted string.
pub fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    // Writing into a String cannot fail.
    let _ = Hcl.write_escaped_str(&mut out, text);
    out.push('"');
    out
}

/// A list of strings on one line.
pub fn list<T: ToString>(items: impl IntoIterator<Item = T>) -> Code {
    let items: Vec<String> = items.into_iter().map(|item| string(&item.to_string())).collect();
    Safe(format!("[{}]", items.join(", ")))
}

/// The key of a map: bare where Terraform reads it as that very text, else quoted.
pub fn key(text: &str) -> String {
    let starts = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let bare = starts && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    if bare && !matches!(text, "for" | "null" | "true" | "false") { text.to_owned() } else { string(text) }
}

/// A map on one line; `{}` when it is empty.
pub fn map<'a>(entries: impl IntoIterator<Item = (&'a str, String)>) -> Code {
    let entries: Vec<String> = entries.into_iter().map(|(name, value)| format!("{} = {value}", key(name))).collect();
    Safe(if entries.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", entries.join(", ")) })
}

/// One line, taken apart as `terraform fmt` does it.
struct Line<'a> {
    lead: &'a str,
    assign: Option<&'a str>,
    comment: Option<&'a str>,
}

/// Puts the `=` and the trailing comments of neighbouring one-line attributes below each other: the one thing of
/// `terraform fmt` that depends on data. Templates write one blank and are aligned here. No heredocs.
pub fn align(text: &str) -> String {
    let lines: Vec<Line<'_>> = text.lines().map(take_apart).collect();
    let lead_widths = widths(&lines, |line| line.assign.is_some().then(|| columns(line.lead)));
    let mut padded: Vec<String> = Vec::with_capacity(lines.len());
    for (line, width) in lines.iter().zip(lead_widths) {
        let mut code = line.lead.to_owned();
        if let Some(assign) = line.assign {
            pad(&mut code, width);
            code.push(' ');
            code.push_str(assign);
        }
        padded.push(code);
    }
    let mut out = String::with_capacity(text.len() + 256);
    let mut at = 0;
    while at < lines.len() {
        // Comments line up by the aligned code before them.
        let commented = lines[at..].iter().take_while(|line| line.comment.is_some()).count();
        let end = at + commented.max(1);
        let width = padded[at..end].iter().map(|code| columns(code)).max().unwrap_or(0);
        for (line, code) in lines[at..end].iter().zip(&padded[at..end]) {
            out.push_str(code);
            if let Some(comment) = line.comment {
                out.extend(std::iter::repeat_n(' ', width - columns(code) + 1));
                out.push_str(comment);
            }
            out.push('\n');
        }
        at = end;
    }
    out
}

/// Greatest width of each run of lines for which `width` says something; 0 elsewhere.
fn widths(lines: &[Line<'_>], width: impl Fn(&Line<'_>) -> Option<usize>) -> Vec<usize> {
    let mut all = vec![0; lines.len()];
    let mut at = 0;
    while at < lines.len() {
        let run = lines[at..].iter().map_while(&width).collect::<Vec<usize>>();
        let greatest = run.iter().copied().max().unwrap_or(0);
        all[at..at + run.len()].fill(greatest);
        at += run.len().max(1);
    }
    all
}

fn pad(text: &mut String, width: usize) {
    let have = columns(text);
    text.extend(std::iter::repeat_n(' ', width.saturating_sub(have)));
}

// Terraform counts grapheme clusters. Marks that join the letter before them are counted with it.
fn columns(text: &str) -> usize {
    text.chars().filter(|&c| !joins(c)).count()
}

fn joins(c: char) -> bool {
    matches!(u32::from(c), 0x300..=0x36f | 0x1ab0..=0x1aff | 0x1dc0..=0x1dff | 0x200d | 0x20d0..=0x20ff | 0xfe00..=0xfe0f | 0xfe20..=0xfe2f)
}

fn take_apart(line: &str) -> Line<'_> {
    let whole = Line { lead: line, assign: None, comment: None };
    if line.trim_start().starts_with('#') || line.trim().is_empty() {
        return whole;
    }
    let scan = Scan::of(line);
    let code = &line[..scan.comment.unwrap_or(line.len())];
    let comment = scan.comment.map(|at| &line[at..]);
    let (lead, assign) = match scan.equals {
        // An expression that goes on below is not aligned.
        Some(at) if scan.depth_after_equals == 0 => (code[..at].trim_end(), Some(code[at..].trim_end())),
        _ => (code.trim_end(), None),
    };
    Line { lead, assign, comment }
}

/// What stands where in a line, strings left aside.
#[derive(Default)]
struct Scan {
    equals: Option<usize>,
    comment: Option<usize>,
    depth_after_equals: i32,
}

impl Scan {
    fn of(line: &str) -> Self {
        let mut scan = Self::default();
        let bytes = line.as_bytes();
        // Templates nest: inside `"${ … "${ … }" }"`. Each entry is the brace depth of one interpolation.
        let mut interpolations: Vec<i32> = Vec::new();
        let mut in_string = false;
        let mut i = 0;
        while i < bytes.len() {
            let pair = bytes.get(i + 1).copied();
            if in_string {
                match bytes[i] {
                    b'\\' => i += 1,
                    b'$' | b'%' if pair == Some(bytes[i]) && bytes.get(i + 2) == Some(&b'{') => i += 2,
                    b'$' | b'%' if pair == Some(b'{') => {
                        interpolations.push(0);
                        in_string = false;
                        i += 1;
                    }
                    b'"' => in_string = false,
                    _ => {}
                }
            } else {
                match bytes[i] {
                    b'"' => in_string = true,
                    b'}' if interpolations.last() == Some(&0) => {
                        interpolations.pop();
                        in_string = true;
                    }
                    b'#' if interpolations.is_empty() => {
                        scan.comment = Some(i);
                        break;
                    }
                    c @ (b'{' | b'[' | b'(' | b'}' | b']' | b')') => {
                        let change = if matches!(c, b'{' | b'[' | b'(') { 1 } else { -1 };
                        if let (Some(depth), b'{' | b'}') = (interpolations.last_mut(), c) {
                            *depth += change;
                        } else if interpolations.is_empty() && scan.equals.is_some() {
                            scan.depth_after_equals += change;
                        }
                    }
                    b'=' if scan.equals.is_none() && i > 0 && interpolations.is_empty() => {
                        let comparison = matches!(pair, Some(b'=' | b'>')) || matches!(bytes[i - 1], b'=' | b'!' | b'<' | b'>');
                        if comparison {
                            i += usize::from(pair == Some(b'='));
                        } else {
                            scan.equals = Some(i);
                        }
                    }
                    _ => {}
                }
            }
            i += 1;
        }
        // A string that is still open goes on below.
        scan.depth_after_equals += i32::from(in_string || !interpolations.is_empty());
        scan
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_aligned() {
        let text = "a {\n  x = 1\n  long = \"${f(\"}\")} = #\" # why\n  y = [ # open\n  ]\n\n  z = 2 # short\n  zz = {} # other\n}\n";
        let want = "a {\n  x    = 1\n  long = \"${f(\"}\")} = #\" # why\n  y = [                  # open\n  ]\n\n  z  = 2  # short\n  zz = {} # other\n}\n";
        assert_eq!(align(text), want);
    }

    #[test]
    fn comparisons_and_comments_are_no_assignments() {
        let text = "  if a == b\n  # c = d\n  e = f == g\n  cond => h\n";
        assert_eq!(align(text), text);
    }

    #[test]
    fn keys_are_quoted_when_they_must() {
        assert_eq!(key("eu-west-1a"), "eu-west-1a");
        assert_eq!(key("null"), "\"null\"");
        assert_eq!(key("1st"), "\"1st\"");
        assert_eq!(key("a.b/${c}"), "\"a.b/$${c}\"");
    }
}
