package cn.smspay.base.text;

import cn.smspay.base.OutboxId;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Encoding and cutting a reply. */
@State(Scope.Benchmark)
public class SegmenterJmh {
    private final OutboxId id = new OutboxId(7);
    private String gsm = "Cash account 400.00 yuan, card account 30.00 yuan, together 430.00 yuan.";
    private String chinese = "现金账户400.00元，充值卡账户30.00元，合计430.00元，提现在途100.00元。";
    private String threeParts = chinese.repeat(4);

    @Benchmark
    public List<?> gsmOnePart() {
        return cut(gsm, 1);
    }

    @Benchmark
    public List<?> ucs2OnePart() {
        return cut(chinese, 1);
    }

    @Benchmark
    public List<?> ucs2ThreeParts() {
        return cut(threeParts, 3);
    }

    private List<?> cut(String text, int parts) {
        var pieces = Segmenter.cut(id, text, Segmenter.Joining.USER_DATA_HEADER);
        if (pieces.size() != parts) {
            throw new IllegalStateException(pieces.size() + " parts, not " + parts);
        }
        return pieces;
    }
}
