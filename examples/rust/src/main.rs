use fit::gradient;

fn main() {
    let points: Vec<(f64, f64)> = (0..20)
        .map(|i| f64::from(i) / 4.0)
        .map(|t| (t, 2.0 * (-1.5 * t).exp() + 0.5 - 0.1 * t))
        .collect();
    let mut parameters = vec![1.0, 1.0, 0.0, 0.0];
    for _ in 0..20_000 {
        let slope = gradient(&parameters, &points).expect("a model");
        for (p, s) in parameters.iter_mut().zip(slope) {
            *p -= 0.004 * s;
        }
    }
    for p in &parameters {
        print!("{p:.3} ");
    }
    println!();
}
