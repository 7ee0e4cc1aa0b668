package cn.smspay.tools.transcript;

import cn.smspay.config.Config;
import cn.smspay.sms.SmsFigures;
import cn.smspay.store.Lane;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.talk.script.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Plays transcripts in this process, without a network: one database that is emptied before each case, and nothing waits
 * for the disk. Plays one case at a time.
 */
final class LocalStage implements ChatStage {
    private static final int LANE = 1_000;

    private ChatLog log;
    private final SmsFigures figures = new SmsFigures();
    private final Config config = LocalScene.config();
    private final Path folder;
    private final Store store;
    private final Lane lane;
    private final Sweeper sweeper;
    private final CountedThread outside = new CountedThread("chat-outside");

    LocalStage(ChatLog log, StageStore where) {
        this(log, folder(), where);
    }

    private LocalStage(ChatLog log, Path folder, StageStore where) {
        this.log = log;
        this.folder = folder;
        var settings = where.in(folder);
        this.store = open(settings);
        this.lane = Lane.ofCallers(store, LANE);
        try {
            this.sweeper = Sweeper.of(settings);
        } catch (SQLException e) {
            throw new IllegalStateException("no database for transcripts", e);
        }
    }

    private static Store open(StoreSettings settings) {
        return Store.open(settings, disk -> () -> {});
    }

    /** A database without rows, from which several stages begin: to make one takes longer than to copy its file. */
    static final class Image implements AutoCloseable {
        private final StageStore where;
        private final Path folder = folder();
        private final StoreSettings settings;

        Image(StageStore where) {
            this.where = where;
            this.settings = where.in(folder);
            if (settings.server() == null) {
                open(settings).close();
            }
        }

        LocalStage stage(ChatLog log) {
            var other = folder();
            if (settings.server() == null) {
                try {
                    Files.copy(settings.file(), where.in(other).file());
                } catch (IOException e) {
                    throw new IllegalStateException("no database for transcripts", e);
                }
            }
            return new LocalStage(log, other, where);
        }

        @Override
        public void close() {
            WireScene.remove(folder);
        }
    }

    static Path folder() {
        try {
            return Files.createTempDirectory("smspay-chat");
        } catch (IOException e) {
            throw new IllegalStateException("no folder for transcripts", e);
        }
    }

    /** From now on checks look into this log. */
    void logTo(ChatLog other) {
        log = other;
    }

    @Override
    public ChatPlayer.Result play(ChatFile.Case played, Scripts scripts) {
        sweeper.sweep();
        var trail = new ChatTrail();
        try (var scene = new LocalScene(
                config,
                store,
                lane,
                outside,
                figures,
                new ChatClock(),
                scripts,
                trail,
                sweeper.tables(),
                sweeper::isUnderWay)) {
            return new ChatPlayer(scene, log).play(played);
        }
    }

    @Override
    public void close() {
        outside.shutdownNow();
        lane.close();
        sweeper.close();
        store.close();
        WireScene.remove(folder);
    }
}
