/*
 * Bundle adjustment: the full Jacobian of the reprojection errors, as ADBench defines them, block by block. A block is one
 * observation: two rows, by the camera's 11 parameters, the point's 3 and the weight; and the weight's own residual.
 * Sizes: cameras, points, observations.
 */
#include "bench.h"
#include <math.h>

void __enzyme_autodiff(void *, ...);

struct bench bench;

enum { camera_size = 11, row = camera_size + 3 + 1, block = 2 * row + 1 };
enum { rotation = 0, center = 3, focal = 6, principal = 7, radial = 9 };

static int cameras, points, observations;
static int *camera_of, *point_of;
static double *features, *errors;

/* The axis of rotation times the angle, after Rodrigues. */
static void rotate(const double *r, const double *x, double *y) {
  double square = r[0] * r[0] + r[1] * r[1] + r[2] * r[2];
  if (square != 0) {
    double angle = sqrt(square), c = cos(angle), s = sin(angle), inverse = 1 / angle;
    double w[3] = {r[0] * inverse, r[1] * inverse, r[2] * inverse};
    double cross[3] = {w[1] * x[2] - w[2] * x[1], w[2] * x[0] - w[0] * x[2], w[0] * x[1] - w[1] * x[0]};
    double along = (w[0] * x[0] + w[1] * x[1] + w[2] * x[2]) * (1 - c);
    for (int i = 0; i < 3; i++) y[i] = x[i] * c + cross[i] * s + w[i] * along;
  } else {
    double cross[3] = {r[1] * x[2] - r[2] * x[1], r[2] * x[0] - r[0] * x[2], r[0] * x[1] - r[1] * x[0]};
    for (int i = 0; i < 3; i++) y[i] = x[i] + cross[i];
  }
}

static void project(const double *camera, const double *point, double *image) {
  double relative[3], turned[3];
  for (int i = 0; i < 3; i++) relative[i] = point[i] - camera[center + i];
  rotate(&camera[rotation], relative, turned);
  double u = turned[0] / turned[2], v = turned[1] / turned[2];
  double square = u * u + v * v, scale = 1 + camera[radial] * square + camera[radial + 1] * square * square;
  image[0] = u * scale * camera[focal] + camera[principal];
  image[1] = v * scale * camera[focal] + camera[principal + 1];
}

static void reprojection_error(const double *camera, const double *point, const double *weight, const double *feature,
                               double *error) {
  double image[2];
  project(camera, point, image);
  error[0] = *weight * (image[0] - feature[0]);
  error[1] = *weight * (image[1] - feature[1]);
}

static void weight_error(const double *weight, double *error) { *error = 1 - *weight * *weight; }

void bench_setup(const int *size) {
  cameras = size[0], points = size[1], observations = size[2];
  bench_prepare((long)cameras * camera_size + points * 3L + observations, (long)observations * block);
  double *camera = bench.inputs, *point = camera + cameras * camera_size, *weight = point + points * 3L;
  for (int c = 0; c < cameras; c++, camera += camera_size) {
    for (int i = 0; i < 3; i++) camera[rotation + i] = bench_random(-0.3, 0.3), camera[center + i] = bench_random(-1, 1);
    camera[focal] = bench_random(0.8, 1.2);
    for (int i = 0; i < 2; i++) camera[principal + i] = bench_random(-0.1, 0.1), camera[radial + i] = bench_random(-0.1, 0.1);
  }
  for (int p = 0; p < points; p++, point += 3) {
    point[0] = bench_random(-1, 1), point[1] = bench_random(-1, 1), point[2] = bench_random(4, 8);
  }
  camera_of = malloc(sizeof(int) * observations), point_of = malloc(sizeof(int) * observations);
  for (int o = 0; o < observations; o++) {
    camera_of[o] = bench_random_below(cameras), point_of[o] = bench_random_below(points);
    weight[o] = bench_random(0.5, 1.5);
  }
  features = bench_random_array(2L * observations, -0.5, 0.5);
  errors = bench_array(3L * observations);
}

double bench_primal(void) {
  double *point = bench.inputs + cameras * camera_size, *weight = point + points * 3L, sum = 0;
  for (int o = 0; o < observations; o++) {
    reprojection_error(bench.inputs + camera_of[o] * camera_size, point + point_of[o] * 3, weight + o, features + 2 * o,
                       errors + 3 * o);
    weight_error(weight + o, errors + 3 * o + 2);
    sum += errors[3 * o] + errors[3 * o + 1] + errors[3 * o + 2];
  }
  return sum;
}

void bench_gradient(void) {
  double *point = bench.inputs + cameras * camera_size, *weight = point + points * 3L;
  bench_clear_result();
  for (int o = 0; o < observations; o++) {
    double *blk = bench.result + (long)o * block;
    for (int r = 0; r < 2; r++) {
      double *j = blk + r * row, seed[2] = {r == 0, r == 1};
      __enzyme_autodiff((void *)reprojection_error, enzyme_dup, bench.inputs + camera_of[o] * camera_size, j, enzyme_dup,
                        point + point_of[o] * 3, j + camera_size, enzyme_dup, weight + o, j + camera_size + 3, enzyme_const,
                        features + 2 * o, enzyme_dupnoneed, errors + 3 * o, seed);
    }
    double seed = 1;
    __enzyme_autodiff((void *)weight_error, enzyme_dup, weight + o, blk + 2 * row, enzyme_dupnoneed, errors + 3 * o + 2, &seed);
  }
}

void bench_collect(double *gradient) {
  memset(gradient, 0, sizeof(double) * bench.input_count);
  double *dpoint = gradient + cameras * camera_size, *dweight = dpoint + points * 3L;
  for (int o = 0; o < observations; o++) {
    const double *blk = bench.result + (long)o * block;
    for (int r = 0; r < 2; r++) {
      const double *j = blk + r * row;
      for (int i = 0; i < camera_size; i++) gradient[camera_of[o] * camera_size + i] += j[i];
      for (int i = 0; i < 3; i++) dpoint[point_of[o] * 3 + i] += j[camera_size + i];
      dweight[o] += j[camera_size + 3];
    }
    dweight[o] += blk[2 * row];
  }
}

BENCH_HAS_HAND

/* Both rows of a block from the matrix of the rotation, its derivative by the axis, and that of the projection. */
static void jacobian_block(const double *restrict camera, const double *restrict point, double weight,
                           const double *restrict feature, double *restrict out) {
  const double *r = &camera[rotation];
  double x[3], w[3] = {r[0], r[1], r[2]};
  for (int i = 0; i < 3; i++) x[i] = point[i] - camera[center + i];
  double square = r[0] * r[0] + r[1] * r[1] + r[2] * r[2], c = 1, s = 1, inverse = 0;
  if (square != 0) {
    double angle = sqrt(square);
    c = cos(angle), s = sin(angle), inverse = 1 / angle;
    for (int i = 0; i < 3; i++) w[i] *= inverse;
  }
  double e = 1 - c, dot = w[0] * x[0] + w[1] * x[1] + w[2] * x[2];
  double cross[3] = {w[1] * x[2] - w[2] * x[1], w[2] * x[0] - w[0] * x[2], w[0] * x[1] - w[1] * x[0]};
  double turned[3], by_angle[3];
  for (int i = 0; i < 3; i++) {
    turned[i] = x[i] * c + cross[i] * s + w[i] * dot * e;
    by_angle[i] = cross[i] * c + (w[i] * dot - x[i]) * s;
  }
  double depth = 1 / turned[2], u = turned[0] * depth, v = turned[1] * depth, f = camera[focal];
  double k1 = camera[radial], k2 = camera[radial + 1], sq = u * u + v * v, scale = 1 + (k1 + k2 * sq) * sq;
  double slope = 2 * (k1 + 2 * k2 * sq), image[2] = {u * scale, v * scale};
  double by_uv[2][2] = {{scale + u * u * slope, u * v * slope}, {u * v * slope, scale + v * v * slope}};
  for (int n = 0; n < 2; n++, out += row) {
    double wf = weight * f, a = by_uv[n][0] * wf * depth, b = by_uv[n][1] * wf * depth;
    double g[3] = {a, b, -(a * u + b * v)};
    /* g times the derivative by w, w free; then through w = r / |r|. */
    double gw = g[0] * w[0] + g[1] * w[1] + g[2] * w[2];
    double gx[3] = {x[1] * g[2] - x[2] * g[1], x[2] * g[0] - x[0] * g[2], x[0] * g[1] - x[1] * g[0]};
    double wg[3] = {g[1] * w[2] - g[2] * w[1], g[2] * w[0] - g[0] * w[2], g[0] * w[1] - g[1] * w[0]};
    double along_angle = g[0] * by_angle[0] + g[1] * by_angle[1] + g[2] * by_angle[2], by_w[3];
    for (int i = 0; i < 3; i++) by_w[i] = s * gx[i] + e * (g[i] * dot + gw * x[i]);
    double bw = by_w[0] * w[0] + by_w[1] * w[1] + by_w[2] * w[2];
    for (int i = 0; i < 3; i++) {
      out[rotation + i] = inverse != 0 ? along_angle * w[i] + (by_w[i] - bw * w[i]) * inverse : by_w[i];
      double by_point = c * g[i] + s * wg[i] + e * gw * w[i];
      out[camera_size + i] = by_point;
      out[center + i] = -by_point;
    }
    out[focal] = weight * image[n];
    out[principal] = n == 0 ? weight : 0;
    out[principal + 1] = n == 1 ? weight : 0;
    double direction = n == 0 ? u : v;
    out[radial] = wf * direction * sq;
    out[radial + 1] = wf * direction * sq * sq;
    out[camera_size + 3] = image[n] * f + camera[principal + n] - feature[n];
  }
  *out = -2 * weight;
}

void bench_hand(void) {
  double *point = bench.inputs + cameras * camera_size, *weight = point + points * 3L;
  for (int o = 0; o < observations; o++)
    jacobian_block(bench.inputs + camera_of[o] * camera_size, point + point_of[o] * 3, weight[o], features + 2 * o,
                   bench.result + (long)o * block);
}
