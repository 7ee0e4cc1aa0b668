package cn.smspay.tools.transcript;

import cn.smspay.accounts.customers.Subscription;
import cn.smspay.base.Msisdn;
import cn.smspay.base.SubscriptionId;
import cn.smspay.config.Config;
import cn.smspay.engine.Engine;
import cn.smspay.outside.simulator.SmscSimulator;
import cn.smspay.store.Job;
import cn.smspay.store.Tx;
import cn.smspay.talk.script.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;

/** One case being played: a fresh engine on a folder of its own, bound to the simulated SMSC that all cases share. */
final class ChatScene implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** So often in a row nothing may be under way. */
    private static final int QUIET_LOOKS = 3;

    private final SmscSimulator smsc;
    private final ChatClock clock;
    private final Path folder;
    private final Engine engine;
    private final Scripts scripts;
    private final Set<String> numbers = new LinkedHashSet<>();

    ChatScene(SmscSimulator smsc, ChatClock clock, Config config, Scripts scripts) {
        this.smsc = smsc;
        this.clock = clock;
        this.folder = config.data();
        this.scripts = scripts;
        this.engine = new Engine(config, clock, scripts);
        engine.start();
        wait(engine.link().allBound());
    }

    Engine engine() {
        return engine;
    }

    /** Where a conversation can stand, like {@code tx.ask_pin}. */
    Set<String> steps() {
        var steps = new TreeSet<String>();
        scripts.dialogs()
                .forEach((name, dialog) -> dialog.steps().keySet().forEach(step -> steps.add(name + '.' + step)));
        return steps;
    }

    SmscSimulator smsc() {
        return smsc;
    }

    ChatClock clock() {
        return clock;
    }

    Path folder() {
        return folder;
    }

    /** From now on what this number receives is listened to. */
    void listen(String number) {
        if (numbers.add(number)) {
            unread(number);
        }
    }

    private List<String> unread(String number) {
        var texts = new ArrayList<String>();
        var handset = smsc.handset(number);
        var next = handset.nextText(Duration.ZERO);
        while (next.isPresent()) {
            texts.add(next.get().text());
            next = handset.nextText(Duration.ZERO);
        }
        return texts;
    }

    /** A text that came to somebody. */
    record Received(String number, String text) {}

    /** What came since it was last asked for. */
    List<Received> received() {
        var all = new ArrayList<Received>();
        numbers.forEach(number -> unread(number).forEach(text -> all.add(new Received(number, text))));
        return all;
    }

    /** Does work in a transaction, in its turn among everything else. */
    <T> T in(Function<Tx, T> work) {
        return wait(engine.lane().submit(Job.of("chat", work)));
    }

    /**
     * The present subscription of a number.
     *
     * @throws IllegalArgumentException if nobody has it
     */
    Subscription subscription(Tx tx, String number) {
        return engine.accounts()
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

    /** Waits until everything that was set off has come to rest. */
    void settle() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int quiet = 0;
        while (quiet < QUIET_LOOKS) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the engine does not come to rest");
            }
            quiet = engine.isQuiet() ? quiet + 1 : 0;
            try {
                TimeUnit.MILLISECONDS.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        engine.drain(Duration.ofSeconds(2));
        engine.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException("a folder for transcripts could not be removed", e);
        }
    }
}
