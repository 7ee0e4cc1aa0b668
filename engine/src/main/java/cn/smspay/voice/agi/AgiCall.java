package cn.smspay.voice.agi;

import cn.smspay.base.ServiceNumber;
import cn.smspay.base.Threads;
import cn.smspay.talk.desk.VoiceTurn;
import cn.smspay.talk.dialogue.VoiceInput;
import cn.smspay.talk.dialogue.VoiceNext;
import cn.smspay.voice.call.CallLimits;
import cn.smspay.voice.call.CallNotes;
import cn.smspay.voice.call.CallRecord.HungUpBy;
import cn.smspay.voice.call.CallRefusal;
import cn.smspay.voice.call.CallResult;
import cn.smspay.voice.call.CarriedCall;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
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
    private final AgiRequest request;
    private final Deque<String> lastCommands = new ArrayDeque<>();
    private Phase phase = Phase.REQUEST;
    private @Nullable CarriedCall carried;
    private CallLimits.@Nullable Comer counted;
    private boolean deskKnows;
    /** A goodbye is to be said before the next question. */
    private boolean closing;
    /** It has been said. */
    private boolean drained;
    /** How the call ends with the last commands. */
    private CallResult leavingWith = CallResult.FAULT;

    private @Nullable AgiTurn turn;
    private AgiTurn.Late late = AgiTurn.Late.NONE;
    private @Nullable Future<?> patience;
    private @Nullable Future<?> longest;

    AgiCall(String id, AgiServer.Parts parts) {
        this.id = id;
        this.parts = parts;
        this.request = new AgiRequest(
                parts.settings().believesFailedScreening(), parts.settings().rules());
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        watch(context, Duration.ZERO);
        longest = context.executor()
                .schedule(
                        () -> end(context, CallResult.TOO_LONG, "it lasted too long"),
                        parts.settings().limits().longestCall().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, String line) {
        if (line.equals("HANGUP")) {
            hungUp(context);
            return;
        }
        switch (phase) {
            case REQUEST -> request(context, line);
            case ANSWERING, TURN, LEAVING ->
                AgiReply.read(line)
                        .ifPresentOrElse(reply -> reply(context, reply), () -> fault(context, "a line is no reply"));
            case THINKING -> fault(context, "a reply came without a command");
            case OVER -> {}
        }
    }

    private void request(ChannelHandlerContext context, String line) {
        if (!line.isEmpty()) {
            if (!request.add(line)) {
                fault(context, "its request cannot be read");
            }
            return;
        }
        var ours = dialled();
        if (!request.complete()) {
            fault(context, "its request is not complete");
        } else if (ours.isPresent()) {
            take(context, request.origin(ours.get(), peer(context)));
        } else {
            LOG.warn("call {} dialled {}, which is not a number of ours", id, request.dialledAsGiven());
            parts.books().figures().refused(CallRefusal.UNKNOWN_NUMBER);
            leave(context, CallResult.FAULT, List.of("HANGUP"));
        }
    }

    private void take(ChannelHandlerContext context, CallNotes.CallOrigin origin) {
        var comer = new CallLimits.Comer(origin.caller(), origin.via());
        var refusal = parts.limits()
                .enter(comer, parts.settings().limits().calls(), parts.clock().instant());
        if (refusal.isPresent()) {
            LOG.warn("call {} from {} is refused: {}", id, origin.via(), refusal.get());
            parts.books().figures().refused(refusal.get());
            leave(context, CallResult.FAULT, List.of("HANGUP"));
            return;
        }
        counted = comer;
        phase = Phase.ANSWERING;
        carried = new CarriedCall(id, origin, parts.books());
        send(context, "ANSWER", Duration.ZERO);
    }

    private static String peer(ChannelHandlerContext context) {
        return ((InetSocketAddress) context.channel().remoteAddress())
                .getAddress()
                .getHostAddress();
    }

    private void reply(ChannelHandlerContext context, AgiReply reply) {
        switch (phase) {
            case ANSWERING -> answered(context, reply);
            case TURN -> {
                var now = parts.clock().instant();
                go(context, java.util.Objects.requireNonNull(turn).on(reply, now));
            }
            case LEAVING -> leaveOn(context);
            case REQUEST, THINKING, OVER -> {}
        }
    }

    private Optional<ServiceNumber> dialled() {
        return request.dialled(parts.settings().numbers());
    }

    private void answered(ChannelHandlerContext context, AgiReply reply) {
        var dialled = dialled();
        if (carried == null || !reply.done() || reply.result() != 0 || dialled.isEmpty()) {
            over(context, CallResult.CANCELLED, HungUpBy.CALLER);
            return;
        }
        carried.answered();
        deskKnows = true;
        expect(
                context,
                request.isBack()
                        ? parts.desk().returned(id, request.caller(), dialled.get())
                        : parts.desk().begin(id, request.caller(), dialled.get()));
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
            fault(context, "of a fault of ours");
        }
    }

    private void speak(ChannelHandlerContext context, VoiceTurn next) {
        phase = Phase.TURN;
        turn = new AgiTurn(
                parts.voice().tracks(next.say()), next.next(), parts.settings().sounds(), late);
        go(context, turn.begin());
    }

    /** Does what comes next, unless that is to wait for a caller to whom a goodbye is to be said. */
    private void go(ChannelHandlerContext context, AgiStep next) {
        boolean silent = next instanceof AgiStep.Heard heard && heard.input() instanceof VoiceInput.Silence;
        boolean waits = next instanceof AgiStep.Command && turn != null && turn.listens();
        if (closing && (silent || waits)) {
            goodbye(context);
        } else {
            step(context, next);
        }
    }

    /** The engine stops: what is being said is said to its end, then a goodbye. */
    private void goodbye(ChannelHandlerContext context) {
        closing = false;
        parts.desk().input(id, new VoiceInput.HungUp());
        deskKnows = false;
        drained = true;
        speak(context, new VoiceTurn(parts.desk().apology(), new VoiceNext.HangUp()));
    }

    private void step(ChannelHandlerContext context, AgiStep step) {
        Runnable work = step.fold(
                command -> () -> send(context, command.line(), command.lasts()),
                heard -> () -> heard(context, heard.input()),
                handOver -> () -> handOver(context, handOver.target()),
                () -> () -> {
                    deskKnows = false;
                    leave(context, drained ? CallResult.DRAINED : CallResult.COMPLETED, List.of("HANGUP"));
                },
                fault -> () -> fault(context, fault.what()));
        work.run();
    }

    private void heard(ChannelHandlerContext context, VoiceInput input) {
        if (input instanceof VoiceInput.HungUp) {
            hungUp(context);
            return;
        }
        late = turn == null ? AgiTurn.Late.NONE : turn.lateAfter(parts.clock().instant());
        expect(context, parts.desk().input(id, input));
    }

    /** The dialplan goes on at the agent's place once we close: we dial nobody. */
    private void handOver(ChannelHandlerContext context, String target) {
        var place = parts.settings().agents().get(target);
        if (place == null) {
            LOG.error("call {} cannot be handed over: no agent is configured for {}", id, target);
            expect(context, parts.desk().input(id, new VoiceInput.HandOverFailed()));
        } else {
            leave(
                    context,
                    CallResult.TRANSFERRED,
                    List.of("SET CONTEXT " + place.context(), "SET EXTENSION " + place.extension(), "SET PRIORITY 1"));
        }
    }

    private void leave(ChannelHandlerContext context, CallResult result, List<String> commands) {
        phase = Phase.LEAVING;
        leavingWith = result;
        lastCommands.addAll(commands);
        leaveOn(context);
    }

    private void leaveOn(ChannelHandlerContext context) {
        if (lastCommands.isEmpty()) {
            over(context, leavingWith, HungUpBy.SERVICE);
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
                        () -> fault(context, "Asterisk or the desk took too long"),
                        lasts.plus(parts.settings().patience()).toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private static void stop(@Nullable Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void fault(ChannelHandlerContext context, String why) {
        end(context, CallResult.FAULT, why);
    }

    /** Ends the call from our side. The reason never holds what was keyed in. */
    private void end(ChannelHandlerContext context, CallResult result, String why) {
        if (phase != Phase.OVER) {
            LOG.warn("call {} ends: {}", id, why);
            if (phase != Phase.REQUEST) {
                context.writeAndFlush("HANGUP\n");
            }
            over(context, result, HungUpBy.SERVICE);
        }
    }

    /** Nobody is there any more; once we are leaving, that is our doing. */
    private void hungUp(ChannelHandlerContext context) {
        switch (phase) {
            case LEAVING -> over(context, leavingWith, HungUpBy.SERVICE);
            case ANSWERING -> over(context, CallResult.CANCELLED, HungUpBy.CALLER);
            case REQUEST, THINKING, TURN, OVER -> over(context, CallResult.CALLER_HUNG_UP, HungUpBy.CALLER);
        }
    }

    private void over(ChannelHandlerContext context, CallResult result, HungUpBy by) {
        if (phase != Phase.OVER) {
            phase = Phase.OVER;
            stop(patience);
            stop(longest);
            if (counted != null) {
                parts.limits().leave(counted);
            }
            if (carried != null) {
                carried.ended(result, by);
            }
            if (deskKnows) {
                parts.desk().input(id, new VoiceInput.HungUp());
            }
            context.close();
        }
    }

    /** The engine is stopping. Any thread. */
    void sayGoodbye(ChannelHandlerContext context) {
        context.executor().execute(() -> closing = true);
    }

    /** The engine has stopped. Any thread. */
    void cutOff(ChannelHandlerContext context) {
        context.executor().execute(() -> over(context, CallResult.DRAINED, HungUpBy.SERVICE));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        hungUp(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Threads.check(cause);
        // By its kind alone: the text of an exception of the decoder may hold a line.
        fault(context, "the connection failed with " + cause.getClass().getSimpleName());
    }
}
