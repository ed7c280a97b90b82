// Single precision, mixed with double; gradients against differences in double of a copy, and analytic values.
unsafe extern "C" {
    #[link_name = "__enzyme_autodiff_single"]
    fn derivative(_: *const (), x: f32) -> f32;
    // Variable arguments are doubles.
    #[link_name = "__enzyme_autodiff_variable"]
    fn derivative_of(_: *const (), ...) -> f32;
    #[link_name = "__enzyme_autodiff_slices"]
    fn gradient(_: *const (), ...);
    static enzyme_dup: i32;
    static enzyme_const: i32;
}

fn cubic(x: f32) -> f32 {
    x * x * x - 2.0 * x
}

fn norm(x: &[f32]) -> f32 {
    x.iter().map(|v| v * v).sum::<f32>().sqrt()
}

fn accumulated(x: &[f32]) -> f32 {
    let mut total = 0.0f64;
    let mut grown = Vec::new();
    for v in x {
        grown.push(v.exp());
        total += f64::from(*v).sin();
    }
    let pairs: f32 = grown.chunks(2).map(|p| p[0] * p.last().unwrap()).sum();
    total as f32 * pairs
}

fn sorted(x: &[f32]) -> f32 {
    let mut v = x.to_vec();
    v.sort_by(|a, b| a.total_cmp(b));
    v.iter().enumerate().map(|(i, t)| (i as f32 + 1.0) * t * t).sum()
}

struct Layer {
    weights: Vec<[f32; 4]>,
    bias: Vec<f32>,
}
impl Layer {
    fn apply(&self, x: &[f32]) -> Vec<f32> {
        self.weights
            .iter()
            .zip(&self.bias)
            .map(|(w, b)| (w.iter().zip(x).map(|(a, b)| a * b).sum::<f32>() + b).tanh())
            .collect()
    }
}
fn network(x: &[f32]) -> f32 {
    let layer = Layer {
        weights: x.chunks_exact(4).map(|c| [c[0], c[1], c[2], c[3]]).collect(),
        bias: x[..2].to_vec(),
    };
    let hidden = layer.apply(&x[2..6]);
    hidden.iter().map(|h| h * h).fold(0.0, f32::max) + hidden[0]
}

fn compare(name: &str, f: fn(&[f32]) -> f32, x: &[f32], gradient: &[f32]) {
    let h = 1e-2f32;
    let fine = (0..x.len()).all(|i| {
        let at = |by: f32| {
            let mut y = x.to_vec();
            y[i] += by * h;
            f64::from(f(&y))
        };
        let slope = (8.0 * (at(1.0) - at(-1.0)) - (at(2.0) - at(-2.0))) / (12.0 * f64::from(h));
        (f64::from(gradient[i]) - slope).abs() <= 2e-3 * (1.0 + slope.abs())
    });
    println!(
        "{name}: {}",
        if fine && gradient.iter().any(|g| *g != 0.0) {
            "ok"
        } else {
            "wrong"
        }
    );
    if !fine {
        eprintln!("{gradient:?}");
    }
}

macro_rules! check {
    ($($f:ident)*) => {{ $(
        let x = [0.7f32, -1.3, 1.1, 0.4, 0.9, -0.6, 1.2, 0.3];
        let mut g = [0.0f32; 8];
        unsafe { gradient($f as *const (), enzyme_dup, x.as_ptr(), g.as_mut_ptr(), enzyme_const, x.len()) };
        compare(stringify!($f), std::hint::black_box($f), &x, &g);
    )* }};
}

fn main() {
    assert_eq!(unsafe { derivative(cubic as *const (), 3.0) }, 25.0);
    assert_eq!(unsafe { derivative_of(cubic as *const (), 3.0) }, 25.0);
    check!(norm accumulated sorted network);
}
