// Quotes with names and prices that may be missing, in vectors by name in a hash map; the best of them beside it in the same object; a report.
#include <iomanip>
#include <optional>
#include <sstream>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>
struct Quote {
  std::string symbol;
  double bid, ask;
  std::optional<double> last;
  int volume;
  char side;
};
class Book {
  std::unordered_map<std::string, std::vector<Quote>> quotes;
  std::optional<Quote> best;

public:
  void add(Quote q) {
    if (!best || q.bid > best->bid) best = q;
    quotes[q.symbol].push_back(std::move(q));
  }
  std::optional<double> middle(const std::string &symbol) const {
    auto found = quotes.find(symbol);
    if (found == quotes.end() || found->second.empty()) return std::nullopt;
    double m = 0;
    for (auto &q : found->second) m += q.last.value_or(0.5 * (q.bid + q.ask)) * q.volume;
    return m / found->second.size();
  }
  const std::optional<Quote> &top() const { return best; }
  std::string report() const {
    std::ostringstream out;
    out << std::fixed << std::setprecision(2);
    for (auto &[symbol, list] : quotes)
      for (auto &q : list) out << std::setw(8) << symbol << q.bid << '/' << q.ask << q.side << '\n';
    return out.str();
  }
};
extern "C" double quote_book(double *x, int n) {
  Book book;
  for (int i = 0; i < 6; i++) {
    Quote q{"SYMBOL" + std::to_string(i % 2), x[i % n], x[i % n] + 0.1 * x[(i + 1) % n], {}, i + 1, i % 2 ? 'b' : 's'};
    if (i % 3 == 0) q.last = x[0] * x[1];
    book.add(q);
  }
  double s = book.report().size() > 5 ? 1 : 0;
  for (auto name : {"SYMBOL0", "SYMBOL1", "NONE"})
    if (auto m = book.middle(name)) s += *m * *m;
  if (book.top()) s += book.top()->bid * book.top()->ask;
  return s;
}
