import { primitiveTypes } from '../ir/index.ts';

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Words that start an instruction. */
export const opcodeWords: ReadonlySet<string> = new Set(
  words(`
    fneg add fadd sub fsub mul fmul udiv sdiv fdiv urem srem frem shl lshr ashr and or xor
    trunc zext sext fptrunc fpext fptoui fptosi uitofp sitofp ptrtoint ptrtoaddr inttoptr bitcast addrspacecast
    icmp fcmp select freeze phi alloca load store fence cmpxchg atomicrmw getelementptr
    extractelement insertelement shufflevector extractvalue insertvalue va_arg landingpad catchpad cleanuppad
    call tail musttail notail invoke callbr ret br switch indirectbr resume catchswitch catchret cleanupret unreachable
  `),
);

/** Words that start a value. */
export const valueWords: ReadonlySet<string> = new Set([
  ...words(`
    true false null undef poison zeroinitializer none splat c asm blockaddress dso_local_equivalent no_cfi ptrauth
    getelementptr fneg add fadd sub fsub mul fmul udiv sdiv fdiv urem srem frem shl lshr ashr and or xor
    trunc zext sext fptrunc fpext fptoui fptosi uitofp sitofp ptrtoint ptrtoaddr inttoptr bitcast addrspacecast
    icmp fcmp select extractelement insertelement shufflevector
  `),
]);

export const linkageWords: ReadonlySet<string> = new Set(
  words(`
    private internal external available_externally linkonce linkonce_odr weak weak_odr common appending extern_weak
  `),
);

/** Linkages of a variable that has no initialiser. */
export const declarationLinkages: ReadonlySet<string> = new Set(['external', 'extern_weak']);
export const preemptionWords: ReadonlySet<string> = new Set(['dso_local', 'dso_preemptable']);
export const visibilityWords: ReadonlySet<string> = new Set(['default', 'hidden', 'protected']);
export const dllStorageWords: ReadonlySet<string> = new Set(['dllimport', 'dllexport']);
export const unnamedAddrWords: ReadonlySet<string> = new Set(['unnamed_addr', 'local_unnamed_addr']);
export const sanitizerWords: ReadonlySet<string> = new Set(
  words('no_sanitize_address no_sanitize_hwaddress sanitize_memtag sanitize_address_dyninit'),
);

/** Words that end a list of function attributes: what else may stand in the head of a function, and top-level entries. */
export const functionTailWords: ReadonlySet<string> = new Set(
  words(`
    section partition comdat align prefalign gc prefix prologue personality to define declare attributes target module
    source_filename uselistorder uselistorder_bb
  `),
);

const callingConventions: ReadonlySet<string> = new Set(
  words(`
    aarch64_vector_pcs aarch64_sve_vector_pcs aarch64_sme_preservemost_from_x0 aarch64_sme_preservemost_from_x1
    aarch64_sme_preservemost_from_x2 amdgpu_vs amdgpu_gfx amdgpu_gfx_whole_wave amdgpu_ls amdgpu_hs amdgpu_es amdgpu_gs
    amdgpu_ps amdgpu_cs amdgpu_cs_chain amdgpu_cs_chain_preserve amdgpu_kernel spir_kernel spir_func ptx_kernel
    ptx_device riscv_vector_cc cc
  `),
);

/** Whether a word names a calling convention. All the others of LLVM end with `cc`, and no attribute does. */
export function isCallingConvention(word: string): boolean {
  return word.endsWith('cc') || callingConventions.has(word);
}

/** Whether a word starts a type. */
export function isTypeWord(word: string): boolean {
  return word === 'ptr' || word === 'target' || word === 'opaque' || primitiveTypes.has(word);
}

/** Attributes that carry a type in parentheses. */
export const typeAttributes: ReadonlySet<string> = new Set(
  words('byval sret byref inalloca preallocated elementtype'),
);

/** Attributes of calls that clang, rustc and flang write; a word in no list is taken for one if it is on the same line. */
const usualWords = words(`
  noundef nonnull noalias nocapture readonly readnone writeonly nocallback nofree nosync nounwind willreturn
  memory argmem inaccessiblemem captures dereferenceable dereferenceable_or_null align range nofpclass returned
  zeroext signext inreg sret byval nest immarg speculatable mustprogress norecurse noinline optnone uwtable
  alwaysinline cold hot noreturn builtin nobuiltin allocsize allockind nomerge convergent inlinehint
  nonlazybind minsize optsize returns_twice ssp sspstrong strictfp writable dead_on_unwind dead_on_return initializes
  label within unwind caller cleanup catch filter from volatile atomic syncscope inbounds nusw nuw nsw exact disjoint
  nneg samesign nnan ninf nsz arcp contract afn reassoc fast eq ne ugt uge ult ule sgt sge slt sle oeq ogt oge olt ole
  one ord uno une ueq true false unordered monotonic acquire release acq_rel seq_cst addrspace global constant
  unnamed_addr local_unnamed_addr section comdat distinct type
  line column scope inlinedAt name linkageName file elements baseType size offset tag flags unit retainedNodes
  declaration spFlags scopeLine types arg entity templateParams identifier runtimeLang expr var
  DW_TAG_member DW_TAG_pointer_type DW_TAG_typedef DW_TAG_imported_declaration DW_OP_plus_uconst DW_OP_deref
`);

/** Words worth knowing from the start, so that they are compared by reference. */
export const knownWords: readonly string[] = [
  ...new Set([
    ...opcodeWords,
    ...valueWords,
    ...linkageWords,
    ...preemptionWords,
    ...visibilityWords,
    ...unnamedAddrWords,
    ...functionTailWords,
    ...primitiveTypes.keys(),
    'ptr',
    'x',
    'vscale',
    ...usualWords,
  ]),
];
