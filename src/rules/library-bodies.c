/*
 * Functions of libraries that are differentiated by their code: those that libstdc++'s containers call and whose bodies are not
 * in its headers: red-black trees (std::map, std::set) and doubly linked lists, on the library's node layouts, and the memory of strings. They are differentiated like any other function of the program.
 *
 * library-bodies.ts holds this file as LLVM IR:
 *   clang -O0 -w -fno-builtin -ffp-contract=off -Xclang -disable-O0-optnone -fno-discard-value-names -fno-asynchronous-unwind-tables -S -emit-llvm
 *   opt -passes='always-inline,function(sroa,simplifycfg,instsimplify,adce,simplifycfg),globaldce' -S
 * with the struct types written out, and without attributes other than nounwind.
 */
typedef struct Node { int color; struct Node *parent, *left, *right; } Node;
enum { red = 0, black = 1 };
#define NI __attribute__((nothrow))
static Node *successor(Node *n) {
  if (n->right) { n = n->right; while (n->left) n = n->left; return n; }
  Node *p = n->parent;
  while (n == p->right) { n = p; p = p->parent; }
  /* the header's right is the root's only when n is the header itself */
  return n->right != p ? p : n;
}
static Node *predecessor(Node *n) {
  if (n->color == red && n->parent->parent == n) return n->right; /* the header: before the end */
  if (n->left) { n = n->left; while (n->right) n = n->right; return n; }
  Node *p = n->parent;
  while (n == p->left) { n = p; p = p->parent; }
  return p;
}
NI Node *_ZSt18_Rb_tree_incrementPSt18_Rb_tree_node_base(Node *n) { return successor(n); }
NI Node *_ZSt18_Rb_tree_incrementPKSt18_Rb_tree_node_base(Node *n) { return successor(n); }
NI Node *_ZSt18_Rb_tree_decrementPSt18_Rb_tree_node_base(Node *n) { return predecessor(n); }
NI Node *_ZSt18_Rb_tree_decrementPKSt18_Rb_tree_node_base(Node *n) { return predecessor(n); }

/* Puts `by` where `n` hangs. */
static __attribute__((noinline)) void replace_child(Node *n, Node *by, Node *header) {
  Node *p = n->parent;
  if (header->parent == n) header->parent = by;
  else if (p->left == n) p->left = by;
  else p->right = by;
}
static __attribute__((noinline)) void rotate_left(Node *x, Node *header) {
  Node *y = x->right;
  x->right = y->left;
  if (y->left) y->left->parent = x;
  y->parent = x->parent;
  replace_child(x, y, header);
  y->left = x;
  x->parent = y;
}
static __attribute__((noinline)) void rotate_right(Node *x, Node *header) {
  Node *y = x->left;
  x->left = y->right;
  if (y->right) y->right->parent = x;
  y->parent = x->parent;
  replace_child(x, y, header);
  y->right = x;
  x->parent = y;
}
NI void _ZSt29_Rb_tree_insert_and_rebalancebPSt18_Rb_tree_node_baseS0_RS_(_Bool left, Node *x, Node *p, Node *header) {
  x->parent = p; x->left = 0; x->right = 0; x->color = red;
  if (left) {
    p->left = x;
    if (p == header) { header->parent = x; header->right = x; }
    else if (p == header->left) header->left = x;
  } else {
    p->right = x;
    if (p == header->right) header->right = x;
  }
  while (x != header->parent && x->parent->color == red) {
    Node *q = x->parent, *g = q->parent;
    int onLeft = q == g->left;
    Node *uncle = onLeft ? g->right : g->left;
    if (uncle && uncle->color == red) {
      q->color = black; uncle->color = black; g->color = red; x = g;
      continue;
    }
    if (onLeft) {
      if (x == q->right) { rotate_left(q, header); q = x; }
      q->color = black; g->color = red;
      rotate_right(g, header);
    } else {
      if (x == q->left) { rotate_right(q, header); q = x; }
      q->color = black; g->color = red;
      rotate_left(g, header);
    }
    break;
  }
  header->parent->color = black;
}
NI Node *_ZSt28_Rb_tree_rebalance_for_erasePSt18_Rb_tree_node_baseRS_(Node *z, Node *header) {
  if (header->left == z) header->left = z->right ? successor(z) : z->parent;
  if (header->right == z) header->right = z->left ? predecessor(z) : z->parent;
  Node *x, *p;
  int removed = z->color;
  if (!z->left || !z->right) {
    x = z->left ? z->left : z->right;
    p = z->parent;
    if (x) x->parent = p;
    replace_child(z, x, header);
  } else {
    /* The next node takes the place of z. */
    Node *y = z->right;
    while (y->left) y = y->left;
    removed = y->color;
    x = y->right;
    if (y->parent == z) p = y;
    else {
      p = y->parent;
      if (x) x->parent = p;
      p->left = x;
      y->right = z->right;
      z->right->parent = y;
    }
    y->left = z->left;
    z->left->parent = y;
    y->parent = z->parent;
    replace_child(z, y, header);
    y->color = z->color;
  }
  if (removed == black) {
    /* x carries one black too many. */
    while (x != header->parent && (!x || x->color == black)) {
      if (x == p->left) {
        Node *w = p->right;
        if (w->color == red) { w->color = black; p->color = red; rotate_left(p, header); w = p->right; }
        if ((!w->left || w->left->color == black) && (!w->right || w->right->color == black)) {
          w->color = red; x = p; p = p->parent;
          continue;
        }
        if (!w->right || w->right->color == black) {
          w->left->color = black; w->color = red; rotate_right(w, header); w = p->right;
        }
        w->color = p->color; p->color = black;
        w->right->color = black;
        rotate_left(p, header);
      } else {
        Node *w = p->left;
        if (w->color == red) { w->color = black; p->color = red; rotate_right(p, header); w = p->left; }
        if ((!w->left || w->left->color == black) && (!w->right || w->right->color == black)) {
          w->color = red; x = p; p = p->parent;
          continue;
        }
        if (!w->left || w->left->color == black) {
          w->right->color = black; w->color = red; rotate_left(w, header); w = p->left;
        }
        w->color = p->color; p->color = black;
        w->left->color = black;
        rotate_right(p, header);
      }
      break;
    }
    if (x) x->color = black;
  }
  return z;
}

typedef struct Link { struct Link *next, *prev; } Link;
NI void _ZNSt8__detail15_List_node_base7_M_hookEPS0_(Link *self, Link *before) {
  self->next = before; self->prev = before->prev; before->prev->next = self; before->prev = self;
}
NI void _ZNSt8__detail15_List_node_base9_M_unhookEv(Link *self) {
  Link *next = self->next, *prev = self->prev; prev->next = next; next->prev = prev;
}
/* Moves [first, last) before self. */
NI void _ZNSt8__detail15_List_node_base11_M_transferEPS0_S1_(Link *self, Link *first, Link *last) {
  if (self == last) return;
  Link *end = last->prev;
  first->prev->next = last; last->prev = first->prev;
  self->prev->next = first; first->prev = self->prev;
  end->next = self; self->prev = end;
}
NI void _ZNSt8__detail15_List_node_base10_M_reverseEv(Link *self) {
  Link *at = self;
  do { Link *next = at->next; at->next = at->prev; at->prev = next; at = next; } while (at != self);
}
NI void _ZNSt8__detail15_List_node_base4swapERS0_S1_(Link *x, Link *y) {
  int xEmpty = x->next == x, yEmpty = y->next == y;
  Link *xn = x->next, *xp = x->prev, *yn = y->next, *yp = y->prev;
  if (yEmpty) { x->next = x; x->prev = x; }
  else { x->next = yn; x->prev = yp; yn->prev = x; yp->next = x; }
  if (xEmpty) { y->next = y; y->prev = y; }
  else { y->next = xn; y->prev = xp; xn->prev = y; xp->next = y; }
}

/* The memory of a string; before C++20 the library has this function, and headers inline all around it. */
extern char *_Znwm(unsigned long);
extern void _ZSt20__throw_length_errorPKc(const char *) __attribute__((noreturn));
#define LONGEST 0x7ffffffffffffffeul
char *_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE9_M_createERmm(void *self, unsigned long *capacity, unsigned long old) {
  if (*capacity > LONGEST) _ZSt20__throw_length_errorPKc("basic_string::_M_create");
  /* grows to twice its size at least */
  if (*capacity > old && *capacity < 2 * old) *capacity = 2 * old < LONGEST ? 2 * old : LONGEST;
  return _Znwm(*capacity + 1);
}
