// Inline assembly for x86-64: operands, clobbers, goto, module level.
__asm__(".globl marker\nmarker:\n\t.long 7");

unsigned long long ticks(void) {
  unsigned lo, hi;
  __asm__ volatile("rdtsc" : "=a"(lo), "=d"(hi));
  return ((unsigned long long)hi << 32) | lo;
}

int add(int a, int b) {
  __asm__("addl %1, %0" : "+r"(a) : "r"(b) : "cc");
  return a;
}

void barrier(void) { __asm__ volatile("" ::: "memory"); }

int store(int *p, int x) {
  __asm__("movl %1, %0" : "=m"(*p) : "ir"(x));
  return *p;
}

int jump(int x) {
  __asm__ goto("testl %0, %0; jne %l1" : : "r"(x) : "cc" : nonzero);
  return 0;
nonzero:
  return 1;
}

register unsigned long stack_pointer __asm__("rsp");
unsigned long where(void) { return stack_pointer; }
extern int renamed(int) __asm__("other_name");
int call(int x) { return renamed(x); }
