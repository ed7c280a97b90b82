// A function of a slice, which is passed as a pointer and a length: bounds checks, a panic with a message, output on the way.
unsafe extern "C" {
    fn __enzyme_autodiff(_: usize, ...) -> f64;
    static enzyme_dup: i32;
    static enzyme_const: i32;
}

fn weighted(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        if x[i].is_nan() {
            panic!("{} at {i}", x[i]);
        }
        sum += (i as f64 + 1.0) * x[i] * x[i];
    }
    println!("sum {sum:?}");
    sum
}

fn main() {
    let x = [1.0, 2.0, 3.0];
    let mut gradient = [0.0; 3];
    let f = weighted as *const () as usize;
    unsafe { __enzyme_autodiff(f, enzyme_dup, x.as_ptr(), gradient.as_mut_ptr(), enzyme_const, x.len()) };
    println!("{gradient:?}");
}
