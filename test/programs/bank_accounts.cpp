// Accounts with names, balances and histories in a vector, found by name in a map, sorted, and written about in a log.
#include <algorithm>
#include <map>
#include <numeric>
#include <sstream>
#include <string>
#include <vector>
struct Account {
  std::string owner;
  double balance;
  int id;
  double rate;
  std::vector<double> history;
};
class Bank {
  std::vector<Account> accounts;
  std::map<std::string, std::size_t> index;
  std::ostringstream log;

public:
  void open(const std::string &owner, double balance, double rate) {
    index[owner] = accounts.size();
    accounts.push_back(Account{owner, balance, static_cast<int>(accounts.size()), rate, {}});
    log << "open " << owner << " " << balance << "\n";
  }
  bool transfer(const std::string &from, const std::string &to, double amount) {
    auto i = index.find(from), j = index.find(to);
    if (i == index.end() || j == index.end()) {
      log << "no account: " << from << " or " << to << std::endl;
      return false;
    }
    Account &a = accounts[i->second], &b = accounts[j->second];
    a.balance -= amount, b.balance += amount;
    a.history.push_back(-amount), b.history.push_back(amount);
    return true;
  }
  void month() {
    for (auto &a : accounts) {
      a.balance *= 1 + a.rate;
      a.history.push_back(a.balance * a.rate);
    }
  }
  void sort() {
    std::stable_sort(accounts.begin(), accounts.end(),
                     [](const Account &a, const Account &b) { return a.owner < b.owner; });
    index.clear();
    for (std::size_t i = 0; i < accounts.size(); i++) {
      index.emplace(accounts[i].owner, i);
      accounts[i].id = static_cast<int>(i);
    }
  }
  double worth() const {
    double s = 0;
    for (auto &a : accounts)
      s += a.balance * (a.id + 1) + std::accumulate(a.history.begin(), a.history.end(), 0.0);
    return s;
  }
  bool isSilent() const { return log.str().empty(); }
};
extern "C" double bank_accounts(double *x, int n) {
  Bank bank;
  for (int i = 0; i < 4; i++)
    bank.open("customer " + std::to_string(9 - i) + (i % 2 ? " with a long name" : ""), x[i % n], 0.01 * x[(i + 1) % n]);
  bank.transfer("customer 9", "customer 7", 0.1 * x[0] * x[1]);
  bank.month();
  bank.sort();
  bank.transfer("customer 7", "customer 6 with a long name", 0.1 * x[2]);
  bank.transfer("nobody", "customer 7", 3);
  bank.month();
  return bank.worth() + (bank.isSilent() ? 1 : 0);
}
