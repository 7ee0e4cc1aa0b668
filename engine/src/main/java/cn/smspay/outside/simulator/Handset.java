package cn.smspay.outside.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A subscriber's phone on the simulated network. Thread-safe. */
public final class Handset {
    private final SmscSimulator network;
    private final String number;
    private final Assembly assembly = new Assembly();
    private final List<ReceivedText> texts = new CopyOnWriteArrayList<>();
    private final BlockingQueue<ReceivedText> unread = new LinkedBlockingQueue<>();
    private final List<Consumer<ReceivedText>> listeners = new CopyOnWriteArrayList<>();

    Handset(SmscSimulator network, String number) {
        this.network = network;
        this.number = number;
    }

    public String number() {
        return number;
    }

    /** @return the command_status of the last part's answer, once all parts are answered */
    public CompletableFuture<Integer> send(String to, String text) {
        return network.deliver(number, to, text);
    }

    /** Calls {@code listener} for every text that comes whole from now on. */
    public void onText(Consumer<ReceivedText> listener) {
        listeners.add(listener);
    }

    /** All that came whole, oldest first. */
    public List<ReceivedText> texts() {
        return List.copyOf(texts);
    }

    /** The next text that was not yet asked for; waits for it so long. */
    public Optional<ReceivedText> nextText(Duration patience) {
        try {
            return Optional.ofNullable(unread.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    void receive(ReceivedSubmit downlink) {
        Optional<ReceivedText> whole;
        synchronized (assembly) {
            whole = assembly.add(downlink);
        }
        whole.ifPresent(text -> {
            texts.add(text);
            unread.add(text);
            listeners.forEach(listener -> listener.accept(text));
        });
    }
}
