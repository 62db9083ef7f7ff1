//! Tags that read other tags must come after them.

use super::{Place, TagFault, TagFile, ValueRule};
use crate::rule::{Condition, Name};

/// Refuses tags that refer to each other in a circle, as far as the names in their rules are those of tags.
///
/// A column of the data goes before a tag of the same name, so a tag may well read the column that it is called after.
pub(super) fn check(file: &TagFile) -> Result<(), (Place, TagFault)> {
    let reads: Vec<Vec<usize>> = (0..file.tags.len()).map(|tag| read_by(file, tag)).collect();
    let mut done = vec![false; reads.len()];
    for start in 0..reads.len() {
        let mut path = Vec::new();
        if let Some(circle) = follow(start, &reads, &mut path, &mut done) {
            let names = circle
                .iter()
                .map(|&tag| file.tags[tag].meta.code.clone())
                .collect();
            return Err((file.tags[circle[0]].at, TagFault::Circle(names)));
        }
    }
    Ok(())
}

/// Tags that the rules of a tag read, other than itself.
fn read_by(file: &TagFile, tag: usize) -> Vec<usize> {
    let mut found = Vec::new();
    for value in &file.tags[tag].values {
        if let ValueRule::When(condition) = &value.rule {
            condition.names(&mut |name: &Name| {
                let named = file
                    .tags
                    .iter()
                    .position(|other| other.meta.code == name.text);
                found.extend(named.filter(|&other| other != tag));
            });
        }
    }
    found
}

fn follow(
    tag: usize,
    reads: &[Vec<usize>],
    path: &mut Vec<usize>,
    done: &mut [bool],
) -> Option<Vec<usize>> {
    if let Some(start) = path.iter().position(|&seen| seen == tag) {
        let mut circle = path[start..].to_vec();
        circle.push(tag);
        return Some(circle);
    }
    if done[tag] {
        return None;
    }
    path.push(tag);
    for &next in &reads[tag] {
        let circle = follow(next, reads, path, done);
        if circle.is_some() {
            return circle;
        }
    }
    path.pop();
    done[tag] = true;
    None
}

impl<R> Condition<R> {
    /// Visits every reference.
    pub(crate) fn names(&self, visit: &mut impl FnMut(&R)) {
        match self {
            Self::Compare { left, right, .. } => {
                left.names(visit);
                right.names(visit);
            }
            Self::Text { of, .. } | Self::Missing { of, .. } => visit(of),
            Self::And(parts) | Self::Or(parts) => {
                for part in parts {
                    part.names(visit);
                }
            }
            Self::Constant(_)
            | Self::Carries { .. }
            | Self::Untagged { .. }
            | Self::Listed { .. } => {}
        }
    }
}

impl<R> crate::rule::Number<R> {
    fn names(&self, visit: &mut impl FnMut(&R)) {
        match self {
            Self::Column(name) | Self::Time(name) => visit(name),
            Self::Part(_, of) | Self::Apply(_, of) => of.names(visit),
            Self::Combine(_, left, right) => {
                left.names(visit);
                right.names(visit);
            }
            Self::Constant(_) | Self::AsOf(_) => {}
        }
    }
}
