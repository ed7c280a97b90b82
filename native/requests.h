// What asks for derivatives, and what a module says about functions for them.
#pragma once
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"

namespace fluxion {
using namespace llvm;

inline bool isConventional(const GlobalValue &G) { return G.getName().contains("__enzyme_"); }
inline bool isEntryPoint(const Function &F) { return F.isDeclaration() && isConventional(F); }

/// In Fortran, calls of one function differ in their types: then the called operand is none that LLVM calls the callee.
inline bool isRequest(const CallBase &Call) {
  auto *Callee = dyn_cast<Function>(Call.getCalledOperand());
  return Callee && isEntryPoint(*Callee);
}

inline void forEachRequest(Module &M, function_ref<void(CallBase &)> Visit) {
  for (Function &F : M)
    if (isEntryPoint(F))
      for (User *U : F.users())
        if (auto *Call = dyn_cast<CallBase>(U); Call && isRequest(*Call)) Visit(*Call);
}

/// The functions that hold requests, in the module's order.
inline SmallVector<Function *> findCallers(Module &M) {
  SmallPtrSet<Function *, 8> Callers;
  forEachRequest(M, [&](CallBase &Call) { Callers.insert(Call.getFunction()); });
  SmallVector<Function *> InOrder;
  if (!Callers.empty())
    for (Function &F : M)
      if (Callers.contains(&F)) InOrder.push_back(&F);
  return InOrder;
}

/// Calls `Visit` for each global value in a constant; it says whether to go on into that one's initialiser.
inline void visitGlobals(Constant *Root, function_ref<bool(GlobalValue &)> Visit) {
  SmallVector<Constant *> Work{Root};
  SmallPtrSet<Constant *, 16> Seen{Root};
  while (!Work.empty()) {
    Constant *C = Work.pop_back_val();
    if (auto *G = dyn_cast<GlobalValue>(C); G && C != Root && !Visit(*G)) continue;
    if (isa<Function>(C)) continue;
    for (Value *Operand : C->operands())
      if (auto *Next = dyn_cast<Constant>(Operand); Next && Seen.insert(Next).second) Work.push_back(Next);
  }
}

/// Variables that tell something about functions: registered derivatives and annotations.
inline bool isRegistration(const GlobalVariable &G) {
  return G.hasInitializer() && (isConventional(G) || G.getName() == "llvm.global.annotations");
}

constexpr StringLiteral KeptWhole = "fluxion-noinline", WasAlwaysInline = "fluxion-alwaysinline";

/// Keeps functions with registered derivatives from being inlined, and what registers them from being dropped as not used, until the
/// derivatives are there.
inline void keepRegistered(Module &M) {
  SmallVector<GlobalValue *> Registrations;
  for (GlobalVariable &G : M.globals())
    if (isRegistration(G) && isConventional(G)) {
      Registrations.push_back(&G);
      visitGlobals(&G, [](GlobalValue &Named) {
        auto *F = dyn_cast<Function>(&Named);
        if (!F || F->hasFnAttribute(Attribute::NoInline)) return !F;
        if (F->hasFnAttribute(Attribute::AlwaysInline)) F->addFnAttr(WasAlwaysInline);
        F->removeFnAttr(Attribute::AlwaysInline);
        F->addFnAttr(Attribute::NoInline);
        F->addFnAttr(KeptWhole);
        return false;
      });
    }
  if (!Registrations.empty()) appendToCompilerUsed(M, Registrations);
}

inline void releaseRegistered(Module &M) {
  removeFromUsedLists(M, [](Constant *C) {
    auto *G = dyn_cast<GlobalVariable>(C->stripPointerCasts());
    return G && isRegistration(*G) && isConventional(*G);
  });
  for (Function &F : M) {
    if (!F.hasFnAttribute(KeptWhole)) continue;
    F.removeFnAttr(KeptWhole);
    F.removeFnAttr(Attribute::NoInline);
    if (F.hasFnAttribute(WasAlwaysInline)) F.addFnAttr(Attribute::AlwaysInline);
    F.removeFnAttr(WasAlwaysInline);
  }
}

} // namespace fluxion
