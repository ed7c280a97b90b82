// Records of text, numbers and pointers to each other in a std::vector, by names that are made of numbers.
#include <string>
#include <utility>
#include <vector>
struct Record {
  std::string name;
  long count;
  double weight;
  bool doubled;
  double price;
  Record *next = nullptr;
};
extern "C" double numbered_records(double *x, int n) {
  std::vector<Record> all;
  for (int i = 0; i < n; i++)
    all.push_back({"record number " + std::to_string(i) + " of all", i, x[i] * i, i % 2 == 0, x[(i + 1) % n]});
  for (int i = 0; i + 1 < n; i++) all[i].next = &all[i + 1];
  std::vector<Record> some = all;
  std::swap(some[1], some[2]);
  some.erase(some.begin());
  some.insert(some.begin() + 1, all[2]);
  some[0] = all[n - 1];
  double s = 0;
  for (auto &r : some) s += r.weight * r.price * (r.doubled ? 2 : 1) + (r.next ? r.next->weight * r.count : 0);
  return s;
}
