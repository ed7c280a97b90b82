/*
 * Tracking of an articulated hand: 22 bones turned by the joint angles, vertices skinned by weighted bones, the distances of measured
 * points from the vertices that they correspond to. One product of a vector with the Jacobian by the pose (26 numbers).
 * Sizes: vertices, points.
 */
#include "bench.h"
#include <math.h>

void __enzyme_autodiff(void *, ...);

struct bench bench;

enum { bone_count = 22, pose_size = 26 };

/* Affine maps, row by row, without the last row. */
typedef struct {
  double m[12];
} Affine;

typedef struct {
  int vertices, points;
  int parent[bone_count];
  Affine rest[bone_count];          /* of a bone relative to its parent */
  Affine rest_inverse[bone_count];  /* from the space of the model to that of the bone */
  double *position;                 /* of the vertices at rest, 3 each */
  double *weight;                   /* bone_count for each vertex */
  int *corresponding;               /* vertex of each point */
  double *measured;                 /* 3 for each point */
} Model;

static Model model;
static double *residual, *seed, *seed_copy;

static Affine multiply(const Affine *a, const Affine *b) {
  Affine c;
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 4; j++) {
      double sum = j == 3 ? a->m[4 * i + 3] : 0;
      for (int k = 0; k < 3; k++) sum += a->m[4 * i + k] * b->m[4 * k + j];
      c.m[4 * i + j] = sum;
    }
  return c;
}

static Affine euler_rotation(const double *angle) {
  double cx = cos(angle[0]), sx = sin(angle[0]), cy = cos(angle[1]), sy = sin(angle[1]), cz = cos(angle[2]), sz = sin(angle[2]);
  return (Affine){{cy * cz, sx * sy * cz - cx * sz, cx * sy * cz + sx * sz, 0, cy * sz, sx * sy * sz + cx * cz,
                   cx * sy * sz - sx * cz, 0, -sy, sx * cy, cx * cy, 0}};
}

static Affine axis_rotation(const double *axis) {
  double square = axis[0] * axis[0] + axis[1] * axis[1] + axis[2] * axis[2];
  if (square < 1e-8) return (Affine){{1, -axis[2], axis[1], 0, axis[2], 1, -axis[0], 0, -axis[1], axis[0], 1, 0}};
  double angle = sqrt(square), s = sin(angle), c = cos(angle), e = 1 - c;
  double x = axis[0] / angle, y = axis[1] / angle, z = axis[2] / angle;
  return (Affine){{x * x * e + c, x * y * e - z * s, x * z * e + y * s, 0, x * y * e + z * s, y * y * e + c, y * z * e - x * s, 0,
                   x * z * e - y * s, y * z * e + x * s, z * z * e + c, 0}};
}

/* Angles of the bones: the wrist is fixed, each finger has four bones with four angles in all, the first flexes and spreads. */
static void joint_angles(const double *pose, double *angle) {
  for (int i = 0; i < 3 * bone_count; i++) angle[i] = 0;
  for (int finger = 0; finger < 5; finger++) {
    const double *p = &pose[6 + 4 * finger];
    double *a = &angle[3 * (2 + 4 * finger)];
    a[0] = p[0], a[1] = p[1], a[3] = p[2], a[6] = p[3];
  }
}

static void residuals(const double *pose, const Model *hand, double *out) {
  double angle[3 * bone_count];
  Affine absolute[bone_count], skin[bone_count];
  joint_angles(pose, angle);
  for (int b = 0; b < bone_count; b++) {
    Affine turn = euler_rotation(&angle[3 * b]), relative = multiply(&hand->rest[b], &turn);
    absolute[b] = hand->parent[b] < 0 ? relative : multiply(&absolute[hand->parent[b]], &relative);
    skin[b] = multiply(&absolute[b], &hand->rest_inverse[b]);
  }
  double *vertex = malloc(sizeof(double) * 3 * hand->vertices);
  Affine whole = axis_rotation(pose);
  for (int v = 0; v < hand->vertices; v++) {
    const double *rest = &hand->position[3 * v];
    double skinned[3] = {0, 0, 0};
    for (int b = 0; b < bone_count; b++) {
      double w = hand->weight[v * bone_count + b];
      for (int i = 0; i < 3; i++) {
        const double *m = &skin[b].m[4 * i];
        skinned[i] += w * (m[0] * rest[0] + m[1] * rest[1] + m[2] * rest[2] + m[3]);
      }
    }
    for (int i = 0; i < 3; i++) {
      const double *m = &whole.m[4 * i];
      vertex[3 * v + i] = m[0] * skinned[0] + m[1] * skinned[1] + m[2] * skinned[2] + pose[3 + i];
    }
  }
  for (int p = 0; p < hand->points; p++)
    for (int i = 0; i < 3; i++) out[3 * p + i] = hand->measured[3 * p + i] - vertex[3 * hand->corresponding[p] + i];
  free(vertex);
}

static Affine inverse_rigid(const Affine *a) {
  Affine r;
  for (int i = 0; i < 3; i++) {
    double t = 0;
    for (int j = 0; j < 3; j++) r.m[4 * i + j] = a->m[4 * j + i], t -= a->m[4 * j + i] * a->m[4 * j + 3];
    r.m[4 * i + 3] = t;
  }
  return r;
}

void bench_setup(const int *size) {
  model.vertices = size[0], model.points = size[1];
  bench_prepare(pose_size, pose_size);
  for (int i = 0; i < pose_size; i++) bench.inputs[i] = bench_random(-0.5, 0.5);
  Affine absolute[bone_count];
  for (int b = 0; b < bone_count; b++) {
    double angle[3] = {bench_random(-0.3, 0.3), bench_random(-0.3, 0.3), bench_random(-0.3, 0.3)};
    model.rest[b] = euler_rotation(angle);
    for (int i = 0; i < 3; i++) model.rest[b].m[4 * i + 3] = bench_random(0, 1);
    /* Bone 0 is the root, 1 the palm; the fingers are chains of four. */
    int parent = b < 2 ? b - 1 : (b - 2) % 4 == 0 ? 1 : b - 1;
    model.parent[b] = parent;
    absolute[b] = parent < 0 ? model.rest[b] : multiply(&absolute[parent], &model.rest[b]);
    model.rest_inverse[b] = inverse_rigid(&absolute[b]);
  }
  model.position = bench_random_array(3L * model.vertices, -2, 2);
  model.weight = bench_array((long)bone_count * model.vertices);
  for (int v = 0; v < model.vertices; v++) {
    /* Four bones move a vertex. */
    for (int i = 0; i < 4; i++) model.weight[v * bone_count + bench_random_below(bone_count)] += 0.25;
  }
  model.corresponding = malloc(sizeof(int) * model.points);
  for (int p = 0; p < model.points; p++) model.corresponding[p] = bench_random_below(model.vertices);
  model.measured = bench_random_array(3L * model.points, -2, 2);
  seed = bench_random_array(3L * model.points, -1, 1);
  seed_copy = bench_array(3L * model.points), residual = bench_array(3L * model.points);
}

double bench_primal(void) {
  residuals(bench.inputs, &model, residual);
  double sum = 0;
  for (int i = 0; i < 3 * model.points; i++) sum += seed[i] * residual[i];
  return sum;
}

void bench_gradient(void) {
  bench_clear_result();
  memcpy(seed_copy, seed, sizeof(double) * 3 * model.points);
  __enzyme_autodiff((void *)residuals, enzyme_dup, bench.inputs, bench.result, enzyme_const, &model, enzyme_dupnoneed, residual,
                    seed_copy);
}

BENCH_RESULT_IS_GRADIENT
BENCH_NO_HAND
