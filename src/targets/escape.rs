//! One escaper for each language that eksnet prints, registered in `askama.toml` by file extension.
//!
//! What a template interpolates is the *inside* of a quoted text: `"{{ v.name }}"` in Terraform and YAML, `'{{ v.name }}'`
//! in a shell script. What is already text of the language is a [`Code`], made by the functions of
//! [`hcl`](crate::targets::hcl) and printed as it is.

use std::fmt::{self, Write};

use askama::filters::{Escaper, Safe};

/// Text that is already in the template's language.
pub type Code = Safe<String>;

/// Terraform: the inside of a quoted string.
#[derive(Debug, Clone, Copy)]
pub struct Hcl;

impl Escaper for Hcl {
    fn write_escaped_str<W: Write>(&self, mut dest: W, string: &str) -> fmt::Result {
        let mut rest = string.chars().peekable();
        while let Some(c) = rest.next() {
            match c {
                '"' => dest.write_str("\\\"")?,
                '\\' => dest.write_str("\\\\")?,
                '\n' => dest.write_str("\\n")?,
                '\r' => dest.write_str("\\r")?,
                '\t' => dest.write_str("\\t")?,
                // `${` and `%{` begin an expression; doubled, the sign stands for itself.
                '$' | '%' if rest.peek() == Some(&'{') => {
                    dest.write_char(c)?;
                    dest.write_char(c)?;
                }
                c if unprintable(c) => write!(dest, "\\u{:04x}", u32::from(c))?,
                c => dest.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// YAML: the inside of a double-quoted scalar.
#[derive(Debug, Clone, Copy)]
pub struct Yaml;

impl Escaper for Yaml {
    fn write_escaped_str<W: Write>(&self, mut dest: W, string: &str) -> fmt::Result {
        for c in string.chars() {
            match c {
                '"' => dest.write_str("\\\"")?,
                '\\' => dest.write_str("\\\\")?,
                '\n' => dest.write_str("\\n")?,
                '\r' => dest.write_str("\\r")?,
                '\t' => dest.write_str("\\t")?,
                c if unprintable(c) => write!(dest, "\\u{:04x}", u32::from(c))?,
                c => dest.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// Shell: the inside of a single-quoted word, where nothing but the quote itself means anything.
#[derive(Debug, Clone, Copy)]
pub struct Shell;

impl Escaper for Shell {
    fn write_escaped_str<W: Write>(&self, mut dest: W, string: &str) -> fmt::Result {
        for c in string.chars() {
            match c {
                '\'' => dest.write_str("'\\''")?,
                c => dest.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// Markdown: a piece of one line, inside or outside of a code span, that cannot end the span, a table cell or a comment.
#[derive(Debug, Clone, Copy)]
pub struct Markdown;

impl Escaper for Markdown {
    fn write_escaped_str<W: Write>(&self, mut dest: W, string: &str) -> fmt::Result {
        for c in string.chars() {
            match c {
                '`' => dest.write_char('\'')?,
                '|' => dest.write_str("\\|")?,
                '<' => dest.write_str("&lt;")?,
                '>' => dest.write_str("&gt;")?,
                c if c.is_control() => dest.write_char(' ')?,
                c => dest.write_char(c)?,
            }
        }
        Ok(())
    }
}

// Control characters, and what YAML or an editor takes for the end of a line. All lie below U+10000.
fn unprintable(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(escaper: impl Escaper, text: &str) -> String {
        let mut out = String::new();
        escaper.write_escaped_str(&mut out, text).unwrap();
        out
    }

    #[test]
    fn terraform_reads_no_expression() {
        assert_eq!(escaped(Hcl, "${file(\"/x\")} %{ if } $ % $${ \\ \n"), "$${file(\\\"/x\\\")} %%{ if } $ % $$${ \\\\ \\n");
    }

    #[test]
    fn yaml_reads_one_scalar() {
        assert_eq!(escaped(Yaml, "a: \"b\" # \u{85}\u{0}"), "a: \\\"b\\\" # \\u0085\\u0000");
    }

    #[test]
    fn the_shell_reads_one_word() {
        assert_eq!(escaped(Shell, "$(id) `id` 'x' \\"), "$(id) `id` '\\''x'\\'' \\");
    }

    #[test]
    fn markdown_stays_in_its_line() {
        assert_eq!(escaped(Markdown, "a`b|c-->\nd"), "a'b\\|c--&gt; d");
    }
}
