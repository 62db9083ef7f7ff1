//! Why practice data could not be made.

use fourr_generator::GeneratorError;

use super::advice::Advice;

impl Advice for GeneratorError {
    fn hint(&self) -> Option<String> {
        Some(Self::hint(self).to_owned())
    }

    fn chinese(&self) -> Option<(String, Option<String>)> {
        None
    }

    fn is_usage(&self) -> bool {
        !matches!(self, Self::Write { .. } | Self::Frame(_))
    }
}
