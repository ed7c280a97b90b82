// What the requests of a module can reach, as a module of its own: the cost of differentiation follows what is
// differentiated, and not the program.
#pragma once
#include "requests.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Analysis/MemoryBuiltins.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/ModuleSlotTracker.h"
#include "llvm/IR/Operator.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include "llvm/Transforms/Utils/ValueMapper.h"

namespace fluxion {

struct Part {
  std::unique_ptr<Module> M;
  /// The global values in it; they are named as in the whole.
  StringSet<> Names;
  /// The originals of the metadata nodes in !fluxion.nodes.
  SmallVector<MDNode *> Nodes;
};

/// Functions of Rust's library that Fluxion knows by name: what panics, allocates, turns values into text and prints. Their
/// bodies are not handed over, for they reach all of the library.
inline bool isRustRuntime(const Function &F) {
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
  SetVector<Constant *> TakenInCode;

  /// Of these, only what requests are given is of interest.
  SetVector<Function *> Asking;

  void ask(Function &F) {
    Defined.insert(&F);
    Asking.insert(&F);
  }
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
      auto *Call = dyn_cast<CallBase>(&I);
      if (Call && Call->isIndirectCall()) CalledTypes.insert(Call->getFunctionType());
      // What does not return has no derivative, unless C++ throws and catches. Rust's panics reach half its library.
      if (Call && Call->doesNotReturn() && !HasCxxExceptions) continue;
      for (Value *Operand : I.operands())
        if (auto *C = dyn_cast<Constant>(Operand)) addConstant(C);
    }
  }
  /// A function that calls through pointers may reach, with the tables that it is in: its place there tells which calls do.
  void addTarget(Function &F) {
    add(F);
    SmallSetVector<Value *, 8> Addresses;
    Addresses.insert(&F);
    for (size_t N = 0; N < Addresses.size(); ++N)
      for (Use &U : Addresses[N]->uses()) {
        if (auto *Table = dyn_cast<GlobalVariable>(U.getUser())) {
          if (!Table->hasAppendingLinkage()) Defined.insert(Table);
        } else if (isa<Constant>(U.getUser())) Addresses.insert(U.getUser());
        else if (auto *Call = dyn_cast<CallBase>(U.getUser()); !Call || !(Call->isCallee(&U) || isRequest(*Call)))
          TakenInCode.insert(&F);
      }
  }
  void addPassed(Argument &A, SetVector<Value *> &Chosen) {
    for (Use &U : A.getParent()->uses()) {
      auto *Call = dyn_cast<CallBase>(U.getUser());
      if (!Call || !Call->isCallee(&U) || A.getArgNo() >= Call->arg_size()) {
        TakenInCode.insert(A.getParent());
        continue;
      }
      ask(*Call->getFunction());
      Chosen.insert(Call->getArgOperand(A.getArgNo()));
    }
  }
  void addReturned(CallBase &Call, SetVector<Value *> &Chosen) {
    Function *F = Call.getCalledFunction();
    if (!F || F->isDeclaration()) return;
    add(*F);
    for (BasicBlock &B : *F)
      if (auto *Return = dyn_cast<ReturnInst>(B.getTerminator()); Return && Return->getReturnValue())
        Chosen.insert(Return->getReturnValue());
  }
  void follow() {
    while (!Work.empty()) {
      GlobalValue *G = Work.pop_back_val();
      if (auto *F = dyn_cast<Function>(G)) addBody(*F);
      else addOperands(G);
    }
  }

  bool isInPart(User *U) const {
    auto *I = dyn_cast<Instruction>(U);
    return I && holds(I->getFunction());
  }
  /// Loads and stores of numbers tell nothing; a store may change which function a variable holds.
  bool isTakenElsewhere(GlobalVariable &G) {
    bool HoldsFunctions = false;
    if (G.hasInitializer())
      visitGlobals(&G, [&](GlobalValue &Named) { return HoldsFunctions |= isa<Function>(Named), !isa<Function>(Named); });
    SmallSetVector<Value *, 8> Addresses;
    Addresses.insert(&G);
    for (size_t N = 0; N < Addresses.size(); ++N)
      for (User *U : Addresses[N]->users()) {
        if (isInPart(U) || isa<LoadInst>(U)) continue;
        auto *Store = dyn_cast<StoreInst>(U);
        if (Store && Store->getValueOperand() != Addresses[N] && !HoldsFunctions) continue;
        auto *Table = dyn_cast<GlobalValue>(U);
        if (Table && holds(Table)) continue;
        if (!isa<GEPOperator>(U)) return true;
        Addresses.insert(U);
      }
    return false;
  }

public:
  explicit Reach(Module &M) : M(M), HasCxxExceptions(M.getFunction("__gxx_personality_v0")) {}

  /// Of a function that holds requests, only what these are given is of interest.
  void addRequests() {
    SetVector<Value *> Given;
    forEachRequest(M, [&](CallBase &Call) {
      ask(*Call.getFunction());
      Given.insert(Call.arg_begin(), Call.arg_end());
    });
    for (size_t N = 0; N < Given.size(); ++N) {
      Value *V = Given[N];
      if (auto *C = dyn_cast<Constant>(V)) addConstant(C);
      else if (auto *I = dyn_cast<Instruction>(V); I && !isa<CallBase>(I)) Given.insert(I->op_begin(), I->op_end());
      // What is given in memory was stored there.
      if (isa<AllocaInst, GetElementPtrInst>(V)) {
        for (User *U : V->users())
          if (auto *Store = dyn_cast<StoreInst>(U); Store && Store->getPointerOperand() == V) Given.insert(Store->getValueOperand());
          else if (isa<GetElementPtrInst>(U)) Given.insert(U);
      }
    }
  }
  /// The function of a request may be chosen by callers of the one that holds it, or by one that returns it. All of them are handed
  /// over, for what is not seen would count as not possible.
  void addChoices() {
    SetVector<Value *> Chosen;
    forEachRequest(M, [&](CallBase &Call) {
      unsigned At = Call.arg_size() > 0 && Call.paramHasAttr(0, Attribute::StructRet) ? 1 : 0;
      if (At < Call.arg_size()) Chosen.insert(Call.getArgOperand(At));
    });
    for (size_t N = 0; N < Chosen.size(); ++N) {
      if (auto *C = dyn_cast<Constant>(Chosen[N])) addConstant(C);
      else if (auto *A = dyn_cast<Argument>(Chosen[N])) addPassed(*A, Chosen);
      else if (auto *Call = dyn_cast<CallBase>(Chosen[N])) addReturned(*Call, Chosen);
      else if (auto *I = dyn_cast<Instruction>(Chosen[N])) {
        Chosen.insert(I->op_begin(), I->op_end());
        for (User *U : I->users())
          if (auto *Store = dyn_cast<StoreInst>(U); Store && Store->getPointerOperand() == I) Chosen.insert(Store->getValueOperand());
      }
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
  void close() {
    follow();
    // A call through a pointer may reach every function of its type whose address is taken.
    for (size_t Known = 0; Known != CalledTypes.size();) {
      Known = CalledTypes.size();
      for (Function &F : M)
        if (CalledTypes.contains(F.getFunctionType()) && F.hasAddressTaken()) addTarget(F);
      follow();
    }
  }
  /// What is local is known by all that is done with it. Where some of that is not handed over, its address counts as taken.
  void addUsesElsewhere() {
    for (GlobalVariable &G : M.globals())
      if (holds(&G) && G.hasLocalLinkage() && !G.isConstant() && isTakenElsewhere(G)) TakenInCode.insert(&G);
    for (Function *F : Asking)
      if (F->hasLocalLinkage() && any_of(F->users(), [&](User *U) { return !isa<Instruction>(U) || !isInPart(U); }))
        TakenInCode.insert(F);
  }
  /// The functions that hold requests, and those that choose what they differentiate.
  ArrayRef<Function *> asking() const { return Asking.getArrayRef(); }
  bool holds(const GlobalValue *G) const { return Defined.contains(G); }
  /// Functions that calls through pointers may reach since code takes their addresses, which need not be handed over.
  ArrayRef<Constant *> takenInCode() const { return TakenInCode.getArrayRef(); }
};

/// Callers of functions that hold requests are not handed over, but how large the objects are that all of them pass: an attribute
/// of the parameter, in bytes.
inline void noteExtents(ArrayRef<Function *> Asking, const ValueToValueMapTy &Map) {
  for (Function *F : Asking)
    for (Argument &A : F->args()) {
      if (!A.getType()->isPointerTy()) continue;
      uint64_t Least = UINT64_MAX;
      for (User *U : F->users()) {
        auto *Call = dyn_cast<CallBase>(U);
        uint64_t Size = 0;
        bool IsPassed = Call && Call->getCalledOperand() == F && A.getArgNo() < Call->arg_size();
        if (IsPassed) getObjectSize(Call->getArgOperand(A.getArgNo()), Size, F->getParent()->getDataLayout(), nullptr);
        Least = std::min(Least, Size);
      }
      if (Least == 0 || Least == UINT64_MAX) continue;
      cast<Function>(Map.lookup(F))->addParamAttr(
          A.getArgNo(), Attribute::get(F->getContext(), "fluxion-extent", utostr(Least)));
    }
}

/// Compile units name all variables, enumerations and imports of their file: the part gets units without.
inline void mapCompileUnits(Module &M, ValueToValueMapTy &Map) {
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

/// Lists the part's metadata nodes that must be found again, in the order in which they are printed: those that are distinct, and
/// those of debug information, since LLVM reads what it printed of them as nodes of their own where the text leaves out what is zero.
inline void listNodes(Part &P, ValueToValueMapTy &Map) {
  DenseMap<const Metadata *, const Metadata *> Inverse;
  for (auto &[Original, Copy] : Map.MD())
    if (Copy.get() != Original) Inverse[Copy.get()] = Original;
  auto originalOf = [&](const MDNode *Node) -> const Metadata * {
    const Metadata *Original = Inverse.lookup(Node);
    if (Node->isDistinct()) return Original;
    return !isa<DINode>(Node) ? nullptr : Original ? Original : Node;
  };
  ModuleSlotTracker Slots(P.M.get(), /*ShouldInitializeAllMetadata=*/true);
  ModuleSlotTracker::MachineMDNodeListType All;
  // The numbers are given when one is asked for.
  Function &F = *find_if(*P.M, [](Function &Fn) { return !Fn.isDeclaration(); });
  Slots.incorporateFunction(F);
  Slots.getLocalSlot(&F.front());
  Slots.collectMDNodes(All, 0, ~0u);
  llvm::sort(All);
  NamedMDNode *List = P.M->getOrInsertNamedMetadata("fluxion.nodes");
  for (auto &[Slot, Node] : All)
    if (const Metadata *Original = originalOf(Node)) {
      List->addOperand(const_cast<MDNode *>(Node));
      P.Nodes.push_back(const_cast<MDNode *>(cast<MDNode>(Original)));
    }
}

inline Part extract(Module &M) {
  Reach R(M);
  R.addRequests();
  R.addChoices();
  R.addRegistrations();
  R.close();
  R.addUsesElsewhere();
  for (GlobalValue &G : M.global_values())
    if (!G.hasName()) G.setName("fluxion.unnamed");

  Part P;
  ValueToValueMapTy Map;
  mapCompileUnits(M, Map);
  P.M = CloneModule(M, Map, [&](const GlobalValue *G) { return R.holds(G); });
  P.M->setModuleInlineAsm("");
  noteExtents(R.asking(), Map);
  auto *Taken = ConstantArray::get(ArrayType::get(PointerType::getUnqual(M.getContext()), R.takenInCode().size()), R.takenInCode());
  new GlobalVariable(*P.M, Taken->getType(), true, GlobalValue::ExternalLinkage, MapValue(Taken, Map), "fluxion.taken");
  for (NamedMDNode &Named : make_early_inc_range(P.M->named_metadata()))
    if (Named.getName() != "llvm.dbg.cu" && Named.getName() != "llvm.module.flags") Named.eraseFromParent();
  for (GlobalValue &Original : M.global_values()) {
    auto *Copy = cast<GlobalValue>(Map.lookup(&Original));
    Copy->removeDeadConstantUsers();
    if (Copy->isDeclaration() && Copy->use_empty()) Copy->eraseFromParent();
    else P.Names.insert(Copy->getName());
  }
  listNodes(P, Map);
  return P;
}

} // namespace fluxion
