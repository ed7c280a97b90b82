// A simulation's events in a heap of structs by value: a force, a count, one body or two, or two numbers, in one union, swapped whole.
#include <cstdlib>
struct Body {
  double position[2];
};
struct Event {
  enum { Push, Count, Move, Meet, Kick } kind;
  double time;
  union {
    double force;
    long count;
    Body *body;
    struct { Body *first, *second; } pair;
    struct { double dx, dy; } kick;
  };
};
struct Queue {
  Event *events;
  int size, room;
};
static void swapEvents(Event &a, Event &b) {
  Event t = a;
  a = b;
  b = t;
}
static void push(Queue *q, Event e) {
  if (q->size == q->room) {
    q->room = 2 * q->room + 1;
    q->events = (Event *)realloc(q->events, q->room * sizeof(Event));
  }
  int i = q->size++;
  q->events[i] = e;
  for (; i > 0 && q->events[(i - 1) / 2].time > q->events[i].time; i = (i - 1) / 2)
    swapEvents(q->events[i], q->events[(i - 1) / 2]);
}
static Event pop(Queue *q) {
  Event result = q->events[0];
  q->events[0] = q->events[--q->size];
  for (int i = 0, next = 1; next < q->size; i = next, next = 2 * i + 1) {
    if (next + 1 < q->size && q->events[next + 1].time < q->events[next].time) next++;
    if (q->events[i].time <= q->events[next].time) break;
    swapEvents(q->events[i], q->events[next]);
  }
  return result;
}
extern "C" double event_payloads(double *x, int n) {
  Body bodies[2] = {{{x[0], x[1]}}, {{x[2], x[n - 1]}}};
  Queue queue = {nullptr, 0, 0};
  Event e;
  e.kind = Event::Push, e.time = 3, e.force = x[0] * x[1], push(&queue, e);
  e.kind = Event::Count, e.time = 1, e.count = n, push(&queue, e);
  e.kind = Event::Move, e.time = 2, e.body = &bodies[1], push(&queue, e);
  e.kind = Event::Meet, e.time = 2.5, e.pair = {&bodies[0], &bodies[1]}, push(&queue, e);
  e.kind = Event::Kick, e.time = 0.5, e.kick = {x[3], x[2] * x[2]}, push(&queue, e);
  double sum = 1;
  while (queue.size) {
    Event next = pop(&queue);
    switch (next.kind) {
    case Event::Push: sum *= next.force; break;
    case Event::Count: sum += next.count; break;
    case Event::Move:
      next.body->position[0] *= sum;
      sum += next.body->position[1];
      break;
    case Event::Meet: sum += next.pair.first->position[0] * next.pair.second->position[0]; break;
    case Event::Kick:
      bodies[0].position[0] += next.kick.dx;
      bodies[1].position[1] *= next.kick.dy;
      break;
    }
  }
  free(queue.events);
  return sum + bodies[0].position[1];
}
