package cn.smspay.tools.transcript;

import cn.smspay.base.Secret;
import cn.smspay.engine.LocalConfig;
import cn.smspay.outside.simulator.SmscSimulator;
import cn.smspay.talk.script.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Plays transcripts: a simulated SMSC and dialogue files that all cases share, and for each case an engine of its own with
 * an empty database. Plays one case at a time.
 */
final class ChatStage implements AutoCloseable {
    /** Of databases that live for a second. */
    private static final Secret KEY = new Secret("0123456789abcdef".repeat(4));

    private final Path home;
    private final Scripts scripts;
    private final SmscSimulator smsc = SmscSimulator.start(LocalConfig.smsc(), Clock.systemUTC());
    private final ChatLog log = new ChatLog();

    /** @param home the folder with {@code dialogs} and {@code ivr-scripts} */
    ChatStage(Path home, Scripts scripts) {
        this.home = home;
        this.scripts = scripts;
    }

    ChatPlayer.Result play(ChatFile.Case played) {
        log.forget();
        try (var scene =
                new ChatScene(smsc, new ChatClock(), LocalConfig.of(home, folder(), KEY, smsc.port()), scripts)) {
            return new ChatPlayer(scene, log).play(played);
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("smspay-chat");
        } catch (IOException e) {
            throw new IllegalStateException("no folder for transcripts", e);
        }
    }

    @Override
    public void close() {
        smsc.close();
        log.close();
    }
}
