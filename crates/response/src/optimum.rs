//! The best split, by the price of money.

use crate::Channel;

/// Halvings of an interval of numbers: more than there are digits.
const HALVINGS: usize = 200;

/// Parts of the budget among which steep channels are placed at first.
const PARTS: usize = 1_000;

/// Spends that use up a budget that the bounds allow.
pub(crate) fn of_total(budget: f64, channels: &[Channel]) -> Vec<f64> {
    let floors: Vec<f64> = channels.iter().map(|channel| channel.least).collect();
    if !channels.iter().any(is_steep) {
        return at_equal_margin(budget, channels, &floors);
    }
    // Which steep channels are worth their start is found on a grid; the rest follows from equal margins.
    let coarse = on_grid(budget, channels);
    let mut floors = floors;
    let mut held = channels.to_vec();
    for ((channel, floor), spend) in held.iter_mut().zip(&mut floors).zip(&coarse) {
        if is_steep(channel) {
            if *spend > channel.response.inflection() {
                *floor = floor.max(channel.response.inflection());
            } else {
                (channel.most, *floor) = (*spend, *spend);
            }
        }
    }
    let needed: f64 = floors.iter().sum();
    let allowed: f64 = held.iter().map(|channel| channel.most).sum();
    if needed > budget || allowed < budget {
        return coarse;
    }
    let fine = at_equal_margin(budget, &held, &floors);
    if response(channels, &fine) >= response(channels, &coarse) {
        fine
    } else {
        coarse
    }
}

/// Spends whose last unit of money earns itself back.
pub(crate) fn of_profit(margin: f64, channels: &[Channel]) -> Vec<f64> {
    let best = |channel: &Channel| {
        let floor = channel.least.max(channel.response.inflection());
        let spend = demand(channel, floor.min(channel.most), 1.0 / margin);
        let profit = |spend: f64| margin * channel.response.value(spend) - spend;
        if profit(spend) > profit(channel.least) {
            spend
        } else {
            channel.least
        }
    };
    channels.iter().map(best).collect()
}

fn is_steep(channel: &Channel) -> bool {
    channel.response.inflection() > channel.least
}

fn response(channels: &[Channel], spends: &[f64]) -> f64 {
    let pairs = channels.iter().zip(spends);
    pairs
        .map(|(channel, spend)| channel.response.value(*spend))
        .sum()
}

/// Spends at which the next unit brings the same everywhere, from floors beyond which margins only fall.
fn at_equal_margin(budget: f64, channels: &[Channel], floors: &[f64]) -> Vec<f64> {
    let at = |price: f64| -> Vec<f64> {
        let pairs = channels.iter().zip(floors);
        let spend =
            |(channel, floor): (&Channel, &f64)| demand(channel, *floor, price).min(floor + budget);
        pairs.map(spend).collect()
    };
    // The logarithm of the price: margins span many orders of size.
    let (mut low, mut high) = (-700.0_f64, 700.0_f64);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if at(middle.exp()).iter().sum::<f64>() > budget {
            low = middle;
        } else {
            high = middle;
        }
    }
    let (most, least) = (at(low.exp()), at(high.exp()));
    // Between the two prices lies at most the rounding, or a stretch of constant margin: it is filled in proportion.
    let (above, below) = (most.iter().sum::<f64>(), least.iter().sum::<f64>());
    let part = if above > below {
        ((budget - below) / (above - below)).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let pairs = least.iter().zip(&most);
    let mut spends: Vec<f64> = pairs
        .map(|(least, most)| least + part * (most - least))
        .collect();
    spread_rest(budget, channels, &mut spends);
    spends
}

/// Gives what no price places (saturated channels want none of it) to the first channels with room.
fn spread_rest(budget: f64, channels: &[Channel], spends: &mut [f64]) {
    let mut rest = budget - spends.iter().sum::<f64>();
    for (channel, spend) in channels.iter().zip(spends) {
        let more = rest.clamp(0.0, (channel.most - *spend).max(0.0));
        *spend += more;
        rest -= more;
    }
}

/// Spend at which the next unit brings `price`, within the floor and the channel's most.
fn demand(channel: &Channel, floor: f64, price: f64) -> f64 {
    let marginal = |spend: f64| channel.response.marginal(spend);
    if marginal(floor) <= price {
        return floor;
    }
    let mut high = floor.max(1.0);
    while marginal(high) > price && high < channel.most {
        high *= 2.0;
    }
    high = high.min(channel.most);
    if marginal(high) > price {
        return high;
    }
    let mut low = floor;
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if marginal(middle) > price {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

/// The best split of the budget in equal parts, by dynamic programming.
fn on_grid(budget: f64, channels: &[Channel]) -> Vec<f64> {
    let least: f64 = channels.iter().map(|channel| channel.least).sum();
    let part = (budget - least) / PARTS as f64;
    let spend = |channel: &Channel, parts: usize| {
        // The last part must not miss the channel's most by a rounding.
        (channel.least + parts as f64 * part).min(channel.most)
    };
    let fits = |channel: &Channel, parts: usize| {
        channel.least + parts as f64 * part <= channel.most + part * 1e-9
    };
    let mut best = vec![f64::NEG_INFINITY; PARTS + 1];
    best[0] = 0.0;
    let mut taken: Vec<Vec<usize>> = Vec::new();
    for channel in channels {
        let values: Vec<f64> = (0..=PARTS)
            .map_while(|parts| {
                fits(channel, parts).then(|| channel.response.value(spend(channel, parts)))
            })
            .collect();
        let mut next = vec![f64::NEG_INFINITY; PARTS + 1];
        let mut choice = vec![0; PARTS + 1];
        for all in 0..=PARTS {
            for (mine, value) in values.iter().enumerate().take(all + 1) {
                let sum = best[all - mine] + value;
                if sum > next[all] {
                    (next[all], choice[all]) = (sum, mine);
                }
            }
        }
        best = next;
        taken.push(choice);
    }
    let mut left = PARTS;
    let mut spends: Vec<f64> = Vec::new();
    for (channel, choice) in channels.iter().zip(&taken).rev() {
        spends.push(spend(channel, choice[left]));
        left -= choice[left];
    }
    spends.reverse();
    spread_rest(budget, channels, &mut spends);
    spends
}
