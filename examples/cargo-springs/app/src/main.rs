extern "C" {
    fn __enzyme_autodiff(_: usize, ...);
    static enzyme_dup: i32;
}

fn energy(ends: &[f64; 4]) -> f64 {
    kernels::energy(ends)
}

fn main() {
    let ends = [0.0, 1.5, 2.0, 4.0];
    let mut gradient = [0.0; 4];
    unsafe { __enzyme_autodiff(energy as *const () as usize, enzyme_dup, &ends, &mut gradient) };
    println!("{} {:?}", energy(&ends), gradient);
}
