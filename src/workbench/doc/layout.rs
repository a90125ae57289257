//! Where the nodes of a layered graph stand, so that few edges cross and none runs through a box.
//!
//! In: boxes in layers, edges from lower to higher layers. Out: a top for each box, and the heights that each edge
//! passes on its way. The way is the usual one: edges over several layers get a point in each (one for all edges of
//! the same box), layers are put in order by the means of their neighbours, and tops follow by least squares.

use std::collections::{BTreeMap, BTreeSet};

/// A box of the drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) layer: usize,
    pub(super) height: i32,
}

/// The drawing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    /// The top of each box.
    pub(super) tops: Vec<i32>,
    /// For each edge, by layer between its ends: the height that it passes.
    pub(super) ways: BTreeMap<(usize, usize), Vec<(usize, i32)>>,
    /// The height of it all.
    pub(super) height: i32,
}

/// Between two boxes.
const GAP: i32 = 12;
/// A point that an edge passes.
const POINT: i32 = 2;
/// How often the layers are put in order. Orders hardly change after a few rounds.
const ROUNDS: usize = 16;

struct Field {
    /// Boxes, then points.
    heights: Vec<i32>,
    layers: Vec<Vec<usize>>,
    before: Vec<Vec<usize>>,
    after: Vec<Vec<usize>>,
}

/// Lays out boxes and edges.
pub(super) fn layout(boxes: &[Node], edges: &BTreeSet<(usize, usize)>) -> Layout {
    let (mut field, points) = field(boxes, edges);
    order(&mut field);
    let centers = centers(&field);
    let center = |index: usize| centers.get(index).copied().unwrap_or(0);
    let tops: Vec<i32> =
        boxes.iter().enumerate().map(|(index, one)| center(index).saturating_sub(half(one.height))).collect();
    let ways = edges
        .iter()
        .map(|(from, to)| {
            let last = boxes.get(*to).map_or(0, |one| one.layer);
            let passed = points.range((*from, 0)..(*from, last));
            ((*from, *to), passed.map(|((_, layer), point)| (*layer, center(*point))).collect())
        })
        .collect();
    let bottoms = tops.iter().zip(boxes).map(|(top, one)| top.saturating_add(one.height));
    Layout { height: bottoms.max().unwrap_or(0), tops, ways }
}

fn half(of: i32) -> i32 {
    of >> 1
}

/// The points by the box that they lead from and their layer.
type Points = BTreeMap<(usize, usize), usize>;

fn field(boxes: &[Node], edges: &BTreeSet<(usize, usize)>) -> (Field, Points) {
    let deepest = boxes.iter().map(|one| one.layer).max().unwrap_or(0);
    let mut field = Field {
        heights: boxes.iter().map(|one| one.height).collect(),
        layers: vec![Vec::new(); deepest.saturating_add(1)],
        before: vec![Vec::new(); boxes.len()],
        after: vec![Vec::new(); boxes.len()],
    };
    for (index, one) in boxes.iter().enumerate() {
        field.put(one.layer, index);
    }
    let mut points = Points::new();
    let layer_of = |index: &usize| boxes.get(*index).map_or(0, |one| one.layer);
    for (from, to) in edges {
        let mut at = *from;
        for layer in layer_of(from).saturating_add(1)..layer_of(to) {
            at = match points.get(&(*from, layer)) {
                Some(point) => *point,
                None => {
                    let point = field.heights.len();
                    field.heights.push(POINT);
                    field.before.push(Vec::new());
                    field.after.push(Vec::new());
                    field.put(layer, point);
                    field.join(at, point);
                    points.insert((*from, layer), point);
                    point
                }
            };
        }
        field.join(at, *to);
    }
    (field, points)
}

impl Field {
    fn put(&mut self, layer: usize, index: usize) {
        if let Some(layer) = self.layers.get_mut(layer) {
            layer.push(index);
        }
    }

    fn join(&mut self, from: usize, to: usize) {
        if let Some(after) = self.after.get_mut(from) {
            after.push(to);
        }
        if let Some(before) = self.before.get_mut(to) {
            before.push(from);
        }
    }

    fn places(&self) -> Vec<usize> {
        let mut out = vec![0; self.heights.len()];
        for layer in &self.layers {
            for (place, index) in layer.iter().enumerate() {
                if let Some(slot) = out.get_mut(*index) {
                    *slot = place;
                }
            }
        }
        out
    }

    /// How many pairs of edges cross.
    fn crossings(&self) -> usize {
        let places = self.places();
        let place = |index: &usize| places.get(*index).copied().unwrap_or(0);
        let of_layer = |layer: &Vec<usize>| {
            let edges = layer.iter().flat_map(|from| {
                let mut to: Vec<usize> = self.after.get(*from).into_iter().flatten().map(place).collect();
                to.sort_unstable();
                to
            });
            // The ends in the order of the starts: each pair that is the wrong way round crosses.
            let mut ends: Vec<usize> = Vec::new();
            let mut crossed: usize = 0;
            for end in edges {
                let at = ends.partition_point(|known| *known <= end);
                crossed = crossed.saturating_add(ends.len().saturating_sub(at));
                ends.insert(at, end);
            }
            crossed
        };
        self.layers.iter().map(of_layer).sum()
    }
}

/// Puts every layer in the order of the means of its neighbours, from the left and from the right in turns, and keeps
/// the best order that was met.
fn order(field: &mut Field) {
    let mut best = (field.crossings(), field.layers.clone());
    for round in 0..ROUNDS {
        let rightwards = round & 1 == 0;
        let count = field.layers.len();
        for step in 0..count {
            let at = if rightwards { step } else { count.saturating_sub(step).saturating_sub(1) };
            let places = field.places();
            let near = if rightwards { &field.before } else { &field.after };
            let Some(layer) = field.layers.get(at) else { continue };
            let mut keyed: Vec<(i64, usize, usize)> = layer
                .iter()
                .enumerate()
                .map(|(place, index)| {
                    let neighbours = near.get(*index).map(Vec::as_slice).unwrap_or_default();
                    let own = thousandfold(place);
                    (
                        mean(neighbours.iter().filter_map(|one| places.get(*one)).map(|p| thousandfold(*p)))
                            .unwrap_or(own),
                        place,
                        *index,
                    )
                })
                .collect();
            keyed.sort_unstable();
            if let Some(layer) = field.layers.get_mut(at) {
                *layer = keyed.into_iter().map(|(_, _, index)| index).collect();
            }
        }
        let crossings = field.crossings();
        if crossings < best.0 {
            best = (crossings, field.layers.clone());
        }
    }
    field.layers = best.1;
}

fn thousandfold(place: usize) -> i64 {
    i64::try_from(place).unwrap_or(i64::MAX).saturating_mul(1000)
}

fn mean(values: impl Iterator<Item = i64>) -> Option<i64> {
    let (sum, count) = values
        .fold((0_i64, 0_i64), |(sum, count), value| (sum.saturating_add(value), count.saturating_add(1)));
    sum.checked_div(count)
}

/// Where the middle of each box and point lies: as near to the mean of its neighbours as the order allows.
fn centers(field: &Field) -> Vec<i32> {
    let mut centers = vec![0; field.heights.len()];
    for layer in &field.layers {
        place(field, layer, &mut centers, |_, _| None);
    }
    for round in 0..ROUNDS {
        let rightwards = round & 1 == 0;
        let count = field.layers.len();
        for step in 0..count {
            let at = if rightwards { step } else { count.saturating_sub(step).saturating_sub(1) };
            let Some(layer) = field.layers.get(at) else { continue };
            let near = |index: usize, centers: &[i32]| {
                let both = [&field.before, &field.after];
                let all = both.into_iter().filter_map(|near| near.get(index)).flatten();
                mean(all.filter_map(|one| centers.get(*one)).map(|center| i64::from(*center)))
            };
            place(field, layer, &mut centers, near);
        }
    }
    let top = |(center, height): (&i32, &i32)| center.saturating_sub(half(*height));
    let least = centers.iter().zip(&field.heights).map(top).min().unwrap_or(0);
    centers.iter_mut().for_each(|center| *center = center.saturating_sub(least));
    centers
}

/// Boxes that touch and move as one.
struct Block {
    /// The sum of where its boxes would have the block begin, and how many they are.
    wish: i64,
    count: i64,
    /// Its boxes from top to bottom, with how far the middle of each lies below the begin of the block.
    boxes: Vec<(usize, i64)>,
    length: i64,
}

impl Block {
    fn start(&self) -> i64 {
        self.wish.checked_div(self.count).unwrap_or(0)
    }
}

/// Places one layer: blocks that would overlap become one, which begins at the mean of what its boxes wish.
fn place(field: &Field, layer: &[usize], centers: &mut [i32], wished: impl Fn(usize, &[i32]) -> Option<i64>) {
    let mut blocks: Vec<Block> = Vec::new();
    for index in layer {
        let height = i64::from(field.heights.get(*index).copied().unwrap_or(0));
        let middle = height >> 1;
        let current = centers.get(*index).copied().map_or(0, i64::from);
        let wish = wished(*index, centers).unwrap_or(current).saturating_sub(middle);
        let gap = i64::from(GAP);
        let mut block =
            Block { wish, count: 1, boxes: vec![(*index, middle)], length: height.saturating_add(gap) };
        while let Some(last) = blocks.pop_if(|last| last.start().saturating_add(last.length) > block.start())
        {
            block = merged(last, block);
        }
        blocks.push(block);
    }
    for block in &blocks {
        for (index, offset) in &block.boxes {
            if let Some(center) = centers.get_mut(*index) {
                *center = i32::try_from(block.start().saturating_add(*offset)).unwrap_or(i32::MAX);
            }
        }
    }
}

fn merged(mut above: Block, below: Block) -> Block {
    let down = above.length;
    above.wish = above.wish.saturating_add(below.wish).saturating_sub(down.saturating_mul(below.count));
    above.count = above.count.saturating_add(below.count);
    above.boxes.extend(below.boxes.into_iter().map(|(index, offset)| (index, offset.saturating_add(down))));
    above.length = above.length.saturating_add(below.length);
    above
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn boxes(layers: &[usize]) -> Vec<Node> {
        layers.iter().map(|layer| Node { layer: *layer, height: 20 }).collect()
    }

    #[test]
    fn crossed_edges_are_untangled_and_boxes_stand_beside_what_they_lead_to() {
        // 0→3, 1→2 as declared would cross.
        let out = layout(&boxes(&[0, 0, 1, 1]), &BTreeSet::from([(0, 3), (1, 2)]));
        assert_eq!(out.tops[0], out.tops[3]);
        assert_eq!(out.tops[1], out.tops[2]);
        assert_ne!(out.tops[0], out.tops[1]);
    }

    #[test]
    fn a_long_edge_passes_between_the_boxes_on_its_way() {
        let out = layout(&boxes(&[0, 1, 1, 2]), &BTreeSet::from([(0, 1), (0, 2), (0, 3)]));
        let way = &out.ways[&(0, 3)];
        assert_eq!(way.len(), 1);
        for one in [1, 2] {
            assert!(!(out.tops[one]..out.tops[one] + 20).contains(&way[0].1), "through box {one}: {out:?}");
        }
    }

    proptest! {
        #[test]
        fn no_two_boxes_of_a_layer_overlap(
            layers in prop::collection::vec(0_usize..4, 1..24),
            links in prop::collection::vec((0_usize..24, 0_usize..24), 0..60),
        ) {
            let boxes = boxes(&layers);
            let edges = links.into_iter()
                .filter(|(from, to)| *from < layers.len() && *to < layers.len() && layers[*from] < layers[*to])
                .collect();
            let out = layout(&boxes, &edges);
            for (a, one) in boxes.iter().enumerate() {
                prop_assert!(out.tops[a] >= 0 && out.tops[a] + one.height <= out.height);
                for (b, other) in boxes.iter().enumerate().skip(a + 1) {
                    prop_assert!(one.layer != other.layer || (out.tops[a] - out.tops[b]).abs() >= 20);
                }
            }
            prop_assert_eq!(out.ways.len(), edges.len());
        }
    }
}
