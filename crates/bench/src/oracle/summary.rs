//! [`Summary`]: the figures of a `summary.json`, by path.

use std::path::Path;

use serde_json::Value as Json;

use crate::{BenchError, Task};

/// A `summary.json`.
pub(super) struct Summary {
    task: Task,
    root: Json,
}

impl Summary {
    pub(super) fn read(task: Task, folder: &Path) -> Result<Self, BenchError> {
        let path = folder.join("summary.json");
        let text = std::fs::read(&path).map_err(|source| BenchError::File {
            path: path.clone(),
            source,
        })?;
        let root = serde_json::from_slice(&text).map_err(|error| BenchError::File {
            path,
            source: error.into(),
        })?;
        Ok(Self { task, root })
    }

    /// Whatever stands there.
    pub(super) fn get(&self, path: &str) -> Option<&Json> {
        self.root.pointer(path)
    }

    /// The items of a list.
    pub(super) fn list(&self, path: &str) -> Result<Vec<Self>, BenchError> {
        let items = self.root.pointer(path).and_then(Json::as_array);
        let items = items.ok_or_else(|| self.lacking(path))?;
        let item = |root: &Json| Self {
            task: self.task,
            root: root.clone(),
        };
        Ok(items.iter().map(item).collect())
    }

    /// The entries of an object, by key.
    pub(super) fn entries(&self, path: &str) -> Result<Vec<(String, Self)>, BenchError> {
        let object = self.root.pointer(path).and_then(Json::as_object);
        let object = object.ok_or_else(|| self.lacking(path))?;
        let entry = |(key, root): (&String, &Json)| {
            let of = Self {
                task: self.task,
                root: root.clone(),
            };
            (key.clone(), of)
        };
        Ok(object.iter().map(entry).collect())
    }

    pub(super) fn count(&self, path: &str) -> Result<i64, BenchError> {
        let number = self.root.pointer(path);
        // Sums of counts may be written as floats.
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a whole number, as the comparison says"
        )]
        let whole = |number: f64| (number.fract() == 0.0).then_some(number as i64);
        number
            .and_then(|number| number.as_i64().or_else(|| number.as_f64().and_then(whole)))
            .ok_or_else(|| self.lacking(path))
    }

    /// A count; none where it is null, so that it speaks of nobody.
    pub(super) fn told(&self, path: &str) -> Result<Option<i64>, BenchError> {
        match self.root.pointer(path) {
            Some(Json::Null) => Ok(None),
            _ => self.count(path).map(Some),
        }
    }

    /// An amount; none where it is null.
    pub(super) fn amount(&self, path: &str) -> Result<Option<f64>, BenchError> {
        match self.root.pointer(path) {
            Some(Json::Null) => Ok(None),
            Some(number) if number.is_number() => Ok(number.as_f64()),
            _ => Err(self.lacking(path)),
        }
    }

    pub(super) fn text(&self, path: &str) -> Result<&str, BenchError> {
        let text = self.root.pointer(path).and_then(Json::as_str);
        text.ok_or_else(|| self.lacking(path))
    }

    fn lacking(&self, path: &str) -> BenchError {
        BenchError::Lacking {
            task: self.task,
            figure: path.to_owned(),
        }
    }
}
