//! The work of a run, batch by batch: what came of one is written before the next one begins, so that a run keeps little.
//!
//! In: the inputs of a run. Out: what came of each, handed to the sink in their order.

use super::Settings;
use super::document::{Checked, Run, check_line, check_source, unreadable};
use super::feed::{Fed, Feed};
use super::inputs::{Input, proposal_id, source_of, source_of_bytes};
use super::progress;
use super::sink::{Sink, Treated};
use crate::data::Format;
use crate::data::lines::documents;
use crate::diag::Diagnostic;
use crate::report::SheetSummary;
use crate::text::{FileId, Source};
use indicatif::ProgressBar;
use rayon::prelude::*;
use std::sync::Arc;

/// From how many files on threads are worth their start.
const PARALLEL_FROM: usize = 64;
/// So many blocks of NDJSON are worked on at a time.
const BLOCKS: usize = 8;
/// So many inputs are worked on before what came of them is written.
const BATCH: usize = 256;

/// A piece of work: what of an input is to be read, and what is to be told of it.
struct Job<'a> {
    input: &'a Input,
    id: FileId,
    /// What of it was read already.
    fed: Option<Fed>,
}

/// Checks all inputs; on several threads where there is much to do.
pub(super) fn check_all(settings: &Settings, run: &Run<'_>, inputs: &[Input], sink: &mut Sink<'_>) {
    let bar = progress::bar(settings, inputs.len());
    let much = inputs.len() >= PARALLEL_FROM || inputs.iter().any(Feed::is_long);
    if much && settings.jobs != Some(1) {
        settings.in_pool(|| check_each(run, inputs, sink, &bar, true));
    } else {
        check_each(run, inputs, sink, &bar, false);
    }
    bar.finish_and_clear();
}

/// Checks inputs in batches: what came of one is written before the next one begins.
fn check_each(run: &Run<'_>, inputs: &[Input], sink: &mut Sink<'_>, bar: &ProgressBar, threads: bool) {
    let mut batch: Vec<Job<'_>> = Vec::new();
    for (index, input) in inputs.iter().enumerate() {
        let id = proposal_id(index);
        if Feed::is_for(input) {
            feed(run, (input, id), sink, &mut batch, threads);
        } else {
            batch.push(Job { input, id, fed: None });
        }
        bar.inc(1);
        if batch.len() >= BATCH {
            work(run, &mut batch, sink, threads);
        }
    }
    work(run, &mut batch, sink, threads);
}

/// Checks a file of NDJSON, block by block; a small one joins the batch.
fn feed<'a>(
    run: &Run<'_>,
    (input, id): (&'a Input, FileId),
    sink: &mut Sink<'_>,
    batch: &mut Vec<Job<'a>>,
    threads: bool,
) {
    let mut feed = match Feed::new(input, id, run.limits) {
        Ok(feed) => feed,
        Err(problem) => {
            let fed = Fed::Unreadable(1, Box::new(problem.told(input, id, run.limits)));
            batch.push(Job { input, id, fed: Some(fed) });
            return;
        }
    };
    let mut parts = 0_usize;
    while let Some(fed) = feed.next() {
        batch.push(Job { input, id, fed: Some(fed) });
        parts = parts.saturating_add(1);
        // After the first block it is known whether there are many proposals.
        if parts == 2 || (parts > 2 && batch.len() >= BLOCKS) {
            work(run, batch, sink, threads);
        }
    }
    if parts > 1 {
        work(run, batch, sink, threads);
    }
}

/// Does the work of a batch and hands over what came of it, in order.
fn work(run: &Run<'_>, batch: &mut Vec<Job<'_>>, sink: &mut Sink<'_>, threads: bool) {
    let manner = sink.manner();
    let mut options = run.options;
    options.detail = manner.detail();
    let run = &Run { options, ..*run };
    let one = |job: Job<'_>| -> Vec<Treated> {
        check_job(run, job).into_iter().map(|checked| manner.treat(checked)).collect()
    };
    let jobs = std::mem::take(batch);
    if threads && jobs.len() > 1 {
        let done: Vec<Vec<Treated>> = jobs.into_par_iter().map(one).collect();
        done.into_iter().for_each(|treated| sink.take(treated));
    } else {
        jobs.into_iter().for_each(|job| sink.take(one(job)));
    }
}

fn check_job(run: &Run<'_>, job: Job<'_>) -> Vec<Checked> {
    let Job { input, id, fed } = job;
    let of_source = |source: Result<Arc<Source>, Box<(Source, Diagnostic)>>| match source {
        Ok(source) => check_source(run, &source, input.format),
        Err(problem) => vec![unreadable(&problem.0, 1, &problem.1)],
    };
    let mut checked: Vec<Checked> = match fed {
        None => of_source(source_of(input, id, run.limits)),
        Some(Fed::Whole(bytes)) => of_source(source_of_bytes(input, id, bytes)),
        Some(Fed::Unreadable(number, problem)) => vec![unreadable(&problem.0, number, &problem.1)],
        Some(Fed::Lines(lines, start)) => {
            documents(&lines, start).filter_map(|line| check_line(run, input, id, &line)).collect()
        }
    };
    if input.format == Format::Csv {
        // Nothing else is read from CSV.
        for one in checked.iter_mut().filter(|one| one.report.sheet.is_none()) {
            one.report.sheet = Some(SheetSummary::unknown());
        }
    }
    for one in &mut checked {
        run.asides.apply(&mut one.report, run.settings);
    }
    checked
}
