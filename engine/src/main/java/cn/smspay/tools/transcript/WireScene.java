package cn.smspay.tools.transcript;

import cn.smspay.accounts.Accounts;
import cn.smspay.config.Config;
import cn.smspay.engine.Engine;
import cn.smspay.outside.simulator.SimulatedBillSystem;
import cn.smspay.outside.simulator.SmscSimulator;
import cn.smspay.outside.simulator.Uplink;
import cn.smspay.store.Lane;
import cn.smspay.store.Store;
import cn.smspay.talk.desk.Desk;
import cn.smspay.talk.desk.ServiceVoice;
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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A fresh engine on a folder of its own, bound by SMPP to the simulated SMSC that all cases share. */
final class WireScene extends ChatScene {
    /** So often in a row nothing may be under way. */
    private static final int QUIET_LOOKS = 3;

    private final SmscSimulator smsc;
    private final Path folder;
    private final Engine engine;
    private final Set<String> numbers = new LinkedHashSet<>();

    WireScene(SmscSimulator smsc, ChatClock clock, Config config, Scripts scripts, ChatTrail trail) {
        super(clock, scripts, trail);
        this.smsc = smsc;
        this.folder = config.data();
        this.engine = new Engine(config, clock, scripts);
        engine.desk().follow(trail);
        engine.start();
        wait(engine.link().allBound());
    }

    @Override
    Accounts accounts() {
        return engine.accounts();
    }

    @Override
    Store store() {
        return engine.store();
    }

    @Override
    Lane lane() {
        return engine.lane();
    }

    @Override
    Desk desk() {
        return engine.desk();
    }

    @Override
    ServiceVoice voice() {
        return engine.voice();
    }

    @Override
    SimulatedBillSystem billSystem() {
        return engine.billSystem();
    }

    @Override
    CompletionStage<Integer> deliver(String from, String to, String text) {
        return smsc.deliver(from, to, text);
    }

    @Override
    CompletionStage<Integer> deliver(Uplink uplink) {
        return smsc.deliver(uplink);
    }

    @Override
    CompletionStage<Integer> redeliverLast() {
        return smsc.redeliverLast();
    }

    @Override
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

    @Override
    List<Received> received() {
        var all = new ArrayList<Received>();
        numbers.forEach(number -> unread(number).forEach(text -> all.add(new Received(number, text))));
        return all;
    }

    @Override
    void settle() {
        engine.tick();
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
    List<String> places(String text) {
        return StoredText.files(folder, text);
    }

    @Override
    public void close() {
        engine.drain(Duration.ofSeconds(2));
        engine.close();
        remove(folder);
    }

    /** Removes a folder that a stage has made for itself. */
    static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException("a folder for transcripts could not be removed", e);
        }
    }
}
