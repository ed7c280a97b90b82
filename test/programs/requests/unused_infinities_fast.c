// flags: -ffast-math
// The same where the compiler is promised that there are no infinities: what is not used may be anything.
#include "unused_infinities.c"
