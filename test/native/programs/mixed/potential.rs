#![crate_type = "staticlib"]

extern "C" {
    /// In C.
    fn well(x: f64) -> f64;
}

/// # Safety
/// `x` points to `n` numbers.
#[no_mangle]
pub unsafe extern "C" fn potential(x: *const f64, n: usize) -> f64 {
    let x = std::slice::from_raw_parts(x, n);
    x.iter().map(|&x| well(x)).sum()
}
