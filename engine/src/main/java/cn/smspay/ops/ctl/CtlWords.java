package cn.smspay.ops.ctl;

import cn.smspay.base.text.Masked;
import cn.smspay.cli.Exit;
import cn.smspay.cli.Logs;
import cn.smspay.config.ConfigFault;
import cn.smspay.engine.Engine;
import cn.smspay.engine.FaultyScripts;
import cn.smspay.engine.Reload;
import cn.smspay.ops.control.Ask;
import cn.smspay.ops.control.ControlSocket;
import cn.smspay.web.console.EngineView;
import cn.smspay.web.console.EngineViewByWord;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The words of {@code smspay ctl}: looks at the truth, and acts of an operator, each of which is a row of the audit. */
public final class CtlWords {
    private static final String WHY = "why";
    private static final String NAME = "name";
    private static final Duration DRAIN_WITHIN = Duration.ofSeconds(20);
    private static final Duration TRACE_USUAL = Duration.ofMinutes(10);

    private final Engine engine;
    private final LiveEngineView look;
    private final LogLevels levels = new LogLevels();

    private CtlWords(Engine engine, LiveEngineView look) {
        this.engine = engine;
        this.look = look;
    }

    /** Makes them known to a socket. */
    public static void register(ControlSocket socket, Engine engine, LiveEngineView look) {
        var words = new CtlWords(engine, look);
        words.looks(socket);
        words.binds(socket);
        words.others(socket);
        new QuarantineWords(engine, look).register(socket);
        new KeyWords(engine, look).register(socket);
        new PersonWords(engine, look).register(socket);
        engine.keep(words.levels::close);
    }

    private void looks(ControlSocket socket) {
        EngineViewByWord.of(look)
                .forEach((word, shows) -> socket.register(word, ask -> {
                    ask.only();
                    return shows.get();
                }));
        socket.register("story", this::story);
    }

    private Object story(Ask ask) {
        ask.only("whom", "day", WHY);
        var whom = ask.required("whom");
        return look.story(
                        whom,
                        ask.optional("day", CtlWords::day, "a day like 2010-01-31")
                                .orElse(null),
                        new EngineView.ConsoleUser(ask.user(), ask.required(WHY)))
                .orElseThrow(() -> new IllegalArgumentException("there is no charge record of " + whom));
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private void binds(ControlSocket socket) {
        socket.register("bind.stop", ask -> {
            var name = ask.only(NAME, WHY).required(NAME);
            return act(ask, "bind.stop", "bind:" + name, () -> {
                engine.binds().stop(name);
                return Map.of("done", name + " has finished what was under way, and is unbound until it is started");
            });
        });
        socket.register("bind.start", ask -> {
            var name = ask.only(NAME, WHY).required(NAME);
            return act(ask, "bind.start", "bind:" + name, () -> {
                engine.binds().start(name);
                return Map.of("done", name + " is being bound");
            });
        });
        socket.register("trace", ask -> {
            ask.only(NAME, "seconds", WHY);
            var name = ask.required(NAME);
            var length = Duration.ofSeconds(ask.number("seconds").orElse(TRACE_USUAL.toSeconds()));
            return act(ask, "trace", "bind:" + name, () -> {
                engine.link().trace(name, length);
                return Map.of(
                        "done",
                        length.isZero()
                                ? "PDUs of " + name + " are no longer logged"
                                : "PDUs of " + name + " are logged for " + length.toSeconds()
                                        + " s, without texts and passwords",
                        "last",
                        engine.link().lastPdus(name).stream()
                                .map(Masked::within)
                                .toList());
            });
        });
    }

    private void others(ControlSocket socket) {
        socket.register("log.level", ask -> {
            ask.only("level", "seconds", WHY);
            var level = ask.required("level");
            var length = ask.number("seconds").map(Duration::ofSeconds);
            return act(ask, "log.level", level, () -> Map.of("done", levels.set(level, length)));
        });
        socket.register("log.list", ask -> {
            ask.only();
            return Map.of("levels", Logs.levels());
        });
        socket.register("billing.retry", ask -> {
            ask.only(WHY);
            return act(ask, "billing.retry", "billing", () -> {
                var trouble = engine.retryBilling();
                return Map.of(
                        "done",
                        trouble.isEmpty() ? List.of("what was due is written and sent on") : trouble,
                        "in_order",
                        trouble.isEmpty());
            });
        });
        socket.register("reload", ask -> {
            ask.only(WHY);
            var reload = engine.reload()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "this engine was not started from a file of settings, so there is nothing to read again"));
            return act(ask, "reload", "settings", () -> again(reload));
        });
        socket.register("drain", ask -> {
            ask.only(WHY);
            return act(ask, "drain", "engine", () -> {
                ask.progress("takes nothing new, finishes what was accepted");
                engine.drain(DRAIN_WITHIN);
                return Map.of(
                        "done",
                        "unbound; " + look.instruments().inputsWaiting() + " inputs and "
                                + look.instruments().answersWaiting()
                                + " answers are left, which the next start takes up. Stop the engine now.");
            });
        });
    }

    /** What is wrong with the files is the answer, as at the start. */
    private static Object again(Reload reload) throws InterruptedException {
        try {
            var outcome = reload.again();
            return Map.of("done", outcome.done(), "takes_a_restart", outcome.restart());
        } catch (ConfigFault | FaultyScripts | Exit.Refused e) {
            throw new IllegalArgumentException("nothing was changed: " + e.getMessage(), e);
        }
    }

    private <T> T act(Ask ask, String act, String subject, OperatorAudit.Deed<T> deed) throws Exception {
        return look.acts().act(ask.user(), act, subject, ask.text(WHY).orElse(""), deed);
    }
}
