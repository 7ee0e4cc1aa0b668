package cn.smspay.tools.bench;

import cn.smspay.cli.Exit;
import java.util.Map;

/**
 * Whether everything agrees once the load has ended.
 *
 * @param drained whether nothing was under way any more
 * @param accepted messages that the engine says it has stored
 * @param answered messages that it has answered ESME_ROK
 * @param lost conversations whose last message was answered ESME_ROK and had no reply
 * @param unanswered conversations whose last message had no response
 * @param refusedFinally messages that were refused so that an SMSC does not send them again
 * @param verify {@link #CLEAN}, or what {@code ledger verify} found
 */
record BenchCheck(
        boolean drained, long accepted, long answered, long lost, long unanswered, long refusedFinally, String verify) {
    static final String CLEAN = "clean";

    boolean isGood() {
        return drained
                && accepted == answered
                && lost == 0
                && unanswered == 0
                && refusedFinally == 0
                && verify.equals(CLEAN);
    }

    int exitCode() {
        return isGood() ? Exit.DONE : Exit.WRONG;
    }

    void describe(Map<String, Object> result) {
        result.put("drained", drained);
        result.put("accepted", accepted);
        result.put("answered", answered);
        result.put("lost", lost);
        result.put("unanswered", unanswered);
        result.put("refusedFinally", refusedFinally);
        result.put("verify", verify);
    }
}
