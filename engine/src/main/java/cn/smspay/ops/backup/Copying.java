package cn.smspay.ops.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files copied so that they are still there after a power cut. */
final class Copying {
    private static final Logger LOG = LoggerFactory.getLogger(Copying.class);

    private Copying() {}

    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(Objects.requireNonNull(to.getParent()));
        Files.copy(from, to);
        sync(to);
    }

    /** A folder with all that is in it, if it is there; as far as that can be done. */
    static void remove(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(each -> each.toFile().delete());
        } catch (IOException e) {
            LOG.warn("{} is left: {}", folder, e.getMessage());
        }
    }

    /** A file's content, or a folder's list of files. */
    static void sync(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
