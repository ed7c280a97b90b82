// A coroutine: before it is split (at -O0) it uses tokens and the intrinsics of coroutines.
#include <coroutine>

struct Generator {
  struct promise_type {
    int value = 0;
    Generator get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(int v) { value = v; return {}; }
    void return_void() {}
    void unhandled_exception() { throw; }
  };
  std::coroutine_handle<promise_type> handle;
};

Generator squares(int n) {
  for (int i = 0; i < n; ++i) co_yield i * i;
}

int total(int n) {
  auto g = squares(n);
  int s = 0;
  for (g.handle.resume(); !g.handle.done(); g.handle.resume()) s += g.handle.promise().value;
  g.handle.destroy();
  return s;
}
