package cn.smspay.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The files that the program carries in its jar: dialogues, the voice menu with its recordings, and settings to edit. */
public final class Carried {
    private static final String ROOT = "/carried";

    private Carried() {}

    /**
     * Writes all of it below a folder, which is made if need be. Files that are there already stay as they are.
     *
     * @return the files that were written, below the folder
     */
    public static List<Path> writeTo(Path folder) throws IOException {
        var root = root();
        if (!root.getScheme().equals("jar")) {
            return copy(Path.of(root), folder);
        }
        try (var jar = FileSystems.newFileSystem(root, Map.of())) {
            return copy(jar.getPath(ROOT), folder);
        }
    }

    /** A folder of its own with all of it, which is deleted when the program ends. */
    static Path unpacked() {
        try {
            var folder = Files.createTempDirectory("smspay-carried");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            writeTo(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("the files that the program carries cannot be written out", e);
        }
    }

    private static URI root() {
        try {
            return Objects.requireNonNull(Carried.class.getResource(ROOT), "the jar carries no files")
                    .toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> copy(Path from, Path to) throws IOException {
        var written = new ArrayList<Path>();
        List<Path> files;
        try (var all = Files.walk(from)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (var file : files) {
            var name = from.relativize(file).toString();
            var target = to.resolve(name);
            if (!Files.exists(target)) {
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                whole(file, target);
                written.add(Path.of(name));
            }
        }
        return written;
    }

    /** Whole or not at all: what is there is not written again, be it half. */
    private static void whole(Path file, Path target) throws IOException {
        var part = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(part);
            var why = e instanceof FileSystemException it ? it.getReason() : e.getMessage();
            throw new FileSystemException(target.toString(), null, why);
        }
    }

    private static void delete(Path folder) {
        try (var all = Files.walk(folder)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // The system's own housekeeping of temporary files takes what stays.
            System.err.println("left behind: " + folder);
        }
    }
}
