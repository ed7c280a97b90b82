/**
 * Complex arithmetic and functions as LLVM IR, by real and imaginary part. Generated from `complex-bodies.c`, which says how.
 */
import type { FloatingPointType } from '../ir/index.ts';
import { constantFP } from '../ir/index.ts';

/** The functions in one kind of floats, double or wider, with the suffix that C's functions have for it. */
export function complexBodies(type: FloatingPointType, suffix: string): string {
  if (type.name === 'double') return inDouble;
  const constant = (text: string): string =>
    text === largestDouble ? largest[type.name]! : constantFP(type, numberOf(text)).text;
  return inDouble
    .replaceAll(/0x[0-9A-F]{16}|-?\b\d+\.\d+e[+-]\d+/g, constant)
    .replaceAll('double', `${type}`)
    .replaceAll(/@(\w+)\(/g, `@$1${suffix}(`);
}

const largestDouble = '0x7FEFFFFFFFFFFFFF';
const largest: Readonly<Record<string, string>> = {
  x86_fp80: '0xK7FFEFFFFFFFFFFFFFFFF',
  fp128: '0xLFFFFFFFFFFFFFFFF7FFEFFFFFFFFFFFF',
};

function numberOf(text: string): number {
  if (!text.startsWith('0x')) return Number(text);
  const bits = new DataView(new ArrayBuffer(8));
  bits.setBigUint64(0, BigInt(text));
  return bits.getFloat64(0);
}

const inDouble = `
define internal { double, double } @__fluxion_complex_mul(double %a, double %b, double %c, double %d) nounwind {
entry:
 %mul = fmul double %a, %c
 %mul1 = fmul double %b, %d
 %sub = fsub double %mul, %mul1
 %mul2 = fmul double %a, %d
 %mul3 = fmul double %b, %c
 %add = fadd double %mul2, %mul3
 %cmp.i9 = fcmp une double %sub, %sub
 %cmp.i = fcmp une double %add, %add
 %or.cond = and i1 %cmp.i9, %cmp.i
 br i1 %or.cond, label %cond.true, label %cond.end
cond.true:
 %call7 = call { double, double } @__fluxion_complex_recover_product(double %a, double %b, double %c, double %d, double %sub, double %add)
 %0 = extractvalue { double, double } %call7, 0
 %1 = extractvalue { double, double } %call7, 1
 br label %cond.end
cond.end:
 %retval.sroa.0.0 = phi double [ %0, %cond.true ], [ %sub, %entry ]
 %retval.sroa.3.0 = phi double [ %1, %cond.true ], [ %add, %entry ]
 %.fca.0.insert = insertvalue { double, double } poison, double %retval.sroa.0.0, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %retval.sroa.3.0, 1
 ret { double, double } %.fca.1.insert
}
define internal { double, double } @__fluxion_complex_recover_product(double %a, double %b, double %c, double %d, double %z.coerce0, double %z.coerce1) nounwind {
entry:
 %call.i158 = call double @fabs(double %a)
 %cmp.i159 = fcmp ogt double %call.i158, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i159, label %if.then, label %lor.lhs.false
lor.lhs.false:
 %call.i154 = call double @fabs(double %b)
 %cmp.i155 = fcmp ogt double %call.i154, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i155, label %if.then, label %if.end20
if.then:
 %call.i150 = call double @fabs(double %a)
 %cmp.i151 = fcmp ogt double %call.i150, 0x7FEFFFFFFFFFFFFF
 %cond = select i1 %cmp.i151, i32 1, i32 0
 %conv = sitofp i32 %cond to double
 %call5 = call double @copysign(double %conv, double %a)
 %call.i146 = call double @fabs(double %b)
 %cmp.i147 = fcmp ogt double %call.i146, 0x7FEFFFFFFFFFFFFF
 %cond8 = select i1 %cmp.i147, i32 1, i32 0
 %conv9 = sitofp i32 %cond8 to double
 %call10 = call double @copysign(double %conv9, double %b)
 %cmp.i112 = fcmp une double %c, %c
 br i1 %cmp.i112, label %if.then13, label %if.end
if.then13:
 %call14 = call double @copysign(double 0.000000e+00, double %c)
 br label %if.end
if.end:
 %c.addr.1 = phi double [ %call14, %if.then13 ], [ %c, %if.then ]
 %cmp.i109 = fcmp une double %d, %d
 br i1 %cmp.i109, label %if.then17, label %if.end20
if.then17:
 %call18 = call double @copysign(double 0.000000e+00, double %d)
 br label %if.end20
if.end20:
 %a.addr.0 = phi double [ %a, %lor.lhs.false ], [ %call5, %if.then17 ], [ %call5, %if.end ]
 %b.addr.0 = phi double [ %b, %lor.lhs.false ], [ %call10, %if.then17 ], [ %call10, %if.end ]
 %c.addr.0 = phi double [ %c, %lor.lhs.false ], [ %c.addr.1, %if.then17 ], [ %c.addr.1, %if.end ]
 %d.addr.0 = phi double [ %d, %lor.lhs.false ], [ %call18, %if.then17 ], [ %d, %if.end ]
 %again.0 = phi i32 [ 0, %lor.lhs.false ], [ 1, %if.then17 ], [ 1, %if.end ]
 %call.i142 = call double @fabs(double %c.addr.0)
 %cmp.i143 = fcmp ogt double %call.i142, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i143, label %if.then26, label %lor.lhs.false23
lor.lhs.false23:
 %call.i138 = call double @fabs(double %d.addr.0)
 %cmp.i139 = fcmp ogt double %call.i138, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i139, label %if.then26, label %if.end47
if.then26:
 %call.i134 = call double @fabs(double %c.addr.0)
 %cmp.i135 = fcmp ogt double %call.i134, 0x7FEFFFFFFFFFFFFF
 %cond29 = select i1 %cmp.i135, i32 1, i32 0
 %conv30 = sitofp i32 %cond29 to double
 %call31 = call double @copysign(double %conv30, double %c.addr.0)
 %call.i130 = call double @fabs(double %d.addr.0)
 %cmp.i131 = fcmp ogt double %call.i130, 0x7FEFFFFFFFFFFFFF
 %cond34 = select i1 %cmp.i131, i32 1, i32 0
 %conv35 = sitofp i32 %cond34 to double
 %call36 = call double @copysign(double %conv35, double %d.addr.0)
 %cmp.i106 = fcmp une double %a.addr.0, %a.addr.0
 br i1 %cmp.i106, label %if.then39, label %if.end41
if.then39:
 %call40 = call double @copysign(double 0.000000e+00, double %a.addr.0)
 br label %if.end41
if.end41:
 %a.addr.2 = phi double [ %call40, %if.then39 ], [ %a.addr.0, %if.then26 ]
 %cmp.i103 = fcmp une double %b.addr.0, %b.addr.0
 br i1 %cmp.i103, label %if.then44, label %if.end47
if.then44:
 %call45 = call double @copysign(double 0.000000e+00, double %b.addr.0)
 br label %if.end47
if.end47:
 %a.addr.1 = phi double [ %a.addr.0, %lor.lhs.false23 ], [ %a.addr.2, %if.then44 ], [ %a.addr.2, %if.end41 ]
 %b.addr.1 = phi double [ %b.addr.0, %lor.lhs.false23 ], [ %call45, %if.then44 ], [ %b.addr.0, %if.end41 ]
 %c.addr.2 = phi double [ %c.addr.0, %lor.lhs.false23 ], [ %call31, %if.then44 ], [ %call31, %if.end41 ]
 %d.addr.2 = phi double [ %d.addr.0, %lor.lhs.false23 ], [ %call36, %if.then44 ], [ %call36, %if.end41 ]
 %again.1 = phi i32 [ %again.0, %lor.lhs.false23 ], [ 1, %if.then44 ], [ 1, %if.end41 ]
 %tobool48 = icmp ne i32 %again.1, 0
 br i1 %tobool48, label %if.end84, label %land.lhs.true
land.lhs.true:
 %mul = fmul double %a.addr.1, %c.addr.2
 %call.i126 = call double @fabs(double %mul)
 %cmp.i127 = fcmp ogt double %call.i126, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i127, label %if.then63, label %lor.lhs.false51
lor.lhs.false51:
 %mul52 = fmul double %b.addr.1, %d.addr.2
 %call.i122 = call double @fabs(double %mul52)
 %cmp.i123 = fcmp ogt double %call.i122, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i123, label %if.then63, label %lor.lhs.false55
lor.lhs.false55:
 %mul56 = fmul double %a.addr.1, %d.addr.2
 %call.i118 = call double @fabs(double %mul56)
 %cmp.i119 = fcmp ogt double %call.i118, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i119, label %if.then63, label %lor.lhs.false59
lor.lhs.false59:
 %mul60 = fmul double %b.addr.1, %c.addr.2
 %call.i = call double @fabs(double %mul60)
 %cmp.i115 = fcmp ogt double %call.i, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i115, label %if.then63, label %if.end84
if.then63:
 %cmp.i100 = fcmp une double %a.addr.1, %a.addr.1
 br i1 %cmp.i100, label %if.then66, label %if.end68
if.then66:
 %call67 = call double @copysign(double 0.000000e+00, double %a.addr.1)
 br label %if.end68
if.end68:
 %a.addr.4 = phi double [ %call67, %if.then66 ], [ %a.addr.1, %if.then63 ]
 %cmp.i97 = fcmp une double %b.addr.1, %b.addr.1
 br i1 %cmp.i97, label %if.then71, label %if.end73
if.then71:
 %call72 = call double @copysign(double 0.000000e+00, double %b.addr.1)
 br label %if.end73
if.end73:
 %b.addr.4 = phi double [ %call72, %if.then71 ], [ %b.addr.1, %if.end68 ]
 %cmp.i94 = fcmp une double %c.addr.2, %c.addr.2
 br i1 %cmp.i94, label %if.then76, label %if.end78
if.then76:
 %call77 = call double @copysign(double 0.000000e+00, double %c.addr.2)
 br label %if.end78
if.end78:
 %c.addr.4 = phi double [ %call77, %if.then76 ], [ %c.addr.2, %if.end73 ]
 %cmp.i = fcmp une double %d.addr.2, %d.addr.2
 br i1 %cmp.i, label %if.then81, label %if.end84
if.then81:
 %call82 = call double @copysign(double 0.000000e+00, double %d.addr.2)
 br label %if.end84
if.end84:
 %a.addr.3 = phi double [ %a.addr.1, %if.end47 ], [ %a.addr.1, %lor.lhs.false59 ], [ %a.addr.4, %if.then81 ], [ %a.addr.4, %if.end78 ]
 %b.addr.3 = phi double [ %b.addr.1, %if.end47 ], [ %b.addr.1, %lor.lhs.false59 ], [ %b.addr.4, %if.then81 ], [ %b.addr.4, %if.end78 ]
 %c.addr.3 = phi double [ %c.addr.2, %if.end47 ], [ %c.addr.2, %lor.lhs.false59 ], [ %c.addr.4, %if.then81 ], [ %c.addr.4, %if.end78 ]
 %d.addr.3 = phi double [ %d.addr.2, %if.end47 ], [ %d.addr.2, %lor.lhs.false59 ], [ %call82, %if.then81 ], [ %d.addr.2, %if.end78 ]
 %again.2 = phi i32 [ %again.1, %if.end47 ], [ %again.1, %lor.lhs.false59 ], [ 1, %if.then81 ], [ 1, %if.end78 ]
 %tobool85 = icmp ne i32 %again.2, 0
 br i1 %tobool85, label %cond.true, label %cond.end
cond.true:
 %mul86 = fmul double %a.addr.3, %c.addr.3
 %mul87 = fmul double %b.addr.3, %d.addr.3
 %sub = fsub double %mul86, %mul87
 %mul88 = fmul double 0x7FF0000000000000, %sub
 %mul89 = fmul double %a.addr.3, %d.addr.3
 %mul90 = fmul double %b.addr.3, %c.addr.3
 %add = fadd double %mul89, %mul90
 %mul91 = fmul double 0x7FF0000000000000, %add
 br label %cond.end
cond.end:
 %retval.sroa.0.0 = phi double [ %mul88, %cond.true ], [ %z.coerce0, %if.end84 ]
 %retval.sroa.3.0 = phi double [ %mul91, %cond.true ], [ %z.coerce1, %if.end84 ]
 %.fca.0.insert = insertvalue { double, double } poison, double %retval.sroa.0.0, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %retval.sroa.3.0, 1
 ret { double, double } %.fca.1.insert
}
define internal { double, double } @__fluxion_complex_div(double %a, double %b, double %c, double %d) nounwind {
entry:
 %call = call double @fabs(double %c)
 %call1 = call double @fabs(double %d)
 %call2 = call double @fmax(double %call, double %call1)
 %call3 = call double @logb(double %call2)
 %call.i140 = call double @fabs(double %call3)
 %cmp.i141 = fcmp ole double %call.i140, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i141, label %if.then, label %if.end
if.then:
 %conv = fptosi double %call3 to i32
 %sub = sub nsw i32 0, %conv
 %call5 = call double @ldexp(double %c, i32 %sub)
 %sub6 = sub nsw i32 0, %conv
 %call7 = call double @ldexp(double %d, i32 %sub6)
 br label %if.end
if.end:
 %scale.0 = phi i32 [ %conv, %if.then ], [ 0, %entry ]
 %sc.0 = phi double [ %call5, %if.then ], [ %c, %entry ]
 %sd.0 = phi double [ %call7, %if.then ], [ %d, %entry ]
 %mul = fmul double %sc.0, %sc.0
 %mul8 = fmul double %sd.0, %sd.0
 %add = fadd double %mul, %mul8
 %mul9 = fmul double %a, %sc.0
 %mul10 = fmul double %b, %sd.0
 %add11 = fadd double %mul9, %mul10
 %div = fdiv double %add11, %add
 %sub12 = sub nsw i32 0, %scale.0
 %call13 = call double @ldexp(double %div, i32 %sub12)
 %mul14 = fmul double %b, %sc.0
 %mul15 = fmul double %a, %sd.0
 %sub16 = fsub double %mul14, %mul15
 %div17 = fdiv double %sub16, %add
 %sub18 = sub nsw i32 0, %scale.0
 %call19 = call double @ldexp(double %div17, i32 %sub18)
 %cmp.i122 = fcmp une double %call13, %call13
 %cmp.i119 = fcmp une double %call19, %call19
 %or.cond72 = select i1 %cmp.i122, i1 %cmp.i119, i1 false
 br i1 %or.cond72, label %if.end26, label %return
if.end26:
 %cmp = fcmp oeq double %add, 0.000000e+00
 br i1 %cmp, label %land.lhs.true28, label %if.end39
land.lhs.true28:
 %cmp.i116 = fcmp une double %a, %a
 %cmp.i = fcmp une double %b, %b
 %or.cond73 = and i1 %cmp.i116, %cmp.i
 br i1 %or.cond73, label %if.end39, label %if.then33
if.then33:
 %call34 = call double @copysign(double 0x7FF0000000000000, double %sc.0)
 %mul35 = fmul double %call34, %a
 %call36 = call double @copysign(double 0x7FF0000000000000, double %sc.0)
 %mul37 = fmul double %call36, %b
 br label %return
if.end39:
 %call.i168 = call double @fabs(double %a)
 %cmp.i169 = fcmp ogt double %call.i168, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i169, label %land.lhs.true45, label %lor.lhs.false42
lor.lhs.false42:
 %call.i164 = call double @fabs(double %b)
 %cmp.i165 = fcmp ogt double %call.i164, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i165, label %land.lhs.true45, label %if.end70
land.lhs.true45:
 %call.i136 = call double @fabs(double %c)
 %cmp.i137 = fcmp ole double %call.i136, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i137, label %land.lhs.true48, label %if.end70
land.lhs.true48:
 %call.i132 = call double @fabs(double %d)
 %cmp.i133 = fcmp ole double %call.i132, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i133, label %if.then51, label %if.end70
if.then51:
 %call.i160 = call double @fabs(double %a)
 %cmp.i161 = fcmp ogt double %call.i160, 0x7FEFFFFFFFFFFFFF
 %cond = select i1 %cmp.i161, i32 1, i32 0
 %conv54 = sitofp i32 %cond to double
 %call55 = call double @copysign(double %conv54, double %a)
 %call.i156 = call double @fabs(double %b)
 %cmp.i157 = fcmp ogt double %call.i156, 0x7FEFFFFFFFFFFFFF
 %cond58 = select i1 %cmp.i157, i32 1, i32 0
 %conv59 = sitofp i32 %cond58 to double
 %call60 = call double @copysign(double %conv59, double %b)
 %mul61 = fmul double %call55, %sc.0
 %mul62 = fmul double %call60, %sd.0
 %add63 = fadd double %mul61, %mul62
 %mul64 = fmul double 0x7FF0000000000000, %add63
 %mul65 = fmul double %call60, %sc.0
 %mul66 = fmul double %call55, %sd.0
 %sub67 = fsub double %mul65, %mul66
 %mul68 = fmul double 0x7FF0000000000000, %sub67
 br label %return
if.end70:
 %call.i152 = call double @fabs(double %call3)
 %cmp.i153 = fcmp ogt double %call.i152, 0x7FEFFFFFFFFFFFFF
 %cmp74 = fcmp ogt double %call3, 0.000000e+00
 %or.cond = and i1 %cmp.i153, %cmp74
 br i1 %or.cond, label %land.lhs.true76, label %return
land.lhs.true76:
 %call.i128 = call double @fabs(double %a)
 %cmp.i129 = fcmp ole double %call.i128, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i129, label %land.lhs.true79, label %return
land.lhs.true79:
 %call.i = call double @fabs(double %b)
 %cmp.i125 = fcmp ole double %call.i, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i125, label %if.then82, label %return
if.then82:
 %call.i148 = call double @fabs(double %c)
 %cmp.i149 = fcmp ogt double %call.i148, 0x7FEFFFFFFFFFFFFF
 %cond85 = select i1 %cmp.i149, i32 1, i32 0
 %conv86 = sitofp i32 %cond85 to double
 %call87 = call double @copysign(double %conv86, double %c)
 %call.i144 = call double @fabs(double %d)
 %cmp.i145 = fcmp ogt double %call.i144, 0x7FEFFFFFFFFFFFFF
 %cond90 = select i1 %cmp.i145, i32 1, i32 0
 %conv91 = sitofp i32 %cond90 to double
 %call92 = call double @copysign(double %conv91, double %d)
 %mul93 = fmul double %a, %call87
 %mul94 = fmul double %b, %call92
 %add95 = fadd double %mul93, %mul94
 %mul96 = fmul double 0.000000e+00, %add95
 %mul97 = fmul double %b, %call87
 %mul98 = fmul double %a, %call92
 %sub99 = fsub double %mul97, %mul98
 %mul100 = fmul double 0.000000e+00, %sub99
 br label %return
return:
 %retval.sroa.0.0 = phi double [ %mul64, %if.then51 ], [ %mul96, %if.then82 ], [ %call13, %if.end ], [ %mul35, %if.then33 ], [ %call13, %if.end70 ], [ %call13, %land.lhs.true79 ], [ %call13, %land.lhs.true76 ]
 %retval.sroa.6.0 = phi double [ %mul68, %if.then51 ], [ %mul100, %if.then82 ], [ %call19, %if.end ], [ %mul37, %if.then33 ], [ %call19, %if.end70 ], [ %call19, %land.lhs.true79 ], [ %call19, %land.lhs.true76 ]
 %.fca.0.insert = insertvalue { double, double } poison, double %retval.sroa.0.0, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %retval.sroa.6.0, 1
 ret { double, double } %.fca.1.insert
}
declare double @logb(double)
declare double @fmax(double, double)
declare double @fabs(double)
declare double @ldexp(double, i32)
declare double @copysign(double, double)
define internal double @__fluxion_complex_cabs(double %a, double %b) nounwind {
entry:
 %call = call double @hypot(double %a, double %b)
 ret double %call
}
declare double @hypot(double, double)
define internal double @__fluxion_complex_carg(double %a, double %b) nounwind {
entry:
 %call = call double @atan2(double %b, double %a)
 ret double %call
}
declare double @atan2(double, double)
define internal { double, double } @__fluxion_complex_cexp(double %a, double %b) nounwind {
entry:
 %call = call double @exp(double %a)
 %cmp = fcmp oeq double %b, 0.000000e+00
 br i1 %cmp, label %cond.true, label %cond.false
cond.true:
 %mul = fmul double %call, %b
 br label %cond.end
cond.false:
 %call2 = call double @cos(double %b)
 %mul3 = fmul double %call, %call2
 %call4 = call double @sin(double %b)
 %mul5 = fmul double %call, %call4
 br label %cond.end
cond.end:
 %retval.sroa.0.0 = phi double [ %call, %cond.true ], [ %mul3, %cond.false ]
 %retval.sroa.3.0 = phi double [ %mul, %cond.true ], [ %mul5, %cond.false ]
 %.fca.0.insert = insertvalue { double, double } poison, double %retval.sroa.0.0, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %retval.sroa.3.0, 1
 ret { double, double } %.fca.1.insert
}
declare double @exp(double)
declare double @cos(double)
declare double @sin(double)
define internal { double, double } @__fluxion_complex_clog(double %a, double %b) nounwind {
entry:
 %call = call { double, double } @__fluxion_complex_logarithm(double %a, double %b)
 ret { double, double } %call
}
define internal { double, double } @__fluxion_complex_logarithm(double %a, double %b) nounwind {
entry:
 %call = call double @hypot(double %a, double %b)
 %call1 = call double @fabs(double %a)
 %call2 = call double @fabs(double %b)
 %call3 = call double @fmax(double %call1, double %call2)
 %call4 = call double @fabs(double %a)
 %call5 = call double @fabs(double %b)
 %add = fadd double %call4, %call5
 %sub = fsub double %add, %call3
 %cmp = fcmp ogt double %call, 0x3FE6666666666666
 %cmp6 = fcmp olt double %call, 1.500000e+00
 %or.cond = and i1 %cmp, %cmp6
 br i1 %or.cond, label %cond.true, label %cond.false
cond.true:
 %sub7 = fsub double %call3, 1.000000e+00
 %add8 = fadd double %call3, 1.000000e+00
 %mul = fmul double %sub7, %add8
 %mul9 = fmul double %sub, %sub
 %add10 = fadd double %mul, %mul9
 %call11 = call double @log1p(double %add10)
 %mul12 = fmul double 5.000000e-01, %call11
 br label %cond.end
cond.false:
 %call13 = call double @log(double %call)
 br label %cond.end
cond.end:
 %cond = phi double [ %mul12, %cond.true ], [ %call13, %cond.false ]
 %call14 = call double @atan2(double %b, double %a)
 %.fca.0.insert = insertvalue { double, double } poison, double %cond, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %call14, 1
 ret { double, double } %.fca.1.insert
}
define internal { double, double } @__fluxion_complex_csqrt(double %a, double %b) nounwind {
entry:
 %call = call { double, double } @__fluxion_complex_root(double %a, double %b)
 ret { double, double } %call
}
define internal { double, double } @__fluxion_complex_root(double %a, double %b) nounwind {
entry:
 %cmp = fcmp oeq double %a, 0.000000e+00
 %cmp1 = fcmp oeq double %b, 0.000000e+00
 %or.cond = and i1 %cmp, %cmp1
 br i1 %or.cond, label %cond.end, label %if.end
cond.end:
 %call = call double @sqrt(double %a)
 br label %return
if.end:
 %cmp4 = fcmp oge double %a, 0.000000e+00
 br i1 %cmp4, label %if.then5, label %if.end10
if.then5:
 %call6 = call double @hypot(double %a, double %b)
 %add = fadd double %a, %call6
 %mul = fmul double 5.000000e-01, %add
 %call7 = call double @sqrt(double %mul)
 %mul8 = fmul double 2.000000e+00, %call7
 %div = fdiv double %b, %mul8
 br label %return
if.end10:
 %call12 = call double @hypot(double %a, double %b)
 %sub = fsub double %call12, %a
 %mul13 = fmul double 5.000000e-01, %sub
 %call14 = call double @sqrt(double %mul13)
 %call15 = call double @copysign(double 1.000000e+00, double %b)
 %mul16 = fmul double %call15, %b
 %mul17 = fmul double 2.000000e+00, %call14
 %div18 = fdiv double %mul16, %mul17
 %mul19 = fmul double %call15, %call14
 br label %return
return:
 %retval.sroa.0.0 = phi double [ %call, %cond.end ], [ %call7, %if.then5 ], [ %div18, %if.end10 ]
 %retval.sroa.4.0 = phi double [ %b, %cond.end ], [ %div, %if.then5 ], [ %mul19, %if.end10 ]
 %.fca.0.insert = insertvalue { double, double } poison, double %retval.sroa.0.0, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %retval.sroa.4.0, 1
 ret { double, double } %.fca.1.insert
}
define internal { double, double } @__fluxion_complex_clog10(double %a, double %b) nounwind {
entry:
 %call = call { double, double } @__fluxion_complex_logarithm(double %a, double %b)
 %0 = extractvalue { double, double } %call, 0
 %1 = extractvalue { double, double } %call, 1
 %call1 = call double @log(double 1.000000e+01)
 %div = fdiv double %0, %call1
 %call2 = call double @log(double 1.000000e+01)
 %div3 = fdiv double %1, %call2
 %.fca.0.insert = insertvalue { double, double } poison, double %div, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %div3, 1
 ret { double, double } %.fca.1.insert
}
declare double @log(double)
define internal { double, double } @__fluxion_complex_conj(double %a, double %b) nounwind {
entry:
 %fneg = fneg double %b
 %.fca.0.insert = insertvalue { double, double } poison, double %a, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %fneg, 1
 ret { double, double } %.fca.1.insert
}
define internal double @__fluxion_complex_creal(double %a, double %b) nounwind {
entry:
 ret double %a
}
define internal double @__fluxion_complex_cimag(double %a, double %b) nounwind {
entry:
 ret double %b
}
define internal { double, double } @__fluxion_complex_cproj(double %a, double %b) nounwind {
entry:
 %call.i11 = call double @fabs(double %a)
 %cmp.i12 = fcmp ogt double %call.i11, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i12, label %cond.true, label %lor.lhs.false
lor.lhs.false:
 %call.i = call double @fabs(double %b)
 %cmp.i = fcmp ogt double %call.i, 0x7FEFFFFFFFFFFFFF
 br i1 %cmp.i, label %cond.true, label %cond.end
cond.true:
 %call3 = call double @copysign(double 0.000000e+00, double %b)
 %.fca.1.insert7 = insertvalue { double, double } { double 0x7FF0000000000000, double poison }, double %call3, 1
 %0 = extractvalue { double, double } %.fca.1.insert7, 0
 br label %cond.end
cond.end:
 %retval.sroa.0.0 = phi double [ %0, %cond.true ], [ %a, %lor.lhs.false ]
 %retval.sroa.3.0 = phi double [ %call3, %cond.true ], [ %b, %lor.lhs.false ]
 %.fca.0.insert = insertvalue { double, double } poison, double %retval.sroa.0.0, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %retval.sroa.3.0, 1
 ret { double, double } %.fca.1.insert
}
define internal { double, double } @__fluxion_complex_csin(double %a, double %b) nounwind {
entry:
 %call = call double @sin(double %a)
 %call1 = call double @cosh(double %b)
 %mul = fmul double %call, %call1
 %call2 = call double @cos(double %a)
 %call3 = call double @sinh(double %b)
 %mul4 = fmul double %call2, %call3
 %.fca.0.insert = insertvalue { double, double } poison, double %mul, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %mul4, 1
 ret { double, double } %.fca.1.insert
}
declare double @cosh(double)
declare double @sinh(double)
define internal { double, double } @__fluxion_complex_ccos(double %a, double %b) nounwind {
entry:
 %call = call double @cos(double %a)
 %call1 = call double @cosh(double %b)
 %mul = fmul double %call, %call1
 %call2 = call double @sin(double %a)
 %fneg = fneg double %call2
 %call3 = call double @sinh(double %b)
 %mul4 = fmul double %fneg, %call3
 %.fca.0.insert = insertvalue { double, double } poison, double %mul, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %mul4, 1
 ret { double, double } %.fca.1.insert
}
define internal { double, double } @__fluxion_complex_csinh(double %a, double %b) nounwind {
entry:
 %call = call double @sinh(double %a)
 %call1 = call double @cos(double %b)
 %mul = fmul double %call, %call1
 %call2 = call double @cosh(double %a)
 %call3 = call double @sin(double %b)
 %mul4 = fmul double %call2, %call3
 %.fca.0.insert = insertvalue { double, double } poison, double %mul, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %mul4, 1
 ret { double, double } %.fca.1.insert
}
define internal { double, double } @__fluxion_complex_ccosh(double %a, double %b) nounwind {
entry:
 %call = call double @cosh(double %a)
 %call1 = call double @cos(double %b)
 %mul = fmul double %call, %call1
 %call2 = call double @sinh(double %a)
 %call3 = call double @sin(double %b)
 %mul4 = fmul double %call2, %call3
 %.fca.0.insert = insertvalue { double, double } poison, double %mul, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %mul4, 1
 ret { double, double } %.fca.1.insert
}
define internal { double, double } @__fluxion_complex_ctanh(double %a, double %b) nounwind {
entry:
 %call = call { double, double } @__fluxion_complex_hyperbolic_tangent(double %a, double %b)
 ret { double, double } %call
}
define internal { double, double } @__fluxion_complex_hyperbolic_tangent(double %a, double %b) nounwind {
entry:
 %call = call double @fabs(double %a)
 %cmp = fcmp ogt double %call, 2.200000e+01
 br i1 %cmp, label %if.then, label %if.end
if.then:
 %call1 = call double @copysign(double 1.000000e+00, double %a)
 %call2 = call double @sin(double %b)
 %mul = fmul double 4.000000e+00, %call2
 %call3 = call double @cos(double %b)
 %mul4 = fmul double %mul, %call3
 %call5 = call double @fabs(double %a)
 %mul6 = fmul double -2.000000e+00, %call5
 %call7 = call double @exp(double %mul6)
 %mul8 = fmul double %mul4, %call7
 br label %return
if.end:
 %call10 = call double @tan(double %b)
 %call11 = call double @sinh(double %a)
 %mul12 = fmul double %call10, %call10
 %add = fadd double 1.000000e+00, %mul12
 %mul13 = fmul double %add, %call11
 %mul14 = fmul double %mul13, %call11
 %add15 = fadd double 1.000000e+00, %mul14
 %mul16 = fmul double %call11, %call11
 %add17 = fadd double 1.000000e+00, %mul16
 %call18 = call double @sqrt(double %add17)
 %mul19 = fmul double %add, %call18
 %mul20 = fmul double %mul19, %call11
 %div = fdiv double %mul20, %add15
 %div21 = fdiv double %call10, %add15
 br label %return
return:
 %retval.sroa.0.0 = phi double [ %call1, %if.then ], [ %div, %if.end ]
 %retval.sroa.3.0 = phi double [ %mul8, %if.then ], [ %div21, %if.end ]
 %.fca.0.insert = insertvalue { double, double } poison, double %retval.sroa.0.0, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %retval.sroa.3.0, 1
 ret { double, double } %.fca.1.insert
}
define internal { double, double } @__fluxion_complex_ctan(double %a, double %b) nounwind {
entry:
 %fneg = fneg double %b
 %call = call { double, double } @__fluxion_complex_hyperbolic_tangent(double %fneg, double %a)
 %0 = extractvalue { double, double } %call, 0
 %1 = extractvalue { double, double } %call, 1
 %fneg1 = fneg double %0
 %.fca.0.insert = insertvalue { double, double } poison, double %1, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %fneg1, 1
 ret { double, double } %.fca.1.insert
}
define internal { double, double } @__fluxion_complex_cpow(double %a, double %b, double %c, double %d) nounwind {
entry:
 %cmp = fcmp oeq double %c, 0.000000e+00
 %cmp1 = fcmp oeq double %d, 0.000000e+00
 %or.cond = and i1 %cmp, %cmp1
 br i1 %or.cond, label %return, label %if.end
if.end:
 %cmp2 = fcmp oeq double %a, 0.000000e+00
 %cmp4 = fcmp oeq double %b, 0.000000e+00
 %or.cond17 = and i1 %cmp2, %cmp4
 br i1 %or.cond17, label %return, label %if.end7
if.end7:
 %call8 = call { double, double } @__fluxion_complex_logarithm(double %a, double %b)
 %0 = extractvalue { double, double } %call8, 0
 %1 = extractvalue { double, double } %call8, 1
 %mul = fmul double %c, %0
 %mul9 = fmul double %d, %1
 %sub = fsub double %mul, %mul9
 %call10 = call double @exp(double %sub)
 %mul12 = fmul double %c, %1
 %mul14 = fmul double %d, %0
 %add = fadd double %mul12, %mul14
 %call15 = call double @cos(double %add)
 %mul16 = fmul double %call10, %call15
 %call17 = call double @sin(double %add)
 %mul18 = fmul double %call10, %call17
 br label %return
return:
 %retval.sroa.0.0 = phi double [ %mul16, %if.end7 ], [ 1.000000e+00, %entry ], [ 0.000000e+00, %if.end ]
 %retval.sroa.4.0 = phi double [ %mul18, %if.end7 ], [ 0.000000e+00, %entry ], [ 0.000000e+00, %if.end ]
 %.fca.0.insert = insertvalue { double, double } poison, double %retval.sroa.0.0, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %retval.sroa.4.0, 1
 ret { double, double } %.fca.1.insert
}
define internal { double, double } @__fluxion_complex_cacos(double %a, double %b) nounwind {
entry:
 %call = call { double, double } @__fluxion_complex_arc_cosine(double %a, double %b)
 ret { double, double } %call
}
define internal { double, double } @__fluxion_complex_arc_cosine(double %a, double %b) nounwind {
entry:
 %sub = fsub double 1.000000e+00, %a
 %fneg = fneg double %b
 %call = call { double, double } @__fluxion_complex_root(double %sub, double %fneg)
 %0 = extractvalue { double, double } %call, 0
 %1 = extractvalue { double, double } %call, 1
 %add = fadd double 1.000000e+00, %a
 %call1 = call { double, double } @__fluxion_complex_root(double %add, double %b)
 %2 = extractvalue { double, double } %call1, 0
 %3 = extractvalue { double, double } %call1, 1
 %call3 = call double @atan2(double %0, double %2)
 %mul = fmul double 2.000000e+00, %call3
 %mul5 = fmul double %2, %1
 %mul8 = fmul double %3, %0
 %sub9 = fsub double %mul5, %mul8
 %call10 = call double @asinh(double %sub9)
 %.fca.0.insert = insertvalue { double, double } poison, double %mul, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %call10, 1
 ret { double, double } %.fca.1.insert
}
define internal { double, double } @__fluxion_complex_casin(double %a, double %b) nounwind {
entry:
 %call = call { double, double } @__fluxion_complex_arc_sine(double %a, double %b)
 ret { double, double } %call
}
define internal { double, double } @__fluxion_complex_arc_sine(double %a, double %b) nounwind {
entry:
 %sub = fsub double 1.000000e+00, %a
 %fneg = fneg double %b
 %call = call { double, double } @__fluxion_complex_root(double %sub, double %fneg)
 %0 = extractvalue { double, double } %call, 0
 %1 = extractvalue { double, double } %call, 1
 %add = fadd double 1.000000e+00, %a
 %call1 = call { double, double } @__fluxion_complex_root(double %add, double %b)
 %2 = extractvalue { double, double } %call1, 0
 %3 = extractvalue { double, double } %call1, 1
 %mul = fmul double %0, %2
 %mul4 = fmul double %1, %3
 %sub5 = fsub double %mul, %mul4
 %call6 = call double @atan2(double %a, double %sub5)
 %mul9 = fmul double %0, %3
 %mul12 = fmul double %1, %2
 %sub13 = fsub double %mul9, %mul12
 %call14 = call double @asinh(double %sub13)
 %.fca.0.insert = insertvalue { double, double } poison, double %call6, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %call14, 1
 ret { double, double } %.fca.1.insert
}
define internal { double, double } @__fluxion_complex_catanh(double %a, double %b) nounwind {
entry:
 %call = call { double, double } @__fluxion_complex_arc_hyperbolic_tangent(double %a, double %b)
 ret { double, double } %call
}
define internal { double, double } @__fluxion_complex_arc_hyperbolic_tangent(double %a, double %b) nounwind {
entry:
 %cmp = fcmp olt double %a, 0.000000e+00
 %fneg = fneg double %a
 %cond = select i1 %cmp, double %fneg, double %a
 %sub = fsub double 1.000000e+00, %cond
 %sub1 = fsub double 1.000000e+00, %cond
 %mul = fmul double %sub, %sub1
 %mul2 = fmul double %b, %b
 %add = fadd double %mul, %mul2
 %mul3 = fmul double 4.000000e+00, %cond
 %div = fdiv double %mul3, %add
 %call = call double @log1p(double %div)
 %mul4 = fmul double 2.500000e-01, %call
 %cmp5 = fcmp olt double %a, 0.000000e+00
 %fneg7 = fneg double %mul4
 %cond10 = select i1 %cmp5, double %fneg7, double %mul4
 %mul11 = fmul double 2.000000e+00, %b
 %sub12 = fsub double 1.000000e+00, %a
 %add13 = fadd double 1.000000e+00, %a
 %mul14 = fmul double %sub12, %add13
 %mul15 = fmul double %b, %b
 %sub16 = fsub double %mul14, %mul15
 %call17 = call double @atan2(double %mul11, double %sub16)
 %mul18 = fmul double 5.000000e-01, %call17
 %.fca.0.insert = insertvalue { double, double } poison, double %cond10, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %mul18, 1
 ret { double, double } %.fca.1.insert
}
define internal { double, double } @__fluxion_complex_cacosh(double %a, double %b) nounwind {
entry:
 %sub = fsub double %a, 1.000000e+00
 %call = call { double, double } @__fluxion_complex_root(double %sub, double %b)
 %0 = extractvalue { double, double } %call, 0
 %1 = extractvalue { double, double } %call, 1
 %add = fadd double %a, 1.000000e+00
 %call1 = call { double, double } @__fluxion_complex_root(double %add, double %b)
 %2 = extractvalue { double, double } %call1, 0
 %3 = extractvalue { double, double } %call1, 1
 %mul = fmul double %0, %2
 %mul4 = fmul double %1, %3
 %add5 = fadd double %mul, %mul4
 %call6 = call double @asinh(double %add5)
 %call9 = call double @atan2(double %1, double %2)
 %mul10 = fmul double 2.000000e+00, %call9
 %.fca.0.insert = insertvalue { double, double } poison, double %call6, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %mul10, 1
 ret { double, double } %.fca.1.insert
}
declare double @asinh(double)
define internal { double, double } @__fluxion_complex_casinh(double %a, double %b) nounwind {
entry:
 %fneg = fneg double %b
 %call = call { double, double } @__fluxion_complex_arc_sine(double %fneg, double %a)
 %0 = extractvalue { double, double } %call, 0
 %1 = extractvalue { double, double } %call, 1
 %fneg1 = fneg double %0
 %.fca.0.insert = insertvalue { double, double } poison, double %1, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %fneg1, 1
 ret { double, double } %.fca.1.insert
}
define internal { double, double } @__fluxion_complex_catan(double %a, double %b) nounwind {
entry:
 %fneg = fneg double %b
 %call = call { double, double } @__fluxion_complex_arc_hyperbolic_tangent(double %fneg, double %a)
 %0 = extractvalue { double, double } %call, 0
 %1 = extractvalue { double, double } %call, 1
 %fneg1 = fneg double %0
 %.fca.0.insert = insertvalue { double, double } poison, double %1, 0
 %.fca.1.insert = insertvalue { double, double } %.fca.0.insert, double %fneg1, 1
 ret { double, double } %.fca.1.insert
}
declare double @log1p(double)
declare double @sqrt(double)
declare double @tan(double)
`;
