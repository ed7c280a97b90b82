// The ways to declare and to make a request before the edition 2024, which asks for `unsafe`: see hello_2024.rs.
extern {
    fn __enzyme_autodiff(_: usize, ...) -> f64;
}
extern "C" {
    fn __enzyme_autodiff_2(_: *const (), x: f64) -> f64;
    #[link_name = "__enzyme_autodiff_named"]
    fn derivative(_: fn(f64) -> f64, ...) -> f64;
    #[link_name = "__enzyme_autodiff_of_two"]
    fn slope(_: usize, ...) -> f64;
    static enzyme_out: i32;
    static enzyme_const: i32;
}

fn square(x: f64) -> f64 {
    x * x
}

#[no_mangle]
pub extern "C" fn product(x: f64, y: f64) -> f64 {
    x * y
}

fn main() {
    unsafe {
        println!("{}", __enzyme_autodiff(square as usize, 3.0));
        println!("{}", __enzyme_autodiff(square as *const () as usize, enzyme_out, 4.0));
        println!("{}", __enzyme_autodiff_2(square as *const (), 5.0));
        println!("{}", derivative(square, 6.0));
        println!("{}", slope(product as usize, enzyme_out, 7.0, enzyme_const, 8.0));
    }
}
