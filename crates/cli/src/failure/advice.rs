//! [`Advice`]: what a person is told about an error.

use std::error::Error;

use fourr_bench::BenchError;
use fourr_clean::CleanError;
use fourr_cost_benefit::CostBenefitError;
use fourr_exam::ExamError;
use fourr_funnel::FunnelError;
use fourr_generator::GeneratorError;
use fourr_kano::KanoError;
use fourr_pipeline::PlanError;
use fourr_profile::{ProfileError, TagFileError};
use fourr_report::ReportError;
use fourr_rfm::{ClaimError, RfmError};
use fourr_table::TableError;

/// What a person is told about an error, beside its English message.
pub(super) trait Advice {
    /// What to do about it, in English.
    fn hint(&self) -> Option<String>;

    /// What is wrong and what to do about it, in Chinese; none where the English text must do.
    fn chinese(&self) -> Option<(String, Option<String>)>;

    /// Whether the command line is at fault, not the data or the machine.
    fn is_usage(&self) -> bool {
        false
    }

    /// The fault of the input that is all there is to it.
    fn input(&self) -> Option<&TableError> {
        None
    }
}

/// One kind of error among those that give advice.
type Kind = fn(&anyhow::Error) -> Option<&dyn Advice>;

/// Every kind of error that gives advice.
const KINDS: &[Kind] = &[
    kind::<TableError>,
    kind::<ProfileError>,
    kind::<TagFileError>,
    kind::<CleanError>,
    kind::<RfmError>,
    kind::<ClaimError>,
    kind::<KanoError>,
    kind::<FunnelError>,
    kind::<CostBenefitError>,
    kind::<PlanError>,
    kind::<ExamError>,
    kind::<GeneratorError>,
    kind::<BenchError>,
    kind::<ReportError>,
];

/// What there is to say about an error.
pub(super) fn of(error: &anyhow::Error) -> Option<&dyn Advice> {
    KINDS.iter().find_map(|kind| kind(error))
}

fn kind<E: Advice + Error + Send + Sync + 'static>(error: &anyhow::Error) -> Option<&dyn Advice> {
    error.downcast_ref::<E>().map(|error| error as &dyn Advice)
}
