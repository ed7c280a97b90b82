source_filename = "summary.ll"
target triple = "x86_64-unknown-linux-gnu"

define i32 @main() {
  ret i32 0
}

^0 = module: (path: "a.o", hash: (1, 2, 3, 4, 5))
^1 = gv: (name: "main", summaries: (function: (module: ^0, flags: (linkage: external, visibility: default, notEligibleToImport: 0, live: 0, dsoLocal: 0, canAutoHide: 0, importType: definition), insts: 1))) ; guid = 15822663052811949562
^2 = flags: 8
^3 = blockcount: 1
