//! Advice on warm targets, for people.

use std::fmt::Write as _;

use crate::planning::advisor::Advice;
use crate::planning::render::map::grouped;

/// Renders advice: the front, what is set now, and the choice.
pub fn render(advice: &[Advice], burst: u32) -> String {
    if advice.is_empty() {
        return "this strategy has no warm targets, or no node group names a known instance type\n".to_owned();
    }
    let mut text = format!("warm targets for a burst of {burst} pods on every node, beside its other planned pods\n\n");
    let _ = writeln!(text, "  {:<44}{:>12}{:>10}{:>11}", "setting", "addresses", "wait", "EC2 calls");
    for line in advice.iter().filter(|advice| advice.front || advice.current) {
        let mark = match (line.chosen, line.current) {
            (true, _) => '>',
            (false, true) => '*',
            (false, false) => ' ',
        };
        let wait = line.wait.map_or_else(|| "for ever".to_owned(), |seconds| format!("{seconds} s"));
        let _ = writeln!(text, "{mark} {:<44}{:>12}{:>10}{:>11}", line.target.to_string(), grouped(line.held), wait, grouped(line.calls));
    }
    text.push_str("\n>  the choice: at most 10 s of waiting, then as few addresses and calls as can be\n");
    text.push_str("*  what the file says now; no setting beats another line without losing elsewhere\n");
    text.push_str("beyond the planned pods WARM_IP_TARGET alone decides how many start at once\n");
    let (chosen, current) = (advice.iter().find(|advice| advice.chosen), advice.iter().find(|advice| advice.current));
    if let (Some(chosen), Some(current)) = (chosen, current) {
        if chosen.current {
            text.push_str("\nthe file has the best choice\n");
        } else {
            let saved = current.held.saturating_sub(chosen.held);
            let _ = writeln!(
                text,
                "\nwrite under `[cni]`, which frees {} of {} addresses:\n  {}",
                grouped(saved),
                grouped(current.held),
                chosen.lines().join("\n  ")
            );
        }
    }
    text
}
