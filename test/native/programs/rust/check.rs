// Gradients against central differences. Each program includes this file.
unsafe extern "C" {
    fn __enzyme_autodiff(_: usize, ...);
    static enzyme_dup: i32;
    static enzyme_const: i32;
}

type Function = fn(&[f64]) -> f64;

fn differences(f: Function, x: &[f64]) -> Vec<f64> {
    let h = 1e-5;
    let mut at = x.to_vec();
    let mut moved = |i: usize, by: f64| {
        at[i] = x[i] + by;
        let value = f(&at);
        at[i] = x[i];
        value
    };
    (0..x.len()).map(|i| (moved(i, h) - moved(i, -h)) / (2.0 * h)).collect()
}

fn compare(name: &str, f: Function, x: &[f64], gradient: &[f64]) {
    let expected = differences(f, x);
    let close = |(a, b): (&f64, &f64)| (a - b).abs() <= 1e-6 * (1.0 + b.abs());
    let fine = gradient.iter().zip(&expected).all(close) && gradient.iter().any(|g| *g != 0.0);
    println!("{name}: {}", if fine { "ok".to_string() } else { format!("{gradient:?} instead of {expected:?}") });
}

macro_rules! check {
    ($($f:ident)*) => {{ $(
        let x = [0.7, -1.3, 2.1, 0.4, 1.9, -0.6, 1.2, 0.3];
        let mut gradient = [0.0; 8];
        let f = $f as *const () as usize;
        unsafe { __enzyme_autodiff(f, enzyme_dup, x.as_ptr(), gradient.as_mut_ptr(), enzyme_const, x.len()) };
        compare(stringify!($f), std::hint::black_box($f), &x, &gradient);
    )* }};
}
