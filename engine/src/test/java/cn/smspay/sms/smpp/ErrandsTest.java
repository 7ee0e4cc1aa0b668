package cn.smspay.sms.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ErrandsTest {
    private final List<String> done = new ArrayList<>();
    private final Errands errands = new Errands(() -> done.add("before"), () -> done.add("after"));
    private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
    private final ChannelHandlerContext context = channel.pipeline().firstContext();

    @Test
    void allThatHasGatheredIsDoneWithOneFlush() {
        errands.add(() -> done.add("a"), context);
        errands.add(() -> done.add("b"), context);
        errands.wake(context);

        channel.runPendingTasks();

        assertEquals(List.of("before", "a", "b", "after"), done);
    }

    @Test
    void anErrandThatFailsHoldsUpNoOther() {
        errands.add(
                () -> {
                    throw new IllegalStateException("a fault");
                },
                context);
        errands.add(() -> done.add("b"), context);

        channel.runPendingTasks();

        assertEquals(List.of("before", "b", "after"), done);
    }

    @Test
    void afterSoManyTheThreadLooksAfterItsSocketsAndThenGoesOn() {
        for (int i = 0; i < 1_025; i++) {
            errands.add(() -> done.add("x"), context);
        }
        errands.run(context);

        assertEquals(1_024, done.stream().filter("x"::equals).count());

        channel.runPendingTasks();

        assertEquals(1_025, done.stream().filter("x"::equals).count());
    }

    @Test
    void anErrandMayBringAnother() {
        errands.add(() -> errands.add(() -> done.add("second"), context), context);

        channel.runPendingTasks();

        assertEquals(1, done.stream().filter("second"::equals).count());
    }
}
