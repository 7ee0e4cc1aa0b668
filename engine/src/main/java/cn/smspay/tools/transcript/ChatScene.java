package cn.smspay.tools.transcript;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.customers.Subscription;
import cn.smspay.base.Msisdn;
import cn.smspay.base.SubscriptionId;
import cn.smspay.outside.simulator.SimulatedBillSystem;
import cn.smspay.outside.simulator.Uplink;
import cn.smspay.store.Job;
import cn.smspay.store.Lane;
import cn.smspay.store.Store;
import cn.smspay.store.Tx;
import cn.smspay.talk.desk.Desk;
import cn.smspay.talk.desk.ServiceVoice;
import cn.smspay.talk.script.Scripts;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** One case being played: a service with an empty database, and the handsets that write to it. */
abstract class ChatScene implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ChatClock clock;
    private final Scripts scripts;
    private final ChatTrail trail;

    ChatScene(ChatClock clock, Scripts scripts, ChatTrail trail) {
        this.clock = clock;
        this.scripts = scripts;
        this.trail = trail;
    }

    /** A text that came to somebody. */
    record Received(String number, String text) {}

    abstract Accounts accounts();

    abstract Store store();

    abstract Lane lane();

    abstract Desk desk();

    abstract ServiceVoice voice();

    abstract SimulatedBillSystem billSystem();

    /** Sends a text to the service; the stage ends with the command_status of the answer. */
    abstract CompletionStage<Integer> deliver(String from, String to, String text);

    abstract CompletionStage<Integer> deliver(Uplink uplink);

    /** The last message once more, as an SMSC does that lost the answer. */
    abstract CompletionStage<Integer> redeliverLast();

    /** From now on what this number receives is listened to. */
    abstract void listen(String number);

    /** What came since it was last asked for. */
    abstract List<Received> received();

    /** Does what is due by the clock, and waits until everything that was set off has come to rest. */
    abstract void settle();

    /** Where a text is stored, by names. */
    abstract List<String> places(String text);

    @Override
    public abstract void close();

    ChatClock clock() {
        return clock;
    }

    ChatTrail trail() {
        return trail;
    }

    Scripts scripts() {
        return scripts;
    }

    /** Where a conversation can stand, like {@code tx.ask_pin}. */
    Set<String> steps() {
        var steps = new TreeSet<String>();
        scripts.dialogs()
                .forEach((name, dialog) -> dialog.steps().keySet().forEach(step -> steps.add(name + '.' + step)));
        return steps;
    }

    /** Does work in a transaction, in its turn among everything else. */
    <T> T in(Function<Tx, T> work) {
        return wait(lane().submit(Job.of("chat", work)));
    }

    /**
     * The present subscription of a number.
     *
     * @throws IllegalArgumentException if nobody has it
     */
    Subscription subscription(Tx tx, String number) {
        return accounts()
                .subscribers()
                .find(tx, new Msisdn(number))
                .orElseThrow(() -> new IllegalArgumentException("nobody has the number " + number));
    }

    SubscriptionId who(Tx tx, String number) {
        return subscription(tx, number).id();
    }

    <T> T wait(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the engine did not answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
