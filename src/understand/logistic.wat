;; One step of logistic regression for one example, four intents at a time: scores, softmax, errors, moves.
;; Memory is the caller's; addresses and lengths are in bytes, numbers are 32-bit floats. Rows of weights, scores and bias
;; all have one width, a multiple of 16.
;; logistic.wasm is this file assembled, by any assembler: `npx --package wabt wat2wasm logistic.wat -o logistic.wasm`.
;; test/understand/logistic.test.ts holds it to the plain loops that it stands for.

(module
  (import "caller" "memory" (memory 1))

  ;; e to the power of four numbers from -50 to 0, to within two units in the last place (Cephes' polynomial).
  (func $exp (param $x v128) (result v128)
    (local $n v128) (local $r v128)
    (local.set $x (f32x4.max (local.get $x) (v128.const f32x4 -50 -50 -50 -50)))
    (local.set $n (f32x4.nearest (f32x4.mul (local.get $x)
      (v128.const f32x4 1.44269504 1.44269504 1.44269504 1.44269504))))
    (local.set $r (f32x4.sub
      (f32x4.sub (local.get $x)
        (f32x4.mul (local.get $n) (v128.const f32x4 0.693359375 0.693359375 0.693359375 0.693359375)))
      (f32x4.mul (local.get $n) (v128.const f32x4 -2.12194440e-4 -2.12194440e-4 -2.12194440e-4 -2.12194440e-4))))
    (f32x4.mul
      (f32x4.add (v128.const f32x4 1 1 1 1) (f32x4.add (local.get $r)
        (f32x4.mul (f32x4.mul (local.get $r) (local.get $r))
          (f32x4.add (v128.const f32x4 0.5 0.5 0.5 0.5) (f32x4.mul (local.get $r)
            (f32x4.add (v128.const f32x4 0.16666665459 0.16666665459 0.16666665459 0.16666665459)
              (f32x4.mul (local.get $r)
                (f32x4.add (v128.const f32x4 0.041665795894 0.041665795894 0.041665795894 0.041665795894)
                  (f32x4.mul (local.get $r)
                    (f32x4.add (v128.const f32x4 8.3334519073e-3 8.3334519073e-3 8.3334519073e-3 8.3334519073e-3)
                      (f32x4.mul (local.get $r) (f32x4.add
                        (v128.const f32x4 1.3981999507e-3 1.3981999507e-3 1.3981999507e-3 1.3981999507e-3)
                        (f32x4.mul (local.get $r)
                          (v128.const f32x4 1.98756915e-4 1.98756915e-4 1.98756915e-4 1.98756915e-4))))))))))))))
      (i32x4.shl (i32x4.add (i32x4.trunc_sat_f32x4_s (local.get $n)) (v128.const i32x4 127 127 127 127))
        (i32.const 23))))

  ;; scores = bias + the sum of value times row, eight rows at a time: so many wait for memory together. $rows: addresses of the features' weights, $values: beside them.
  (func $score
    (param $rows i32) (param $values i32) (param $count i32)
    (param $bias i32) (param $scores i32) (param $width i32)
    (local $at i32) (local $end i32)
    (local $a i32) (local $b i32) (local $c i32) (local $d i32)
    (local $e i32) (local $f i32) (local $g i32) (local $h i32)
    (local $va v128) (local $vb v128) (local $vc v128) (local $vd v128)
    (local $ve v128) (local $vf v128) (local $vg v128) (local $vh v128)
    (memory.copy (local.get $scores) (local.get $bias) (local.get $width))
    (local.set $end (i32.add (local.get $rows) (i32.and (local.get $count) (i32.const -32))))
    (local.set $count (i32.add (local.get $rows) (local.get $count)))
    (block $eightsDone (loop $eights
      (br_if $eightsDone (i32.ge_u (local.get $rows) (local.get $end)))
      (local.set $a (i32.load offset=0 (local.get $rows)))
      (local.set $b (i32.load offset=4 (local.get $rows)))
      (local.set $c (i32.load offset=8 (local.get $rows)))
      (local.set $d (i32.load offset=12 (local.get $rows)))
      (local.set $e (i32.load offset=16 (local.get $rows)))
      (local.set $f (i32.load offset=20 (local.get $rows)))
      (local.set $g (i32.load offset=24 (local.get $rows)))
      (local.set $h (i32.load offset=28 (local.get $rows)))
      (local.set $va (v128.load32_splat offset=0 (local.get $values)))
      (local.set $vb (v128.load32_splat offset=4 (local.get $values)))
      (local.set $vc (v128.load32_splat offset=8 (local.get $values)))
      (local.set $vd (v128.load32_splat offset=12 (local.get $values)))
      (local.set $ve (v128.load32_splat offset=16 (local.get $values)))
      (local.set $vf (v128.load32_splat offset=20 (local.get $values)))
      (local.set $vg (v128.load32_splat offset=24 (local.get $values)))
      (local.set $vh (v128.load32_splat offset=28 (local.get $values)))
      (local.set $at (i32.const 0))
      (loop $intents
        (v128.store (i32.add (local.get $scores) (local.get $at))
          (f32x4.add (v128.load (i32.add (local.get $scores) (local.get $at)))
            (f32x4.add
              (f32x4.add
                (f32x4.add
                  (f32x4.mul (local.get $va) (v128.load (i32.add (local.get $a) (local.get $at))))
                  (f32x4.mul (local.get $vb) (v128.load (i32.add (local.get $b) (local.get $at)))))
                (f32x4.add
                  (f32x4.mul (local.get $vc) (v128.load (i32.add (local.get $c) (local.get $at))))
                  (f32x4.mul (local.get $vd) (v128.load (i32.add (local.get $d) (local.get $at))))))
              (f32x4.add
                (f32x4.add
                  (f32x4.mul (local.get $ve) (v128.load (i32.add (local.get $e) (local.get $at))))
                  (f32x4.mul (local.get $vf) (v128.load (i32.add (local.get $f) (local.get $at)))))
                (f32x4.add
                  (f32x4.mul (local.get $vg) (v128.load (i32.add (local.get $g) (local.get $at))))
                  (f32x4.mul (local.get $vh) (v128.load (i32.add (local.get $h) (local.get $at)))))))))
        (br_if $intents (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $width))))
      (local.set $rows (i32.add (local.get $rows) (i32.const 32)))
      (local.set $values (i32.add (local.get $values) (i32.const 32)))
      (br $eights)))
    (block $done (loop $ones
      (br_if $done (i32.ge_u (local.get $rows) (local.get $count)))
      (local.set $a (i32.load (local.get $rows)))
      (local.set $va (v128.load32_splat (local.get $values)))
      (local.set $at (i32.const 0))
      (loop $intents
        (v128.store (i32.add (local.get $scores) (local.get $at))
          (f32x4.add (v128.load (i32.add (local.get $scores) (local.get $at)))
            (f32x4.mul (local.get $va) (v128.load (i32.add (local.get $a) (local.get $at))))))
        (br_if $intents (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $width))))
      (local.set $rows (i32.add (local.get $rows) (i32.const 4)))
      (local.set $values (i32.add (local.get $values) (i32.const 4)))
      (br $ones))))

  ;; The greatest of four, and the sum of four.
  (func $greatest (param $x v128) (result f32)
    (f32.max
      (f32.max (f32x4.extract_lane 0 (local.get $x)) (f32x4.extract_lane 1 (local.get $x)))
      (f32.max (f32x4.extract_lane 2 (local.get $x)) (f32x4.extract_lane 3 (local.get $x)))))
  (func $sum (param $x v128) (result f32)
    (f32.add
      (f32.add (f32x4.extract_lane 0 (local.get $x)) (f32x4.extract_lane 1 (local.get $x)))
      (f32.add (f32x4.extract_lane 2 (local.get $x)) (f32x4.extract_lane 3 (local.get $x)))))

  ;; Scores become probabilities in place.
  (func $softmax (param $scores i32) (param $width i32)
    (local $at i32) (local $end i32) (local $x v128) (local $four v128)
    (local.set $end (i32.add (local.get $scores) (local.get $width)))
    (local.set $x (v128.load (local.get $scores)))
    (local.set $at (local.get $scores))
    (loop $highest
      (local.set $x (f32x4.max (local.get $x) (v128.load (local.get $at))))
      (br_if $highest (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $end))))
    (local.set $four (f32x4.splat (call $greatest (local.get $x))))
    (local.set $x (v128.const f32x4 0 0 0 0))
    (local.set $at (local.get $scores))
    (loop $powers
      (v128.store (local.get $at) (call $exp (f32x4.sub (v128.load (local.get $at)) (local.get $four))))
      (local.set $x (f32x4.add (local.get $x) (v128.load (local.get $at))))
      (br_if $powers (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $end))))
    (local.set $four (f32x4.splat (f32.div (f32.const 1) (call $sum (local.get $x)))))
    (local.set $at (local.get $scores))
    (loop $shares
      (v128.store (local.get $at) (f32x4.mul (v128.load (local.get $at)) (local.get $four)))
      (br_if $shares (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $end)))))

  ;; Moves the weights of one example's features towards its intent. $target: the intent's place in a row, in bytes.
  ;; Fours of intents whose errors are all below $smallest rest; the others are listed at $moving.
  ;; Returns the intent's probability before the move.
  (func (export "learn")
    (param $rows i32) (param $values i32) (param $count i32)
    (param $bias i32) (param $scores i32) (param $width i32)
    (param $target i32) (param $rate f32) (param $smallest f32) (param $moving i32)
    (result f32)
    (local $right f32) (local $at i32) (local $listed i32) (local $end i32)
    (local $error v128) (local $to i32) (local $place i32)
    (local $a i32) (local $b i32) (local $c i32) (local $d i32)
    (local $va v128) (local $vb v128) (local $vc v128) (local $vd v128)
    (call $score (local.get $rows) (local.get $values) (local.get $count)
      (local.get $bias) (local.get $scores) (local.get $width))
    (call $softmax (local.get $scores) (local.get $width))
    (local.set $to (i32.add (local.get $scores) (local.get $target)))
    (local.set $right (f32.load (local.get $to)))
    (f32.store (local.get $to) (f32.sub (local.get $right) (f32.const 1)))
    (local.set $listed (local.get $moving))
    (loop $errors
      (local.set $error (v128.load (i32.add (local.get $scores) (local.get $at))))
      (if (f32.ge (call $greatest (f32x4.abs (local.get $error))) (local.get $smallest))
        (then
          (i32.store (local.get $listed) (local.get $at))
          (local.set $listed (i32.add (local.get $listed) (i32.const 4)))
          (local.set $error (f32x4.mul (local.get $error) (f32x4.splat (local.get $rate))))
          (v128.store (i32.add (local.get $scores) (local.get $at)) (local.get $error))
          (local.set $to (i32.add (local.get $bias) (local.get $at)))
          (v128.store (local.get $to) (f32x4.sub (v128.load (local.get $to))
            (f32x4.mul (local.get $error) (v128.const f32x4 0.1 0.1 0.1 0.1))))))
      (br_if $errors (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $width))))
    (if (i32.gt_u (local.get $listed) (local.get $moving)) (then
      (local.set $end (i32.add (local.get $rows) (i32.and (local.get $count) (i32.const -16))))
      (local.set $count (i32.add (local.get $rows) (local.get $count)))
      (block $foursDone (loop $fours
        (br_if $foursDone (i32.ge_u (local.get $rows) (local.get $end)))
        (local.set $a (i32.load offset=0 (local.get $rows)))
        (local.set $b (i32.load offset=4 (local.get $rows)))
        (local.set $c (i32.load offset=8 (local.get $rows)))
        (local.set $d (i32.load offset=12 (local.get $rows)))
        (local.set $va (v128.load32_splat offset=0 (local.get $values)))
        (local.set $vb (v128.load32_splat offset=4 (local.get $values)))
        (local.set $vc (v128.load32_splat offset=8 (local.get $values)))
        (local.set $vd (v128.load32_splat offset=12 (local.get $values)))
        (local.set $at (local.get $moving))
        (loop $moves
          (local.set $place (i32.load (local.get $at)))
          (local.set $error (v128.load (i32.add (local.get $scores) (local.get $place))))
          (local.set $to (i32.add (local.get $a) (local.get $place)))
          (v128.store (local.get $to) (f32x4.sub (v128.load (local.get $to)) (f32x4.mul (local.get $va) (local.get $error))))
          (local.set $to (i32.add (local.get $b) (local.get $place)))
          (v128.store (local.get $to) (f32x4.sub (v128.load (local.get $to)) (f32x4.mul (local.get $vb) (local.get $error))))
          (local.set $to (i32.add (local.get $c) (local.get $place)))
          (v128.store (local.get $to) (f32x4.sub (v128.load (local.get $to)) (f32x4.mul (local.get $vc) (local.get $error))))
          (local.set $to (i32.add (local.get $d) (local.get $place)))
          (v128.store (local.get $to) (f32x4.sub (v128.load (local.get $to)) (f32x4.mul (local.get $vd) (local.get $error))))
          (br_if $moves (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 4))) (local.get $listed))))
        (local.set $rows (i32.add (local.get $rows) (i32.const 16)))
        (local.set $values (i32.add (local.get $values) (i32.const 16)))
        (br $fours)))
      (block $done (loop $ones
        (br_if $done (i32.ge_u (local.get $rows) (local.get $count)))
        (local.set $a (i32.load (local.get $rows)))
        (local.set $va (v128.load32_splat (local.get $values)))
        (local.set $at (local.get $moving))
        (loop $moves
          (local.set $place (i32.load (local.get $at)))
          (local.set $to (i32.add (local.get $a) (local.get $place)))
          (v128.store (local.get $to) (f32x4.sub (v128.load (local.get $to))
            (f32x4.mul (local.get $va) (v128.load (i32.add (local.get $scores) (local.get $place))))))
          (br_if $moves (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 4))) (local.get $listed))))
        (local.set $values (i32.add (local.get $values) (i32.const 4)))
        (local.set $rows (i32.add (local.get $rows) (i32.const 4)))
        (br $ones)))))
    (local.get $right)))
