//! Which of the partitions is the answer.

use crate::{
    Candidate, Choice, KMeans, Model, Reason,
    lloyd::{self, Partition},
    order,
    rows::{Points, Rows, Sample},
    silhouette::{mean, silhouettes},
};

/// The partition chosen, its clusters in their order, and what the others were worth.
pub(crate) struct Chosen {
    pub(crate) partition: Partition,
    /// Silhouettes of the sampled points; 0 where the sample lies in one cluster.
    pub(crate) silhouettes: Vec<f64>,
    pub(crate) mean: Option<f64>,
    pub(crate) reason: Reason,
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) elbow: Option<u32>,
}

/// Chooses among partitions into ascending numbers of clusters, of which there is at least one; `inertia` is that of all
/// rows in one.
pub(crate) fn choose(
    partitions: Vec<Partition>,
    rows: &Rows,
    sample: &Sample,
    params: &KMeans,
    inertia: f64,
) -> Chosen {
    let whole = Candidate {
        clusters: 1,
        inertia,
        silhouette: None,
    };
    let points = rows.points.select(&sample.places, sample.weights.clone());
    let judge = |partition| judge(&points, sample, partition);
    let mut judged: Vec<Judged> = partitions.into_iter().map(judge).collect();
    // A tie stays with the smaller number.
    let better = |best: usize, next: usize| {
        if judged[next].mean > judged[best].mean {
            next
        } else {
            best
        }
    };
    let best = (1..judged.len()).fold(0, better);
    if params.model == Model::Means {
        let rough = judged[best].partition.centres.clone();
        judged[best] = judge(lloyd::settle(&rows.points, rough, params.iterations));
    }
    let tried = judged.iter().map(Judged::candidate);
    let (reason, candidates): (_, Vec<Candidate>) = match params.clusters {
        Choice::Auto { .. } => (
            Reason::Silhouette,
            std::iter::once(whole).chain(tried).collect(),
        ),
        Choice::Exactly(_) => (Reason::Asked, tried.collect()),
    };
    let Judged {
        partition,
        silhouettes,
        mean,
    } = judged.swap_remove(best);
    Chosen {
        partition,
        silhouettes,
        mean,
        reason,
        elbow: elbow(&candidates),
        candidates,
    }
}

struct Judged {
    partition: Partition,
    silhouettes: Vec<f64>,
    mean: Option<f64>,
}

fn judge(points: &Points, sample: &Sample, partition: Partition) -> Judged {
    let partition = order::by_size(partition);
    let labels: Vec<u32> = sample
        .places
        .iter()
        .map(|place| partition.labels[*place])
        .collect();
    let found = silhouettes(points, &labels, partition.sizes.len());
    Judged {
        mean: found.as_ref().map(|found| mean(found, &sample.weights)),
        silhouettes: found.unwrap_or_else(|| vec![0.0; labels.len()]),
        partition,
    }
}

impl Judged {
    fn candidate(&self) -> Candidate {
        Candidate {
            clusters: u32::try_from(self.partition.sizes.len()).unwrap_or(u32::MAX),
            inertia: self.partition.inertia,
            silhouette: self.mean,
        }
    }
}

/// The number of clusters whose inertia lies farthest below the chord from the first candidate to the
/// last, both axes from 0 to 1; ties to the smaller number. `None` where nothing lies below it.
fn elbow(candidates: &[Candidate]) -> Option<u32> {
    let (first, last) = (candidates.first()?, candidates.last()?);
    let width = f64::from(last.clusters - first.clusters);
    let height = first.inertia - last.inertia;
    let mut most = (None, 1e-12);
    for candidate in candidates {
        let right = f64::from(candidate.clusters - first.clusters) / width;
        let up = (candidate.inertia - last.inertia) / height;
        let below = 1.0 - right - up;
        if below > most.1 {
            most = (Some(candidate.clusters), below);
        }
    }
    most.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(inertia: &[f64]) -> Vec<Candidate> {
        let candidate = |(clusters, inertia): (u32, &f64)| Candidate {
            clusters,
            inertia: *inertia,
            silhouette: None,
        };
        (1..).zip(inertia).map(candidate).collect()
    }

    /// Below the chord from (0, 1) to (1, 0): 1 - 1/4 - 0.5 = 0.25, 1 - 2/4 - 0.1 = 0.4, 1 - 3/4 - 0.05 = 0.2.
    #[test]
    fn the_elbow_lies_farthest_below_the_chord() {
        assert_eq!(elbow(&curve(&[100.0, 50.0, 10.0, 5.0, 0.0])), Some(3));
        assert_eq!(elbow(&curve(&[4.0, 2.0, 1.0, 0.5, 0.0])), Some(2));
    }

    #[test]
    fn a_straight_flat_or_short_curve_has_none() {
        assert_eq!(elbow(&curve(&[3.0, 2.0, 1.0, 0.0])), None);
        assert_eq!(elbow(&curve(&[0.0, 0.0, 0.0])), None);
        assert_eq!(elbow(&curve(&[3.0, 1.0])), None);
        assert_eq!(elbow(&curve(&[3.0])), None);
        assert_eq!(elbow(&[]), None);
    }
}
