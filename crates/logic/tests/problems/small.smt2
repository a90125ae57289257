; o1: the least main part under which a follow-up of more than half a billion fits
; expect: opt 1000000002
(declare-const main Int)
(declare-const exp Int)
(assert (>= main 500000000))
(assert (<= main 2000000000))
(assert (> exp 500000000))
(assert (<= (* 2 exp) main))
(minimize main)
;;
; o2: the least change: first as few fields, then as little money
; expect: opt 1 150000000
(declare-const main Int)(declare-const exp Int)(declare-const self Int)
(declare-const d1 Int)(declare-const d2 Int)(declare-const d3 Int)
(assert (and (>= main 500000000) (<= main 1000000000)))
(assert (<= (* 2 exp) main))
(assert (>= (* 10 self) (+ main exp (* (- 1) main))))
(assert (and (>= d1 (- main 900000000)) (>= d1 (- 900000000 main))))
(assert (and (>= d2 (- exp 600000000)) (>= d2 (- 600000000 exp))))
(assert (and (>= d3 (- self 50000000)) (>= d3 (- 50000000 self))))
(minimize (+ (ite (= main 900000000) 0 1) (ite (= exp 600000000) 0 1) (ite (= self 50000000) 0 1)))
(minimize (+ d1 d2 d3))
;;
; o3: an optimum at a corner of fractions
; expect: opt 3/7
(declare-const x Real)(declare-const y Real)(declare-const b Bool)
(assert (>= (+ (* 3 x) y) 1))
(assert (=> b (>= y (/ 1 7))))
(assert (=> (not b) (>= x (/ 2 3))))
(assert (>= x 0))(assert (>= y 0))(assert (<= y (/ 1 2)))
(minimize (+ x y))
;;
; o4: a strict bound has no least value
; expect: opt 5+
(declare-const x Real)
(assert (> x 5))
(minimize x)
;;
; p01: a floor and a ceiling that no applicant can meet; the lower bound of the main part has no share in it
; expect: unsat main_max exp_min exp_ratio
(declare-const main Int)
(declare-const exp Int)
(assert (! (>= main 500000000) :named main_min))
(assert (! (<= main 1000000000) :named main_max))
(assert (! (> exp 500000000) :named exp_min))
(assert (! (<= (* 2 exp) main) :named exp_ratio))
;;
; p02: the same with room
; expect: sat
(declare-const main Int)
(declare-const exp Int)
(assert (! (>= main 500000000) :named main_min))
(assert (! (<= main 1200000000) :named main_max))
(assert (! (> exp 500000000) :named exp_min))
(assert (! (<= (* 2 exp) main) :named exp_ratio))
;;
; p03: one point is left
; expect: sat
(declare-const main Int)
(declare-const exp Int)
(assert (! (<= main 1000000000) :named main_max))
(assert (! (>= exp 500000000) :named exp_min))
(assert (! (<= (* 2 exp) main) :named exp_ratio))
;;
; p04: a condition that is never met
; expect: unsat r_kind2_joint r_joint_min when_r9
(declare-const kind Int)
(declare-const amount Int)
(declare-const joint Bool)
(assert (! (and (<= 0 kind) (<= kind 3)) :named dom_kind))
(assert (! (=> (= kind 2) joint) :named r_kind2_joint))
(assert (! (=> joint (>= amount 300000000)) :named r_joint_min))
(assert (! (=> (not joint) (<= amount 100000000)) :named r_single_max))
(assert (! (and (= kind 2) (< amount 300000000)) :named when_r9))
;;
; p05: a rule that three others imply
; expect: unsat r1 r2 r3 neg_r5
(declare-const a Int)
(declare-const b Int)
(declare-const c Int)
(declare-const x Bool)
(assert (! (<= (+ a b) 100) :named r1))
(assert (! (>= a 40) :named r2))
(assert (! (=> x (<= (- c b) 10)) :named r3))
(assert (! (<= c 1000) :named r4))
(assert (! (not (=> x (<= c 70))) :named neg_r5))
;;
; p06: a gap of one yen between two bands
; expect: sat
(declare-const x Int)
(assert (and (>= x 0) (<= x 300)))
(assert (not (and (<= 0 x) (< x 100))))
(assert (not (and (<= 100 x) (< x 200))))
(assert (not (and (< 200 x) (<= x 300))))
;;
; p07: two bands that share one yen
; expect: sat
(declare-const x Int)
(declare-const k Int)
(assert (and (>= x 0) (<= x 300) (>= k 0) (<= k 2)))
(assert (and (<= 100 x) (<= x 200) (= k 1)))
(assert (and (<= 200 x) (<= x 300) (>= k 1)))
;;
; p08: bands in thirds, complete and apart
; expect: unsat d1 d2 d3 dom bad
(declare-const x Real)
(declare-const r1 Bool)(declare-const r2 Bool)(declare-const r3 Bool)
(assert (! (= r1 (and (<= 0 x) (< x (/ 1 3)))) :named d1))
(assert (! (= r2 (and (<= (/ 1 3) x) (< x (/ 2 3)))) :named d2))
(assert (! (= r3 (and (<= (/ 2 3) x) (<= x 1))) :named d3))
(assert (! (and (<= 0 x) (<= x 1)) :named dom))
(assert (! (or (not (or r1 r2 r3)) (and r1 r2) (and r1 r3) (and r2 r3)) :named bad))
;;
; p09: two ways to write one rule
; expect: unsat ver1 ver2 differ
(declare-const a Int)(declare-const b Int)(declare-const f Bool)(declare-const g Bool)
(declare-const v1 Bool)(declare-const v2 Bool)
(assert (! (= v1 (and (=> f (<= (* 3 a) b)) (=> g (< a 7)))) :named ver1))
(assert (! (= v2 (and (or (not f) (>= (- b a a a) 0)) (or (not g) (not (>= a 7))))) :named ver2))
(assert (! (xor v1 v2) :named differ))
;;
; p10: a third is not three tenths
; expect: sat
(declare-const a Int)(declare-const b Int)(declare-const f Bool)
(declare-const v1 Bool)(declare-const v2 Bool)
(assert (and (>= a 0) (>= b 0) (<= a 1000000000000) (<= b 1000000000000)))
(assert (= v1 (=> f (<= (* 3 a) b))))
(assert (= v2 (=> f (<= (* 10 a) (* 3 b)))))
(assert (xor v1 v2))
;;
; p11: no whole solution, by divisors
; expect: unsat eq
(declare-const x Int)(declare-const y Int)
(assert (! (= (+ (* 3 x) (* 6 y)) 4) :named eq))
(assert (! (and (<= 0 x) (<= x 100)) :named dx))
(assert (! (and (<= 0 y) (<= y 100)) :named dy))
;;
; p12: no whole number between a half and one
; expect: unsat lo hi
(declare-const x Int)
(declare-const y Int)
(assert (! (> (* 2 x) 1) :named lo))
(assert (! (< (* 2 x) 2) :named hi))
(assert (! (> y x) :named other))
;;
; p13: with both fields given, a verdict of two parts is never open
; expect: unsat c1t c1f c2t c2f andt andf not_true not_false pa pb
(declare-const a_p Bool)(declare-const a Int)
(declare-const b_p Bool)(declare-const b Int)
(declare-const c1_t Bool)(declare-const c1_f Bool)(declare-const c2_t Bool)(declare-const c2_f Bool)
(declare-const and_t Bool)(declare-const and_f Bool)
(assert (! (= c1_t (and a_p (> a 10))) :named c1t))
(assert (! (= c1_f (and a_p (not (> a 10)))) :named c1f))
(assert (! (= c2_t (and a_p b_p (< (+ a b) 20))) :named c2t))
(assert (! (= c2_f (and a_p b_p (not (< (+ a b) 20)))) :named c2f))
(assert (! (= and_t (and c1_t c2_t)) :named andt))
(assert (! (= and_f (or c1_f c2_f)) :named andf))
(assert (! (not and_t) :named not_true))
(assert (! (not and_f) :named not_false))
(assert (! a_p :named pa))
(assert (! b_p :named pb))
;;
; p14: three items of three tenths at most do not make a whole
; expect: unsat eff tpos sum cap
(declare-const t Int)
(declare-const g1 Bool)(declare-const g2 Bool)(declare-const g3 Bool)
(declare-const i1 Int)(declare-const i2 Int)(declare-const i3 Int)
(declare-const e1 Int)(declare-const e2 Int)(declare-const e3 Int)
(assert (! (and (=> g2 g1) (=> g3 g2)) :named prefix))
(assert (! (and (ite g1 (= e1 i1) (= e1 0)) (ite g2 (= e2 i2) (= e2 0)) (ite g3 (= e3 i3) (= e3 0))) :named eff))
(assert (! (> t 0) :named tpos))
(assert (! (= t (+ e1 e2 e3)) :named sum))
(assert (! (and (=> g1 (<= (* 10 i1) (* 3 t))) (=> g2 (<= (* 10 i2) (* 3 t))) (=> g3 (<= (* 10 i3) (* 3 t)))) :named cap))
;;
; p15: two shares that add up to more than all
; expect: unsat tpos total_def own_third loan_70
(declare-const own Int)(declare-const total Int)(declare-const loan Int)
(assert (! (> total 0) :named tpos))
(assert (! (= total (+ own loan)) :named total_def))
(assert (! (>= (* 3 own) total) :named own_third))
(assert (! (>= (* 10 loan) (* 7 total)) :named loan_70))
;;
; p16: several cores; any minimal one will do
; expect: unsat *
(declare-const x Int)(declare-const y Int)(declare-const b Bool)
(assert (! (>= x 10) :named a1))
(assert (! (<= x 5) :named a2))
(assert (! (= y x) :named a3))
(assert (! (>= y 20) :named a4))
(assert (! (or b (<= x 3)) :named a5))
(assert (! (not b) :named a6))
;;
; p17: a circle of comparisons with one strict
; expect: unsat c1 c2 c3
(declare-const x Real)(declare-const y Real)(declare-const z Real)(declare-const w Real)
(assert (! (< x y) :named c1))
(assert (! (<= y z) :named c2))
(assert (! (<= z x) :named c3))
(assert (! (< w x) :named c4))
;;
; p18: a tenth and two tenths are three tenths
; expect: unsat t1 t2 t3 t4
(declare-const a Real)(declare-const b Real)(declare-const c Real)
(assert (! (= a (/ 1 10)) :named t1))
(assert (! (= b (/ 2 10)) :named t2))
(assert (! (= c (+ a b)) :named t3))
(assert (! (distinct c (/ 3 10)) :named t4))
;;
; p19: one yen beyond what a double holds
; expect: unsat va vb le
(declare-const a Int)(declare-const b Int)
(assert (! (= a 9007199254740993) :named va))
(assert (! (= b 9007199254740992) :named vb))
(assert (! (<= a b) :named le))
;;
; p20: coefficients beyond 64 bits
; expect: unsat b1 b2
(declare-const x Real)(declare-const y Real)
(assert (! (<= (+ (* 123456789012345678901 x) (* 3 y)) 7) :named b1))
(assert (! (>= (+ (* 123456789012345678901 x) (* 3 y)) (/ 70000000000000000001 10000000000000000000)) :named b2))
(assert (! (> y x) :named b3))
;;
; p21: a table over an enum
; expect: unsat dom row1 row2 row3 neg_prop
(declare-const e1 Bool)(declare-const e2 Bool)(declare-const e3 Bool)(declare-const e4 Bool)
(declare-const fee Int)
(assert (! (and (or e1 e2 e3 e4) (not (and e1 e2)) (not (and e1 e3)) (not (and e1 e4)) (not (and e2 e3)) (not (and e2 e4)) (not (and e3 e4))) :named dom))
(assert (! (=> e1 (= fee 100)) :named row1))
(assert (! (=> e2 (= fee 200)) :named row2))
(assert (! (=> (or e3 e4) (and (>= fee 300) (<= fee 400))) :named row3))
(assert (! (not (and (>= fee 100) (<= fee 400))) :named neg_prop))
;;
; x01: a small number times a billion billions, over fractions
; expect: sat
(declare-const x0 Real)
(assert (and (>= x0 (- 100.0)) (<= x0 1000000000.0)))
(assert (> (* 1000000000000.0 x0) 4.0))
;;
; x02: the same over whole numbers
; expect: sat
(declare-const a Int)
(assert (and (>= a 0) (<= a 1000000000)))
(assert (> (* 1000000000000 a) 4))
