#include "model.h"
#include <math.h>

double predict(const struct model *m, double t) { return m->amplitude * exp(-m->rate * t) * cos(m->frequency * t); }
