//! The packs that a pack uses: found, put in order, checked each once.

use super::files::Files;
use super::pack::{UsedPack, find_packs, folder_of, is_broken, is_rule_file};
use super::world::World;
use crate::check::{LoadedUse, Pack, UseProblem};
use crate::diag::Diagnostic;
use crate::syntax::ast::Name;
use crate::text::{SourceMap, Span};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A pack, checked with the packs that it uses.
pub(super) struct Checked {
    /// The pack, as whole as it could be made.
    pub(super) pack: Option<Pack>,
    /// What is wrong with it.
    pub(super) diags: Vec<Diagnostic>,
    /// The packs that it uses, directly or not, by id.
    pub(super) used: Vec<UsedPack>,
}

/// Every pack that can be reached from one, that one first, and why others cannot be.
struct Reached {
    packs: Vec<Files>,
    /// Where each stands, by its id.
    at: BTreeMap<String, usize>,
    problems: BTreeMap<String, UseProblem>,
}

/// Checks a pack after those that it uses.
pub(super) fn check_all(world: &dyn World, rules: &str, root: Files, sources: &mut SourceMap) -> Checked {
    let reached = reach(world, rules, root, sources);
    let mut done: BTreeMap<usize, (Option<Pack>, Vec<Diagnostic>)> = BTreeMap::new();
    // Those in a circle do not wait for each other, so that each round checks at least one pack.
    while done.len() < reached.packs.len() {
        let before = done.len();
        for (at, files) in reached.packs.iter().enumerate() {
            if done.contains_key(&at) {
                continue;
            }
            let Some(used) = used_by(&reached, &done, at, files) else { continue };
            let checked = files.check(world, &used, sources);
            done.insert(at, checked);
        }
        if done.len() == before {
            break;
        }
    }
    let (pack, diags) = done.remove(&0).unwrap_or_default();
    let id = |at: usize| reached.packs.get(at).map(|files| files.id.clone()).unwrap_or_default();
    let mut used: Vec<UsedPack> =
        done.into_iter().map(|(at, (_, diags))| UsedPack { id: id(at), diags }).collect();
    used.sort_by(|a, b| a.id.cmp(&b.id));
    Checked { pack, diags, used }
}

/// What the `use`s of a pack name; `None` while one of them waits to be checked.
fn used_by<'p>(
    reached: &'p Reached,
    done: &'p BTreeMap<usize, (Option<Pack>, Vec<Diagnostic>)>,
    at: usize,
    files: &Files,
) -> Option<Vec<LoadedUse<'p>>> {
    let mut out = Vec::new();
    for name in files.uses() {
        if let Some((id, problem)) = reached.problems.get_key_value(&name.text) {
            out.push(LoadedUse { id, pack: Err(problem.clone()) });
            continue;
        }
        let (id, other) = reached.at.get_key_value(&name.text)?;
        let pack = match way_back(reached, *other, at) {
            Some(steps) => Err(UseProblem::Circle(steps)),
            None => match done.get(other)? {
                (Some(pack), diags) if !is_broken(diags) => Ok(pack),
                _ => Err(UseProblem::Broken),
            },
        };
        out.push(LoadedUse { id, pack });
    }
    Some(out)
}

/// Reads every pack that can be reached, without its tests.
fn reach(world: &dyn World, rules: &str, root: Files, sources: &mut SourceMap) -> Reached {
    let mut waiting: VecDeque<Name> = root.uses().into();
    let mut reached = Reached { at: BTreeMap::new(), packs: Vec::new(), problems: BTreeMap::new() };
    if !root.id.is_empty() {
        reached.at.insert(root.id.clone(), 0);
    }
    reached.packs.push(root);
    while let Some(name) = waiting.pop_front() {
        let id = name.text;
        if reached.at.contains_key(&id) || reached.problems.contains_key(&id) {
            continue;
        }
        let folder = folder_of(rules, &id);
        let entries = world.list(&folder).unwrap_or_default();
        if !entries.iter().any(|entry| !entry.folder && is_rule_file(&entry.name)) {
            let own = reached.packs.first().map(|root| root.id.as_str());
            let known = find_packs(world, rules).into_iter().map(|pack| pack.id);
            let known = known.filter(|id| !id.is_empty() && Some(id.as_str()) != own).collect();
            reached.problems.insert(id, UseProblem::Unknown(known));
            continue;
        }
        if !world.is_inside(&folder, rules) {
            reached.problems.insert(id, UseProblem::Outside);
            continue;
        }
        let files = Files::read(world, &folder, &id, false, sources);
        waiting.extend(files.uses());
        reached.at.insert(id, reached.packs.len());
        reached.packs.push(files);
    }
    reached
}

/// The shortest way from one pack to another by `use`s: the place of each, and the id that it names.
fn way_back(reached: &Reached, from: usize, to: usize) -> Option<Vec<(Span, String)>> {
    if from == to {
        return Some(Vec::new());
    }
    let mut came: BTreeMap<usize, (usize, Name)> = BTreeMap::new();
    let mut seen = BTreeSet::from([from]);
    let mut queue = VecDeque::from([from]);
    while let Some(here) = queue.pop_front() {
        for name in reached.packs.get(here).map(Files::uses).unwrap_or_default() {
            let Some(next) = reached.at.get(&name.text).copied().filter(|next| seen.insert(*next)) else {
                continue;
            };
            came.insert(next, (here, name));
            queue.push_back(next);
        }
    }
    let mut steps = Vec::new();
    let mut here = to;
    while here != from {
        let (before, name) = came.get(&here)?;
        steps.push((name.span, name.text.clone()));
        here = *before;
    }
    steps.reverse();
    Some(steps)
}
