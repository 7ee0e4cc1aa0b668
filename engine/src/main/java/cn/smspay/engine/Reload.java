package cn.smspay.engine;

import cn.smspay.books.charge.Tariffs;
import cn.smspay.cli.Exit;
import cn.smspay.cli.Logs;
import cn.smspay.config.AuthorSettings;
import cn.smspay.config.Config;
import cn.smspay.config.VoiceConfig;
import cn.smspay.sms.smpp.SmppLink;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Template;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads settings and dialogue files again while the engine serves. What is faulty changes nothing; what changes does so between
 * two messages, and conversations end with the files that they began with. One at a time.
 */
public final class Reload {
    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    private final Engine engine;
    private final Supplier<Config> source;

    /** @param source reads the settings as the start did */
    public Reload(Engine engine, Supplier<Config> source) {
        this.engine = engine;
        this.source = source;
    }

    /**
     * What came of it, a line each.
     *
     * @param done what has changed
     * @param restart what is set otherwise now and counts from the next start
     */
    public record ReloadResult(List<String> done, List<String> restart) {}

    /**
     * Does it.
     *
     * @throws RuntimeException as the start does, with every fault; nothing has changed then
     */
    public synchronized ReloadResult again() throws InterruptedException {
        var old = engine.config();
        var wanted = source.get();
        var scripts = checked(wanted);
        var done = new ArrayList<String>();
        var older = older(scripts);
        var restart = restart(old, wanted);
        if (older.isPresent()) {
            done.add("dialogues: " + older.get());
        } else {
            dialogues(scripts, done, restart);
        }
        tariffs(old, wanted, done);
        done.addAll(engine.binds().apply(wanted));
        trunks(old, wanted, done, restart);
        levels(old, wanted, done);
        engine.become(applied(old, wanted));
        if (done.isEmpty() && restart.isEmpty()) {
            done.add("nothing has changed");
        }
        done.forEach(line -> LOG.info("read again: {}", line));
        restart.forEach(line -> LOG.warn("read again, but counts from the next start only: {}", line));
        return new ReloadResult(List.copyOf(done), List.copyOf(restart));
    }

    /** The same for a signal: whatever is wrong is logged. */
    public void onSignal() {
        LOG.info("reading settings and dialogues again");
        try {
            again();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("nothing was changed: {}", e.getMessage());
        }
    }

    private static Scripts checked(Config wanted) {
        var gate = new StartGate(wanted);
        refuse(gate.files());
        var scripts = Engine.scripts(wanted);
        refuse(new ScriptGate(AuthorSettings.of(wanted)).recordings(scripts));
        try {
            SmppLink.check(wanted.binds());
        } catch (IllegalArgumentException e) {
            throw new Exit.Refused(String.valueOf(e.getMessage()));
        }
        return scripts;
    }

    /** Why what is served stays, if the folder is only older than it. */
    private Optional<String> older(Scripts scripts) {
        try {
            return engine.publisher().older(scripts);
        } catch (ReleasePublisher.ReleaseRefused e) {
            throw new Exit.Refused("dialogues, as \"smspay release\" does it: " + e.getMessage());
        }
    }

    private static void refuse(List<String> faults) {
        if (!faults.isEmpty()) {
            throw new Exit.Refused(String.join(System.lineSeparator(), faults));
        }
    }

    private void dialogues(Scripts scripts, List<String> done, List<String> restart) {
        var desk = engine.desk();
        var before = desk.scripts();
        if (before.files().equals(scripts.files())) {
            return;
        }
        if (!engine.config().voice().isOff() && !spoken(before).containsAll(spoken(scripts))) {
            restart.add("dialogs, ivr_scripts: calls are to say other words, whose recordings are read at the start");
            return;
        }
        engine.publisher().reloaded(scripts);
        var changed = scripts.files().entrySet().stream()
                .filter(file -> !file.getValue().equals(before.files().get(file.getKey())))
                .map(file -> file.getKey())
                .sorted()
                .toList();
        var gone = before.files().keySet().stream()
                .filter(file -> !scripts.files().containsKey(file))
                .sorted()
                .toList();
        done.add("dialogues: "
                + (changed.isEmpty() ? "" : String.join(", ", changed) + " counts for new conversations")
                + (gone.isEmpty() ? "" : (changed.isEmpty() ? "" : "; ") + String.join(", ", gone) + " is gone"));
    }

    private static HashSet<String> spoken(Scripts scripts) {
        return scripts.spokenLanguages().stream()
                .flatMap(language -> scripts.spokenTexts(language).stream())
                .map(Template::text)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private void tariffs(Config old, Config wanted, List<String> done) {
        if (!old.sms().charging().tariffs().equals(wanted.sms().charging().tariffs())) {
            engine.use(wanted.sms().charging().tariffs());
            done.add("tariffs: what comes from now on is charged by the new ones");
        }
    }

    private void trunks(Config old, Config wanted, List<String> done, List<String> restart) {
        if (old.voice().sip().isEmpty() || wanted.voice().sip().isEmpty()) {
            return;
        }
        var before = old.voice().sip().get().trunks();
        var now = wanted.voice().sip().get().trunks();
        if (before.equals(now)) {
            return;
        }
        engine.useTrunks(now);
        done.add("trunks: new calls are taken from "
                + now.stream().map(trunk -> trunk.name()).toList());
        for (var trunk : now) {
            boolean same = before.stream()
                    .anyMatch(known -> known.name().equals(trunk.name())
                            && known.registration().equals(trunk.registration())
                            && known.ping().equals(trunk.ping()));
            if (!same && (trunk.registration().isPresent() || trunk.ping().isPresent())) {
                restart.add("registration and ping of trunk " + trunk.name());
            }
        }
    }

    private static void levels(Config old, Config wanted, List<String> done) {
        wanted.logging().levels().forEach((part, level) -> {
            if (!level.equals(old.logging().levels().get(part))) {
                Logs.level(part, level);
                done.add("log: " + part + " logs " + level);
            }
        });
        old.logging().levels().keySet().stream()
                .filter(part -> !wanted.logging().levels().containsKey(part))
                .forEach(part -> {
                    Logs.level(part, "info");
                    done.add("log: " + part + " logs as everything does");
                });
    }

    /** What counts from now on: what has been changed, and the rest as it was. */
    private static Config applied(Config old, Config wanted) {
        var voice = old.voice();
        var trunks = wanted.voice().sip().map(sip -> sip.trunks());
        if (voice.sip().isPresent() && trunks.isPresent()) {
            voice = voice.with(voice.sip().get().withTrunks(trunks.get()));
        }
        return old.with(
                        wanted.binds(),
                        old.sms()
                                .readingAs(wanted.sms())
                                .with(wanted.sms().charging().tariffs()))
                .with(voice)
                .with(old.desk().with(wanted.sms().charging().tariffs()))
                .with(wanted.logging());
    }

    private static List<String> restart(Config old, Config wanted) {
        var later = new ArrayList<String>();
        differs(later, "node", old.node(), wanted.node());
        differs(later, "data", old.data(), wanted.data());
        differs(later, "dialogs", old.dialogs(), wanted.dialogs());
        differs(later, "ivr_scripts", old.ivrScripts(), wanted.ivrScripts());
        differs(later, "site, services", old.desk().with(wanted.sms().charging().tariffs()), wanted.desk());
        differs(later, "services, sms", plain(old), plain(wanted));
        differs(later, "rules", old.rules(), wanted.rules());
        differs(later, "outside", adapters(old), adapters(wanted));
        differs(later, "lane", old.lane(), wanted.lane());
        differs(later, "store", old.store(), wanted.store());
        differs(later, "voice", withoutTrunks(old.voice()), withoutTrunks(wanted.voice()));
        differs(later, "billing", old.billing(), wanted.billing());
        differs(later, "billing.sftp", old.sftp(), wanted.sftp());
        differs(later, "http", old.http(), wanted.http());
        differs(later, "doors", old.doors(), wanted.doors());
        differs(later, "keep", old.keep(), wanted.keep());
        return later;
    }

    /** What is said of single binds is taken up at once. */
    private static Object plain(Config config) {
        return config.sms().with(Tariffs.USUAL).plain();
    }

    private static List<Config.Adapter> adapters(Config config) {
        var outside = config.outside();
        return List.of(outside.billSystem(), outside.bank(), outside.registry());
    }

    private static Object withoutTrunks(VoiceConfig voice) {
        return voice.sip().isEmpty() ? voice : voice.with(voice.sip().get().withTrunks(List.of()));
    }

    private static void differs(List<String> later, String key, Object old, Object wanted) {
        if (!old.equals(wanted)) {
            later.add(key);
        }
    }
}
