package cn.smspay.app.authors;

import cn.smspay.cli.Exit;
import cn.smspay.cli.ScriptFolders;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.reading.ScriptFiles;
import cn.smspay.talk.reading.TextTable;
import cn.smspay.talk.script.Scripts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Texts for those who translate or correct them. */
@Command(
        name = "texts",
        description = "Gives all texts out as a CSV table and takes the table back.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {TextsCommand.Export.class, TextsCommand.Import.class})
public final class TextsCommand {
    private static final List<String> COLUMNS = List.of("file", "line", "id", "language", "room", "was", "text");

    private TextsCommand() {}

    /** The file of a name like {@code dialogs/kt.yaml}. */
    private static Path file(ScriptFolders folders, String name) {
        var last = name.substring(name.lastIndexOf('/') + 1);
        return (name.startsWith("dialogs/") ? folders.dialogs() : folders.ivrScripts()).resolve(last);
    }

    private static Scripts read(ScriptFolders folders) {
        var loaded = ScriptFiles.load(folders.dialogs(), folders.ivrScripts(), ServiceCatalogue.catalogue());
        if (loaded.scripts() == null) {
            loaded.faults().forEach(System.err::println);
            throw new Exit.Refused(Exit.WRONG, "these faults come first");
        }
        return loaded.scripts();
    }

    /** Out. */
    @Command(
            name = "export",
            description = {
                "Writes file, line, id, language, room, was, text: change the column text alone. Room is by how many",
                "characters the longest form of a text may grow; -1 if it is only spoken."
            },
            mixinStandardHelpOptions = true)
    static final class Export implements Callable<Integer> {
        @Mixin
        private final ScriptFolders folders = new ScriptFolders();

        @Option(names = "--language", paramLabel = "TAG", defaultValue = "", description = "Only texts in this one.")
        private String language = "";

        @Option(names = "--out", paramLabel = "FILE", description = "A new file (default: the terminal).")
        private @Nullable Path out;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            var rows = TextTable.of(read(folders)).stream()
                    .filter(row -> language.isEmpty() || row.language().equals(language))
                    .toList();
            if (out == null) {
                write(rows, spec.commandLine().getOut());
            } else if (Files.exists(out)) {
                throw new Exit.Refused(out + " is there already; name a new file");
            } else {
                var table = new StringWriter();
                write(rows, new PrintWriter(table));
                Files.writeString(out, table.toString());
            }
            return Exit.DONE;
        }

        private static void write(List<TextTable.Row> rows, PrintWriter csv) {
            csv.println(String.join(",", COLUMNS));
            rows.forEach(row -> csv.println(String.join(
                    ",",
                    Csv.cell(row.file()),
                    Integer.toString(row.line()),
                    Csv.cell(row.id()),
                    row.language(),
                    Integer.toString(row.room()),
                    Csv.cell(row.text()),
                    Csv.cell(row.text()))));
            csv.flush();
        }
    }

    /** In. */
    @Command(
            name = "import",
            description = {
                "Takes a table back: what stands under text comes into the place of what stands under was. If the check",
                "finds a fault in any of it, nothing is changed."
            },
            mixinStandardHelpOptions = true)
    static final class Import implements Callable<Integer> {
        @Mixin
        private final ScriptFolders folders = new ScriptFolders();

        @Parameters(index = "0", paramLabel = "FILE", description = "The table, CSV in UTF-8.")
        @SuppressWarnings("NullAway.Init")
        private Path table;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            var err = spec.commandLine().getErr();
            folders.mustBeOwn();
            if (!Files.exists(table)) {
                throw new Exit.Refused(table + ": there is no such file");
            }
            if (Files.isDirectory(table)) {
                throw new Exit.Refused(table + " is a folder, not a file");
            }
            var scripts = read(folders);
            var faults = new ArrayList<String>();
            var changes = changes(faults);
            var files = TextTable.changed(scripts, changes, faults);
            if (faults.isEmpty()) {
                var checked = ScriptFiles.read(files, ServiceCatalogue.catalogue());
                if (checked.scripts() == null) {
                    checked.faults().stream()
                            .filter(fault -> !fault.warning())
                            .map(Objects::toString)
                            .forEach(faults::add);
                }
            }
            if (!faults.isEmpty()) {
                faults.forEach(err::println);
                err.println("Nothing was changed.");
                return Exit.WRONG;
            }
            write(scripts.files(), files);
            spec.commandLine()
                    .getOut()
                    .println(changes.size() + (changes.size() == 1 ? " text" : " texts") + " changed.");
            return Exit.DONE;
        }

        private List<TextTable.TextChange> changes(List<String> faults) throws IOException {
            List<Csv.Row> rows;
            try {
                var text = Files.readString(table);
                rows = Csv.rows(text.startsWith("\uFEFF") ? text.substring(1) : text);
            } catch (CharacterCodingException e) {
                throw new Exit.Refused(table + " is not UTF-8 text; save it as \"CSV UTF-8\"");
            } catch (IllegalArgumentException e) {
                throw new Exit.Refused(table + ":" + e.getMessage());
            }
            if (rows.isEmpty() || !rows.get(0).cells().containsAll(List.of("file", "language", "was", "text"))) {
                throw new Exit.Refused(table + " has no columns file, language, was and text; export it anew");
            }
            var head = rows.get(0).cells();
            var changes = new ArrayList<TextTable.TextChange>();
            for (Csv.Row row : rows.subList(1, rows.size())) {
                if (row.cells().size() != head.size()) {
                    faults.add(table + ":" + row.line() + ": has " + row.cells().size() + " cells instead of "
                            + head.size());
                    continue;
                }
                var was = row.cells().get(head.indexOf("was"));
                var text = row.cells().get(head.indexOf("text"));
                if (!was.equals(text)) {
                    changes.add(new TextTable.TextChange(
                            row.line(),
                            row.cells().get(head.indexOf("file")),
                            row.cells().get(head.indexOf("language")),
                            was,
                            text));
                }
            }
            return changes;
        }

        private void write(Map<String, String> before, Map<String, String> after) throws IOException {
            for (var entry : after.entrySet()) {
                if (!entry.getValue().equals(before.get(entry.getKey()))) {
                    var file = file(folders, entry.getKey());
                    var part = file.resolveSibling(file.getFileName() + ".tmp");
                    Files.writeString(part, entry.getValue());
                    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
