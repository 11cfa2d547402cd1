//! The address map of the VPC as a picture of its own.

use askama::Template;

use crate::planning::plan::Plan;
use crate::planning::render::map::{Map, map};

/// `templates/plan/map.svg`.
#[derive(Template)]
#[template(path = "plan/map.svg")]
struct Picture<'a> {
    cluster: &'a str,
    map: Map,
}

/// Renders a plan. `Err`: a fault of the template.
pub fn render(plan: &Plan<'_>) -> Result<String, askama::Error> {
    let mut text = Picture { cluster: plan.model.cluster.name.as_str(), map: map(plan) }.render()?;
    text.push('\n');
    Ok(text)
}
