// Running `fluxion diff`. `fluxion plugin` defines FLUXION_NODE and FLUXION_CLI.
#pragma once
#include "llvm/ADT/StringExtras.h"
#include <chrono>
#include <fcntl.h>
#include <memory>
#include <signal.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <sys/wait.h>
#include <unistd.h>

namespace fluxion {
using namespace llvm;

struct Outcome {
  std::string Output, Errors;
  /// Why there is no output; empty when all went well.
  std::string Failure;
};

/// The value of a variable of the environment that is set and not empty.
inline std::string setting(const char *Name, std::string Default) {
  const char *Value = getenv(Name);
  return Value && *Value ? Value : Default;
}

inline std::string readAll(FILE *File) {
  std::string Text;
  char Buffer[1 << 16];
  rewind(File);
  while (size_t N = fread(Buffer, 1, sizeof Buffer, File)) Text.append(Buffer, N);
  return Text;
}

/// Replaces this process, a copy of the compiler's, by another. Only calls that are safe between fork and exec.
[[noreturn]] inline void become(char *const *Arguments, ArrayRef<int> Streams, int Failure, pid_t Parent) {
#ifdef __linux__
  // Whoever ends the compiler ends it. What it starts in turn is of its group.
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != Parent) _exit(1);
#endif
  for (int I = 0; I < 3; ++I)
    if (dup2(Streams[I], I) < 0) break;
  execvp(Arguments[0], Arguments);
  int Error = errno;
  if (write(Failure, &Error, sizeof Error) < 0) _exit(2);
  _exit(1);
}

/// Waits for a process, and ends its group when it takes longer than `Seconds`, unless that is 0. Returns whether it did.
inline bool waitFor(pid_t Process, unsigned Seconds, int &Status) {
  using Clock = std::chrono::steady_clock;
  const auto Deadline = Clock::now() + std::chrono::seconds(Seconds);
  bool TookTooLong = false;
  for (useconds_t Pause = 1000; waitpid(Process, &Status, TookTooLong ? 0 : WNOHANG) != Process; Pause = std::min(2 * Pause, 20'000u)) {
    if (Seconds > 0 && Clock::now() > Deadline && !TookTooLong) {
      TookTooLong = true;
      kill(-Process, SIGKILL);
      kill(Process, SIGKILL);
    }
    usleep(Pause);
  }
  return TookTooLong;
}

/// Runs a program to its end. Returns an error number when it cannot be run, ETIME when it takes too long.
inline int runProcess(ArrayRef<std::string> Arguments, ArrayRef<int> Streams, unsigned Seconds, int &Status) {
  std::vector<char *> Pointers;
  for (const std::string &Argument : Arguments) Pointers.push_back(const_cast<char *>(Argument.data()));
  Pointers.push_back(nullptr);
  int Failure[2];
  if (pipe(Failure)) return errno;
  for (int End : Failure) fcntl(End, F_SETFD, FD_CLOEXEC);
  pid_t Parent = getpid(), Process = fork();
  if (Process == 0) become(Pointers.data(), Streams, Failure[1], Parent);
  int Error = Process < 0 ? errno : 0, Said;
  close(Failure[1]);
  if (!Error) {
    ssize_t Size;
    while ((Size = read(Failure[0], &Said, sizeof Said)) < 0 && errno == EINTR) {}
    if (waitFor(Process, Seconds, Status)) Error = ETIME;
    if (Size == sizeof Said) Error = Said;
  }
  close(Failure[0]);
  return Error;
}

/// The files have no names, so that nothing is left of them however this ends.
inline Outcome runFluxion(StringRef Text, bool IsLink) {
  Outcome Result;
  auto Close = [](FILE *File) { if (File) fclose(File); };
  using Temporary = std::unique_ptr<FILE, decltype(Close)>;
  Temporary In(tmpfile(), Close), Out(tmpfile(), Close), Err(tmpfile(), Close);
  if (!In || !Out || !Err || fwrite(Text.data(), 1, Text.size(), In.get()) != Text.size() || fflush(In.get())) {
    Result.Failure = std::string("no temporary file can be written: ") + strerror(errno);
    return Result;
  }
  rewind(In.get());
  std::vector<std::string> Arguments{setting("FLUXION_NODE", FLUXION_NODE), FLUXION_CLI, "diff", "-", "-o", "-",
                                     "--diagnostics=json"};
  // It names the libraries that functions without bodies are in.
  if (IsLink) Arguments.push_back("--linker=/proc/" + utostr(getpid()));
  std::string Limit = setting("FLUXION_TIMEOUT", "600");
  unsigned Seconds;
  if (StringRef(Limit).getAsInteger(10, Seconds)) {
    Result.Failure = "FLUXION_TIMEOUT is a number of seconds, 0 for no limit, not '" + Limit + "'";
    return Result;
  }
  int Status = 0;
  int Error = runProcess(Arguments, {fileno(In.get()), fileno(Out.get()), fileno(Err.get())}, Seconds, Status);
  Result.Errors = readAll(Err.get());
  if (Error == ETIME) Result.Failure = "fluxion diff took longer than " + Limit + " s; FLUXION_TIMEOUT sets another limit, in seconds";
  else if (Error) Result.Failure = Arguments[0] + " cannot be run: " + strerror(Error) + "; FLUXION_NODE names another node";
  else if (WIFSIGNALED(Status)) Result.Failure = "fluxion diff was ended by signal " + utostr(WTERMSIG(Status));
  else if (WEXITSTATUS(Status)) Result.Failure = "fluxion diff failed with exit code " + utostr(WEXITSTATUS(Status));
  else Result.Output = readAll(Out.get());
  return Result;
}

} // namespace fluxion
