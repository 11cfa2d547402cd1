//! Conditions under which a plan fails a build: `pod.*.headroom < 20%`.
//!
//! ```text
//! condition = subject operator value
//! subject   = role "." zone "." figure | "room"
//! role      = "public" | "control" | "node" | "pod" | "*"          (also "nodes", "pods")
//! zone      = a zone's name | "*"
//! figure    = "headroom"  addresses left on the worst day that the plan is made for
//!           | "blocks"    /28 blocks left then, single addresses at random
//!           | "steady" | "max" | "update" | "zone_lost" | "full" | "bound"    addresses asked for
//! operator  = "<" | "<=" | ">" | ">="
//! value     = a number | a number "%", of what the subnet has
//! ```
//!
//! `room` is how many nodes there is room for.

use crate::model::subnet::SubnetRole;
use crate::planning::plan::Plan;
use crate::planning::scenario::Scenario;
use crate::planning::subnet_plan::SubnetPlan;

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    subject: Subject,
    operator: Operator,
    value: i128,
    percent: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Subject {
    Room,
    Subnets { role: Option<SubnetRole>, zone: Option<String>, figure: Figure },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Figure {
    Headroom,
    Blocks,
    Asked(Scenario),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Condition {
    /// Reads a condition. `Err`: what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let at = text.find(['<', '>']).ok_or("there is no `<`, `<=`, `>` or `>=`")?;
        let (subject, rest) = text.split_at(at);
        let (operator, value) = match rest.as_bytes() {
            [b'<', b'=', ..] => (Operator::LessOrEqual, &rest[2..]),
            [b'>', b'=', ..] => (Operator::GreaterOrEqual, &rest[2..]),
            [b'<', ..] => (Operator::Less, &rest[1..]),
            _ => (Operator::Greater, &rest[1..]),
        };
        let value = value.trim();
        let (number, percent) = value.strip_suffix('%').map_or((value, false), |number| (number.trim_end(), true));
        let value = number.parse::<i64>().map_err(|_| format!("`{number}` is not a whole number"))?;
        let subject = Subject::parse(subject.trim())?;
        if percent && matches!(subject, Subject::Room) {
            return Err("`room` is a number of nodes, of which there is no share".to_owned());
        }
        Ok(Self { subject, operator, value: i128::from(value), percent })
    }

    /// Every place where the condition is true, in words. `Err`: it speaks of nothing that the plan has.
    pub fn hits(&self, plan: &Plan<'_>) -> Result<Vec<String>, String> {
        match &self.subject {
            Subject::Room => {
                let Some([_, expected, _]) = &plan.first else { return Err("without `[nodes]` there is no `room`".to_owned()) };
                let nodes = i128::from(expected.nodes);
                Ok(if self.holds(nodes) { vec![format!("there is room for {nodes} nodes")] } else { Vec::new() })
            }
            Subject::Subnets { role, zone, figure } => {
                let meant: Vec<&SubnetPlan<'_>> = plan
                    .subnets
                    .iter()
                    .filter(|subnet| role.is_none_or(|role| role == subnet.role))
                    .filter(|subnet| zone.as_deref().is_none_or(|zone| zone == subnet.zone.as_str()))
                    .collect();
                if meant.is_empty() {
                    return Err("no subnet is meant by it".to_owned());
                }
                Ok(meant.into_iter().filter_map(|subnet| self.hit(subnet, *figure)).collect())
            }
        }
    }

    fn hit(&self, subnet: &SubnetPlan<'_>, figure: Figure) -> Option<String> {
        let peak = subnet.peak();
        let (value, of, what) = match figure {
            Figure::Headroom => (i128::from(subnet.headroom()), subnet.space.usable(), format!("headroom in `{}`", peak.as_str())),
            Figure::Blocks => {
                let has = subnet.blocks(peak).expected;
                let left = i128::from(has) - i128::from(subnet.demand(peak).prefixes);
                (left, subnet.space.clean(), format!("blocks left in `{}`", peak.as_str()))
            }
            Figure::Asked(scenario) => {
                (i128::from(subnet.demand(scenario).addresses()), subnet.space.usable(), format!("`{}`", scenario.as_str()))
            }
        };
        let (value, sign) = if self.percent { ((value * 100).div_euclid(i128::from(of.max(1))), "%") } else { (value, "") };
        self.holds(value).then(|| format!("{} subnet in {}: {what} is {value}{sign}", subnet.role, subnet.zone))
    }

    fn holds(&self, value: i128) -> bool {
        match self.operator {
            Operator::Less => value < self.value,
            Operator::LessOrEqual => value <= self.value,
            Operator::Greater => value > self.value,
            Operator::GreaterOrEqual => value >= self.value,
        }
    }
}

impl Subject {
    fn parse(text: &str) -> Result<Self, String> {
        if text == "room" {
            return Ok(Self::Room);
        }
        let parts: Vec<&str> = text.split('.').collect();
        let [role, zone, figure] = parts.as_slice() else {
            return Err(format!("`{text}` is neither `room` nor `role.zone.figure`, such as `pod.*.headroom`"));
        };
        let role = match *role {
            "*" => None,
            name => Some(
                SubnetRole::parse(name.strip_suffix('s').filter(|_| matches!(name, "pods" | "nodes")).unwrap_or(name))
                    .ok_or_else(|| format!("`{name}` is not a role: `public`, `control`, `node`, `pod` or `*`"))?,
            ),
        };
        let figure = match *figure {
            "headroom" => Figure::Headroom,
            "blocks" => Figure::Blocks,
            name => Figure::Asked(Scenario::ALL.into_iter().find(|scenario| scenario.as_str() == name).ok_or_else(|| {
                format!("`{name}` is not a figure: `headroom`, `blocks`, `steady`, `max`, `update`, `zone_lost`, `full` or `bound`")
            })?),
        };
        Ok(Self::Subnets { role, zone: (*zone != "*").then(|| (*zone).to_owned()), figure })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_said() {
        let headroom = Condition::parse("pods.*.headroom < 20%").unwrap();
        assert_eq!(headroom, Condition::parse(" pod.*.headroom<20 % ").unwrap());
        assert_eq!((headroom.value, headroom.percent, headroom.operator), (20, true, Operator::Less));
        assert_eq!(
            Condition::parse("node.eu-west-1a.zone_lost >= 100").unwrap().subject,
            Subject::Subnets { role: Some(SubnetRole::Node), zone: Some("eu-west-1a".into()), figure: Figure::Asked(Scenario::ZoneLost) }
        );
        assert_eq!(Condition::parse("room <= 10").unwrap().operator, Operator::LessOrEqual);
        for wrong in
            ["", "pods", "pods.*.headroom", "pods.headroom < 1", "pots.*.headroom < 1", "pods.*.heads < 1", "room < x", "room < 5%"]
        {
            assert!(Condition::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn operators_differ_at_the_limit() {
        let holds = |text: &str| Condition::parse(text).unwrap().holds(5);
        assert_eq!([holds("room < 5"), holds("room <= 5"), holds("room > 5"), holds("room >= 5")], [false, true, false, true]);
    }
}
