//! Gradients of the model's error.
use model::Error;

unsafe extern "C" {
    fn __enzyme_autodiff(function: *const (), ...);
    static enzyme_dup: i32;
    static enzyme_const: i32;
}

type Points<'a> = &'a [(f64, f64)];

fn loss(parameters: &[f64], points: Points) -> f64 {
    model::error(parameters, points).unwrap_or(0.0)
}

/// The derivatives of the error by the parameters.
pub fn gradient(parameters: &[f64], points: Points) -> Result<Vec<f64>, Error> {
    model::terms(parameters)?;
    let mut gradient = vec![0.0; parameters.len()];
    // A slice is passed as a pointer and a length.
    unsafe {
        __enzyme_autodiff(
            loss as *const (),
            enzyme_dup,
            parameters.as_ptr(),
            gradient.as_mut_ptr(),
            parameters.len(),
            enzyme_const,
            points.as_ptr(),
            points.len(),
        )
    };
    Ok(gradient)
}
