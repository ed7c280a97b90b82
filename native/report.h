// What Fluxion has to say, as diagnostics of the compiler.
#pragma once
#include "process.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/DiagnosticPrinter.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"

namespace fluxion {

/// clang shows it at the source line; other tools print it.
class Report : public DiagnosticInfoUnsupported {
  void print(DiagnosticPrinter &Printer) const override {
    if (isLocationAvailable()) {
      StringRef File;
      unsigned Line, Column;
      getLocation(File, Line, Column);
      Printer << (sys::fs::exists(File) ? File.str() : getAbsolutePath()) << ":" << Line << ":" << Column << ": ";
    }
    Printer << getMessage();
  }

public:
  using DiagnosticInfoUnsupported::DiagnosticInfoUnsupported;
};

/// The file of a name, which is relative to a folder that the debug information knows.
inline DIFile *findFile(Function &F, StringRef Name) {
  for (Function &Other : *F.getParent())
    if (auto *Subprogram = Other.getSubprogram(); Subprogram && Subprogram->getFile() && Subprogram->getFile()->getFilename() == Name)
      return Subprogram->getFile();
  return DIFile::get(F.getContext(), Name, F.getSubprogram() ? F.getSubprogram()->getDirectory() : "");
}

inline void report(Function &F, StringRef File, unsigned Line, unsigned Column, const Twine &Message, DiagnosticSeverity Severity) {
  DebugLoc Location;
  if (Line > 0) {
    DIFile *Where = findFile(F, File);
    auto *Scope = DISubprogram::getDistinct(F.getContext(), Where, F.getName(), "", Where, Line, nullptr, Line, nullptr, 0, 0,
                                            DINode::FlagZero, DISubprogram::SPFlagZero, nullptr);
    Location = DILocation::get(F.getContext(), Line, Column, Scope);
  }
  F.getContext().diagnose(Report(F, Message, Location, Severity));
}

/// Reports what Fluxion said, a JSON object in each line. Returns whether there was an error.
inline bool reportAll(Function &F, StringRef Errors) {
  bool Failed = false;
  for (StringRef Line : split(Errors, '\n')) {
    Expected<json::Value> Value = json::parse(Line);
    json::Object *Said = Value ? Value->getAsObject() : nullptr;
    if (!Said) {
      consumeError(Value.takeError());
      continue;
    }
    std::string Text = Said->getString("message").value_or("").str();
    if (auto Code = Said->getString("code")) Text += (" [" + *Code + "]").str();
    for (auto [List, Title] : {std::pair("known", "note"), std::pair("help", "help")})
      if (json::Array *Items = Said->getArray(List))
        for (json::Value &Item : *Items) Text += ("\n  " + Twine(Title) + ": " + Item.getAsString().value_or("")).str();
    bool IsError = Said->getString("severity") == "error";
    report(F, Said->getString("file").value_or(""), Said->getInteger("line").value_or(0),
           Said->getInteger("column").value_or(0), Text, IsError ? DS_Error : DS_Warning);
    Failed |= IsError;
  }
  return Failed;
}

/// Why there are no derivatives, by Fluxion's own account where it gives one.
inline void reportFailure(Function &F, const Outcome &Outcome) {
  if (!reportAll(F, Outcome.Errors))
    report(F, "", 0, 0, Outcome.Failure + (Outcome.Errors.empty() ? "" : "\n" + StringRef(Outcome.Errors).rtrim()), DS_Error);
}

} // namespace fluxion
