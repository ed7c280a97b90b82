// Moving what `fluxion diff` made of a part of a module into that module: the new bodies of the functions that hold requests,
// the derivatives, and what these need. All else stays as it is there.
#pragma once
#include "part.h"
#include "llvm/AsmParser/Parser.h"
#include "llvm/IR/Verifier.h"
#include "llvm/Linker/IRMover.h"
#include "llvm/Support/SourceMgr.h"

namespace fluxion {

/// Null, and the reason, for text that is no module.
inline std::unique_ptr<Module> parse(StringRef Text, Module &Like, std::string &Why) {
  LLVMContext &Context = Like.getContext();
  bool Discards = Context.shouldDiscardValueNames();
  Context.setDiscardValueNames(false);
  SMDiagnostic Problem;
  auto Result = parseAssemblyString(Text, Problem, Context);
  Context.setDiscardValueNames(Discards);
  if (!Result) Why = ("fluxion diff printed no module: " + Problem.getMessage()).str();
#if LLVM_VERSION_MAJOR < 21
  else Result->setIsNewDbgInfoFormat(Like.IsNewDbgInfoFormat);
#endif
  return Result;
}

/// Why a module cannot be the answer; empty when it can.
inline std::string findFault(Module &Result, const Part &P, ArrayRef<Function *> Callers) {
  NamedMDNode *Nodes = Result.getNamedMetadata("fluxion.nodes");
  if ((Nodes ? Nodes->getNumOperands() : 0) != P.Nodes.size()) return "fluxion diff lost part of the module";
  for (Function *F : Callers) {
    Function *New = Result.getFunction(F->getName());
    if (!New || New->isDeclaration()) return ("fluxion diff lost '" + F->getName() + "'").str();
  }
  if (!findCallers(Result).empty()) return "fluxion diff left a request";
  std::string Why;
  raw_string_ostream Stream(Why);
  return verifyModule(Result, &Stream) ? "fluxion diff made an invalid module: " + Why : "";
}

/// Reading has made distinct metadata nodes anew: they become the originals.
inline void restoreNodes(Module &Result, const Part &P) {
  ValueToValueMapTy Map;
  if (NamedMDNode *Nodes = Result.getNamedMetadata("fluxion.nodes"))
    for (auto [Node, Original] : zip_equal(Nodes->operands(), P.Nodes)) Map.MD()[Node].reset(Original);
  for (Function &F : Result) RemapFunction(F, Map, RF_ReuseAndMutateDistinctMDs | RF_IgnoreMissingLocals);
}

/// Globals that both modules hold are linked by their names, so that these are not local for as long as it lasts.
class SharedNames {
  Module &M;
  SmallVector<std::pair<std::string, GlobalValue::LinkageTypes>> Local;

public:
  SharedNames(Module &M, Module &Result, const Part &P) : M(M) {
    for (GlobalValue &G : Result.global_values()) {
      GlobalValue *Old = P.Names.contains(G.getName()) ? M.getNamedValue(G.getName()) : nullptr;
      if (!Old) continue;
      // A marker that is still looked at has become a variable of the module's own.
      auto Linkage = Old->isDeclaration() ? G.getLinkage() : Old->getLinkage();
      if (GlobalValue::isLocalLinkage(Linkage)) {
        Local.emplace_back(G.getName(), Linkage);
        Old->setLinkage(GlobalValue::ExternalLinkage);
        G.setLinkage(GlobalValue::ExternalLinkage);
      }
    }
  }
  ~SharedNames() {
    for (auto &[Name, Linkage] : Local)
      if (GlobalValue *G = M.getNamedValue(Name)) G->setLinkage(Linkage);
  }
};

/// Returns why it failed; empty when it did not.
inline std::string linkBack(Module &M, std::unique_ptr<Module> Result, const Part &P, ArrayRef<Function *> Callers) {
  restoreNodes(*Result, P);
  for (NamedMDNode &Named : make_early_inc_range(Result->named_metadata())) Named.eraseFromParent();
  for (GlobalVariable &G : make_early_inc_range(Result->globals()))
    if (G.hasAppendingLinkage() || G.getName() == "fluxion.taken") G.eraseFromParent();
  SharedNames Shared(M, *Result, P);
  SmallVector<GlobalValue *> New;
  for (GlobalValue &G : Result->global_values()) {
    GlobalValue *Old = G.hasLocalLinkage() ? nullptr : M.getNamedValue(G.getName());
    if (!G.isDeclaration() && (!Old || Old->isDeclaration() || is_contained(Callers, Old))) New.push_back(&G);
  }
  Error Failure = IRMover(M).move(std::move(Result), New, [](GlobalValue &, IRMover::ValueAdder) {}, /*IsPerformingImport=*/false);
  return Failure ? toString(std::move(Failure)) : "";
}

} // namespace fluxion
