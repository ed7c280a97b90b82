// Debug information that nobody asked for: `fluxion clang` has it made all the same, since it tells types, and the lines of
// messages. FLUXION_DROP_DEBUG_INFO in the environment says so; what is compiled carries none of it then.
#pragma once
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/Module.h"
#include <cstdlib>

namespace fluxion {

using namespace llvm;

/// The compile units of a program, in files of bitcode, that nobody asked to have debug information for.
constexpr const char *UnaskedUnits = "fluxion.unasked.debug.info";

/// Notes what to drop at the link, where the environment may be another and files that have debug information come in between.
inline void markUnaskedDebugInfo(Module &M) {
  if (!getenv("FLUXION_DROP_DEBUG_INFO") || M.getNamedMetadata(UnaskedUnits)) return;
  NamedMDNode *Marked = M.getOrInsertNamedMetadata(UnaskedUnits);
  for (DICompileUnit *Unit : M.debug_compile_units()) Marked->addOperand(Unit);
}

/// A program of which some files are to have debug information keeps all of it: code is inlined from file to file.
inline void dropUnaskedDebugInfo(Module &M, bool IsLink) {
  if (!IsLink) markUnaskedDebugInfo(M);
  NamedMDNode *Marked = M.getNamedMetadata(UnaskedUnits);
  if (!Marked) return;
  SmallPtrSet<const MDNode *, 8> Units(Marked->op_begin(), Marked->op_end());
  Marked->eraseFromParent();
  if (all_of(M.debug_compile_units(), [&](DICompileUnit *Unit) { return Units.contains(Unit); })) StripDebugInfo(M);
}

} // namespace fluxion
