include!("check.rs");
use std::cell::RefCell;
use std::collections::{BTreeMap, BinaryHeap};
use std::rc::Rc;

struct Node {
    value: f64,
    children: Vec<Rc<RefCell<Node>>>,
}

fn energy(node: &Rc<RefCell<Node>>) -> f64 {
    let n = node.borrow();
    n.value * n.value + n.children.iter().map(energy).sum::<f64>()
}

fn node(value: f64) -> Rc<RefCell<Node>> {
    Rc::new(RefCell::new(Node { value, children: Vec::new() }))
}

fn ordered(x: &[f64]) -> f64 {
    let mut map = BTreeMap::new();
    for i in 0..20 {
        map.insert((i * 7) % 20, x[i % x.len()] * i as f64);
    }
    map.iter().map(|(k, v)| (0.1 * v).sin() * *k as f64).sum()
}

fn shared(x: &[f64]) -> f64 {
    let root = node(x[0]);
    for v in &x[1..] {
        root.borrow_mut().children.push(node(v.sin()));
    }
    root.borrow_mut().value *= x[1];
    energy(&root)
}

fn by_priority(x: &[f64]) -> f64 {
    let mut heap: BinaryHeap<usize> = (0..x.len()).map(|i| (i * 5) % x.len()).collect();
    let mut sum = 0.0;
    while let Some(i) = heap.pop() {
        sum = 0.5 * sum + x[i] * x[i];
    }
    sum
}

fn main() {
    check!(ordered shared by_priority);
}
