// Gravity between bodies in an array of structs with nested structs, leapfrog steps.
#include <math.h>
typedef struct { double x, y; } Pair;
typedef struct { Pair position, velocity; float mass; int id; } Body;
static void kick(Body *bodies, int n, double dt) {
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) {
      if (bodies[i].id == bodies[j].id) continue;
      double dx = bodies[j].position.x - bodies[i].position.x, dy = bodies[j].position.y - bodies[i].position.y;
      double r2 = dx * dx + dy * dy + 0.1, f = bodies[j].mass / (r2 * sqrt(r2));
      bodies[i].velocity.x += dt * f * dx;
      bodies[i].velocity.y += dt * f * dy;
    }
}
double nbody_structs(const double *x, int n) {
  Body bodies[4];
  for (int i = 0; i < 4; i++) {
    Body b = {{x[i % n], x[(i + 1) % n] + i}, {0.1 * x[(i + 2) % n], 0}, 1 + 0.5f * i, i};
    bodies[i] = b;
  }
  for (int step = 0; step < 5; step++) {
    kick(bodies, 4, 0.05);
    for (int i = 0; i < 4; i++) {
      bodies[i].position.x += 0.1 * bodies[i].velocity.x;
      bodies[i].position.y += 0.1 * bodies[i].velocity.y;
    }
    kick(bodies, 4, 0.05);
  }
  double sum = 0;
  for (Body *b = bodies; b != bodies + 4; ++b) sum += b->position.x * b->position.y + b->velocity.x;
  return sum;
}
