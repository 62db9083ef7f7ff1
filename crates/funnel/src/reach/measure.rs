//! The verb: [`Reach::measure`].

use fourr_table::Table;

use super::{
    ChannelReach, Combined, Population, Reach, ReachSource, ReachWarning, Reached,
    columns::ReachColumns,
    combine::{Overlapping, estimate, increments, plan},
    log::{Counted, count},
    totals,
};
use crate::FunnelError;

/// Share of rows set aside that is worth a warning.
const MANY: f64 = 0.05;

impl Reach {
    /// Measures whom the channels reach, together and each for itself.
    ///
    /// `table` is a log with a row per exposure (person, channel, and where given a number of exposures and their cost),
    /// or has a row per channel with persons reached and exposures. `target` lists the persons of the target, one a row;
    /// exposures of others are off target. Rates are shares of the target.
    ///
    /// # Errors
    /// Parameters out of their range, a column missing, more channels than there are sets of them to count, a channel
    /// that reached more persons than there are, totals without a population.
    ///
    /// # References
    /// Naples (1979), Effective frequency; Agostini (1961), How to estimate unduplicated audiences, Journal of
    /// Advertising Research 1(3).
    pub fn measure(&self, table: &Table, target: Option<&Table>) -> Result<Reached, FunnelError> {
        self.check()?;
        let columns = ReachColumns::of(self, table)?;
        let reached = if columns.person.is_some() {
            self.of_log(&columns, count(self, &columns, table, target)?)
        } else {
            self.of_totals(&columns, table)
        }?;
        Ok(warned(reached))
    }

    fn of_log(&self, columns: &ReachColumns, counted: Counted) -> Result<Reached, FunnelError> {
        let population = counted.population;
        let persons = counted.sets.values().sum::<u64>();
        if persons > population {
            return Err(FunnelError::ReachAbovePopulation {
                channel: "all".into(),
                reached: persons,
                population,
            });
        }
        let channels = self.priced(counted.channels.clone());
        let order = self.order(&channels)?;
        let overlapping = Overlapping::Counted(&counted.sets);
        let frequency = counted.frequency(self.effective);
        let effective = frequency
            .iter()
            .find(|exposed| exposed.exposures == self.effective)
            .map(|exposed| exposed.at_least);
        Ok(Reached {
            source: ReachSource::Log,
            exposure_events: counted.events.clone(),
            population,
            population_from: counted.population_from,
            combined: Combined {
                effective,
                effective_rate: effective.map(|persons| persons as f64 / population as f64),
                off_target_impressions: Some(counted.off_target),
                ..combined(&channels, persons as f64, population)
            },
            combinations: counted.combinations(),
            overlaps: counted.overlaps(),
            sides: counted.sides(),
            frequency,
            increments: increments(&channels, &order, &overlapping, population),
            plan: plan(&channels, &overlapping, population),
            rows: counted.rows,
            faults: counted.faults,
            ..self.begun(columns, channels)
        })
    }

    fn of_totals(&self, columns: &ReachColumns, table: &Table) -> Result<Reached, FunnelError> {
        let population = self.population.ok_or(FunnelError::NoPopulation)?;
        let totals = totals::read(self, columns, table, population)?;
        let channels = self.priced(totals.channels);
        let order = self.order(&channels)?;
        let people = estimate(&channels).independent * population as f64;
        let mut warnings = vec![ReachWarning::Estimated];
        if totals.estimated {
            warnings.push(ReachWarning::TargetImpressionsEstimated);
        }
        Ok(Reached {
            source: ReachSource::Totals,
            population,
            combined: combined(&channels, people, population),
            increments: increments(&channels, &order, &Overlapping::Independent, population),
            plan: plan(&channels, &Overlapping::Independent, population),
            rows: totals.rows,
            faults: totals.faults,
            warnings,
            ..self.begun(columns, channels)
        })
    }

    /// What both sources share.
    fn begun(&self, columns: &ReachColumns, channels: Vec<ChannelReach>) -> Reached {
        Reached {
            parameters: self.clone(),
            source: ReachSource::Totals,
            columns: columns.roles.iter().cloned().collect(),
            further_columns: columns.further(),
            exposure_events: Vec::new(),
            rows: crate::RowLedger::default(),
            faults: Vec::new(),
            population: 0,
            population_from: Population::Given,
            combined: combined(&channels, 0.0, 1),
            estimate: estimate(&channels),
            channels,
            frequency: Vec::new(),
            combinations: Vec::new(),
            overlaps: Vec::new(),
            sides: None,
            increments: Vec::new(),
            plan: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// Channels with what follows from their figures.
    fn priced(&self, channels: Vec<ChannelReach>) -> Vec<ChannelReach> {
        let priced = |channel: ChannelReach| {
            let by = |of: f64| channel.cost.filter(|_| of > 0.0).map(|cost| cost / of);
            ChannelReach {
                target_share: (channel.reached_all > 0)
                    .then(|| channel.reached as f64 / channel.reached_all as f64),
                cost_per_reached: by(channel.reached as f64),
                cost_per_grp: by(channel.grp),
                saturated: channel
                    .frequency
                    .is_some_and(|often| often > self.saturation),
                ..channel
            }
        };
        channels.into_iter().map(priced).collect()
    }

    /// The places of the channels in the order asked for; those left out follow as they stand.
    fn order(&self, channels: &[ChannelReach]) -> Result<Vec<usize>, FunnelError> {
        let place = |name: &String| {
            let found = channels.iter().position(|channel| channel.name == *name);
            found.ok_or_else(|| FunnelError::UnknownChannel {
                channel: name.clone(),
                channels: channels
                    .iter()
                    .map(|channel| channel.name.clone())
                    .collect(),
            })
        };
        for name in &self.offline {
            place(name)?;
        }
        let mut order = Vec::new();
        for name in &self.order {
            let place = place(name)?;
            if !order.contains(&place) {
                order.push(place);
            }
        }
        let rest = (0..channels.len())
            .filter(|place| !order.contains(place))
            .collect::<Vec<_>>();
        order.extend(rest);
        Ok(order)
    }
}

/// The result with what a reader should know about it.
fn warned(mut reached: Reached) -> Reached {
    let named = |is: &dyn Fn(&ChannelReach) -> bool| {
        let channels = reached.channels.iter().filter(|channel| is(channel));
        channels
            .map(|channel| channel.name.clone())
            .collect::<Vec<_>>()
    };
    let (saturated, free) = (
        named(&|channel| channel.saturated),
        named(&|channel| channel.cost.is_none()),
    );
    if reached.population_from == Population::Seen {
        reached.warnings.push(ReachWarning::PopulationSeen {
            persons: reached.population,
        });
    }
    if !saturated.is_empty() {
        reached.warnings.push(ReachWarning::Saturated {
            channels: saturated,
        });
    }
    if !free.is_empty() {
        reached
            .warnings
            .push(ReachWarning::CostMissing { channels: free });
    }
    let rows = reached.rows.set_aside();
    let share = rows as f64 / reached.rows.read as f64;
    if share > MANY {
        reached
            .warnings
            .push(ReachWarning::ManyRowsSetAside { rows, share });
    }
    reached
}

fn combined(channels: &[ChannelReach], persons: f64, population: u64) -> Combined {
    let people = population as f64;
    let impressions: f64 = channels
        .iter()
        .map(|channel| channel.target_impressions)
        .sum();
    let cost: Option<f64> = channels.iter().map(|channel| channel.cost).sum();
    let by = |of: f64| move |sum: f64| (of > 0.0).then(|| sum / of);
    Combined {
        reached: persons,
        reach_rate: persons / people,
        impressions,
        frequency: by(persons)(impressions),
        grp: 100.0 * impressions / people,
        effective: None,
        effective_rate: None,
        off_target_impressions: None,
        cost,
        cost_per_reached: cost.and_then(by(persons)),
    }
}
