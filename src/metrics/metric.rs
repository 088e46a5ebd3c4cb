//! The kinds of metrics. A metric has a fixed number of labels, and its values are recorded by whatever recorder is installed.
//! Without one, recording does nothing.

use std::time::Instant;

use metrics::{Key, Label, Level, Metadata, with_recorder};

use super::labels::Value;

const METADATA: Metadata<'static> = Metadata::new("waystation", Level::INFO, None);

/// Name, help and labels of a metric.
#[derive(Clone, Copy, Debug)]
pub struct Description {
    /// The name that Prometheus reads.
    pub name: &'static str,
    /// What it says, in one sentence.
    pub help: &'static str,
    /// The names of its labels.
    pub labels: &'static [&'static str],
}

/// A number that only grows. Its name ends with `_total`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counter<const N: usize>(Metric<N>);

/// A number that goes up and down.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gauge<const N: usize>(Metric<N>);

/// A number of seconds, counted in fixed buckets.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Histogram<const N: usize>(Metric<N>);

/// A time that is being measured.
pub(crate) struct Timed<const N: usize> {
    of: Histogram<N>,
    values: Option<[Value; N]>,
    began: Instant,
}

/// A metric of any kind, as it is listed.
#[derive(Clone, Copy, Debug)]
pub enum Listed {
    /// A counter.
    Counter(Description),
    /// A gauge.
    Gauge(Description),
    /// A histogram. In Prometheus it has the names with `_bucket`, `_sum` and `_count`.
    Histogram(Description),
}

#[derive(Clone, Copy, Debug)]
struct Metric<const N: usize> {
    name: &'static str,
    help: &'static str,
    labels: &'static [&'static str; N],
}

impl<const N: usize> Metric<N> {
    fn key(&self, values: [Value; N]) -> Key {
        if N == 0 {
            return Key::from_static_name(self.name);
        }
        let labels = self.labels.iter().zip(values).map(|(name, Value(value))| Label::new(*name, value));
        Key::from_parts(self.name, labels.collect::<Vec<_>>())
    }

    const fn description(&self) -> Description {
        Description { name: self.name, help: self.help, labels: self.labels }
    }
}

impl<const N: usize> Counter<N> {
    /// A counter.
    pub(super) const fn new(name: &'static str, help: &'static str, labels: &'static [&'static str; N]) -> Self {
        Self(Metric { name, help, labels })
    }

    /// Counts some more.
    pub(crate) fn add(&self, values: [Value; N], more: u64) {
        with_recorder(|recorder| recorder.register_counter(&self.0.key(values), &METADATA).increment(more));
    }

    /// As it is listed.
    pub(super) const fn listed(&self) -> Listed {
        Listed::Counter(self.0.description())
    }
}

impl<const N: usize> Gauge<N> {
    /// A gauge.
    pub(super) const fn new(name: &'static str, help: &'static str, labels: &'static [&'static str; N]) -> Self {
        Self(Metric { name, help, labels })
    }

    /// Sets the number.
    pub(crate) fn set(&self, values: [Value; N], number: f64) {
        with_recorder(|recorder| recorder.register_gauge(&self.0.key(values), &METADATA).set(number));
    }

    /// Sets a number of things.
    pub(crate) fn set_count(&self, values: [Value; N], count: impl TryInto<u32>) {
        self.set(values, f64::from(count.try_into().unwrap_or(u32::MAX)));
    }

    /// Changes the number.
    pub(crate) fn change(&self, values: [Value; N], by: f64) {
        with_recorder(|recorder| recorder.register_gauge(&self.0.key(values), &METADATA).increment(by));
    }

    /// As it is listed.
    pub(super) const fn listed(&self) -> Listed {
        Listed::Gauge(self.0.description())
    }
}

impl<const N: usize> Histogram<N> {
    /// A histogram.
    pub(super) const fn new(name: &'static str, help: &'static str, labels: &'static [&'static str; N]) -> Self {
        Self(Metric { name, help, labels })
    }

    /// Counts the time until the result is dropped, also if what is measured is given up.
    pub(crate) fn timed(self, values: [Value; N]) -> Timed<N> {
        Timed { of: self, values: Some(values), began: Instant::now() }
    }

    /// Counts a number of seconds.
    pub(crate) fn observe(&self, values: [Value; N], seconds: f64) {
        with_recorder(|recorder| recorder.register_histogram(&self.0.key(values), &METADATA).record(seconds));
    }

    /// As it is listed.
    pub(super) const fn listed(&self) -> Listed {
        Listed::Histogram(self.0.description())
    }
}

impl<const N: usize> Drop for Timed<N> {
    fn drop(&mut self) {
        if let Some(values) = self.values.take() {
            self.of.observe(values, self.began.elapsed().as_secs_f64());
        }
    }
}

impl Listed {
    /// Name, help and labels.
    pub const fn description(&self) -> &Description {
        match self {
            Self::Counter(description) | Self::Gauge(description) | Self::Histogram(description) => description,
        }
    }
}
