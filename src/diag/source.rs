//! The texts that findings point into.

/// Which text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SourceId {
    /// `eksnet.toml`.
    Config,
    /// `eksnet.lock`.
    Lock,
}

/// One text and the name that the user knows it by.
#[derive(Debug, Clone)]
pub struct Source {
    /// As given on the command line, or relative to the working directory; `<stdin>` for standard input.
    pub name: String,
    /// Its whole text.
    pub text: String,
}

impl Source {
    /// Line and column, both from 1; the column counts characters, a tab as one.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &self.text[..offset];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

/// All texts of one run.
#[derive(Debug, Clone)]
pub struct Sources {
    /// `eksnet.toml`.
    pub config: Source,
    /// `eksnet.lock`, if there is one.
    pub lock: Option<Source>,
}

impl Sources {
    /// The text behind an id; the lock's id without a lock answers the configuration.
    pub fn get(&self, id: SourceId) -> &Source {
        match (id, &self.lock) {
            (SourceId::Lock, Some(lock)) => lock,
            _ => &self.config,
        }
    }
}
