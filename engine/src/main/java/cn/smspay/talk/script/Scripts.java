package cn.smspay.talk.script;

import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.Fields;
import cn.smspay.base.yaml.YamlFile;
import cn.smspay.talk.reading.CommonReader;
import cn.smspay.talk.reading.DialogReader;
import cn.smspay.talk.reading.Lint;
import cn.smspay.talk.reading.Loaded;
import cn.smspay.talk.reading.Replies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One consistent set of dialogues and voice menus. Immutable.
 *
 * @param dialogs by name: those by short message, and the voice menus under the number that is dialled
 * @param notices what is said outside a conversation, with the dialogue that it belongs to
 */
public record Scripts(Common common, Map<String, Dialog> dialogs, Map<String, Notice> notices, Catalogue catalogue) {
    private static final String COMMON = "dialogs/_common.yaml";
    public static final String NOTICES = "dialogs/_notices.yaml";

    /** A notice, and its dialogue if it has one. */
    public record Notice(Reply reply, @Nullable Dialog dialog) {}

    /** Reads every file of the two folders; a folder that cannot be read is a fault, too. */
    public static Loaded load(Path dialogs, Path ivr, Catalogue catalogue) {
        var files = new TreeMap<String, String>();
        var faults = new Faults();
        gather(dialogs, "dialogs/", files, faults);
        gather(ivr, "ivr-scripts/", files, faults);
        return read(files, catalogue, faults);
    }

    /** Reads the texts of files, by their names like {@code dialogs/kt.yaml}. */
    public static Loaded read(Map<String, String> files, Catalogue catalogue) {
        return read(files, catalogue, new Faults());
    }

    private static void gather(Path folder, String prefix, Map<String, String> files, Faults faults) {
        try (var paths = Files.list(folder)) {
            paths.filter(each -> each.toString().endsWith(".yaml"))
                    .forEach(path -> readFile(path, prefix + path.getFileName(), files, faults));
        } catch (IOException e) {
            faults.add(prefix, 1, "D19", "the folder cannot be read: " + e.getMessage());
        }
    }

    private static void readFile(Path path, String name, Map<String, String> files, Faults faults) {
        try {
            files.put(name, Files.readString(path));
        } catch (IOException e) {
            faults.add(name, 1, "D19", "cannot be read; save it as UTF-8 text");
        }
    }

    /** Everything that is spoken in calls, so that each text can be checked for its recording. */
    public List<Reply> spoken() {
        var spoken = new LinkedHashSet<Reply>();
        for (Dialog dialog : dialogs.values()) {
            if (dialog.voice() != null) {
                Said.in(dialog, new Flow(this, dialog)).stream()
                        .filter(said -> !said.bySms())
                        .forEach(said -> spoken.add(said.reply()));
            }
        }
        return List.copyOf(spoken);
    }

    /** The templates of {@link #spoken}, listings' lines included, in one language. */
    public List<Template> spokenTexts(String language) {
        var texts = new LinkedHashSet<Template>();
        for (Reply reply : spoken()) {
            texts(reply, language, texts);
        }
        return List.copyOf(texts);
    }

    private static void texts(Reply reply, String language, Set<Template> into) {
        var text = reply.texts().get(language);
        if (text != null) {
            into.add(text);
        }
        reply.rows().values().forEach(row -> texts(row, language, into));
    }

    private static Loaded read(Map<String, String> files, Catalogue catalogue, Faults faults) {
        var commonText = files.get(COMMON);
        if (commonText == null) {
            faults.add(COMMON, 1, "D19", "this file is missing");
            return new Loaded(null, faults.all());
        }
        var commonNode = YamlFile.read(COMMON, commonText, faults);
        if (commonNode == null) {
            return new Loaded(null, faults.all());
        }
        var shared = new CommonReader(COMMON, commonNode, faults).read();
        var dialogs = new LinkedHashMap<String, Dialog>();
        files.forEach((file, text) -> {
            var node = file.contains("/_") ? null : YamlFile.read(file, text, faults);
            if (node != null) {
                var dialog = new DialogReader(file, node, shared, catalogue, faults).read(hash(commonText, text));
                var other = dialogs.putIfAbsent(dialog.name(), dialog);
                if (other != null) {
                    faults.add(file, 1, "D11", "\"" + dialog.name() + "\" is also the name of " + other.file());
                }
            }
        });
        var notices = notices(files, shared, dialogs, faults);
        var scripts = new Scripts(shared.common(), Map.copyOf(dialogs), notices, catalogue);
        if (faults.none()) {
            Lint.check(scripts, faults);
        }
        return new Loaded(faults.none() ? scripts : null, faults.all());
    }

    private static Map<String, Notice> notices(
            Map<String, String> files, CommonReader.Shared shared, Map<String, Dialog> dialogs, Faults faults) {
        var notices = new LinkedHashMap<String, Notice>();
        dialogs.values()
                .forEach(dialog ->
                        dialog.notices().forEach((name, reply) -> notices.put(name, new Notice(reply, dialog))));
        var text = files.get(NOTICES);
        var node = text == null ? null : YamlFile.read(NOTICES, text, faults);
        if (node != null) {
            var fields = new Fields(node, "the file", faults);
            var common = shared.common();
            new Replies(faults, common.languages(), common.segments(), common.replies())
                    .byName(fields, "notices")
                    .forEach((name, reply) -> notices.put(name, new Notice(reply, null)));
            fields.done();
        }
        return notices;
    }

    private static String hash(String... texts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (String text : texts) {
                digest.update(text.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
