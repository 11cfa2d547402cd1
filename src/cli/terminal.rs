//! Where printing happens, and what the terminal is like.

use std::io::{self, IsTerminal as _, Write as _};

use crate::diag::render::human::Style;

/// Columns when nothing says how many.
const WIDTH: usize = 100;

/// Prints to standard output. A reader that has gone away is no error.
pub fn out(text: &str) -> io::Result<()> {
    anstream::stdout().lock().write_all(text.as_bytes())
}

/// Prints to standard error.
pub fn err(text: &str) -> io::Result<()> {
    anstream::stderr().lock().write_all(text.as_bytes())
}

/// How to print for people on standard error. Colour codes that the terminal does not want are cut by anstream.
pub fn style() -> Style {
    let width = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(WIDTH);
    Style { colour: io::stderr().is_terminal(), width }
}
