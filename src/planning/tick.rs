//! ipamd's loop itself, tick by tick (ip-planning 1.2): what [`node`](crate::planning::node)'s closed forms sum up.
//!
//! EC2 answers at once and the subnet is ample. Addresses and prefixes are counted, not placed: where they lie in a subnet is the
//! matter of `simulate`.

use crate::planning::node::Node;
use crate::planning::pool::Target;

/// Seconds between two runs of the loop.
pub const TICK_SECONDS: u64 = 5;
/// Seconds in which a freed address is not given out again, though it counts as available.
pub const COOLDOWN_SECONDS: u64 = 30;
/// Seconds between two rounds of giving back.
const SHRINK_SECONDS: u64 = 30;
/// Seconds that an interface lives at least.
const ENI_SECONDS: u64 = 60;
/// Ticks after which a pool that still changes is said never to rest.
const RESTLESS: u32 = 200;
/// Runs of the loop in which a pod asks again for an address.
const RETRIES: u32 = 20;

/// One slot: a secondary address, or a prefix.
#[derive(Debug, Clone, Default)]
struct Slot {
    used: u32,
    cooling: Vec<u64>,
}

/// One interface that serves pods.
#[derive(Debug, Clone)]
struct Eni {
    first: bool,
    born: u64,
    slots: Vec<Slot>,
}

/// What a tick did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nothing.
    None,
    /// Assigned so many slots to an interface.
    Assigned(u32),
    /// Attached an interface with so many slots.
    Attached(u32),
    /// Gave back so many slots.
    GaveBack(u32),
    /// Deleted an interface.
    Deleted,
}

/// EC2 calls and waits so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Work {
    /// Top-ups of an interface: one call each.
    pub assigns: u32,
    /// New interfaces: five or six calls each (ip-planning 1.5).
    pub attaches: u32,
    /// Rounds of giving back, by interface: one call each.
    pub releases: u32,
    /// Deleted interfaces: three calls each.
    pub deletes: u32,
}

/// What many pods at once meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Burst {
    /// Seconds until the last of them had an address, EC2 and the kubelet answering at once; none if one never had.
    pub seconds: Option<u64>,
    /// What it cost, until the pool was at rest again.
    pub work: Work,
}

impl Work {
    /// Calls of the EC2 API (ip-planning 1.5): one for each top-up and each round of giving back, five or six for a new interface, three
    /// to get rid of one.
    pub fn calls(self, custom_networking: bool) -> u64 {
        let attach = if custom_networking { 5 } else { 6 };
        u64::from(self.assigns) + u64::from(self.attaches) * attach + u64::from(self.releases) + u64::from(self.deletes) * 3
    }
}

/// The pool of one node.
#[derive(Debug, Clone)]
pub struct Pool {
    node: Node,
    enis: Vec<Eni>,
    now: u64,
    shrunk: Option<u64>,
    /// What it cost.
    pub work: Work,
    random: Option<u64>,
}

impl Pool {
    /// A node that just started. Pods fill the first free place.
    pub fn new(node: Node) -> Self {
        let first = Eni { first: true, born: 0, slots: Vec::new() };
        let enis = if node.mode.custom_networking { Vec::new() } else { vec![first] };
        Self { node, enis, now: 0, shrunk: None, work: Work::default(), random: None }
    }

    /// Pods land on any interface and prefix, as Go's maps have it (ip-planning 1.6.7).
    #[must_use]
    pub fn scattered(mut self, seed: u64) -> Self {
        self.random = Some(seed | 1);
        self
    }

    /// Seconds since the node started.
    pub fn now(&self) -> u64 {
        self.now
    }

    /// Slots held.
    pub fn held(&self) -> u32 {
        self.enis.iter().map(|eni| count(eni.slots.len())).sum()
    }

    /// Interfaces that serve pods, the first one of a node without custom networking included even when it is empty.
    pub fn enis(&self) -> u32 {
        count(self.enis.len())
    }

    /// Pods with an address.
    pub fn assigned(&self) -> u32 {
        self.enis.iter().flat_map(|eni| &eni.slots).map(|slot| slot.used).sum()
    }

    /// Runs the loop once, then lets the time until the next run pass. At most one step of growing or giving back is taken, and at
    /// most one interface is deleted; the last of them is answered.
    pub fn tick(&mut self) -> Step {
        let now = self.now;
        for slot in self.enis.iter_mut().flat_map(|eni| &mut eni.slots) {
            slot.cooling.retain(|until| *until > now);
        }
        let mut step = Step::None;
        if self.low() {
            step = self.grow();
        } else if self.shrunk.is_none_or(|last| now - last > SHRINK_SECONDS) {
            let over = self.over();
            if over > 0 {
                step = self.shrink(over);
            }
        }
        if self.delete() {
            step = Step::Deleted;
        }
        self.now += TICK_SECONDS;
        step
    }

    /// Runs until nothing happens any more, timers included. `false`: it never does.
    pub fn settle(&mut self) -> bool {
        for _ in 0..RESTLESS {
            if self.tick() != Step::None {
                continue;
            }
            self.now += ENI_SECONDS + TICK_SECONDS;
            if self.tick() == Step::None {
                return true;
            }
        }
        false
    }

    /// Gives a pod an address, if there is one.
    pub fn assign(&mut self) -> bool {
        let each = self.node.unit().addresses();
        let free = |slot: &Slot| slot.used + count(slot.cooling.len()) < each;
        let pick = self.draw();
        let open: Vec<usize> = (0..self.enis.len()).filter(|at| self.enis[*at].slots.iter().any(free)).collect();
        let Some(eni) = choose(&open, pick) else { return false };
        let pick = self.draw();
        let open: Vec<usize> = (0..self.enis[eni].slots.len()).filter(|at| free(&self.enis[eni].slots[*at])).collect();
        let Some(slot) = choose(&open, pick) else { return false };
        self.enis[eni].slots[slot].used += 1;
        true
    }

    /// Ends a pod; its address cools down.
    pub fn release(&mut self) -> bool {
        let until = self.now + COOLDOWN_SECONDS;
        let pick = self.draw();
        let used: Vec<(usize, usize)> = self
            .enis
            .iter()
            .enumerate()
            .flat_map(|(at, eni)| eni.slots.iter().enumerate().filter(|(_, slot)| slot.used > 0).map(move |(slot, _)| (at, slot)))
            .collect();
        // Packed pods leave from the end.
        let at = pick.map_or(used.len().checked_sub(1), |pick| index(pick, used.len()));
        let Some((eni, slot)) = at.and_then(|at| used.get(at).copied()) else { return false };
        let slot = &mut self.enis[eni].slots[slot];
        slot.used -= 1;
        slot.cooling.push(until);
        true
    }

    /// One pod after the other, at rest between any two, as the closed forms have it. `false`: the pool never rests.
    pub fn scale_out(&mut self, pods: u32) -> bool {
        let mut rests = self.settle();
        for _ in 0..pods {
            // The kubelet asks again; a pool that never rests has an address now and then.
            if !(0..RETRIES).any(|_| self.assign() || (self.tick() == Step::None && self.assign())) {
                break;
            }
            rests = self.settle();
        }
        rests
    }

    /// So many pods land at once on a pool at rest; the loop runs until the last of them has an address and the pool rests again.
    pub fn burst(&mut self, pods: u32) -> Burst {
        let (before, landed) = (self.work, self.now);
        let mut waiting = pods;
        let mut seconds = Some(0);
        let mut ticks = 0;
        loop {
            while waiting > 0 && self.assign() {
                waiting -= 1;
                seconds = Some(self.now - landed);
            }
            if waiting == 0 || ticks == RESTLESS {
                break;
            }
            // A tick that does nothing for as long as timers run means that nothing will ever happen.
            if self.tick() == Step::None && self.low_for_ever() {
                break;
            }
            ticks += 1;
        }
        if waiting > 0 {
            seconds = None;
        }
        self.settle();
        let work = Work {
            assigns: self.work.assigns - before.assigns,
            attaches: self.work.attaches - before.attaches,
            releases: self.work.releases - before.releases,
            deletes: self.work.deletes - before.deletes,
        };
        Burst { seconds, work }
    }

    /// Whether a pool that did not grow never will: no address cools down that could be given out again.
    fn low_for_ever(&self) -> bool {
        self.enis.iter().flat_map(|eni| &eni.slots).all(|slot| slot.cooling.is_empty())
    }

    fn totals(&self) -> (u32, u32) {
        let total = self.held() * self.node.unit().addresses();
        (total, total - self.assigned())
    }

    fn free(&self) -> u32 {
        count(self.enis.iter().flat_map(|eni| &eni.slots).filter(|slot| unused(slot)).count())
    }

    fn low(&self) -> bool {
        let (total, available) = self.totals();
        if self.node.brake.is_some_and(|max_pods| total >= max_pods) {
            return false;
        }
        match self.node.target {
            Target::Addresses { .. } => self.short() > 0,
            Target::WarmPrefix(0) | Target::WarmEni(0) => available == 0,
            Target::WarmPrefix(warm) => available < self.node.unit().addresses() * warm,
            Target::WarmEni(warm) => available < self.node.slots() * warm,
        }
    }

    /// Addresses that `WARM_IP_TARGET` and `MINIMUM_IP_TARGET` miss.
    fn short(&self) -> u32 {
        let (total, available) = self.totals();
        match self.node.target {
            Target::Addresses { warm, minimum } => warm.saturating_sub(available).max(minimum.saturating_sub(total)),
            Target::WarmEni(_) | Target::WarmPrefix(_) => 0,
        }
    }

    /// Slots that may be given back.
    fn over(&self) -> u32 {
        let (total, available) = self.totals();
        let each = self.node.unit().addresses();
        match self.node.target {
            Target::WarmEni(_) => 0,
            Target::WarmPrefix(warm) => self.free().saturating_sub(warm),
            Target::Addresses { warm, minimum } if each == 1 => available.saturating_sub(warm).min(total.saturating_sub(minimum)),
            Target::Addresses { warm, minimum } => self
                .free()
                .min(self.held().saturating_sub((self.assigned() + warm).div_ceil(each)))
                .min(self.held().saturating_sub(minimum.div_ceil(each))),
        }
    }

    fn grow(&mut self) -> Step {
        let slots = self.node.slots();
        let n = match self.node.target {
            Target::WarmEni(_) => slots,
            Target::WarmPrefix(warm) => warm.saturating_sub(self.free()).max(1),
            Target::Addresses { .. } => self.short().div_ceil(self.node.unit().addresses()).max(1),
        };
        if let Some(eni) = self.enis.iter_mut().find(|eni| count(eni.slots.len()) < slots) {
            let more = n.min(slots - count(eni.slots.len()));
            eni.slots.extend((0..more).map(|_| Slot::default()));
            self.work.assigns += 1;
            return Step::Assigned(more);
        }
        if self.enis() >= self.node.usable() {
            return Step::None;
        }
        let more = n.min(slots);
        self.enis.push(Eni { first: false, born: self.now, slots: (0..more).map(|_| Slot::default()).collect() });
        self.work.attaches += 1;
        Step::Attached(more)
    }

    fn shrink(&mut self, over: u32) -> Step {
        let mut left = over;
        // From the last interface backwards: the order does not matter to the sums.
        for eni in self.enis.iter_mut().rev() {
            let before = eni.slots.len();
            eni.slots.retain(|slot| {
                let goes = left > 0 && unused(slot) && slot.cooling.is_empty();
                left -= u32::from(goes);
                !goes
            });
            self.work.releases += u32::from(eni.slots.len() < before);
        }
        if left == over {
            return Step::None;
        }
        self.shrunk = Some(self.now);
        Step::GaveBack(over - left)
    }

    /// Deletes the first interface that nothing needs.
    fn delete(&mut self) -> bool {
        let (_, available) = self.totals();
        let each = self.node.unit().addresses();
        let (now, full) = (self.now, self.node.slots() * each);
        let empty = |eni: &Eni| eni.slots.iter().all(|slot| unused(slot) && slot.cooling.is_empty());
        let tried = match self.node.target {
            Target::Addresses { .. } => true,
            Target::WarmEni(warm) => available >= (warm + 1) * full,
            Target::WarmPrefix(warm) => available >= (warm + 1) * full || self.enis.iter().any(|eni| eni.slots.iter().all(unused)),
        };
        let found = self.enis.iter().position(|eni| {
            let held = count(eni.slots.len());
            let others_total = (self.held() - held) * each;
            let others_available = others_total - (self.assigned() - eni.slots.iter().map(|slot| slot.used).sum::<u32>());
            let others_free = self.free() - count(eni.slots.iter().filter(|slot| unused(slot)).count());
            let spared = match self.node.target {
                Target::WarmEni(_) => true,
                Target::WarmPrefix(warm) => others_free >= warm,
                Target::Addresses { warm, minimum } => {
                    others_available >= warm.next_multiple_of(each) && others_total >= minimum.next_multiple_of(each)
                }
            };
            !eni.first && now > eni.born + ENI_SECONDS && empty(eni) && spared
        });
        match found.filter(|_| tried) {
            Some(at) => {
                self.enis.remove(at);
                self.work.deletes += 1;
                true
            }
            None => false,
        }
    }

    /// The next random number (xorshift64); none when pods are packed.
    fn draw(&mut self) -> Option<u64> {
        let mut state = self.random?;
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        self.random = Some(state);
        Some(state)
    }
}

fn unused(slot: &Slot) -> bool {
    slot.used == 0
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn index(pick: u64, length: usize) -> Option<usize> {
    let length = u64::try_from(length).ok().filter(|length| *length > 0)?;
    usize::try_from(pick % length).ok()
}

fn choose(open: &[usize], pick: Option<u64>) -> Option<usize> {
    match pick {
        None => open.first().copied(),
        Some(pick) => index(pick, open.len()).and_then(|at| open.get(at).copied()),
    }
}
