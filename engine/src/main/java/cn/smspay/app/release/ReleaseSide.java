package cn.smspay.app.release;

import cn.smspay.base.ServiceDay;
import cn.smspay.cli.Exit;
import cn.smspay.engine.FileDifference;
import cn.smspay.engine.ReleasePublisher;
import cn.smspay.engine.ScriptGate;
import cn.smspay.ops.control.ControlClient;
import cn.smspay.ops.control.ControlClient.NoEngine;
import cn.smspay.ops.errand.WritingMixin;
import cn.smspay.store.DatabaseFile;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.talk.desk.ReleaseLog.LoggedRelease;
import cn.smspay.talk.desk.Releases;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Who keeps the releases: the engine that runs on the data folder, or, while none runs, its database. */
interface ReleaseSide extends AutoCloseable {
    long newest() throws IOException;

    /** The releases, the newest first. */
    List<Listed> list(int most) throws IOException;

    /**
     * A release.
     *
     * @param id hash of its files
     * @param line with its number, when, by whom and why, and how many wait in it
     * @param report what the check and the transcripts said
     */
    record Listed(long number, String id, String line, String report) {}

    /** All about one of them, in lines. */
    default List<String> show(long number) throws IOException {
        long back = newest() - number + 1;
        var found = number < 1 || back < 1
                ? Optional.<Listed>empty()
                : list((int) Math.min(Integer.MAX_VALUE, back)).stream()
                        .filter(each -> each.number() == number)
                        .findFirst();
        var entry = found.orElseThrow(() -> new Exit.Refused(
                "there is no release " + number + "; \"smspay release list\" shows those that there are"));
        var lines = new ArrayList<String>();
        lines.add(entry.line());
        lines.add("  hash: " + entry.id());
        lines.add("  report: " + (entry.report().isEmpty() ? "none" : entry.report()));
        lines.add("  changed: " + changed(number));
        return lines;
    }

    private String changed(long number) throws IOException {
        var files = files(number);
        var before = number == 1 ? Map.<String, String>of() : files(number - 1);
        if (files.isEmpty() || (number > 1 && before.isEmpty())) {
            return "its files, or those before it, are no longer kept";
        }
        if (number == 1) {
            return "it is the first, with " + files.size() + " files";
        }
        var names = FileDifference.of(before, files).stream()
                .filter(line -> !line.startsWith(" "))
                .toList();
        return names.isEmpty() ? "no file" : String.join(", ", names);
    }

    /** Texts by name, empty if they are not kept. */
    Map<String, String> files(long number) throws IOException;

    /** What was done, in words. */
    String publish(ReleasePublisher.ReleaseRequest wish) throws IOException;

    String back(long number, String note) throws IOException;

    String stop(Set<String> dialogs, String note) throws IOException;

    String go(String note) throws IOException;

    @Override
    void close() throws IOException;

    /** @param gate what files must pass while no engine runs, which has its own */
    static ReleaseSide of(Path data, ScriptGate gate) throws IOException {
        try {
            new ControlClient(data).close();
            return new Running(data);
        } catch (NoEngine e) {
            var file = data.resolve(StoreSettings.FILE);
            if (!DatabaseFile.exists(file)) {
                throw new Exit.Refused("no engine runs on " + data + ", and there is no " + file
                        + "; start smspay run or demo first, or name the folder with --data");
            }
            return new Resting(
                    gate, data, ProcessHandle.current().info().user().orElse(System.getProperty("user.name", "")));
        }
    }

    /** An engine serves. It is asked anew each time, because it waits for nobody who is silent while files are checked. */
    record Running(Path data) implements ReleaseSide {
        private JsonNode say(String word, Map<String, ?> arguments) throws IOException {
            try (var client = new ControlClient(data)) {
                var said = client.say(word, arguments, progress -> {});
                return switch (said.kind()) {
                    case ANSWER -> said.json();
                    case DECLINED, ERROR -> throw new Exit.Refused(Exit.WRONG, said.sentence());
                };
            } catch (NoEngine e) {
                throw new Exit.Refused(Exit.WRONG, "the engine has stopped meanwhile: " + e.getMessage());
            }
        }

        @Override
        public long newest() throws IOException {
            return say("release.newest", Map.of()).path("number").asLong();
        }

        @Override
        public List<Listed> list(int most) throws IOException {
            var lines = new ArrayList<Listed>();
            say("release.list", Map.of("most", most)).forEach(each -> {
                var entry = each.path("entry");
                var stopped = new ArrayList<String>();
                entry.path("stopped").forEach(name -> stopped.add(name.asText()));
                long number = entry.path("number").asLong();
                var id = entry.path("id").asText();
                var line = line(
                        number,
                        id,
                        Instant.from(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(
                                entry.path("at").asText())),
                        entry.path("how").asText(),
                        entry.path("who").asText(),
                        entry.path("note").asText(),
                        each.path("waiting").asInt(),
                        stopped);
                lines.add(new Listed(number, id, line, entry.path("report").asText()));
            });
            return lines;
        }

        @Override
        public Map<String, String> files(long number) throws IOException {
            var files = new LinkedHashMap<String, String>();
            say("release.files", Map.of("number", number))
                    .properties()
                    .forEach(file -> files.put(file.getKey(), file.getValue().asText()));
            return files;
        }

        @Override
        public String publish(ReleasePublisher.ReleaseRequest wish) throws IOException {
            var id = Releases.id(wish.files());
            var file = data.resolve("release-" + id + ".gz");
            Files.write(file, Releases.packed(wish.files()));
            try {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
                var arguments = new LinkedHashMap<String, Object>();
                arguments.put("id", id);
                arguments.put("note", wish.note());
                arguments.put("report", wish.report());
                arguments.put("after", wish.after());
                arguments.put("over", wish.over().stream().map(Object::toString).toList());
                arguments.put("remove", List.copyOf(wish.removed()));
                return served(say("release.publish", arguments));
            } finally {
                Files.deleteIfExists(file);
            }
        }

        @Override
        public String back(long number, String note) throws IOException {
            return served(say("release.back", Map.of("number", number, "note", note)));
        }

        @Override
        public String stop(Set<String> dialogs, String note) throws IOException {
            say("release.stop", Map.of("dialogs", List.copyOf(dialogs), "note", note));
            return STOPPED;
        }

        @Override
        public String go(String note) throws IOException {
            say("release.go", Map.of("note", note));
            return GOES_ON;
        }

        private static String served(JsonNode entry) {
            return "Release " + entry.path("number").asLong()
                    + " is served. Conversations under way end with the files that they began with.";
        }

        @Override
        public void close() {
            // Nothing is kept open.
        }
    }

    /** No engine serves: the next start does. Whoever writes is alone for that moment. */
    record Resting(ScriptGate gate, Path data, String who) implements ReleaseSide {
        private static final String AT_START = " It is served when an engine starts on this folder.";

        private <T> T look(Function<ReleasePublisher, T> work) {
            try (var store = Store.open(StoreSettings.tool(data.resolve(StoreSettings.FILE)))) {
                return work.apply(publisher(store));
            }
        }

        private LoggedRelease write(Function<ReleasePublisher, LoggedRelease> work) {
            WritingMixin.requireFree(data);
            try (var store = Store.open(StoreSettings.engine(data.resolve(StoreSettings.FILE)))) {
                return work.apply(publisher(store));
            } catch (ReleasePublisher.ReleaseRefused e) {
                throw new Exit.Refused(Exit.WRONG, String.valueOf(e.getMessage()));
            }
        }

        private ReleasePublisher publisher(Store store) {
            return new ReleasePublisher(store, gate, null, Clock.system(ServiceDay.ZONE));
        }

        @Override
        public long newest() {
            return look(ReleasePublisher::newest);
        }

        @Override
        public List<Listed> list(int most) {
            return look(publisher -> list(publisher, most));
        }

        private static List<Listed> list(ReleasePublisher publisher, int most) {
            var entries = publisher.log().list(most);
            var waiting = publisher.waiting(entries);
            return entries.stream()
                    .map(each -> new Listed(
                            each.number(),
                            each.id(),
                            line(
                                    each.number(),
                                    each.id(),
                                    each.at(),
                                    each.how().name(),
                                    each.who(),
                                    each.note(),
                                    waiting.getOrDefault(each.number(), 0),
                                    List.copyOf(each.stopped())),
                            each.report()))
                    .toList();
        }

        @Override
        public Map<String, String> files(long number) {
            return look(publisher -> publisher.log().files(number));
        }

        @Override
        public String publish(ReleasePublisher.ReleaseRequest wish) {
            var mine = new ReleasePublisher.ReleaseRequest(
                    wish.files(), who, wish.note(), wish.report(), wish.after(), wish.over(), wish.removed());
            return "Release " + write(publisher -> publisher.publish(mine)).number() + " is written down." + AT_START;
        }

        @Override
        public String back(long number, String note) {
            return "Release "
                    + write(publisher -> publisher.back(number, who, note)).number() + " is written down." + AT_START;
        }

        @Override
        public String stop(Set<String> dialogs, String note) {
            write(publisher -> publisher.stop(dialogs, who, note));
            return STOPPED;
        }

        @Override
        public String go(String note) {
            write(publisher -> publisher.go(who, note));
            return GOES_ON;
        }

        @Override
        public void close() {
            // Nothing is kept open: an engine may start meanwhile.
        }
    }

    String STOPPED = "No new conversation begins; those under way go on. \"smspay release go\" ends this.";
    String GOES_ON = "New conversations begin again.";

    private static String line(
            long number,
            String id,
            Instant at,
            String how,
            String who,
            String note,
            int waiting,
            List<String> stopped) {
        var when =
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).format(at.atZone(ServiceDay.ZONE));
        return number + "  " + when + "  " + id.substring(0, 8) + "  " + how.toLowerCase(Locale.ROOT) + " by " + who
                + (note.isEmpty() ? "" : ": " + note)
                + (waiting == 0 ? "" : "  (" + waiting + " conversations wait in it)")
                + (stopped.isEmpty() ? "" : "  stopped: " + String.join(" ", stopped));
    }
}
