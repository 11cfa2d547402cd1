//! A page is one generated file: a template, filled from the [`View`](crate::targets::view::site::View).

use askama::Template;

use crate::targets::hcl;
use crate::targets::tree::{File, Provenance, Tree};

/// A template that knows where it came from.
pub trait Page: Template {
    /// For `eksnet explain PATH`.
    const PROVENANCE: Provenance;
}

/// Declares pages over the whole view: `Template as Name: "template" <- ["key of eksnet.toml", …];`
// The caller names the derive, because askama takes template paths from where that name stands.
macro_rules! pages {
    ($($derive:path as $name:ident: $template:literal <- [$($key:literal),* $(,)?];)*) => {$(
        #[derive($derive)]
        #[template(path = $template)]
        struct $name<'a> {
            v: &'a $crate::targets::view::site::View,
        }

        impl $crate::targets::page::Page for $name<'_> {
            const PROVENANCE: $crate::targets::tree::Provenance =
                $crate::targets::tree::Provenance { template: $template, keys: &[$($key),*] };
        }
    )*};
}
pub(crate) use pages;

/// Renders a page and adds it: LF, one final newline, Terraform aligned.
pub fn add<P: Page>(tree: &mut Tree, path: &str, page: &P) -> Result<(), String> {
    let mut text = page.render().map_err(|error| format!("`{path}`: {error}"))?;
    text.truncate(text.trim_end().len());
    text.push('\n');
    let extension = path.rsplit('.').next().unwrap_or_default();
    if matches!(extension, "tf" | "hcl") {
        text = hcl::align(&text);
    }
    tree.insert(path, File { bytes: text.into_bytes(), executable: extension == "sh", provenance: P::PROVENANCE })
}
