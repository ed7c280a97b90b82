// A Rust program that uses the standard library: collections, traits, closures, iterators, threads, panics.
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{mpsc, Arc, Mutex};

static COUNTER: AtomicUsize = AtomicUsize::new(0);

trait Area {
    fn area(&self) -> f64;
    fn name(&self) -> String {
        "shape".to_string()
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Shape {
    Circle(f64),
    Square { side: f64 },
    Unit,
}

impl Area for Shape {
    fn area(&self) -> f64 {
        match self {
            Shape::Circle(r) => std::f64::consts::PI * r * r,
            Shape::Square { side } => side * side,
            Shape::Unit => 1.0,
        }
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:?} of {:.2}", self, self.area())
    }
}

fn parse(text: &str) -> Result<Vec<i32>, std::num::ParseIntError> {
    text.split(',').map(|x| x.trim().parse::<i32>()).collect()
}

fn checked(a: i32, b: i32) -> Option<i32> {
    a.checked_mul(b)?.checked_add(1)
}

#[no_mangle]
pub extern "C" fn energy(x: *const f64, n: usize) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n) };
    x.windows(2).map(|w| (w[1] - w[0]).powi(2)).sum::<f64>().sqrt()
}

fn main() {
    let shapes: Vec<Box<dyn Area>> = vec![Box::new(Shape::Circle(2.0)), Box::new(Shape::Square { side: 3.0 }), Box::new(Shape::Unit)];
    let mut table = HashMap::new();
    let mut order = BTreeMap::new();
    for (i, s) in shapes.iter().enumerate() {
        *table.entry(s.name()).or_insert(0.0) += s.area();
        order.insert(i, s.area());
    }
    let total = Arc::new(Mutex::new(0.0f64));
    let (send, receive) = mpsc::channel();
    let handles: Vec<_> = (0..3)
        .map(|k| {
            let total = Arc::clone(&total);
            let send = send.clone();
            std::thread::spawn(move || {
                *total.lock().unwrap() += k as f64;
                COUNTER.fetch_add(k, Ordering::SeqCst);
                send.send(k as u128 * 3).unwrap();
            })
        })
        .collect();
    drop(send);
    for h in handles {
        h.join().unwrap();
    }
    let sum: u128 = receive.iter().sum();
    println!("{:?} {:?} {} {}", table, order, total.lock().unwrap(), sum);
    println!("{} {:?} {:?} {}", Shape::Unit, parse("1, 2, x"), checked(i32::MAX, 2), energy([1.0, 2.0].as_ptr(), 2));
}
