package cn.smspay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Says which files of some folders have changed since it was last asked. Not thread-safe. */
public final class WatchedFiles {
    private final List<Path> folders;
    private Map<Path, FileLook> before;

    private record FileLook(FileTime at, long size) {}

    public WatchedFiles(Path... folders) {
        this.folders = List.of(folders);
        this.before = look();
    }

    /** Those that were written, are new, or are gone. A file that an editor makes for itself is none. */
    public Set<Path> changed() {
        var now = look();
        var changed = new TreeSet<Path>();
        now.forEach((path, look) -> {
            if (!look.equals(before.get(path))) {
                changed.add(path);
            }
        });
        before.keySet().stream().filter(path -> !now.containsKey(path)).forEach(changed::add);
        before = now;
        return changed;
    }

    private Map<Path, FileLook> look() {
        var found = new TreeMap<Path, FileLook>();
        for (Path folder : folders) {
            try (var paths = Files.list(folder)) {
                for (Path path : paths.filter(WatchedFiles::isAuthors).toList()) {
                    found.put(path, new FileLook(Files.getLastModifiedTime(path), Files.size(path)));
                }
            } catch (IOException e) {
                // Being written just now, or gone: the next look sees it.
                found.put(folder, new FileLook(FileTime.fromMillis(0), 0));
            }
        }
        return found;
    }

    private static boolean isAuthors(Path path) {
        var name = path.getFileName().toString();
        return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".chat"));
    }
}
