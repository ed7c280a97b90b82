// Virtual and multiple inheritance, templates, exceptions, static locals, casts, coroutine-free modern C++ without headers.
namespace shapes {
class Base {
 public:
  virtual ~Base();
  virtual int id() const { return 1; }
  virtual Base *clone() const = 0;
  int common = 5;
};
class Left : public virtual Base {
 public:
  int id() const override { return 2; }
  int left = 1;
};
class Right : public virtual Base {
 public:
  virtual int extra(int x) { return x + right; }
  int right = 2;
};
class Both final : public Left, public Right {
 public:
  Both *clone() const override { return new Both(*this); }
  int id() const override { return Left::id() + 10; }
  ~Both() override { count--; }
  static int count;
};
Base::~Base() {}
int Both::count = 0;
}  // namespace shapes

struct Error { int code; };
struct Guard {
  int *p;
  explicit Guard(int *q) : p(q) { ++*p; }
  ~Guard() noexcept { --*p; }
};

int risky(int x) {
  if (x < 0) throw Error{x};
  if (x > 100) throw "too large";
  return x;
}

int attempt(int x) {
  int depth = 0;
  try {
    Guard a(&depth);
    Guard b(&depth);
    return risky(x) + depth;
  } catch (const Error &e) {
    return e.code;
  } catch (const char *) {
    throw;
  } catch (...) {
    return -1;
  }
}

int limited(int x) noexcept { return risky(x); }

template <typename T, int N>
struct Array {
  T items[N];
  T sum() const {
    T s{};
    for (const T &x : items) s += x;
    return s;
  }
};
template struct Array<double, 3>;

int unique() {
  static Guard *guard = new Guard(new int(3));
  return *guard->p;
}

shapes::Both *narrow(shapes::Base *b) { return dynamic_cast<shapes::Both *>(b); }
int (shapes::Right::*member)(int) = &shapes::Right::extra;
int through(shapes::Right &r, int x) { return (r.*member)(x); }
inline int shared_inline = 9;
constinit thread_local int local = 4;
extern template struct Array<float, 2>;
auto closure(int k) { return [=](int x) { return k * x + shared_inline + local; }; }
int use(int x) { return closure(3)(x) + (int)Array<double, 3>{{1, 2, 3}}.sum() + static_cast<int>(sizeof(shapes::Both)); }
int references(int &&a, const int &b, int &c) { return a + b + c; }
