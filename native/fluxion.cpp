// The LLVM plugin. Where a module asks for derivatives (calls of `__enzyme_autodiff` and its kin), it
//   1. copies what the requests can reach into a module of its own, and prints that        (Extraction)
//   2. runs `fluxion diff` on the text                                                     (runFluxion)
//   3. parses the result into the same context, optimises it, and moves the derivatives and the new bodies of the
//      functions that hold requests into the module                                        (Return)
// All that is not handed over stays as it is, and so does each function that comes back unchanged. docs/native.md tells
// how to use it. It is built for one version of LLVM by `fluxion plugin`, which defines FLUXION_NODE and FLUXION_CLI.
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/AsmParser/Parser.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/DiagnosticPrinter.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/ModuleSlotTracker.h"
#include "llvm/IR/Verifier.h"
#include "llvm/Passes/PassBuilder.h"
#if LLVM_VERSION_MAJOR >= 22
#include "llvm/Plugins/PassPlugin.h"
#else
#include "llvm/Passes/PassPlugin.h"
#endif
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Transforms/IPO/ModuleInliner.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include "llvm/Transforms/Utils/ValueMapper.h"
#include <dlfcn.h>
#include <fcntl.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <sys/wait.h>
#include <unistd.h>

using namespace llvm;

namespace {

// ---- Requests and registrations ------------------------------------------------------------------------------------

bool isConventional(const GlobalValue &G) { return G.getName().contains("__enzyme_"); }
bool isEntryPoint(const Function &F) { return F.isDeclaration() && isConventional(F); }

/// The functions that call an entry point, in the module's order.
SmallVector<Function *> findCallers(Module &M) {
  SmallPtrSet<Function *, 8> Callers;
  for (Function &F : M)
    if (isEntryPoint(F))
      for (User *U : F.users())
        if (auto *Call = dyn_cast<CallBase>(U); Call && Call->getCalledOperand() == &F)
          Callers.insert(Call->getFunction());
  SmallVector<Function *> InOrder;
  if (!Callers.empty())
    for (Function &F : M)
      if (Callers.contains(&F)) InOrder.push_back(&F);
  return InOrder;
}

/// Calls `Visit` for each global value in a constant; it says whether to go on into that one's initialiser.
void visitGlobals(Constant *Root, function_ref<bool(GlobalValue &)> Visit) {
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

/// Variables that tell something about functions: registered derivatives and annotations.
bool isRegistration(const GlobalVariable &G) {
  return G.hasInitializer() && (isConventional(G) || G.getName() == "llvm.global.annotations");
}

constexpr StringLiteral KeptWhole = "fluxion-noinline", WasAlwaysInline = "fluxion-alwaysinline";

/// Keeps functions with registered derivatives from being inlined, until the derivatives are there.
struct KeepRegistered : PassInfoMixin<KeepRegistered> {
  static bool isRequired() { return true; }
  PreservedAnalyses run(Module &M, ModuleAnalysisManager &) {
    for (GlobalVariable &G : M.globals())
      if (isRegistration(G) && isConventional(G))
        visitGlobals(&G, [](GlobalValue &Named) {
          auto *F = dyn_cast<Function>(&Named);
          if (!F || F->hasFnAttribute(Attribute::NoInline)) return !F;
          if (F->hasFnAttribute(Attribute::AlwaysInline)) F->addFnAttr(WasAlwaysInline);
          F->removeFnAttr(Attribute::AlwaysInline);
          F->addFnAttr(Attribute::NoInline);
          F->addFnAttr(KeptWhole);
          return false;
        });
    return PreservedAnalyses::all();
  }
  static void undo(Module &M) {
    for (Function &F : M) {
      if (!F.hasFnAttribute(KeptWhole)) continue;
      F.removeFnAttr(KeptWhole);
      F.removeFnAttr(Attribute::NoInline);
      if (F.hasFnAttribute(WasAlwaysInline)) F.addFnAttr(Attribute::AlwaysInline);
      F.removeFnAttr(WasAlwaysInline);
    }
  }
};

// ---- Extraction ----------------------------------------------------------------------------------------------------

/// What is handed over, as a module of its own, and how to find the way back from its names, nodes and types.
struct Extraction {
  std::unique_ptr<Module> Part;
  /// The original of each global value of the part, by its name there.
  StringMap<GlobalValue *> Originals;
  /// The originals of the distinct metadata nodes in !fluxion.nodes, and of the struct types of @fluxion.types.
  SmallVector<MDNode *> Nodes;
  SmallVector<Type *> Types;
};

/// Functions of Rust's library that Fluxion knows by name: what panics, allocates, turns values into text and prints. Their
/// bodies are not handed over, for they reach all of the library.
bool isRustRuntime(const Function &F) {
  if (!F.getName().starts_with("_R") && !F.getName().starts_with("_ZN")) return false;
  std::string Demangled = demangle(F.getName());
  StringRef Path = Demangled;
  if (Path.contains(" as core::fmt::") || Path.contains("$u20$as$u20$core..fmt..")) return true;
  Path.consume_front("<");
  auto IsIn = [&](StringRef Module) { return Path.starts_with(Module); };
  if (any_of(ArrayRef<StringRef>{"__rustc::__r", "core::fmt::", "alloc::fmt::", "std::io::", "std::panicking::"}, IsIn))
    return true;
  return F.doesNotReturn() && any_of(ArrayRef<StringRef>{"core::", "alloc::", "std::"}, IsIn);
}

/// The global values whose definitions are handed over.
class Reach {
  Module &M;
  bool HasCxxExceptions;
  SmallPtrSet<GlobalValue *, 32> Defined;
  SmallVector<GlobalValue *> Work;
  SmallPtrSet<FunctionType *, 8> CalledTypes;

  bool add(GlobalValue &G) {
    auto *F = dyn_cast<Function>(&G);
    if (!G.isDeclaration() && !(F && isRustRuntime(*F)) && Defined.insert(&G).second) Work.push_back(&G);
    return false;
  }
  void addOperands(Constant *C) {
    visitGlobals(C, [&](GlobalValue &G) { return add(G); });
  }
  void addConstant(Constant *C) {
    if (auto *G = dyn_cast<GlobalValue>(C)) add(*G);
    else addOperands(C);
  }
  void addBody(Function &F) {
    for (Instruction &I : instructions(F)) {
      if (auto *Call = dyn_cast<CallBase>(&I); Call && Call->isIndirectCall()) CalledTypes.insert(Call->getFunctionType());
      // What does not return has no derivative, unless C++ throws and catches. Rust's panics reach half its library.
      if (auto *Call = dyn_cast<CallBase>(&I); Call && Call->doesNotReturn() && !HasCxxExceptions) continue;
      for (Value *Operand : I.operands())
        if (auto *C = dyn_cast<Constant>(Operand)) addConstant(C);
    }
  }
  void close() {
    while (!Work.empty()) {
      GlobalValue *G = Work.pop_back_val();
      if (auto *F = dyn_cast<Function>(G)) addBody(*F);
      else addOperands(G);
    }
  }

public:
  explicit Reach(Module &M) : M(M), HasCxxExceptions(M.getFunction("__gxx_personality_v0")) {}

  /// Of a caller, only what its requests are given is of interest.
  void addCaller(Function &F) {
    Defined.insert(&F);
    SetVector<Value *> Given;
    // In Fortran, calls of one function differ in their types: then the called operand is none that LLVM calls the callee.
    for (Instruction &I : instructions(F))
      if (auto *Call = dyn_cast<CallBase>(&I))
        if (auto *Callee = dyn_cast<Function>(Call->getCalledOperand()); Callee && isEntryPoint(*Callee))
          Given.insert(Call->arg_begin(), Call->arg_end());
    for (size_t N = 0; N < Given.size(); ++N) {
      Value *V = Given[N];
      if (auto *C = dyn_cast<Constant>(V)) addConstant(C);
      else if (auto *I = dyn_cast<Instruction>(V); I && !isa<CallBase>(I)) Given.insert(I->op_begin(), I->op_end());
      // What is given in memory was stored there.
      if (isa<AllocaInst, GetElementPtrInst>(V))
        for (User *U : V->users())
          if (auto *Store = dyn_cast<StoreInst>(U); Store && Store->getPointerOperand() == V) Given.insert(Store->getValueOperand());
          else if (isa<GetElementPtrInst>(U)) Given.insert(U);
    }
  }
  /// The functions in a registration are handed over as declarations, unless something else reaches them.
  void addRegistrations() {
    for (GlobalVariable &G : M.globals())
      if (isRegistration(G) && Defined.insert(&G).second)
        visitGlobals(&G, [&](GlobalValue &Named) {
          auto *Variable = dyn_cast<GlobalVariable>(&Named);
          return Variable && Variable->isConstant() && Variable->hasInitializer() && Defined.insert(Variable).second;
        });
  }
  SmallPtrSet<GlobalValue *, 32> run() {
    close();
    // A call through a pointer may reach every function of its type whose address is taken.
    for (size_t Known = 0; Known != CalledTypes.size();) {
      Known = CalledTypes.size();
      for (Function &F : M)
        if (CalledTypes.contains(F.getFunctionType()) && F.hasAddressTaken()) add(F);
      close();
    }
    return Defined;
  }
};

/// Compile units name all variables, enumerations and imports of their file: the part gets units without.
void mapCompileUnits(Module &M, ValueToValueMapTy &Map) {
  for (DICompileUnit *Unit : M.debug_compile_units()) {
    DICompileUnit *Small = MDNode::replaceWithDistinct(Unit->clone());
    Small->replaceEnumTypes(nullptr);
    Small->replaceRetainedTypes(nullptr);
    Small->replaceGlobalVariables(nullptr);
    Small->replaceImportedEntities(nullptr);
    Small->replaceMacros(nullptr);
    Map.MD()[Unit].reset(Small);
  }
}

/// Lists the part's distinct metadata nodes, in the order in which they are printed.
void listNodes(Extraction &E, ValueToValueMapTy &Map) {
  DenseMap<const Metadata *, const Metadata *> Inverse;
  for (auto &[Original, Copy] : Map.MD())
    if (Copy.get() != Original) Inverse[Copy.get()] = Original;
  ModuleSlotTracker Slots(E.Part.get(), /*ShouldInitializeAllMetadata=*/true);
  ModuleSlotTracker::MachineMDNodeListType All;
  // The numbers are given when one is asked for.
  Function &F = *find_if(*E.Part, [](Function &Fn) { return !Fn.isDeclaration(); });
  Slots.incorporateFunction(F);
  Slots.getLocalSlot(&F.front());
  Slots.collectMDNodes(All, 0, ~0u);
  llvm::sort(All);
  NamedMDNode *List = E.Part->getOrInsertNamedMetadata("fluxion.nodes");
  for (auto &[Slot, Node] : All)
    if (auto *Original = Inverse.lookup(Node); Original && Node->isDistinct()) {
      List->addOperand(const_cast<MDNode *>(Node));
      E.Nodes.push_back(const_cast<MDNode *>(cast<MDNode>(Original)));
    }
}

Extraction extract(Module &M, ArrayRef<Function *> Callers) {
  Reach R(M);
  for (Function *F : Callers) R.addCaller(*F);
  R.addRegistrations();
  auto Defined = R.run();

  Extraction E;
  ValueToValueMapTy Map;
  mapCompileUnits(M, Map);
  E.Part = CloneModule(M, Map, [&](const GlobalValue *G) { return Defined.contains(G); });
  for (NamedMDNode &Named : make_early_inc_range(E.Part->named_metadata()))
    if (Named.getName() != "llvm.dbg.cu" && Named.getName() != "llvm.module.flags") Named.eraseFromParent();
  for (GlobalValue &Original : M.global_values()) {
    auto *Copy = cast<GlobalValue>(Map.lookup(&Original));
    Copy->removeDeadConstantUsers();
    if (Copy->isDeclaration() && Copy->use_empty()) {
      Copy->eraseFromParent();
      continue;
    }
    if (!Copy->hasName()) Copy->setName("fluxion.unnamed");
    E.Originals[Copy->getName()] = &Original;
  }
  for (StructType *T : E.Part->getIdentifiedStructTypes())
    if (T->isSized()) E.Types.push_back(T);
  if (!E.Types.empty())
    new GlobalVariable(*E.Part, StructType::get(M.getContext(), E.Types), false, GlobalValue::ExternalLinkage, nullptr,
                       "fluxion.types");
  listNodes(E, Map);
  return E;
}

// ---- Optimisation of a module of its own ---------------------------------------------------------------------------

/// Inlines and simplifies. The signatures of the functions in `Known` stay.
void optimise(Module &M, const StringMap<GlobalValue *> &Known, PassBuilder &PB, OptimizationLevel Level,
              ThinOrFullLTOPhase Phase) {
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

// ---- Running Fluxion -----------------------------------------------------------------------------------------------

struct Outcome {
  std::string Output, Errors;
  /// Why there is no output; empty when all went well.
  std::string Failure;
};

std::string readAll(FILE *File) {
  std::string Text;
  char Buffer[1 << 16];
  rewind(File);
  while (size_t N = fread(Buffer, 1, sizeof Buffer, File)) Text.append(Buffer, N);
  return Text;
}

/// Replaces this process, a copy of the compiler's, by Fluxion. Only calls that are safe between fork and exec.
[[noreturn]] void becomeFluxion(char *const *Arguments, ArrayRef<int> Streams, int Failure, pid_t Parent) {
#ifdef __linux__
  // Whoever ends the compiler ends Fluxion.
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

/// Runs a program to its end. Returns an error number when it cannot be run.
int runProcess(char *const *Arguments, ArrayRef<int> Streams, int &Status) {
  int Failure[2];
  if (pipe(Failure)) return errno;
  fcntl(Failure[1], F_SETFD, FD_CLOEXEC);
  fcntl(Failure[0], F_SETFD, FD_CLOEXEC);
  pid_t Parent = getpid(), Process = fork();
  if (Process == 0) becomeFluxion(Arguments, Streams, Failure[1], Parent);
  int Error = Process < 0 ? errno : 0;
  close(Failure[1]);
  if (!Error) {
    int Said;
    ssize_t Size;
    while ((Size = read(Failure[0], &Said, sizeof Said)) < 0 && errno == EINTR) {}
    if (Size == sizeof Said) Error = Said;
    while (waitpid(Process, &Status, 0) < 0 && errno == EINTR) {}
  }
  close(Failure[0]);
  return Error;
}

/// The files have no names, so that nothing is left of them however this ends.
Outcome runFluxion(StringRef Text, bool IsLink) {
  Outcome Result;
  auto Close = [](FILE *File) { fclose(File); };
  using Temporary = std::unique_ptr<FILE, decltype(Close)>;
  Temporary In(tmpfile(), Close), Out(tmpfile(), Close), Err(tmpfile(), Close);
  if (!In || !Out || !Err || fwrite(Text.data(), 1, Text.size(), In.get()) != Text.size() || fflush(In.get())) {
    Result.Failure = std::string("no temporary file can be written: ") + strerror(errno);
    return Result;
  }
  rewind(In.get());
  const char *Override = getenv("FLUXION_NODE");
  std::vector<std::string> Arguments{Override && *Override ? Override : FLUXION_NODE, FLUXION_CLI, "diff", "-", "-o", "-",
                                     "--diagnostics=json"};
  // It names the libraries that functions without bodies are in.
  if (IsLink) Arguments.push_back("--linker=/proc/" + utostr(getpid()));
  std::vector<char *> Pointers;
  for (std::string &Argument : Arguments) Pointers.push_back(Argument.data());
  Pointers.push_back(nullptr);
  int Status = 0;
  int Error = runProcess(Pointers.data(), {fileno(In.get()), fileno(Out.get()), fileno(Err.get())}, Status);
  Result.Errors = readAll(Err.get());
  if (Error) Result.Failure = Arguments[0] + " cannot be run: " + strerror(Error) + "; FLUXION_NODE names another node";
  else if (WIFSIGNALED(Status)) Result.Failure = "fluxion diff was ended by signal " + utostr(WTERMSIG(Status));
  else if (WEXITSTATUS(Status)) Result.Failure = "fluxion diff failed with exit code " + utostr(WEXITSTATUS(Status));
  else Result.Output = readAll(Out.get());
  return Result;
}

// ---- Diagnostics ---------------------------------------------------------------------------------------------------

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

void report(Function &F, StringRef File, unsigned Line, unsigned Column, const Twine &Message, DiagnosticSeverity Severity) {
  LLVMContext &Context = F.getContext();
  DebugLoc Location;
  if (Line > 0) {
    // Names are relative to a folder that the debug information knows.
    DIFile *Where = nullptr;
    for (Function &Other : *F.getParent())
      if (auto *Subprogram = Other.getSubprogram(); Subprogram && Subprogram->getFile() && Subprogram->getFile()->getFilename() == File)
        Where = Subprogram->getFile();
    if (!Where) Where = DIFile::get(Context, File, F.getSubprogram() ? F.getSubprogram()->getDirectory() : "");
    auto *Scope = DISubprogram::getDistinct(Context, Where, F.getName(), "", Where, Line, nullptr, Line, nullptr, 0, 0,
                                            DINode::FlagZero, DISubprogram::SPFlagZero, nullptr);
    Location = DILocation::get(Context, Line, Column, Scope);
  }
  Context.diagnose(Report(F, Message, Location, Severity));
}

/// Reports what Fluxion said, a JSON object in each line. Returns whether there was an error.
bool reportAll(Function &F, StringRef Errors) {
  bool Failed = false;
  SmallVector<StringRef> Lines;
  Errors.split(Lines, '\n', -1, /*KeepEmpty=*/false);
  for (StringRef Line : Lines) {
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

// ---- Return --------------------------------------------------------------------------------------------------------

/// Parsing gives structs of the same name new types; these are led back to the module's.
class StructTypes : public ValueMapTypeRemapper {
  DenseMap<Type *, Type *> Known;

public:
  void learn(Type *From, Type *To) { Known[From] = To; }
  Type *remapType(Type *T) override {
    if (auto Found = Known.find(T); Found != Known.end()) return Found->second;
    Type *Result = T;
    SmallVector<Type *> Parts;
    for (Type *Part : T->subtypes()) Parts.push_back(remapType(Part));
    if (auto *Array = dyn_cast<ArrayType>(T)) Result = ArrayType::get(Parts[0], Array->getNumElements());
    else if (auto *Struct = dyn_cast<StructType>(T); Struct && Struct->isLiteral())
      Result = StructType::get(T->getContext(), Parts, Struct->isPacked());
    else if (auto *Fn = dyn_cast<FunctionType>(T))
      Result = FunctionType::get(Parts[0], ArrayRef(Parts).drop_front(), Fn->isVarArg());
    return Known[T] = Result;
  }
};

/// Moves what came back into the module.
class Return {
  static constexpr RemapFlags Flags = RF_ReuseAndMutateDistinctMDs;
  Module &M;
  Module &Result;
  const Extraction &E;
  ArrayRef<Function *> Callers;
  ValueToValueMapTy Map;
  StructTypes Types;
  SmallVector<Function *> Moved;
  SmallVector<GlobalVariable *> Variables;

  bool learnNodesAndTypes() {
    NamedMDNode *Nodes = Result.getNamedMetadata("fluxion.nodes");
    if ((Nodes ? Nodes->getNumOperands() : 0) != E.Nodes.size()) return false;
    for (size_t I = 0; I < E.Nodes.size(); ++I) Map.MD()[Nodes->getOperand(I)].reset(E.Nodes[I]);
    GlobalVariable *List = Result.getGlobalVariable("fluxion.types");
    auto *Struct = List ? dyn_cast<StructType>(List->getValueType()) : nullptr;
    if ((Struct ? Struct->getNumElements() : 0) != E.Types.size()) return false;
    for (size_t I = 0; I < E.Types.size(); ++I) Types.learn(Struct->getElementType(I), E.Types[I]);
    if (List) List->eraseFromParent();
    return true;
  }

  GlobalValue *create(GlobalValue &G) {
    Type *T = Types.remapType(G.getValueType());
    GlobalObject *New;
    if (auto *F = dyn_cast<Function>(&G)) {
      auto *Fn = Function::Create(cast<FunctionType>(T), G.getLinkage(), G.getAddressSpace(), "", &M);
      Fn->copyAttributesFrom(F);
      New = Fn;
    } else {
      auto &V = cast<GlobalVariable>(G);
      auto *Variable = new GlobalVariable(M, T, V.isConstant(), G.getLinkage(), nullptr, "", nullptr, V.getThreadLocalMode(),
                                          G.getAddressSpace(), V.isExternallyInitialized());
      Variable->copyAttributesFrom(&V);
      New = Variable;
    }
    if (auto *C = G.getComdat()) {
      Comdat *Own = M.getOrInsertComdat(C->getName());
      Own->setSelectionKind(C->getSelectionKind());
      New->setComdat(Own);
    }
    return New;
  }

  /// The value in the module that a value of the result stands for. Definitions that are missing there are noted.
  GlobalValue *place(GlobalValue &G) {
    if (GlobalValue *Original = E.Originals.lookup(G.getName())) return Original;
    GlobalValue *Old = G.hasLocalLinkage() ? nullptr : M.getNamedValue(G.getName());
    if (Old && (G.isDeclaration() || !Old->isDeclaration())) return Old;
    GlobalValue *New = create(G);
    if (Old) {
      Old->replaceAllUsesWith(New);
      New->takeName(Old);
      Old->eraseFromParent();
    } else New->setName(G.getName());
    if (auto *F = dyn_cast<Function>(&G); F && !F->isDeclaration()) Moved.push_back(F);
    return New;
  }

  void moveBody(Function &From) {
    auto &To = *cast<Function>(Map.lookup(&From));
    auto Linkage = To.getLinkage();
    To.deleteBody();
    To.setLinkage(Linkage);
    for (auto [Old, New] : zip_equal(From.args(), To.args())) Map[&Old] = &New;
    To.splice(To.begin(), &From);
    // The operands of functions: personality, prefix and prologue data. A caller has its own.
    if (!is_contained(Callers, &To)) {
      SmallVector<std::pair<unsigned, MDNode *>> Attachments;
      From.getAllMetadata(Attachments);
      for (auto [Kind, Node] : Attachments) To.addMetadata(Kind, *MapMetadata(Node, Map, Flags, &Types));
    }
    if (From.hasPersonalityFn()) To.setPersonalityFn(MapValue(From.getPersonalityFn(), Map, Flags, &Types));
    for (Instruction &I : instructions(To)) {
#if LLVM_VERSION_MAJOR >= 19
      RemapDbgRecordRange(&M, I.getDbgRecordRange(), Map, Flags, &Types);
#endif
      RemapInstruction(&I, Map, Flags, &Types);
    }
  }

public:
  Return(Module &M, Module &Result, const Extraction &E, ArrayRef<Function *> Callers)
      : M(M), Result(Result), E(E), Callers(Callers) {}

  /// Why the result cannot be the answer; empty when it can.
  std::string check() {
    if (!learnNodesAndTypes()) return "fluxion diff lost part of the module";
    for (Function *F : Callers) {
      auto Is = [&](auto &Entry) { return Entry.second == F; };
      auto Name = find_if(E.Originals, Is)->getKey();
      Function *New = Result.getFunction(Name);
      if (!New || New->isDeclaration() || Types.remapType(New->getFunctionType()) != F->getFunctionType())
        return ("fluxion diff lost '" + Name + "'").str();
      Moved.push_back(New);
    }
    if (!findCallers(Result).empty()) return "fluxion diff left a request";
    for (GlobalValue &G : Result.global_values())
      if (!E.Originals.contains(G.getName()) && !isa<GlobalObject>(G)) return "fluxion diff made an alias";
    std::string Why;
    raw_string_ostream Stream(Why);
    return verifyModule(Result, &Stream) ? "fluxion diff made an invalid module: " + Why : "";
  }

  void run() {
    for (GlobalValue &G : Result.global_values()) Map[&G] = place(G);
    for (Function *F : Moved) moveBody(*F);
    for (GlobalVariable &G : Result.globals()) {
      auto *To = cast<GlobalVariable>(Map.lookup(&G));
      if (!G.hasInitializer() || To->getName() == "llvm.global.annotations") continue;
      Constant *Initialiser = MapValue(G.getInitializer(), Map, Flags, &Types);
      // A marker that is still looked at has become a variable of the module's own.
      if (!To->hasInitializer()) To->setLinkage(G.getLinkage());
      if (!To->hasInitializer() || To->getInitializer() != Initialiser) To->setInitializer(Initialiser);
    }
  }
};

// ---- The pass ------------------------------------------------------------------------------------------------------

class Differentiate : public PassInfoMixin<Differentiate> {
  /// To optimise with; none at -O0, and for `opt -passes=fluxion`.
  PassBuilder *PB;
  OptimizationLevel Level;
  ThinOrFullLTOPhase Phase;

  static void fail(Function &F, const Outcome &Outcome) {
    if (!reportAll(F, Outcome.Errors))
      report(F, "", 0, 0, Outcome.Failure + (Outcome.Errors.empty() ? "" : "\n" + StringRef(Outcome.Errors).rtrim()), DS_Error);
  }

public:
  Differentiate(PassBuilder *PB, OptimizationLevel Level, ThinOrFullLTOPhase Phase) : PB(PB), Level(Level), Phase(Phase) {}
  static bool isRequired() { return true; }

  PreservedAnalyses run(Module &M, ModuleAnalysisManager &) {
    if (waitsForLink(M, Phase)) return PreservedAnalyses::all();
    SmallVector<Function *> Callers = findCallers(M);
    if (Callers.empty()) {
      KeepRegistered::undo(M);
      return PreservedAnalyses::all();
    }
    Extraction E = extract(M, Callers);
    bool Optimises = PB && Level != OptimizationLevel::O0;
    // Before a link, functions of other files were not there to be inlined. Rust's debug builds, which reach us at no other
    // point, pass everything through layers of small functions: these are differentiated simplified. (Functions of clang's
    // -O0 are `optnone`.)
    if (PB && Phase == ThinOrFullLTOPhase::FullLTOPostLink)
      optimise(*E.Part, E.Originals, *PB, Optimises ? Level : OptimizationLevel::O2, Phase);
    std::string Text;
    raw_string_ostream(Text) << *E.Part;
    E.Part.reset();
    Outcome Outcome = runFluxion(Text, Phase == ThinOrFullLTOPhase::FullLTOPostLink);
    std::unique_ptr<Module> Result;
    if (Outcome.Failure.empty()) {
      bool Discards = M.getContext().shouldDiscardValueNames();
      M.getContext().setDiscardValueNames(false);
      SMDiagnostic Problem;
      Result = parseAssemblyString(Outcome.Output, Problem, M.getContext());
      M.getContext().setDiscardValueNames(Discards);
      if (!Result) Outcome.Failure = ("fluxion diff printed no module: " + Problem.getMessage()).str();
    }
    if (Result) {
#if LLVM_VERSION_MAJOR < 21
      Result->setIsNewDbgInfoFormat(M.IsNewDbgInfoFormat);
#endif
      Return Back(M, *Result, E, Callers);
      Outcome.Failure = Back.check();
      if (Outcome.Failure.empty()) {
        reportAll(*Callers[0], Outcome.Errors);
        if (Optimises) optimise(*Result, E.Originals, *PB, Level, Phase);
        Back.run();
        for (Function &F : make_early_inc_range(M))
          if (isEntryPoint(F) && F.use_empty()) F.eraseFromParent();
        KeepRegistered::undo(M);
        return PreservedAnalyses::none();
      }
    }
    fail(*Callers[0], Outcome);
    return PreservedAnalyses::none();
  }
};

// ---- Registration --------------------------------------------------------------------------------------------------

void addPass(PassBuilder &PB, ModulePassManager &Passes, OptimizationLevel Level, ThinOrFullLTOPhase Phase) {
  Passes.addPass(Differentiate(&PB, Level, Phase));
}

void registerCallbacks(PassBuilder &PB) {
  PB.registerPipelineStartEPCallback([](ModulePassManager &Passes, OptimizationLevel) { Passes.addPass(KeepRegistered()); });
#if LLVM_VERSION_MAJOR >= 20
  PB.registerOptimizerEarlyEPCallback([&PB](ModulePassManager &Passes, OptimizationLevel Level, ThinOrFullLTOPhase Phase) {
    addPass(PB, Passes, Level, Phase);
  });
#else
  PB.registerOptimizerEarlyEPCallback([&PB](ModulePassManager &Passes, OptimizationLevel Level) {
    addPass(PB, Passes, Level, ThinOrFullLTOPhase::None);
  });
#endif
  PB.registerFullLinkTimeOptimizationEarlyEPCallback([&PB](ModulePassManager &Passes, OptimizationLevel Level) {
    addPass(PB, Passes, Level, ThinOrFullLTOPhase::FullLTOPostLink);
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
