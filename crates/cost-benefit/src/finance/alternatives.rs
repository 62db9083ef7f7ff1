//! [`Comparison`]: which of several alternatives to take.

use serde::Serialize;

use crate::{Figure, Undefined};

/// Projects up to which every selection under a budget is tried.
pub const MOST_PROJECTS: usize = 25;
/// Two ratios this near to one are one: the rest of roundings.
const EQUAL: f64 = 1e-12;

/// An alternative by its present values.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Alternative {
    /// Its name.
    pub name: String,
    /// Present value of its costs.
    pub cost: f64,
    /// Present value of its benefits.
    pub benefit: f64,
}

impl Alternative {
    /// Benefits less costs.
    pub fn net(&self) -> f64 {
        self.benefit - self.cost
    }

    fn ratio(&self) -> Figure {
        Figure::ratio(self.benefit, self.cost, Undefined::NoCost)
    }
}

/// What a comparison of a challenger with the defender came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Its benefits do not even cover its own costs.
    #[serde(rename = "drop_bcr_below_1")]
    DropBcrBelow1,
    /// What it costs more is covered: it becomes the defender.
    Accept,
    /// What it costs more is exactly covered: it becomes the defender, for the bigger one is kept.
    AcceptEqual,
    /// What it costs more is not covered.
    Reject,
}

/// One comparison.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// Who is judged.
    pub challenger: String,
    /// Against whom; none when dropped beforehand.
    pub defender: Option<String>,
    /// What it costs more.
    pub delta_cost: Option<f64>,
    /// What it brings more.
    pub delta_benefit: Option<f64>,
    /// The second over the first; null when it costs the same.
    pub incremental_bcr: Option<f64>,
    /// The challenger's own ratio.
    pub bcr: Figure,
    /// What became of it.
    pub decision: Decision,
}

/// An alternative with its own figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ranked {
    /// The alternative.
    #[serde(flatten)]
    pub alternative: Alternative,
    /// Benefits over costs.
    pub bcr: Figure,
    /// Benefits less costs.
    pub npv: f64,
}

/// Which of several alternatives to take.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// Every alternative, in the order of the input.
    pub alternatives: Vec<Ranked>,
    /// One after the other, when only one can be had.
    pub steps: Vec<Step>,
    /// The one to take; null when none covers its costs: do nothing.
    pub choice: Option<String>,
    /// The one with the highest ratio.
    pub highest_bcr: Option<String>,
    /// The one with the highest net present value.
    pub highest_npv: Option<String>,
    /// What to take of independent projects under a budget.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selection: Option<Selection>,
}

/// What to take of independent projects under a budget.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Selection {
    /// What may be spent.
    pub budget: f64,
    /// By the ratio of benefits to costs, from the highest on as long as the money lasts.
    pub by_ratio: Basket,
    /// The best of all selections; null beyond 25 projects.
    pub best: Option<Basket>,
}

/// Projects taken together.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Basket {
    /// Their names, in the order of the input.
    pub projects: Vec<String>,
    /// What they cost.
    pub cost: f64,
    /// What they bring beyond it.
    pub npv: f64,
}

impl Comparison {
    /// Compares alternatives of which one can be had, by incremental benefit over incremental cost; under a budget also
    /// selects among them as independent projects.
    ///
    /// Alternatives of equal cost are judged the one with more benefits first, then in the order of the input. An
    /// alternative without cost is where the comparison begins.
    pub fn of(alternatives: &[Alternative], budget: Option<f64>) -> Self {
        let (steps, choice) = incremental(alternatives);
        let best_by = |key: &dyn Fn(&Alternative) -> Option<f64>| {
            let mut best: Option<(f64, &str)> = None;
            for alternative in alternatives {
                if let Some(value) = key(alternative)
                    && best.is_none_or(|(most, _)| value > most)
                {
                    best = Some((value, &alternative.name));
                }
            }
            best.map(|(_, name)| name.to_owned())
        };
        Self {
            alternatives: alternatives
                .iter()
                .map(|alternative| Ranked {
                    bcr: alternative.ratio(),
                    npv: alternative.net(),
                    alternative: alternative.clone(),
                })
                .collect(),
            steps,
            choice,
            highest_bcr: best_by(&|alternative| alternative.ratio().value()),
            highest_npv: best_by(&|alternative| Some(alternative.net())),
            selection: budget.map(|budget| select(alternatives, budget)),
        }
    }
}

/// The steps of the comparison, and who stands at its end.
fn incremental(alternatives: &[Alternative]) -> (Vec<Step>, Option<String>) {
    let mut order: Vec<&Alternative> = alternatives.iter().collect();
    order.sort_by(|a, b| {
        a.cost
            .total_cmp(&b.cost)
            .then(b.benefit.total_cmp(&a.benefit))
    });
    let nothing = Alternative {
        name: String::new(),
        cost: 0.0,
        benefit: 0.0,
    };
    let mut defender = &nothing;
    let mut steps = Vec::new();
    let covers = |ratio: f64| ratio >= 1.0 - EQUAL;
    for challenger in order {
        let bcr = challenger.ratio();
        if challenger.cost <= 0.0 && std::ptr::eq(defender, &raw const nothing) {
            defender = challenger; // the status quo
            continue;
        }
        if !bcr.value().is_none_or(covers) {
            steps.push(Step {
                challenger: challenger.name.clone(),
                defender: None,
                delta_cost: None,
                delta_benefit: None,
                incremental_bcr: None,
                bcr,
                decision: Decision::DropBcrBelow1,
            });
            continue;
        }
        let cost = challenger.cost - defender.cost;
        let benefit = challenger.benefit - defender.benefit;
        let ratio = Figure::ratio(benefit, cost, Undefined::NoCost).value();
        let decision = match ratio {
            Some(ratio) if (ratio - 1.0).abs() <= EQUAL => Decision::AcceptEqual,
            Some(ratio) if ratio > 1.0 => Decision::Accept,
            None if benefit > 0.0 => Decision::Accept,
            _ => Decision::Reject,
        };
        let named = !std::ptr::eq(defender, &raw const nothing);
        steps.push(Step {
            challenger: challenger.name.clone(),
            defender: named.then(|| defender.name.clone()),
            delta_cost: Some(cost),
            delta_benefit: Some(benefit),
            incremental_bcr: ratio,
            bcr,
            decision,
        });
        if decision != Decision::Reject {
            defender = challenger;
        }
    }
    let named = !std::ptr::eq(defender, &raw const nothing);
    (steps, named.then(|| defender.name.clone()))
}

fn select(projects: &[Alternative], budget: f64) -> Selection {
    let mut order: Vec<usize> = (0..projects.len())
        .filter(|&i| projects[i].net() > 0.0)
        .collect();
    let candidates = order.clone();
    let ratio = |i: usize| projects[i].ratio().value().unwrap_or(f64::INFINITY);
    order.sort_by(|&a, &b| ratio(b).total_cmp(&ratio(a)).then(a.cmp(&b)));
    let mut left = budget;
    let mut taken = Vec::new();
    for i in order {
        if projects[i].cost <= left {
            left -= projects[i].cost;
            taken.push(i);
        }
    }
    let exact = candidates.len() <= MOST_PROJECTS;
    Selection {
        budget,
        by_ratio: basket(projects, taken),
        best: exact.then(|| basket(projects, best(projects, &candidates, budget))),
    }
}

fn basket(projects: &[Alternative], mut taken: Vec<usize>) -> Basket {
    taken.sort_unstable();
    let mut basket = Basket::default();
    for i in taken {
        basket.projects.push(projects[i].name.clone());
        basket.cost += projects[i].cost;
        basket.npv += projects[i].net();
    }
    basket
}

/// The selection with the highest net present value: branch and bound, whose bound is what is still to come.
fn best(projects: &[Alternative], candidates: &[usize], budget: f64) -> Vec<usize> {
    let mut ahead = vec![0.0; candidates.len() + 1];
    for (place, &i) in candidates.iter().enumerate().rev() {
        ahead[place] = ahead[place + 1] + projects[i].net();
    }
    let mut search = Search {
        projects,
        candidates,
        ahead,
        best: (0.0, Vec::new()),
        taken: Vec::new(),
    };
    search.go(0, budget, 0.0);
    search.best.1
}

struct Search<'a> {
    projects: &'a [Alternative],
    candidates: &'a [usize],
    ahead: Vec<f64>,
    best: (f64, Vec<usize>),
    taken: Vec<usize>,
}

impl Search<'_> {
    fn go(&mut self, place: usize, left: f64, npv: f64) {
        if npv > self.best.0 {
            self.best = (npv, self.taken.clone());
        }
        let Some(&i) = self.candidates.get(place) else {
            return;
        };
        if npv + self.ahead[place] <= self.best.0 {
            return;
        }
        let project = &self.projects[i];
        if project.cost <= left {
            self.taken.push(i);
            self.go(place + 1, left - project.cost, npv + project.net());
            self.taken.pop();
        }
        self.go(place + 1, left, npv);
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::float_cmp, reason = "sums of whole numbers are exact")]

    use proptest::prelude::*;

    use super::*;

    fn projects(values: &[(u32, u32)]) -> Vec<Alternative> {
        let project = |(i, &(cost, benefit)): (usize, &(u32, u32))| Alternative {
            name: i.to_string(),
            cost: f64::from(cost),
            benefit: f64::from(benefit),
        };
        values.iter().enumerate().map(project).collect()
    }

    proptest! {
        #[test]
        fn the_best_basket_is_that_of_all_subsets(
            values in prop::collection::vec((1_u32..50, 0_u32..90), 0..10), budget in 0_u32..120,
        ) {
            let projects = projects(&values);
            let mut most = 0.0_f64;
            for subset in 0_u32..1 << projects.len() {
                let chosen = projects.iter().enumerate().filter(|(i, _)| subset >> i & 1 == 1);
                let (cost, net) = chosen.fold((0.0, 0.0), |(c, n), (_, p)| (c + p.cost, n + p.net()));
                if cost <= f64::from(budget) {
                    most = most.max(net);
                }
            }
            let selection = select(&projects, f64::from(budget));
            prop_assert_eq!(selection.best.unwrap().npv, most);
        }

        #[test]
        fn the_choice_has_the_highest_net_present_value(
            values in prop::collection::vec((1_u32..50, 0_u32..90), 1..8),
        ) {
            let projects = projects(&values);
            let comparison = Comparison::of(&projects, None);
            let most = projects.iter().map(Alternative::net).fold(0.0, f64::max);
            let chosen = comparison.choice.map_or(0.0, |name| {
                projects.iter().find(|p| p.name == name).unwrap().net()
            });
            prop_assert_eq!(chosen, most);
        }
    }

    #[test]
    fn an_increment_that_is_exactly_covered_keeps_the_bigger_one() {
        let comparison = Comparison::of(&projects(&[(10, 20), (20, 30)]), None);
        assert_eq!(comparison.choice.as_deref(), Some("1"));
        assert_eq!(comparison.steps[1].decision, Decision::AcceptEqual);
    }
}
