package cn.smspay.tools.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What an engine's process holds at a moment, of which a faulty one holds ever more.
 *
 * @param heapMegabytes what is left in the heap after a collection of all of it
 * @param anonymousMegabytes memory of the process's own: mapped pages of a database that grows are the system's to take back
 * @param threads those of Java
 * @param descriptors open files and sockets; 0 where there is no /proc
 * @param walMegabytes size of the database's write-ahead log
 */
record BenchState(double heapMegabytes, long anonymousMegabytes, long threads, long descriptors, double walMegabytes) {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final double MEGABYTE = 1 << 20;

    /** Collects garbage, which holds the process up for some tenths of a second. */
    static BenchState now(Path database) throws IOException {
        System.gc();
        var beans = ManagementFactory.getMemoryMXBean();
        return new BenchState(
                beans.getHeapMemoryUsage().getUsed() / MEGABYTE,
                BenchFigures.anonymous(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                openDescriptors(),
                logMegabytes(database));
    }

    private static long openDescriptors() throws IOException {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return 0;
        }
        try (var open = Files.list(DESCRIPTORS)) {
            return open.count();
        }
    }

    static double databaseMegabytes(Path database) throws IOException {
        return Files.size(database) / MEGABYTE + logMegabytes(database);
    }

    private static double logMegabytes(Path database) throws IOException {
        var log = database.resolveSibling(database.getFileName() + "-wal");
        return Files.exists(log) ? Files.size(log) / MEGABYTE : 0;
    }
}
