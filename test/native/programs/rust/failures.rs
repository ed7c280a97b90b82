include!("check.rs");
use std::fmt;

#[derive(Debug)]
enum Trouble {
    Negative(f64),
    Text(String),
    Steps { taken: usize },
}
impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Trouble::Negative(v) => write!(f, "{v} is negative"),
            Trouble::Text(t) => write!(f, "{t}"),
            Trouble::Steps { taken } => write!(f, "{taken} steps"),
        }
    }
}
impl std::error::Error for Trouble {}

#[inline(never)]
fn root(x: f64) -> Result<f64, Trouble> {
    if x < 0.0 {
        Err(Trouble::Negative(x))
    } else {
        Ok(x.sqrt())
    }
}
#[inline(never)]
fn newton(target: f64, start: f64) -> Result<f64, Trouble> {
    let mut at = start;
    for taken in 0..50 {
        let step = (at * at - target) / (2.0 * at);
        at -= step;
        if step.abs() < 1e-12 {
            return Ok(at);
        }
        if !at.is_finite() {
            return Err(Trouble::Steps { taken });
        }
    }
    Err(Trouble::Text(format!("no root of {target}")))
}
fn sum_of_roots(x: &[f64]) -> Result<f64, Trouble> {
    let mut sum = 0.0;
    for v in x {
        sum += root(v * v + 1.0)? * newton(v.abs() + 1.0, 1.0)?;
    }
    Ok(sum)
}
fn results(x: &[f64]) -> f64 {
    match sum_of_roots(x) {
        Ok(v) => v,
        Err(e) => {
            eprintln!("{e}");
            0.0
        }
    }
}
fn recovered(x: &[f64]) -> f64 {
    x.iter().map(|v| root(*v).unwrap_or_else(|_| v * v * v)).sum()
}
fn boxed(x: &[f64]) -> Result<f64, Box<dyn std::error::Error>> {
    let n: usize = "3".parse()?;
    Ok(root(x[n])? * x[n - 1])
}
fn boxed_errors(x: &[f64]) -> f64 {
    boxed(x).unwrap()
}

fn first_above(x: &[f64], limit: f64) -> Option<(usize, f64)> {
    let at = x.iter().position(|v| *v > limit)?;
    Some((at, x.get(at + 1)? * x[at]))
}
fn options(x: &[f64]) -> f64 {
    let found = first_above(x, 1.0).map(|(i, v)| v * i as f64).unwrap_or(0.0);
    let none = first_above(x, 1e9).map_or(x[0], |p| p.1);
    let mut last: Option<f64> = None;
    let mut sum = 0.0;
    for v in x {
        if let Some(l) = last {
            sum += l * v;
        }
        last = if *v > 0.0 { Some(v.ln()) } else { None };
    }
    found + none * sum
}

enum Expression {
    Constant(f64),
    Variable(usize),
    Sum(Box<Expression>, Box<Expression>),
    Product(Vec<Expression>),
    Sine(Box<Expression>),
}
use Expression::*;
impl Expression {
    fn value(&self, x: &[f64]) -> f64 {
        match self {
            Constant(c) => *c,
            Variable(i) => x[*i],
            Sum(a, b) => a.value(x) + b.value(x),
            Product(all) => all.iter().map(|e| e.value(x)).product(),
            Sine(a) => a.value(x).sin(),
        }
    }
}
fn expressions(x: &[f64]) -> f64 {
    let tree = Sum(
        Box::new(Product(vec![Variable(0), Variable(1), Constant(x[2])])),
        Box::new(Sine(Box::new(Variable(3)))),
    );
    tree.value(x) * tree.value(&x[1..])
}

enum Weight {
    Fixed(f64),
    Boxed(Box<f64>),
    Nothing,
}
fn weight(i: usize, v: f64) -> Weight {
    match i % 3 {
        0 => Weight::Fixed(v),
        1 => Weight::Boxed(Box::new(v * v)),
        _ => Weight::Nothing,
    }
}
fn weights(x: &[f64]) -> f64 {
    let mut all = Vec::new();
    for (i, v) in x.iter().enumerate() {
        all.push(weight(i, *v));
    }
    all.iter()
        .zip(x)
        .map(|(w, v)| match w {
            Weight::Fixed(f) => f * v,
            Weight::Boxed(b) => **b * v,
            Weight::Nothing => v.cos(),
        })
        .sum()
}

fn checked(x: &[f64]) -> f64 {
    let order: [i32; 8] = [3, 1, 4, 1, 5, 2, 6, 5];
    let mut sum = 0.0;
    let mut steps: i32 = 0;
    for (i, o) in order.iter().enumerate() {
        steps += o * 2 - 1;
        let at = usize::try_from(*o).expect("negative");
        if x[at].is_nan() {
            panic!("{} at {at}", x[at]);
        }
        assert!(i < x.len(), "out of range");
        sum += x[at] * x[i] * steps as f64;
    }
    sum
}

fn main() {
    check!(results recovered boxed_errors options expressions weights checked);
}
