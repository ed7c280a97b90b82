include!("check.rs");
use std::ops::{Add, Mul};

trait Shape {
    fn area(&self) -> f64;
    fn scaled(&self, by: f64) -> Box<dyn Shape>;
}
struct Circle {
    radius: f64,
}
struct Rectangle {
    width: f64,
    height: f64,
}
impl Shape for Circle {
    fn area(&self) -> f64 {
        std::f64::consts::PI * self.radius * self.radius
    }
    fn scaled(&self, by: f64) -> Box<dyn Shape> {
        Box::new(Circle {
            radius: self.radius * by,
        })
    }
}
impl Shape for Rectangle {
    fn area(&self) -> f64 {
        self.width * self.height
    }
    fn scaled(&self, by: f64) -> Box<dyn Shape> {
        Box::new(Rectangle {
            width: self.width * by,
            height: self.height * by,
        })
    }
}

fn shapes(x: &[f64]) -> f64 {
    let mut all: Vec<Box<dyn Shape>> = Vec::new();
    for pair in x.chunks(2) {
        if pair[0] > 1.0 {
            all.push(Box::new(Circle { radius: pair[1] }))
        } else {
            all.push(Box::new(Rectangle {
                width: pair[0],
                height: pair[1],
            }))
        }
    }
    all.iter().map(|s| s.area() * s.scaled(x[0]).area()).sum()
}

fn integrate(f: impl Fn(f64) -> f64, from: f64, to: f64) -> f64 {
    let n = 16;
    let h = (to - from) / n as f64;
    (0..n).map(|i| f(from + (i as f64 + 0.5) * h) * h).sum()
}

fn closures(x: &[f64]) -> f64 {
    let (a, b) = (x[0], x[1]);
    let mut count = 0;
    let mut total = 0.0;
    let mut note = |v: f64| {
        count += 1;
        total += v * count as f64;
    };
    note(integrate(|t| (a * t).sin() * b, 0.0, x[2]));
    note(integrate(move |t| a * t * t, x[3], 1.0));
    total
}

fn adder(by: f64) -> impl Fn(f64) -> f64 {
    move |t| t * t + by
}
fn chooser(kind: usize, by: f64) -> Box<dyn Fn(f64) -> f64> {
    match kind {
        0 => Box::new(move |t| t * by),
        1 => Box::new(move |t| (t + by).cos()),
        _ => Box::new(|t| t.exp()),
    }
}

fn returned_closures(x: &[f64]) -> f64 {
    let plus = adder(x[1]);
    let mut at = x[0];
    for (i, v) in x.iter().enumerate() {
        at = chooser(i % 3, *v)((1.0 + plus(at) * plus(at)).ln().tanh());
    }
    at
}

#[derive(Clone, Copy)]
struct Dual {
    re: f64,
    im: f64,
}
impl Add for Dual {
    type Output = Dual;
    fn add(self, o: Dual) -> Dual {
        Dual {
            re: self.re + o.re,
            im: self.im + o.im,
        }
    }
}
impl Mul for Dual {
    type Output = Dual;
    fn mul(self, o: Dual) -> Dual {
        Dual {
            re: self.re * o.re - self.im * o.im,
            im: self.re * o.im + self.im * o.re,
        }
    }
}

fn power<T: Copy + Mul<Output = T>>(base: T, n: u32) -> T {
    if n == 1 {
        base
    } else {
        let half = power(base, n / 2);
        if n % 2 == 0 {
            half * half
        } else {
            half * half * base
        }
    }
}
fn generics(x: &[f64]) -> f64 {
    let z = power(Dual { re: x[0], im: x[1] }, 5) + Dual { re: x[2], im: x[3] };
    z.re * z.im + power(x[4], 3)
}

struct Matrix<const R: usize, const C: usize>([[f64; C]; R]);
impl<const R: usize, const K: usize, const C: usize> Mul<&Matrix<K, C>> for &Matrix<R, K> {
    type Output = Matrix<R, C>;
    fn mul(self, other: &Matrix<K, C>) -> Matrix<R, C> {
        let mut out = Matrix([[0.0; C]; R]);
        for i in 0..R {
            for j in 0..C {
                for k in 0..K {
                    out.0[i][j] += self.0[i][k] * other.0[k][j];
                }
            }
        }
        out
    }
}
fn matrices(x: &[f64]) -> f64 {
    let a = Matrix::<2, 3>([[x[0], x[1], x[2]], [x[3], x[4], x[5]]]);
    let b = Matrix::<3, 2>([[x[6], x[7]], [x[0], x[1]], [x[2], x[3]]]);
    let c = &a * &b;
    c.0[0][0] * c.0[1][1] - c.0[0][1] * c.0[1][0]
}

fn iterators(x: &[f64]) -> f64 {
    let largest = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let smallest = x.iter().cloned().reduce(f64::min).unwrap();
    let scanned: f64 = x
        .iter()
        .scan(1.0, |state, v| {
            *state *= v;
            Some(*state)
        })
        .take_while(|v| v.abs() > 1e-3)
        .sum();
    let product: f64 = x.iter().step_by(3).chain(&x[..2]).product();
    let flat: f64 = (0..3)
        .flat_map(|i| x[i..i + 2].iter().map(move |v| v * i as f64))
        .sum();
    let best = x.iter().max_by(|a, b| a.partial_cmp(b).unwrap()).unwrap();
    largest * smallest + scanned + product + flat * best
}

fn main() {
    check!(shapes closures returned_closures generics matrices iterators);
}
