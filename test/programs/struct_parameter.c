// An array of structs as a parameter, with a nested struct and an array member.
#include <math.h>
typedef struct { double x, y; } Point;
typedef struct { Point p; double w[2]; } Node;
double struct_parameter(const Node *nodes, int count) {
  double s = 0;
  for (int i = 0; i < count; i++) {
    const Node *next = &nodes[(i + 1) % count];
    s += nodes[i].w[0] * hypot(nodes[i].p.x - next->p.x, nodes[i].p.y - next->p.y) + nodes[i].w[1] * next->w[0];
  }
  return s;
}
