package cn.smspay.base;

/** Trouble that repeats itself is told at the 1st, 10th, 100th … time, so that it neither goes unseen nor fills the log. */
public final class RepeatedTrouble {
    private static final int STEP = 10;

    private RepeatedTrouble() {}

    /** Whether what has happened so often is told once more. */
    public static boolean isTold(long times) {
        long rest = times;
        while (rest > 0 && rest % STEP == 0) {
            rest /= STEP;
        }
        return rest == 1;
    }
}
