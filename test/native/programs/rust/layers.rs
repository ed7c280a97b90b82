include!("check.rs");
use std::error::Error;
use std::fmt;

#[derive(Debug)]
enum LayerError {
    Empty,
    Saturated(f64),
}
impl fmt::Display for LayerError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{self:?}")
    }
}
impl Error for LayerError {}

trait Layer {
    fn forward(&self, x: &[f64]) -> Result<Vec<f64>, Box<dyn Error>>;
}
struct Dense {
    weights: Vec<f64>,
    rows: usize,
}
struct Activation(fn(f64) -> f64);

impl Layer for Dense {
    fn forward(&self, x: &[f64]) -> Result<Vec<f64>, Box<dyn Error>> {
        if x.is_empty() {
            return Err(Box::new(LayerError::Empty));
        }
        let row = |r: &[f64]| r.iter().zip(x).map(|(a, b)| a * b).sum();
        Ok(self.weights.chunks(x.len()).take(self.rows).map(row).collect())
    }
}
impl Layer for Activation {
    fn forward(&self, x: &[f64]) -> Result<Vec<f64>, Box<dyn Error>> {
        x.iter()
            .map(|&v| match v {
                v if v > 10.0 => Err(Box::new(LayerError::Saturated(v)) as Box<dyn Error>),
                v => Ok((self.0)(v)),
            })
            .collect()
    }
}

fn run(layers: &[Box<dyn Layer>], x: &[f64]) -> Result<f64, Box<dyn Error>> {
    let mut h = x.to_vec();
    for layer in layers {
        h = layer.forward(&h)?;
    }
    Ok(h.into_iter().fold(0.0, |a, b| a + b))
}

fn network(x: &[f64]) -> f64 {
    let layers: Vec<Box<dyn Layer>> = vec![
        Box::new(Dense { weights: x.to_vec(), rows: 2 }),
        Box::new(Activation(f64::tanh)),
        Box::new(Activation(|v| v * v)),
    ];
    match run(&layers, &x[..4]) {
        Ok(v) => v,
        Err(e) => {
            eprintln!("{e}");
            0.0
        }
    }
}

fn saturated(x: &[f64]) -> f64 {
    let layers: Vec<Box<dyn Layer>> = vec![
        Box::new(Activation(|v| 20.0 * v * v)),
        Box::new(Activation(f64::sqrt)),
    ];
    let wide = run(&layers, x).unwrap_or_else(|_| x.iter().sum());
    let narrow = run(&layers, &x[..2].iter().map(|v| 0.1 * v).collect::<Vec<_>>());
    wide * narrow.unwrap_or(1.0)
}

fn main() {
    check!(network saturated);
}
