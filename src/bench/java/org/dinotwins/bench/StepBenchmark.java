package org.dinotwins.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.dinotwins.train.StepWork;

/** A training step, compared with the same arithmetic in other forms. */
final class StepBenchmark implements Benchmark {
    private static final int WARM_UP = 1;
    /** Each further round takes about a quarter of a minute. */
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);

    private static final int GEMM = 2048;
    private static final int PRODUCTS = 8;
    /** Fixed-weight losses of the first step with the same weights may differ by rounding. */
    private static final double SAME = 1e-3;

    @Override
    public String name() {
        return "step";
    }

    @Override
    public String what() {
        return "ViT-Ti/16, batch 16, 2 x 224 + 6 x 96, both losses, CPU; peers: one native call, DJL's blocks and Trainer";
    }

    @Override
    public void run(Report report) throws Exception {
        try (StepWork work = new StepWork();
                PlainTraining plain = new PlainTraining();
                NDManager manager = NDManager.newBaseManager()) {
            double[] ours = work.workbench();
            double[] theirs = work.nativeCalls();
            for (int i = 0; i < 2; i++) {
                if (!(Math.abs(ours[i] - theirs[i]) < SAME * Math.abs(ours[i]))) {
                    throw new IllegalStateException("not the same arithmetic: " + ours[i] + " and " + theirs[i]);
                }
            }
            NDArray a = manager.randomNormal(new Shape(GEMM, GEMM));
            NDArray b = manager.randomNormal(new Shape(GEMM, GEMM));
            Contest contest = new Contest()
                    .add("workbench", work::workbench)
                    .add("native", work::nativeCalls)
                    .add("plain", () -> plain.step(work.batch()))
                    .add("gemm", () -> {
                        for (int i = 0; i < PRODUCTS; i++) {
                            a.matMul(b).close();
                        }
                        return a;
                    })
                    .run(WARM_UP, ROUNDS);
            double gemm = 2.0 * PRODUCTS * GEMM * GEMM * (double) GEMM / contest.seconds("gemm") / 1e9;
            double share = StepWork.multiplyAdds() / (PRODUCTS * (double) GEMM * GEMM * GEMM);
            report.value("step", contest.seconds("workbench"), "s");
            report.atMost("step / native call", contest.ratio("workbench", "native"), "x", 1.03);
            report.atLeast("DJL's blocks and Trainer / step", contest.ratio("plain", "workbench"), "x", 1.25);
            report.atMost("outside forward and backward", 100 * Contest.median(work.outside()), "%", 6);
            report.value("multiply-adds of a step", StepWork.multiplyAdds() / 1e9, "G");
            report.value("GEMM 2048 float32", gemm, "GFLOP/s");
            report.atLeast(
                    "rate of the step / rate of the GEMM", share * contest.ratio("gemm", "workbench"), "x", 0.85);
        }
    }
}
