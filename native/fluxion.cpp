// The LLVM plugin. Where a module asks for derivatives (calls of `__enzyme_autodiff` and its kin), it
//   1. copies what the requests can reach into a module of its own                         (part.h)
//   2. prints that, and runs `fluxion diff` on the text                                    (process.h, report.h)
//   3. parses the result into the same context, optimises it, and moves the derivatives and the new bodies of the
//      functions that hold requests into the module                                        (link-back.h)
// All that is not handed over stays as it is, and so does each function that comes back unchanged. docs/native.md tells
// how to use it. It is built for one version of LLVM by `fluxion plugin`.
#include "debug-info.h"
#include "link-back.h"
#include "report.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Passes/PassBuilder.h"
#if LLVM_VERSION_MAJOR >= 22
#include "llvm/Plugins/PassPlugin.h"
#else
#include "llvm/Passes/PassPlugin.h"
#endif
#include "llvm/Transforms/IPO/ModuleInliner.h"
#include <dlfcn.h>

using namespace fluxion;

namespace {

/// Whether the functions of all files will be there later. A ThinLTO link brings but some of them.
bool waitsForLink(Module &M, ThinOrFullLTOPhase Phase) {
  // -ffat-lto-objects: the machine code beside bitcode, which is of no use without the other files.
  if (Phase == ThinOrFullLTOPhase::None && M.getNamedMetadata("llvm.embedded.objects")) return true;
#if LLVM_VERSION_MAJOR < 20
  // The phase is not told, but the module has this mark before the link; in the link there is another extension point.
  auto *Thin = mdconst::extract_or_null<ConstantInt>(M.getModuleFlag("ThinLTO"));
  if (Phase == ThinOrFullLTOPhase::None) return Thin && Thin->isZero();
#endif
  return Phase == ThinOrFullLTOPhase::FullLTOPreLink;
}

/// Inlines and simplifies a module of its own. The signatures of the functions in `Known` stay.
void optimise(Module &M, const StringSet<> &Known, PassBuilder &PB, OptimizationLevel Level, ThinOrFullLTOPhase Phase) {
  SmallVector<std::pair<Function *, GlobalValue::LinkageTypes>> Linkages;
  for (Function &F : M)
    if (!F.isDeclaration() && F.hasLocalLinkage() && Known.contains(F.getName())) {
      Linkages.emplace_back(&F, F.getLinkage());
      F.setLinkage(GlobalValue::ExternalLinkage);
    }
  LoopAnalysisManager LAM;
  FunctionAnalysisManager FAM;
  CGSCCAnalysisManager CGAM;
  ModuleAnalysisManager MAM;
  PB.registerModuleAnalyses(MAM);
  PB.registerCGSCCAnalyses(CGAM);
  PB.registerFunctionAnalyses(FAM);
  PB.registerLoopAnalyses(LAM);
  PB.crossRegisterProxies(LAM, FAM, CGAM, MAM);
  PB.buildInlinerPipeline(Level, Phase).run(M, MAM);
  for (auto [F, Linkage] : Linkages) F->setLinkage(Linkage);
}

struct KeepRegistered : PassInfoMixin<KeepRegistered> {
  static bool isRequired() { return true; }
  PreservedAnalyses run(Module &M, ModuleAnalysisManager &) {
    keepRegistered(M);
    return PreservedAnalyses::all();
  }
};

class Differentiate : public PassInfoMixin<Differentiate> {
  /// To optimise with; none for `opt -passes=fluxion`.
  PassBuilder *PB;
  OptimizationLevel Level;
  ThinOrFullLTOPhase Phase;

  /// Returns what Fluxion said, and why there are no derivatives.
  Outcome differentiate(Module &M, ArrayRef<Function *> Callers) {
    const bool IsLink = Phase == ThinOrFullLTOPhase::FullLTOPostLink, Optimises = PB && Level != OptimizationLevel::O0;
    Part P = extract(M);
    // Before a link, functions of other files were not there to be inlined. Rust's debug builds, which reach us at no other
    // point, pass everything through layers of small functions: these are differentiated simplified. (Functions of clang's
    // -O0 are `optnone`.)
    if (PB && IsLink) optimise(*P.M, P.Names, *PB, Optimises ? Level : OptimizationLevel::O2, Phase);
    std::string Text;
    raw_string_ostream(Text) << *P.M;
    P.M.reset();
    Outcome Outcome = runFluxion(Text, IsLink);
    if (!Outcome.Failure.empty()) return Outcome;
    auto Result = parse(Outcome.Output, M, Outcome.Failure);
    if (Result) Outcome.Failure = findFault(*Result, P, Callers);
    if (!Outcome.Failure.empty()) return Outcome;
    reportAll(*Callers[0], Outcome.Errors);
    if (Optimises) optimise(*Result, P.Names, *PB, Level, Phase);
    Outcome.Failure = linkBack(M, std::move(Result), P, Callers);
    return Outcome;
  }

public:
  Differentiate(PassBuilder *PB, OptimizationLevel Level, ThinOrFullLTOPhase Phase) : PB(PB), Level(Level), Phase(Phase) {}
  static bool isRequired() { return true; }

  PreservedAnalyses run(Module &M, ModuleAnalysisManager &) {
    if (waitsForLink(M, Phase)) {
      markUnaskedDebugInfo(M);
      return PreservedAnalyses::all();
    }
    SmallVector<Function *> Callers = findCallers(M);
    if (!Callers.empty()) {
      Outcome Outcome = differentiate(M, Callers);
      if (!Outcome.Failure.empty()) {
        reportFailure(*Callers[0], Outcome);
        return PreservedAnalyses::none();
      }
      for (Function &F : make_early_inc_range(M))
        if (isEntryPoint(F) && F.use_empty()) F.eraseFromParent();
    }
    releaseRegistered(M);
    dropUnaskedDebugInfo(M, Phase == ThinOrFullLTOPhase::FullLTOPostLink);
    return Callers.empty() ? PreservedAnalyses::all() : PreservedAnalyses::none();
  }
};

void registerCallbacks(PassBuilder &PB) {
  PB.registerPipelineStartEPCallback([](ModulePassManager &Passes, OptimizationLevel) { Passes.addPass(KeepRegistered()); });
#if LLVM_VERSION_MAJOR >= 20
  PB.registerOptimizerEarlyEPCallback([&PB](ModulePassManager &Passes, OptimizationLevel Level, ThinOrFullLTOPhase Phase) {
    Passes.addPass(Differentiate(&PB, Level, Phase));
  });
#else
  PB.registerOptimizerEarlyEPCallback([&PB](ModulePassManager &Passes, OptimizationLevel Level) {
    Passes.addPass(Differentiate(&PB, Level, ThinOrFullLTOPhase::None));
  });
#endif
  PB.registerFullLinkTimeOptimizationEarlyEPCallback([&PB](ModulePassManager &Passes, OptimizationLevel Level) {
    Passes.addPass(Differentiate(&PB, Level, ThinOrFullLTOPhase::FullLTOPostLink));
  });
  PB.registerPipelineParsingCallback([](StringRef Name, ModulePassManager &Passes, ArrayRef<PassBuilder::PipelineElement>) {
    if (Name == "fluxion") Passes.addPass(Differentiate(nullptr, OptimizationLevel::O0, ThinOrFullLTOPhase::None));
    return Name == "fluxion";
  });
}

} // namespace

extern "C" LLVM_ATTRIBUTE_WEAK PassPluginLibraryInfo llvmGetPassPluginInfo() {
  unsigned Major = LLVM_VERSION_MAJOR;
  if (void *Version = dlsym(RTLD_DEFAULT, "LLVMGetVersion"))
    reinterpret_cast<void (*)(unsigned *, unsigned *, unsigned *)>(Version)(&Major, nullptr, nullptr);
  if (Major != LLVM_VERSION_MAJOR) {
    fprintf(stderr, "error: this Fluxion plugin is for LLVM %d, but the tool that loads it is of LLVM %u; `fluxion plugin --llvm %u` makes the right one\n",
            LLVM_VERSION_MAJOR, Major, Major);
    exit(1);
  }
  return {LLVM_PLUGIN_API_VERSION, "fluxion", LLVM_VERSION_STRING, registerCallbacks};
}
