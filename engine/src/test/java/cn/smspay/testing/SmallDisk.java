package cn.smspay.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small file system in memory, which can be full or read only even for root. Tests are skipped where nobody may mount one. */
public record SmallDisk(Path folder) implements AutoCloseable {
    private static final int BLOCK = 4_096;

    public SmallDisk(Path folder, int kilobytes) throws IOException {
        this(folder);
        Files.createDirectories(folder);
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", folder.toString()),
                "only root may mount a small disk");
    }

    public void readOnly() {
        assumeTrue(run("mount", "-o", "remount,ro", folder.toString()));
    }

    public void grow(int megabytes) {
        assumeTrue(run("mount", "-o", "remount,size=" + megabytes + "m", folder.toString()));
    }

    /** Takes up all the room that there is. */
    public void fill() throws IOException {
        try (var file = Files.newOutputStream(folder.resolve("all-there-was"))) {
            long blocks = Files.getFileStore(folder).getTotalSpace() / BLOCK;
            for (long i = 0; i <= blocks; i++) {
                file.write(new byte[BLOCK]);
            }
        } catch (IOException e) {
            // Full, as it is meant to be.
            assumeTrue(Files.getFileStore(folder).getUsableSpace() == 0, e.getMessage());
        }
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        run("umount", "-l", folder.toString());
    }
}
