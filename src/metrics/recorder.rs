//! Collects the metrics of this process and prints them in the text format of Prometheus.

use std::time::Duration;

use metrics::Recorder as _;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle, PrometheusRecorder};

use super::{
    labels::{Limit, NOT_CHECKED},
    list::{ALL, BUILD, LIMIT_REFUSALS, READ_LOG_FAILURES, READ_LOG_HELD, SUBSCRIPTIONS, TOKENS_REFUSED},
    metric::Listed,
};

/// The upper bounds of all histograms, in seconds.
const BUCKETS: [f64; 13] = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];

/// How often observations are added to their buckets. Until then each of them takes memory.
const UPKEEP: Duration = Duration::from_secs(5);

/// Prints what was recorded.
#[derive(Clone, Debug)]
pub struct Recorded(PrometheusHandle);

impl Recorded {
    /// Records from now on. A process has one recorder, so that a second call changes nothing and has no result.
    pub(crate) fn install() -> Option<Self> {
        let recorder = recorder();
        let recorded = Self(recorder.handle());
        metrics::set_global_recorder(recorder).ok()?;
        begin();
        Some(recorded)
    }

    /// The text that Prometheus reads.
    pub fn text(&self) -> String {
        self.0.render()
    }

    /// Keeps the memory of observations small, forever, also if nobody reads the metrics.
    pub(crate) async fn keep_small(self) {
        loop {
            tokio::time::sleep(UPKEEP).await;
            self.0.run_upkeep();
        }
    }
}

/// Records what `run` does on this thread, for a test.
#[doc(hidden)]
pub async fn recording<T>(run: impl AsyncFnOnce(&Recorded) -> T) -> T {
    let recorder = recorder();
    let _records = metrics::set_default_local_recorder(&recorder);
    begin();
    run(&Recorded(recorder.handle())).await
}

/// Numbers that are there before anything happens. An alert that compares a counter with its past needs its 0.
fn begin() {
    BUILD.set([env!("CARGO_PKG_VERSION").into()], 1.0);
    READ_LOG_FAILURES.add([], 0);
    TOKENS_REFUSED.add([NOT_CHECKED.into()], 0);
    for limit in Limit::ALL {
        LIMIT_REFUSALS.add([limit.into()], 0);
    }
    READ_LOG_HELD.set([], 0.0);
    SUBSCRIPTIONS.set([], 0.0);
}

fn recorder() -> PrometheusRecorder {
    let builder = PrometheusBuilder::new().set_buckets(&BUCKETS).expect("there are buckets");
    let recorder = builder.build_recorder();
    for metric in ALL {
        let it = metric.description();
        let (name, help) = (it.name.into(), it.help.into());
        match metric {
            Listed::Counter(_) => recorder.describe_counter(name, None, help),
            Listed::Gauge(_) => recorder.describe_gauge(name, None, help),
            Listed::Histogram(_) => recorder.describe_histogram(name, None, help),
        }
    }
    recorder
}
