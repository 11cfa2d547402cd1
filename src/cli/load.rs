//! From the command line's FILE to a reading of it.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::config::codes::UNREADABLE_FILE as NO_CONFIG;
use crate::config::load::{parse, read_file, text_of};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::diag::source::{Source, Sources};
use crate::model::build::model::build;
use crate::model::lock::Lock;
use crate::model::network::Reading;
use crate::rules::run::run;

/// The name of the input.
const CONFIG: &str = "eksnet.toml";

/// One input, read and judged.
pub struct Loaded {
    /// The texts, for the renderers.
    pub sources: Sources,
    /// What was found.
    pub findings: Vec<Diagnostic>,
    /// The model and the lock; none when the text holds nothing that one could be made of.
    pub reading: Option<Reading>,
    /// Where the input stands; none for standard input.
    pub path: Option<PathBuf>,
}

impl Loaded {
    /// Where the lock file stands: beside the input.
    pub fn lock_path(&self) -> Option<PathBuf> {
        self.path.as_deref().map(lock_path)
    }
}

/// `eksnet.toml` -> `eksnet.lock`, `prod.toml` -> `prod.lock`.
fn lock_path(config: &Path) -> PathBuf {
    config.with_extension("lock")
}

/// Reads and judges FILE, or the nearest `eksnet.toml`. `Err`: there is no text to speak about.
pub fn load(file: Option<&Path>) -> Result<Loaded, Diagnostic> {
    let (path, text) = match file {
        Some(path) if path == Path::new("-") => {
            let mut bytes = Vec::new();
            std::io::stdin()
                .lock()
                .read_to_end(&mut bytes)
                .map_err(|error| Diagnostic::new(&NO_CONFIG, format!("cannot read standard input: {error}")))?;
            (None, text_of(bytes, "<stdin>")?)
        }
        Some(path) => (Some(path.to_owned()), read_file(path)?),
        None => {
            let path = nearest()?;
            let text = read_file(&path)?;
            (Some(path), text)
        }
    };
    let mut sink = Sink::new();
    let lock_text = match path.as_deref().map(lock_path).filter(|lock| lock.symlink_metadata().is_ok()) {
        Some(lock) => Some(Source { name: lock.display().to_string(), text: read_file(&lock)? }),
        None => None,
    };
    let lock = match lock_text.as_ref().map(|source| Lock::parse(&source.text)) {
        Some(Ok(lock)) => Some(lock),
        Some(Err(finding)) => {
            sink.push(finding);
            None
        }
        None => None,
    };
    let name = path.as_deref().map_or_else(|| "<stdin>".to_owned(), |path| path.display().to_string());
    let reading = parse(&text, &mut sink).map(|raw| {
        let reading = build(&raw, lock.as_ref(), &mut sink);
        run(&reading, &mut sink);
        reading
    });
    Ok(Loaded { sources: Sources { config: Source { name, text }, lock: lock_text }, findings: sink.into_sorted(), reading, path })
}

/// The nearest `eksnet.toml` in the working directory or above it, as a path relative to the former where it can be.
fn nearest() -> Result<PathBuf, Diagnostic> {
    let here = std::env::current_dir().map_err(|error| Diagnostic::new(&NO_CONFIG, format!("there is no working directory: {error}")))?;
    for (depth, folder) in here.ancestors().enumerate() {
        if folder.join(CONFIG).is_file() {
            let mut path = PathBuf::new();
            path.extend(std::iter::repeat_n("..", depth));
            return Ok(path.join(CONFIG));
        }
    }
    Err(Diagnostic::new(&NO_CONFIG, format!("there is no `{CONFIG}` here or above"))
        .help("name the file, go to its folder, or write one: `eksnet init` makes a start"))
}
