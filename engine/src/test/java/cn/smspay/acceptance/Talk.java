package cn.smspay.acceptance;

import static org.junit.jupiter.api.Assertions.fail;

import cn.smspay.outside.simulator.Handset;
import cn.smspay.outside.simulator.ReceivedText;
import cn.smspay.testing.Service;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One subscriber's conversation: each text is sent when all answers to the one before are there. An answer that was not
 * expected, or comes out of order, ends it as a failure.
 */
final class Talk {
    /** The texts after which nothing more is sent. */
    final CompletableFuture<Void> done = new CompletableFuture<>();
    /** Named groups of the answers so far. */
    final Map<String, String> known = new HashMap<>();

    final Handset handset;
    private final Deque<Step> steps = new ArrayDeque<>();
    private final Deque<Pattern> expected = new ArrayDeque<>();
    private final List<CompletableFuture<Integer>> statuses = new ArrayList<>();
    private final Set<String> heard = new HashSet<>();
    private boolean repeatsAreFine;
    private Pattern ignored = Pattern.compile("");
    private Runnable onSent = () -> {};
    private Runnable onAcknowledged = () -> {};
    private int sent;

    private record Step(Supplier<CompletableFuture<String>> text, List<Pattern> answers) {}

    Talk(Handset handset) {
        this.handset = handset;
        handset.onText(this::received);
    }

    /** Answers may come again, as they do when an engine died before it knew that they were taken. */
    Talk withRepeats() {
        repeatsAreFine = true;
        return this;
    }

    /** Whom to tell when a text has been handed to the network. */
    Talk onSent(Runnable listener) {
        onSent = listener;
        return this;
    }

    /** Whom to tell when the engine has accepted a text. */
    void onAcknowledged(Runnable listener) {
        onAcknowledged = listener;
    }

    /** Such answers may come or not. */
    Talk ignoring(String pattern) {
        ignored = Pattern.compile(pattern);
        return this;
    }

    /** Sends this and expects answers that match, in this order. */
    Talk then(String text, String... answers) {
        return then(() -> text, answers);
    }

    Talk then(Supplier<String> text, String... answers) {
        return later(() -> CompletableFuture.completedFuture(text.get()), answers);
    }

    Talk later(Supplier<CompletableFuture<String>> text, String... answers) {
        steps.add(new Step(text, List.of(answers).stream().map(Pattern::compile).toList()));
        return this;
    }

    synchronized int sent() {
        return sent;
    }

    void start() {
        next();
    }

    private void next() {
        Step step;
        synchronized (this) {
            step = steps.poll();
            if (step == null) {
                CompletableFuture.allOf(statuses.toArray(CompletableFuture<?>[]::new))
                        .thenRun(() -> done.complete(null));
                return;
            }
            expected.addAll(step.answers());
            sent++;
        }
        step.text().get().whenComplete(orFail(text -> send(text)));
    }

    private void send(String text) {
        var status = handset.send(Service.NUMBER, text);
        synchronized (this) {
            statuses.add(status);
        }
        status.whenComplete(orFail(answer -> {
            if (answer != 0) {
                done.completeExceptionally(new AssertionError("command_status " + answer));
            }
            onAcknowledged.run();
        }));
        onSent.run();
    }

    private <T> java.util.function.BiConsumer<T, Throwable> orFail(Consumer<T> then) {
        return (value, failure) -> {
            if (failure != null) {
                done.completeExceptionally(failure);
            } else {
                then.accept(value);
            }
        };
    }

    private void received(ReceivedText text) {
        boolean complete;
        synchronized (this) {
            boolean repeated = !heard.add(text.text());
            if (repeated && repeatsAreFine || ignored.matcher(text.text()).matches()) {
                return;
            }
            var pattern = expected.poll();
            var match = pattern == null ? null : pattern.matcher(text.text());
            if (match == null || !match.matches()) {
                done.completeExceptionally(new AssertionError(
                        handset.number() + " expected " + pattern + " and got " + text.text() + " after " + history()));
                return;
            }
            remember(pattern, match);
            complete = expected.isEmpty();
        }
        if (complete) {
            next();
        }
    }

    private void remember(Pattern pattern, Matcher match) {
        var names = Pattern.compile("\\(\\?<([a-z]+)>").matcher(pattern.pattern());
        while (names.find()) {
            known.put(names.group(1), match.group(names.group(1)));
        }
    }

    private List<String> history() {
        return handset.texts().stream().map(ReceivedText::text).toList();
    }

    String known(String name) {
        var value = known.get(name);
        return value == null ? fail("nothing is known of " + name) : value;
    }
}
