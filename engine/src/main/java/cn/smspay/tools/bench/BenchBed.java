package cn.smspay.tools.bench;

import cn.smspay.outside.simulator.SmscSimulator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An engine in a process of its own that is bound to a simulated SMSC in this one, and subscribers who write to it. */
final class BenchBed implements AutoCloseable {
    /** Patience with an engine that is behind: twice what is allowed after a burst. */
    static final long DRAIN_SECONDS = 60;

    private final SmscSimulator smsc;
    private final BenchProcess engine;
    private final BenchLoad load;
    private final long boundMillis;

    private BenchBed(SmscSimulator smsc, BenchProcess engine, BenchLoad load, long boundMillis) {
        this.smsc = smsc;
        this.engine = engine;
        this.load = load;
        this.boundMillis = boundMillis;
    }

    /**
     * @param folder its database is filled with {@code stock}
     * @param smsc closed with this
     */
    static BenchBed engine(
            Path folder, List<String> jvm, BenchLoadOptions options, BenchStock stock, SmscSimulator smsc)
            throws IOException {
        return engine(folder, jvm, options, stock, smsc, false);
    }

    /** @param partners whether the engine opens the partners' door too */
    static BenchBed engine(
            Path folder,
            List<String> jvm,
            BenchLoadOptions options,
            BenchStock stock,
            SmscSimulator smsc,
            boolean partners)
            throws IOException {
        return start(
                folder, jvm, options, options.mix(), stock, smsc, partners ? List.of("--partner-door") : List.of());
    }

    /** The same with the customers' site open. */
    static BenchBed engineWithSite(
            Path folder, List<String> jvm, BenchLoadOptions options, BenchStock stock, SmscSimulator smsc)
            throws IOException {
        return start(folder, jvm, options, options.mix(), stock, smsc, List.of("--site"));
    }

    /** Where the site of {@link #engineWithSite} listens. */
    int sitePort() throws IOException {
        return engine.ask("site", Integer.class);
    }

    /** The bare pipeline instead of an engine; subscribers ask for their balance. */
    static BenchBed echo(Path folder, List<String> jvm, BenchLoadOptions options, BenchStock stock) throws IOException {
        return start(folder, jvm, options, BenchLoad.Mix.BALANCE, stock, options.smsc(), List.of("--echo"));
    }

    private static BenchBed start(
            Path folder,
            List<String> jvm,
            BenchLoadOptions options,
            BenchLoad.Mix mix,
            BenchStock stock,
            SmscSimulator smsc,
            List<String> more)
            throws IOException {
        try {
            var arguments = new ArrayList<>(List.of("bench", "engine", "--port=" + smsc.port()));
            arguments.addAll(options.arguments());
            arguments.addAll(more);
            var engine = BenchProcess.start(folder, jvm, arguments);
            long boundMillis = Long.parseLong(engine.await("bound", BenchReport::progress));
            while (smsc.receivers() < options.binds()) {
                Thread.onSpinWait();
            }
            var load = new BenchLoad(smsc, mix, stock.accounts(), stock.withPassword());
            return new BenchBed(smsc, engine, load, boundMillis);
        } catch (IOException | RuntimeException e) {
            smsc.close();
            throw e;
        }
    }

    BenchLoad load() {
        return load;
    }

    /** From the start of the engine in its process until all its connections were bound. */
    long boundMillis() {
        return boundMillis;
    }

    BenchFigures figures() throws IOException {
        return engine.ask("figures", BenchFigures.class);
    }

    BenchState state() throws IOException {
        return engine.ask("state", BenchState.class);
    }

    /** Opens the partners' door for a merchant's program; only where the engine has one. */
    BenchOrders.DoorAddress door() throws IOException {
        return engine.ask("door", BenchOrders.DoorAddress.class);
    }

    /** Waits until nothing is under way, and compares what is known on both sides. */
    BenchCheck check() throws IOException {
        boolean drained = load.drain(DRAIN_SECONDS);
        BenchReport.progress("verifying");
        // First, because it takes time: responses may come shortly after the last reply.
        var verify = engine.ask("verify", String.class);
        return new BenchCheck(
                drained,
                figures().accepted(),
                load.answered.get(),
                load.lost(),
                load.unanswered(),
                load.refusals().notRetriable(),
                verify);
    }

    @Override
    public void close() {
        engine.close();
        smsc.close();
    }
}
