//! What the file says wrongly: places where the model holds a stand-in, about which nothing further is to be said.

use std::collections::BTreeSet;

/// Dotted paths of keys that were refused.
#[derive(Debug, Clone, Default)]
pub struct Faults {
    paths: BTreeSet<String>,
}

impl Faults {
    /// Those that reading has found.
    pub fn new(paths: BTreeSet<String>) -> Self {
        Self { paths }
    }

    /// Marks a key as refused.
    pub fn add(&mut self, path: impl Into<String>) {
        self.paths.insert(path.into());
    }

    /// Whether a key, anything under it, or anything above it was refused: then what the model holds there is not
    /// what the user meant.
    pub fn touch(&self, path: &str) -> bool {
        self.paths.iter().any(|faulty| under(faulty, path) || under(path, faulty))
    }

    /// Whether a key or anything under it was refused.
    pub fn inside(&self, path: &str) -> bool {
        self.paths.iter().any(|faulty| under(faulty, path))
    }

    /// Whether nothing was refused.
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }
}

fn under(path: &str, parent: &str) -> bool {
    path.strip_prefix(parent).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reaches_up_and_down_but_not_aside() {
        let mut faults = Faults::default();
        faults.add("vpc.cidr");
        assert!(faults.touch("vpc.cidr"));
        assert!(faults.touch("vpc"));
        assert!(!faults.touch("vpc.secondary_cidrs"));
        assert!(!faults.touch("vpc.cidr_block"));
        assert!(faults.inside("vpc"));
        assert!(!faults.inside("vpc.cidr.more"));
    }
}
