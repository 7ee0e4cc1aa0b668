package cn.smspay.sms;

import cn.smspay.sms.smpp.SmppPipeline;
import com.cloudhopper.smpp.pdu.BaseBind;
import com.cloudhopper.smpp.pdu.EnquireLink;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.pdu.Unbind;
import com.cloudhopper.smpp.pdu.UnbindResp;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalServerChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** An SMSC in memory that is in a bad mood by the seed: slow, silent, full, throttling, leaving. Confined to its loop's thread. */
final class StormSmsc {
    private static final short USER_MESSAGE_REFERENCE = 0x0204;
    private static final int[] MOODS = {0x58, 0x14, 0xFF, 0x45, 0x64, 0x04, 0x400};

    private final Random random;
    private final LongSupplier ticker;
    private final SendingStorm.Plan plan;
    private final Set<Channel> open = new LinkedHashSet<>();
    /** Numbers that are refused for ever, with which status. */
    private final Map<String, Integer> never = new HashMap<>();

    /** By number, the answers whose parts were taken, in that order. */
    final Map<String, List<Integer>> taken = new LinkedHashMap<>();
    /** When something of an answer first came, taken or not. */
    final Map<Integer, Long> firstTried = new HashMap<>();

    private boolean wild;
    private int wholeLink;
    private long moodUntil;

    StormSmsc(SendingStorm.Plan plan, IoEventLoopGroup loop, LocalAddress address, LongSupplier ticker, Random random) {
        this.plan = plan;
        this.ticker = ticker;
        this.random = random;
        this.wild = plan.linkTroubles();
        new ServerBootstrap()
                .group(loop)
                .channel(LocalServerChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        open.add(channel);
                        SmppPipeline.install(channel, new Connection());
                    }
                })
                .bind(address);
    }

    void refuseForEver(String number) {
        never.put(number, MOODS[random.nextInt(MOODS.length)]);
    }

    boolean refusesForEver(String number) {
        return never.containsKey(number);
    }

    void calm() {
        wild = false;
    }

    /** Whatever happens to a link as a whole. Call every second. */
    void moods() {
        long now = ticker.getAsLong();
        if (now >= moodUntil) {
            wholeLink = 0;
        }
        if (!wild) {
            return;
        }
        int dice = random.nextInt(100);
        if (dice < 2) {
            wholeLink = random.nextBoolean() ? 0x58 : 0x14;
            moodUntil = now + 1_000 + random.nextInt(15_000);
        } else if (dice < 4) {
            disconnect();
        } else if (dice < 5) {
            List.copyOf(open).forEach(channel -> {
                var unbind = new Unbind();
                unbind.setSequenceNumber(1 + random.nextInt(1_000_000));
                channel.writeAndFlush(unbind);
            });
        }
    }

    void disconnect() {
        List.copyOf(open).forEach(Channel::close);
    }

    private final class Connection extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof SubmitSm submit) {
                submitted(context, submit);
            } else if (message instanceof EnquireLink enquiry) {
                context.writeAndFlush(enquiry.createResponse());
            } else if (message instanceof BaseBind<?> bind) {
                var answer = bind.createResponse();
                answer.setCommandStatus(wild && random.nextInt(4) == 0 ? 0x0D : 0);
                context.writeAndFlush(answer);
            } else if (message instanceof Unbind unbind) {
                context.writeAndFlush(unbind.createResponse());
                context.close();
            } else if (message instanceof UnbindResp) {
                context.close();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            open.remove(context.channel());
        }

        private void submitted(ChannelHandlerContext context, SubmitSm submit) {
            var number = submit.getDestAddress().getAddress().substring(2);
            int answer = answer(submit);
            firstTried.putIfAbsent(answer, ticker.getAsLong());
            int status = status(number);
            if (status == 0) {
                taken.computeIfAbsent(number, any -> new ArrayList<>()).add(answer);
            }
            if (wild && random.nextInt(200) == 0) {
                return;
            }
            var response = submit.createResponse();
            response.setCommandStatus(status);
            response.setMessageId(status == 0 ? Long.toString(random.nextInt(1_000_000_000)) : "");
            long late = wild && random.nextInt(100) == 0 ? 12_000 : random.nextInt(plan.slowestMillis());
            context.executor().schedule(() -> context.writeAndFlush(response), late, TimeUnit.MILLISECONDS);
        }

        private int status(String number) {
            var own = never.get(number);
            if (own != null) {
                return own;
            }
            if (wholeLink != 0) {
                return wholeLink;
            }
            if (wild && random.nextInt(50) == 0) {
                return random.nextInt(4) == 0 ? 0x0B : MOODS[random.nextInt(MOODS.length)];
            }
            return 0;
        }

        private static int answer(SubmitSm submit) {
            var value = submit.getOptionalParameter(USER_MESSAGE_REFERENCE).getValue();
            return (value[0] & 0xFF) << 8 | value[1] & 0xFF;
        }
    }
}
