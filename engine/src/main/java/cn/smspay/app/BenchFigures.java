package cn.smspay.app;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the engine's process says of itself in a measurement.
 *
 * @param cpuMillis processor time so far
 * @param residentMegabytes memory of the process as the system counts it
 * @param batches transactions of the lane so far
 * @param inputs inputs in them
 * @param accepted uplinks so far
 * @param syncs how often the disk was waited for
 */
record BenchFigures(long cpuMillis, long residentMegabytes, long batches, long inputs, long accepted, long syncs) {
    /** Of a process without an engine. */
    static BenchFigures ofProcess() throws IOException {
        return new BenchFigures(cpuMillisOfProcess(), resident(), 0, 0, 0, 0);
    }

    static long cpuMillisOfProcess() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1_000_000;
    }

    static BenchFigures of(Engine engine) throws IOException {
        return new BenchFigures(
                cpuMillisOfProcess(),
                resident(),
                engine.lane().batches(),
                engine.lane().inputs(),
                engine.figures().accepted.sum(),
                engine.store().syncs());
    }

    /** Megabytes, from /proc; 0 where there is none. */
    static long resident() throws IOException {
        var status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
            }
        }
        return 0;
    }
}
