//! A crate that knows nothing of differentiation: the squared error of curves made of parts of any kind.

/// A part of a curve.
pub trait Term {
    fn at(&self, t: f64) -> f64;
}

pub struct Decay {
    pub amplitude: f64,
    pub rate: f64,
}

pub struct Polynomial(pub Vec<f64>);

impl Term for Decay {
    fn at(&self, t: f64) -> f64 {
        self.amplitude * (-self.rate * t).exp()
    }
}

impl Term for Polynomial {
    fn at(&self, t: f64) -> f64 {
        self.0.iter().rev().fold(0.0, |sum, c| sum * t + c)
    }
}

/// What a list of parameters does not describe.
#[derive(Debug, PartialEq)]
pub enum Error {
    TooShort(usize),
    Negative { rate: f64 },
}

/// A decay and, for the parameters that are left, a polynomial.
pub fn terms(parameters: &[f64]) -> Result<Vec<Box<dyn Term>>, Error> {
    let [amplitude, rate, rest @ ..] = parameters else {
        return Err(Error::TooShort(parameters.len()));
    };
    if *rate < 0.0 {
        return Err(Error::Negative { rate: *rate });
    }
    let mut all: Vec<Box<dyn Term>> = Vec::new();
    all.push(Box::new(Decay { amplitude: *amplitude, rate: *rate }));
    if !rest.is_empty() {
        all.push(Box::new(Polynomial(rest.to_vec())));
    }
    Ok(all)
}

/// The sum of the squared distances of a curve from points.
pub fn error(parameters: &[f64], points: &[(f64, f64)]) -> Result<f64, Error> {
    let terms = terms(parameters)?;
    let curve = |t: f64| terms.iter().map(|term| term.at(t)).sum::<f64>();
    Ok(points.iter().map(|(t, y)| (curve(*t) - y).powi(2)).sum())
}
