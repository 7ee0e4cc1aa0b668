package cn.smspay.talk.reading;

import cn.smspay.base.text.Utf8;
import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.YamlFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the files of a folder that authors edit. What looks like a file of theirs and is not read is a fault: a command would
 * be gone without a word.
 */
final class ScriptFolder {
    private static final String RULE = "D19";
    private static final Pattern MISNAMED = Pattern.compile("(?i).+\\.ya?ml(\\.txt)?|.+[.]yaml");
    private static final Pattern MISNAMED_CHAT = Pattern.compile("(?i)(.+)\\.(chats?|caht|cht)(\\.txt|\\s+)?");
    private static final Pattern COPY = Pattern.compile("(?i)[.~#].*|.+(~|#|\\.(bak|orig|old|swp|save|tmp|rej))");

    /** Folders beside the files that are no authors' files: what editors complete from, and recordings. */
    private static final Set<String> OTHERS = Set.of("schema", "prompts", "prompts-en");

    private final Path folder;
    private final String prefix;
    private final Map<String, String> files;
    private final Faults faults;

    /** @param prefix how authors call the folder, like {@code dialogs/} */
    ScriptFolder(Path folder, String prefix, Map<String, String> files, Faults faults) {
        this.folder = folder;
        this.prefix = prefix;
        this.files = files;
        this.faults = faults;
    }

    void read() {
        List<Path> paths;
        try (var found = Files.list(folder)) {
            paths = found.sorted().toList();
        } catch (IOException e) {
            faults.add(prefix, 1, RULE, Files.exists(folder) ? "the folder cannot be read" : "there is no such folder");
            return;
        }
        paths.forEach(this::look);
    }

    private void look(Path path) {
        var name = path.getFileName().toString();
        if (Files.isDirectory(path)) {
            directory(path, name);
        } else if (COPY.matcher(name).matches()) {
            if (name.contains(".yaml") || name.contains(".chat")) {
                faults.warn(prefix + name, 0, RULE, "looks like a copy that an editor made, and is not read");
            }
        } else if (name.endsWith(".yaml")) {
            readFile(path, prefix + name);
        } else if (!name.endsWith(".chat") && MISNAMED_CHAT.matcher(name).matches()) {
            // Nothing of it reaches a subscriber, so that it stops nobody.
            var right = MISNAMED_CHAT.matcher(name).replaceFirst("$1").strip() + ".chat";
            faults.warn(prefix + name, 0, RULE, "is not played because of its name; rename it to " + right);
        } else if (MISNAMED.matcher(name).matches()) {
            var right = name.substring(0, name.toLowerCase(Locale.ROOT).lastIndexOf(".y")) + ".yaml";
            faults.add(prefix + name, 0, RULE, "is not read because of its name; rename it to " + right);
        }
    }

    private void directory(Path path, String name) {
        if (name.endsWith(".yaml")) {
            faults.add(prefix + name, 0, RULE, "is a folder, not a file");
        } else if (!name.endsWith(".chat") && !OTHERS.contains(name) && !name.startsWith(".")) {
            try {
                first(path, ".*\\.ya?ml")
                        .ifPresent(each -> faults.add(each, 0, RULE, "is not read here; move it to " + prefix));
                first(path, ".*\\.chat")
                        .ifPresent(each -> faults.warn(each, 0, RULE, "is not played here; move it to " + prefix));
            } catch (IOException e) {
                faults.add(prefix + name, 0, RULE, "the folder cannot be read");
            }
        }
    }

    private Optional<String> first(Path path, String named) throws IOException {
        try (var inside = Files.walk(path)) {
            return inside.filter(
                            each -> each.toString().toLowerCase(Locale.ROOT).matches(named))
                    .map(each -> prefix + folder.relativize(each))
                    .findFirst();
        }
    }

    private void readFile(Path path, String name) {
        try {
            if (Files.isSymbolicLink(path) && !Files.exists(path)) {
                faults.add(name, 0, RULE, "is a link to " + Files.readSymbolicLink(path) + ", which is not there");
            } else if (Files.isSymbolicLink(path) && !path.toRealPath().startsWith(folder.toRealPath())) {
                faults.add(name, 0, RULE, "is a link that leaves the folder; put the file itself here");
            } else if (Files.size(path) > YamlFile.TEXT_MAX) {
                faults.add(name, 0, RULE, YamlFile.tooLong(Files.size(path)));
            } else {
                decode(Files.readAllBytes(path), name);
            }
        } catch (AccessDeniedException e) {
            faults.add(name, 0, RULE, "may not be read by this user");
        } catch (IOException e) {
            faults.add(name, 0, RULE, "cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private void decode(byte[] octets, String name) {
        try {
            files.put(name, Utf8.read(octets, name));
        } catch (Utf8.Unreadable e) {
            faults.add(name, e.line(), RULE, String.valueOf(e.getMessage()));
        }
    }
}
