package cn.smspay.ivr;

import cn.smspay.desk.VoiceInput;
import cn.smspay.desk.VoiceTurn;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call that an Asterisk handed us: reads its lines, asks the desk, sends commands. All on the channel's loop. */
final class AgiCall extends SimpleChannelInboundHandler<String> {
    private static final Logger LOG = LoggerFactory.getLogger(AgiCall.class);

    /** How long the desk may think before the call is given up as our fault. */
    private static final Duration DESK_PATIENCE = Duration.ofSeconds(30);

    private enum Phase {
        REQUEST,
        ANSWERING,
        /** The desk is asked. */
        THINKING,
        TURN,
        /** The last commands. */
        LEAVING,
        OVER
    }

    private final String id;
    private final AgiServer.Parts parts;
    private final AgiRequest request = new AgiRequest();
    private final Deque<String> lastCommands = new ArrayDeque<>();
    private Phase phase = Phase.REQUEST;
    private boolean deskKnows;
    private @Nullable AgiTurn turn;
    private AgiTurn.Late late = AgiTurn.Late.NONE;
    private @Nullable Future<?> patience;
    private @Nullable Future<?> longest;

    AgiCall(String id, AgiServer.Parts parts) {
        this.id = id;
        this.parts = parts;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        watch(context, Duration.ZERO);
        longest = context.executor()
                .schedule(
                        () -> end(context, "it lasted too long"),
                        parts.settings().longestCall().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, String line) {
        if (line.equals("HANGUP")) {
            over(context);
            return;
        }
        switch (phase) {
            case REQUEST -> request(context, line);
            case ANSWERING, TURN, LEAVING ->
                AgiReply.read(line)
                        .ifPresentOrElse(reply -> reply(context, reply), () -> end(context, "a line is no reply"));
            case THINKING -> end(context, "a reply came without a command");
            case OVER -> {}
        }
    }

    private void request(ChannelHandlerContext context, String line) {
        if (!line.isEmpty()) {
            if (!request.add(line)) {
                end(context, "its request cannot be read");
            }
            return;
        }
        boolean ours =
                request.dialled().filter(parts.settings().numbers()::contains).isPresent();
        if (!request.complete()) {
            end(context, "its request is not complete");
        } else if (ours) {
            phase = Phase.ANSWERING;
            send(context, "ANSWER", Duration.ZERO);
        } else {
            LOG.warn("call {} dialled a number that is not ours", id);
            leave(context, List.of("HANGUP"));
        }
    }

    private void reply(ChannelHandlerContext context, AgiReply reply) {
        switch (phase) {
            case ANSWERING -> answered(context, reply);
            case TURN ->
                step(
                        context,
                        java.util.Objects.requireNonNull(turn)
                                .on(reply, parts.clock().instant()));
            case LEAVING -> leaveOn(context);
            case REQUEST, THINKING, OVER -> {}
        }
    }

    private void answered(ChannelHandlerContext context, AgiReply reply) {
        var dialled = request.dialled();
        if (!reply.done() || reply.result() != 0 || dialled.isEmpty()) {
            over(context);
            return;
        }
        deskKnows = true;
        expect(context, parts.desk().begin(id, request.caller(), dialled.get()));
    }

    private void expect(ChannelHandlerContext context, CompletionStage<VoiceTurn> answer) {
        phase = Phase.THINKING;
        watch(context, DESK_PATIENCE);
        answer.whenComplete((next, failure) -> context.executor().execute(() -> {
            if (phase == Phase.THINKING) {
                said(context, next, failure);
            }
        }));
    }

    /** What goes wrong on our side ends this call, is logged, and harms no other. */
    private void said(ChannelHandlerContext context, @Nullable VoiceTurn next, @Nullable Throwable failure) {
        try {
            if (next == null) {
                throw new IllegalStateException("the desk failed", failure);
            }
            speak(context, next);
        } catch (RuntimeException e) {
            LOG.error("call {} cannot go on", id, e);
            end(context, "of a fault of ours");
        }
    }

    private void speak(ChannelHandlerContext context, VoiceTurn next) {
        phase = Phase.TURN;
        turn = new AgiTurn(
                parts.voice().tracks(next.say()), next.next(), parts.settings().sounds(), late);
        step(context, turn.begin());
    }

    private void step(ChannelHandlerContext context, AgiStep step) {
        Runnable work = step.fold(
                command -> () -> send(context, command.line(), command.lasts()),
                heard -> () -> heard(context, heard.input()),
                handOver -> () -> handOver(context, handOver.target()),
                () -> () -> {
                    deskKnows = false;
                    leave(context, List.of("HANGUP"));
                },
                fault -> () -> end(context, fault.what()));
        work.run();
    }

    private void heard(ChannelHandlerContext context, VoiceInput input) {
        if (input instanceof VoiceInput.HungUp) {
            over(context);
            return;
        }
        late = turn == null ? AgiTurn.Late.NONE : turn.lateAfter(parts.clock().instant());
        expect(context, parts.desk().input(id, input));
    }

    /** The dialplan goes on at the agent's place once we close: we dial nobody. */
    private void handOver(ChannelHandlerContext context, String target) {
        deskKnows = false;
        var place = parts.settings().agents().get(target);
        if (place == null) {
            LOG.error("call {} cannot be handed over: no agent is configured for {}", id, target);
            leave(context, List.of("HANGUP"));
        } else {
            leave(
                    context,
                    List.of("SET CONTEXT " + place.context(), "SET EXTENSION " + place.extension(), "SET PRIORITY 1"));
        }
    }

    private void leave(ChannelHandlerContext context, List<String> commands) {
        phase = Phase.LEAVING;
        lastCommands.addAll(commands);
        leaveOn(context);
    }

    private void leaveOn(ChannelHandlerContext context) {
        if (lastCommands.isEmpty()) {
            over(context);
        } else {
            send(context, lastCommands.remove(), Duration.ZERO);
        }
    }

    private void send(ChannelHandlerContext context, String command, Duration lasts) {
        watch(context, lasts);
        context.writeAndFlush(command + '\n');
    }

    private void watch(ChannelHandlerContext context, Duration lasts) {
        stop(patience);
        patience = context.executor()
                .schedule(
                        () -> end(context, "Asterisk or the desk took too long"),
                        lasts.plus(parts.settings().patience()).toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private static void stop(@Nullable Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** Ends the call from our side. The reason never holds what was keyed in. */
    private void end(ChannelHandlerContext context, String why) {
        if (phase != Phase.OVER) {
            LOG.warn("call {} ends: {}", id, why);
            if (phase != Phase.REQUEST) {
                context.writeAndFlush("HANGUP\n");
            }
            over(context);
        }
    }

    private void over(ChannelHandlerContext context) {
        if (phase != Phase.OVER) {
            phase = Phase.OVER;
            stop(patience);
            stop(longest);
            if (deskKnows) {
                parts.desk().input(id, new VoiceInput.HungUp());
            }
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        over(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // By its kind alone: the text of an exception of the decoder may hold a line.
        end(context, "the connection failed with " + cause.getClass().getSimpleName());
    }
}
