package cn.smspay.tools.transcript;

import cn.smspay.base.Secret;
import cn.smspay.engine.LocalConfig;
import cn.smspay.outside.simulator.SmscSimulator;
import cn.smspay.talk.script.Scripts;
import java.nio.file.Path;
import java.time.Clock;

/** Plays transcripts by SMPP: a simulated SMSC that all cases share, and for each an engine of its own. */
final class WireStage implements ChatStage {
    /** Of databases that live for a second. */
    private static final Secret KEY = new Secret(LocalScene.KEY);

    private final Path home;
    private final ChatLog log;
    private final StageStore where;
    private final SmscSimulator smsc = SmscSimulator.start(LocalConfig.smsc(), Clock.systemUTC());

    /** @param home the folder with {@code dialogs} and {@code ivr-scripts} */
    WireStage(Path home, ChatLog log, StageStore where) {
        this.home = home;
        this.log = log;
        this.where = where;
    }

    @Override
    public ChatPlayer.Result play(ChatFile.Case played, Scripts scripts) {
        log.forget();
        var folder = LocalStage.folder();
        var config = LocalConfig.of(home, folder, KEY, smsc.port());
        var store = config.store().on(where.in(folder).server());
        try (var scene = new WireScene(smsc, new ChatClock(), config.with(store), scripts, new ChatTrail())) {
            return new ChatPlayer(scene, log).play(played);
        }
    }

    @Override
    public void close() {
        smsc.close();
    }
}
