include!("check.rs");

fn grown(x: &[f64]) -> f64 {
    let mut all = Vec::new();
    for (i, v) in x.iter().enumerate() {
        all.push(v * v);
        if i % 2 == 0 {
            all.push(v.sin());
        }
    }
    let mut sum = 0.0;
    for i in 1..all.len() {
        sum += all[i] * all[i - 1];
    }
    sum
}

fn collected(x: &[f64]) -> f64 {
    let squares: Vec<f64> = x.iter().map(|t| t * t).collect();
    let odd: Vec<f64> = squares.iter().copied().filter(|t| *t > 0.4).collect();
    odd.iter().zip(x).map(|(a, b)| a * b).sum()
}

fn nested(x: &[f64]) -> f64 {
    let rows: Vec<Vec<f64>> = (0..3)
        .map(|i| x.iter().skip(i).map(|v| v * (i as f64 + 1.0)).collect())
        .collect();
    let mut sum = 0.0;
    for row in &rows {
        for pair in row.windows(2) {
            sum += pair[0] * pair[1];
        }
    }
    sum
}

fn edited(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    v.insert(2, x[0] * x[1]);
    let removed = v.remove(5);
    v.swap(0, 3);
    v.extend_from_slice(&x[1..4]);
    v.truncate(9);
    v.extend(x.iter().map(|t| t.exp()));
    v.reverse();
    v.iter()
        .enumerate()
        .map(|(i, t)| t * (i as f64).cos())
        .sum::<f64>()
        * removed
}

fn chunked(x: &[f64]) -> f64 {
    let mut y = vec![0.0; x.len()];
    for (out, pair) in y.chunks_mut(2).zip(x.chunks(2)) {
        out[0] = pair[0] * pair[1];
        out[1] = pair[0] - pair[1] * pair[1];
    }
    let (left, right) = y.split_at(4);
    left.iter()
        .zip(right.iter().rev())
        .fold(1.0, |product, (a, b)| product + a * b)
}

fn sorted(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    v.sort_by(|a, b| a.partial_cmp(b).unwrap());
    v.iter().enumerate().map(|(i, t)| (i as f64 + 1.0) * t * t).sum()
}

fn median(x: &[f64]) -> f64 {
    let mut v: Vec<f64> = x.iter().map(|t| t.sin()).collect();
    v.sort_unstable_by(|a, b| b.total_cmp(a));
    (v[3] + v[4]) / 2.0
}

fn main() {
    check!(grown collected nested edited chunked sorted median);
}
