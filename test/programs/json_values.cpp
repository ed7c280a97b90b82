// Values as JSON has them: numbers, counts, flags and arrays that they own, in one word; copied, moved, swapped and assigned.
#include <utility>
#include <vector>
class Value {
public:
  Value() : type(Null) { word.count = 0; }
  explicit Value(double d) : type(Number) { word.number = d; }
  explicit Value(long l) : type(Count) { word.count = l; }
  explicit Value(bool b) : type(Flag) { word.flag = b; }
  explicit Value(std::vector<Value> items) : type(Array) { word.items = new std::vector<Value>(std::move(items)); }
  Value(const Value &other) : type(other.type), word(other.word) {
    if (type == Array) word.items = new std::vector<Value>(*other.word.items);
  }
  Value(Value &&other) noexcept : type(other.type), word(other.word) {
    other.type = Null;
    other.word.count = 0;
  }
  Value &operator=(Value other) {
    std::swap(type, other.type);
    std::swap(word, other.word);
    return *this;
  }
  ~Value() {
    if (type == Array) delete word.items;
  }
  Value &operator[](int i) { return (*word.items)[i]; }
  double sum() const {
    double all = 0;
    switch (type) {
    case Number: return word.number;
    case Count: return (double)word.count;
    case Flag: return word.flag ? 0.5 : 2;
    case Array:
      for (const Value &item : *word.items) all += item.sum() * item.sum();
      return all;
    default: return 0;
    }
  }

private:
  enum { Null, Number, Count, Flag, Array } type;
  union {
    double number;
    long count;
    bool flag;
    std::vector<Value> *items;
  } word;
};
extern "C" double json_values(double *x, int n) {
  std::vector<Value> items;
  items.push_back(Value(x[0]));
  items.push_back(Value((long)n));
  items.push_back(Value(true));
  items.push_back(Value(x[1] * x[2]));
  Value inner(items);
  std::vector<Value> more;
  more.push_back(inner);
  more.push_back(Value(x[3]));
  more.push_back(Value());
  Value outer(std::move(more));
  outer[2] = Value(x[0] * x[n - 1]);
  Value first = outer[0];
  outer[0] = outer[2];
  outer[2] = first;
  outer[1] = Value(5L);
  return outer.sum() + inner.sum();
}
