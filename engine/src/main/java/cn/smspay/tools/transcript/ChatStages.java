package cn.smspay.tools.transcript;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stages that are made once and used by one play after the other: to make one takes longer than to play a file of transcripts.
 * Thread-safe.
 */
public final class ChatStages implements AutoCloseable {
    private final Queue<LocalStage> idle = new ConcurrentLinkedQueue<>();
    private final StageStore where;
    private final AtomicInteger made = new AtomicInteger();
    private LocalStage.@Nullable Image image;

    public ChatStages() {
        this(StageStore.FILES);
    }

    /** @param where their databases are */
    ChatStages(StageStore where) {
        this.where = where;
    }

    /** One that nobody else plays on, with an empty database before each case. */
    LocalStage take(ChatLog log) {
        var stage = idle.poll();
        if (stage == null) {
            stage = image().stage(log);
            made.incrementAndGet();
        }
        stage.logTo(log);
        return stage;
    }

    /** Begins to make what stages need, while the caller does something else. */
    public void prepare() {
        var work = new Thread(this::image, "chat-image");
        work.setDaemon(true);
        work.start();
    }

    /** How many were made so far. */
    public int made() {
        return made.get();
    }

    private synchronized LocalStage.Image image() {
        var made = image;
        if (made == null) {
            made = new LocalStage.Image(where);
            image = made;
        }
        return made;
    }

    void give(LocalStage stage) {
        idle.add(stage);
    }

    @Override
    public synchronized void close() {
        for (var stage = idle.poll(); stage != null; stage = idle.poll()) {
            stage.close();
        }
        if (image != null) {
            image.close();
            image = null;
        }
    }
}
