unsafe extern "C" {
    fn __enzyme_autodiff(_: usize, ...);
    static enzyme_const: i32;
    static enzyme_dup: i32;
}

#[inline(never)]
fn energy(x: &[f64; 3], order: &[usize; 3]) -> f64 {
    let squares: Vec<f64> = x.iter().map(|t| t * t).collect();
    let mut sum = 0.0;
    for i in 0..3 {
        sum += squares[order[i]] * x[i];
    }
    sum
}

fn main() {
    let (x, order) = ([1.0, 2.0, 3.0], [2usize, 0, 1]);
    let mut gradient = [0.0; 3];
    unsafe {
        __enzyme_autodiff(energy as *const () as usize, enzyme_dup, &x, &mut gradient, enzyme_const, &order);
    }
    println!("{:?}", gradient);
}
