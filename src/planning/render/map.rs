//! Where every block and subnet lies on the address map: geometry alone, to scale, in hundredths of a pixel.
//!
//! Each block of the VPC is a stack of rows of equal length. Subnets are aligned powers of two, so each is one rectangle: a part of
//! a row, or some whole rows.

use std::fmt;

use crate::model::cidr::Cidr;
use crate::model::subnet::SubnetRole;
use crate::planning::plan::Plan;
use crate::planning::scenario::Scenario;
use crate::planning::space::Placement;
use crate::planning::subnet_plan::SubnetPlan;

/// Width of a row.
const WIDTH: u64 = 96_000;
/// Room left of the rows.
const MARGIN: u64 = 1_000;
/// A subnet is not drawn narrower, if more rows help.
const NARROWEST: u64 = 900;
/// Most rows of a block.
const MOST_ROWS: u64 = 16;
/// Height of the heading of a block.
const HEADING: u64 = 3_000;
/// Space below a block.
const GAP: u64 = 2_600;
/// Width of a letter of a label, about.
const LETTER: u64 = 640;

/// Hundredths of a pixel, printed as pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Px(pub u64);

impl fmt::Display for Px {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 100, self.0 % 100) {
            (whole, 0) => write!(f, "{whole}"),
            (whole, part) if part % 10 == 0 => write!(f, "{whole}.{}", part / 10),
            (whole, part) => write!(f, "{whole}.{part:02}"),
        }
    }
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Left edge.
    pub x: Px,
    /// Upper edge.
    pub y: Px,
    /// Width.
    pub width: Px,
    /// Height.
    pub height: Px,
}

impl Area {
    /// A little below the middle, where a line of text stands.
    pub fn baseline(&self) -> Px {
        Px(self.y.0 + self.height.0 / 2 + 400)
    }

    /// The middle.
    pub fn centre(&self) -> Px {
        Px(self.x.0 + self.width.0 / 2)
    }

    /// The lower edge.
    pub fn bottom(&self) -> Px {
        Px(self.y.0 + self.height.0)
    }
}

/// The whole map.
pub struct Map {
    /// Its height.
    pub height: Px,
    /// Blocks of the VPC, the primary one first.
    pub blocks: Vec<BlockBox>,
    /// In a sentence, for those who do not see it.
    pub description: String,
}

/// A block of the VPC.
pub struct BlockBox {
    /// The block.
    pub cidr: Cidr,
    /// What it is.
    pub note: String,
    /// Where its heading stands.
    pub heading: Px,
    /// Where it lies.
    pub area: Area,
    /// Edges between rows.
    pub rows: Vec<Px>,
    /// Its subnets.
    pub subnets: Vec<SubnetBox>,
}

/// A subnet.
pub struct SubnetBox {
    /// Its role.
    pub role: SubnetRole,
    /// Where it lies.
    pub area: Area,
    /// As much of it as is in use on the worst day.
    pub used: Px,
    /// The part kept for prefixes.
    pub reservation: Option<Area>,
    /// Whether it is too small.
    pub short: bool,
    /// What stands in it, if it finds room.
    pub label: Option<String>,
    /// Everything about it.
    pub title: String,
}

/// Draws a plan.
pub fn map(plan: &Plan<'_>) -> Map {
    let mut y = 0;
    let mut blocks = Vec::new();
    for (at, block) in plan.model.vpc.blocks().enumerate() {
        let drawn = block_box(plan, block.value, at == 0, y);
        y = drawn.area.bottom().0 + GAP;
        blocks.push(drawn);
    }
    let short = plan.subnets.iter().filter(|subnet| is_short(subnet)).count();
    let description = format!(
        "{} blocks of the VPC with {} subnets, to scale; {}",
        blocks.len(),
        plan.subnets.len(),
        if short == 0 { "every subnet is large enough".to_owned() } else { format!("{short} too small, marked with an exclamation mark") }
    );
    Map { height: Px(y.saturating_sub(GAP) + 200), blocks, description }
}

/// Whether a subnet fails on a day that the plan is made for.
pub fn is_short(subnet: &SubnetPlan<'_>) -> bool {
    Scenario::ALL.into_iter().any(|scenario| scenario.planned_for() && !subnet.fits(scenario, Placement::Expected))
}

fn block_box(plan: &Plan<'_>, block: Cidr, primary: bool, top: u64) -> BlockBox {
    let inside: Vec<&SubnetPlan<'_>> = plan.subnets.iter().filter(|subnet| block.contains(subnet.cidr())).collect();
    let smallest = inside.iter().map(|subnet| subnet.cidr().size()).min().unwrap_or(block.size());
    let rows = rows(block.size(), smallest);
    let height = if rows > 4 { 2_400 } else { 3_600 };
    let scale = Scale { block, row: block.size() / rows, top: top + HEADING, height };
    let taken: u64 = inside.iter().map(|subnet| subnet.cidr().size()).sum();
    let free = (block.size() - taken) * 100 / block.size();
    let what = if primary { "primary" } else { "secondary" };
    let row = if rows > 1 { format!(", {} in a row", grouped(scale.row)) } else { String::new() };
    BlockBox {
        cidr: block,
        note: format!("{what}, {} addresses{row}; {free}% in no subnet", grouped(block.size())),
        heading: Px(top + 1_900),
        area: Area { x: Px(MARGIN), y: Px(scale.top), width: Px(WIDTH), height: Px(height * rows) },
        rows: (1..rows).map(|row| Px(scale.top + row * height)).collect(),
        subnets: inside.into_iter().map(|subnet| subnet_box(subnet, &scale)).collect(),
    }
}

/// As many rows as make the smallest subnet wide enough.
fn rows(size: u64, smallest: u64) -> u64 {
    let mut rows = 1;
    while rows < MOST_ROWS && rows * 2 <= size / smallest && WIDTH * smallest * rows / size < NARROWEST {
        rows *= 2;
    }
    rows
}

struct Scale {
    block: Cidr,
    row: u64,
    top: u64,
    height: u64,
}

impl Scale {
    fn area(&self, cidr: Cidr) -> Area {
        let offset = u64::from(cidr.first()) - u64::from(self.block.first());
        let (row, within) = (offset / self.row, offset % self.row);
        let whole_rows = (cidr.size() / self.row).max(1);
        Area {
            x: Px(MARGIN + WIDTH * within / self.row),
            y: Px(self.top + row * self.height),
            width: Px(WIDTH * cidr.size().min(self.row) / self.row),
            height: Px(self.height * whole_rows),
        }
    }
}

fn subnet_box(subnet: &SubnetPlan<'_>, scale: &Scale) -> SubnetBox {
    let area = scale.area(subnet.cidr());
    let peak = subnet.peak();
    let asked = subnet.demand(peak).addresses();
    let usable = subnet.space.usable();
    let short = is_short(subnet);
    let mark = if short { "! " } else { "" };
    let letter = subnet.zone.letter();
    let labels = [
        format!("{mark}{} {letter} {}", subnet.role, subnet.cidr()),
        format!("{mark}{} {letter}", subnet.role),
        format!("{mark}{letter}"),
        mark.trim_end().to_owned(),
    ];
    let fits =
        |label: &String| !label.is_empty() && u64::try_from(label.chars().count()).unwrap_or(u64::MAX) * LETTER + 600 <= area.width.0;
    SubnetBox {
        role: subnet.role,
        used: Px(area.width.0 * asked.min(usable) / usable.max(1)),
        reservation: subnet.subnet.prefix_reservation.map(|part| scale.area(part)),
        short,
        label: labels.into_iter().find(fits),
        title: format!(
            "{} subnet {} in {}: {} of {} addresses asked for at worst ({})",
            subnet.role,
            subnet.cidr(),
            subnet.zone,
            grouped(asked),
            grouped(usable),
            peak.describe()
        ),
        area,
    }
}

/// 65536 -> 65,536.
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_to_scale() {
        let cidr = |text: &str| Cidr::parse(text).unwrap();
        let scale = Scale { block: cidr("10.0.0.0/20"), row: 2048, top: 0, height: 100 };
        let area = scale.area(cidr("10.0.9.0/24"));
        assert_eq!((area.x.0, area.y.0, area.width.0, area.height.0), (MARGIN + WIDTH / 8, 100, WIDTH / 8, 100));
        let area = scale.area(cidr("10.0.0.0/20"));
        assert_eq!((area.x.0, area.y.0, area.width.0, area.height.0), (MARGIN, 0, WIDTH, 200));
        assert_eq!((rows(4096, 16), rows(65_536, 16_384), rows(65_536, 16), rows(16, 16)), (4, 1, 16, 1));
    }

    #[test]
    fn numbers_for_people() {
        assert_eq!([0, 999, 1_000, 65_536, 1_234_567].map(grouped), ["0", "999", "1,000", "65,536", "1,234,567"]);
        assert_eq!([100, 150, 105, 5].map(|n| Px(n).to_string()), ["1", "1.5", "1.05", "0.05"]);
    }
}
