package cn.smspay.tools.bench;

import cn.smspay.engine.Engine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the engine's process says of itself in a measurement.
 *
 * @param cpuMillis processor time so far
 * @param residentMegabytes memory of the process as the system counts it
 * @param anonymousMegabytes what of it is the process's own: the rest is pages of files, which the system takes back at need
 * @param writtenBytes to the disk so far
 * @param batches transactions of the lane so far
 * @param inputs inputs in them
 * @param accepted uplinks so far
 * @param syncs how often the disk was waited for
 */
record BenchFigures(
        long cpuMillis,
        long residentMegabytes,
        long anonymousMegabytes,
        long writtenBytes,
        long batches,
        long inputs,
        long accepted,
        long syncs) {
    /** Of a process without an engine. */
    static BenchFigures ofProcess() throws IOException {
        return new BenchFigures(cpuMillisOfProcess(), resident(), anonymous(), written(), 0, 0, 0, 0);
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
                anonymous(),
                written(),
                engine.lane().batches(),
                engine.lane().inputs(),
                engine.figures().accepted.sum(),
                engine.store().syncs());
    }

    /** Megabytes. */
    static long resident() throws IOException {
        return ofSystem("status", "VmRSS:") / 1024;
    }

    static long anonymous() throws IOException {
        return ofSystem("status", "RssAnon:") / 1024;
    }

    private static long written() throws IOException {
        return ofSystem("io", "write_bytes:");
    }

    /** A number from /proc, 0 where there is none. */
    private static long ofSystem(String file, String name) throws IOException {
        var path = Path.of("/proc/self", file);
        if (Files.isReadable(path)) {
            for (String line : Files.readAllLines(path)) {
                if (line.startsWith(name)) {
                    return Long.parseLong(line.replaceAll("[^0-9]", ""));
                }
            }
        }
        return 0;
    }
}
