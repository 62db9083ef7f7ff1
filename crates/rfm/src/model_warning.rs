//! What a reader should know before trusting a model.

use fourr_lifetime::{FitError, NoStandardErrors};
use serde::Serialize;

use crate::{Attempt, ClusterRefusal, LifetimeRefusal, Summary};

/// What a reader should know before trusting a model.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum ModelWarning {
    /// The data carries no clusters.
    NoClusters {
        /// Why.
        reason: ClusterRefusal,
    },
    /// The data carries no lifetime model.
    NoLifetime {
        /// Why.
        reason: LifetimeRefusal,
    },
    /// A parameter of the lifetime model has no standard error.
    LifetimeUnsteady {
        /// Why not.
        reason: NoStandardErrors,
    },
    /// The value of a purchase could not be modelled, so that there is no lifetime value.
    NoPurchaseValue {
        /// Why.
        error: FitError,
    },
    /// Whoever buys more often spends more, or less, per purchase, which Gamma-Gamma takes to be unrelated.
    ValueCorrelated {
        /// Correlation of repeat purchases and their mean value.
        correlation: f64,
    },
    /// The model could not be judged on purchases that it has not seen.
    NoHoldOut {
        /// Why.
        reason: LifetimeRefusal,
    },
    /// The clusters overlap: their mean silhouette is below 0.25.
    UnclearClusters {
        /// The mean silhouette.
        silhouette: f64,
    },
}

/// What is to be said of the models asked for.
pub(crate) fn of(summary: &Summary) -> Vec<ModelWarning> {
    let mut warnings: Vec<ModelWarning> = clusters(summary).into_iter().collect();
    warnings.extend(lifetime(summary));
    warnings
}

/// What the lifetime model does not say, and how far it is to be trusted.
fn lifetime(summary: &Summary) -> Vec<ModelWarning> {
    let lifetime = match &summary.lifetime {
        None => return Vec::new(),
        Some(Attempt::Refused(reason)) => {
            let reason = reason.clone();
            return vec![ModelWarning::NoLifetime { reason }];
        }
        Some(Attempt::Done(lifetime)) => lifetime,
    };
    let unsteady = lifetime.fit.no_standard_errors;
    let mut warnings: Vec<ModelWarning> = unsteady
        .map(|reason| ModelWarning::LifetimeUnsteady { reason })
        .into_iter()
        .collect();
    match &lifetime.spend {
        Attempt::Refused(error) => warnings.push(ModelWarning::NoPurchaseValue {
            error: error.clone(),
        }),
        Attempt::Done(spend) => {
            let correlation = spend.correlation.filter(|_| spend.correlated);
            warnings.extend(
                correlation.map(|correlation| ModelWarning::ValueCorrelated { correlation }),
            );
        }
    }
    let reason = lifetime.hold_out.refusal().cloned();
    warnings.extend(reason.map(|reason| ModelWarning::NoHoldOut { reason }));
    warnings
}

/// That there are no clusters, or none that stand apart.
fn clusters(summary: &Summary) -> Option<ModelWarning> {
    match summary.clusters.as_ref()? {
        Attempt::Refused(reason) => Some(ModelWarning::NoClusters {
            reason: reason.clone(),
        }),
        Attempt::Done(clusters) => {
            let unclear = |warning: &fourr_cluster::Warning| match warning {
                fourr_cluster::Warning::NoClearStructure { silhouette } => Some(*silhouette),
                _ => None,
            };
            let silhouette = clusters.clustering.warnings.iter().find_map(unclear)?;
            Some(ModelWarning::UnclearClusters { silhouette })
        }
    }
}
