package cn.smspay.ops.errand;

import cn.smspay.base.Threads;
import cn.smspay.books.audit.AuditEntry;
import cn.smspay.books.audit.AuditTrail;
import cn.smspay.cli.Exit;
import cn.smspay.cli.Program;
import cn.smspay.engine.Engine;
import cn.smspay.engine.Tool;
import cn.smspay.ops.admin.Control;
import cn.smspay.ops.control.Ask;
import cn.smspay.ops.control.ControlWord;
import cn.smspay.store.Job;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Does commands that write inside the engine: what they print goes back line by line, and who said what is in the audit. One at
 * a time; whoever said it may go away meanwhile, and it is done all the same: also after a death of the engine in the middle, by
 * the next one.
 */
public final class ErrandWord implements ControlWord {
    private static final Logger LOG = LoggerFactory.getLogger(ErrandWord.class);

    private final Tool parts;
    private final Program program;
    private final Semaphore free = new Semaphore(1);

    private ErrandWord(Tool parts, Program program) {
        this.parts = parts;
        this.program = program;
    }

    /**
     * The control socket of an engine, which does commands of this program too. What it was doing when it ended it takes up
     * again.
     */
    public static Control listen(Engine engine, Program program) {
        var control = Control.of(engine);
        var word = new ErrandWord(Tool.of(engine), program);
        control.register(WritingMixin.WORD, word);
        control.register(WritingMixin.READY, ask -> Map.of());
        var left = word.left();
        if (!left.isEmpty()) {
            // Before anybody can say another.
            word.free.acquireUninterruptibly();
            Threads.daemon("errands", Threads.lasting("what was left to do", () -> word.takeUp(left)))
                    .start();
        }
        return control;
    }

    @Override
    public Object answer(Ask ask) {
        var arguments = ask.only("arguments", "folder").texts("arguments");
        var folder = Path.of(ask.required("folder"));
        if (!free.tryAcquire()) {
            throw new Declined("the engine is doing another such command; say it again when that is done", Map.of());
        }
        try {
            var there = new AtomicBoolean(true);
            var errand = begin(ask.user(), folder, arguments);
            int exit = run(errand, false, (stream, line) -> tell(ask, there, stream, line));
            end(errand, exit);
            return Map.of("exit", exit);
        } finally {
            free.release();
        }
    }

    private List<Errand> left() {
        return parts.store()
                .read(sql -> sql.createQuery(
                                "select " + String.join(", ", Errand.TABLE.columns()) + " from errand order by id")
                        .map((row, context) -> Errand.TABLE.read(row))
                        .list());
    }

    private void takeUp(List<Errand> left) {
        try {
            for (var errand : left) {
                LOG.warn("taking up again what {} had begun: {}", errand.saidBy(), said(errand));
                end(errand, run(errand, true, (stream, line) -> LOG.info("{}: {}", said(errand), line)));
            }
        } finally {
            free.release();
        }
    }

    private Errand begin(String user, Path folder, List<String> arguments) {
        return parts.lane()
                .submit(Job.of(
                        this,
                        tx -> Errand.begin(
                                tx, user, folder, arguments, parts.clock().instant())))
                .join();
    }

    /** Where the lines of a command go. */
    private interface Lines {
        void line(String stream, String line);
    }

    private int run(Errand errand, boolean again, Lines lines) {
        try (var out = writer(line -> lines.line("out", line));
                var err = writer(line -> lines.line("err", line))) {
            return program.commands()
                    .setOut(out)
                    .setErr(err)
                    .setExecutionStrategy(parsed -> execute(parsed, Path.of(errand.folder()), again))
                    .execute(errand.words().toArray(new String[0]));
        }
    }

    private int execute(ParseResult parsed, Path folder, boolean again) {
        var last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        var mixin = last.commandSpec().mixins().get(WritingMixin.NAME);
        if (mixin == null || !(mixin.userObject() instanceof WritingMixin place)) {
            throw new CommandLine.ParameterException(
                    last.commandSpec().commandLine(), "this command is not done by the engine");
        }
        if (again && !place.mayBeDoneAgain()) {
            last.commandSpec()
                    .commandLine()
                    .getErr()
                    .println("the engine ended while it did this: look whether it was done, and say it again if not");
            return Exit.STOPPED;
        }
        place.inside(parts, folder, again);
        return new RunLast().execute(parsed);
    }

    /** Whoever said it may have gone: the work goes on, and the log is told how far it is. */
    private static void tell(Ask ask, AtomicBoolean there, String stream, String line) {
        if (!there.get()) {
            LOG.info("for {}: {}", ask.user(), line);
            return;
        }
        try {
            ask.progress(Map.of(stream, line));
        } catch (UncheckedIOException e) {
            there.set(false);
            LOG.info("{} has left; what was begun is finished", ask.user());
        }
    }

    private static String said(Errand errand) {
        return String.join(" ", errand.words());
    }

    private void end(Errand errand, int exit) {
        var said = said(errand);
        LOG.info("{} had this done: {} (exit {})", errand.saidBy(), said, exit);
        parts.lane()
                .submit(Job.of(this, tx -> {
                    tx.delete(Errand.TABLE, errand.id());
                    return AuditTrail.add(
                            tx,
                            new AuditEntry(
                                    parts.clock().instant(),
                                    "admin:" + errand.saidBy(),
                                    "local",
                                    WritingMixin.WORD,
                                    "",
                                    null,
                                    "",
                                    said,
                                    exit == 0 ? "done" : "refused:exit " + exit));
                }))
                .join();
    }

    /** Hands on every whole line, and at the end what is left. */
    private static PrintWriter writer(Consumer<String> lines) {
        return new PrintWriter(
                new Writer() {
                    private final StringBuilder line = new StringBuilder();

                    @Override
                    public void write(char[] text, int from, int length) {
                        for (int i = from; i < from + length; i++) {
                            if (text[i] == '\n') {
                                end();
                            } else if (text[i] != '\r') {
                                line.append(text[i]);
                            }
                        }
                    }

                    private void end() {
                        lines.accept(line.toString());
                        line.setLength(0);
                    }

                    @Override
                    public void flush() {
                        // Lines go when they are whole.
                    }

                    @Override
                    public void close() {
                        if (line.length() > 0) {
                            end();
                        }
                    }
                },
                true);
    }
}
